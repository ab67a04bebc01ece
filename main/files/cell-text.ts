/** What a formula shows when it fails; no text of the user's, so the cell counts as empty. */
const ERROR_VALUES = new Set(['#N/A', '#REF!', '#VALUE!', '#NAME?', '#DIV/0!', '#NUM!', '#NULL!', '#SPILL!', '#CALC!']);

/**
 * The text of a workbook cell: whole numbers in full (27821234567, never 2.78E+10 or a trailing .0), other numbers
 * with at most 15 digits as a spreadsheet shows them, dates as ISO 8601, booleans as TRUE and FALSE.
 */
export function cellText(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return withoutErrorValue(value);
  if (typeof value === 'number') return numberText(value);
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  if (value instanceof Date) return dateText(value);
  return '';
}

/** A text as it stands, but nothing for what a failed formula shows. */
export function withoutErrorValue(text: string): string {
  return text.startsWith('#') && ERROR_VALUES.has(text) ? '' : text;
}

/** A number as text: whole ones in full, others with at most 15 digits and never an exponent. */
export function numberText(value: number): string {
  if (!Number.isFinite(value)) return '';
  if (Number.isInteger(value)) return BigInt(value).toString();
  const rounded = Number(value.toPrecision(15));
  const text = String(rounded);
  return text.includes('e') ? withoutZeros(rounded.toFixed(20)) : text;
}

function withoutZeros(decimals: string): string {
  let end = decimals.length;
  while (decimals[end - 1] === '0') end -= 1;
  return decimals.slice(0, decimals[end - 1] === '.' ? end - 1 : end);
}

const DAY_MS = 86_400_000;
const FIRST_DAY_1900 = Date.UTC(1899, 11, 31);
const FIRST_DAY_1904 = Date.UTC(1904, 0, 1);
/** 29 February 1900, a day that never was but has a number (ECMA-376 part 1, 18.17.4.1). */
const LEAP_YEAR_BUG = 60;
/** The day after 31 December 9999, the last date there is in a workbook. */
const END_OF_DATES = 2_958_466;

/**
 * The text of a number that its format shows as a date or time: days since the end of 1899, or since 1 January 1904.
 * What lies outside the dates there are stays the number it is.
 */
export function serialText(serial: number, isDate1904: boolean): string {
  const last = isDate1904 ? END_OF_DATES - 1_462 : END_OF_DATES;
  if (!(serial >= 0 && serial < last)) return numberText(serial);
  if (isDate1904) return dateText(new Date(FIRST_DAY_1904 + Math.round(serial * DAY_MS)));
  const days = serial >= LEAP_YEAR_BUG ? serial - 1 : serial;
  return dateText(new Date(FIRST_DAY_1900 + Math.round(days * DAY_MS)));
}

function dateText(value: Date): string {
  if (Number.isNaN(value.getTime())) return '';
  // Serial times carry rounding errors of less than a millisecond's worth of a day.
  const iso = new Date(Math.round(value.getTime() / 1000) * 1000).toISOString().slice(0, 19);
  const [day = '', time = ''] = iso.split('T');
  if (value.getUTCFullYear() < 1900) return time;
  return time === '00:00:00' ? day : iso;
}
