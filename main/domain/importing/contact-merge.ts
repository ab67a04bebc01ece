import { displayName } from './display-name.ts';
import { HOUSEHOLD_KEY, addToHousehold, householdNames, mayBeSamePerson } from './household.ts';
import type { ContactContent } from './row-diff.ts';

/** What a file may do to people who are known already. */
export interface ExistingPolicy {
  /** Fill what is empty, overwrite fields (`overwrite`), or leave their fields as they are. */
  readonly existing: 'fillEmpty' | 'overwrite' | 'skip';
  /** Keys of the fields that 'overwrite' may overwrite; null is all. The others are filled where empty. */
  readonly overwrite: readonly string[] | null;
  /** Known people take no part in the import at all: no field, list or tag. Opting out always counts. */
  readonly newOnly: boolean;
}

/** A person as a file brings it; null values are empty cells. */
export interface IncomingContact {
  readonly name: string;
  readonly keys: readonly string[];
  readonly values: readonly (string | null)[];
  /** Other people of the file on the same number. */
  readonly household: string | null;
}

/** A change of one field for the history; `name` is the name to show. */
export type FieldChange = readonly [key: string, old: string | null, now: string];

export interface ContactMerge {
  readonly outcome: 'created' | 'updated' | 'unchanged';
  readonly merged: ContactContent;
  readonly changes: readonly FieldChange[];
  /** Whether lists, tags and evidence of the import go to this contact. */
  readonly takesPart: boolean;
}

/**
 * What a file's person does to the contact with the same number. An empty cell never blanks what is known. A person
 * whose first name differs shares the number: unless the name is overwritten, nothing of theirs is filled in, and the
 * name that is not kept goes to the field `household`. Consent and blocks are no part of this.
 */
export function mergeContact(
  existing: ContactContent | null,
  incoming: IncomingContact,
  policy: ExistingPolicy,
): ContactMerge {
  if (existing === null) return created(incoming);
  if (policy.newOnly || policy.existing === 'skip') {
    return { outcome: 'unchanged', merged: existing, changes: [], takesPart: !policy.newOnly };
  }
  const known = existing.name ?? '';
  const isSame = mayBeSamePerson(
    { name: known, first: existing.values.get('first_name') ?? null },
    { name: incoming.name, first: valueOf(incoming, 'first_name') },
  );
  const mayFill = isSame || overwritesName(incoming, policy);
  const values = new Map(existing.values);
  for (const [key, value] of changesOf(existing, incoming)) {
    const mayOverwrite = overwrites(policy, key);
    if (mayOverwrite || (mayFill && (values.get(key) ?? '') === '')) values.set(key, value);
  }
  const name = mergedName(existing, incoming, values, policy);
  for (const other of sharers(known, incoming, isSame)) {
    const household = addToHousehold(values.get(HOUSEHOLD_KEY) ?? null, other, name ?? '');
    if (household !== null) values.set(HOUSEHOLD_KEY, household);
  }
  return finished(existing, { name, values });
}

function created(incoming: IncomingContact): ContactMerge {
  const values = new Map<string, string>();
  incoming.keys.forEach((key, slot) => {
    const value = incoming.values[slot] ?? '';
    if (value !== '') values.set(key, value);
  });
  if (incoming.household !== null) values.set(HOUSEHOLD_KEY, incoming.household);
  const name = incoming.name === '' ? displayName(values) : incoming.name;
  return { outcome: 'created', merged: { name, values }, changes: [], takesPart: true };
}

function overwrites({ existing, overwrite }: ExistingPolicy, key: string): boolean {
  return existing === 'overwrite' && (overwrite === null || overwrite.includes(key));
}

function valueOf({ keys, values }: IncomingContact, key: string): string | null {
  return values[keys.indexOf(key)] ?? null;
}

/** The filled values that differ. A first and a last name outdate an earlier full name: it would hide them. */
function changesOf(existing: ContactContent, incoming: IncomingContact): readonly (readonly [string, string])[] {
  const filled = incoming.keys.flatMap((key, slot) => {
    const value = incoming.values[slot] ?? '';
    return value === '' || existing.values.get(key) === value ? [] : [[key, value] as const];
  });
  const [first, last] = [valueOf(incoming, 'first_name'), valueOf(incoming, 'last_name')];
  const isOutdated = existing.values.has('full_name') && valueOf(incoming, 'full_name') === null;
  if (!isOutdated || first === null || last === null) return filled;
  return [...filled, ['full_name', `${first} ${last}`]];
}

/** A name given by hand is only replaced when the file brings a name that may overwrite it. */
function mergedName(
  existing: ContactContent,
  incoming: IncomingContact,
  values: ReadonlyMap<string, string>,
  policy: ExistingPolicy,
): string | null {
  const known = existing.name;
  if (known === null || known === '') return displayName(values) ?? known;
  return overwritesName(incoming, policy) ? (displayName(values) ?? known) : known;
}

/** Whether the file brings a part of a name that may overwrite the known one: then the contact becomes that person. */
function overwritesName(incoming: IncomingContact, policy: ExistingPolicy): boolean {
  return ['full_name', 'first_name', 'last_name'].some(
    (key) => valueOf(incoming, key) !== null && overwrites(policy, key),
  );
}

/** Names on the number that are not the contact's own; `addToHousehold` leaves out the one that is. */
function sharers(known: string, incoming: IncomingContact, isSame: boolean): readonly string[] {
  const others = householdNames(incoming.household);
  return isSame ? others : [known, incoming.name, ...others];
}

function finished(existing: ContactContent, merged: ContactContent): ContactMerge {
  const changes: FieldChange[] = [];
  for (const [key, now] of merged.values) {
    const old = existing.values.get(key) ?? null;
    if (old !== now) changes.push([key, old, now]);
  }
  if (merged.name !== existing.name && merged.name !== null) changes.push(['name', existing.name, merged.name]);
  return { outcome: changes.length === 0 ? 'unchanged' : 'updated', merged, changes, takesPart: true };
}
