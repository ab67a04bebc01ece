import { segmentsThat } from './lists.ts';
import { prepared } from '../database.ts';
import type { ReadableDb, WritableDb } from '../database.ts';
import { AppError } from '#domain/kernel/errors.ts';

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

/** Takes a tag off everybody; refused while a segment asks for it. */
export function tagRemove(db: WritableDb, { name }: { readonly name: string }): { people: number } {
  const tag = prepared<[string], { id: number; name: string }>(db, 'SELECT id, name FROM tag WHERE name = ?').get(name);
  if (!tag) throw new AppError('tag.notFound', { name });
  const usedBy = segmentsThat(
    db,
    ({ subject, values }) => subject === 'tag' && values[0]?.toLowerCase() === tag.name.toLowerCase(),
  );
  if (usedBy.length > 0) throw new AppError('tag.inUse', { name: tag.name, usedBy });
  const { changes } = prepared<[number]>(db, 'DELETE FROM contact_tag WHERE tag_id = ?').run(tag.id);
  prepared<[number]>(db, 'DELETE FROM tag WHERE id = ?').run(tag.id);
  return { people: changes };
}
