import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { crc32, createDeflateRaw } from 'node:zlib';
import { personRow } from './people.ts';

/**
 * Writes workbooks as a spreadsheet program does (texts shared, numbers and dates as numbers), streaming, so that a
 * million rows need no memory. Independent of the reader under test.
 */
export async function writeLargeWorkbook(path: string, rows: number): Promise<void> {
  const out = createWriteStream(path);
  const entries: Buffer[] = [];
  let at = 0;
  function put(bytes: Buffer): void {
    out.write(bytes);
    at += bytes.length;
  }
  async function part(name: string, pieces: Iterable<string>): Promise<void> {
    const headerAt = at;
    const header = Buffer.alloc(30);
    header.writeUInt32LE(0x04034b50, 0);
    header.writeUInt16LE(20, 4);
    header.writeUInt16LE(8, 6);
    header.writeUInt16LE(8, 8);
    header.writeUInt16LE(name.length, 26);
    put(Buffer.concat([header, Buffer.from(name)]));
    const facts = await packPieces(pieces, put);
    put(Buffer.concat([Buffer.from('PK\x07\x08'), facts]));
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(20, 4);
    entry.writeUInt16LE(20, 6);
    entry.writeUInt16LE(8, 8);
    entry.writeUInt16LE(8, 10);
    facts.copy(entry, 16);
    entry.writeUInt16LE(name.length, 28);
    entry.writeUInt32LE(headerAt, 42);
    entries.push(Buffer.concat([entry, Buffer.from(name)]));
  }
  for (const [name, content] of Object.entries(smallParts)) await part(name, [content]);
  const texts = new Map<string, number>();
  await part('xl/worksheets/sheet1.xml', sheetPieces(rows, texts));
  await part('xl/sharedStrings.xml', stringPieces(texts));
  const directory = Buffer.concat(entries);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(at, 16);
  out.write(directory);
  out.end(end);
  await finished(out);
}

/** Deflates the pieces; answers checksum, packed and plain length as 12 bytes. */
async function packPieces(pieces: Iterable<string>, put: (bytes: Buffer) => void): Promise<Buffer> {
  const deflate = createDeflateRaw({ level: 6 });
  let [checksum, packed, plain] = [0, 0, 0];
  deflate.on('data', (bytes: Buffer) => {
    packed += bytes.length;
    put(bytes);
  });
  let text = '';
  const write = async (): Promise<void> => {
    const bytes = Buffer.from(text);
    text = '';
    checksum = crc32(bytes, checksum);
    plain += bytes.length;
    if (!deflate.write(bytes)) await new Promise((resolve) => deflate.once('drain', resolve));
  };
  for (const piece of pieces) {
    text += piece;
    if (text.length > 256 * 1024) await write();
  }
  await write();
  deflate.end();
  await finished(deflate);
  const facts = Buffer.alloc(12);
  [checksum, packed, plain].forEach((value, i) => facts.writeUInt32LE(value, 4 * i));
  return facts;
}

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
const PROLOG = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

const smallParts = {
  '[Content_Types].xml': `${PROLOG}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPE}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${TYPE}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${TYPE}.styles+xml"/><Override PartName="/xl/sharedStrings.xml" ContentType="${TYPE}.sharedStrings+xml"/></Types>`,
  '_rels/.rels': `${PROLOG}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  'xl/workbook.xml': `${PROLOG}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="People" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  'xl/_rels/workbook.xml.rels': `${PROLOG}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${OFFICE}/styles" Target="styles.xml"/><Relationship Id="rId3" Type="${OFFICE}/sharedStrings" Target="sharedStrings.xml"/></Relationships>`,
  'xl/styles.xml': `${PROLOG}<styleSheet xmlns="${MAIN}"><fonts count="1"><font/></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>`,
};

const headers = ['Mobile', 'First name', 'Surname', 'City', 'Email', 'Customer no', 'Joined', 'Balance'];

function* sheetPieces(rows: number, texts: Map<string, number>): Generator<string> {
  const shared = (text: string): number => {
    const known = texts.get(text);
    if (known !== undefined) return known;
    texts.set(text, texts.size);
    return texts.size - 1;
  };
  const text = (column: string, row: number, value: string): string =>
    `<c r="${column}${row}" t="s"><v>${shared(value)}</v></c>`;
  yield `${PROLOG}<worksheet xmlns="${MAIN}"><dimension ref="A1:H${rows + 1}"/><sheetData>`;
  yield `<row r="1" spans="1:8">${headers.map((name, i) => text('ABCDEFGH'.charAt(i), 1, name)).join('')}</row>`;
  for (let at = 0; at < rows; at += 1) {
    const row = at + 2;
    const person = personRow(at);
    let xml = `<row r="${row}" spans="1:8"><c r="A${row}"><v>${27_820_000_000 + ((at * 7919) % 10_000_000)}</v></c>`;
    for (let i = 1; i < 6; i += 1) xml += text('ABCDEFGH'.charAt(i), row, person[i] ?? '');
    const joined = 44_000 + (at % 1_500);
    const balance = ((at * 7_919) % 1_000_003) / 100;
    yield `${xml}<c r="G${row}" s="1"><v>${joined}</v></c><c r="H${row}"><v>${balance}</v></c></row>`;
  }
  yield '</sheetData></worksheet>';
}

function* stringPieces(texts: Map<string, number>): Generator<string> {
  yield `${PROLOG}<sst xmlns="${MAIN}" uniqueCount="${texts.size}">`;
  for (const text of texts.keys()) yield `<si><t>${text}</t></si>`;
  yield '</sst>';
}
