import { expect, test } from 'vitest';
import { readBatches } from '../../../main/files/table-reader.ts';
import { bookParts, inlineRow, request, useFolder, zipOf } from '../file-builders.ts';
import type { Book } from '../file-builders.ts';

// What our scanner does not know goes to the library, from that row on; what neither may read is refused.

const folder = useFolder();

async function readRows(name: string, book: Book): Promise<Record<number, readonly string[]>> {
  const path = folder.write(name, zipOf(bookParts(book)));
  const found: Record<number, readonly string[]> = {};
  for await (const { rowNumbers, rows } of readBatches(request(path))) {
    for (const [i, number] of rowNumbers.entries()) {
      expect(found, 'no row twice').not.toHaveProperty(String(number));
      found[number] = rows[i] ?? [];
    }
  }
  return found;
}

const header = inlineRow(1, ['Mobile', 'Name']);
const cell = (row: number, content: string) => `<row r="${row}"><c r="A${row}"><v>27821234567</v></c>${content}</row>`;

const known: readonly [string, string, string][] = [
  ['a loose ampersand', '<c r="B2" t="inlineStr"><is><t>Bo & Co</t></is></c>', 'Bo & Co'],
  ['an entity of HTML', '<c r="B2" t="str"><v>a&nbsp;b</v></c>', 'a&nbsp;b'],
  ['a cell type of tomorrow', '<c r="B2" t="zz"><v>later</v></c>', 'later'],
  ['an element of another vocabulary', '<c r="B2"><y:z xmlns:y="u">no</y:z><v>7</v></c>', '7'],
];

test.each(known)('%s in the middle of 3,000 rows', async (_, content, text) => {
  const rows = Array.from({ length: 3_000 }, (_, i) =>
    i === 1_999 ? cell(i + 2, content.replace('B2', 'B2001')) : cell(i + 2, ''),
  );
  const found = await readRows('middle.xlsx', { sheets: [{ name: 'S', rows: header + rows.join('') }] });
  expect(Object.keys(found)).toHaveLength(3_000);
  expect(found[2_001]).toEqual(['27821234567', text]);
  expect(found[3_001]).toEqual(['27821234567']);
});

test('an odd reference in a shared text, found only when it is used', async () => {
  const strings = '<sst><si><t>Ann</t></si><si><t>Tom &copy; Co</t></si></sst>';
  const rows = [2, 3, 4].map((row) => cell(row, `<c r="B${row}" t="s"><v>${row === 3 ? 1 : 0}</v></c>`)).join('');
  expect(await readRows('text.xlsx', { strings, sheets: [{ name: 'S', rows: header + rows }] })).toEqual({
    2: ['27821234567', 'Ann'],
    3: ['27821234567', 'Tom &copy; Co'],
    4: ['27821234567', 'Ann'],
  });
});

const refused: readonly [string, string, string][] = [
  ['a shared text that is not there', cell(2, '<c r="B2" t="s"><v>9</v></c>'), 'names a shared text that is not there'],
  ['two cells in one place', cell(2, '<c r="A2"><v>1</v></c>'), 'two cells in one column'],
  ['a cell of another row', cell(2, '<c r="B3"><v>1</v></c>'), 'a cell of another row'],
  ['a row number that comes again', cell(3, '') + cell(2, '') + cell(3, ''), 'row 3 is in it twice'],
  [
    'a row number again behind what the library reads',
    cell(2, '<c t="zz"><v>1</v></c>') + cell(2, ''),
    'row 2 is in it twice',
  ],
  ['a yes-or-no that is neither', cell(2, '<c r="B2" t="b"><v> 1</v></c>'), 'says neither'],
  ['tags that do not match', '<row r="2"><c r="A2"><v>1</v></row>', 'not well-formed'],
  ['one attribute twice', '<row r="2"><c r="A2" r="B2"><v>1</v></c></row>', 'not well-formed'],
  [
    'rows that stop in the middle',
    '<row r="2"><c r="A2"><v>1</v></c></row></sheetData></worksheet><row>',
    'well-formed',
  ],
];

test.each(refused)('refuses %s', async (_, rows, detail) => {
  await expect(readRows('refused.xlsx', { sheets: [{ name: 'S', rows: header + rows }] })).rejects.toMatchObject({
    code: 'file.damaged',
    details: { detail: expect.stringContaining(detail) },
  });
});

test('a large workbook with something unknown is refused rather than held whole', async () => {
  const filler = 'abcdefghijklmnopqrstuvwxyz'.repeat(1_000);
  const rows = Array.from({ length: 2_600 }, (_, i) => cell(i + 2, `<c t="str"><v>${i}${filler}</v></c>`)).join('');
  const path = folder.write(
    'large.xlsx',
    zipOf(
      bookParts({ sheets: [{ name: 'S', rows: `${header}${rows}<row><c t="zz"><v>1</v></c></row>` }] }).map((part) => ({
        ...part,
        isStored: true,
      })),
    ),
  );
  await expect(async () => {
    for await (const batch of readBatches(request(path))) expect(batch.rows.length).toBeGreaterThan(0);
  }).rejects.toMatchObject({ code: 'file.damaged', details: { detail: expect.stringContaining('so large') } });
});

test('formats decide what a number is: dates by their letters, not by those in quotes or brackets', async () => {
  const formats = [
    ['yyyy-mm-dd', '2024-02-29'],
    ['[$-409]d\\-mmm\\-yy;@', '2024-02-29'],
    ['[h]:mm', '2024-02-29'],
    ['mm:ss', '2024-02-29'],
    ['#,##0\\ "days"', '45351'],
    ['[$USD.]#,##0', '45351'],
    ['[Red]0.00', '45351'],
    ['0_d0*y', '45351'],
    ['General', '45351'],
  ] as const;
  const custom = formats.map(
    ([code], i) => `<numFmt numFmtId="${200 + i}" formatCode="${code.replaceAll('"', '&quot;')}"/>`,
  );
  const styles = `<styleSheet><numFmts>${custom.join('')}</numFmts><cellXfs><xf/>${formats.map((_, i) => `<xf numFmtId="${200 + i}"/>`).join('')}</cellXfs></styleSheet>`;
  const cells = formats.map((_, i) => `<c s="${i + 1}"><v>45351</v></c>`).join('');
  const found = await readRows('formats.xlsx', {
    styles,
    sheets: [{ name: 'S', rows: `${header}<row r="2">${cells}</row>` }],
  });
  expect(found[2]).toEqual(formats.map(([, text]) => text));
});

test('a number that is formatted as a date but is none keeps its digits', async () => {
  const styles = '<styleSheet><cellXfs><xf/><xf numFmtId="14"/></cellXfs></styleSheet>';
  const rows = `${header}<row r="2"><c s="1"><v>27821234567</v></c><c s="1"><v>-5</v></c><c><v>1234567890123456789</v></c></row>`;
  const found = await readRows('digits.xlsx', { styles, sheets: [{ name: 'S', rows }] });
  expect(found[2]).toEqual(['27821234567', '-5', '1234567890123456789']);
});
