import { CFB, read, set_cptable, SSF } from '@e965/xlsx';
import type { CellObject, WorkBook, WorkSheet } from '@e965/xlsx';
import * as codePages from '@e965/xlsx/dist/cpexcel.full.mjs';
import { AppError } from '#domain/kernel/errors.ts';
import type { TableRequest } from '../services/ports.ts';
import type { ByteSource } from './byte-source.ts';
import { cellText } from './cell-text.ts';
import { readLimits } from './read-limits.ts';
import { chooseSheet } from './sheet-choice.ts';
import { damaged, recordOf, tooLarge } from './table-records.ts';
import type { RecordSource, TableRecord } from './table-records.ts';
import type { ZipArchive } from './zip-archive.ts';

// Texts of workbooks older than Excel 97 are in the code page of their country.
set_cptable(codePages);

const DAY_MS = 86_400_000;
/** Serial number of 1970-01-01 in the date system of 1900, and how many days the one of 1904 is behind it. */
const UNIX_EPOCH_SERIAL = 25_569;
const DAYS_1904 = 1_462;
/** The parts of a binary workbook that hold sheets, texts and formats; pictures, macros and print settings do not. */
const BINARY_PARTS =
  /^(?:\[Content_Types\]\.xml|_rels\/\.rels|xl\/(?:_rels\/)?[^/]+\.(?:bin|rels)|xl\/worksheets\/[^/]+\.bin)$/i;

/**
 * Opens an Excel 97 workbook (.xls, [MS-XLS]) through SheetJS. The format is no stream, so the file is held whole and
 * may have at most 32 MB. Throws `file.encrypted`, `file.noSuchSheet`, `file.empty`, `file.tooLarge`, `file.damaged`.
 */
export async function openXls(source: ByteSource, request: TableRequest): Promise<RecordSource> {
  if (source.bytes > readLimits.legacyBytes) throw tooLarge(source.fileName, '32 MB for an Excel 97 workbook (.xls)');
  return openHeld(source, await source.read(0, source.bytes), 'xls', request);
}

/**
 * Opens a binary workbook (.xlsb, [MS-XLSB]) through SheetJS. Its parts are unpacked here, within the limits of every
 * archive and 32 MB in all, and handed over as a new archive: SheetJS unpacks nothing. Throws as `openXls`.
 */
export async function openXlsb(source: ByteSource, zip: ZipArchive, request: TableRequest): Promise<RecordSource> {
  const archive = CFB.utils.cfb_new();
  let left: number = readLimits.legacyBytes;
  for (const name of zip.names.filter((candidate) => BINARY_PARTS.test(candidate))) {
    const bytes = await readPart(source, zip, name, left);
    left -= bytes.length;
    CFB.utils.cfb_add(archive, name, bytes);
  }
  const repacked = CFB.write(archive, { fileType: 'zip', type: 'buffer', compression: false }) as Buffer;
  return openHeld(source, repacked, 'xlsb', request);
}

async function readPart(source: ByteSource, zip: ZipArchive, name: string, left: number): Promise<Buffer> {
  if (zip.inflatedBytes(name) > left) throw tooLarge(source.fileName, '32 MB unpacked for a binary workbook (.xlsb)');
  return zip.read(name, left + 1);
}

function openHeld(source: ByteSource, bytes: Buffer, kind: 'xls' | 'xlsb', request: TableRequest): RecordSource {
  const { fileName } = source;
  const book = parse(fileName, bytes);
  const states = book.Workbook?.Sheets ?? [];
  const sheets = book.SheetNames.map((name, index) => ({
    name,
    hidden: (states[index]?.Hidden ?? 0) !== 0,
    rows: filledRows(book.Sheets[name]),
  }));
  const sheet = chooseSheet(fileName, sheets, request.sheet);
  let share = 0;
  return {
    kind,
    encoding: null,
    delimiter: null,
    sheet: sheet.name,
    sheets,
    progress: () => share,
    async *records() {
      yield* readGroups(fileName, book, book.Sheets[sheet.name], (done) => (share = done));
    },
  };
}

function parse(fileName: string, bytes: Buffer): WorkBook {
  try {
    return read(bytes, {
      type: 'buffer',
      dense: true,
      // Numbers stay numbers, dates are made of their serial number here: no time zone has a say.
      cellDates: false,
      cellNF: true,
      cellText: false,
      cellHTML: false,
      cellFormula: false,
    });
  } catch (error) {
    // Whatever the parser throws, it throws because of what is in the file.
    if (
      error instanceof Error &&
      /^File is password-protected|^Unsupported password|^Encryption scheme/.test(error.message)
    ) {
      throw new AppError('file.encrypted', { fileName }, { cause: error });
    }
    throw damaged(fileName, 'it cannot be read as a workbook', error);
  }
}

function rowsOf(sheet: WorkSheet | undefined): readonly (readonly (CellObject | undefined)[] | undefined)[] {
  return sheet?.['!data'] ?? [];
}

function filledRows(sheet: WorkSheet | undefined): number {
  let count = 0;
  for (const row of rowsOf(sheet)) if (row?.some((cell) => cell?.v !== undefined && cell.v !== '') === true) count += 1;
  return count;
}

function* readGroups(
  fileName: string,
  book: WorkBook,
  sheet: WorkSheet | undefined,
  onShare: (share: number) => void,
): Generator<readonly TableRecord[]> {
  const isDate1904 = book.Workbook?.WBProps?.date1904 === true;
  const isDate = dateFormats();
  const rows = rowsOf(sheet);
  let group: TableRecord[] = [];
  for (let index = 0; index < rows.length; index += 1) {
    // Rows and cells that are not there are holes, which only an index sees.
    const cells = Array.from(rows[index] ?? [], (cell) => textOf(cell, isDate, isDate1904));
    const record = recordOf(fileName, index + 1, cells);
    if (record !== null) group.push(record);
    if (group.length < readLimits.batchRows) continue;
    onShare(index / rows.length);
    yield group;
    group = [];
  }
  onShare(1);
  if (group.length > 0) yield group;
}

/** Whether a number format shows dates; each is examined once, since nearly all cells share a few. */
function dateFormats(): (format: string) => boolean {
  const known = new Map<string, boolean>();
  return (format) => {
    let answer = known.get(format);
    if (answer === undefined) {
      answer = SSF.is_date(withoutBrackets(format)) === true;
      known.set(format, answer);
    }
    return answer;
  };
}

/** Conditions and colours in brackets hold letters that are no date; [h] and [mm] are elapsed times. */
function withoutBrackets(format: string): string {
  const [first = '', ...others] = format.split('[');
  const kept = others.map((part) => {
    const end = part.indexOf(']');
    return /^[hms]{1,2}$/i.test(part.slice(0, end)) ? part : part.slice(end + 1);
  });
  return first + kept.join('');
}

function textOf(cell: CellObject | undefined, isDate: (format: string) => boolean, isDate1904: boolean): string {
  if (cell === undefined || cell.t === 'e' || cell.t === 'z') return '';
  if (cell.t !== 'n' || typeof cell.v !== 'number') return cellText(cell.v);
  if (typeof cell.z !== 'string' || !isDate(cell.z)) return cellText(cell.v);
  return cellText(dateOf(cell.v, isDate1904));
}

/** The day a serial number stands for. Before March 1900 the numbers are one ahead: they count a 29 February 1900. */
function dateOf(serial: number, isDate1904: boolean): Date {
  const days = isDate1904 ? serial + DAYS_1904 : serial >= 1 && serial < 60 ? serial + 1 : serial;
  return new Date(Math.round((days - UNIX_EPOCH_SERIAL) * DAY_MS));
}
