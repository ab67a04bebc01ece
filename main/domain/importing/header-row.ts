import { columnMeaning } from './header-words.ts';

const EMAIL_SHAPE = /^[^\s@]{1,64}@[^\s@]{1,190}\.[^\s@.]{2,63}$/;
const DIGITS_SHAPE = /^['+]?[\d\s().\-/+]{7,30}$/;

/**
 * Whether a table's first row names its columns. It does unless it holds something only a person's record holds
 * (a phone number, an e-mail address) and no cell of it is a known column name.
 */
export function hasHeaderRow(firstRow: readonly string[]): boolean {
  if (!firstRow.some(isData)) return true;
  return firstRow.some((cell) => columnMeaning(cell)?.isExact === true);
}

/**
 * Column names for a table of `width` columns: the first row's own, trimmed, and 'Column 3' (1-based) where a name is
 * missing or the first row is data. Names may repeat; columns are told apart by position.
 */
export function headerNames(firstRow: readonly string[], width: number): string[] {
  const isNamed = hasHeaderRow(firstRow);
  return Array.from({ length: width }, (_, index) => {
    const name = isNamed ? (firstRow[index] ?? '').trim() : '';
    return name === '' ? `Column ${index + 1}` : name;
  });
}

function isData(cell: string): boolean {
  const text = cell.trim();
  return looksLikeDigitsOfPhone(text) || EMAIL_SHAPE.test(text);
}

/** Spelled like a phone number: 7 to 15 digits and only the signs people put between them. */
function looksLikeDigitsOfPhone(text: string): boolean {
  if (!DIGITS_SHAPE.test(text)) return false;
  const digits = text.replace(/\D/g, '').length;
  return digits >= 7 && digits <= 15;
}
