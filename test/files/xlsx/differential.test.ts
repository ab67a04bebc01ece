import { expect, test } from 'vitest';
import { columnName, generateBook } from './book-generator.ts';
import type { ExpectedCell, GeneratedBook } from './book-generator.ts';
import type { Library } from './cell-spellings.ts';
import { isSameValue, readByHucre, readByOurs, readBySheetJs } from './peer-readers.ts';
import type { Grid } from './peer-readers.ts';
import { choicesOf } from './random-choices.ts';

// Generated books, read by ours and by two libraries. What a book must show was written down when it was made.

const BOOKS = Number(process.env['ASSENT_XLSX_BOOKS'] ?? 300);

function pieceSizes(seed: number): number[] {
  const choose = choicesOf(seed);
  return [512, ...Array.from({ length: 7 }, () => 1 + choose.below(choose.pick([20, 300, 100_000])))];
}

function shownCells(rows: GeneratedBook['rows']): Map<string, string> {
  const shown = new Map<string, string>();
  for (const [row, cells] of rows) {
    for (const [column, { text }] of cells) if (text !== '') shown.set(`${columnName(column)}${row}`, text);
  }
  return shown;
}

function gridCells<T>(grid: Grid<T>): Map<string, T> {
  return new Map(
    [...grid].flatMap(([row, cells]) => [...cells].map(([column, value]) => [`${columnName(column)}${row}`, value])),
  );
}

/** The cells that a library reads differently from what the book says, but for those it is known to. */
function disagreements(book: GeneratedBook, library: Library, theirs: Grid<unknown>): string[] {
  const found: string[] = [];
  for (const [row, cells] of book.rows) {
    for (const [column, cell] of cells) {
      if (cell.unlike.includes(library)) continue;
      const value = theirs.get(row)?.get(column);
      if (!isSameValue(cell.text, value, book.isDate1904)) {
        found.push(`${columnName(column)}${row}: ${JSON.stringify(value)} for ${JSON.stringify(cell.text)}`);
      }
    }
  }
  return found;
}

test(`${BOOKS} generated books read as they were meant, and as hucre and SheetJS read them`, async () => {
  let compared = 0;
  for (let seed = 1; seed <= BOOKS; seed += 1) {
    const book = generateBook(seed);
    const expected = shownCells(book.rows);
    if (expected.size === 0) continue;
    const ours = gridCells(await readByOurs(book.bytes, pieceSizes(seed)));
    expect(ours, `book ${seed}`).toEqual(expected);
    if (!book.unlike.includes('hucre')) {
      expect(disagreements(book, 'hucre', await readByHucre(book.plainBytes)), `hucre on book ${seed}`).toEqual([]);
    }
    if (!book.unlike.includes('sheetjs')) {
      expect(disagreements(book, 'sheetjs', readBySheetJs(book.plainBytes)), `SheetJS on book ${seed}`).toEqual([]);
    }
    compared += [...book.rows.values()].reduce((sum, cells) => sum + cells.size, 0);
  }
  expect(compared).toBeGreaterThan(BOOKS * 20);
}, 600_000);

test('the comparison notices a wrong cell', () => {
  const book = generateBook(3);
  const spoilt = new Map([...book.rows].map(([row, cells]) => [row, spoil(cells)]));
  expect(disagreements(book, 'hucre', spoilt).length).toBeGreaterThan(0);
});

function spoil(cells: ReadonlyMap<number, ExpectedCell>): Map<number, unknown> {
  return new Map([...cells].map(([column, { text }]) => [column, `${text}!`]));
}
