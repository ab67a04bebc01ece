import { displayName } from './display-name.ts';

/** A contact as the ledger has it, or as a row of a file makes it. */
export interface ContactContent {
  readonly name: string | null;
  readonly values: ReadonlyMap<string, string>;
}

export interface ContactDiff {
  readonly outcome: 'created' | 'updated' | 'unchanged';
  readonly merged: ContactContent;
}

/**
 * What a row does to a contact. A value in the row overwrites; an empty or missing one never blanks what is known.
 * The name follows the merged name fields, and stays as it is when they give none.
 */
export function diffContact(existing: ContactContent | null, incoming: ReadonlyMap<string, string>): ContactDiff {
  const values = new Map(existing?.values ?? []);
  let hasChanged = false;
  for (const [field, value] of withFullName(values, incoming)) {
    if (value === '' || values.get(field) === value) continue;
    values.set(field, value);
    hasChanged = true;
  }
  const known = existing?.name ?? null;
  // A name given by hand is only replaced when the row itself brings a part of a name.
  const name = displayName(incoming) === null && known !== null ? known : (displayName(values) ?? known);
  const merged = { name, values };
  if (existing === null) return { outcome: 'created', merged };
  return { outcome: hasChanged || name !== known ? 'updated' : 'unchanged', merged };
}

/** A full name from an earlier file is outdated by a first and a last name: it would hide them. */
function withFullName(known: ReadonlyMap<string, string>, incoming: ReadonlyMap<string, string>): Map<string, string> {
  const row = new Map(incoming);
  const hasBoth = (row.get('first_name') ?? '') !== '' && (row.get('last_name') ?? '') !== '';
  if (!known.has('full_name') || (row.get('full_name') ?? '') !== '' || !hasBoth) return row;
  return row.set('full_name', `${row.get('first_name')} ${row.get('last_name')}`);
}
