import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { describeTable, readBatches } from '../../main/files/table-reader.ts';
import type { TableRequest } from '../../main/services/ports.ts';
import { request, useFolder } from './file-builders.ts';

const folder = useFolder();

async function readAll(asked: TableRequest): Promise<{ numbers: number[]; rows: string[][] }> {
  const all = { numbers: [] as number[], rows: [] as string[][] };
  for await (const batch of readBatches(asked)) {
    all.numbers.push(...batch.rowNumbers);
    all.rows.push(...batch.rows.map((row) => [...row]));
  }
  return all;
}

const euro = 'Mobil;Name\r\n+491711234567;Zoë 5 €\r\n';
const encodings: readonly [string, Buffer, string][] = [
  ['UTF-8 with a mark', Buffer.from(`\uFEFF${euro}`), 'utf-8'],
  ['UTF-8 without a mark', Buffer.from(euro), 'utf-8'],
  ['UTF-16LE with a mark', Buffer.from(`\uFEFF${euro}`, 'utf16le'), 'utf-16le'],
  ['UTF-16BE with a mark', Buffer.from(`\uFEFF${euro}`, 'utf16le').swap16(), 'utf-16be'],
  ['UTF-16LE without a mark', Buffer.from(euro, 'utf16le'), 'utf-16le'],
  ['UTF-16BE without a mark', Buffer.from(euro, 'utf16le').swap16(), 'utf-16be'],
  // ë is EB and the euro sign is 80 in windows-1252.
  ['windows-1252', Buffer.from(euro.replace('ë', '\u00eb').replace('€', '\u0080'), 'latin1'), 'windows-1252'],
];

test.each(encodings)('reads %s', async (name, bytes, encoding) => {
  const path = folder.write(`encoding ${name}.csv`, bytes);
  const found = await describeTable(request(path));
  expect(found).toEqual({
    kind: 'csv',
    fileName: `encoding ${name}.csv`,
    bytes: bytes.length,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    encoding,
    delimiter: ';',
    sheet: null,
    sheets: [],
    encodings: expect.any(Array),
    headerRow: 1,
    header: ['Mobil', 'Name'],
    sample: [['+491711234567', 'Zoë 5 €']],
    rawRows: [
      { rowNumber: 1, cells: ['Mobil', 'Name'] },
      { rowNumber: 2, cells: ['+491711234567', 'Zoë 5 €'] },
    ],
  });
  expect(await readAll(request(path))).toEqual({ numbers: [2], rows: [['+491711234567', 'Zoë 5 €']] });
});

test('one broken byte at the very end of a long file still decides against UTF-8', async () => {
  const lines = 'Number,Name\n' + '+27821234567,Ann\n'.repeat(40_000);
  const path = folder.write(
    'late.csv',
    Buffer.concat([Buffer.from(lines), Buffer.from('+27821234568,Andr\xe9\n', 'latin1')]),
  );
  const { rows } = await readAll(request(path));
  expect(rows.length).toBe(40_001);
  expect(rows.at(-1)).toEqual(['+27821234568', 'André']);
});

test('the user may name another encoding; an unknown one is refused', async () => {
  const path = folder.write('greek.csv', Buffer.from('Name\n\xe1\xe2\xe3\n', 'latin1'));
  expect((await readAll(request(path, { encoding: 'iso-8859-7' }))).rows).toEqual([['αβγ']]);
  await expect(describeTable(request(path, { encoding: 'klingon' }))).rejects.toMatchObject({
    code: 'usage.badValue',
    details: { flag: '--encoding', value: 'klingon' },
  });
});

const delimiters: readonly [string, string, string][] = [
  ['comma', ',', 'a,b,c\n1,2,3\n'],
  ['semicolon with decimal commas', ';', 'a;b;c\n1,5;2,5;3,5\n1,5;2,5;3,5\n'],
  ['tab with commas in names', '\t', 'a\tb\nSmith, J\t1\nMüller, K\t2\n'],
  ['bar', '|', 'a|b|c\n1|2|3\n'],
  ['comma, with semicolons inside quotes', ',', 'a,b\n"1;2;3;4",x\n"1;2;3;4",y\n'],
  ['comma, with quotes doubled inside quotes', ',', 'a,b\n"say ""x;y;z""",1\n"say ""x;y;z""",2\n'],
  ['one column', ',', 'mobile\n0821234567\n0821234568\n'],
];

test.each(delimiters)('finds the separator: %s', async (name, delimiter, text) => {
  const path = folder.write(`delimiter ${name}.txt`, text);
  expect((await describeTable(request(path))).delimiter).toBe(delimiter);
});

test('a sep= line is obeyed and is no row', async () => {
  const path = folder.write('sep.csv', '\uFEFFsep=;\r\na,b;c\r\n1,2;3\r\n');
  expect(await describeTable(request(path))).toMatchObject({ delimiter: ';', header: ['a,b', 'c'] });
  expect(await readAll(request(path))).toEqual({ numbers: [2], rows: [['1,2', '3']] });
});

test('the separator the user names wins', async () => {
  const path = folder.write('named.csv', 'a,b;c\n1,2;3\n');
  expect((await describeTable(request(path, { delimiter: ';' }))).header).toEqual(['a,b', 'c']);
});

test.each([
  ['LF', '\n'],
  ['CRLF', '\r\n'],
  ['CR', '\r'],
])('line ends %s, a line break inside quotes, doubled quotes, blank rows', async (name, end) => {
  const lines = ['Name,Note,Mobile', '"Ann ""A"" Lee","two', 'lines",+27821234567', '', ',,', 'Bo,,+27821234568'];
  const path = folder.write(`ends ${name}.csv`, lines.join(end));
  expect(await readAll(request(path))).toEqual({
    numbers: [2, 5],
    rows: [
      ['Ann "A" Lee', 'two\nlines', '+27821234567'],
      ['Bo', '', '+27821234568'],
    ],
  });
});

test('mixed line ends in one file', async () => {
  const path = folder.write('mixed.csv', 'a,b\r\n1,2\n3,4\r5,6');
  expect((await readAll(request(path))).rows).toEqual([
    ['1', '2'],
    ['3', '4'],
    ['5', '6'],
  ]);
});

test('ragged rows: the sample is as wide as its widest row, a nameless column is numbered', async () => {
  const path = folder.write('ragged.csv', 'Name,Mobile\nAnn\nBo,1,extra\n');
  expect(await describeTable(request(path))).toMatchObject({
    header: ['Name', 'Mobile', 'Column 3'],
    sample: [
      ['Ann', '', ''],
      ['Bo', '1', 'extra'],
    ],
  });
  expect((await readAll(request(path))).rows).toEqual([['Ann'], ['Bo', '1', 'extra']]);
});

test('a first row with a phone number is data', async () => {
  const path = folder.write('headless.csv', '\n082 123 4567,Ann\n082 123 4568,Bo\n');
  expect(await describeTable(request(path))).toMatchObject({
    header: ['Column 1', 'Column 2'],
    sample: [
      ['082 123 4567', 'Ann'],
      ['082 123 4568', 'Bo'],
    ],
  });
  expect((await readAll(request(path))).numbers).toEqual([2, 3]);
});

test('names that mean something to JavaScript are plain names', async () => {
  const path = folder.write('proto.csv', '__proto__,constructor,__proto__\na,b,c\n');
  expect((await describeTable(request(path))).header).toEqual(['__proto__', 'constructor', '__proto__']);
  expect(({} as Record<string, unknown>)['a']).toBeUndefined();
});

test('only a header is a table without rows', async () => {
  const path = folder.write('header.csv', 'Mobile,Name\r\n');
  expect(await describeTable(request(path))).toMatchObject({ header: ['Mobile', 'Name'], sample: [] });
  expect((await readAll(request(path))).rows).toEqual([]);
});

test('rows of many chunks arrive whole and in order, whatever cuts them', async () => {
  // Lengths that are no divisor of the chunk size put every kind of cut somewhere.
  const names = Array.from({ length: 60_000 }, (_, i) => `"näme, ${'é'.repeat(i % 17)}${i}"`);
  const path = folder.write('long.csv', `Name,Row\r\n${names.map((name, i) => `${name},${i}`).join('\r\n')}\r\n`);
  const { rows, numbers } = await readAll(request(path));
  expect(rows).toEqual(names.map((name, i) => [name.slice(1, -1), String(i)]));
  expect(numbers).toEqual(names.map((_, i) => i + 2));
});

const refused: readonly [string, string | Uint8Array, object][] = [
  ['empty.csv', '', { code: 'file.empty' }],
  ['blank.csv', '\uFEFF\r\n,,\r\n  \r\n', { code: 'file.empty' }],
  ['binary.csv', 'a,b\n1,\0\n', { code: 'file.wrongType', details: { found: 'a binary file' } }],
  ['report.xlsx', '%PDF-1.7 …', { code: 'file.wrongType', details: { found: 'a PDF document' } }],
  ['photo.csv', Buffer.from('89504e470d0a1a0a', 'hex'), { details: { found: 'a picture' } }],
  ['page.xls', ' <!DOCTYPE html><table></table>', { details: { found: 'an HTML page' } }],
  ['wide.csv', `${'a,'.repeat(1_000)}a\n`, { code: 'file.tooLarge' }],
  ['cell.csv', `a,b\n${'x'.repeat(32_768)},1\n`, { code: 'file.tooLarge' }],
  ['rows.csv', 'a\n'.repeat(1_048_577), { code: 'file.tooLarge', details: { limit: '1,048,576 rows' } }],
  [
    'quote.csv',
    'a,b\n1,2\n"never closed,3\n4,5\n',
    { code: 'file.damaged', details: { detail: expect.stringContaining('row 3') } },
  ],
  ['longquote.csv', `a,b\n"${'never closed\n'.repeat(800_000)}`, { code: 'file.damaged' }],
];

test.each(refused)('refuses %s', async (name, content, expected) => {
  const path = folder.write(name, content);
  // Beyond the sample nothing is looked at when a file is described; a table without any row has no batch to refuse.
  if (name !== 'rows.csv') await expect(describeTable(request(path))).rejects.toMatchObject(expected);
  if (name !== 'blank.csv') await expect(readAll(request(path))).rejects.toMatchObject(expected);
});

test('1,000 columns and 32,767 characters are still allowed, empty cells beyond are not counted', async () => {
  const path = folder.write('limits.csv', `${'a,'.repeat(999)}a,,,,\n${'x'.repeat(32_767)}\n`);
  const found = await describeTable(request(path));
  expect(found.header.length).toBe(1_000);
  expect(found.sample[0]?.[0]?.length).toBe(32_767);
});

test('a missing file, a folder', async () => {
  await expect(describeTable(request(`${folder.path}/nowhere.csv`))).rejects.toMatchObject({
    code: 'file.notFound',
    details: { fileName: 'nowhere.csv' },
  });
  await expect(describeTable(request(folder.path))).rejects.toMatchObject({ code: 'file.notReadable' });
});
