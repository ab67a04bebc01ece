import { addToHousehold, mayBeSamePerson } from './household.ts';
import type { PersonRow } from './row-outcome.ts';
import { joinTags } from './row-tags.ts';

/** Which of several rows with one number counts; `merge` fills the empty fields of the first from later ones. */
export type KeepRule = 'first' | 'last' | 'merge';

/** The rows of one number as one person. `household` names the other people among them; null without any. */
export interface GatheredPerson {
  readonly row: PersonRow;
  readonly household: string | null;
  /** How many rows of the file it stands for. */
  readonly rows: number;
}

/** A row before any other of its number was seen. */
export function gather(row: PersonRow): GatheredPerson {
  return { row, household: null, rows: 1 };
}

/**
 * Takes in a later row of the same number; rows must come in the order of the file. Whatever is kept, one row that
 * opts out opts the number out, and tags add up. Fields of another person of the household are never mixed in, and
 * evidence of a permission comes from one row: half of one and half of another would be a proof that nobody gave.
 */
export function gatherMore(
  before: GatheredPerson,
  later: PersonRow,
  keep: KeepRule,
  fieldKeys: readonly string[],
): GatheredPerson {
  const firstName = fieldKeys.indexOf('first_name');
  const isSame = mayBeSamePerson(nameOf(before.row, firstName), nameOf(later, firstName));
  const [kept, other] = keep === 'last' ? [later, before.row] : [before.row, later];
  const values =
    keep === 'merge' && isSame ? kept.values.map((value, slot) => value ?? later.values[slot] ?? null) : kept.values;
  const evidence = isSame ? (kept.evidence ?? other.evidence) : kept.evidence;
  const row: PersonRow = {
    ...kept,
    name: keep === 'merge' && isSame && kept.name === '' ? later.name : kept.name,
    values,
    evidence,
    optOut: kept.optOut || other.optOut,
    tags: joinTags(before.row.tags, later.tags),
  };
  const household = addToHousehold(before.household, isSame ? '' : other.name, kept.name);
  return { row, household, rows: before.rows + 1 };
}

function nameOf({ name, values }: PersonRow, firstName: number) {
  return { name, first: values[firstName] ?? null };
}
