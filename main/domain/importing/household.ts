import { cleanText } from './clean-text.ts';

/** The contact field that names the other people who share a number. */
export const HOUSEHOLD_KEY = 'household';

/** Between the names of a household. */
const SEPARATOR = '; ';

/** A name as rows and contacts have it: the name to show, and the first name where it stands alone. */
export interface PersonName {
  readonly name: string;
  readonly first: string | null;
}

/**
 * Whether two names on one number may be of one person: their first names agree, one is the initial of the other, one
 * name is missing, or both have the same words in another order. Else several people share the number.
 */
export function mayBeSamePerson(one: PersonName, other: PersonName): boolean {
  const [wordsOne, wordsOther] = [words(one.name), words(other.name)];
  if (wordsOne.length === 0 || wordsOther.length === 0) return true;
  if (wordsOne.toSorted().join(' ') === wordsOther.toSorted().join(' ')) return true;
  const firstOne = words(one.first ?? '')[0] ?? wordsOne[0] ?? '';
  const firstOther = words(other.first ?? '')[0] ?? wordsOther[0] ?? '';
  if (firstOne === firstOther) return true;
  const isInitial = firstOne.length === 1 || firstOther.length === 1;
  return isInitial && firstOne[0] === firstOther[0] && wordsOne.at(-1) === wordsOther.at(-1);
}

/** Adds a name to those of a household: none twice, and never the name the contact itself has. Null without any. */
export function addToHousehold(household: string | null, name: string, own: string): string | null {
  const key = (text: string) => words(text).join(' ');
  const known = household === null ? [] : household.split(SEPARATOR).filter((before) => key(before) !== key(own));
  const isKnown = ['', ...known, own].some((before) => key(before) === key(name));
  const joined = [...known, ...(isKnown ? [] : [name.replaceAll(SEPARATOR, ', ')])].join(SEPARATOR);
  // A name that no longer fits is left out whole, not cut.
  const fitting = cleanText(joined) === joined ? joined : known.join(SEPARATOR);
  return fitting === '' ? null : fitting;
}

/** The names of a household, as the field holds them. */
export function householdNames(household: string | null): readonly string[] {
  return household === null ? [] : household.split(SEPARATOR);
}

/** The words of a name without case, accents and punctuation. */
function words(name: string): readonly string[] {
  const plain = name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  return plain.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
}
