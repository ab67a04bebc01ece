import { applyEdit, editedContact, fieldsByKey } from './contact-edits.ts';
import type { ChangeAuthor } from './contact-edits.ts';
import { restoreImage } from './contact-images.ts';
import { restoreField } from './contact-fields.ts';
import { restoreMerge } from './contact-merge.ts';
import { restoreList } from './lists.ts';
import { dropEmptyTag, restoreTag } from './tags.ts';
import { prepared } from '../database.ts';
import type { WritableDb } from '../database.ts';
import { AppError } from '#domain/kernel/errors.ts';
import type { ContactWrites, UndoResult } from '../../services/contact-port.ts';

// What can be taken back lives until its undo bar goes or the program starts again; only merges are kept for a month,
// because a wrong one is noticed late.

const mergeKeptMs = 30 * 24 * 60 * 60 * 1000;

interface Undo {
  readonly token: string;
  readonly detail: {
    readonly key?: string;
    readonly value?: string | number | null;
    readonly membership?: {
      readonly table: string;
      readonly column: string;
      readonly value: number;
      /** Written since a tag that a change has made goes with it. */
      readonly isNew?: boolean;
    } | null;
  };
  readonly author: ChangeAuthor;
}

type Taker = (db: WritableDb, undo: Undo) => number;

/** The closed list of what members are taken from and put into. */
const memberTables: Readonly<Record<string, { readonly add: string; readonly remove: string }>> = {
  contact_tag: {
    add: `INSERT INTO contact_tag (tag_id, contact_id, import_id)
      SELECT @value, u.contact_id, u.before ->> 0 FROM undo_contact u JOIN contact c ON c.id = u.contact_id
      WHERE u.token = @token AND @value IN (SELECT id FROM tag) ON CONFLICT DO NOTHING`,
    remove: `DELETE FROM contact_tag WHERE tag_id = @value
      AND contact_id IN (SELECT contact_id FROM undo_contact WHERE token = @token)`,
  },
  list_member: {
    add: `INSERT INTO list_member (list_id, contact_id, import_id, added_at_ms)
      SELECT @value, u.contact_id, u.before ->> 0, u.before ->> 1 FROM undo_contact u JOIN contact c ON c.id = u.contact_id
      WHERE u.token = @token AND @value IN (SELECT id FROM contact_list) ON CONFLICT DO NOTHING`,
    remove: `DELETE FROM list_member WHERE list_id = @value
      AND contact_id IN (SELECT contact_id FROM undo_contact WHERE token = @token)`,
  },
};

function members(db: WritableDb, { token, detail }: Undo, way: 'add' | 'remove'): number {
  const { table = '', value = 0 } = detail.membership ?? {};
  const sql = memberTables[table]?.[way];
  return sql === undefined ? 0 : prepared<[object]>(db, sql).run({ token, value }).changes;
}

function* before(db: WritableDb, token: string): Generator<{ id: number; before: string }> {
  const next = prepared<[string, number], { id: number; before: string }>(
    db,
    'SELECT contact_id AS id, before FROM undo_contact WHERE token = ? AND contact_id > ? ORDER BY contact_id LIMIT 500',
  );
  for (let after = 0; ;) {
    const rows = next.all(token, after);
    yield* rows;
    const last = rows.at(-1);
    if (!last) return;
    after = last.id;
  }
}

/** Sets a field back where it still says what the change made it say. */
function unsetField(db: WritableDb, { token, detail, author }: Undo): number {
  const fields = fieldsByKey(db);
  const { key = '', value = null } = detail;
  const field = fields.get(key);
  if (!field) return 0;
  let restored = 0;
  for (const row of before(db, token)) {
    const contact = editedContact(db, row.id);
    if (!contact) continue;
    const [old, name] = JSON.parse(row.before) as [string | number | null, string];
    if (((JSON.parse(contact.fields) as unknown[])[field.position] ?? null) !== value) continue;
    const values = new Map([[key, old]]);
    const edit = { name: key.endsWith('_name') ? name : null, isRestoring: true, values };
    if (applyEdit(db, fields, contact, edit, author) > 0) restored += 1;
  }
  return restored;
}

function undelete(db: WritableDb, { token }: Undo): number {
  let restored = 0;
  for (const { id, before: image } of before(db, token)) if (restoreImage(db, id, image)) restored += 1;
  return restored;
}

/** Takes a tag off again, and away where the change had made it and nobody else has got it since. */
function untag(db: WritableDb, undo: Undo): number {
  const restored = members(db, undo, 'remove');
  const { membership } = undo.detail;
  if (membership?.isNew === true) dropEmptyTag(db, membership.value);
  return restored;
}

const takers: Readonly<Record<string, Taker>> = {
  tag: untag,
  listAdd: (db, undo) => members(db, undo, 'remove'),
  untag: (db, undo) => members(db, undo, 'add'),
  listRemove: (db, undo) => members(db, undo, 'add'),
  setField: unsetField,
  delete: undelete,
  merge: (db, { token, author }) => restoreMerge(db, token, author),
  listDelete: (db, { token, detail }) => restoreList(db, token, detail as Parameters<typeof restoreList>[2]),
  tagDelete: (db, { token, detail }) => restoreTag(db, token, detail as Parameters<typeof restoreTag>[2]),
  fieldRemove: (db, { token, detail }) => restoreField(db, token, detail as Parameters<typeof restoreField>[2]),
};

export function undoApply(db: WritableDb, input: Parameters<ContactWrites['undoApply']>[0]): UndoResult {
  const { token, by, nowMs } = input;
  const row = prepared<[string], { kind: string; detail: string; people: number }>(
    db,
    'SELECT kind, detail, (SELECT count(*) FROM undo_contact c WHERE c.token = undo.token) AS people FROM undo WHERE token = ?',
  ).get(token);
  const taker = row && Object.hasOwn(takers, row.kind) ? takers[row.kind] : undefined;
  if (!row || !taker) throw new AppError('undo.gone', { token });
  const author = { by, nowMs, source: `undo:${row.kind}` };
  const restored = taker(db, { token, detail: JSON.parse(row.detail) as Undo['detail'], author });
  prepared<[string]>(db, 'DELETE FROM undo WHERE token = ?').run(token);
  return { restored, kept: Math.max(0, row.people - restored) };
}

export function undoForget(db: WritableDb, input: Parameters<ContactWrites['undoForget']>[0]): null {
  const { token, nowMs } = input;
  if (token !== null) {
    prepared<[string]>(db, 'DELETE FROM undo WHERE token = ?').run(token);
    return null;
  }
  prepared<[number]>(db, "DELETE FROM undo WHERE kind <> 'merge' OR at_ms < ?").run(nowMs - mergeKeptMs);
  return null;
}
