import { markFormula } from '#domain/contacts/formula-mark.ts';

/** What a cell of an export may hold; null is an empty cell. */
export type ExportCell = string | number | boolean | null;

export interface CsvOptions {
  /**
   * Puts an apostrophe before text that a spreadsheet program would take for a formula (CWE-1236). Phone numbers in
   * E.164 begin with + and get one too: opened in a spreadsheet they stay text, and our own import drops it again.
   */
  readonly formulaSafe: boolean;
  readonly delimiter?: string;
}

/**
 * A table as CSV (RFC 4180) in pieces: UTF-8 with a byte order mark, lines ended by CRLF, fields quoted where needed.
 * The pieces are strings; written as UTF-8 in order they are the file.
 */
export async function* toCsv(
  rows: Iterable<readonly ExportCell[]> | AsyncIterable<readonly ExportCell[]>,
  options: CsvOptions = { formulaSafe: true },
): AsyncGenerator<string> {
  const delimiter = options.delimiter ?? ',';
  yield '\uFEFF';
  for await (const row of rows) {
    yield `${row.map((cell) => csvField(cell, options.formulaSafe, delimiter)).join(delimiter)}\r\n`;
  }
}

/** A JSON array in pieces, one element a line. Elements must be plain JSON values. */
export async function* toJsonArray(items: Iterable<unknown> | AsyncIterable<unknown>): AsyncGenerator<string> {
  yield '[';
  let separator = '\n';
  for await (const item of items) {
    yield `${separator}${JSON.stringify(item)}`;
    separator = ',\n';
  }
  yield '\n]\n';
}

function csvField(cell: ExportCell, isFormulaSafe: boolean, delimiter: string): string {
  if (cell === null) return '';
  if (typeof cell !== 'string') return String(cell);
  const text = isFormulaSafe ? markFormula(cell) : cell;
  const needsQuotes = /["\r\n]/.test(text) || text.includes(delimiter) || text !== text.trim();
  return needsQuotes ? `"${text.replaceAll('"', '""')}"` : text;
}
