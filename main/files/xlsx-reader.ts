import { AppError } from '#domain/kernel/errors.ts';
import type { TableRequest } from '../services/ports.ts';
import type { ByteSource } from './byte-source.ts';
import { readDateStyles } from './number-formats.ts';
import { RowNumbers } from './row-numbers.ts';
import { noSharedStrings, readSharedStrings } from './shared-strings.ts';
import type { SharedStrings } from './shared-strings.ts';
import { SheetScanner } from './sheet-scanner.ts';
import { CellValues } from './sheet-values.ts';
import type { RecordSource, TableRecord } from './table-records.ts';
import type { OpenWorkbook } from './xlsx-library.ts';
import { readWorkbook } from './xlsx-workbook.ts';
import type { WorkbookSheet } from './xlsx-workbook.ts';
import { XmlBytes } from './xml-bytes.ts';
import { utf8Chunks, XmlPart } from './xml-part.ts';
import { UnknownConstruct } from './xml-text.ts';
import { openZipArchive } from './zip-archive.ts';

const GROUP_ROWS = 500;

/** What the cells of every sheet share, read once when the first sheet is. */
interface Contents extends OpenWorkbook {
  values(): Promise<CellValues>;
}

/**
 * Opens a workbook (ECMA-376) and the sheet asked for, or the first visible one that has a row. Hidden rows and columns
 * are read like the others; a formula gives the value kept with it.
 * Throws `file.noSuchSheet`, `file.wrongType`, `file.damaged`, `file.tooLarge`, `file.encrypted`, `file.empty`.
 */
export async function openXlsx(source: ByteSource, request: TableRequest): Promise<RecordSource> {
  const zip = await openZipArchive(source);
  const workbook = await readWorkbook(source, zip);
  let values: Promise<CellValues> | null = null;
  const opened: Contents = { source, zip, workbook, values: () => (values ??= readValues(opened)) };
  const sheet = await chooseSheet(opened, request.sheet);
  let bytesRead = 0;
  return {
    kind: 'xlsx',
    encoding: null,
    delimiter: null,
    sheet: sheet.name,
    sheets: workbook.sheets.map(({ name, hidden }) => ({ name, hidden })),
    progress: () => Math.min(1, bytesRead / source.bytes),
    records: () => readSheet(opened, sheet, (count) => (bytesRead += count)),
  };
}

async function chooseSheet(opened: Contents, wanted: string | null): Promise<WorkbookSheet> {
  const { source, workbook } = opened;
  if (wanted !== null) {
    const named = workbook.sheets.find(({ name }) => name === wanted);
    if (named !== undefined) return named;
    const sheets = workbook.sheets.map(({ name }) => name);
    throw new AppError('file.noSuchSheet', { fileName: source.fileName, sheet: wanted, sheets });
  }
  const visible = workbook.sheets.filter(({ hidden }) => !hidden);
  for (const sheet of visible) if (await hasRows(opened, sheet)) return sheet;
  throw new AppError('file.empty', { fileName: source.fileName });
}

async function hasRows(opened: Contents, sheet: WorkbookSheet): Promise<boolean> {
  for await (const group of readSheet(opened, sheet, () => undefined)) if (group.length > 0) return true;
  return false;
}

async function readValues({ source, zip, workbook }: OpenWorkbook): Promise<CellValues> {
  const { stringsPart, stylesPart, isDate1904 } = workbook;
  const hasContent = (part: string | null): part is string => part !== null && zip.inflatedBytes(part) > 0;
  const strings: SharedStrings = hasContent(stringsPart)
    ? await readSharedStrings(source.fileName, stringsPart, zip.stream(stringsPart))
    : noSharedStrings(source.fileName);
  const styles = hasContent(stylesPart)
    ? await readDateStyles(source.fileName, stylesPart, zip.stream(stylesPart))
    : new Uint8Array(0);
  return new CellValues(source.fileName, strings, styles, isDate1904);
}

/** The rows by our own scanner; from the first thing on that it does not know, by the library. */
async function* readSheet(
  opened: Contents,
  sheet: WorkbookSheet,
  onCompressed: (bytes: number) => void,
): AsyncGenerator<readonly TableRecord[]> {
  let rowsRead = 0;
  let scanner: SheetScanner | null = null;
  const numbers = new RowNumbers(opened.source.fileName);
  try {
    const xml = new XmlBytes(opened.source.fileName, sheet.part);
    scanner = new SheetScanner(xml, await opened.values(), numbers);
    const part = new XmlPart(xml, scanner);
    for await (const chunk of utf8Chunks(xml, opened.zip.stream(sheet.part, onCompressed))) {
      part.push(chunk);
      if (scanner.waiting >= GROUP_ROWS) yield scanner.take();
    }
    part.finish();
    rowsRead = -1;
  } catch (error) {
    if (!(error instanceof UnknownConstruct)) throw error;
    rowsRead = scanner?.rows ?? 0;
  }
  if (scanner !== null && scanner.waiting > 0) yield scanner.take();
  if (rowsRead < 0) return;
  const { readSheetByLibrary } = await import('./xlsx-library.ts');
  yield* readSheetByLibrary(opened, sheet, rowsRead, numbers);
}
