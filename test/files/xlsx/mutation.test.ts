import { expect, test } from 'vitest';
import { AppError } from '../../../main/domain/kernel/errors.ts';
import { generateBook } from './book-generator.ts';
import type { GeneratedBook } from './book-generator.ts';
import { mutateBytes, mutateXml } from './mutations.ts';
import { isSameValue, readByHucre, readByOurs, readBySheetJs } from './peer-readers.ts';
import type { Grid } from './peer-readers.ts';
import { choicesOf } from './random-choices.ts';
import { writeZip } from './zip-writer.ts';

// Workbooks with something changed. A fixed seed: what fails fails again.

const BOOKS = Number(process.env['ASSENT_XLSX_BOOKS'] ?? 300);
const MUTATED = ['sheet1.xml', 'sheet1.xml', 'sheet1.xml', 'sharedStrings.xml', 'workbook.xml', 'workbook.xml.rels'];

/** What came of a file: its cells, or its refusal; anything else that is thrown is a fault of ours. */
async function outcome(bytes: Buffer): Promise<Grid<string> | AppError> {
  try {
    return await readByOurs(bytes, [512, 100, 7, 3_000]);
  } catch (error) {
    if (error instanceof AppError && error.code.startsWith('file.')) return error;
    throw error;
  }
}

/** Cells for which both libraries agree and we do not; what a library is known to misread is not asked. */
async function outvoted(book: GeneratedBook, bytes: Buffer, ours: Grid<string>): Promise<string[]> {
  const peers = await peersOf(bytes);
  if (peers === null) return [];
  const found: string[] = [];
  for (const row of new Set([...ours.keys(), ...peers.hucre.keys(), ...peers.sheetJs.keys()])) {
    const grids = [ours, peers.hucre, peers.sheetJs].map((grid) => grid.get(row) ?? new Map<number, unknown>());
    for (const column of new Set(grids.flatMap((cells) => [...cells.keys()]))) {
      if ((book.rows.get(row)?.get(column)?.unlike.length ?? 0) > 0) continue;
      const text = ours.get(row)?.get(column) ?? '';
      const votes = grids.slice(1).map((cells) => isSameValue(text, cells.get(column), book.isDate1904));
      if (!votes.includes(true) && !text.includes('\uFFFD')) found.push(`row ${row} column ${column}: ${text}`);
    }
  }
  return found;
}

async function peersOf(bytes: Buffer): Promise<{ hucre: Grid<unknown>; sheetJs: Grid<unknown> } | null> {
  try {
    return { hucre: await readByHucre(bytes), sheetJs: readBySheetJs(bytes) };
  } catch {
    return null;
  }
}

test(`${BOOKS} books with changed XML are refused in words or read as a library reads them`, async () => {
  const tally = { read: 0, refused: 0 };
  for (let seed = 1; seed <= BOOKS; seed += 1) {
    const book = generateBook(1 + (seed % 997));
    if (book.unlike.length > 0) continue;
    const choose = choicesOf(seed);
    const part = choose.pick(MUTATED);
    const parts = book.parts.map(({ name, content }) => ({
      name,
      content: name.endsWith(`/${part}`) ? mutateXml(choose, content.toString()) : content,
    }));
    const bytes = writeZip(parts);
    const found = await outcome(bytes);
    tally[found instanceof AppError ? 'refused' : 'read'] += 1;
    if (!(found instanceof AppError)) expect(await outvoted(book, bytes, found), `book ${seed}`).toEqual([]);
  }
  expect(tally.read).toBeGreaterThan(BOOKS / 5);
  expect(tally.refused).toBeGreaterThan(BOOKS / 5);
}, 600_000);

test(`${BOOKS} books with changed bytes are refused in words or read as if nothing was changed`, async () => {
  let refused = 0;
  for (let seed = 1; seed <= BOOKS; seed += 1) {
    const { bytes } = generateBook(1 + (seed % 499));
    const whole = await outcome(bytes);
    const found = await outcome(mutateBytes(choicesOf(seed), bytes));
    if (found instanceof AppError) refused += 1;
    else expect(found, `book ${seed}`).toEqual(whole);
  }
  expect(refused).toBeGreaterThan(BOOKS / 2);
}, 600_000);
