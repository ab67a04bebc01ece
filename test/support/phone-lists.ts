import { createRequire } from 'node:module';
import { countries } from '../../main/domain/phone/countries.ts';
import type { CountryCode } from '../../main/domain/phone/countries.ts';
import { seeded } from './random.ts';

/** A number as a list holds it, and the country its list is of. */
export interface WrittenNumber {
  readonly text: string;
  readonly country: CountryCode | null;
}

/** A real number of a region: one of each type that its plan has. */
export interface ExampleNumber {
  readonly country: CountryCode;
  readonly callingCode: string;
  readonly significant: string;
  /** The prefix for calls inside the country; '' where there is none. */
  readonly trunk: string;
}

interface Examples {
  getExampleNumberForType(region: string, type: number): ExampleOfGoogle | null;
  getNationalSignificantNumber(number: ExampleOfGoogle): string;
  getNddPrefixForRegion(region: string, stripNonDigits: boolean): string | null;
}
interface ExampleOfGoogle {
  getNationalNumber(): number;
}
const google = createRequire(import.meta.url)('google-libphonenumber') as {
  PhoneNumberUtil: { getInstance(): Examples };
};
const PHONE_TYPES = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10];

function examplesOf({ code, callingCode }: (typeof countries)[number]): readonly ExampleNumber[] {
  const library = google.PhoneNumberUtil.getInstance();
  const found = PHONE_TYPES.flatMap((type) => {
    const example = library.getExampleNumberForType(code, type);
    return example === null ? [] : [library.getNationalSignificantNumber(example)];
  });
  const trunk = library.getNddPrefixForRegion(code, true) ?? '';
  return [...new Set(found)].map((significant) => ({ country: code, callingCode, significant, trunk }));
}

/** The example number of every type of every region, of Google's own library. */
export const exampleNumbers: readonly ExampleNumber[] = countries.flatMap(examplesOf);

/** Sixty countries that lists are made of: the most people, and those whose plans are hard to read. */
export const listCountries: readonly CountryCode[] = [
  ...(['ZA', 'US', 'GB', 'DE', 'IN', 'NG', 'KE', 'GH', 'TZ', 'UG', 'ZM', 'ZW', 'BW', 'NA', 'MZ'] as const),
  ...(['EG', 'MA', 'DZ', 'CI', 'SN', 'CM', 'ET', 'AO', 'GA', 'RE', 'FR', 'ES', 'PT', 'IT', 'NL'] as const),
  ...(['BE', 'CH', 'AT', 'IE', 'PL', 'CZ', 'HU', 'RO', 'GR', 'TR', 'SE', 'NO', 'FI', 'DK', 'RU'] as const),
  ...(['KZ', 'UA', 'BY', 'CA', 'JM', 'MX', 'BR', 'AR', 'CO', 'CL', 'PE', 'AU', 'NZ', 'JP', 'CN'] as const),
];

type Spelled = (example: ExampleNumber, significant: string) => string;

function grouped(text: string, separator: string): string {
  return text.replace(/\d(?=(?:\d{3})+$)/g, `$&${separator}`);
}

/** The ways in which lists write a number. */
const SPELLINGS: readonly Spelled[] = [
  ({ callingCode }, significant) => `+${callingCode}${significant}`,
  ({ callingCode }, significant) => `+${callingCode}${significant}`,
  ({ trunk }, significant) => trunk + significant,
  ({ trunk }, significant) => trunk + significant,
  (_example, significant) => significant,
  ({ callingCode }, significant) => `00${callingCode}${significant}`,
  ({ callingCode }, significant) => callingCode + significant,
  ({ callingCode }, significant) => `+${callingCode} ${grouped(significant, ' ')}`,
  ({ callingCode, trunk }, significant) => `+${callingCode} (${trunk})${grouped(significant, '-')}`,
  ({ trunk }, significant) => grouped(trunk + significant, '-'),
  ({ trunk }, significant) => `(${(trunk + significant).slice(0, 3)}) ${(trunk + significant).slice(3)}`,
  ({ callingCode }, significant) => `00 ${callingCode} ${grouped(significant, '.')}`,
];

/** What is done to one number in ten: digits lost, added, or none of the example's kept. */
function spoil(significant: string, next: () => number): string {
  const digit = String(Math.floor(next() * 10));
  const way = Math.floor(next() * 4);
  if (way === 0) return significant.slice(0, -1);
  if (way === 1) return significant + digit;
  if (way === 2) return significant.slice(0, Math.floor(next() * significant.length)) + digit.repeat(2);
  return significant.replace(/\d/g, () => String(Math.floor(next() * 10)));
}

/**
 * Numbers as a list might hold them, the same for the same seed: an example of some type with its last digits by
 * chance (at least two of the first are kept), one in ten spoilt, in some spelling.
 */
export function* writtenNumbers(count: number, seed: number, of = listCountries): Generator<WrittenNumber> {
  const next = seeded(seed);
  const byCountry = of.map((code) => exampleNumbers.filter(({ country }) => country === code));
  const pick = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)] as T;
  for (let made = 0; made < count; made += 1) {
    const example = pick(pick(byCountry));
    const kept = 2 + Math.floor(next() * (example.significant.length - 2));
    const near = example.significant.replace(/\d/g, (digit, at: number) =>
      at < kept ? digit : String(Math.floor(next() * 10)),
    );
    const significant = next() < 0.1 ? spoil(near, next) : near;
    yield { text: pick(SPELLINGS)(example, significant), country: next() < 0.02 ? null : example.country };
  }
}
