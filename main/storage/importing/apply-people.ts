import { NumberTable } from '#domain/importing/number-table.ts';
import type { ImportBegin, ImportChange, NumberKind, PeopleBatch, RepeatedRow } from '../../services/import-port.ts';
import { prepared } from '../database.ts';
import type { WritableDb } from '../database.ts';
import { readStored } from '../queries/fields.ts';
import { ContactRows } from './contact-rows.ts';
import { KnownPeople } from './known-people.ts';
import { TagSetter } from './tag-setter.ts';

/** Changed contacts shown in the dry run and the report. */
const changesShown = 20;
/** An index is built anew at the end when an import brings more than this share of what is there. */
const rebuildShare = 0.5;
/** New contacts made searchable at once: every statement ends a segment of the search index, and segments are merged. */
const searchStep = 200_000;
/** While many contacts come in, the search index gathers this many bytes before it writes; its own default afterwards. */
const searchBuffer = { loading: 32 * 1024 * 1024, usual: 1024 * 1024 };

const e164Of = (number: number): string => `+${number}`;

/**
 * Takes an import's people in the order of the file and does with each what the policy says. With `apply: false` it
 * only counts. Runs inside one transaction; what it knows is only true as long as that transaction stands.
 */
export class PeopleApplied {
  readonly counts = { created: 0, updated: 0, unchanged: 0, blocked: 0 };
  readonly changed: ImportChange[] = [];
  /** Numbers that the file opts out and that are not blocked yet, with the row that says so. */
  readonly optOuts = new Map<number, number>();
  readonly #db: WritableDb;
  readonly #begin: ImportBegin;
  readonly #there: NumberTable;
  readonly #blocked: ReadonlySet<number>;
  readonly #rows: ContactRows;
  readonly #kinds = new Map<string, NumberKind>();
  readonly #known: KnownPeople;
  readonly #tags: TagSetter;
  readonly #isRebuilding: boolean;
  readonly #firstId: number;
  #indexedUpTo: number;

  constructor(db: WritableDb, begin: ImportBegin, importId: number) {
    this.#db = db;
    this.#begin = begin;
    const there = one<number>(db, 'SELECT count(*) FROM contact');
    this.#there = numbersThere(db, there);
    this.#blocked = blockedNumbers(db);
    this.#rows = new ContactRows(db, { importId, atMs: begin.atMs });
    this.#known = new KnownPeople(db, begin, importId);
    this.#tags = new TagSetter(db, importId, begin.atMs);
    this.#firstId = (one<number | null>(db, 'SELECT max(id) FROM contact') ?? 0) + 1;
    this.#indexedUpTo = this.#firstId - 1;
    this.#isRebuilding = begin.apply && begin.expectedRows > there * rebuildShare && begin.expectedRows > 1_000;
    if (!this.#isRebuilding) return;
    db.exec('DROP INDEX contact_by_number');
    searchConfig(db, searchBuffer.loading, 0);
  }

  /** The ids that new contacts got, from first to last; null when there are none. */
  get createdIds(): { readonly first: number; readonly last: number } | null {
    return this.counts.created === 0 ? null : { first: this.#firstId, last: this.#firstId + this.counts.created - 1 };
  }

  /** Writes the new people of a batch; those who are there already wait for `finish`. */
  batch(batch: PeopleBatch): void {
    const names = linesOf(batch.names, batch.count);
    const values = linesOf(batch.values, batch.count);
    const kinds = batch.kinds.map((kind) => this.#intern(kind));
    const tags = tagsByPosition(batch);
    const { apply } = this.#begin;
    for (const at of batch.optOuts) this.#optOut(batch.numbers[at] ?? 0, batch.rowNumbers[at] ?? 0);
    for (let at = 0; at < batch.count; at += 1) {
      const number = batch.numbers[at] ?? 0;
      if (this.#blocked.size > 0 && this.#blocked.has(number)) {
        this.counts.blocked += 1;
        continue;
      }
      if (this.#there.size > 0 && this.#there.get(number) > 0) continue;
      const id = this.#firstId + this.counts.created;
      this.counts.created += 1;
      const kind = kinds[batch.kindOf[at] ?? 0];
      if (!apply || !kind) continue;
      this.#rows.add(kind, id, number, names[at] ?? '', values[at] ?? '[]', batch.rowNumbers[at] ?? 0);
      const own = tags?.get(at);
      if (own) this.#tags.add(id, own);
    }
    if (!apply) return;
    this.#rows.flush();
    this.#tags.flush();
    if (this.#firstId + this.counts.created - this.#indexedUpTo > searchStep) this.#indexNew();
  }

  /** When the whole file is known: contacts that were there meet their rows, and repeats are added to the first row. */
  finish(batches: readonly PeopleBatch[]): void {
    if (this.#begin.apply) this.#indexNew();
    if (this.#isRebuilding) {
      this.#db.exec('CREATE UNIQUE INDEX contact_by_number ON contact (e164)');
      searchConfig(this.#db, searchBuffer.usual, 4);
    }
    const repeats = this.#repeatsByNumber(batches);
    if (this.#there.size > 0) for (const batch of batches) this.#meetKnown(batch, repeats);
    if (!this.#begin.apply) return;
    // Only now: while the index was put off, nobody could be looked up.
    for (const [number, rows] of repeats) {
      if (this.#blocked.has(number) || this.#there.get(number) > 0) continue;
      const sql = 'SELECT id FROM contact WHERE e164 = ?';
      const id = prepared<[string], number>(this.#db, sql).pluck().get(e164Of(number)) as number;
      this.#known.addTo(id, e164Of(number), rows);
      for (const row of rows) this.#tags.add(id, row.tags);
    }
    this.#tags.flush();
  }

  #repeatsByNumber(batches: readonly PeopleBatch[]): ReadonlyMap<number, RepeatedRow[]> {
    const byNumber = new Map<number, RepeatedRow[]>();
    for (const row of batches.flatMap(({ repeats }) => repeats)) {
      if (row.isOptOut) this.#optOut(row.number, row.rowNumber);
      const rows = byNumber.get(row.number);
      if (rows) rows.push(row);
      else byNumber.set(row.number, [row]);
    }
    return byNumber;
  }

  #meetKnown(batch: PeopleBatch, repeats: ReadonlyMap<number, RepeatedRow[]>): void {
    const met: { at: number; id: number }[] = [];
    batch.numbers.forEach((number, at) => {
      const id = this.#there.get(number);
      if (id > 0 && !this.#blocked.has(number)) met.push({ at, id });
    });
    if (met.length === 0) return;
    const names = linesOf(batch.names, batch.count);
    const values = linesOf(batch.values, batch.count);
    const tags = tagsByPosition(batch);
    for (const { at, id } of met) {
      const number = batch.numbers[at] ?? 0;
      const rowNumber = batch.rowNumbers[at] ?? 0;
      const row = { name: names[at] ?? '', values: readStored(values[at] ?? '[]'), rowNumber };
      const later = repeats.get(number) ?? [];
      const { outcome, change, takesPart } = this.#known.meet(id, e164Of(number), row, later);
      if (takesPart)
        for (const own of [tags?.get(at) ?? [], ...later.map((again) => again.tags)]) this.#tags.add(id, own);
      this.counts[outcome] += 1;
      if (change !== null && this.changed.length < changesShown) this.changed.push(change);
    }
  }

  #optOut(number: number, rowNumber: number): void {
    if (!this.#blocked.has(number) && !this.optOuts.has(number)) this.optOuts.set(number, rowNumber);
  }

  #intern(kind: NumberKind): NumberKind {
    const key = `${kind.country ?? ''} ${kind.type}`;
    const known = this.#kinds.get(key);
    if (known) return known;
    this.#kinds.set(key, kind);
    return kind;
  }

  /** The people just written become searchable in one statement. */
  #indexNew(): void {
    const last = this.#firstId + this.counts.created - 1;
    if (last <= this.#indexedUpTo) return;
    prepared<[number, number]>(
      this.#db,
      `INSERT INTO contact_search (rowid, text) SELECT id, name || char(10) || e164 FROM contact
       WHERE id > ? AND id <= ? ORDER BY id`,
    ).run(this.#indexedUpTo, last);
    this.#indexedUpTo = last;
  }
}

/** The tags of each person of a batch who has any; null when nobody has. */
function tagsByPosition({ tags }: PeopleBatch): ReadonlyMap<number, readonly string[]> | null {
  return tags.length === 0 ? null : new Map(tags.map((row) => [row.position, row.tags]));
}

function one<T>(db: WritableDb, sql: string): T {
  return db.prepare<[], T>(sql).pluck().get() as T;
}

function searchConfig(db: WritableDb, hashSize: number, autoMerge: number): void {
  const set = db.prepare<[string, bigint]>('INSERT INTO contact_search (contact_search, rank) VALUES (?, ?)');
  // A number would be bound as a floating-point value, which FTS5 refuses.
  set.run('hashsize', BigInt(hashSize));
  set.run('automerge', BigInt(autoMerge));
}

function numbersThere(db: WritableDb, count: number): NumberTable {
  const table = new NumberTable(count);
  const rows = db.prepare<[], [number, string]>('SELECT id, e164 FROM contact').raw();
  for (const [id, e164] of rows.iterate()) table.set(Number(e164.slice(1)), id);
  return table;
}

function blockedNumbers(db: WritableDb): Set<number> {
  const numbers = db.prepare<[], string>('SELECT e164 FROM suppression').pluck().all() as string[];
  return new Set(numbers.map((e164) => Number(e164.slice(1))));
}

function linesOf(bytes: Uint8Array, count: number): string[] {
  const lines = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8').split('\n');
  if (count > 0 && lines.length !== count) throw new Error(`a batch of ${count} people has ${lines.length} lines`);
  return lines;
}
