import { applyEdit, editedContact, fieldsByKey, readEdit, recordChange } from './contact-edits.ts';
import type { ChangeAuthor, EditedContact } from './contact-edits.ts';
import { imageOf, removeContacts, restoreImage } from './contact-images.ts';
import { readStored } from './fields.ts';
import type { StoredValue } from './fields.ts';
import { beginUndo } from './undo-record.ts';
import { prepared } from '../database.ts';
import type { ReadableDb, WritableDb } from '../database.ts';
import { AppError } from '#domain/kernel/errors.ts';
import type { ContactWrites, MergeDone } from '../../services/contact-port.ts';

function expectContact(db: WritableDb, id: number): EditedContact {
  const contact = editedContact(db, id);
  if (!contact) throw new AppError('contact.notFound', { number: String(id) });
  return contact;
}

/** What of the dropped contact went over to the kept one, so that a later undo takes back no more than that. */
interface Moved {
  readonly name: string;
  readonly values: readonly (readonly [string, StoredValue])[];
  readonly tags: readonly number[];
  readonly lists: readonly number[];
  readonly notes: readonly number[];
}

function movedIds(
  db: WritableDb,
  table: 'contact_tag' | 'list_member',
  ids: { keepId: number; dropId: number },
): number[] {
  const column = table === 'contact_tag' ? 'tag_id' : 'list_id';
  return prepared<[object], number>(
    db,
    `SELECT ${column} FROM ${table} WHERE contact_id = @dropId
     EXCEPT SELECT ${column} FROM ${table} WHERE contact_id = @keepId`,
  )
    .pluck()
    .all(ids);
}

/**
 * Puts one contact into another: chosen name and values, tags, lists and notes of both. Permission and blocks stay with
 * the number they were given for: nothing is copied to the kept number.
 */
export function contactMerge(db: WritableDb, input: Parameters<ContactWrites['contactMerge']>[0]): null {
  const { keepId, dropId, token, nowMs } = input;
  const keep = expectContact(db, keepId);
  const drop = expectContact(db, dropId);
  const fields = fieldsByKey(db);
  const author = { ...input, source: 'merge' };
  const stored = readStored(keep.fields);
  const ids = { keepId, dropId };
  const notes = prepared<[number], number>(db, 'SELECT id FROM contact_note WHERE contact_id = ?').pluck().all(dropId);
  const edit = { name: input.name, values: readEdit(fields, input.values) };
  const moved: Moved = {
    name: keep.name,
    values: [...fields.values()].map(({ key, position }) => [key, stored[position] ?? null] as const),
    tags: movedIds(db, 'contact_tag', ids),
    lists: movedIds(db, 'list_member', ids),
    notes,
  };
  beginUndo(db, { token, kind: 'merge', detail: {}, nowMs });
  const keepImage = prepared<[string, number, string]>(db, 'INSERT INTO undo_contact VALUES (?, ?, ?)');
  keepImage.run(token, keepId, JSON.stringify(moved));
  prepared<[object]>(
    db,
    `INSERT INTO undo_contact SELECT @token, c.id, ${imageOf} FROM contact c WHERE c.id = @dropId`,
  ).run({
    token,
    dropId,
  });
  for (const sql of [
    `INSERT INTO contact_tag (tag_id, contact_id, import_id) SELECT tag_id, @keepId, NULL FROM contact_tag
     WHERE contact_id = @dropId ON CONFLICT DO NOTHING`,
    `INSERT INTO list_member (list_id, contact_id, import_id, added_at_ms) SELECT list_id, @keepId, NULL, added_at_ms
     FROM list_member WHERE contact_id = @dropId ON CONFLICT DO NOTHING`,
    'UPDATE contact_note SET contact_id = @keepId WHERE contact_id = @dropId',
  ]) {
    prepared<[object]>(db, sql).run(ids);
  }
  applyEdit(db, fields, keep, edit, author);
  recordChange(db, keepId, author, [['merged', drop.e164, keep.e164]]);
  removeContacts(db, JSON.stringify([dropId]));
  return null;
}

interface RawMerge {
  token: string;
  atMs: number;
  keptId: number | null;
  keptName: string | null;
  keptE164: string | null;
  droppedName: string;
  droppedE164: string;
}

/** Merges that can still be taken back, newest first. Of the two images only the dropped contact's is a whole contact. */
export function merges(db: ReadableDb): MergeDone[] {
  const rows = prepared<[], RawMerge>(
    db,
    `SELECT u.token, u.at_ms AS atMs, c.id AS keptId, c.name AS keptName, c.e164 AS keptE164,
       d.before ->> '$.contact[4]' AS droppedName, d.before ->> '$.contact[0]' AS droppedE164
     FROM undo u
     JOIN undo_contact d ON d.token = u.token AND d.before ->> '$.contact' IS NOT NULL
     LEFT JOIN undo_contact k ON k.token = u.token AND k.before ->> '$.contact' IS NULL
     LEFT JOIN contact c ON c.id = k.contact_id
     WHERE u.kind = 'merge' ORDER BY u.at_ms DESC, u.token LIMIT 100`,
  ).all();
  return rows.map(({ token, atMs, keptId, keptName, keptE164, droppedName, droppedE164 }) => ({
    token,
    atMs,
    kept: keptId === null ? null : { id: keptId, name: keptName ?? '', e164: keptE164 ?? '' },
    dropped: { name: droppedName, e164: droppedE164 },
  }));
}

/** Takes two merged contacts apart again; answers how many of the two are as they were. */
export function restoreMerge(db: WritableDb, token: string, author: ChangeAuthor): number {
  const rows = prepared<[string], { id: number; before: string }>(
    db,
    'SELECT contact_id AS id, before FROM undo_contact WHERE token = ?',
  ).all(token);
  let restored = 0;
  for (const { id, before } of rows) {
    const image = JSON.parse(before) as Partial<Moved>;
    if (image.values !== undefined) {
      if (restoreKept(db, id, image as Moved, author)) restored += 1;
    } else if (restoreImage(db, id, before)) restored += 1;
  }
  return restored;
}

function restoreKept(db: WritableDb, id: number, moved: Moved, author: ChangeAuthor): boolean {
  const contact = editedContact(db, id);
  if (!contact) return false;
  const fields = fieldsByKey(db);
  const values = new Map(moved.values.filter(([key]) => fields.has(key)));
  applyEdit(db, fields, contact, { name: moved.name, isRestoring: true, values }, author);
  const drop = (sql: string, list: readonly number[]): void => {
    prepared<[object]>(db, sql).run({ id, list: JSON.stringify(list) });
  };
  const chosen = '(SELECT value FROM json_each(@list))';
  drop(`DELETE FROM contact_tag WHERE contact_id = @id AND tag_id IN ${chosen}`, moved.tags);
  drop(`DELETE FROM list_member WHERE contact_id = @id AND list_id IN ${chosen}`, moved.lists);
  // The dropped contact's image brings its notes back.
  drop(`DELETE FROM contact_note WHERE contact_id = @id AND id IN ${chosen}`, moved.notes);
  return true;
}
