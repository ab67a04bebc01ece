import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { describeTable, readBatches } from '../../main/files/table-reader.ts';
import { request, useFolder, zipOf } from './file-builders.ts';
import type { ZipPart } from './file-builders.ts';

const folder = useFolder();
const corpus = (name: string) => readFileSync(new URL(`../corpus/files/${name}`, import.meta.url));

/** An OpenDocument spreadsheet with `body` inside its office:spreadsheet element. */
function ods(body: string, styles = '', more: readonly ZipPart[] = [], prolog = ''): Buffer {
  const content = `<?xml version="1.0"?>${prolog}<office:document-content><office:automatic-styles>${styles}</office:automatic-styles><office:body><office:spreadsheet>${body}</office:spreadsheet></office:body></office:document-content>`;
  const mimetype = 'application/vnd.oasis.opendocument.spreadsheet';
  return zipOf([{ name: 'mimetype', content: mimetype, isStored: true }, { name: 'content.xml', content }, ...more]);
}

const cell = (text: string) =>
  `<table:table-cell office:value-type="string"><text:p>${text}</text:p></table:table-cell>`;
const row = (cells: string, attributes = '') => `<table:table-row ${attributes}>${cells}</table:table-row>`;
const sheet = (rows: string, name = 'S', attributes = '') =>
  `<table:table table:name="${name}" ${attributes}>${rows}</table:table>`;
const person = row(cell('Mobile') + cell('Name')) + row(cell('0821234567') + cell('Ann &amp; &#128512; &lt;b&gt;'));

async function rowsOf(name: string, bytes: Uint8Array, chosen: string | null = null): Promise<(readonly string[])[]> {
  const rows: (readonly string[])[] = [];
  for await (const batch of readBatches(request(folder.write(name, bytes), { sheet: chosen })))
    rows.push(...batch.rows);
  return rows;
}

test('OpenDocument: references, sheets with their rows, one chosen by name, what stands beside the cells', async () => {
  const beside = `<table:tracked-changes><table:cell-content-change>${cell('old')}</table:cell-content-change></table:tracked-changes>`;
  const external = sheet(row(cell('other file')), `'file:///x.ods'#$A`);
  const nested = row(
    `<table:table-cell office:value-type="string"><text:p>out</text:p><table:table table:name="in">${row(cell('in'))}</table:table></table:table-cell>`,
  );
  const bytes = ods(beside + sheet(person) + external + sheet(row(cell('Mobile')) + nested, 'T &amp; U'));
  expect(await rowsOf('beside.ods', bytes)).toEqual([['0821234567', 'Ann & 😀 <b>']]);
  expect(await rowsOf('beside.ods', bytes, 'T & U')).toEqual([['out']]);
  expect((await describeTable(request(folder.write('beside.ods', bytes)))).sheets).toEqual([
    { name: 'S', hidden: false, rows: 2 },
    { name: 'T & U', hidden: false, rows: 2 },
  ]);
  await expect(rowsOf('beside.ods', bytes, 'in')).rejects.toMatchObject({ code: 'file.noSuchSheet' });
});

const deep = '<text:span>'.repeat(100) + '</text:span>'.repeat(100);
const refused: readonly [string, Uint8Array, object][] = [
  ['doctype.ods', ods(sheet(person), '', [], '<!DOCTYPE a [<!ENTITY b "c">]>'), { code: 'file.damaged' }],
  [
    'deep.ods',
    ods(sheet(row(`<table:table-cell><text:p>${deep}</text:p></table:table-cell>`))),
    { code: 'file.damaged' },
  ],
  ['long tag.ods', ods(`<table:table table:name="${'x'.repeat(400_000)}"/>`), { code: 'file.damaged' }],
  ['cut.ods', ods('</office:spreadsheet>').subarray(0, -40), { code: 'file.damaged' }],
  [
    'encrypted.ods',
    ods(sheet(person), '', [{ name: 'META-INF/manifest.xml', content: '<m:encryption-data/>' }]),
    { code: 'file.encrypted' },
  ],
  [
    'wide.ods',
    ods(
      sheet(
        row(`<table:table-cell office:value-type="float" office:value="1" table:number-columns-repeated="16384"/>`),
      ),
    ),
    { code: 'file.tooLarge' },
  ],
  [
    'far.ods',
    ods(sheet(row('<table:table-cell/>', 'table:number-rows-repeated="2000000"') + person)),
    { code: 'file.tooLarge' },
  ],
  ['long cell.ods', ods(sheet(row(cell('x'.repeat(40_000))))), { code: 'file.tooLarge' }],
  ['empty.ods', ods(sheet('')), { code: 'file.empty' }],
  [
    'hidden.ods',
    ods(
      sheet(person, 'S', 'table:style-name="h"'),
      '<style:style style:name="h"><style:table-properties table:display="false"/></style:style>',
    ),
    { code: 'file.empty' },
  ],
  ['cut.xls', corpus('people.xls').subarray(0, 3_000), { code: 'file.wrongType' }],
  ['cut.xlsb', corpus('people.xlsb').subarray(0, -100), { code: 'file.damaged' }],
  ['large.xls', Buffer.concat([corpus('people.xls'), Buffer.alloc(33 * 1024 * 1024)]), { code: 'file.tooLarge' }],
  [
    'bomb.xlsb',
    zipOf([
      { name: '[Content_Types].xml', content: '<Types/>' },
      { name: 'xl/workbook.bin', content: Buffer.alloc(40 * 1024 * 1024) },
    ]),
    { code: 'file.tooLarge' },
  ],
];

test.each(refused)('refuses %s', async (name, bytes, expected) => {
  await expect(describeTable(request(folder.write(name, bytes)))).rejects.toMatchObject(expected);
});

test('a million rows said to be the same are refused when read, not held', async () => {
  const repeated = row(cell('0821234567'), 'table:number-rows-repeated="3000000"');
  const bytes = ods(sheet(row(cell('Mobile')) + repeated));
  expect((await describeTable(request(folder.write('same.ods', bytes)))).sample.length).toBe(20);
  await expect(rowsOf('same.ods', bytes)).rejects.toMatchObject({ code: 'file.tooLarge' });
});

test('a binary workbook is unpacked by us: what SheetJS would unpack itself never reaches it', async () => {
  // SheetJS does not look at checksums; we do.
  const bytes = corpus('people.xlsb');
  const lying = Buffer.from(bytes);
  const directory = lying.indexOf(Buffer.from('PK\x01\x02', 'latin1'));
  lying.writeUInt32LE((lying.readUInt32LE(directory + 16) ^ 1) >>> 0, directory + 16);
  expect((await rowsOf('people.xlsb', bytes)).length).toBe(2);
  await expect(rowsOf('lying.xlsb', lying)).rejects.toMatchObject({ code: 'file.damaged' });
});
