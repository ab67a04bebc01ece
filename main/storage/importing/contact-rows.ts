import type { Statement } from 'better-sqlite3';
import type { WritableDb } from '../database.ts';
import type { NumberKind } from '../../services/import-port.ts';

/** Rows in one VALUES list. More makes the statement slower to run than it saves. */
const rowsAtOnce = 25;
const valuesPerRow = 5;

interface Group {
  readonly many: Statement<unknown[]>;
  readonly one: Statement<unknown[]>;
  readonly waiting: (string | number)[];
}

/**
 * Writes new contacts, many to a statement. What all rows of one kind of number share is part of the statement, since
 * every value that is bound costs as much as the row itself; it all comes from closed lists and is checked again here.
 */
export class ContactRows {
  readonly #db: WritableDb;
  readonly #shared: { readonly importId: number; readonly atMs: number };
  readonly #groups = new Map<NumberKind, Group>();

  constructor(db: WritableDb, shared: { readonly importId: number; readonly atMs: number }) {
    this.#db = db;
    this.#shared = shared;
  }

  add(kind: NumberKind, id: number, e164: string, name: string, values: string, rowNumber: number): void {
    let group = this.#groups.get(kind);
    if (!group) this.#groups.set(kind, (group = this.#prepare(kind)));
    const { waiting } = group;
    waiting.push(id, e164, name, values, rowNumber);
    if (waiting.length < rowsAtOnce * valuesPerRow) return;
    group.many.run(waiting);
    waiting.length = 0;
  }

  /** Writes what still waits; afterwards every contact added is in the table. */
  flush(): void {
    for (const { one, waiting } of this.#groups.values()) {
      for (let at = 0; at < waiting.length; at += valuesPerRow) one.run(waiting.slice(at, at + valuesPerRow));
      waiting.length = 0;
    }
  }

  #prepare(kind: NumberKind): Group {
    const country = kind.country === null ? 'NULL' : `'${closed(kind.country)}'`;
    const { importId, atMs } = this.#shared;
    if (!Number.isSafeInteger(importId) || !Number.isSafeInteger(atMs))
      throw new Error('an id or instant is no number');
    const row = `(?, ?, ${country}, '${closed(kind.type)}', ${kind.isTextable ? 1 : 0}, ?, ?, ${atMs}, ${atMs}, ${importId}, ?)`;
    const insert = (rows: number): Statement<unknown[]> =>
      this.#db.prepare(
        `INSERT INTO contact (id, e164, country, number_type, is_textable, name, fields, added_at_ms, updated_at_ms,
           import_id, import_row) VALUES ${Array<string>(rows).fill(row).join(', ')}`,
      );
    return { many: insert(rowsAtOnce), one: insert(1), waiting: [] };
  }
}

function closed(word: string): string {
  if (!/^[A-Za-z-]{2,20}$/.test(word)) throw new Error(`not a word of a closed list: ${word}`);
  return word;
}
