/** A value as a contact keeps it; null where there is none. */
export type FieldValue = string | number | null;

/** A contact's name and its values by field position. */
export interface ContactContent {
  readonly name: string;
  readonly values: readonly FieldValue[];
}

/** What a row may do to a contact that is there already. */
export interface MergeRule {
  readonly existing: 'fillEmpty' | 'overwrite' | 'skip';
  /** With `overwrite`: positions that may be overwritten; null = all. Empty ones are filled in any case. */
  readonly overwrite: ReadonlySet<number> | null;
  /** Positions of the fields a name is made of: full, first and last name. */
  readonly nameFields: ReadonlySet<number>;
}

export interface MergedContact {
  readonly content: ContactContent;
  /** Field position, old value, new value; position -1 is the shown name. Empty when nothing changes. */
  readonly changes: readonly (readonly [number, FieldValue, FieldValue])[];
}

/** The position that stands for the shown name in a list of changes. */
export const namePosition = -1;

const isEmpty = (value: FieldValue | undefined): boolean => value === null || value === undefined || value === '';

/**
 * What a row does to a contact. An empty value of the row never blanks what is known. The shown name follows the row's
 * when one of its name fields was taken, or when there was no name.
 */
export function mergeContact(known: ContactContent, row: ContactContent, rule: MergeRule): MergedContact {
  if (rule.existing === 'skip') return { content: known, changes: [] };
  const values = [...known.values];
  const changes: [number, FieldValue, FieldValue][] = [];
  let isNameTaken = false;
  row.values.forEach((value, position) => {
    const old = values[position] ?? null;
    if (isEmpty(value) || value === old) return;
    const mayOverwrite = rule.existing === 'overwrite' && (rule.overwrite?.has(position) ?? true);
    if (!isEmpty(old) && !mayOverwrite) return;
    while (values.length < position) values.push(null);
    values[position] = value;
    changes.push([position, old, value]);
    isNameTaken ||= rule.nameFields.has(position);
  });
  const name = row.name !== '' && (known.name === '' || isNameTaken) ? row.name : known.name;
  if (name !== known.name) changes.push([namePosition, known.name === '' ? null : known.name, name]);
  return { content: { name, values }, changes };
}
