import { toCsv, toJsonArray } from '../files/export-writer.ts';
import type { ExportCell } from '../files/export-writer.ts';
import type { ExportedContact } from '../services/storage-port.ts';

type People = AsyncIterable<ExportedContact>;

/** Own column names first; a custom field that happens to be called like one of them keeps its place after them. */
const ownColumns = ['mobile', 'full_name', 'country', 'permissions', 'blocked', 'added_at'] as const;

/** Everybody as CSV pieces: safe to open in a spreadsheet program, and our own import reads the same people back. */
export function contactsCsv(people: People, fields: readonly string[]): AsyncGenerator<string> {
  return toCsv(
    rows(
      people,
      fields.filter((key) => key !== 'full_name'),
    ),
  );
}

async function* rows(people: People, fields: readonly string[]): AsyncGenerator<readonly ExportCell[]> {
  yield [...ownColumns, ...fields];
  for await (const person of people) {
    const values = new Map(person.fields);
    const { e164, name, country, permissions, blocked, addedAtMs } = person;
    const own = [e164, name, country, permissions.join(' '), blocked, new Date(addedAtMs).toISOString()];
    yield [...own, ...fields.map((key) => values.get(key) ?? null)];
  }
}

/** Everybody as the pieces of one JSON array. */
export function contactsJson(people: People): AsyncGenerator<string> {
  return toJsonArray(objects(people));
}

async function* objects(people: People): AsyncGenerator<unknown> {
  for await (const { e164, name, country, permissions, blocked, addedAtMs, fields } of people) {
    const addedAt = new Date(addedAtMs).toISOString();
    // Field names come from files: defined as own properties, so that __proto__ is only a name.
    yield { number: e164, name, country, fields: Object.fromEntries(fields), permissions, blocked, addedAt };
  }
}
