import parseWithPlan, { validatePhoneNumberLength } from 'libphonenumber-js/max';
import type { CountryCode, PhoneNumberType } from 'libphonenumber-js/max';
import type { E164 } from '#domain/kernel/ids.ts';
import { ok, refuse } from '#domain/kernel/result.ts';
import type { Result } from '#domain/kernel/result.ts';
import { callingCodeOf } from './countries.ts';
import { isTextable } from './phone-number.ts';
import type { PhoneNumber, PhoneType } from './phone-number.ts';
import type { PhoneReason } from './phone-reasons.ts';
import { readSpelling } from './spelling.ts';
import type { Spelling } from './spelling.ts';

const PHONE_TYPES: Readonly<Record<PhoneNumberType, PhoneType>> = {
  MOBILE: 'mobile',
  FIXED_LINE: 'fixed',
  FIXED_LINE_OR_MOBILE: 'fixed-or-mobile',
  TOLL_FREE: 'toll-free',
  PREMIUM_RATE: 'premium',
  VOIP: 'voip',
  SHARED_COST: 'other',
  PERSONAL_NUMBER: 'other',
  PAGER: 'other',
  UAN: 'other',
  VOICEMAIL: 'other',
};

const LENGTH_REASONS: Readonly<Record<string, PhoneReason>> = {
  TOO_SHORT: 'tooShort',
  TOO_LONG: 'tooLong',
  INVALID_COUNTRY: 'unknownCountry',
};

/**
 * What `parsePhone` answers, found by asking libphonenumber's plans each time: the slow way, and the one that is right
 * by definition. For what `parsePhone` promises see there.
 */
export function parsePhoneWithPlan(
  input: string,
  defaultCountry: CountryCode | null,
): Result<PhoneNumber, PhoneReason> {
  const spelling = readSpelling(input);
  return spelling.ok ? readWithPlan(spelling.value, defaultCountry) : spelling;
}

/**
 * The second half of `parsePhoneWithPlan`: from the digits on. Which of them decide the answer is followed step by step
 * in follow-reading.ts; a rule changed here must be changed there.
 */
export function readWithPlan(spelling: Spelling, defaultCountry: CountryCode | null): Result<PhoneNumber, PhoneReason> {
  const { hasPlus, digits } = spelling;
  const international = abroadDigits(spelling);
  const callingCode = defaultCountry === null ? null : callingCodeOf(defaultCountry);
  if (hasPlus || defaultCountry === null || callingCode === null) {
    if (international === null) return refuse('countryNeeded');
    const phone = readInternational(international);
    return phone === null ? refuse(whyNot(spelling, null)) : ok(phone);
  }
  const local = readLocal(digits, defaultCountry);
  if (international !== null) {
    const abroad = readInternational(international);
    if (abroad !== null && local !== null && abroad.e164 !== local.e164) return refuse('ambiguous');
    const phone = abroad ?? local;
    return phone === null ? refuse(whyNot(spelling, defaultCountry)) : ok(phone);
  }
  const withLostPlus = digits.startsWith(callingCode) ? readInternational(digits) : null;
  if (local !== null && withLostPlus !== null) return preferTextable(local, withLostPlus);
  const phone = local ?? withLostPlus ?? readWithLostZero(digits, defaultCountry, callingCode);
  return phone === null ? refuse(whyNot(spelling, defaultCountry)) : ok(phone);
}

/**
 * A number given from its calling code on. Mexico dropped the 1 of mobile numbers (+52 1) in 2019; lists still have it.
 */
function readInternational(digits: string): PhoneNumber | null {
  const current = /^521\d{10}$/.test(digits) ? `52${digits.slice(3)}` : digits;
  return accept(parseWithPlan(`+${current}`));
}

/** A number as dialled inside the country, or out of it with the country's own prefix for calls abroad. */
function readLocal(digits: string, country: CountryCode): PhoneNumber | null {
  const isOldMexican = country === 'MX' && /^0(?:1|44|45)\d{10}$/.test(digits);
  return accept(parseWithPlan(isOldMexican ? digits.slice(-10) : digits, country));
}

/** For countries where the leading 0 belongs to the number (landlines in Italy, every number in Côte d'Ivoire). */
function readWithLostZero(digits: string, country: CountryCode, callingCode: string): PhoneNumber | null {
  const phone = digits.startsWith('0') ? null : readLocal(`0${digits}`, country);
  return phone !== null && phone.e164.startsWith(`+${callingCode}`) ? phone : null;
}

/**
 * '4915112345678' in Germany is a mobile that lost its `+`, though 491… could also be a very long landline number that
 * lost its 0 (as libphonenumber reads it). Only where both or none can be texted does nobody know.
 */
function preferTextable(local: PhoneNumber, withLostPlus: PhoneNumber): Result<PhoneNumber, PhoneReason> {
  if (local.e164 === withLostPlus.e164) return ok(local);
  if (isTextable(local) === isTextable(withLostPlus)) return refuse('ambiguous');
  return ok(isTextable(local) ? local : withLostPlus);
}

/** Takes only valid numbers that fit E.164: at most 15 digits (ITU-T E.164), and at least the 7 of the shortest plans. */
function accept(parsed: ReturnType<typeof parseWithPlan>): PhoneNumber | null {
  if (parsed === undefined) return null;
  const { number, country } = parsed;
  if (number.length < 8 || number.length > 16) return null;
  if (!isWholeNumber(parsed)) return null;
  const type = parsed.getType();
  if (type === undefined && !parsed.isValid()) return null;
  return {
    e164: number as E164,
    country: country ?? null,
    type: type === undefined ? 'unknown' : PHONE_TYPES[type],
  };
}

/**
 * The plan of South Africa as libphonenumber has it takes mobiles from 5 digits on, so that a number with a digit lost
 * would pass. Numbers there have 10 digits with the 0, so 9 after it (icasa.org.za, "Numbering").
 */
function isWholeNumber({ country, nationalNumber }: { country?: CountryCode; nationalNumber: string }): boolean {
  return country !== 'ZA' || nationalNumber.length >= 9;
}

/** The digits from the calling code on, when the spelling says where it is: after a `+` or 00. */
function abroadDigits({ hasPlus, digits }: Spelling): string | null {
  if (hasPlus) return digits;
  return digits.startsWith('00') ? digits.slice(2) : null;
}

function whyNot(spelling: Spelling, country: CountryCode | null): PhoneReason {
  const { digits } = spelling;
  const international = abroadDigits(spelling);
  const problem =
    international === null
      ? validatePhoneNumberLength(digits, country === null ? {} : { defaultCountry: country })
      : validatePhoneNumberLength(`+${international}`);
  const [least, count] = international === null ? [5, digits.length] : [7, international.length];
  return LENGTH_REASONS[problem ?? ''] ?? (count > 15 ? 'tooLong' : count < least ? 'tooShort' : 'invalid');
}
