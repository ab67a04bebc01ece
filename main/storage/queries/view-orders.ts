import { fieldList } from './fields.ts';
import { readIds } from './filters.ts';
import { folded } from './search.ts';
import { prepared } from '../database.ts';
import type { ReadableDb } from '../database.ts';
import { fieldOf } from '#domain/contacts/rule.ts';
import { AppError } from '#domain/kernel/errors.ts';

// Orders of all contacts, kept in memory for each reading thread as plain arrays of ids: a million take 4 MB. An order is
// made once in about a second and used again until a contact changes.

/** Ids in the order of their key: those that have one ascending, then those without. */
export interface ContactOrder {
  readonly ids: Uint32Array;
  /** How many at the end have no key. */
  readonly empty: number;
}

interface Stamp {
  readonly quick: string;
  readonly exact: string;
}

interface Kept {
  readonly order: ContactOrder;
  readonly exact: string;
}

/** Sorts that depend on messages and replies, which change without the contacts: made anew each time. */
const unkept: ReadonlySet<string> = new Set(['lastMessage', 'lastReply']);

const readChunk = 20_000;

/** The orders of one connection. */
export class ContactOrders {
  readonly #db: ReadableDb;
  readonly #kept = new Map<string, Kept>();
  #stamp: Stamp = { quick: '', exact: '' };

  constructor(db: ReadableDb) {
    this.#db = db;
  }

  /** Ids by number of entry, ascending. */
  added(): ContactOrder {
    return this.#keep('added', () => ({ ids: readIds(this.#db, 'SELECT id FROM contact ORDER BY id', {}), empty: 0 }));
  }

  /** Whether an order stands ready, so that using it costs nothing. */
  isReady(by: string): boolean {
    return this.#kept.get(by)?.exact === this.#current();
  }

  /** The order of a sort key; throws `rule.invalid` for a field that is not there. */
  by(by: string): ContactOrder {
    if (by === 'added') return this.added();
    if (by === 'number') {
      return this.#keep(by, () => ({
        ids: readIds(this.#db, 'SELECT id FROM contact ORDER BY e164', {}),
        empty: 0,
      }));
    }
    if (unkept.has(by)) return this.#sorted(this.#instants(by));
    const { column, isNumber, name } = this.#column(by);
    return this.#keep(name, () => this.#sorted(this.#keys(column, isNumber)));
  }

  /** Ids of those whose name begins with this folded text, in the order of their names. */
  namesBeginning(beginning: string): Uint32Array {
    const { ids, empty } = this.by('name');
    const nameOf = prepared<[number], string>(this.#db, 'SELECT name FROM contact WHERE id = ?').pluck();
    const firstWhere = (isBehind: (name: string) => boolean): number => {
      let low = 0;
      let high = ids.length - empty;
      while (low < high) {
        const middle = (low + high) >>> 1;
        if (isBehind(folded(nameOf.get(ids[middle] ?? 0) ?? ''))) high = middle;
        else low = middle + 1;
      }
      return low;
    };
    const from = firstWhere((name) => name >= beginning);
    return ids.subarray(
      from,
      firstWhere((name) => name > beginning && !name.startsWith(beginning)),
    );
  }

  #keep(name: string, make: () => ContactOrder): ContactOrder {
    const exact = this.#current();
    const kept = this.#kept.get(name);
    if (kept?.exact === exact) return kept.order;
    const order = make();
    this.#kept.set(name, { order, exact });
    return order;
  }

  /** What all orders depend on. Counting is only worth it when something was committed since. */
  #current(): string {
    const version = this.#db.pragma('data_version', { simple: true }) as number;
    const own = prepared<[], number>(this.#db, 'SELECT total_changes()').pluck().get() ?? 0;
    const quick = `${version}/${own}`;
    if (quick !== this.#stamp.quick) {
      const row = prepared<[], { stamp: string }>(
        this.#db,
        `SELECT (SELECT count(*) FROM contact) || '/' || (SELECT coalesce(max(id), 0) FROM contact) || '/' ||
           (SELECT coalesce(max(id), 0) FROM contact_change) AS stamp`,
      ).get();
      this.#stamp = { quick, exact: row?.stamp ?? '' };
    }
    return this.#stamp.exact;
  }

  #column(by: string): { column: string; isNumber: boolean; name: string } {
    if (by === 'name') return { column: 'name', isNumber: false, name: by };
    if (by === 'country') return { column: 'country', isNumber: false, name: by };
    const field = fieldList(this.#db).find(({ key }) => key === fieldOf(by));
    if (field === undefined) throw new AppError('rule.invalid', { detail: `there is nothing to sort by “${by}”` });
    const isNumber = field.type === 'number';
    return { column: `fields ->> ${field.position}`, isNumber, name: `${by}/${field.position}/${field.type}` };
  }

  /** The key of every contact in id order. Columns come from the closed list above. */
  #keys(column: string, isNumber: boolean): (string | number | null)[] {
    const { ids } = this.added();
    const keys: (string | number | null)[] = [];
    const chunk = prepared<[number, number], string>(
      this.#db,
      `SELECT json_group_array(${column}) FROM (SELECT name, country, fields FROM contact WHERE id BETWEEN ? AND ? ORDER BY id)`,
    ).pluck();
    for (let from = 0; from < ids.length; from += readChunk) {
      const last = ids[Math.min(ids.length, from + readChunk) - 1] ?? 0;
      const values = JSON.parse(String(chunk.get(ids[from] ?? 0, last))) as (string | number | null)[];
      for (const value of values) keys.push(keyOf(value, isNumber));
    }
    return keys;
  }

  #instants(by: string): (number | null)[] {
    const [table, column] = by === 'lastReply' ? ['inbound', 'received_at_ms'] : ['message', 'submitted_at_ms'];
    const rows = this.#db
      .prepare<[], { id: number; at: number }>(
        `SELECT c.id, max(m.${column}) AS at FROM ${table} m JOIN contact c ON c.e164 = m.e164
         WHERE m.${column} IS NOT NULL GROUP BY m.e164`,
      )
      .all();
    const latest = new Map(rows.map(({ id, at }) => [id, at]));
    return Array.from(this.added().ids, (id) => latest.get(id) ?? null);
  }

  #sorted(keys: readonly (string | number | null)[]): ContactOrder {
    return sortedByKey(this.added().ids, keys);
  }
}

function keyOf(value: string | number | null, isNumber: boolean): string | number | null {
  if (value === null || value === '') return null;
  if (isNumber) return typeof value === 'number' ? value : null;
  return folded(String(value));
}

/** Sorts ids by their keys: the different keys are sorted, then every id is put into its place. Equal keys stay in id order. */
export function sortedByKey(ids: Uint32Array, keys: readonly (string | number | null)[]): ContactOrder {
  const codes = new Map<string | number, number>();
  const counts: number[] = [];
  const codeOf = new Int32Array(ids.length);
  let empty = 0;
  for (let at = 0; at < ids.length; at += 1) {
    const key = keys[at] ?? null;
    let code = -1;
    if (key === null) empty += 1;
    else {
      const known = codes.get(key);
      code = known ?? codes.size;
      if (known === undefined) codes.set(key, code);
      counts[code] = (counts[code] ?? 0) + 1;
    }
    codeOf[at] = code;
  }
  const places = new Int32Array(codes.size);
  let next = 0;
  const different = [...codes.keys()];
  for (const key of typeof different[0] === 'number'
    ? different.sort((a, b) => Number(a) - Number(b))
    : different.sort()) {
    const code = codes.get(key) ?? 0;
    places[code] = next;
    next += counts[code] ?? 0;
  }
  const sorted = new Uint32Array(ids.length);
  let last = ids.length - empty;
  for (let at = 0; at < ids.length; at += 1) {
    const code = codeOf[at] ?? -1;
    const place = code === -1 ? last++ : (places[code] ?? 0);
    if (code !== -1) places[code] = place + 1;
    sorted[place] = ids[at] ?? 0;
  }
  return { ids: sorted, empty };
}
