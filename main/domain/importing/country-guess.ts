import { isTextable, parsePhone } from '#domain/phone/parse-phone.ts';
import type { CountryCode } from '#domain/phone/parse-phone.ts';

/**
 * The country that a column's numbers look like. `share` is that of the numbers that fit it, 0 to 1. `sure` fits far
 * better than any other; `check` fits, but so does another country, and the user should be asked; `given` is the
 * country that was given, because the numbers say nothing.
 */
export interface CountryGuess {
  readonly country: CountryCode | null;
  readonly share: number;
  readonly confidence: 'sure' | 'check' | 'given';
}

/** Countries with many people or many lists of numbers, tried when the given one does not fit. */
const CANDIDATES =
  `US GB ZA IN DE FR ES IT PT NL BE IE CH AT PL CZ SK HU RO BG GR TR RU UA SE NO DK FI EE LV LT HR RS SI
  AU NZ CA MX BR AR CL CO PE VE NG KE GH TZ UG ET EG MA DZ TN SA AE IL IR IQ PK BD LK NP CN HK TW JP KR TH VN ID MY SG PH
  ZW ZM BW NA MZ AO RW CM SN CI`.split(/\s+/) as readonly CountryCode[];

/** Large countries that are meant rather than a small one with the same numbers (Iraq's mobiles look like British ones). */
const LARGE: ReadonlySet<CountryCode> = new Set(['US', 'GB', 'ZA', 'IN', 'DE', 'FR', 'ES', 'IT', 'AU', 'BR']);

/** Values looked at; more say no more. */
const VALUES_MAX = 60;
/** From this share on, the given country is not doubted. */
const FITS = 0.8;
/** Least share with which another country wins, and least lead over every other, and over the other large ones. */
const WINS = 0.6;
const LEADS = 0.25;
const LEADS_LARGE = 0.1;

interface Fit {
  readonly country: CountryCode;
  readonly share: number;
}

/**
 * The country most of the numbers belong to, when they say so: numbers with a country code name it, and the others
 * must fit it better than every other country. Else the `fallback`, with the share that fits it.
 */
export function guessCountry(values: readonly string[], fallback: CountryCode | null): CountryGuess {
  const numbers = values
    .filter((value) => /\p{Nd}(?:\P{Nd}{0,3}\p{Nd}){4}/u.test(value.slice(0, 60)))
    .slice(0, VALUES_MAX);
  const given = fallback === null ? 0 : shareOf(numbers, fallback);
  const kept: CountryGuess = { country: fallback, share: given, confidence: given >= FITS ? 'sure' : 'given' };
  if (given >= FITS || numbers.length === 0) return kept;
  const candidates = [...new Set([...namedCountries(numbers), ...CANDIDATES])].filter((code) => code !== fallback);
  const fits = candidates.map((country) => ({ country, share: shareOf(numbers, country) }));
  const best = leader(fits, given, LEADS);
  if (best !== null) return { ...best, confidence: 'sure' };
  const large = leader(
    fits.filter(({ country }) => LARGE.has(country)),
    given,
    LEADS_LARGE,
  );
  return large === null ? kept : { ...large, confidence: 'check' };
}

/** The country that fits well and better than the others by `lead`. */
function leader(fits: readonly Fit[], given: number, lead: number): Fit | null {
  const [best, next] = fits.toSorted((one, other) => other.share - one.share);
  const rival = Math.max(given, next?.share ?? 0);
  return best === undefined || best.share < WINS || best.share - rival < lead ? null : best;
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
