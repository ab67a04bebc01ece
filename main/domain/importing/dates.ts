/** Which part of 03/04/2024 is the day. */
export type DateOrder = 'dmy' | 'mdy' | 'ymd';

/** A day of the calendar; month and day from 1. */
export interface CalendarDay {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
/** Three groups of digits with a time of day after them at most. */
const NUMERIC = /^(\d{1,4})([./ -])(\d{1,2})\2(\d{1,4})\.?(?:[ T]\d{1,2}:\d{2}.*)?$/;
const COMPACT = /^(\d{4})(\d{2})(\d{2})$/;
const DAY_FIRST = /^(\d{1,2})\.?[ -]?([a-z]{3,9})\.?,?[ -]?(\d{2}|\d{4})$/;
const MONTH_FIRST = /^([a-z]{3,9})\.? (\d{1,2}),? (\d{4})$/;
/** Longer than this nothing is a date. */
const DATE_MAX_CHARS = 40;

/**
 * Reads a date as files write it: year first, or in the order given, with dots, slashes, dashes or spaces, an English
 * name of a month, and a time of day that is dropped. A day above 12 settles the order by itself. `latestYear` is the
 * last year that two digits may mean. Null for anything else, and for days that do not exist.
 */
export function readDate(text: string, order: DateOrder, latestYear: number): CalendarDay | null {
  if (text.length > DATE_MAX_CHARS) return null;
  const numeric = NUMERIC.exec(text);
  if (numeric !== null) {
    const [, first = '', , middle = '', last = ''] = numeric;
    return fromParts(first, middle, last, order, latestYear);
  }
  const [, year, month, day] = COMPACT.exec(text) ?? [];
  if (year !== undefined) return existing(Number(year), Number(month), Number(day));
  return readNamedMonth(text.toLowerCase(), latestYear);
}

/** The day as ISO 8601 writes it: '2024-04-03'. */
export function isoDay({ year, month, day }: CalendarDay): string {
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

function fromParts(
  first: string,
  middle: string,
  last: string,
  order: DateOrder,
  latestYear: number,
): CalendarDay | null {
  if (first.length > 2 || (order === 'ymd' && last.length <= 2)) {
    return last.length > 2 ? null : existing(fullYear(first, latestYear), Number(middle), Number(last));
  }
  const [one, two] = [Number(first), Number(middle)];
  const isMonthFirst = order === 'mdy' ? two > 12 || one <= 12 : two > 12;
  return existing(fullYear(last, latestYear), isMonthFirst ? one : two, isMonthFirst ? two : one);
}

function readNamedMonth(text: string, latestYear: number): CalendarDay | null {
  const [, day = '', name = '', year = ''] = DAY_FIRST.exec(text) ?? [];
  if (name !== '') return existing(fullYear(year, latestYear), monthOf(name), Number(day));
  const [, month = '', dayAfter = '', yearAfter = ''] = MONTH_FIRST.exec(text) ?? [];
  return month === '' ? null : existing(Number(yearAfter), monthOf(month), Number(dayAfter));
}

function monthOf(name: string): number {
  return MONTHS.indexOf(name.slice(0, 3)) + 1;
}

function fullYear(digits: string, latestYear: number): number {
  if (digits.length === 3) return 0;
  if (digits.length > 2) return Number(digits);
  const century = latestYear - (latestYear % 100);
  const year = century + Number(digits);
  return year > latestYear ? year - 100 : year;
}

function existing(year: number, month: number, day: number): CalendarDay | null {
  if (year < 1000 || year > 9999 || month < 1 || month > 12 || day < 1) return null;
  return day <= daysOf(year, month) ? { year, month, day } : null;
}

function daysOf(year: number, month: number): number {
  if (month !== 2) return [4, 6, 9, 11].includes(month) ? 30 : 31;
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
}
