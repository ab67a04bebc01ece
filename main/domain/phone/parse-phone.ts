import type { E164 } from '#domain/kernel/ids.ts';
import type { Result } from '#domain/kernel/result.ts';
import parseWithLibrary from 'libphonenumber-js/max';
import type { CountryCode } from './countries.ts';
import { followReading } from './follow-reading.ts';
import { LearnedPlans } from './learned-plans.ts';
import { isTextable } from './phone-number.ts';
import type { PhoneNumber, PhoneType } from './phone-number.ts';
import type { PhoneReason } from './phone-reasons.ts';
import { scanSpelling } from './quick-spelling.ts';
import { parsePhoneWithPlan, readWithPlan } from './read-with-plan.ts';

export type { CountryCode, PhoneNumber, PhoneReason, PhoneType };
export { isTextable };

const learned = new LearnedPlans(readWithPlan, followReading);

/**
 * Reads a phone number as people, spreadsheets and phones write it. A number without country code is one of
 * `defaultCountry`, whose own prefix for calls abroad (011, 0011 …) counts as much as 00. A lost `+` (the digits begin
 * with that country's calling code) and a 0 lost in a spreadsheet are put back where that makes a valid number. Of two
 * readings the one that can be texted wins; two equally good ones, or two meanings of a prefix, are refused as
 * 'ambiguous', because the wrong one is a stranger's number. Never throws; takes time in proportion to the input.
 *
 * Answers as `parsePhoneWithPlan` does, about 20 times as fast once numbers alike were seen: see `LearnedPlans`.
 */
export function parsePhone(input: string, defaultCountry: CountryCode | null): Result<PhoneNumber, PhoneReason> {
  const run = scanSpelling(input);
  return run === null ? parsePhoneWithPlan(input, defaultCountry) : learned.read(run, defaultCountry);
}

/** The number as people write it for abroad: '+27 82 123 4567'. `parsePhone` reads it back to the same number. */
export function formatPhone(e164: E164): string {
  return parseWithLibrary(e164)?.formatInternational() ?? e164;
}
