import { ok, refuse } from '#domain/kernel/result.ts';
import type { Result } from '#domain/kernel/result.ts';
import type { PhoneReason } from './phone-reasons.ts';

/** The digits of a written number, and whether a `+` stood before them. Nothing is known about the country yet. */
export interface Spelling {
  readonly hasPlus: boolean;
  readonly digits: string;
}

/** More digits than this are never one number (E.164 has 15; prefixes and a repeated country code come on top). */
const DIGITS_MAX = 24;
/** Longer than this, marks folded, nothing is the spelling of one number. Also what bounds the patterns below. */
const SPELLING_MAX_CHARS = 100;

const FOREIGN = 0;
export const INVISIBLE = 1;

/** First code of every run of decimal digits that spreadsheets of the world hold (Unicode category Nd, BMP). */
const ZEROS = [
  0x0030, 0x0660, 0x06f0, 0x07c0, 0x0966, 0x09e6, 0x0a66, 0x0ae6, 0x0b66, 0x0be6, 0x0c66, 0x0ce6, 0x0d66, 0x0de6,
  0x0e50, 0x0ed0, 0x0f20, 0x1040, 0x17e0, 0x1810, 0xff10,
];

/** What each sign is folded to; a string lists single signs and `a-b` ranges of code points. */
const FOLDS: readonly (readonly [to: string, from: readonly (number | readonly [number, number])[]])[] = [
  [' ', [[0x09, 0x0d], 0x20, 0x85, 0xa0, 0x1680, [0x2000, 0x200a], 0x2028, 0x2029, 0x202f, 0x205f, 0x3000]],
  ['-', [0x2d, [0x2010, 0x2015], 0x2212, 0x2043, 0x30fc, 0xfe58, 0xfe63, 0xff0d]],
  ['.', [0x2e, 0xb7, 0x2022, 0x2024, 0x30fb, 0xff0e]],
  ['/', [0x2f, 0x2044, 0x2215, 0xff0f]],
  ['(', [0x28, 0x5b, 0xff08, 0xff3b]],
  [')', [0x29, 0x5d, 0xff09, 0xff3d]],
  ['_', [0x5f, 0x7e, 0x223c, 0xff5e]],
  ['+', [0x2b, 0xfe62, 0xff0b]],
  [',', [0x2c, 0x066b, 0xff0c]],
  [':', [0x3a, 0xff1a]],
  ["'", [0x22, 0x27, 0x60, 0xab, 0xb4, 0xbb, 0x02bc, [0x2018, 0x201f], 0x2032, 0x2033, 0xff02, 0xff07]],
  [';', [0x3b]],
  ['=', [0x3d]],
  ['%', [0x25]],
];

/** Soft hyphen, zero-width signs, marks of writing direction, byte order mark, variation selectors. */
const INVISIBLES: readonly (readonly [number, number])[] = [
  [0x00, 0x08], [0xad, 0xad], [0x061c, 0x061c], [0x180e, 0x180e], [0x200b, 0x200f], [0x202a, 0x202e],
  [0x2060, 0x2069], [0xfe00, 0xfe0f], [0xfeff, 0xfeff],
]; // prettier-ignore

/** For each UTF-16 unit the ASCII code it is read as, or FOREIGN, or INVISIBLE. Letters are read in lower case. */
export const FOLDED = buildFoldTable();

function buildFoldTable(): Uint8Array {
  const table = new Uint8Array(0x10000);
  for (const [to, from] of FOLDS) {
    for (const range of from) {
      const [first, last] = typeof range === 'number' ? [range, range] : range;
      table.fill(to.charCodeAt(0), first, last + 1);
    }
  }
  for (const [first, last] of INVISIBLES) table.fill(INVISIBLE, first, last + 1);
  for (const zero of ZEROS) for (let digit = 0; digit < 10; digit += 1) table[zero + digit] = 0x30 + digit;
  for (let letter = 0; letter < 26; letter += 1) {
    table[0x41 + letter] = 0x61 + letter;
    table[0x61 + letter] = 0x61 + letter;
  }
  return table;
}

/**
 * Reads how a number is written: spaces, dashes, brackets, dots and slashes of all kinds, digits of all scripts,
 * quotes around it, `tel:` before it, and what a spreadsheet made of it (`2.7821234567E+10`, `27821234567.0`) as long
 * as no digit was lost. Takes time in proportion to the input and stops early when it cannot be one number.
 */
export function readSpelling(input: string): Result<Spelling, PhoneReason> {
  const folded = fold(input);
  if (!folded.ok) return folded;
  const text = folded.value.replace(/^[ '=]+/, '').replace(/[ '.,;:]+$/, '');
  if (text === '') return refuse(folded.value === '' || /^[ '=]+$/.test(folded.value) ? 'empty' : 'noDigits');
  if (!/\d/.test(text)) return refuse('noDigits');
  const bare = stripUri(text);
  if (bare === null) return refuse('notANumber');
  const repaired = repairNumberCell(bare);
  if (!repaired.ok) return repaired;
  if (isDate(repaired.value)) return refuse('looksLikeDate');
  return readDigits(repaired.value);
}

/** One pass to ASCII: invisible signs gone, runs of spaces one space, anything foreign a question mark. */
function fold(input: string): Result<string, PhoneReason> {
  let text = '';
  let digits = 0;
  for (let index = 0; index < input.length; index += 1) {
    const code = FOLDED[input.charCodeAt(index)] ?? FOREIGN;
    if (code === INVISIBLE) continue;
    if (code === 0x20 && (text === '' || text.endsWith(' '))) continue;
    if (code >= 0x30 && code <= 0x39) digits += 1;
    if (digits > DIGITS_MAX) return refuse('tooLong');
    if (text.length === SPELLING_MAX_CHARS) return refuse('notANumber');
    text += code === FOREIGN ? '?' : String.fromCharCode(code);
  }
  return ok(text);
}

/**
 * A number out of a `tel:` or similar address (RFC 3966, already in lower case), or out of a text labelled like one.
 * A `phone-context` with a `+` goes before a local number; null for any other parameter, such as an extension.
 */
function stripUri(text: string): string | null {
  const scheme = /^(?:tel|sms|smsto|callto) ?: ?\/*/.exec(text)?.[0];
  if (scheme === undefined) return text;
  const [number = '', ...parameters] = text
    .slice(scheme.length)
    .replaceAll('%2b', '+')
    .replaceAll('%20', ' ')
    .split(';');
  const context = /^phone-context=(\+[\d().-]+)$/.exec(parameters[0] ?? '')?.[1];
  if (parameters.length > 1 || (parameters.length === 1 && context === undefined)) return null;
  return context === undefined || number.includes('+') ? number : context + number;
}

/**
 * Undoes what spreadsheets do to a cell they take for a number. Only exact repairs: a mantissa with fewer digits than
 * its exponent asks for was rounded or lost its last zeros, and nobody can tell which.
 */
function repairNumberCell(text: string): Result<string, PhoneReason> {
  const scientific = /^(\+?)(\d+)(?:[.,](\d*))?e\+?(\d{1,3})$/.exec(text);
  if (scientific !== null) {
    const [, plus = '', whole = '', fraction = '', exponent = ''] = scientific;
    const places = Number(exponent);
    if (fraction.length < places) return refuse('digitsLost');
    if (/[1-9]/.test(fraction.slice(places))) return refuse('notANumber');
    return ok(plus + whole + fraction.slice(0, places));
  }
  const grouped = /^\+?\d{1,3}(?:,\d{3})+(?:\.0+)?$/.test(text) ? text.replaceAll(',', '') : text;
  const whole = /^(\+?\d{5,})[.,]0{1,2}$/.exec(grouped)?.[1];
  if (whole !== undefined) return ok(whole);
  // An amount such as 82123456.50: its digits would make a number that nobody wrote.
  return /^\+?\d{4,}[.,]\d{1,2}$/.test(grouped) ? refuse('notANumber') : ok(grouped);
}

/** A full date, day, month or year first: '20/12/2024' would otherwise be a mobile number in Denmark. */
function isDate(text: string): boolean {
  const [, first = '', , middle = '', last = ''] = /^(\d{1,4})([./-])(\d{1,2})\2(\d{1,4})$/.exec(text) ?? [];
  if (isYear(first) && last.length <= 2) return isDayAndMonth(Number(middle), Number(last));
  return first.length <= 2 && isYear(last) && isDayAndMonth(Number(first), Number(middle));
}

function isYear(text: string): boolean {
  return /^(?:19|20)\d\d$/.test(text);
}

function isDayAndMonth(one: number, other: number): boolean {
  return Math.min(one, other) >= 1 && Math.min(one, other) <= 12 && Math.max(one, other) <= 31;
}

function readDigits(text: string): Result<Spelling, PhoneReason> {
  if (!/^[ ()./_+-]*\d[\d ()./_-]*$/.test(text)) return refuse('notANumber');
  const hasPlus = text.includes('+');
  const digits = text.replace(/\D/g, '');
  // '+0027 …': both ways of writing the same prefix at once.
  return ok({ hasPlus, digits: hasPlus && digits.startsWith('00') ? digits.slice(2) : digits });
}
