import { prepared } from '../database.ts';
import type { ReadableDb, WritableDb } from '../database.ts';
import type { ContactField } from '../../services/storage-port.ts';

/** What a field's value is kept as: text as it is, numbers as numbers, dates as `2026-11-24`, yes/no in words. */
export type StoredValue = string | number | null;

/** Fields in the order of their positions in `contact.fields`. */
export function fieldList(db: ReadableDb): ContactField[] {
  return prepared<[], Omit<ContactField, 'options'> & { options: string }>(
    db,
    'SELECT position, key, label, type, options FROM field ORDER BY position',
  )
    .all()
    .map((row) => ({ ...row, options: JSON.parse(row.options) as string[] }));
}

/** Fields in the order people have put them in; those nobody has placed follow as they came. */
export function inShownOrder<Field extends { readonly key: string }>(
  db: ReadableDb,
  fields: readonly Field[],
): Field[] {
  const placed = prepared<[], string>(db, 'SELECT key FROM field WHERE rank IS NOT NULL ORDER BY rank').pluck().all();
  const ranks = new Map(placed.map((key, rank) => [key, rank]));
  const rankOf = ({ key }: Field): number => ranks.get(key) ?? placed.length;
  return fields.toSorted((a, b) => rankOf(a) - rankOf(b));
}

/** The keys of the fields by position; the empty text where a field was removed. */
export function fieldKeys(db: ReadableDb): string[] {
  const keys: string[] = [];
  for (const { position, key } of fieldList(db)) {
    while (keys.length < position) keys.push('');
    keys.push(key);
  }
  return keys;
}

/** A contact's stored values by position. */
export function readStored(json: string): StoredValue[] {
  return JSON.parse(json) as StoredValue[];
}

/** A contact's values as [key, value] pairs of text, without the empty ones. */
export function readValues(keys: readonly string[], json: string): [string, string][] {
  const values = readStored(json);
  return keys.flatMap((key, position) => {
    const value = values[position] ?? null;
    return key === '' || value === null || value === '' ? [] : [[key, String(value)] as [string, string]];
  });
}

/** Values to be stored, without the empty end: positions behind it count as empty. */
export function writeStored(values: readonly StoredValue[]): string {
  let length = values.length;
  while (length > 0 && (values[length - 1] ?? null) === null) length -= 1;
  return JSON.stringify(values.slice(0, length));
}

/** Adds the fields that are not there yet; answers the position of each key. */
export function ensureFields(
  db: WritableDb,
  wanted: readonly Pick<ContactField, 'key' | 'label' | 'type'>[],
): ReadonlyMap<string, number> {
  const insert = prepared<[object]>(
    db,
    `INSERT INTO field (position, key, label, type)
     VALUES ((SELECT coalesce(max(position), -1) + 1 FROM field), @key, @label, @type) ON CONFLICT (key) DO NOTHING`,
  );
  for (const { key, label, type } of wanted) insert.run({ key, label, type });
  return new Map(fieldList(db).map(({ key, position }) => [key, position]));
}
