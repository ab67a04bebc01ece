import { drop } from './looked-digits.ts';
import type { Digits, LookedDigits } from './looked-digits.ts';
import { isCallingCode, planOf, regionsOf } from './numbering-plans.ts';
import type { NumberingPlan, TypePlan } from './numbering-plans.ts';
import type { PhoneType } from './phone-number.ts';

// The steps of libphonenumber-js 1.13 over digits (`parse`, `extractCountryCallingCode`, `extractNationalNumber`,
// `getCountryByCallingCode`, `getNumberType`), each asking through `LookedDigits`. Whole numbers only, nothing typed.

/** A number split as the library splits it. `plan` is that of its country, or else of its calling code. */
export interface Split {
  readonly callingCode: string;
  readonly country: string | null;
  readonly national: Digits;
  readonly plan: NumberingPlan;
}

/** Reads on from the calling code; null when there is no such code. */
export function splitInternational(looked: LookedDigits, digits: Digits): Split | null {
  if (looked.startsWith(digits, '0')) return null;
  for (let count = 1; count <= 3 && count <= digits.text.length; count += 1) {
    looked.note(digits, count);
    const callingCode = digits.text.slice(0, count);
    if (isCallingCode(callingCode)) return splitNational(looked, drop(digits, count), callingCode, null);
  }
  return null;
}

/** Reads a number as dialled in a country: out of it, with its calling code but no plus, or inside it. */
export function splitLocal(looked: LookedDigits, digits: Digits, country: string): Split | null {
  const plan = planOf(country);
  const prefix = looked.findStart(plan.abroad, digits)?.[0] ?? '';
  const abroad = drop(digits, prefix.length);
  if (prefix !== '' && abroad.text !== '' && !looked.startsWith(abroad, '0')) return splitInternational(looked, abroad);
  const { callingCode } = plan;
  if (looked.startsWith(digits, callingCode)) {
    const rest = drop(digits, callingCode.length);
    const shorter = takeTrunkOff(looked, rest, plan);
    const longer = takeTrunkOff(looked, digits, plan);
    const isBetter = !looked.matchesWhole(plan.national, longer) && looked.matchesWhole(plan.national, shorter);
    if (isBetter || longer.text.length > longest(plan)) return splitNational(looked, rest, callingCode, null);
  }
  return splitNational(looked, digits, callingCode, country);
}

/** The type of a split number; null when it is not valid. */
export function typeOf(looked: LookedDigits, { plan, national }: Split): PhoneType | null {
  if (plan.types.length === 0) return looked.matchesWhole(plan.national, national) ? 'unknown' : null;
  return typeIn(looked, plan, national);
}

/** The most digits that a number of the plan has. */
export function longest({ lengths }: NumberingPlan): number {
  return Math.max(...lengths);
}

function splitNational(looked: LookedDigits, digits: Digits, callingCode: string, country: string | null): Split {
  const national = takeTrunkOff(looked, digits, planOf(country ?? callingCode));
  const region = regionFor(looked, callingCode, national) ?? country;
  return { callingCode, country: region, national, plan: planOf(region ?? callingCode) };
}

/** Takes off what is dialled inside the country only, unless the number is a valid one with it alone. */
function takeTrunkOff(looked: LookedDigits, digits: Digits, plan: NumberingPlan): Digits {
  const found = plan.trunk === null || digits.text === '' ? null : looked.findStart(plan.trunk, digits);
  if (found === null) return digits;
  const national = replaceTrunk(looked, digits, plan, found);
  if (national.text === digits.text) return digits;
  if (looked.matchesWhole(plan.national, digits) && !looked.matchesWhole(plan.national, national)) return digits;
  const region = regionFor(looked, plan.callingCode, national);
  const possible = region === null ? plan : planOf(region);
  // From a number that is too long it is taken off all the same; so the library does it.
  const { length } = national.text;
  return possible.lengths.includes(length) || length > longest(possible) ? national : digits;
}

function replaceTrunk(looked: LookedDigits, digits: Digits, plan: NumberingPlan, found: RegExpExecArray): Digits {
  const count = found[0].length;
  const lastGroup = found.length > 1 ? (found.at(-1) ?? '') : '';
  const rest = drop(digits, count);
  if (plan.trunk === null || plan.trunkReplacement === null || lastGroup === '') return rest;
  // The replacement may hold digits of the number again, so all that it was made from counts as looked at.
  looked.note(digits, count);
  const text = digits.text.replace(plan.trunk.start, plan.trunkReplacement);
  return { text, fixed: text.length - rest.text.length + rest.fixed, from: rest.from };
}

/** Which of the regions that share a calling code has the number; null for none of them. */
function regionFor(looked: LookedDigits, callingCode: string, national: Digits): string | null {
  const regions = regionsOf(callingCode);
  if (regions.length <= 1) return regions[0] ?? null;
  return regions.find((region) => isOfRegion(looked, planOf(region), national)) ?? null;
}

function isOfRegion(looked: LookedDigits, plan: NumberingPlan, national: Digits): boolean {
  if (plan.leading === null) return typeIn(looked, plan, national) !== null;
  return national.text !== '' && looked.matchesStart(plan.leading, national);
}

/** The types other than landlines and mobiles, in the order in which the library tries them, and their place in a plan. */
const OTHER_TYPES: readonly (readonly [place: number, type: PhoneType])[] = [
  [3, 'premium'],
  [2, 'toll-free'],
  [9, 'other'],
  [8, 'voip'],
  [4, 'other'],
  [7, 'other'],
  [6, 'other'],
  [5, 'other'],
];

function typeIn(looked: LookedDigits, { national: every, types }: NumberingPlan, national: Digits): PhoneType | null {
  if (!looked.matchesWhole(every, national)) return null;
  const isOf = (type: TypePlan | null | undefined): boolean =>
    type !== null &&
    type !== undefined &&
    type.lengths.includes(national.text.length) &&
    looked.matchesWhole(type.pattern, national);
  const [fixed, mobile = null] = types;
  if (isOf(fixed)) return mobile === null || isOf(mobile) ? 'fixed-or-mobile' : 'fixed';
  if (isOf(mobile)) return 'mobile';
  return OTHER_TYPES.find(([place]) => isOf(types[place]))?.[1] ?? null;
}
