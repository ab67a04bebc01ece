import { mergeContact } from '#domain/importing/contact-merge.ts';
import type { ContactMerge } from '#domain/importing/contact-merge.ts';
import { gather, gatherMore } from '#domain/importing/file-duplicates.ts';
import type { GatheredPerson } from '#domain/importing/file-duplicates.ts';
import { HOUSEHOLD_KEY } from '#domain/importing/household.ts';
import type { PersonRow } from '#domain/importing/row-outcome.ts';
import type { E164 } from '#domain/kernel/ids.ts';
import type { ImportBegin, ImportChange, PersonContent, RepeatedRow } from '../../services/import-port.ts';
import { prepared } from '../database.ts';
import type { WritableDb } from '../database.ts';
import { ensureFields, fieldKeys, readStored, readValues, writeStored } from '../queries/fields.ts';
import type { StoredValue } from '../queries/fields.ts';
import { reindexContact } from '../queries/search.ts';

interface KnownRow {
  readonly id: number;
  readonly name: string;
  readonly fields: string;
}

/** A contact's content before and after, by field key; `name` is the name to show. */
interface NewContent {
  readonly name: string;
  readonly values: ReadonlyMap<string, string>;
}

/** What an import does to contacts that are there: those it met, and its own when later rows say more. */
export class KnownPeople {
  readonly #db: WritableDb;
  readonly #begin: ImportBegin;
  readonly #importId: number;
  #keys: string[];

  constructor(db: WritableDb, begin: ImportBegin, importId: number) {
    this.#db = db;
    this.#begin = begin;
    this.#importId = importId;
    this.#keys = begin.fields.map(({ key }) => key);
  }

  /** A contact that was there before meets the rows of its number, in the order of the file. */
  meet(
    id: number,
    e164: string,
    first: PersonContent & { readonly rowNumber: number },
    later: readonly RepeatedRow[],
  ): { readonly outcome: 'updated' | 'unchanged'; readonly change: ImportChange | null; readonly takesPart: boolean } {
    const known = this.#contact(id);
    const { row, household } = this.#gathered(gather(this.#row(first)), later);
    const values = row.values.map((value) => value ?? null);
    const merge = mergeContact(
      { name: known.name || null, values: new Map(readValues(this.#keys, known.fields)) },
      { name: row.name, keys: this.#keys, values, household },
      this.#begin.policy,
    );
    const outcome = merge.changes.length === 0 ? 'unchanged' : 'updated';
    if (this.#begin.apply && merge.takesPart) this.#record(known, e164, merge, first.rowNumber);
    const change = { rowNumber: first.rowNumber, e164, name: merge.merged.name ?? '', changes: merge.changes };
    const takesPart = this.#begin.apply && merge.takesPart;
    return { outcome, change: outcome === 'updated' ? change : null, takesPart };
  }

  /** A contact that this import made is told what later rows of its number say. */
  addTo(id: number, e164: string, later: readonly RepeatedRow[]): void {
    const known = this.#contact(id);
    const own = { name: known.name, values: readStored(known.fields), rowNumber: 0 };
    const before = { ...gather(this.#row(own)), household: null };
    const { row, household } = this.#gathered(before, later);
    const values = new Map(this.#keys.flatMap((key, at) => (row.values[at] == null ? [] : [[key, row.values[at]]])));
    if (household !== null) values.set(HOUSEHOLD_KEY, household);
    this.#write(known, e164, { name: row.name, values });
  }

  #contact(id: number): KnownRow {
    const sql = 'SELECT id, name, fields FROM contact WHERE id = ?';
    const row = prepared<[number], KnownRow>(this.#db, sql).get(id);
    if (!row) throw new Error(`contact ${id} has gone in the middle of an import`);
    return row;
  }

  #gathered(first: GatheredPerson, later: readonly RepeatedRow[]): GatheredPerson {
    const { inFile } = this.#begin.policy;
    return later.reduce((before, row) => gatherMore(before, this.#row(row), inFile, this.#keys), first);
  }

  /** A row as the rules know it; of its number only what they look at. */
  #row({ name, values, rowNumber }: PersonContent & { readonly rowNumber: number }): PersonRow {
    const text = (value: StoredValue | undefined): string | null => (value == null ? null : String(value));
    return {
      kind: 'person',
      rowNumber,
      e164: '' as E164,
      country: null,
      type: 'mobile',
      name,
      values: this.#keys.map((_key, at) => text(values[at])),
      optOut: false,
      repair: null,
      before: null,
      evidence: null,
      tags: [],
      badValues: [],
    };
  }

  #record(known: KnownRow, e164: string, merge: ContactMerge, rowNumber: number): void {
    const isChanged = merge.changes.length > 0;
    prepared<[number, number, number, string]>(
      this.#db,
      'INSERT INTO import_row (import_id, contact_id, row_number, outcome) VALUES (?, ?, ?, ?)',
    ).run(this.#importId, known.id, rowNumber, isChanged ? 'updated' : 'unchanged');
    if (!isChanged) return;
    this.#write(known, e164, { name: merge.merged.name ?? '', values: merge.merged.values });
    prepared<[number, number, string, string, string]>(
      this.#db,
      'INSERT INTO contact_change (contact_id, at_ms, by, source, changes) VALUES (?, ?, ?, ?, ?)',
    ).run(known.id, this.#begin.atMs, this.#begin.by, `import:${this.#importId}`, JSON.stringify(merge.changes));
  }

  #write(known: KnownRow, e164: string, { name, values }: NewContent): void {
    if (values.has(HOUSEHOLD_KEY) && !this.#keys.includes(HOUSEHOLD_KEY)) {
      ensureFields(this.#db, [{ key: HOUSEHOLD_KEY, label: 'Household', type: 'text' }]);
      this.#keys = fieldKeys(this.#db);
    }
    const stored = this.#keys.map((key, at) => this.#typed(at, values.get(key) ?? null));
    prepared<[string, string, number, number]>(
      this.#db,
      'UPDATE contact SET name = ?, fields = ?, updated_at_ms = ? WHERE id = ?',
    ).run(name, writeStored(stored), this.#begin.atMs, known.id);
    reindexContact(this.#db, known.id, { name: known.name, e164 }, { name, e164 });
  }

  #typed(position: number, value: string | null): StoredValue {
    if (value === null || this.#begin.fields[position]?.type !== 'number') return value;
    const number = Number(value);
    return Number.isFinite(number) ? number : value;
  }
}
