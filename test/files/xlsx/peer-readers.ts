import { read } from '@e965/xlsx';
import type { CellObject, WorkSheet } from '@e965/xlsx';
import { streamXlsxRows } from 'hucre/xlsx';
import type { ByteSource } from '../../../main/files/byte-source.ts';
import { openXlsx } from '../../../main/files/xlsx-reader.ts';
import { request } from '../file-builders.ts';

/** Values by row number and column (from 0); empty cells are left out. */
export type Grid<Value> = ReadonlyMap<number, ReadonlyMap<number, Value>>;

/** Our reader over bytes in memory that arrive in pieces of the given sizes, over and over. */
export async function readByOurs(bytes: Buffer, pieceSizes: readonly number[]): Promise<Grid<string>> {
  const table = await openXlsx(sourceOf(bytes, pieceSizes), request('book.xlsx'));
  const grid = new Map<number, Map<number, string>>();
  for await (const group of table.records()) {
    for (const { rowNumber, cells } of group) {
      if (grid.has(rowNumber)) throw new Error(`row ${rowNumber} came twice`);
      grid.set(rowNumber, new Map([...cells.entries()].filter(([, text]) => text !== '')));
    }
  }
  return grid;
}

function sourceOf(bytes: Buffer, pieceSizes: readonly number[]): ByteSource {
  async function* chunks(from = 0, to = bytes.length): AsyncGenerator<Buffer> {
    for (let at = from, i = 0; at < to; i += 1) {
      const size = Math.min(to - at, pieceSizes[i % pieceSizes.length] ?? 1);
      yield bytes.subarray(at, at + size);
      at += size;
    }
  }
  return {
    fileName: 'book.xlsx',
    bytes: bytes.length,
    read: (position, length) => Promise.resolve(bytes.subarray(position, position + length)),
    chunks,
    close: () => Promise.resolve(),
  };
}

/** The library that reads what our scanner does not know. */
export async function readByHucre(bytes: Buffer): Promise<Grid<unknown>> {
  const grid = new Map<number, Map<number, unknown>>();
  for await (const { index, values } of streamXlsxRows(bytes, { sheet: 0 })) {
    const row = grid.get(index + 1) ?? new Map<number, unknown>();
    grid.set(index + 1, row);
    for (const [column, value] of values.entries()) if (value !== null && value !== '') row.set(column, value);
  }
  return grid;
}

/** SheetJS, dates as numbers. */
export function readBySheetJs(bytes: Buffer): Grid<unknown> {
  const book = read(bytes, { dense: true, cellDates: false, cellFormula: false, cellHTML: false, cellText: false });
  const sheet = book.Sheets[book.SheetNames[0] ?? ''] as (WorkSheet & { '!data'?: CellObject[][] }) | undefined;
  const grid = new Map<number, Map<number, unknown>>();
  for (const [at, cells] of (sheet?.['!data'] ?? []).entries()) {
    const row = new Map<number, unknown>();
    grid.set(at + 1, row);
    for (const [column, cell] of (cells ?? []).entries()) {
      if (cell === undefined || cell.t === 'z' || cell.v === undefined || cell.v === '') continue;
      row.set(column, cell.t === 'e' ? '#N/A' : cell.v);
    }
  }
  return grid;
}

/**
 * Whether a peer's value and our text are the same value. Peers give numbers and dates; both are compared as what they
 * mean: a date of theirs, or its serial number, with the date our text says.
 */
export function isSameValue(ours: string, theirs: unknown, isDate1904: boolean): boolean {
  if (theirs === undefined || theirs === null) return ours === '';
  // A cell of white space at the end of a row counts as none with us, and so does a failed formula.
  if (typeof theirs === 'string') return theirs === ours || (ours === '' && /^(?:#.*|\s*)$/.test(theirs));
  if (typeof theirs === 'boolean') return ours === (theirs ? 'TRUE' : 'FALSE');
  if (theirs instanceof Date) return Math.abs(momentOf(ours) - theirs.getTime()) <= 1_000;
  if (typeof theirs !== 'number') return false;
  if (Math.abs(Number(ours) - theirs) <= Math.abs(theirs) * 1e-14) return ours !== '';
  const epoch = isDate1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, 30);
  return Math.abs(momentOf(ours) - (epoch + theirs * 86_400_000)) <= 1_000;
}

function momentOf(text: string): number {
  return Date.parse(text.includes('T') ? `${text}Z` : text);
}
