import { phoneReasonWords } from '#domain/phone/phone-reasons.ts';
import type { RowReason } from './row-outcome.ts';

/** What a user can do about a group of rows. */
export type ProblemAction =
  'setCountry' | 'editNumbers' | 'chooseColumn' | 'exportAsText' | 'allowRepair' | 'setType' | 'leaveOut';

/** The actions as the words of a button. */
export const actionWords: Readonly<Record<ProblemAction, string>> = {
  setCountry: 'Set a country for these',
  editNumbers: 'Correct them one by one',
  chooseColumn: 'Choose another column for the number',
  exportAsText: 'Format the column as text in the spreadsheet, and export it again',
  allowRepair: 'Allow this repair',
  setType: 'Keep the field as text',
  leaveOut: 'Leave these rows out',
};

/** Every reason for which a row or a value is not taken. */
export type ProblemReason = RowReason | 'badValue';

interface ProblemKind {
  /** What is wrong, for one row and for several, to stand after the count. */
  readonly one: string;
  readonly many: string;
  /** What mends it, best first. */
  readonly actions: readonly ProblemAction[];
}

const KINDS: Readonly<Record<ProblemReason, ProblemKind>> = {
  empty: {
    one: 'row has no number',
    many: 'rows have no number',
    actions: ['chooseColumn', 'editNumbers', 'leaveOut'],
  },
  noDigits: {
    one: 'number has no digits',
    many: 'numbers have no digits',
    actions: ['chooseColumn', 'editNumbers', 'leaveOut'],
  },
  notANumber: {
    one: 'number has other signs than a phone number',
    many: 'numbers have other signs than a phone number',
    actions: ['editNumbers', 'chooseColumn', 'leaveOut'],
  },
  looksLikeDate: {
    one: 'number looks like a date',
    many: 'numbers look like dates',
    actions: ['chooseColumn', 'exportAsText', 'leaveOut'],
  },
  digitsLost: {
    one: 'number was rounded by a spreadsheet, and its digits are lost',
    many: 'numbers were rounded by a spreadsheet, and their digits are lost',
    actions: ['exportAsText', 'editNumbers', 'leaveOut'],
  },
  countryNeeded: {
    one: 'number has no country code',
    many: 'numbers have no country code',
    actions: ['setCountry', 'editNumbers', 'leaveOut'],
  },
  unknownCountry: {
    one: 'number has a country code that no country has',
    many: 'numbers have a country code that no country has',
    actions: ['editNumbers', 'setCountry', 'leaveOut'],
  },
  tooShort: {
    one: 'number has too few digits',
    many: 'numbers have too few digits',
    actions: ['setCountry', 'editNumbers', 'leaveOut'],
  },
  tooLong: {
    one: 'number has too many digits, or is more than one number',
    many: 'numbers have too many digits, or are more than one number',
    actions: ['editNumbers', 'setCountry', 'leaveOut'],
  },
  ambiguous: {
    one: 'number can be read as two different numbers',
    many: 'numbers can be read as two different numbers each',
    actions: ['setCountry', 'editNumbers', 'leaveOut'],
  },
  invalid: {
    one: 'number is not in use in its country',
    many: 'numbers are not in use in their country',
    actions: ['setCountry', 'editNumbers', 'leaveOut'],
  },
  repairOff: {
    one: 'number needs a repair that is switched off',
    many: 'numbers need a repair that is switched off',
    actions: ['allowRepair', 'editNumbers', 'leaveOut'],
  },
  underAge: {
    one: 'person is under the age limit, and nothing of the row is kept',
    many: 'people are under the age limit, and nothing of their rows is kept',
    actions: ['leaveOut'],
  },
  leftOut: {
    one: 'row was left out by hand',
    many: 'rows were left out by hand',
    actions: [],
  },
  badValue: {
    one: 'value does not fit its field, and was left out; the person stays',
    many: 'values do not fit their fields, and were left out; the people stay',
    actions: ['setType'],
  },
};

/** Every reason in a fixed order. */
export const problemReasons = Object.keys(KINDS) as readonly ProblemReason[];

/** A reason in words about one row, for the list of rejected rows. */
export function reasonWords(reason: ProblemReason): string {
  const words = Object.hasOwn(phoneReasonWords, reason)
    ? phoneReasonWords[reason as keyof typeof phoneReasonWords]
    : `this ${KINDS[reason].one}`;
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Rows or values with one reason, and what mends them. */
export interface ProblemGroup {
  readonly reason: ProblemReason;
  readonly count: number;
  /** Such as '212 numbers have too few digits'. */
  readonly title: string;
  readonly actions: readonly ProblemAction[];
}

/** The problems of a check by what mends them, the largest first; reasons that did not occur are left out. */
export function groupProblems(counts: ReadonlyMap<ProblemReason, number>): readonly ProblemGroup[] {
  return [...counts]
    .filter(([, count]) => count > 0)
    .toSorted(([one, many], [other, more]) => more - many || (one < other ? -1 : 1))
    .map(([reason, count]) => {
      const { one, many, actions } = KINDS[reason];
      return { reason, count, title: `${count.toLocaleString('en-GB')} ${count === 1 ? one : many}`, actions };
    });
}
