import type { E164 } from '#domain/kernel/ids.ts';
import { ok, refuse } from '#domain/kernel/result.ts';
import type { Result } from '#domain/kernel/result.ts';
import { callingCodeOf } from './countries.ts';
import type { CountryCode } from './countries.ts';
import { longest, splitInternational, splitLocal, typeOf } from './follow-plan.ts';
import type { Split } from './follow-plan.ts';
import { drop, LookedDigits } from './looked-digits.ts';
import type { Digits } from './looked-digits.ts';
import { isPlanFormatKnown } from './numbering-plans.ts';
import { isTextable } from './phone-number.ts';
import type { PhoneNumber } from './phone-number.ts';
import type { PhoneReason } from './phone-reasons.ts';
import type { Spelling } from './spelling.ts';

type Answer = Result<PhoneNumber, PhoneReason>;

/** What `readWithPlan` answers for a number, and for which others it answers alike. */
export interface Followed {
  readonly answer: Answer;
  /**
   * Every number with as many digits in all, written the same way (with or without `+`), that begins with so many of
   * these digits is read alike: the same digits are put before it or taken off, and it has the same country and type,
   * or the same reason why it is refused. As many as there are when that cannot be told.
   */
  readonly looked: number;
}

/**
 * Follows the steps of `readWithPlan`, and of the library under it, over one number and notes the digits that each step
 * looks at. Where it does not know the library's data, it says that all digits count. A rule changed in
 * read-with-plan.ts must be changed here; the tests compare both over many numbers.
 */
export function followReading({ hasPlus, digits }: Spelling, country: CountryCode | null): Followed {
  if (!isPlanFormatKnown) return { answer: refuse('invalid'), looked: digits.length };
  const looked = new LookedDigits(digits.length);
  const all = { text: digits, fixed: 0, from: 0 };
  const callingCode = country === null ? null : callingCodeOf(country);
  const answer =
    hasPlus || country === null || callingCode === null
      ? followAbroad(looked, all, hasPlus)
      : followLocal(looked, all, country, callingCode);
  return { answer, looked: looked.count };
}

/** A valid number. Two of the same length and `make` are equal for one number exactly if they are for all alike. */
interface Reading extends PhoneNumber {
  readonly make: string;
}

/** With a `+`, or with no country to read it in: only from the calling code on. */
function followAbroad(looked: LookedDigits, digits: Digits, hasPlus: boolean): Answer {
  if (!hasPlus && !looked.startsWith(digits, '00')) return refuse('countryNeeded');
  const international = hasPlus ? digits : drop(digits, 2);
  return answerFor(readInternational(looked, international)) ?? refuse(whyNotAbroad(looked, international));
}

function followLocal(looked: LookedDigits, digits: Digits, country: CountryCode, callingCode: string): Answer {
  const local = readLocal(looked, digits, country);
  if (looked.startsWith(digits, '00')) {
    const international = drop(digits, 2);
    const abroad = readInternational(looked, international);
    if (abroad !== null && local !== null && !areEqual(looked, abroad, local)) return refuse('ambiguous');
    return answerFor(abroad ?? local) ?? refuse(whyNotAbroad(looked, international));
  }
  const withLostPlus = looked.startsWith(digits, callingCode) ? readInternational(looked, digits) : null;
  if (local !== null && withLostPlus !== null) {
    const isEqual = areEqual(looked, local, withLostPlus);
    if (!isEqual && isTextable(local) === isTextable(withLostPlus)) return refuse('ambiguous');
    return answerOf(isEqual || isTextable(local) ? local : withLostPlus);
  }
  const phone = local ?? withLostPlus ?? readWithLostZero(looked, digits, country, callingCode);
  return answerFor(phone) ?? refuse(whyNotLocal(looked, digits, country));
}

function answerOf({ e164, country, type }: Reading): Answer {
  return ok({ e164, country, type });
}

function answerFor(reading: Reading | null): Answer | null {
  return reading === null ? null : answerOf(reading);
}

function areEqual(looked: LookedDigits, one: Reading, other: Reading): boolean {
  if (one.e164.length === other.e164.length && one.make !== other.make) looked.noteAll();
  return one.e164 === other.e164;
}

function readInternational(looked: LookedDigits, digits: Digits): Reading | null {
  const isOldMexican = digits.text.length === 13 && looked.startsWith(digits, '521');
  if (!isOldMexican) return accept(looked, splitInternational(looked, digits));
  const { text, fixed, from } = drop(digits, 3);
  return accept(looked, splitInternational(looked, { text: `52${text}`, fixed: fixed + 2, from }));
}

function readLocal(looked: LookedDigits, digits: Digits, country: CountryCode): Reading | null {
  return accept(looked, splitLocal(looked, country === 'MX' ? withoutOldMexican(looked, digits) : digits, country));
}

function withoutOldMexican(looked: LookedDigits, digits: Digits): Digits {
  const prefix = ['01', '044', '045'].find(
    (old) => digits.text.length === old.length + 10 && looked.startsWith(digits, old),
  );
  return drop(digits, prefix?.length ?? 0);
}

function readWithLostZero(
  looked: LookedDigits,
  digits: Digits,
  country: CountryCode,
  callingCode: string,
): Reading | null {
  if (looked.startsWith(digits, '0')) return null;
  const withZero = { text: `0${digits.text}`, fixed: digits.fixed + 1, from: digits.from };
  const phone = readLocal(looked, withZero, country);
  return phone !== null && phone.e164.startsWith(`+${callingCode}`) ? phone : null;
}

function accept(looked: LookedDigits, split: Split | null): Reading | null {
  if (split === null) return null;
  const { callingCode, country, national } = split;
  const type = typeOf(looked, split);
  const e164 = `+${callingCode}${national.text}` as E164;
  if (type === null || e164.length < 8 || e164.length > 16) return null;
  if (country === 'ZA' && national.text.length < 9) return null;
  const make = `${callingCode}${national.text.slice(0, national.fixed)} ${national.from}`;
  return { e164, country: country as CountryCode | null, type, make };
}

function whyNotAbroad(looked: LookedDigits, digits: Digits): PhoneReason {
  const { length } = digits.text;
  const problem = length <= 2 ? 'tooShort' : lengthProblem(splitInternational(looked, digits));
  return problem ?? reasonByCount(length, 7);
}

function whyNotLocal(looked: LookedDigits, digits: Digits, country: CountryCode): PhoneReason {
  const { length } = digits.text;
  const problem = length <= 1 ? 'tooShort' : lengthProblem(splitLocal(looked, digits, country));
  return problem ?? reasonByCount(length, 5);
}

/** As the library's `validatePhoneNumberLength`; null when it is none of these. */
function lengthProblem(split: Split | null): PhoneReason | null {
  if (split === null) return 'unknownCountry';
  const { length } = split.national.text;
  if (length < 2 || length < Math.min(...split.plan.lengths)) return 'tooShort';
  return length > longest(split.plan) ? 'tooLong' : null;
}

function reasonByCount(count: number, least: number): PhoneReason {
  return count > 15 ? 'tooLong' : count < least ? 'tooShort' : 'invalid';
}
