import type { RuleField } from '#domain/contacts/rule.ts';
import type { ExportPerson } from '../services/contact-port.ts';

/** The columns of a table of contacts. */
export interface ExportColumns {
  readonly headers: readonly string[];
  /** Keys of the fields that have a column, in the order of their columns. */
  readonly keys: readonly string[];
}

/** What stands before and behind the fields; our own import knows the first three again and leaves out the others. */
const before = ['Mobile', 'Full name', 'Tags'];
const behind = ['Country', 'Permissions', 'Blocked', 'Added'];

/** Columns of an export: own ones first and last, fields between by label, or by key where a label stands twice. */
export function exportColumns(fields: readonly RuleField[]): ExportColumns {
  // The full name has a column of its own, which is what the contact is called.
  const shown = fields.filter(({ key }) => key !== 'full_name');
  const taken = new Set([...before, ...behind].map((name) => name.toLowerCase()));
  const headers = shown.map(({ key, label }) => {
    const isFree = !taken.has(label.toLowerCase());
    taken.add(label.toLowerCase());
    return isFree ? label : key;
  });
  return { headers: [...before, ...headers, ...behind], keys: shown.map(({ key }) => key) };
}

/** One contact as a row; null is an empty cell. */
export function exportRow(person: ExportPerson, { keys }: ExportColumns): (string | null)[] {
  const { e164, name, tags, country, permissions, blocked, addedAt } = person;
  const values = new Map(person.values);
  return [
    e164,
    name,
    tags.join('; ') || null,
    ...keys.map((key) => values.get(key) ?? null),
    country,
    permissions.join(' ') || null,
    blocked,
    addedAt,
  ];
}
