import { constants, crc32, deflateRawSync } from 'node:zlib';
import { writeZip } from './zip-writer.ts';
import type { ZipEntryPlan } from './zip-writer.ts';

/** A file made to harm its reader (security reference, F1 to F13), and what must come of it. */
export interface HostileBook {
  readonly name: string;
  make(): Buffer;
  /** Code of the refusal; null when the harm is none and the rows are read. */
  readonly refusal: 'file.damaged' | 'file.tooLarge' | 'file.encrypted' | 'file.wrongType' | null;
  /** Takes seconds to make: left out of the everyday run. */
  readonly isHeavy?: boolean;
}

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const MB = 1024 * 1024;
const twoRows =
  '<row r="1"><c t="inlineStr"><is><t>Mobile</t></is></c></row><row r="2"><c><v>27821234567</v></c></row>';

interface Parts {
  readonly rows?: string;
  readonly prolog?: string;
  readonly behind?: string;
  readonly strings?: string;
  readonly workbookProlog?: string;
  readonly relationsProlog?: string;
  readonly styles?: string;
}

function parts(odd: Parts = {}): ZipEntryPlan[] {
  const relation = (id: string, type: string, target: string) =>
    `<Relationship Id="${id}" Type="${OFFICE}/${type}" Target="${target}"/>`;
  const relations = [relation('rId1', 'worksheet', 'worksheets/sheet1.xml')];
  if (odd.strings !== undefined) relations.push(relation('rId2', 'sharedStrings', 'sharedStrings.xml'));
  if (odd.styles !== undefined) relations.push(relation('rId3', 'styles', 'styles.xml'));
  const all: ZipEntryPlan[] = [
    { name: '[Content_Types].xml', content: '<Types/>' },
    {
      name: '_rels/.rels',
      content: `<Relationships>${relation('rId1', 'officeDocument', 'xl/workbook.xml')}</Relationships>`,
    },
    {
      name: 'xl/workbook.xml',
      content: `${odd.workbookProlog ?? ''}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      content: `${odd.relationsProlog ?? ''}<Relationships>${relations.join('')}</Relationships>`,
    },
    {
      name: 'xl/worksheets/sheet1.xml',
      content: `${odd.prolog ?? ''}<worksheet xmlns="${MAIN}"><sheetData>${odd.rows ?? twoRows}</sheetData>${odd.behind ?? ''}</worksheet>`,
    },
  ];
  if (odd.strings !== undefined) all.push({ name: 'xl/sharedStrings.xml', content: odd.strings });
  if (odd.styles !== undefined) all.push({ name: 'xl/styles.xml', content: odd.styles });
  return all;
}

const book = (odd: Parts) => () => writeZip(parts(odd));

function replaced(name: string, change: Partial<ZipEntryPlan>): ZipEntryPlan[] {
  return parts().map((part) => (part.name === name ? { ...part, ...change } : part));
}

const SHEET = 'xl/worksheets/sheet1.xml';

/** A part of `head`, `block` so often, and `tail`, deflated without ever holding it: the packed block is repeated. */
function repeated(head: string, block: Buffer, times: number, tail: string): NonNullable<ZipEntryPlan['packed']> {
  const flush = (bytes: Buffer) => deflateRawSync(bytes, { finishFlush: constants.Z_FULL_FLUSH, level: 9 });
  const packedBlock = flush(block);
  const [first, last] = [Buffer.from(head), Buffer.from(tail)];
  let checksum = crc32(first);
  for (let i = 0; i < times; i += 1) checksum = crc32(block, checksum);
  checksum = crc32(last, checksum);
  const data = Buffer.concat([flush(first), ...Array<Buffer>(times).fill(packedBlock), deflateRawSync(last)]);
  return { data, crc32: checksum, bytes: first.length + times * block.length + last.length };
}

const sheetHead = `<worksheet xmlns="${MAIN}"><sheetData>${twoRows}`;
const sheetTail = '</sheetData></worksheet>';

/** 16 MB that pack about 150 to 1: below the ratio that gives a bomb away, so that only the count stops it. */
function slowBlock(): Buffer {
  let noise = '';
  for (let i = 0; noise.length < 130_000; i += 1) noise += ((i * 2_654_435_761) % 4_294_967_296).toString(36);
  return Buffer.from(`<!--${noise}-->`.padEnd(16 * MB, ' '));
}

/** Entries whose data lie inside one another, as in a bomb that needs no nesting: each unpacks the same kernel. */
function overlapping(): Buffer {
  const kernel: ZipEntryPlan = { name: 'xl/media/k', content: '0'.repeat(MB) };
  const all = [...parts(), kernel];
  const kernelAt = writeZip(parts()).indexOf('PK\x01\x02');
  const copies = Array.from({ length: 200 }, (_, i) => ({
    name: `xl/media/${i}`,
    content: '',
    packed: { data: Buffer.alloc(0), crc32: crc32('0'.repeat(MB)), bytes: MB },
    statedHeaderAt: kernelAt,
  }));
  return writeZip([...all, ...copies]);
}

function entityBomb(): string {
  const levels = Array.from({ length: 10 }, (_, i) => `<!ENTITY l${i + 1} "${`&l${i};`.repeat(10)}">`);
  return `<!DOCTYPE worksheet [<!ENTITY l0 "lol">${levels.join('')}]>`;
}

const inline = (text: string, row = 1) => `<row r="${row}"><c t="inlineStr"><is><t>${text}</t></is></c></row>`;

const external = '<!DOCTYPE worksheet [<!ENTITY x SYSTEM "file:///etc/passwd">]>';

function mergedRanges(): string {
  const cells = Array.from({ length: 1_000_000 }, (_, i) => `<mergeCell ref="A${i + 1}:B${i + 1}"/>`);
  return `<mergeCells>${cells.join('')}</mergeCells>`;
}

function manyTexts(count: number): string {
  return `<sst>${Array.from({ length: count }, (_, i) => `<si><t>${i}</t></si>`).join('')}</sst>`;
}

function wideRow(columns: number): string {
  return `<row r="1">${Array.from({ length: columns }, (_, i) => `<c><v>${i}</v></c>`).join('')}</row>`;
}

/** Every hostile file, in the order of the reference. */
export const hostileBooks: readonly HostileBook[] = [
  {
    name: 'F1 1 GB of spaces in the sheet',
    make: () => writeZip(replaced(SHEET, { packed: repeated(sheetHead, Buffer.alloc(16 * MB, ' '), 64, sheetTail) })),
    refusal: 'file.tooLarge',
  },
  {
    name: 'F1 1 GB of spaces in the shared texts',
    make: () =>
      writeZip(
        parts({ strings: '<sst/>' }).map((part) =>
          part.name.endsWith('sharedStrings.xml')
            ? { ...part, packed: repeated('<sst>', Buffer.alloc(16 * MB, ' '), 64, '</sst>') }
            : part,
        ),
      ),
    refusal: 'file.tooLarge',
  },
  {
    name: 'F1 over 1 GB at a ratio like that of rows',
    make: () => writeZip(replaced(SHEET, { packed: repeated(sheetHead, slowBlock(), 66, sheetTail) })),
    refusal: 'file.tooLarge',
    isHeavy: true,
  },
  {
    name: 'F2 an archive in an archive in a part nobody reads',
    make: () => {
      const inner = writeZip([{ name: 'a', content: Buffer.alloc(64 * MB) }]);
      return writeZip([
        ...parts(),
        { name: 'xl/media/image1.zip', content: writeZip([{ name: 'b', content: inner }]) },
      ]);
    },
    refusal: null,
  },
  {
    name: 'F2 an archive that holds archives only',
    make: () => writeZip([{ name: 'a.zip', content: writeZip([{ name: 'b', content: Buffer.alloc(8 * MB) }]) }]),
    refusal: 'file.wrongType',
  },
  { name: 'F3 200 entries over one another', make: overlapping, refusal: 'file.damaged' },
  {
    name: 'F4 65,000 entries',
    make: () =>
      writeZip([...parts(), ...Array.from({ length: 65_000 }, (_, i) => ({ name: `xl/p${i}`, content: '' }))]),
    refusal: 'file.tooLarge',
  },
  {
    name: 'F4 2^32 entries in ZIP64',
    make: () => {
      const bytes = writeZip(parts(), { isZip64: true });
      bytes.writeBigUInt64LE(0x1_0000_0000n, bytes.lastIndexOf('PK\x06\x06') + 32);
      return bytes;
    },
    refusal: 'file.tooLarge',
  },
  {
    name: 'F5 says to be smaller',
    make: () => writeZip(replaced(SHEET, { statedBytes: 90 })),
    refusal: 'file.damaged',
  },
  {
    name: 'F5 says to be larger',
    make: () => writeZip(replaced(SHEET, { statedBytes: 9e6 })),
    refusal: 'file.damaged',
  },
  {
    name: 'F5 says in ZIP64 to be 2^53 bytes',
    make: () => writeZip(replaced(SHEET, { statedBytes: 2 ** 53 - 1, sizes: 'zip64' })),
    refusal: 'file.damaged',
  },
  {
    name: 'F5 an entry far behind the file',
    make: () => writeZip(replaced(SHEET, { statedHeaderAt: 0x7fffffff })),
    refusal: 'file.damaged',
  },
  { name: 'F5 encrypted', make: () => writeZip(replaced(SHEET, { flags: 1 })), refusal: 'file.encrypted' },
  {
    name: 'F5 one name twice',
    make: () => writeZip([...parts(), { name: 'XL/worksheets/SHEET1.xml', content: '' }]),
    refusal: 'file.damaged',
  },
  {
    name: 'F5 names that lead out of the archive',
    make: () =>
      writeZip([
        ...parts(),
        { name: 'xl/../../../outside.txt', content: 'x' },
        { name: '/outside.txt', content: 'x' },
        { name: '..\\outside.txt', content: 'x' },
      ]),
    refusal: null,
  },
  {
    name: 'F6 entities in entities',
    make: book({ prolog: entityBomb(), rows: inline('&l10;') }),
    refusal: 'file.damaged',
  },
  {
    name: 'F6 one long entity often',
    make: book({
      prolog: `<!DOCTYPE a [<!ENTITY a "${'a'.repeat(100_000)}">]>`,
      rows: inline('&a;'.repeat(10_000)),
    }),
    refusal: 'file.damaged',
  },
  {
    name: 'F7 an entity of a file, in the sheet',
    make: book({ prolog: external, rows: inline('&x;') }),
    refusal: 'file.damaged',
  },
  {
    name: 'F7 an entity of a file, in the texts',
    make: book({ strings: `${external}<sst><si><t>&x;</t></si></sst>` }),
    refusal: 'file.damaged',
  },
  {
    name: 'F7 an entity of a file, in the workbook',
    make: book({ workbookProlog: external }),
    refusal: 'file.damaged',
  },
  {
    name: 'F7 an entity of a file, in the relations',
    make: book({ relationsProlog: external }),
    refusal: 'file.damaged',
  },
  {
    name: 'F7 an entity of a file, in the styles',
    make: book({ styles: `${external}<styleSheet/>` }),
    refusal: 'file.damaged',
  },
  {
    name: 'F7 a document type as UTF-16',
    make: () => writeZip(replaced(SHEET, { content: Buffer.from(`\ufeff${external}<worksheet/>`, 'utf16le') })),
    refusal: 'file.damaged',
  },
  {
    name: 'F8 10,000,000 references by number',
    make: book({ rows: inline('&#65;'.repeat(1e7)) }),
    refusal: 'file.tooLarge',
  },
  {
    name: 'F8 10,000,000 references in a shared text',
    make: book({ strings: `<sst><si><t>${'&#65;'.repeat(1e7)}</t></si></sst>` }),
    refusal: 'file.tooLarge',
  },
  {
    name: 'F9 a million levels in a cell',
    make: book({ rows: `<row r="1"><c><extLst>${'<a>'.repeat(1e6)}` }),
    refusal: 'file.tooLarge',
  },
  { name: 'F9 a million levels behind the rows', make: book({ behind: '<a>'.repeat(1e6) }), refusal: 'file.tooLarge' },
  {
    name: 'F9 a million levels of texts',
    make: book({ strings: `<sst>${'<r>'.repeat(1e6)}` }),
    refusal: 'file.tooLarge',
  },
  {
    name: 'F9 ten million attributes',
    make: book({ rows: `<row r="1"><c ${'a="" '.repeat(1e7)}/></row>` }),
    refusal: 'file.tooLarge',
  },
  {
    name: 'F9 an attribute of 50 MB',
    make: book({ rows: `<row r="1"><c a="${'abcdefghij'.repeat(5e6)}"/></row>` }),
    refusal: 'file.tooLarge',
  },
  {
    name: 'F10 names of JavaScript as headers and cells',
    make: book({
      rows: `<row r="1">${['__proto__', 'constructor', 'toString', '__proto__'].map((name) => `<c t="inlineStr"><is><t>${name}</t></is></c>`).join('')}</row>${inline('__proto__', 2)}`,
    }),
    refusal: null,
  },
  { name: 'F11 row 1,000,000,000', make: book({ rows: inline('x', 1e9) }), refusal: 'file.tooLarge' },
  {
    name: 'F11 cell ZZZZ9999999999',
    make: book({ rows: '<row r="1"><c r="ZZZZ9999999999"><v>1</v></c></row>' }),
    refusal: 'file.damaged',
  },
  {
    name: 'F11 a row of the number before again and again',
    make: book({ rows: '<row r="7"><c><v>1</v></c></row>'.repeat(1e5) }),
    refusal: 'file.damaged',
  },
  { name: 'F12 a million merged ranges', make: book({ behind: mergedRanges() }), refusal: null, isHeavy: true },
  {
    name: 'F12 a shared formula for every cell there is',
    make: book({
      rows: `${twoRows}<row r="3"><c><f t="shared" ref="A1:XFD1048576" si="0">A1</f><v>27821234568</v></c></row>`,
    }),
    refusal: null,
  },
  { name: 'F13 a header of 1 MB', make: book({ rows: inline('x'.repeat(MB)) }), refusal: 'file.tooLarge' },
  { name: 'F13 a million columns', make: book({ rows: wideRow(1e6) }), refusal: 'file.tooLarge' },
  {
    name: 'F13 a hundred thousand rows of one text',
    make: book({
      strings: `<sst><si><t>${'y'.repeat(30_000)}</t></si></sst>`,
      rows: Array.from({ length: 20_000 }, () => '<row><c t="s"><v>0</v></c></row>').join(''),
    }),
    refusal: null,
  },
  {
    name: 'over 5,000,000 shared texts',
    make: book({ strings: manyTexts(5_000_001) }),
    refusal: 'file.tooLarge',
    isHeavy: true,
  },
];
