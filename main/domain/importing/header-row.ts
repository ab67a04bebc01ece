import { columnMeaning } from './header-words.ts';

const EMAIL_SHAPE = /^[^\s@]{1,64}@[^\s@]{1,190}\.[^\s@.]{2,63}$/;
const DATE_SHAPE = /^(?:\d{4}[-./]\d{1,2}[-./]\d{1,2}|\d{1,2}[-./]\d{1,2}[-./]\d{4})(?:[ T][\d:.]{1,12})?$/;
const DIGITS_SHAPE = /^['+]?[\d\s().\-/+]{7,30}$/;

/** How many rows are looked at to find the one that names the columns; titles above a table are fewer. */
export const HEADER_SEARCH_ROWS = 30;

/** A row of a table: its 1-based number in the file and its cells, empty ones at the end left out. */
export interface NumberedRow {
  readonly rowNumber: number;
  readonly cells: readonly string[];
}

interface Candidate extends NumberedRow {
  readonly filled: number;
  /** Cells that are the name of a known column. */
  readonly known: number;
}

/**
 * The number of the row that names the columns, from the first rows of a table; 0 when none does. Looked for above the
 * first row that holds a person: a row with two known column names; else the first row as wide as the table is; else
 * the first row. So titles above a header are passed over, and a table that begins with a person has no header.
 */
export function findHeaderRow(rows: readonly NumberedRow[]): number {
  const beginning = rows.slice(0, HEADER_SEARCH_ROWS);
  const firstPerson = beginning.findIndex(({ cells }) => !hasHeaderRow(cells));
  const above = (firstPerson === -1 ? beginning : beginning.slice(0, firstPerson)).map(examine);
  const [first] = above;
  if (first === undefined) return 0;
  const named = above.find(({ known }) => known >= 2) ?? asWideAsTheTable(above, beginning);
  return (named ?? first).rowNumber;
}

/**
 * Whether a table's first row names its columns. It does unless it holds something only a person's record holds
 * (a phone number, an e-mail address) and no cell of it is a known column name.
 */
export function hasHeaderRow(firstRow: readonly string[]): boolean {
  if (!firstRow.some(isData)) return true;
  return firstRow.some(isKnownName);
}

/**
 * Column names for a table of `width` columns: those of the header row, trimmed, and 'Column 3' (1-based) where a name
 * is missing or there is no header row (null). Names may repeat; columns are told apart by position.
 */
export function headerNames(headerRow: readonly string[] | null, width: number): string[] {
  return Array.from({ length: width }, (_, index) => {
    const name = (headerRow?.[index] ?? '').trim();
    return name === '' ? `Column ${index + 1}` : name;
  });
}

function examine(row: NumberedRow): Candidate {
  const filled = row.cells.filter((cell) => cell.trim() !== '').length;
  return { ...row, filled, known: row.cells.filter(isKnownName).length };
}

/** The first row with a name for nearly every column, if there is a row below it. */
function asWideAsTheTable(above: readonly Candidate[], all: readonly NumberedRow[]): Candidate | undefined {
  const width = usualWidth(all);
  const last = all.at(-1)?.rowNumber ?? 0;
  return above.find(({ cells, filled, rowNumber }) => {
    return rowNumber < last && cells.length >= width && filled >= width * 0.6;
  });
}

/** The width most rows have; of two equally usual the larger one. */
function usualWidth(rows: readonly NumberedRow[]): number {
  const tally = new Map<number, number>();
  for (const { cells } of rows) tally.set(cells.length, (tally.get(cells.length) ?? 0) + 1);
  let [width, seen] = [0, 0];
  for (const [candidate, times] of tally) {
    if (times > seen || (times === seen && candidate > width)) [width, seen] = [candidate, times];
  }
  return width;
}

/** Longer cells are sentences, whatever they contain. */
const NAME_MAX_CHARS = 80;

function isKnownName(cell: string): boolean {
  return cell.length <= NAME_MAX_CHARS && columnMeaning(cell)?.isExact === true;
}

function isData(cell: string): boolean {
  if (cell.length > 300) return false;
  const text = cell.trim();
  return looksLikeDigitsOfPhone(text) || EMAIL_SHAPE.test(text);
}

/** Spelled like a phone number: 7 to 15 digits and only the signs people put between them, and no date. */
function looksLikeDigitsOfPhone(text: string): boolean {
  if (!DIGITS_SHAPE.test(text) || DATE_SHAPE.test(text)) return false;
  const digits = text.replace(/\D/g, '').length;
  return digits >= 7 && digits <= 15;
}
