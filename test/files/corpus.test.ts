import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { describeTable, readBatches } from '../../main/files/table-reader.ts';
import { request } from './file-builders.ts';

/** What a generator of test/corpus says of a file it wrote; the reader has no part in it. */
interface ExpectedTable {
  readonly file: string;
  readonly kind: string;
  readonly encoding: string | null;
  readonly delimiter: string | null;
  readonly sheet?: string;
  readonly sheets: readonly { readonly name: string; readonly hidden: boolean }[];
  readonly headerRow: number;
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly rowNumbers?: readonly number[];
}

const corpus = new URL('../corpus/', import.meta.url);
const tables = ['expected-text.json', 'expected-workbooks.json', 'expected-xlsb.json', 'expected-vcards.json'].flatMap(
  (name) => JSON.parse(readFileSync(new URL(name, corpus), 'utf8')) as ExpectedTable[],
);

test('the corpus has the files of many writers', () => {
  expect(tables.length).toBeGreaterThanOrEqual(90);
});

test.each(tables.map((table) => [table.file, table] as const))('%s', async (file, table) => {
  const asked = request(fileURLToPath(new URL(`files/${file}`, corpus)));
  const found = await describeTable(asked);
  const { kind, encoding, delimiter, headerRow, header, sheet } = found;
  const sheets = found.sheets.map(({ name, hidden }) => ({ name, hidden }));
  expect({ kind, encoding, delimiter, headerRow, header, sheets, sheet }).toEqual({
    kind: table.kind,
    encoding: table.encoding,
    delimiter: table.delimiter,
    headerRow: table.headerRow,
    header: table.header,
    sheets: table.sheets,
    sheet: table.sheet ?? null,
  });
  const rows: (readonly string[])[] = [];
  const rowNumbers: number[] = [];
  for await (const batch of readBatches(asked)) {
    rows.push(...batch.rows);
    rowNumbers.push(...batch.rowNumbers);
  }
  expect(rows).toEqual(table.rows);
  if (table.rowNumbers !== undefined) expect(rowNumbers).toEqual(table.rowNumbers);
});

test('a wrong guess of the encoding can be overruled, and the readings to choose from show the difference', async () => {
  const asked = request(fileURLToPath(new URL('files/encoding-russian-koi8-r.csv', corpus)));
  const found = await describeTable(asked);
  expect(found.encodings.length).toBe(3);
  expect(found.encodings[0]?.sample).toContain('Имя');
  expect(new Set(found.encodings.map(({ sample }) => sample)).size).toBe(3);
  const forced = await describeTable({ ...asked, encoding: 'windows-1251' });
  expect(forced).toMatchObject({ encoding: 'windows-1251', encodings: found.encodings });
  expect(forced.header).not.toEqual(found.header);
});
