import { isTextable, parsePhone } from '#domain/phone/parse-phone.ts';
import type { CountryCode } from '#domain/phone/parse-phone.ts';

/** The country that a column's numbers look like. `share` is that of the numbers that fit it, 0 to 1. */
export interface CountryGuess {
  readonly country: CountryCode | null;
  readonly share: number;
  /** Whether the numbers say so, or the country is the one that was given. */
  readonly isFromData: boolean;
}

/** Countries with many people or many lists of numbers, tried when the given one does not fit. */
const CANDIDATES =
  `US GB ZA IN DE FR ES IT PT NL BE IE CH AT PL CZ SK HU RO BG GR TR RU UA SE NO DK FI EE LV LT HR RS SI
  AU NZ CA MX BR AR CL CO PE VE NG KE GH TZ UG ET EG MA DZ TN SA AE IL IR IQ PK BD LK NP CN HK TW JP KR TH VN ID MY SG PH
  ZW ZM BW NA MZ AO RW CM SN CI`.split(/\s+/) as readonly CountryCode[];

/** Values looked at; more say no more. */
const VALUES_MAX = 60;
/** From this share on, the given country is not doubted. */
const FITS = 0.8;
/** Least share, and least lead over the next country, with which another country wins. */
const WINS = 0.6;
const LEADS = 0.25;

/**
 * The country most of the numbers belong to, when they say so: numbers with a country code name it, and for the others
 * a country must fit far better than every other. Else the `fallback`, with the share that fits it.
 */
export function guessCountry(values: readonly string[], fallback: CountryCode | null): CountryGuess {
  const numbers = values.filter((value) => /\d{5}/.test(value.replace(/\D/g, ''))).slice(0, VALUES_MAX);
  const given = fallback === null ? 0 : shareOf(numbers, fallback);
  if (fallback !== null && given >= FITS) return { country: fallback, share: given, isFromData: true };
  const candidates = [...new Set([...namedCountries(numbers), ...CANDIDATES])].filter((code) => code !== fallback);
  const ranked = candidates
    .map((country) => ({ country, share: shareOf(numbers, country) }))
    .toSorted((a, b) => b.share - a.share);
  const [best, next] = ranked;
  const rival = Math.max(given, next?.share ?? 0);
  if (best === undefined || best.share < WINS || best.share - rival < LEADS) {
    return { country: fallback, share: given, isFromData: false };
  }
  return { ...best, isFromData: true };
}

/** Countries that numbers name by their country code. */
function namedCountries(numbers: readonly string[]): readonly CountryCode[] {
  return numbers.flatMap((text) => {
    const phone = parsePhone(text, null);
    return phone.ok && phone.value.country !== null ? [phone.value.country] : [];
  });
}

/** Numbers of the country itself that a text reaches; one read as of a neighbour under the same code is not. */
function shareOf(numbers: readonly string[], country: CountryCode): number {
  if (numbers.length === 0) return 0;
  const fitting = numbers.filter((text) => {
    const phone = parsePhone(text, country);
    return phone.ok && phone.value.country === country && isTextable(phone.value);
  });
  return fitting.length / numbers.length;
}
