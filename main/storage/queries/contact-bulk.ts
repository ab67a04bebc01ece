import { applyEdit, editedContact, fieldsByKey } from './contact-edits.ts';
import { imageOf, removeContacts } from './contact-images.ts';
import { suppress } from './suppressions.ts';
import { dropEmptyTag, ensureTag, tagNamed } from './tags.ts';
import { beginUndo } from './undo-record.ts';
import { prepared } from '../database.ts';
import type { WritableDb } from '../database.ts';
import { AppError } from '#domain/kernel/errors.ts';
import type { BulkAction, BulkProgress, BulkResult, ContactWrites } from '../../services/contact-port.ts';

// The same change to many contacts, within the caller's transaction. Whom it really changed is written down with what
// stood there before, so that undoing gives back exactly that and nothing else.

type BulkInput = Parameters<ContactWrites['contactBulk']>[0];

const chunkSize = 2_000;

/** Ids in pieces as JSON arrays; tells how far it is and stops when asked to. */
function* chunks(ids: Uint32Array, progress: BulkProgress | null): Generator<string> {
  const state = progress === null ? null : new Int32Array(progress);
  for (let from = 0; from < ids.length; from += chunkSize) {
    if (state !== null) {
      Atomics.store(state, 0, from);
      if (Atomics.load(state, 1) === 1) throw new AppError('bulk.cancelled', { done: from });
    }
    yield JSON.stringify([...ids.subarray(from, from + chunkSize)]);
  }
}

const chosen = 'contact c WHERE c.id IN (SELECT value FROM json_each(@ids))';

/** Tags and lists: who has it and who does not, in three statements a piece. */
interface Membership {
  readonly table: 'contact_tag' | 'list_member';
  readonly column: 'tag_id' | 'list_id';
  readonly value: number;
  /** A tag that this change has made: it goes again when the change is taken back and nobody else has got it. */
  readonly isNew: boolean;
}

function addMembers(db: WritableDb, { table, column, value }: Membership, input: BulkInput): number {
  const extra = table === 'list_member' ? ', added_at_ms' : '';
  const insert = prepared<[object]>(
    db,
    `INSERT INTO ${table} (${column}, contact_id, import_id${extra})
     SELECT @value, u.contact_id, NULL${extra && ', @nowMs'} FROM undo_contact u
     WHERE u.token = @token AND u.contact_id IN (SELECT value FROM json_each(@ids))`,
  );
  const keep = prepared<[object]>(
    db,
    `INSERT INTO undo_contact SELECT @token, c.id, 'null' FROM ${chosen}
       AND NOT EXISTS (SELECT 1 FROM ${table} t WHERE t.${column} = @value AND t.contact_id = c.id)`,
  );
  let changed = 0;
  for (const ids of chunks(input.ids, input.progress)) {
    keep.run({ token: input.token, ids, value });
    const parameters = { token: input.token, ids, value };
    changed += insert.run(extra ? { ...parameters, nowMs: input.nowMs } : parameters).changes;
  }
  return changed;
}

function removeMembers(db: WritableDb, { table, column, value }: Membership, input: BulkInput): number {
  const before = table === 'list_member' ? 'json_array(t.import_id, t.added_at_ms)' : 'json_array(t.import_id)';
  const members = `t.${column} = @value AND t.contact_id IN (SELECT value FROM json_each(@ids))`;
  const keep = prepared<[object]>(
    db,
    `INSERT INTO undo_contact SELECT @token, t.contact_id, ${before} FROM ${table} t WHERE ${members}`,
  );
  const drop = prepared<[object]>(db, `DELETE FROM ${table} AS t WHERE ${members}`);
  let changed = 0;
  for (const ids of chunks(input.ids, input.progress)) {
    keep.run({ token: input.token, ids, value });
    changed += drop.run({ ids, value }).changes;
  }
  return changed;
}

function setField(db: WritableDb, action: Extract<BulkAction, { kind: 'setField' }>, input: BulkInput): number {
  const fields = fieldsByKey(db);
  const field = fields.get(action.key);
  if (!field) throw new AppError('field.unknown', { key: action.key });
  const keep = prepared<[string, number, string]>(db, 'INSERT INTO undo_contact VALUES (?, ?, ?)');
  const edit = { name: null, values: new Map([[action.key, action.value]]) };
  let changed = 0;
  for (const ids of chunks(input.ids, input.progress)) {
    for (const id of JSON.parse(ids) as number[]) {
      const contact = editedContact(db, id);
      if (!contact) continue;
      const before = (JSON.parse(contact.fields) as unknown[])[field.position] ?? null;
      if (applyEdit(db, fields, contact, edit, { ...input, source: 'bulk' }) === 0) continue;
      keep.run(input.token, id, JSON.stringify([before, contact.name]));
      changed += 1;
    }
  }
  return changed;
}

/** Blocks are for good: there is nothing to undo. */
function blockAll(db: WritableDb, note: string, input: BulkInput): number {
  const numbers = prepared<[object], string>(db, `SELECT c.e164 FROM ${chosen}`).pluck();
  const detail = note.trim() || 'blocked by hand';
  let changed = 0;
  for (const ids of chunks(input.ids, input.progress)) {
    for (const e164 of numbers.all({ ids })) {
      const { added } = suppress(db, { e164, reason: 'operator', detail, by: input.by, nowMs: input.nowMs });
      if (added) changed += 1;
    }
  }
  return changed;
}

function deleteAll(db: WritableDb, input: BulkInput): number {
  const keep = prepared<[object]>(db, `INSERT INTO undo_contact SELECT @token, c.id, ${imageOf} FROM ${chosen}`);
  let changed = 0;
  for (const ids of chunks(input.ids, input.progress)) {
    keep.run({ token: input.token, ids });
    changed += removeContacts(db, ids);
  }
  return changed;
}

function membershipOf(db: WritableDb, action: BulkAction, nowMs: number): Membership | null {
  if (action.kind === 'tag' || action.kind === 'untag') {
    const known = tagNamed(db, action.tag);
    // Taking off a tag that is not there takes nothing off, and makes none.
    if (known === null && action.kind === 'untag') return null;
    const value = known ?? ensureTag(db, action.tag, nowMs);
    return { table: 'contact_tag', column: 'tag_id', value, isNew: known === null };
  }
  if (action.kind !== 'listAdd' && action.kind !== 'listRemove') return null;
  const list = prepared<[number], number>(db, "SELECT id FROM contact_list WHERE id = ? AND kind = 'list'")
    .pluck()
    .get(action.listId);
  if (list === undefined) throw new AppError('list.notFound', { id: action.listId });
  return { table: 'list_member', column: 'list_id', value: action.listId, isNew: false };
}

function apply(db: WritableDb, action: BulkAction, input: BulkInput): number {
  const membership = membershipOf(db, action, input.nowMs);
  if (action.kind !== 'block') beginUndo(db, { ...input, kind: action.kind, detail: { ...action, membership } });
  switch (action.kind) {
    case 'tag': {
      if (membership === null) return 0;
      const changed = addMembers(db, membership, input);
      if (changed === 0 && membership.isNew) dropEmptyTag(db, membership.value);
      return changed;
    }
    case 'listAdd':
      return membership === null ? 0 : addMembers(db, membership, input);
    case 'untag':
    case 'listRemove':
      return membership === null ? 0 : removeMembers(db, membership, input);
    case 'setField':
      return setField(db, action, input);
    case 'block':
      return blockAll(db, action.note, input);
    case 'delete':
      return deleteAll(db, input);
  }
}

export function contactBulk(db: WritableDb, input: BulkInput): BulkResult {
  const count = prepared<[object], number>(db, `SELECT count(*) FROM ${chosen}`).pluck();
  let people = 0;
  for (const ids of chunks(input.ids, null)) people += count.get({ ids }) ?? 0;
  const changed = apply(db, input.action, input);
  const canUndo = changed > 0 && input.action.kind !== 'block';
  if (!canUndo) prepared<[string]>(db, 'DELETE FROM undo WHERE token = ?').run(input.token);
  return { people, changed, undo: canUndo ? input.token : null };
}
