import { fieldList } from './fields.ts';
import { viewRowsOf } from './view-rows.ts';
import { prepared } from '../database.ts';
import type { ReadableDb, WritableDb } from '../database.ts';
import { nameKey } from '#domain/contacts/name-key.ts';
import { AppError } from '#domain/kernel/errors.ts';
import type { ContactWrites, MergePair } from '../../services/contact-port.ts';

type IdPair = readonly [first: number, second: number, reason: MergePair['reason']];

/** More people than this with one name are namesakes, not one person many times. */
const mostNamesakes = 4;
const readChunk = 20_000;

function pairsIn(ids: readonly number[], reason: (first: number, second: number) => MergePair['reason']): IdPair[] {
  return ids.flatMap((first, at) => ids.slice(at + 1).map((second) => [first, second, reason(first, second)] as const));
}

/** Contacts with one e-mail address: every field whose key says so is looked at. */
function byEmail(db: ReadableDb, limit: number): IdPair[] {
  const positions = fieldList(db).filter(({ key }) => /^e_?mail(_|$)/.test(key));
  return positions.flatMap(({ position }) =>
    db
      .prepare<[number, number], { ids: string }>(
        `SELECT json_group_array(id) AS ids FROM contact WHERE coalesce(fields ->> ${position}, '') LIKE '%_@_%'
         GROUP BY lower(fields ->> ${position}) HAVING count(*) BETWEEN 2 AND ? LIMIT ?`,
      )
      .all(mostNamesakes, limit)
      .flatMap(({ ids }) => pairsIn(JSON.parse(ids) as number[], () => 'sameEmail')),
  );
}

function byName(db: ReadableDb, limit: number): IdPair[] {
  const people = new Map<string, number[]>();
  const chunk = prepared<[number, number], { id: number; name: string }>(
    db,
    'SELECT id, name FROM contact WHERE id > ? ORDER BY id LIMIT ?',
  );
  for (let after = 0; ;) {
    const rows = chunk.all(after, readChunk);
    for (const { id, name } of rows) {
      const key = nameKey(name);
      if (key === '') continue;
      const known = people.get(key);
      if (known === undefined) people.set(key, [id]);
      else if (known.length <= mostNamesakes) known.push(id);
    }
    const last = rows.at(-1);
    if (!last) break;
    after = last.id;
  }
  const groups = [...people.values()].filter(({ length }) => length >= 2 && length <= mostNamesakes);
  const rare = groups.toSorted((a, b) => a.length - b.length).slice(0, limit);
  const nameOf = prepared<[number], string>(db, 'SELECT name FROM contact WHERE id = ?').pluck();
  return rare.flatMap((ids) =>
    pairsIn(ids, (first, second) => (nameOf.get(first) === nameOf.get(second) ? 'sameName' : 'nearName')),
  );
}

/** The pairs somebody has said are two people, as `low/high`. */
function pairsApart(db: ReadableDb): Set<string> {
  const rows = prepared<[], string>(db, "SELECT low_id || '/' || high_id FROM contact_apart").pluck();
  return new Set(rows.all());
}

/**
 * Contacts that may be the same person twice: one e-mail address first, then rare names that many do not share. Pairs
 * that somebody has said are two people are left out.
 */
export function mergePairs(db: ReadableDb, { limit }: { readonly limit: number }): MergePair[] {
  const seen = pairsApart(db);
  const most = limit + seen.size;
  const isNew = ([first, second]: IdPair): boolean => {
    const key = first < second ? `${first}/${second}` : `${second}/${first}`;
    return !seen.has(key) && seen.add(key).size > 0;
  };
  const pairs = [...byEmail(db, most), ...byName(db, most)].filter(isNew).slice(0, limit);
  const rows = viewRowsOf(
    db,
    pairs.flatMap(([first, second]) => [first, second]),
  );
  return pairs.flatMap(([, , reason], at) => {
    const [first, second] = [rows[at * 2], rows[at * 2 + 1]];
    return first && second ? [{ first, second, reason }] : [];
  });
}

/** Writes down that two contacts are two people, or takes that back. Throws `contact.notFound`. */
export function contactApart(db: WritableDb, input: Parameters<ContactWrites['contactApart']>[0]): null {
  const { firstId, secondId, isApart, by, nowMs } = input;
  const pair = { low: Math.min(firstId, secondId), high: Math.max(firstId, secondId) };
  if (!isApart) {
    prepared<[object]>(db, 'DELETE FROM contact_apart WHERE low_id = @low AND high_id = @high').run(pair);
    return null;
  }
  for (const id of [firstId, secondId]) {
    const known = prepared<[number], number>(db, 'SELECT 1 FROM contact WHERE id = ?').pluck().get(id);
    if (known === undefined) throw new AppError('contact.notFound', { number: String(id) });
  }
  prepared<[object]>(
    db,
    `INSERT INTO contact_apart (low_id, high_id, by, at_ms) VALUES (@low, @high, @by, @nowMs) ON CONFLICT DO NOTHING`,
  ).run({ ...pair, by, nowMs });
  return null;
}
