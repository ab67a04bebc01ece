import type { CountryCode } from '#domain/phone/countries.ts';
import { readDate } from './dates.ts';
import type { CalendarDay, DateOrder } from './dates.ts';

/**
 * From which age a person may agree to texts alone, in years, where it is not 16. The rule of consent.md 5.4, as of April 2026.
 * US: COPPA, 16 CFR 312.2 (under 13 is a child). GB: Data Protection Act 2018 s.9. ZA: POPIA s.1 (under 18 is a child).
 * IN: Digital Personal Data Protection Act 2023 s.2(f).
 */
const AGE_LIMITS: ReadonlyMap<CountryCode, number> = new Map([
  ['US', 13],
  ['GB', 13],
  ['ZA', 18],
  ['IN', 18],
]);

/** The highest that GDPR Art. 8(1) allows a member state to set; used wherever no other is known. */
const AGE_LIMIT_ELSEWHERE = 16;

/** The age in years below which a person of that country is not imported. */
export function ageLimitOf(country: CountryCode | null): number {
  return (country === null ? undefined : AGE_LIMITS.get(country)) ?? AGE_LIMIT_ELSEWHERE;
}

/** Days from 1899-12-30, day 0 of a spreadsheet, to 1970-01-01. */
const SPREADSHEET_DAYS = 25_569;
const DAY_MS = 86_400_000;

/**
 * Whether a cleaned cell of an age column is under `limit` years on the day `todayMs` (UTC). It may hold an age ('17',
 * '13-17', '<18', '18+'), a birth date, a year, or a spreadsheet's day number. Where it leaves the age open the younger
 * reading counts. `unknown` is a cell that says nothing about an age; `empty` holds nothing.
 */
export function checkAge(
  text: string,
  limit: number,
  todayMs: number,
  order: DateOrder,
): 'under' | 'old enough' | 'unknown' | 'empty' {
  if (text === '') return 'empty';
  const age = youngestAge(text, todayMs, order);
  if (age === null) return 'unknown';
  return age < limit ? 'under' : 'old enough';
}

function youngestAge(text: string, todayMs: number, order: DateOrder): number | null {
  const today = calendarDay(todayMs);
  const [, below, digits] =
    /^([<≤]|under |below )? ?(\d{1,3})(?:\.0+)?(?: ?\+| ?[-–] ?\d{1,3})?(?: ?\p{L}[\p{L}\p{M}. ]{0,20})?$/u.exec(
      text.toLowerCase(),
    ) ?? [];
  if (digits !== undefined && Number(digits) <= 130) return Number(digits) - (below === undefined ? 0 : 1);
  if (/^(?:19|20)\d\d$/.test(text)) return today.year - Number(text) - 1;
  if (/^\d{5}(?:\.0+)?$/.test(text))
    return yearsBetween(calendarDay((Number(text) - SPREADSHEET_DAYS) * DAY_MS), today);
  const born = readDate(text, order, today.year);
  return born === null ? null : yearsBetween(born, today);
}

function yearsBetween(born: CalendarDay, today: CalendarDay): number {
  const isBefore = today.month < born.month || (today.month === born.month && today.day < born.day);
  return today.year - born.year - (isBefore ? 1 : 0);
}

/** The UTC day of a moment. */
export function calendarDay(ms: number): CalendarDay {
  const date = new Date(ms);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}
