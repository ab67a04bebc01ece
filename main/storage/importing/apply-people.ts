import { namePosition, mergeContact } from '#domain/importing/merge-contact.ts';
import type { MergedContact } from '#domain/importing/merge-contact.ts';
import type {
  ImportBegin,
  ImportChange,
  NumberKind,
  PeopleBatch,
  PersonContent,
  RepeatedRow,
} from '../../services/import-port.ts';
import { prepared } from '../database.ts';
import type { WritableDb } from '../database.ts';
import { readStored, writeStored } from '../queries/fields.ts';
import { reindexContact } from '../queries/search.ts';
import { ContactRows } from './contact-rows.ts';
import { NumberTable } from './number-table.ts';

/** Changed contacts shown in the dry run and the report. */
const changesShown = 20;
/** An index is built anew at the end when an import brings more than this share of what is there. */
const rebuildShare = 0.5;
/** While many contacts come in, the search index gathers this many bytes before it writes; its own default afterwards. */
const searchBuffer = { loading: 32 * 1024 * 1024, usual: 1024 * 1024 };

const kindKey = ({ country, type }: NumberKind): string => `${country ?? ''} ${type}`;
const e164Of = (number: number): string => `+${number}`;

interface KnownRow {
  readonly id: number;
  readonly name: string;
  readonly fields: string;
}

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
  readonly #importId: number;
  readonly #known: NumberTable;
  readonly #blocked: ReadonlySet<number>;
  readonly #rows: ContactRows;
  readonly #kinds = new Map<string, NumberKind>();
  readonly #isRebuilding: boolean;
  readonly #firstId: number;
  readonly #nameFields: ReadonlySet<number>;
  readonly #overwrite: ReadonlySet<number> | null;
  #indexedUpTo: number;

  constructor(db: WritableDb, begin: ImportBegin, importId: number) {
    this.#db = db;
    this.#begin = begin;
    this.#importId = importId;
    const there = one<number>(db, 'SELECT count(*) FROM contact');
    this.#known = knownNumbers(db, there);
    this.#blocked = blockedNumbers(db);
    this.#rows = new ContactRows(db, { importId, atMs: begin.atMs });
    this.#firstId = (one<number | null>(db, 'SELECT max(id) FROM contact') ?? 0) + 1;
    this.#indexedUpTo = this.#firstId - 1;
    const positions = (keys: readonly string[]): ReadonlySet<number> =>
      new Set(begin.fields.filter(({ key }) => keys.includes(key)).map(({ position }) => position));
    this.#nameFields = positions(['full_name', 'first_name', 'last_name']);
    this.#overwrite = begin.policy.overwrite === null ? null : positions(begin.policy.overwrite);
    this.#isRebuilding = begin.apply && begin.expectedRows > there * rebuildShare && begin.expectedRows > 1_000;
    if (!this.#isRebuilding) return;
    db.exec('DROP INDEX contact_by_number');
    searchConfig(db, searchBuffer.loading, 0);
  }

  /** The ids that new contacts got, from first to last; null when there are none. */
  get createdIds(): { readonly first: number; readonly last: number } | null {
    return this.counts.created === 0 ? null : { first: this.#firstId, last: this.#firstId + this.counts.created - 1 };
  }

  batch(batch: PeopleBatch): void {
    const names = linesOf(batch.names, batch.count);
    const values = linesOf(batch.values, batch.count);
    const kinds = batch.kinds.map((kind) => this.#intern(kind));
    const { apply } = this.#begin;
    for (const at of batch.optOuts) this.#optOut(batch.numbers[at] ?? 0, batch.rowNumbers[at] ?? 0);
    for (let at = 0; at < batch.count; at += 1) {
      const number = batch.numbers[at] ?? 0;
      if (this.#blocked.size > 0 && this.#blocked.has(number)) {
        this.counts.blocked += 1;
        continue;
      }
      const rowNumber = batch.rowNumbers[at] ?? 0;
      const id = this.#known.size > 0 ? this.#known.get(number) : 0;
      if (id > 0) {
        const row = { name: names[at] ?? '', values: readStored(values[at] ?? '[]') };
        this.#meet(id, e164Of(number), row, rowNumber);
        continue;
      }
      this.counts.created += 1;
      if (!apply) continue;
      const kind = kinds[batch.kindOf[at] ?? 0];
      if (kind) this.#rows.add(kind, e164Of(number), names[at] ?? '', values[at] ?? '[]', rowNumber);
    }
    if (apply) this.#indexNew();
  }

  /** Builds what was put off. After it, contacts can be looked up by number again. */
  settle(): void {
    if (!this.#isRebuilding) return;
    this.#db.exec('CREATE UNIQUE INDEX contact_by_number ON contact (e164)');
    searchConfig(this.#db, searchBuffer.usual, 4);
  }

  /** Later rows of numbers that came before: they can fill or overwrite what the first one said, never make a contact. */
  repeat(row: RepeatedRow): void {
    const { inFile } = this.#begin.policy;
    const e164 = e164Of(row.number);
    if (row.isOptOut) this.#optOut(row.number, row.rowNumber);
    if (!this.#begin.apply || this.#blocked.has(row.number)) return;
    const known = prepared<[string], KnownRow & { importId: number | null }>(
      this.#db,
      'SELECT id, name, fields, import_id AS importId FROM contact WHERE e164 = ?',
    ).get(e164);
    if (!known || inFile === 'first') return;
    // What this very import wrote is the first row's; what was there before is under the policy for contacts.
    const isOwn = known.importId === this.#importId;
    const existing = isOwn ? (inFile === 'last' ? 'overwrite' : 'fillEmpty') : this.#begin.policy.existing;
    const merged = this.#merge(known, row, existing, isOwn ? null : this.#overwrite);
    if (merged.changes.length > 0) this.#write(known, e164, merged, isOwn);
  }

  #optOut(number: number, rowNumber: number): void {
    if (!this.#blocked.has(number) && !this.optOuts.has(number)) this.optOuts.set(number, rowNumber);
  }

  #intern(kind: NumberKind): NumberKind {
    const key = kindKey(kind);
    const known = this.#kinds.get(key);
    if (known) return known;
    this.#kinds.set(key, kind);
    return kind;
  }

  /** The people just written become searchable in one statement. */
  #indexNew(): void {
    this.#rows.flush();
    const last = this.#firstId + this.counts.created - 1;
    if (last <= this.#indexedUpTo) return;
    prepared<[number, number]>(
      this.#db,
      `INSERT INTO contact_search (rowid, text) SELECT id, name || char(10) || e164 FROM contact
       WHERE id > ? AND id <= ? ORDER BY id`,
    ).run(this.#indexedUpTo, last);
    this.#indexedUpTo = last;
  }

  #meet(id: number, e164: string, row: PersonContent, rowNumber: number): void {
    const known = prepared<[number], KnownRow>(this.#db, 'SELECT id, name, fields FROM contact WHERE id = ?').get(id);
    if (!known) throw new Error(`contact ${id} has gone in the middle of an import`);
    const merged = this.#merge(known, row, this.#begin.policy.existing, this.#overwrite);
    const outcome = merged.changes.length === 0 ? 'unchanged' : 'updated';
    this.counts[outcome] += 1;
    if (outcome === 'updated' && this.changed.length < changesShown) {
      this.changed.push({ rowNumber, e164, name: merged.content.name, changes: this.#named(merged) });
    }
    if (!this.#begin.apply) return;
    prepared<[number, number, number, string]>(
      this.#db,
      'INSERT INTO import_row (import_id, contact_id, row_number, outcome) VALUES (?, ?, ?, ?)',
    ).run(this.#importId, id, rowNumber, outcome);
    if (outcome === 'updated') this.#write(known, e164, merged, false);
  }

  #merge(
    known: KnownRow,
    row: PersonContent,
    existing: ImportBegin['policy']['existing'],
    overwrite: ReadonlySet<number> | null,
  ): MergedContact {
    const content = { name: known.name, values: readStored(known.fields) };
    return mergeContact(content, row, { existing, overwrite, nameFields: this.#nameFields });
  }

  /** Writes a contact's new content, and its history unless it is as new as the import itself. */
  #write(known: KnownRow, e164: string, { content, changes }: MergedContact, isOwn: boolean): void {
    const { atMs, by } = this.#begin;
    prepared<[string, string, number, number]>(
      this.#db,
      'UPDATE contact SET name = ?, fields = ?, updated_at_ms = ? WHERE id = ?',
    ).run(content.name, writeStored(content.values), atMs, known.id);
    reindexContact(this.#db, known.id, { name: known.name, e164 }, { name: content.name, e164 });
    if (isOwn) return;
    prepared<[number, number, string, string, string]>(
      this.#db,
      'INSERT INTO contact_change (contact_id, at_ms, by, source, changes) VALUES (?, ?, ?, ?, ?)',
    ).run(known.id, atMs, by, `import:${this.#importId}`, JSON.stringify(this.#named({ content, changes })));
  }

  #named({ changes }: MergedContact): [string, string | null, string | null][] {
    const text = (value: string | number | null): string | null => (value === null ? null : String(value));
    return changes.map(([position, old, value]) => [
      position === namePosition ? 'name' : (this.#begin.fields[position]?.key ?? ''),
      text(old),
      text(value),
    ]);
  }
}

function one<T>(db: WritableDb, sql: string): T {
  return db.prepare<[], T>(sql).pluck().get() as T;
}

function searchConfig(db: WritableDb, hashSize: number, autoMerge: number): void {
  const set = db.prepare<[string, number]>('INSERT INTO contact_search (contact_search, rank) VALUES (?, ?)');
  set.run('hashsize', hashSize);
  set.run('automerge', autoMerge);
}

function knownNumbers(db: WritableDb, there: number): NumberTable {
  const table = new NumberTable(there);
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
