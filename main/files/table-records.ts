import { AppError } from '#domain/kernel/errors.ts';
import type { EncodingGuess, TableKind } from '../services/ports.ts';
import { readLimits } from './read-limits.ts';

/** One record of a table with its 1-based row number in the file; cells without the empty ones at the end. */
export interface TableRecord {
  readonly rowNumber: number;
  readonly cells: readonly string[];
}

/** A sheet of an opened workbook; `rows` is left out where only reading it through would tell. */
export interface TableSheet {
  readonly name: string;
  readonly hidden: boolean;
  readonly rows?: number | null;
}

/** An opened table, text or workbook: its records in small groups in file order, wholly empty ones left out. */
export interface RecordSource {
  readonly kind: TableKind;
  readonly encoding: string | null;
  readonly delimiter: string | null;
  readonly sheet: string | null;
  readonly sheets: readonly TableSheet[];
  /** Ways to read a text file; workbooks have none. */
  encodings?(): Promise<readonly EncodingGuess[]>;
  /** The row that names the columns where the format itself says so (vCard); left out where it is looked for. */
  readonly headerRow?: number;
  /** May be called again for another pass. */
  records(): AsyncGenerator<readonly TableRecord[]>;
  /** Share of the file's bytes read so far, 0 to 1. */
  progress(): number;
}

/**
 * Makes a record of raw cells; null when every cell is empty. Throws `file.tooLarge` past the limits on rows,
 * columns and characters of a cell.
 */
export function recordOf(fileName: string, rowNumber: number, raw: readonly string[]): TableRecord | null {
  let width = raw.length;
  while (width > 0 && (raw[width - 1] ?? '').trim() === '') width -= 1;
  if (width === 0) return null;
  if (rowNumber > readLimits.rows) throw tooLarge(fileName, '1,048,576 rows');
  if (width > readLimits.columns) throw tooLarge(fileName, `1,000 columns (row ${rowNumber} has more)`);
  const cells = width === raw.length ? raw : raw.slice(0, width);
  for (const cell of cells) {
    if (cell.length > readLimits.cellChars) {
      throw tooLarge(fileName, `32,767 characters in one cell (row ${rowNumber} has more)`);
    }
  }
  return { rowNumber, cells };
}

/** The refusal for a table beyond a limit. */
export function tooLarge(fileName: string, limit: string): AppError<'file.tooLarge'> {
  return new AppError('file.tooLarge', { fileName, limit });
}

/** The refusal for a file whose content contradicts itself or stops in the middle. */
export function damaged(fileName: string, detail: string, cause?: unknown): AppError<'file.damaged'> {
  return new AppError('file.damaged', { fileName, detail }, { cause });
}
