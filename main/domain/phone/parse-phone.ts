import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import type { NumberType, PhoneNumber as LibraryNumber } from 'libphonenumber-js/max';
import { getCountryCallingCode } from './countries.ts';
import type { CountryCode } from './countries.ts';
import { ok, refuse } from '../kernel/result.ts';
import type { Result } from '../kernel/result.ts';
import type { E164 } from '../kernel/ids.ts';

export type { CountryCode };

export type NumberKind =
  'mobile' | 'fixed' | 'fixed-or-mobile' | 'toll-free' | 'premium' | 'voip' | 'other' | 'unknown';

export interface PhoneNumber {
  readonly e164: E164;
  /** The region it belongs to; null for numbers of no country. */
  readonly country: CountryCode | null;
  readonly type: NumberKind;
}

export type PhoneReason =
  'empty' | 'noDigits' | 'notANumber' | 'tooShort' | 'tooLong' | 'digitsLost' | 'unknownCountry' | 'invalid';

/** Longer cells hold no number; what is cut off could only be digits too many. */
const longestInput = 100;
/** E.164 allows 15 digits; prefixes such as 00 or 011 and a trunk zero come on top. */
const mostDigits = 20;

/** First code points of decimal digit ranges people type: ASCII, Arabic, Persian, Devanagari, Bengali, Thai, full width. */
const zeros = [
  0x0660, 0x06f0, 0x0966, 0x09e6, 0x0a66, 0x0ae6, 0x0b66, 0x0be6, 0x0c66, 0x0ce6, 0x0d66, 0x0e50, 0x0f20, 0x1040,
  0x17e0, 0xff10,
];

function plainDigit(unit: number): string | null {
  const zero = zeros.find((first) => unit >= first && unit < first + 10);
  return zero === undefined ? null : String(unit - zero);
}

/** Digits of every script as 0-9, every dash, space and bracket plain, invisible marks and quotes gone. */
function normalise(input: string): string {
  let text = '';
  for (const character of input.normalize('NFKC')) {
    text += plainDigit(character.codePointAt(0) ?? 0) ?? character;
  }
  return text
    .replace(/[\u00ad\u034f\u061c\u115f\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe0f\ufeff]/g, '')
    .replace(/[\u2010-\u2015\u2212\u30fc]/g, '-')
    .replace(/\s+/gu, ' ')
    .replace(/^[\s'"\u2018\u2019\u201c\u201d`]+|[\s'"\u2018\u2019\u201c\u201d`;,]+$/g, '')
    .replace(/^tel:\s*/i, '')
    .replace(/;(ext|phone-context|isub)=.*$/i, '');
}

/** Undoes what Excel did to a number, when every digit is still there; `digitsLost` when some are gone for good. */
function repairExcel(text: string): Result<string, 'digitsLost'> {
  const whole = /^(\+?\d+)[.,]0+$/.exec(text);
  if (whole) return ok(whole[1] ?? '');
  const scientific = /^(\+?)(\d)(?:[.,](\d+))?E\+?(\d{1,3})$/i.exec(text);
  if (!scientific) return ok(text);
  const [, plus = '', first = '', fraction = '', exponent = '0'] = scientific;
  if (fraction.length !== Number(exponent) && !(fraction.length < Number(exponent) && fraction.length >= 9))
    return refuse('digitsLost');
  return ok(`${plus}${first}${fraction.padEnd(Number(exponent), '0')}`);
}

const kinds: Readonly<Record<string, NumberKind>> = {
  MOBILE: 'mobile',
  FIXED_LINE: 'fixed',
  FIXED_LINE_OR_MOBILE: 'fixed-or-mobile',
  TOLL_FREE: 'toll-free',
  PREMIUM_RATE: 'premium',
  SHARED_COST: 'premium',
  VOIP: 'voip',
} satisfies Partial<Record<NonNullable<NumberType>, NumberKind>>;

function kindOf(number: LibraryNumber): NumberKind {
  const type = number.getType();
  return type === undefined ? 'unknown' : (kinds[type] ?? 'other');
}

function valid(text: string, country: CountryCode | null): LibraryNumber | null {
  const parsed = parsePhoneNumberFromString(
    text,
    country === null ? { extract: false } : { defaultCountry: country, extract: false },
  );
  return parsed?.isValid() ? parsed : null;
}

/** Mexico dropped the 1 after its code in 2019; address books still have it. */
function withoutOldMexico(text: string): string {
  const digits = text.replace(/[^\d+]/g, '');
  return /^\+521\d{10}$/.test(digits) ? `+52${digits.slice(4)}` : text;
}

/** Readings of what was typed, most literal first: as it stands, with 00 or a lost + or a lost trunk zero mended. */
function readings(text: string, country: CountryCode | null): string[] {
  const digits = text.replace(/\D/g, '');
  if (text.startsWith('+')) return [withoutOldMexico(text), ...(text.includes('(0)') ? [text.replace('(0)', '')] : [])];
  const international = digits.startsWith('00') ? [withoutOldMexico(`+${digits.slice(2)}`)] : [];
  if (country === null) return international;
  const code = getCountryCallingCode(country);
  const plusLost = digits.startsWith(code) ? [withoutOldMexico(`+${digits}`)] : [];
  return [...international, text, `+${code}${digits}`, ...plusLost];
}

function refusal(text: string, digits: string): PhoneReason {
  if (text === '') return 'empty';
  if (digits === '') return 'noDigits';
  if (/[A-Za-z]{2,}/.test(text) || /[^\d\s+().,/\-#*x~|·]/i.test(text)) return 'notANumber';
  if (digits.length < 6) return 'tooShort';
  return digits.length > 15 ? 'tooLong' : 'invalid';
}

/**
 * Any spelling of a phone number to E.164, with its region and type. Numbers without a country code are read as of
 * `defaultCountry`. Repairs only where no digit was lost; refuses with the reason otherwise. Never throws.
 */
export function parsePhone(input: string, defaultCountry: CountryCode | null): Result<PhoneNumber, PhoneReason> {
  if (input.length > longestInput && input.trim().length > longestInput) return refuse('tooLong');
  const repaired = repairExcel(normalise(input.trim()));
  if (!repaired.ok) return refuse(repaired.reason);
  const text = repaired.value;
  const digits = text.replace(/\D/g, '');
  if (digits.length > mostDigits) return refuse('tooLong');
  const reason = refusal(text, digits);
  if (reason === 'empty' || reason === 'noDigits' || reason === 'notANumber') return refuse(reason);
  for (const reading of readings(text, defaultCountry)) {
    const number = valid(reading, defaultCountry);
    if (number)
      return ok({ e164: number.number as string as E164, country: number.country ?? null, type: kindOf(number) });
  }
  if (text.startsWith('+') && !/^\+\D*[1-9]/.test(text)) return refuse('unknownCountry');
  return refuse(reason);
}

/** True when a text can be expected to arrive: mobile, or a plan that does not tell mobile from fixed. */
export function isTextable(phone: Pick<PhoneNumber, 'type'>): boolean {
  return phone.type === 'mobile' || phone.type === 'fixed-or-mobile';
}

/** A number as people write it internationally: `+27 82 123 4567`. */
export function formatPhone(e164: E164): string {
  return parsePhoneNumberFromString(e164)?.formatInternational() ?? e164;
}
