import Papa from 'papaparse';
import type { TableRequest } from '../services/ports.ts';
import type { ByteSource } from './byte-source.ts';
import { detectDelimiter, readSepLine } from './delimiter-detection.ts';
import { detectEncoding } from './encoding-detection.ts';
import { wrongType } from './file-kind.ts';
import { readLimits } from './read-limits.ts';
import { damaged, recordOf } from './table-records.ts';
import type { RecordSource, TableRecord } from './table-records.ts';
import { createTextDecoder } from './text-decoding.ts';

/** Characters looked at to find the separator. */
const SAMPLE_CHARS = 256 * 1024;

interface Dialect {
  readonly encoding: string;
  readonly delimiter: string;
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
    delimiter: dialect.delimiter,
    sheet: null,
    sheets: [],
    progress: () => Math.min(1, bytesRead / source.bytes),
    records: () => readRecords(source, dialect, (count) => (bytesRead += count)),
  };
}

async function findDialect(source: ByteSource, request: TableRequest): Promise<Dialect> {
  const encoding = request.encoding ?? (await detectEncoding(source));
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
  const asked = request.delimiter === '' ? null : request.delimiter;
  const delimiter = asked ?? sep?.delimiter ?? detectDelimiter(sample, isWhole);
  return { encoding, delimiter, skip: sep?.length ?? 0 };
}

/** The file as text with every line end as \n; a NUL character means that it is no text at all. */
async function* decodedText(
  source: ByteSource,
  encoding: string,
  onBytes: (count: number) => void,
): AsyncGenerator<string> {
  const decoder = createTextDecoder(encoding);
  let heldReturn = '';
  for await (const chunk of source.chunks()) {
    const text = heldReturn + decoder.push(chunk);
    if (text.includes('\0')) throw wrongType(source, 'a binary file');
    onBytes(chunk.length);
    // A CR at the end may be the first half of a CRLF.
    heldReturn = text.endsWith('\r') ? '\r' : '';
    yield lineFeedsOnly(heldReturn === '' ? text : text.slice(0, -1));
  }
  yield lineFeedsOnly(heldReturn + decoder.end());
}

function lineFeedsOnly(text: string): string {
  return text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
}

async function* readRecords(
  source: ByteSource,
  dialect: Dialect,
  onBytes: (count: number) => void,
): AsyncGenerator<readonly TableRecord[]> {
  const parser = new Papa.Parser({ delimiter: dialect.delimiter, newline: '\n' });
  let toSkip = dialect.skip;
  let pending = '';
  let parseFrom = 0;
  let rowNumber = 1;
  for await (const text of decodedText(source, dialect.encoding, onBytes)) {
    pending += text.slice(toSkip);
    toSkip = Math.max(0, toSkip - text.length);
    // Each retry of a long record waits for twice the text, so the work stays linear in its length.
    if (pending.length < parseFrom) continue;
    const { rows, used } = parseText(parser, pending, true);
    if (rows.length > 0) yield recordsOf(source, rows, rowNumber);
    rowNumber += rows.length;
    pending = pending.slice(used);
    parseFrom = rows.length === 0 ? pending.length * 2 : 0;
    if (pending.length > readLimits.recordChars) throw unclosedQuote(source, rowNumber);
  }
  if (pending === '') return;
  const { rows, isUnclosed } = parseText(parser, pending, false);
  const last = rows.at(-1)?.at(-1) ?? '';
  // On one line a lone quote is part of the text; over several it would swallow rows unseen.
  if (isUnclosed && last.trimEnd().includes('\n')) throw unclosedQuote(source, rowNumber + rows.length - 1);
  yield recordsOf(source, rows, rowNumber);
}

interface ParsedText {
  readonly rows: readonly (readonly string[])[];
  readonly used: number;
  readonly isUnclosed: boolean;
}

function parseText(parser: Papa.Parser, text: string, isPartial: boolean): ParsedText {
  const result = parser.parse(text, 0, isPartial) as Papa.ParseResult<string[]>;
  const isUnclosed = result.errors.some((error) => error.code === 'MissingQuotes');
  return { rows: result.data, used: result.meta.cursor, isUnclosed };
}

function recordsOf(source: ByteSource, rows: readonly (readonly string[])[], first: number): TableRecord[] {
  const records: TableRecord[] = [];
  for (const [offset, cells] of rows.entries()) {
    const record = recordOf(source.fileName, first + offset, cells);
    if (record !== null) records.push(record);
  }
  return records;
}

function unclosedQuote(source: ByteSource, rowNumber: number): Error {
  return damaged(source.fileName, `a quotation mark is opened in row ${rowNumber} and never closed`);
}
