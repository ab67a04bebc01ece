import { getCountries, getCountryCallingCode } from 'libphonenumber-js/max';
import type { CountryCode } from 'libphonenumber-js/max';

/** An ISO 3166-1 alpha-2 code of a region that has a numbering plan, plus the plan's own AC, TA and XK. Upper case. */
export type { CountryCode };

/** A region and the digits that stand before its numbers abroad ('27'). Several regions may share one calling code. */
export interface Country {
  readonly code: CountryCode;
  readonly callingCode: string;
}

/** Every region of the numbering plans, by code. Names are for the edges to make, in the reader's language. */
export const countries: readonly Country[] = getCountries()
  .toSorted()
  .map((code) => ({ code, callingCode: getCountryCallingCode(code) }));

const callingCodes: ReadonlyMap<string, string> = new Map(
  countries.map(({ code, callingCode }) => [code, callingCode]),
);

/** Whether a text is such a code, exactly as written: upper case, nothing around it. */
export function isCountryCode(text: string): text is CountryCode {
  return callingCodes.has(text);
}

/** The calling code of a region ('ZA' -> '27'); null for a text that is no region. */
export function callingCodeOf(code: string): string | null {
  return callingCodes.get(code) ?? null;
}
