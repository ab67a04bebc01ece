import {
  getCountries as listCountries,
  getCountryCallingCode as callingCodeOf,
  isSupportedCountry,
} from 'libphonenumber-js/max';
import type { CountryCode } from 'libphonenumber-js/max';

export type { CountryCode };

/** ISO 3166 alpha-2 codes of all regions with a numbering plan. */
export function getCountries(): readonly CountryCode[] {
  return listCountries();
}

/** The calling code without plus: `27` for ZA. */
export function getCountryCallingCode(country: CountryCode): string {
  return callingCodeOf(country);
}

/** True for the code of a region with a numbering plan. */
export function isCountryCode(text: string): text is CountryCode {
  return isSupportedCountry(text);
}
