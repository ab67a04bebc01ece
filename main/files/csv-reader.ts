import { unmarkFormula } from '#domain/contacts/formula-mark.ts';
import type { EncodingGuess, TableRequest } from '../services/ports.ts';
import type { ByteSource } from './byte-source.ts';
import { createCsvScanner } from './csv-scanner.ts';
import type { CsvDialect } from './csv-scanner.ts';
import { detectDelimiter, readSepLine } from './delimiter-detection.ts';
import { detectEncodings } from './encoding-detection.ts';
import { readLimits } from './read-limits.ts';
import { damaged, tooLarge } from './table-records.ts';
import type { RecordSource, TableRecord } from './table-records.ts';
import { decodedText } from './text-pieces.ts';

/** Characters looked at to find the separator. */
const SAMPLE_CHARS = 256 * 1024;

interface Dialect extends CsvDialect {
  readonly encoding: string;
  readonly encodings: () => Promise<readonly EncodingGuess[]>;
  /** Characters of a `sep=` line at the start; it is no row (spreadsheet programs do not show it either). */
  readonly skip: number;
}

/**
 * Opens a text table. What the request leaves open is decided by looking. Line ends may be LF, CRLF or CR, mixed too;
 * inside quotes they become LF. Throws `file.wrongType` for binary content, `usage.badValue` for an unknown encoding.
 */
export async function openCsv(source: ByteSource, request: TableRequest): Promise<RecordSource> {
  const dialect = await findDialect(source, request);
  let bytesRead = 0;
  return {
    kind: 'csv',
    encoding: dialect.encoding,
    encodings: dialect.encodings,
    delimiter: dialect.delimiter,
    sheet: null,
    sheets: [],
    progress: () => Math.min(1, bytesRead / source.bytes),
    records: () => readRecords(source, dialect, (count) => (bytesRead += count)),
  };
}

async function findDialect(source: ByteSource, request: TableRequest): Promise<Dialect> {
  // Each decision reads the whole file: none is made that nobody asks for.
  let guessing: Promise<readonly EncodingGuess[]> | null = null;
  const encodings = () => (guessing ??= detectEncodings(source, request.country ?? null));
  const encoding = request.encoding ?? (await encodings())[0]?.encoding ?? 'utf-8';
  let sample = '';
  let isWhole = true;
  for await (const text of decodedText(source, encoding, () => undefined)) {
    sample += text;
    if (sample.length >= SAMPLE_CHARS) {
      isWhole = false;
      break;
    }
  }
  const sep = readSepLine(sample);
  sample = sample.slice(sep?.length ?? 0).replaceAll('\r\n', '\n');
  const asked = request.delimiter === '' ? null : request.delimiter;
  const delimiter = asked ?? sep?.delimiter ?? detectDelimiter(sample, isWhole);
  return { encoding, encodings, delimiter, quote: '"', skip: sep?.length ?? 0 };
}

async function* readRecords(
  source: ByteSource,
  dialect: Dialect,
  onBytes: (count: number) => void,
): AsyncGenerator<readonly TableRecord[]> {
  const scanner = createCsvScanner(source.fileName, dialect);
  let toSkip = dialect.skip;
  let pending = '';
  let scanFrom = 0;
  for await (const text of decodedText(source, dialect.encoding, onBytes)) {
    pending += toSkip === 0 ? text : text.slice(toSkip);
    toSkip = Math.max(0, toSkip - text.length);
    // Each retry of a long record waits for twice the text, so the work stays linear in its length.
    if (pending.length < scanFrom) continue;
    const records: TableRecord[] = [];
    const used = scanner.scan(pending, false, records);
    if (records.length > 0) yield unmarked(records);
    pending = pending.slice(used);
    scanFrom = used === 0 ? pending.length * 2 : 0;
    if (pending.length > readLimits.recordChars) throw neverEnds(source, pending, scanner.nextRow());
  }
  const records: TableRecord[] = [];
  scanner.scan(pending, true, records);
  if (records.length > 0) yield unmarked(records);
}

const APOSTROPHE = 0x27;

/** Takes off the apostrophes that our own exports put before what a spreadsheet program would evaluate, in place. */
function unmarked(records: TableRecord[]): readonly TableRecord[] {
  for (let at = 0; at < records.length; at += 1) {
    const record = records[at];
    if (record === undefined || !record.cells.some((cell) => cell.charCodeAt(0) === APOSTROPHE)) continue;
    records[at] = { rowNumber: record.rowNumber, cells: record.cells.map(unmarkFormula) };
  }
  return records;
}

function neverEnds(source: ByteSource, record: string, rowNumber: number): Error {
  if (!record.includes('"')) return tooLarge(source.fileName, `8 MB in one row (row ${rowNumber} has more)`);
  return damaged(source.fileName, `a quotation mark is opened in row ${rowNumber} and never closed`);
}
