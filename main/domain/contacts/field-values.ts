import { ok, refuse } from '#domain/kernel/result.ts';
import type { Result } from '#domain/kernel/result.ts';
import type { FieldType } from './rule.ts';

/** A value as it is kept: text as it is, numbers as numbers, dates as `2026-11-24`, yes/no as `yes` and `no`. */
export type FieldValue = string | number | null;

/** What a field accepts, as far as values are concerned. */
export interface FieldShape {
  readonly type: FieldType;
  readonly options: readonly string[];
}

const yesWords = new Set(['yes', 'y', 'true', '1', 'ja', 'oui', 'si', 'sí']);
const noWords = new Set(['no', 'n', 'false', '0', 'nee', 'nein', 'non']);

/** A calendar date written `YYYY-MM-DD`; 30 February is none. */
export function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const atMs = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(atMs) && new Date(atMs).toISOString().startsWith(text);
}

/** `2026-11-24`, or the same with points or slashes with the year first, or `24.11.2026` where it can only be that. */
function readDate(text: string): string | null {
  const yearFirst = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ].{0,20})?$/.exec(text);
  const dayFirst = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(text);
  const [year, month, day] = yearFirst
    ? [yearFirst[1], yearFirst[2], yearFirst[3]]
    : dayFirst
      ? [dayFirst[3], dayFirst[2], dayFirst[1]]
      : [];
  if (year === undefined || month === undefined || day === undefined) return null;
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isDate(date) ? date : null;
}

/** Plain decimals, also with a decimal comma; `1,234` is refused because it means two numbers. */
function readNumber(text: string): number | null {
  if (/^-?\d{1,15}(\.\d{1,10})?$/.test(text)) return Number(text);
  if (/^-?\d{1,15},\d{1,10}$/.test(text) && !/,\d{3}$/.test(text)) return Number(text.replace(',', '.'));
  return null;
}

/**
 * Whether a kept value can become one of another kind of field with nothing lost: `007` read as a number would lose its
 * noughts, so it cannot.
 */
export function convertsWhole(text: string, shape: FieldShape): boolean {
  if (shape.type === 'number' && /^-?0\d/.test(text.trim())) return false;
  return readFieldValue(text, shape).ok;
}

/**
 * Reads a typed value for a field; empty text is no value. Refuses with words: what would be right.
 */
export function readFieldValue(text: string, shape: FieldShape): Result<FieldValue, string> {
  const value = text.trim();
  if (value === '') return ok(null);
  if (shape.type === 'text') return ok(value);
  if (shape.type === 'number') {
    const number = readNumber(value);
    return number === null ? refuse('a number such as 12 or 12.5') : ok(number);
  }
  if (shape.type === 'date') {
    const date = readDate(value);
    return date === null ? refuse('a date such as 2026-11-24') : ok(date);
  }
  if (shape.type === 'yesNo') {
    const word = value.toLowerCase();
    if (yesWords.has(word)) return ok('yes');
    return noWords.has(word) ? ok('no') : refuse('yes or no');
  }
  const option = shape.options.find((candidate) => candidate.toLowerCase() === value.toLowerCase());
  return option === undefined ? refuse(`one of: ${shape.options.slice(0, 10).join(', ')}`) : ok(option);
}
