import type { RuleField } from '#domain/contacts/rule.ts';
import { displayName } from '#domain/importing/display-name.ts';
import type { ExportPerson } from '../services/contact-port.ts';

/** The columns of a table of contacts. */
export interface ExportColumns {
  readonly headers: readonly string[];
  /** Keys of the fields that have a column, in the order of their columns. */
  readonly keys: readonly string[];
}

// Only what our own import knows again: a table that is imported where it came from changes nothing. Permissions are
// not in it, because no file can give them back; the JSON export has everything.

const before = ['Mobile', 'Full name', 'Tags'];
/** Read back as "does not want texts": a block goes with the number into any other workspace. */
const behind = ['Blocked'];

/** Columns of an export: own ones first and last, fields between by label, or by key where a label stands twice. */
export function exportColumns(fields: readonly RuleField[]): ExportColumns {
  const shown = fields.filter(({ key }) => key !== 'full_name');
  const taken = new Set([...before, ...behind].map((name) => name.toLowerCase()));
  const headers = shown.map(({ key, label }) => {
    const isFree = !taken.has(label.toLowerCase());
    taken.add(label.toLowerCase());
    return isFree ? label : key;
  });
  return { headers: [...before, ...headers, ...behind], keys: shown.map(({ key }) => key) };
}

/** The full name, unless first and last name say the same: then it would come back as one more value. */
function fullName(person: ExportPerson, values: ReadonlyMap<string, string>): string | null {
  const full = values.get('full_name');
  if (full !== undefined && full !== '') return full === person.name ? full : person.name;
  return displayName(values) === person.name ? null : person.name || null;
}

/** One contact as a row; null is an empty cell. */
export function exportRow(person: ExportPerson, { keys }: ExportColumns): (string | null)[] {
  const values = new Map(person.values);
  return [
    person.e164,
    fullName(person, values),
    person.tags.join('; ') || null,
    ...keys.map((key) => values.get(key) ?? null),
    person.blocked === null ? null : 'yes',
  ];
}
