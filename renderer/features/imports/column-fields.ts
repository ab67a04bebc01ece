import type { Output } from '#contract/contract.ts';

type Description = Output<'imports.describe'>;

/** The choice that leaves a column out. */
export const leaveOut = '(leave out)';

const ownFields: Readonly<Record<string, string>> = {
  mobile: 'Mobile number',
  first_name: 'First name',
  last_name: 'Last name',
  full_name: 'Full name',
  email: 'Email',
  opt_out: 'Opted out (adds to blocklist)',
};

/** A key to propose for a column nobody knows yet; main has the last word on it. */
function proposedKey(column: string): string {
  const words = column
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
  const key = words.join('_').slice(0, 40);
  return /^\d/.test(key) ? `field_${key}`.slice(0, 40) : key;
}

/** What one column can go to: left out, a field of Assent, a field met before, or a new one of its own name. */
export function fieldOptions(description: Description, index: number): { value: string; label: string }[] {
  const labels = new Map(Object.entries(ownFields));
  for (const { key, label } of description.fields) if (!labels.has(key)) labels.set(key, label);
  const column = description.columns.find((found) => found.index === index);
  const key = column?.field ?? proposedKey(column?.column ?? '');
  if (key !== '' && !labels.has(key)) labels.set(key, `New field: ${column?.column ?? key}`);
  return [{ value: leaveOut, label: 'Do not import' }, ...[...labels].map(([value, label]) => ({ value, label }))];
}
