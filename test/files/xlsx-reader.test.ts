import { readFileSync } from 'node:fs';
import { writeXlsx } from 'hucre/xlsx';
import { expect, test } from 'vitest';
import { describeTable, readBatches } from '../../main/files/table-reader.ts';
import type { TableRequest } from '../../main/services/ports.ts';
import { bookParts, inlineRow, request, useFolder, zipOf } from './file-builders.ts';
import type { Book } from './file-builders.ts';

const folder = useFolder();

async function readAll(asked: TableRequest): Promise<{ numbers: number[]; rows: string[][] }> {
  const all = { numbers: [] as number[], rows: [] as string[][] };
  for await (const batch of readBatches(asked)) {
    all.numbers.push(...batch.rowNumbers);
    all.rows.push(...batch.rows.map((row) => [...row]));
  }
  return all;
}

function writeBook(name: string, book: Book): string {
  return folder.write(name, zipOf(bookParts(book)));
}

const twoRows = inlineRow(1, ['Mobile', 'Name']) + inlineRow(2, ['+27821234567', 'Ann']);

test('a workbook of a common writer: numbers in full, dates, booleans, gaps, hidden and empty sheets', async () => {
  const bytes = await writeXlsx({
    sheets: [
      { name: 'Old', hidden: true, rows: [['Mobile'], ['1']] },
      { name: 'Blank', rows: [] },
      {
        name: 'People',
        rows: [
          ['Mobile', 'Name', 'Joined', 'Seen', 'Vip', 'Balance'],
          [
            27821234567,
            'Ann',
            new Date(Date.UTC(2024, 1, 29)),
            new Date(Date.UTC(2024, 1, 29, 13, 5, 9)),
            true,
            0.1 + 0.2,
          ],
          [null, null, null],
          [821234568, 'Bo & "Co" <é>', null, null, false, -1234.5],
        ],
      },
    ],
  });
  const path = folder.write('people.xlsx', bytes);
  expect(await describeTable(request(path))).toMatchObject({
    kind: 'xlsx',
    encoding: null,
    delimiter: null,
    sheet: 'People',
    sheets: [
      { name: 'Old', hidden: true },
      { name: 'Blank', hidden: false },
      { name: 'People', hidden: false },
    ],
    header: ['Mobile', 'Name', 'Joined', 'Seen', 'Vip', 'Balance'],
  });
  expect(await readAll(request(path))).toEqual({
    numbers: [2, 4],
    rows: [
      ['27821234567', 'Ann', '2024-02-29', '2024-02-29T13:05:09', 'TRUE', '0.3'],
      ['821234568', 'Bo & "Co" <é>', '', '', 'FALSE', '-1234.5'],
    ],
  });
  expect((await readAll(request(path, { sheet: 'Old' }))).rows).toEqual([['1']]);
  await expect(describeTable(request(path, { sheet: 'Nope' }))).rejects.toMatchObject({
    code: 'file.noSuchSheet',
    details: { sheet: 'Nope', sheets: ['Old', 'Blank', 'People'] },
  });
});

test('a workbook by hand: strings after the sheet, rich text, formulas, gaps without references, errors, 1904', async () => {
  const path = writeBook('hand.xlsx', {
    isDate1904: true,
    // Format 164 is the dialling format spreadsheets offer: its digits are no date.
    styles: `<styleSheet><numFmts count="1"><numFmt numFmtId="164" formatCode="[&lt;=9999999]###\\-####;\\(###\\)\\ ###\\-####"/></numFmts>
      <cellXfs count="3"><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/></cellXfs></styleSheet>`,
    strings: '<sst><si><t>Mobile</t></si><si><r><t>Full </t></r><r><rPr><b/></rPr><t>name</t></r></si></sst>',
    sheets: [
      {
        name: 'A &amp; B',
        rows: `<row r="3"><c r="A3" t="s"><v>0</v></c><c r="C3" t="s"><v>1</v></c><c r="D3" t="inlineStr"><is><t>Day</t></is></c></row>
          <row r="7"><c r="A7" s="2"><v>2.7821234567E10</v></c><c r="C7" t="str"><f>A1&amp;B1</f><v>Ann Lee</v></c><c r="D7" s="1"><v>43889</v></c></row>
          <row><c t="e"><v>#N/A</v></c><c><v>5.0</v></c><c t="b"><v>1</v></c><c><v>123456789012345</v></c></row>`,
      },
    ],
  });
  expect(await describeTable(request(path))).toMatchObject({
    sheet: 'A & B',
    header: ['Mobile', 'Column 2', 'Full name', 'Day'],
  });
  // Serial 43889 counts from 1 January 1904: 29 February 2024 is 43889 days later.
  expect(await readAll(request(path))).toEqual({
    numbers: [7, 8],
    rows: [
      ['27821234567', '', 'Ann Lee', '2024-02-29'],
      ['', '5', 'TRUE', '123456789012345'],
    ],
  });
});

test('parts with their sizes behind them, stored parts, a text file name', async () => {
  const parts = bookParts({ sheets: [{ name: 'S', rows: twoRows }] });
  const streamed = zipOf(parts.map((part) => ({ ...part, hasDescriptor: true })));
  const stored = zipOf(parts.map((part) => ({ ...part, isStored: true })));
  for (const [name, bytes] of [
    ['streamed.xlsx', streamed],
    ['stored.xlsx', stored],
    ['named.csv', stored],
  ] as const) {
    expect(await readAll(request(folder.write(name, bytes)))).toEqual({
      numbers: [2],
      rows: [['+27821234567', 'Ann']],
    });
  }
});

test('text named .xlsx is read as the text it is', async () => {
  const path = folder.write('really-text.xlsx', 'Mobile,Name\n+27821234567,Ann\n');
  expect(await describeTable(request(path))).toMatchObject({ kind: 'csv', sample: [['+27821234567', 'Ann']] });
});

test('rows of a long sheet arrive whole and in order, with all of its bytes counted', async () => {
  const rows = Array.from({ length: 12_345 }, (_, i) => [`+2782${1_000_000 + i}`, `Name ${i} ${'é'.repeat(i % 13)}`]);
  const path = writeBook('long.xlsx', {
    sheets: [{ name: 'S', rows: [['Mobile', 'Name'], ...rows].map((row, i) => inlineRow(i + 1, row)).join('') }],
  });
  const all = await readAll(request(path));
  expect(all.rows).toEqual(rows);
  expect(all.numbers).toEqual(rows.map((_, i) => i + 2));
});

test('a sheet is unpacked only as fast as its rows are taken', async () => {
  // Hash-like names hardly pack, so that the share of the file read follows the share of the rows.
  const rows = Array.from({ length: 150_000 }, (_, i) =>
    inlineRow(i + 1, [`${(i * 2_654_435_761) % 4_294_967_296}`, `${(i * 40_503) % 65_537}`]),
  );
  const path = writeBook('slow.xlsx', { sheets: [{ name: 'S', rows: rows.join('') }] });
  const batches = readBatches(request(path));
  await batches.next();
  await new Promise((resolve) => setTimeout(resolve, 300));
  const second = await batches.next();
  expect(second.value?.progress).toBeLessThan(0.3);
  await batches.return(undefined);
});

test('a hostile part name stays a name', async () => {
  const parts = bookParts({ sheets: [{ name: 'S', rows: twoRows }] });
  const path = folder.write('slip.xlsx', zipOf([...parts, { name: '../../outside.txt', content: 'x' }]));
  expect((await readAll(request(path))).rows).toEqual([['+27821234567', 'Ann']]);
  expect(() => readFileSync(`${folder.path}/../../outside.txt`)).toThrow('ENOENT');
});

const plain = zipOf(bookParts({ sheets: [{ name: 'S', rows: twoRows + inlineRow(3, ['y'.repeat(3_000), 'z']) }] }));

function replacedPart(name: string, change: object): Buffer {
  const parts = bookParts({ sheets: [{ name: 'S', rows: twoRows }] });
  return zipOf(parts.map((part) => (part.name === name ? { ...part, ...change } : part)));
}

/** An OLE container's beginning with one directory name in it, as UTF-16. */
function ole(streamName: string): Buffer {
  const bytes = Buffer.alloc(2_048);
  bytes.write('d0cf11e0a1b11ae1', 0, 'hex');
  bytes.write(streamName, 1_024, 'utf16le');
  return bytes;
}

function corrupted(): Buffer {
  const bytes = Buffer.from(
    zipOf(bookParts({ sheets: [{ name: 'S', rows: twoRows }] }).map((part) => ({ ...part, isStored: true }))),
  );
  const at = bytes.indexOf('>Ann<') + 1;
  bytes.write('Bob', at);
  return bytes;
}

const refused: readonly [string, Uint8Array, object][] = [
  ['cut in half.xlsx', plain.subarray(0, plain.length / 2), { code: 'file.damaged' }],
  ['without its last byte.xlsx', plain.subarray(0, -1), { code: 'file.damaged' }],
  [
    'one letter changed.xlsx',
    corrupted(),
    { code: 'file.damaged', details: { detail: expect.stringContaining('checksum') } },
  ],
  ['old encrypted.xlsx', ole('EncryptedPackage'), { code: 'file.encrypted' }],
  ['encrypted entry.xlsx', replacedPart('xl/workbook.xml', { flags: 1 }), { code: 'file.encrypted' }],
  ['not really old.xls', ole('Workbook'), { code: 'file.damaged' }],
  ['old.doc', ole('WordDocument'), { code: 'file.wrongType', details: { found: 'an old Word document (.doc)' } }],
  ['archive.zip', zipOf([{ name: 'a.txt', content: 'x' }]), { details: { found: 'a ZIP archive without a workbook' } }],
  ['letter.docx', zipOf([{ name: 'word/document.xml', content: 'x' }]), { details: { found: 'a Word document' } }],
  ['b.xlsb', zipOf([{ name: 'xl/workbook.bin', content: 'x' }]), { code: 'file.damaged' }],
  [
    'calc.ods',
    zipOf([{ name: 'mimetype', content: 'application/vnd.oasis.opendocument.spreadsheet', isStored: true }]),
    { code: 'file.wrongType', details: { found: 'an OpenDocument spreadsheet (.ods)' } },
  ],
  [
    'no sheet part.xlsx',
    replacedPart('xl/worksheets/sheet1.xml', { name: 'xl/worksheets/other.xml' }),
    { code: 'file.damaged' },
  ],
  ['says too little.xlsx', replacedPart('xl/worksheets/sheet1.xml', { statedBytes: 100 }), { code: 'file.damaged' }],
  ['says too much.xlsx', replacedPart('xl/worksheets/sheet1.xml', { statedBytes: 1e6 }), { code: 'file.damaged' }],
  [
    'twice.xlsx',
    zipOf([...bookParts({ sheets: [] }), { name: 'xl/workbook.xml', content: 'x' }]),
    { code: 'file.damaged' },
  ],
  [
    'many parts.xlsx',
    zipOf([
      ...bookParts({ sheets: [{ name: 'S', rows: twoRows }] }),
      ...Array.from({ length: 2_000 }, (_, i) => ({ name: `p${i}`, content: '' })),
    ]),
    { code: 'file.tooLarge' },
  ],
  [
    'doctype.xlsx',
    zipOf(
      bookParts({ prolog: '<!DOCTYPE a [<!ENTITY b "c">]>', sheets: [{ name: 'S', rows: inlineRow(1, ['&b;']) }] }),
    ),
    { code: 'file.damaged', details: { detail: expect.stringContaining('document type') } },
  ],
  [
    'bomb.xlsx',
    zipOf(bookParts({ sheets: [{ name: 'S', rows: twoRows + ' '.repeat(30 * 1024 * 1024) }] })),
    { code: 'file.tooLarge', details: { limit: 'unpacking to 200 times its size' } },
  ],
  [
    'strings bomb.xlsx',
    zipOf(bookParts({ strings: `<sst>${' '.repeat(30 * 1024 * 1024)}</sst>`, sheets: [{ name: 'S', rows: twoRows }] })),
    { code: 'file.tooLarge' },
  ],
  [
    'far column.xlsx',
    zipOf(bookParts({ sheets: [{ name: 'S', rows: '<row r="1"><c r="ALM1"><v>1</v></c></row>' }] })),
    { code: 'file.tooLarge' },
  ],
  [
    'no column.xlsx',
    zipOf(bookParts({ sheets: [{ name: 'S', rows: '<row r="1"><c r="ZZZZZ1"><v>1</v></c></row>' }] })),
    { code: 'file.damaged' },
  ],
  [
    'far row.xlsx',
    zipOf(bookParts({ sheets: [{ name: 'S', rows: inlineRow(1e9, ['x']) }] })),
    { code: 'file.tooLarge' },
  ],
  [
    'no row.xlsx',
    zipOf(bookParts({ sheets: [{ name: 'S', rows: '<row r="x"><c><v>1</v></c></row>' }] })),
    { code: 'file.damaged' },
  ],
  [
    'long cell.xlsx',
    zipOf(bookParts({ sheets: [{ name: 'S', rows: inlineRow(1, ['x'.repeat(32_768)]) }] })),
    { code: 'file.tooLarge' },
  ],
  ['no rows.xlsx', zipOf(bookParts({ sheets: [{ name: 'S', rows: '' }] })), { code: 'file.empty' }],
  [
    'only hidden.xlsx',
    zipOf(bookParts({ sheets: [{ name: 'S', state: 'veryHidden', rows: twoRows }] })),
    { code: 'file.empty' },
  ],
];

test.each(refused)('refuses %s', async (name, bytes, expected) => {
  const path = folder.write(name, bytes);
  await expect(describeTable(request(path))).rejects.toMatchObject(expected);
  await expect(readAll(request(path))).rejects.toMatchObject(expected);
});

test('a prefix of a workbook is never read as a whole one, whatever its length', async () => {
  const bytes = zipOf(bookParts({ sheets: [{ name: 'S', rows: twoRows }] }));
  for (let length = 4; length < bytes.length; length += 7) {
    const path = folder.write('prefix.xlsx', bytes.subarray(0, length));
    await expect(describeTable(request(path)), `${length} bytes`).rejects.toMatchObject({ code: 'file.damaged' });
  }
});
