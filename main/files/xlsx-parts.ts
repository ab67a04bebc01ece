import type { ByteSource } from './byte-source.ts';
import { readLimits } from './read-limits.ts';
import { damaged } from './table-records.ts';
import { refuseDoctype } from './xlsx-workbook.ts';
import type { Workbook, WorkbookSheet } from './xlsx-workbook.ts';
import type { ZipArchive } from './zip-archive.ts';

/**
 * Why a package is written anew for the row parser: given the user's file it inflates parts without counting them,
 * trusts sizes, holds the whole file when parts stand in an unlucky order, and reads ahead without end. So it is given
 * a minimal package instead, stored and in the order it streams best, made of parts that our archive reader has
 * inflated, counted and checked, and handed over only as fast as rows are taken.
 */
export interface SheetPackage {
  readonly stream: ReadableStream<Uint8Array>;
  /** Lets pieces pass, while a row is waited for. */
  open(): void;
  shut(): void;
  /** Lets go of the archive; the parser does not pass on that it was stopped. */
  end(): void;
  /** What stopped the stream, if something did: the reason to show instead of the parser's. */
  failure(): unknown;
}

const SHEET_PART = 'xl/worksheets/sheet1.xml';
const RELATION = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';

/** Makes the one-sheet package of `sheet`. `onCompressed` hears how many bytes of the sheet's part were consumed. */
export function sheetPackage(
  source: ByteSource,
  zip: ZipArchive,
  workbook: Workbook,
  sheet: WorkbookSheet,
  onCompressed: (bytes: number) => void,
): SheetPackage {
  const pieces = packagePieces(source, zip, workbook, sheet, onCompressed);
  let failure: unknown = null;
  let isOpen = false;
  let release: (() => void) | null = null;
  const stream = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        // The rows already parsed are taken first: only then does the taker still wait, and more is needed.
        await new Promise((resolve) => setImmediate(resolve));
        if (!isOpen) await new Promise<void>((resolve) => (release = resolve));
        try {
          const { done, value } = await pieces.next();
          if (done === true) controller.close();
          else controller.enqueue(value);
        } catch (error) {
          failure = error;
          controller.error(error);
        }
      },
    },
    { highWaterMark: 0 },
  );
  return {
    stream,
    failure: () => failure,
    open() {
      isOpen = true;
      release?.();
      release = null;
    },
    shut() {
      isOpen = false;
    },
    end() {
      release?.();
      void pieces.return();
    },
  };
}

async function* packagePieces(
  source: ByteSource,
  zip: ZipArchive,
  workbook: Workbook,
  sheet: WorkbookSheet,
  onCompressed: (bytes: number) => void,
): AsyncGenerator<Uint8Array, void> {
  const strings = await partOrNull(source, zip, workbook.stringsPart, readLimits.libraryPartBytes);
  const styles = await partOrNull(source, zip, workbook.stylesPart, readLimits.stylesPartBytes);
  yield storedPart('[Content_Types].xml', `<Types xmlns="${PACKAGE}/content-types"></Types>`);
  yield storedPart('_rels/.rels', relations([['officeDocument', 'xl/workbook.xml']]));
  yield storedPart('xl/workbook.xml', workbookXml(workbook.isDate1904));
  const targets: [string, string][] = [['worksheet', 'worksheets/sheet1.xml']];
  if (strings !== null) targets.push(['sharedStrings', 'sharedStrings.xml']);
  if (styles !== null) targets.push(['styles', 'styles.xml']);
  yield storedPart('xl/_rels/workbook.xml.rels', relations(targets));
  if (strings !== null) yield storedPart('xl/sharedStrings.xml', strings);
  if (styles !== null) yield storedPart('xl/styles.xml', styles);
  const bytes = zip.inflatedBytes(sheet.part);
  if (bytes === 0) throw damaged(source.fileName, `the sheet ${sheet.name} has no content`);
  yield localHeader(SHEET_PART, bytes);
  let tail: Buffer = Buffer.alloc(0);
  for await (const chunk of zip.stream(sheet.part, onCompressed)) {
    refuseDoctype(source, tail.length === 0 ? chunk : Buffer.concat([tail, chunk.subarray(0, 16)]));
    refuseDoctype(source, chunk);
    tail = chunk.subarray(-16);
    yield chunk;
  }
}

async function partOrNull(
  source: ByteSource,
  zip: ZipArchive,
  part: string | null,
  maxBytes: number,
): Promise<Buffer | null> {
  if (part === null) return null;
  const bytes = await zip.read(part, maxBytes);
  refuseDoctype(source, bytes);
  return bytes.length === 0 ? null : bytes;
}

function workbookXml(isDate1904: boolean): string {
  const properties = isDate1904 ? '<workbookPr date1904="1"/>' : '';
  const sheets = '<sheets><sheet name="rows" sheetId="1" r:id="rId1"/></sheets>';
  return `<workbook xmlns="${MAIN}" xmlns:r="${RELATION}">${properties}${sheets}</workbook>`;
}

function relations(targets: readonly (readonly [string, string])[]): string {
  const lines = targets.map(
    ([type, target], i) => `<Relationship Id="rId${i + 1}" Type="${RELATION}/${type}" Target="${target}"/>`,
  );
  return `<Relationships xmlns="${PACKAGE}/relationships">${lines.join('')}</Relationships>`;
}

function storedPart(name: string, content: string | Buffer): Uint8Array {
  const bytes = Buffer.from(content);
  return Buffer.concat([localHeader(name, bytes.length), bytes]);
}

/** A ZIP local file header for a stored part (APPNOTE 4.3.7); its checksum field is not looked at by the parser. */
function localHeader(name: string, bytes: number): Buffer {
  const header = Buffer.alloc(30 + name.length);
  header.writeUInt32LE(0x04034b50, 0);
  header.writeUInt16LE(20, 4);
  header.writeUInt32LE(bytes, 18);
  header.writeUInt32LE(bytes, 22);
  header.writeUInt16LE(name.length, 26);
  header.write(name, 30, 'latin1');
  return header;
}
