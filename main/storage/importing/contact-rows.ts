import type { Statement } from 'better-sqlite3';
import type { WritableDb } from '../database.ts';
import type { NumberKind } from '../../services/import-port.ts';

/** Rows in one VALUES list. More makes the statement slower to run than it saves. */
const rowsAtOnce = 25;

interface Group {
  /** For rows whose ids and row numbers follow each other: they are counted in the statement. */
  readonly inARow: Statement<unknown[]>;
  readonly one: Statement<unknown[]>;
  /** Number, name and values of each row that waits. */
  readonly waiting: (string | number)[];
  readonly ids: number[];
  readonly rowNumbers: number[];
}

/**
 * Writes new contacts, many to a statement. Every value that is bound costs as much as the row itself, so what all rows
 * of one kind of number share is part of the statement (it comes from closed lists and is checked again here), the
 * numbers are bound as numbers, and ids and row numbers only where they do not simply go on.
 */
export class ContactRows {
  readonly #db: WritableDb;
  readonly #shared: { readonly importId: number; readonly atMs: number };
  readonly #groups = new Map<NumberKind, Group>();

  constructor(db: WritableDb, shared: { readonly importId: number; readonly atMs: number }) {
    this.#db = db;
    this.#shared = shared;
  }

  /** `number`: the digits of an E.164 number. */
  add(kind: NumberKind, id: number, number: number, name: string, values: string, rowNumber: number): void {
    let group = this.#groups.get(kind);
    if (!group) this.#groups.set(kind, (group = this.#prepare(kind)));
    const { ids, rowNumbers, waiting } = group;
    ids.push(id);
    rowNumbers.push(rowNumber);
    waiting.push(number, name, values);
    if (ids.length === rowsAtOnce) write(group);
  }

  /** Writes what still waits; afterwards every contact added is in the table. */
  flush(): void {
    for (const group of this.#groups.values()) write(group);
  }

  #prepare(kind: NumberKind): Group {
    const country = kind.country === null ? 'NULL' : `'${closed(kind.country)}'`;
    const { importId, atMs } = this.#shared;
    if (!Number.isSafeInteger(importId) || !Number.isSafeInteger(atMs))
      throw new Error('an id or instant is no number');
    const more = `${country}, '${closed(kind.type)}', ${kind.isTextable ? 1 : 0}`;
    const row = (at: number): string =>
      `(@id + ${at}, '+' || CAST(? AS INTEGER), ${more}, ?, ?, ${atMs}, ${atMs}, ${importId}, @row + ${at})`;
    const insert = (rows: number): Statement<unknown[]> =>
      this.#db.prepare(
        `INSERT INTO contact (id, e164, country, number_type, is_textable, name, fields, added_at_ms, updated_at_ms,
           import_id, import_row) VALUES ${Array.from({ length: rows }, (_, at) => row(at)).join(', ')}`,
      );
    return { inARow: insert(rowsAtOnce), one: insert(1), waiting: [], ids: [], rowNumbers: [] };
  }
}

function write(group: Group): void {
  const { ids, rowNumbers, waiting, inARow, one } = group;
  const [id = 0, row = 0] = [ids[0], rowNumbers[0]];
  const last = rowsAtOnce - 1;
  if (ids[last] === id + last && rowNumbers[last] === row + last) inARow.run({ id, row }, waiting);
  else {
    for (let at = 0; at < ids.length; at += 1)
      one.run({ id: ids[at], row: rowNumbers[at] }, waiting.slice(at * 3, at * 3 + 3));
  }
  for (const list of [ids, rowNumbers, waiting]) list.length = 0;
}

function closed(word: string): string {
  if (!/^[A-Za-z-]{2,20}$/.test(word)) throw new Error(`not a word of a closed list: ${word}`);
  return word;
}
