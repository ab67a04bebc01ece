import { prepared } from '../database.ts';
import type { ReadableDb } from '../database.ts';
import { folded, isHit, matchExpression, searchTerms, trigramsOf } from './search.ts';
import type { SearchTerms } from './search.ts';

/** How far a search goes: so many hits at most, of those that `accepts`. */
export interface SearchLimits {
  readonly most: number;
  readonly accepts: ((id: number) => boolean) | null;
}

export interface SearchHits {
  /** Newest first. */
  readonly ids: readonly number[];
  /** False when there may be more. */
  readonly isAll: boolean;
}

type Candidate = { id: number; name: string; e164: string };

const candidateColumns = 'c.id, c.name, c.e164';

/** Contacts the index proposes, newest first; without trigrams everybody whose number has the digits, or everybody. */
function candidates(db: ReadableDb, terms: SearchTerms): IterableIterator<Candidate> {
  const match = matchExpression(terms);
  // A fresh statement: an iterator holds its statement until it is done.
  if (match !== null) {
    return db
      .prepare<[string], Candidate>(
        `SELECT ${candidateColumns} FROM contact_search s JOIN contact c ON c.id = s.rowid
         WHERE s.contact_search MATCH ? ORDER BY s.rowid DESC`,
      )
      .iterate(match);
  }
  if (terms.digits !== null) {
    return db
      .prepare<[string], Candidate>(
        `SELECT ${candidateColumns} FROM contact c WHERE instr(c.e164, ?) > 0 ORDER BY c.id DESC`,
      )
      .iterate(terms.digits);
  }
  return db.prepare<[], Candidate>(`SELECT ${candidateColumns} FROM contact c ORDER BY c.id DESC`).iterate();
}

function byNameOrNumber(db: ReadableDb, terms: SearchTerms, { most, accepts }: SearchLimits): SearchHits {
  const ids: number[] = [];
  for (const row of candidates(db, terms)) {
    if (!isHit(terms, row) || (accepts !== null && !accepts(row.id))) continue;
    if (ids.length === most) return { ids, isAll: false };
    ids.push(row.id);
  }
  return { ids, isAll: true };
}

/** Takes ids as they come, up to the limit, each once. */
function taken(source: Iterable<number>, { most, accepts }: SearchLimits): SearchHits {
  const ids = new Set<number>();
  for (const id of source) {
    if (accepts !== null && !accepts(id)) continue;
    if (ids.size === most && !ids.has(id)) return { ids: [...ids], isAll: false };
    ids.add(id);
  }
  return { ids: [...ids], isAll: true };
}

/** People with a tag whose name has all the words. */
function byTag(db: ReadableDb, words: readonly string[], limits: SearchLimits): SearchHits[] {
  const tags = prepared<[], { id: number; name: string }>(db, 'SELECT id, name FROM tag')
    .all()
    .filter(({ name }) => words.every((word) => folded(name).includes(word)));
  return tags.map(({ id }) =>
    taken(
      db
        .prepare<[number], number>('SELECT contact_id FROM contact_tag WHERE tag_id = ? ORDER BY contact_id DESC')
        .pluck()
        .iterate(id) as IterableIterator<number>,
      limits,
    ),
  );
}

/** People with a note that has all the words; newest note first, so the hits are gathered before they are ordered. */
function byNote(db: ReadableDb, { words, indexWords }: SearchTerms, limits: SearchLimits): SearchHits {
  const match = trigramsOf(indexWords);
  if (match === null) return { ids: [], isAll: true };
  function* found(expression: string): Generator<number> {
    const notes = db
      .prepare<[string], { contactId: number; text: string }>(
        `SELECT n.contact_id AS contactId, n.text FROM note_search s JOIN contact_note n ON n.id = s.rowid
         WHERE s.note_search MATCH ? ORDER BY s.rowid DESC`,
      )
      .iterate(expression);
    for (const { contactId, text } of notes) {
      const plain = folded(text);
      if (words.every((word) => plain.includes(word))) yield contactId;
    }
  }
  return taken(found(match), limits);
}

/**
 * People found by name, number, tag or note, newest first. `isAll` is false when the limit cut them; those that are
 * answered are then the newest of each kind of hit.
 */
export function searchHits(db: ReadableDb, search: string, limits: SearchLimits): SearchHits | null {
  const terms = searchTerms(search);
  if (terms === null) return null;
  const parts = [byNameOrNumber(db, terms, limits)];
  // A note or a tag may well have a number in it: there the digits are letters like others.
  const words = terms.digits === null ? terms.words : [folded(search.trim())];
  if ([...words.join('')].length >= 3) {
    parts.push(...byTag(db, words, limits), byNote(db, { ...terms, words }, limits));
  }
  if (parts.every(({ ids }, at) => at === 0 || ids.length === 0)) return parts[0] ?? null;
  const all = [...new Set(parts.flatMap(({ ids }) => ids))].toSorted((a, b) => b - a);
  const isAll = parts.every((part) => part.isAll) && all.length <= limits.most;
  return { ids: all.slice(0, limits.most), isAll };
}
