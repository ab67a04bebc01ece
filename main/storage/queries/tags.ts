import { segmentsThat } from './lists.ts';
import { beginUndo } from './undo-record.ts';
import { prepared } from '../database.ts';
import type { ReadableDb, WritableDb } from '../database.ts';
import { AppError } from '#domain/kernel/errors.ts';
import type { ContactWrites } from '../../services/contact-port.ts';

/** Tags by name with how many people have each. */
export function tags(db: ReadableDb): { name: string; people: number }[] {
  return prepared<[], { name: string; people: number }>(
    db,
    `SELECT t.name, (SELECT count(*) FROM contact_tag x WHERE x.tag_id = t.id) AS people FROM tag t
     ORDER BY t.name COLLATE NOCASE`,
  ).all();
}

/** The id of a tag, made when there is none; a name in another case is the same tag. */
export function ensureTag(db: WritableDb, name: string, nowMs: number): number {
  prepared<[string, number]>(
    db,
    'INSERT INTO tag (name, created_at_ms) VALUES (?, ?) ON CONFLICT (name) DO NOTHING',
  ).run(name, nowMs);
  return Number(prepared<[string], number>(db, 'SELECT id FROM tag WHERE name = ?').pluck().get(name));
}

/** The id of a tag that is there; null when there is none of this name, in any case. */
export function tagNamed(db: ReadableDb, name: string): number | null {
  return prepared<[string], number>(db, 'SELECT id FROM tag WHERE name = ?').pluck().get(name) ?? null;
}

/** A tag as undoing its removal needs it. */
interface KeptTag {
  readonly id: number;
  readonly name: string;
  readonly createdAtMs: number;
}

function tagWith(db: ReadableDb, column: 'id' | 'name', value: number | string): KeptTag | undefined {
  return prepared<[number | string], KeptTag>(
    db,
    `SELECT id, name, created_at_ms AS createdAtMs FROM tag WHERE ${column} = ?`,
  ).get(value);
}

/** The segments that ask for a tag. */
function segmentsOfTag(db: ReadableDb, tag: KeptTag): string[] {
  const name = tag.name.toLowerCase();
  return segmentsThat(db, ({ subject, values }) => subject === 'tag' && values[0]?.toLowerCase() === name);
}

/** Removes a tag that nobody has and nothing asks for; leaves any other. */
export function dropEmptyTag(db: WritableDb, id: number): void {
  const tag = tagWith(db, 'id', id);
  if (!tag || segmentsOfTag(db, tag).length > 0) return;
  prepared<[object]>(
    db,
    `DELETE FROM tag WHERE id = @id AND NOT EXISTS (SELECT 1 FROM contact_tag WHERE tag_id = @id)
       AND NOT EXISTS (SELECT 1 FROM campaign WHERE audience = @audience COLLATE NOCASE)`,
  ).run({ id, audience: `tag:${tag.name}` });
}

/** Puts a removed tag back on those who had it and are still here; answers how many. */
export function restoreTag(db: WritableDb, token: string, { id, name, createdAtMs }: KeptTag): number {
  const isFree = !tagWith(db, 'id', id) && tagNamed(db, name) === null;
  if (isFree) {
    prepared<[number, string, number]>(db, 'INSERT INTO tag (id, name, created_at_ms) VALUES (?, ?, ?)').run(
      id,
      name,
      createdAtMs,
    );
  }
  const value = isFree ? id : ensureTag(db, name, createdAtMs);
  return prepared<[object]>(
    db,
    `INSERT INTO contact_tag (tag_id, contact_id, import_id)
     SELECT @value, u.contact_id, u.before ->> 0 FROM undo_contact u JOIN contact c ON c.id = u.contact_id
     WHERE u.token = @token ON CONFLICT DO NOTHING`,
  ).run({ token, value }).changes;
}

/** Takes a tag off everybody; refused while a segment asks for it. Undone by `token`. */
export function tagRemove(
  db: WritableDb,
  { name, token, nowMs }: Parameters<ContactWrites['tagRemove']>[0],
): { people: number } {
  const tag = tagWith(db, 'name', name);
  if (!tag) throw new AppError('tag.notFound', { name });
  const usedBy = segmentsOfTag(db, tag);
  if (usedBy.length > 0) throw new AppError('tag.inUse', { name: tag.name, usedBy });
  beginUndo(db, { token, kind: 'tagDelete', detail: tag, nowMs });
  prepared<[object]>(
    db,
    `INSERT INTO undo_contact SELECT @token, contact_id, json_array(import_id) FROM contact_tag WHERE tag_id = @id`,
  ).run({ token, id: tag.id });
  const { changes } = prepared<[number]>(db, 'DELETE FROM contact_tag WHERE tag_id = ?').run(tag.id);
  prepared<[number]>(db, 'DELETE FROM tag WHERE id = ?').run(tag.id);
  return { people: changes };
}
