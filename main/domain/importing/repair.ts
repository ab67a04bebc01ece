import parseWithPlan from 'libphonenumber-js/max';
import { callingCodeOf } from '#domain/phone/countries.ts';
import type { CountryCode, PhoneNumber } from '#domain/phone/parse-phone.ts';

/**
 * What was put right to read a number, most telling first. Spaces and punctuation are no damage. A letter O for a zero
 * or l for a one is not put right: a cell with letters in it may be anything, and a wrong digit is a stranger's number.
 */
export const repairKinds = [
  'scientific',
  'decimalZero',
  'thousands',
  'otherDigits',
  'quotes',
  'lostZero',
  'lostPlus',
] as const;

export type RepairKind = (typeof repairKinds)[number];

/** Each repair in words, as a heading over its before and after. */
export const repairWords: Readonly<Record<RepairKind, string>> = {
  scientific: 'Written as 2.7821234567E+10 by a spreadsheet, with all digits still there',
  decimalZero: 'Written with .0 at the end by a spreadsheet',
  thousands: 'Written with commas between thousands',
  otherDigits: 'Written in full-width, Arabic or other digits',
  quotes: 'An apostrophe, quotes or an equals sign around the number',
  lostZero: 'The 0 at the start was lost',
  lostPlus: 'The + before the country code was lost',
};

/** The repairs a number needed, as bits: bit n is `repairKinds[n]`. 0 is none. */
export type RepairBits = number;

const [SCIENTIFIC, DECIMAL_ZERO, THOUSANDS, OTHER_DIGITS, QUOTES, LOST_ZERO, LOST_PLUS] = [1, 2, 4, 8, 16, 32, 64];

/** The bits of a list of kinds. */
export function repairBits(kinds: readonly RepairKind[]): RepairBits {
  return kinds.reduce((bits, kind) => bits | (1 << repairKinds.indexOf(kind)), 0);
}

/** The most telling kind among some bits; null for none. */
export function repairOf(bits: RepairBits): RepairKind | null {
  return bits === 0 ? null : (repairKinds[31 - Math.clz32(bits & -bits)] ?? null);
}

/** Says of a cleaned cell and the number it was read as which repairs that took. Made once for a country. */
export type RepairFinder = (text: string, phone: PhoneNumber) => RepairBits;

/**
 * Countries whose people write mobile numbers without the 0 that dialling needs, or where both are usual; a number
 * without it has lost nothing.
 */
const ZERO_IS_OPTIONAL: ReadonlySet<string> = new Set(['AR', 'HU', 'IN', 'LT', 'TR']);

/** The finder for numbers read as of `country`: what it took is told from the spelling and the result alone. */
export function createRepairFinder(country: CountryCode | null): RepairFinder {
  const codeLength = country === null ? 0 : (callingCodeOf(country) ?? '').length;
  let startsWithZero: boolean | null = null;
  return (text, phone) => {
    const first = text.charCodeAt(0);
    // '+27821234567' and nothing else: the commonest cell of all.
    if (first === 0x2b && text === phone.e164) return 0;
    const { bits, digits, firstDigit, hasPlus } = spellingDamage(text);
    if (hasPlus || firstDigit === 0x30 || codeLength === 0) return bits;
    const significant = phone.e164.length - 1;
    if (digits === significant && firstDigit === phone.e164.charCodeAt(1)) {
      // Inside the countries of +1 the 1 is how numbers are dialled.
      return phone.e164.startsWith('+1') ? bits : bits | LOST_PLUS;
    }
    if (digits === significant - codeLength - 1 && phone.e164[codeLength + 1] === '0') return bits | LOST_ZERO;
    if (digits !== significant - codeLength || ZERO_IS_OPTIONAL.has(country ?? '')) return bits;
    startsWithZero ??= isWrittenWithZero(phone.e164);
    return startsWithZero ? bits | LOST_ZERO : bits;
  };
}

/** Asked once for a file. What holds for one number of a country's plan holds for its mobiles. */
function isWrittenWithZero(e164: string): boolean {
  return /^\(?0/.test(parseWithPlan(e164)?.formatNational() ?? '');
}

interface Damage {
  readonly bits: RepairBits;
  /** Digits of the number itself: none of an exponent or of a fraction of zeros. */
  readonly digits: number;
  /** Code of the first digit, folded to ASCII where it is ASCII; 0 for digits of another script. */
  readonly firstDigit: number;
  readonly hasPlus: boolean;
}

/** One pass over a text that is known to be a phone number. */
function spellingDamage(text: string): Damage {
  let digits = 0;
  let firstDigit = 0;
  let hasPlus = false;
  let hasComma = false;
  let bits = 0;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code >= 0x30 && code <= 0x39) {
      if (digits === 0) firstDigit = code;
      digits += 1;
    } else if (code === 0x2b) hasPlus = true;
    else if (code === 0x2c) hasComma = true;
    else if (code === 0x27 || code === 0x22 || code === 0x60 || code === 0x3d) bits |= QUOTES;
    else if (code > 0x7f || code === 0x45 || code === 0x65 || code === 0x3a) return oddDamage(text);
  }
  // A dot before one or two zeros at the end is a spreadsheet's; any other is a mark between digits.
  if (hasComma || text.charCodeAt(text.length - 2) === 0x2e || text.charCodeAt(text.length - 3) === 0x2e)
    return oddDamage(text);
  return { bits, digits, firstDigit, hasPlus };
}

const QUOTE_SIGNS = /["'`=\u00ab\u00b4\u00bb\u02bc\u2018-\u201f\u2032\u2033\uff02\uff07]/;

/** The same for a text with anything but ASCII digits and marks: written for reading, not for speed. */
function oddDamage(text: string): Damage {
  const scientific = /\d[eE]\+?\d/.test(text);
  const mantissa = scientific ? text.replace(/[eE]\+?\d.*$/, '') : text;
  const grouped = /\d,\d{3}/.test(mantissa) && !scientific;
  const bare = withoutEnd(mantissa);
  const isDecimal = !scientific && /\d{4}[.,]0{1,2}$/.test(bare.replace(/,(?=\d{3})/g, ''));
  const whole = isDecimal ? bare.replace(/[.,]0{1,2}$/, '') : bare;
  const numerals = whole.match(/\p{Nd}/gu) ?? [];
  const bits =
    (scientific ? SCIENTIFIC : 0) |
    (isDecimal ? DECIMAL_ZERO : 0) |
    (grouped ? THOUSANDS : 0) |
    (numerals.some((sign) => sign > '9') ? OTHER_DIGITS : 0) |
    (QUOTE_SIGNS.test(text) ? QUOTES : 0);
  return {
    bits,
    digits: numerals.length,
    firstDigit: asciiDigit(numerals[0] ?? ''),
    hasPlus: /[+\ufe62\uff0b]/.test(mantissa) || text.toLowerCase().startsWith('tel:'),
  };
}

/** The ASCII code of a decimal digit of any script; runs of digits are ten long and do not touch. */
function asciiDigit(sign: string): number {
  const code = sign.charCodeAt(0);
  let value = 0;
  while (value < 9 && /\p{Nd}/u.test(String.fromCharCode(code - value - 1))) value += 1;
  return 0x30 + value;
}

/** Without quotes and spaces at the end; by hand, since an expression would try each run of them anew. */
function withoutEnd(text: string): string {
  let end = text.length;
  while (end > 0 && /["'\s]/.test(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end);
}
