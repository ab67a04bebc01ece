import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import Papa from 'papaparse';
import { expect, test } from 'vitest';
import { createCsvScanner } from '../../main/files/csv-scanner.ts';
import type { TableRecord } from '../../main/files/table-records.ts';
import { describeTable, readBatches } from '../../main/files/table-reader.ts';
import { request, useFolder } from './file-builders.ts';

const folder = useFolder();

/** Scans text in pieces of `size` characters, as a file arrives. */
function scanAll(text: string, size = text.length, delimiter = ','): TableRecord[] {
  const scanner = createCsvScanner('t.csv', { delimiter, quote: '"' });
  const records: TableRecord[] = [];
  let pending = '';
  for (let at = 0; at < text.length; at += size) {
    pending += text.slice(at, at + size);
    pending = pending.slice(scanner.scan(pending, false, records));
  }
  scanner.scan(pending, true, records);
  return records;
}

const spectrum = new URL('../../node_modules/csv-spectrum/', import.meta.url);
const cases = readdirSync(new URL('csvs/', spectrum)).map((name) => name.replace(/\.csv$/, ''));

test('the set of csv-spectrum is there', () => {
  expect(cases.length).toBe(12);
});

test.each(cases)('csv-spectrum: %s', async (name) => {
  const path = folder.write(`${name}.csv`, readFileSync(new URL(`csvs/${name}.csv`, spectrum)));
  // The set's own answer for one file names another telephone number than the file.
  const text = readFileSync(new URL(`json/${name}.json`, spectrum), 'utf8').replace('"1234567890"', '"2095257564"');
  const parsed = JSON.parse(text) as Record<string, string> | Record<string, string>[];
  const wanted = [parsed].flat().map((row) =>
    // Inside a cell we write every line end as LF.
    Object.values(row).map((cell) => cell.replaceAll('\r\n', '\n')),
  );
  const asked = request(path, { headerRow: 1, delimiter: ',' });
  const { header } = await describeTable(asked);
  const rows: string[][] = [];
  for await (const batch of readBatches(asked)) {
    rows.push(...batch.rows.map((cells) => header.map((_, index) => cells[index] ?? '')));
  }
  expect(rows).toEqual(wanted.filter((cells) => cells.some((cell) => cell !== '')));
});

const cell = fc.oneof(
  fc.string({ unit: fc.constantFrom('a', 'é', '"', ',', '\n', ' ', '😀', '1', ';', "'"), maxLength: 6 }),
  fc.constantFrom('', '0821234567', '"', '""', ' "x" '),
);

function quoted(text: string): string {
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

test('cuts any table as papaparse does, wherever the pieces end', () => {
  const table = fc.array(fc.array(cell, { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(table, fc.constantFrom('\n', '\r\n'), fc.integer({ min: 1, max: 40 }), (rows, end, size) => {
      const text = rows.map((cells) => cells.map(quoted).join(',')).join(end);
      const theirs = Papa.parse<string[]>(text, { delimiter: ',', newline: end });
      const wanted = theirs.data.flatMap((cells, index) => {
        let width = cells.length;
        while (width > 0 && cells[width - 1]?.trim() === '') width -= 1;
        return width === 0 ? [] : [{ rowNumber: index + 1, cells: cells.slice(0, width) }];
      });
      expect(scanAll(text, size)).toEqual(wanted);
    }),
    { numRuns: 2_000, seed: 4_711 },
  );
});

test('a quote that swallows rows is refused with its row, whatever comes later', () => {
  expect(() => scanAll('a,b\n"never closed,1\nAnn,2\nBo,"three"\n')).toThrow(
    expect.objectContaining({ details: { fileName: 't.csv', detail: expect.stringContaining('row 2') } }),
  );
  expect(() => scanAll('a,b\n1,"2\n3,4')).toThrow(expect.objectContaining({ code: 'file.damaged' }));
});

test.each<[string, string, readonly (readonly string[])[]]>([
  ['inside a plain cell', '5" pipe,say "hi"\n', [['5" pipe', 'say "hi"']]],
  [
    'a nickname at the beginning',
    '"Bob" Smith,1\nAnn,"2"\n',
    [
      ['"Bob" Smith', '1'],
      ['Ann', '2'],
    ],
  ],
  ['not doubled in a quoted cell', '"a" b",c\n', [['a" b', 'c']]],
  ['behind a backslash', '"say \\"hi\\" now","x"\n', [['say \\"hi\\" now', 'x']]],
  ['alone in the last line', '1,"lone\n', [['1', '"lone']]],
])('quotes that mean themselves: %s', (_, text, wanted) => {
  expect(scanAll(text).map(({ cells }) => cells)).toEqual(wanted);
  expect(scanAll(text, 1).map(({ cells }) => cells)).toEqual(wanted);
});

test('a long line without separators, a record of many quotes and a wide one are cut in linear time', () => {
  // Quadratic work on a megabyte would not end within the time of this test.
  const long = 'x'.repeat(1_000_000);
  expect(() => scanAll(`${long}\n`, 65_536)).toThrow(expect.objectContaining({ code: 'file.tooLarge' }));
  expect(() => scanAll(`"${'" '.repeat(500_000)}`, 65_536)).toThrow(expect.objectContaining({ code: 'file.tooLarge' }));
  expect(() => scanAll(`${'"a",'.repeat(250_000)}\n`, 65_536)).toThrow(
    expect.objectContaining({ code: 'file.tooLarge' }),
  );
  expect(scanAll('a,b\n'.repeat(250_000), 65_536).length).toBe(250_000);
});

test.each<[string, Buffer, object]>([
  ['a zero character', Buffer.from('Mobile,Name\n0821234567,A\0nn\n'), { code: 'file.wrongType' }],
  ['no line end', Buffer.alloc(20 * 1024 * 1024, 'x'), { code: 'file.tooLarge' }],
  ['a million columns', Buffer.from(`${'a,'.repeat(1_000_000)}b\n`), { code: 'file.tooLarge' }],
  ['only opening quotes', Buffer.from('"a\n'.repeat(200_000)), { code: 'file.damaged' }],
])('refuses a file of %s in words', async (name, bytes, expected) => {
  await expect(describeTable(request(folder.write(`${name}.csv`, bytes)))).rejects.toMatchObject(expected);
});

test('lone surrogates and marks in the middle are characters like others', async () => {
  const bytes = Buffer.from('\uFEFFName,Mobile\nA\uD83Dn,1\nB\uFEFFo,2\n', 'utf16le');
  const path = folder.write('surrogates.csv', bytes);
  const { sample } = await describeTable(request(path));
  expect(sample).toEqual([
    ['A\uFFFDn', '1'],
    ['B\uFEFFo', '2'],
  ]);
});
