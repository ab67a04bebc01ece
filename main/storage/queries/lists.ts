import { readIds, ruleIds } from './filters.ts';
import { beginUndo } from './undo-record.ts';
import { prepared } from '../database.ts';
import type { ReadableDb, WritableDb } from '../database.ts';
import { conditionsOf, mapConditions } from '#domain/contacts/rule.ts';
import type { Condition, Rule } from '#domain/contacts/rule.ts';
import { AppError } from '#domain/kernel/errors.ts';
import type { ContactWrites, ListRow } from '../../services/contact-port.ts';

interface RawList {
  id: number;
  name: string;
  kind: 'list' | 'segment';
  rule: string | null;
  createdAtMs: number;
  updatedAtMs: number;
  size: number | null;
}

const listColumns = `l.id, l.name, l.kind, l.rule, l.created_at_ms AS createdAtMs, l.updated_at_ms AS updatedAtMs,
  CASE l.kind WHEN 'list' THEN (SELECT count(*) FROM list_member m WHERE m.list_id = l.id) END AS size`;

/** Names of the segments with a comparison like this. */
export function segmentsThat(db: ReadableDb, test: (condition: Condition) => boolean): string[] {
  const rows = prepared<[], { name: string; rule: string }>(
    db,
    "SELECT name, rule FROM contact_list WHERE kind = 'segment' ORDER BY name",
  ).all();
  return rows.filter(({ rule }) => [...conditionsOf(JSON.parse(rule) as Rule)].some(test)).map(({ name }) => name);
}

/** Segments that compare with a value that has another name now compare with the new one. */
export function renameInRules(db: WritableDb, subject: string, newNames: ReadonlyMap<string, string>): void {
  const renamed = (value: string): string => newNames.get(value.toLowerCase()) ?? value;
  const rows = prepared<[], { id: number; rule: string }>(
    db,
    "SELECT id, rule FROM contact_list WHERE kind = 'segment'",
  ).all();
  const update = prepared<[string, number]>(db, 'UPDATE contact_list SET rule = ? WHERE id = ?');
  for (const { id, rule } of rows) {
    const changed = JSON.stringify(
      mapConditions(JSON.parse(rule) as Rule, (condition) =>
        condition.subject === subject ? { ...condition, values: condition.values.map(renamed) } : condition,
      ),
    );
    if (changed !== rule) update.run(changed, id);
  }
}

function usersOf(db: ReadableDb, { id, kind }: Pick<RawList, 'id' | 'kind'>): string[] {
  const campaigns = prepared<[string], string>(
    db,
    'SELECT name FROM campaign WHERE audience = ? ORDER BY id DESC LIMIT 100',
  )
    .pluck()
    .all(`${kind}:${id}`);
  return kind === 'list' ? [...campaigns, ...segmentsOf(db, id)] : campaigns;
}

function segmentsOf(db: ReadableDb, listId: number): string[] {
  return segmentsThat(db, ({ subject, values }) => subject === 'list' && values[0] === String(listId));
}

/** Lists and segments by name. */
export function lists(db: ReadableDb): ListRow[] {
  return prepared<[], RawList>(db, `SELECT ${listColumns} FROM contact_list l ORDER BY l.name COLLATE NOCASE`)
    .all()
    .map((row) => ({
      ...row,
      rule: row.rule === null ? null : (JSON.parse(row.rule) as Rule),
      usedBy: usersOf(db, row),
    }));
}

/** Members of a list, or whom a segment's rule finds now; in id order. Throws `list.notFound`, `rule.invalid`. */
export function listIds(db: ReadableDb, { id }: { readonly id: number }): Uint32Array {
  const row = prepared<[number], { rule: string | null }>(db, 'SELECT rule FROM contact_list WHERE id = ?').get(id);
  if (!row) throw new AppError('list.notFound', { id });
  if (row.rule !== null) return ruleIds(db, { rule: JSON.parse(row.rule) as Rule });
  return readIds(db, 'SELECT contact_id AS id FROM list_member WHERE list_id = @id ORDER BY contact_id', { id });
}

function expectFree(db: ReadableDb, name: string, exceptId: number): void {
  const taken = prepared<[string, number], number>(db, 'SELECT 1 FROM contact_list WHERE name = ? AND id <> ?')
    .pluck()
    .get(name, exceptId);
  if (taken !== undefined) throw new AppError('list.exists', { name });
}

/**
 * A number no list has, no campaign ever named, and no list that may still come back: a draft must never find other
 * people under the number it knows.
 */
function nextListId(db: ReadableDb): number {
  const last = prepared<[], number>(
    db,
    `SELECT max((SELECT coalesce(max(id), 0) FROM contact_list),
       (SELECT coalesce(max(CAST(substr(audience, instr(audience, ':') + 1) AS INTEGER)), 0) FROM campaign
        WHERE audience LIKE 'list:%' OR audience LIKE 'segment:%'),
       (SELECT coalesce(max(detail ->> '$.id'), 0) FROM undo WHERE kind = 'listDelete'))`,
  )
    .pluck()
    .get();
  return (last ?? 0) + 1;
}

/** Makes a segment of a rule, or a list of these contacts as they are now. */
export function listCreate(db: WritableDb, input: Parameters<ContactWrites['listCreate']>[0]): number {
  const { name, rule, ids, nowMs } = input;
  expectFree(db, name, 0);
  const { lastInsertRowid } = prepared<[object]>(
    db,
    `INSERT INTO contact_list (id, name, kind, rule, created_at_ms, updated_at_ms)
     VALUES (@id, @name, @kind, @rule, @nowMs, @nowMs)`,
  ).run({
    id: nextListId(db),
    name,
    kind: rule === null ? 'list' : 'segment',
    rule: rule === null ? null : JSON.stringify(rule),
    nowMs,
  });
  const listId = Number(lastInsertRowid);
  if (ids !== null) {
    prepared<[object]>(
      db,
      `INSERT INTO list_member (list_id, contact_id, import_id, added_at_ms)
       SELECT DISTINCT @listId, c.id, NULL, @nowMs FROM json_each(@ids) j JOIN contact c ON c.id = j.value`,
    ).run({ listId, nowMs, ids: JSON.stringify([...ids]) });
  }
  return listId;
}

export function listChange(db: WritableDb, input: Parameters<ContactWrites['listChange']>[0]): null {
  const { id, name, rule, nowMs } = input;
  expectFree(db, name, id);
  const { changes } = prepared<[object]>(
    db,
    `UPDATE contact_list SET name = @name, rule = @rule, updated_at_ms = @nowMs WHERE id = @id`,
  ).run({ id, name, rule: rule === null ? null : JSON.stringify(rule), nowMs });
  if (changes === 0) throw new AppError('list.notFound', { id });
  return null;
}

/** A list as undoing its removal needs it. */
interface KeptList {
  readonly id: number;
  readonly name: string;
  readonly kind: string;
  readonly rule: string | null;
  readonly createdAtMs: number;
  readonly updatedAtMs: number;
}

/** The name, or the name with the first number that makes it free. */
function freeName(db: ReadableDb, name: string): string {
  const taken = prepared<[string], number>(db, 'SELECT 1 FROM contact_list WHERE name = ?').pluck();
  for (let number = 1; ; number += 1) {
    const wanted = number === 1 ? name : `${name} (${number})`;
    if (taken.get(wanted) === undefined) return wanted;
  }
}

/** Puts a removed list back under its number with those who were on it and are still here; answers how many. */
export function restoreList(db: WritableDb, token: string, list: KeptList): number {
  prepared<[object]>(
    db,
    `INSERT INTO contact_list (id, name, kind, rule, created_at_ms, updated_at_ms)
     VALUES (@id, @name, @kind, @rule, @createdAtMs, @updatedAtMs)`,
  ).run({ ...list, name: freeName(db, list.name) });
  return prepared<[object]>(
    db,
    `INSERT INTO list_member (list_id, contact_id, import_id, added_at_ms)
     SELECT @id, u.contact_id, u.before ->> 0, u.before ->> 1 FROM undo_contact u JOIN contact c ON c.id = u.contact_id
     WHERE u.token = @token`,
  ).run({ id: list.id, token }).changes;
}

/** Removes a list or segment; its people stay. Refused while a segment asks for it. Undone by `token`. */
export function listRemove(db: WritableDb, { id, token, nowMs }: Parameters<ContactWrites['listRemove']>[0]): null {
  const row = prepared<[number], KeptList>(
    db,
    `SELECT id, name, kind, rule, created_at_ms AS createdAtMs, updated_at_ms AS updatedAtMs
     FROM contact_list WHERE id = ?`,
  ).get(id);
  if (!row) throw new AppError('list.notFound', { id });
  const usedBy = segmentsOf(db, id);
  if (usedBy.length > 0) throw new AppError('list.inUse', { name: row.name, usedBy });
  beginUndo(db, { token, kind: 'listDelete', detail: row, nowMs });
  prepared<[object]>(
    db,
    `INSERT INTO undo_contact SELECT @token, contact_id, json_array(import_id, added_at_ms) FROM list_member
     WHERE list_id = @id`,
  ).run({ token, id });
  prepared<[number]>(db, 'DELETE FROM contact_list WHERE id = ?').run(id);
  return null;
}
