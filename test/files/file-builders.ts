import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32, deflateRawSync } from 'node:zlib';
import { afterAll } from 'vitest';
import type { TableRequest } from '../../main/services/ports.ts';

/** The real worker entry, as the composition root passes it when it runs from source. */
export const workerUrl = new URL('../../main/files/files.worker.ts', import.meta.url);

/** A folder for one test file, removed after it. Answers a function that writes a file and gives its path. */
export function useFolder(): { path: string; write(name: string, content: string | Uint8Array): string } {
  const path = mkdtempSync(join(tmpdir(), 'assent-files-'));
  afterAll(() => rmSync(path, { recursive: true, force: true }));
  return {
    path,
    write(name, content) {
      const file = join(path, name);
      writeFileSync(file, content);
      return file;
    },
  };
}

export function request(path: string, choice: Partial<TableRequest> = {}): TableRequest {
  return { path, sheet: null, encoding: null, delimiter: null, headerRow: null, ...choice };
}

export interface ZipPart {
  readonly name: string;
  readonly content: string | Uint8Array;
  readonly isStored?: boolean;
  /** Sizes and checksum only behind the data, as streaming writers do. */
  readonly hasDescriptor?: boolean;
  /** A lie about the inflated size. */
  readonly statedBytes?: number;
  readonly flags?: number;
}

/** A ZIP file by the book (APPNOTE), independent of the code under test. */
export function zipOf(parts: readonly ZipPart[]): Buffer {
  const body: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const part of parts) {
    const raw = Buffer.from(part.content as Uint8Array);
    const packed = part.isStored === true ? raw : deflateRawSync(raw);
    const flags = (part.flags ?? 0) | (part.hasDescriptor === true ? 8 : 0);
    const facts = Buffer.alloc(12);
    facts.writeUInt32LE(crc32(raw), 0);
    facts.writeUInt32LE(packed.length, 4);
    facts.writeUInt32LE(part.statedBytes ?? raw.length, 8);
    const name = Buffer.from(part.name);
    const fixed = Buffer.alloc(10);
    fixed.writeUInt16LE(20, 0);
    fixed.writeUInt16LE(flags, 2);
    fixed.writeUInt16LE(part.isStored === true ? 0 : 8, 4);
    const lengths = Buffer.alloc(4);
    lengths.writeUInt16LE(name.length, 0);
    const shown = part.hasDescriptor === true ? Buffer.alloc(12) : facts;
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), fixed, shown, lengths, name, packed]);
    const descriptor = Buffer.concat([Buffer.from('PK\x07\x08'), facts]);
    const whole = part.hasDescriptor === true ? Buffer.concat([local, descriptor]) : local;
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(at, 10);
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00', 'latin1'), fixed, facts, lengths, tail, name]));
    body.push(whole);
    at += whole.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(parts.length, 4);
  end.writeUInt16LE(parts.length, 6);
  end.writeUInt32LE(central.length, 8);
  end.writeUInt32LE(at, 12);
  return Buffer.concat([...body, central, Buffer.from('PK\x05\x06'), end]);
}

const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';

export interface BookSheet {
  readonly name: string;
  readonly state?: 'hidden' | 'veryHidden';
  /** What stands inside <sheetData>. */
  readonly rows: string;
}

export interface Book {
  readonly sheets: readonly BookSheet[];
  readonly strings?: string;
  readonly styles?: string;
  readonly isDate1904?: boolean;
  readonly prolog?: string;
}

/** The parts of a workbook written by hand, with the shared strings after the sheets as Excel writes them. */
export function bookParts({ sheets, strings, styles, isDate1904, prolog = '' }: Book): ZipPart[] {
  const relation = (id: string, type: string, target: string) =>
    `<Relationship Id="${id}" Type="${OFFICE}/${type}" Target="${target}"/>`;
  const relations = sheets.map((_, i) => relation(`rId${i + 1}`, 'worksheet', `worksheets/sheet${i + 1}.xml`));
  if (strings !== undefined) relations.push(relation('rId90', 'sharedStrings', 'sharedStrings.xml'));
  if (styles !== undefined) relations.push(relation('rId91', 'styles', '/xl/styles.xml'));
  const listed = sheets.map(
    ({ name, state }, i) =>
      `<sheet name="${name}" sheetId="${i + 1}"${state === undefined ? '' : ` state="${state}"`} r:id="rId${i + 1}"/>`,
  );
  const properties = isDate1904 === true ? '<workbookPr date1904="1"/>' : '<workbookPr/>';
  const parts: ZipPart[] = [
    { name: '[Content_Types].xml', content: '<Types/>' },
    {
      name: '_rels/.rels',
      content: `<Relationships>${relation('rId1', 'officeDocument', 'xl/workbook.xml')}</Relationships>`,
    },
    {
      name: 'xl/workbook.xml',
      content: `<?xml version="1.0"?><workbook xmlns="${MAIN}" xmlns:r="${OFFICE}">${properties}<sheets>${listed.join('')}</sheets></workbook>`,
    },
    { name: 'xl/_rels/workbook.xml.rels', content: `<Relationships>${relations.join('')}</Relationships>` },
    ...sheets.map(({ rows }, i) => ({
      name: `xl/worksheets/sheet${i + 1}.xml`,
      content: `<?xml version="1.0"?>${prolog}<worksheet xmlns="${MAIN}"><sheetData>${rows}</sheetData></worksheet>`,
    })),
  ];
  if (styles !== undefined) parts.push({ name: 'xl/styles.xml', content: styles });
  if (strings !== undefined) parts.push({ name: 'xl/sharedStrings.xml', content: strings });
  return parts;
}

/** A row of inline texts. */
export function inlineRow(number: number, texts: readonly string[]): string {
  const cells = texts.map((text) => `<c t="inlineStr"><is><t>${text}</t></is></c>`);
  return `<row r="${number}">${cells.join('')}</row>`;
}
