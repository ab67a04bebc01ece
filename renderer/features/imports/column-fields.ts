import type { Column, Description } from '../../import-answers.ts';

/** The choice that leaves a column out. */
export const leaveOut = '(leave out)';

const ownFields: Readonly<Record<string, string>> = {
  first_name: 'First name',
  last_name: 'Last name',
  full_name: 'Full name',
  email: 'Email',
  city: 'City',
  organisation: 'Organisation',
  note: 'Note',
  language: 'Language',
  time_zone: 'Time zone',
};

const roles: Readonly<Record<string, string>> = {
  mobile: 'Mobile number',
  opt_out: 'Opted out (blocks)',
  age_check: 'Age check (not kept)',
  tags: 'Tags',
};

const evidence: Readonly<Record<string, string>> = {
  permission_date: 'Proof: when they agreed',
  permission_source: 'Proof: where it came from',
  permission_text: 'Proof: the words they saw',
  permission_purpose: 'Proof: what they agreed to',
  permission_method: 'Proof: how they agreed',
};

/** Fields that several columns may go to; of any other, one column has to be chosen. */
const repeatable: ReadonlySet<string> = new Set(['mobile', 'opt_out', 'age_check', 'tags']);

/** Whether a column goes to something that is no field of a person. */
export function isRole(key: string | null): boolean {
  return key === null || key in roles || key in evidence;
}

/** What a field or role is called; a custom field by the name it was given. */
export function fieldLabel(key: string, fields: Description['fields']): string {
  const known = roles[key] ?? ownFields[key] ?? evidence[key] ?? fields.find((field) => field.key === key)?.label;
  if (known !== undefined) return known;
  const words = key.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Whether a key is a field that this file would be the first to fill: only such a one still needs a type. */
export function isNewField(key: string, fields: Description['fields']): boolean {
  return !(key in roles) && !(key in ownFields) && !(key in evidence) && !fields.some((field) => field.key === key);
}

/** A key to propose for a column nobody knows yet; main has the last word on it. */
function proposedKey({ column, index }: Column): string {
  const words = column
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
  const key = words.join('_').slice(0, 40).replace(/_$/, '');
  if (key === '') return `column_${index + 1}`;
  return /^\d/.test(key) ? `field_${key}`.slice(0, 40) : key;
}

const optionsOf = (labels: Readonly<Record<string, string>>) =>
  Object.entries(labels).map(([value, label]) => ({ value, label }));

/** What one column can go to: left out, a role, a field of Assent, a field met before, or a new one of its own name. */
export function fieldOptions({ fields }: Description, column: Column, chosen: string | null) {
  const own = fields.filter(({ key }) => !(key in ownFields) && !(key in roles));
  const fresh = [column.field, chosen, proposedKey(column)].filter(
    (key): key is string => key !== null && isNewField(key, fields),
  );
  return [
    { value: leaveOut, label: 'Do not import' },
    { group: 'Number and safety', items: optionsOf(roles) },
    { group: 'About the person', items: optionsOf(ownFields) },
    ...(own.length > 0 ? [{ group: 'Your fields', items: own.map(({ key, label }) => ({ value: key, label })) }] : []),
    ...(fresh.length > 0
      ? [
          {
            group: 'New field',
            items: [...new Set(fresh)].map((key) => ({ value: key, label: `New field: ${fieldLabel(key, [])}` })),
          },
        ]
      : []),
    { group: 'Proof for the permission step', items: optionsOf(evidence) },
  ];
}

/** What a column is called, also where the file gives it no name. */
export function columnName({ column, index }: Pick<Column, 'column' | 'index'>): string {
  return column === '' ? `Column ${index + 1}` : column;
}

/** Fields that more than one column goes to, with those columns: one of them has to be chosen. */
export function clashes(
  targets: readonly { readonly index: number; readonly field: string | null }[],
): readonly (readonly [field: string, columns: readonly number[]])[] {
  const byField = new Map<string, number[]>();
  for (const { index, field } of targets) {
    if (field === null || repeatable.has(field)) continue;
    byField.set(field, [...(byField.get(field) ?? []), index]);
  }
  return [...byField].filter(([, columns]) => columns.length > 1);
}

/** Whether every column was matched as it was decided for a file of this kind before. */
export function isAsLastTime({ columns }: Description): boolean {
  return columns.length > 0 && columns.every(({ reason }) => reason === 'same as last time');
}
