import { recordChange } from './contact-edits.ts';
import { fieldList, inShownOrder, readStored, writeStored } from './fields.ts';
import type { StoredValue } from './fields.ts';
import { renameInRules, segmentsThat } from './lists.ts';
import { beginUndo } from './undo-record.ts';
import { prepared } from '../database.ts';
import type { ReadableDb, WritableDb } from '../database.ts';
import { convertsWhole, readFieldValue } from '#domain/contacts/field-values.ts';
import { AppError } from '#domain/kernel/errors.ts';
import type { ContactWrites, ManagedField } from '../../services/contact-port.ts';
import type { ContactField } from '../../services/storage-port.ts';

function usersOf(db: ReadableDb, key: string): string[] {
  return segmentsThat(db, ({ subject }) => subject === `field:${key}`);
}

/** Fields in the order they were put in, the others by label; with how many people have a value and which segments ask for it. */
export function managedFields(db: ReadableDb): ManagedField[] {
  const list = fieldList(db);
  if (list.length === 0) return [];
  // One walk over the people for all fields; positions come from the table of fields.
  const counts = list.map(({ position }) => `count(fields ->> ${position})`).join(', ');
  const filled = db.prepare(`SELECT ${counts} FROM contact`).raw().get() as number[];
  const managed = list.map((field, at) => ({ ...field, filled: filled[at] ?? 0, usedBy: usersOf(db, field.key) }));
  return inShownOrder(
    db,
    managed.toSorted((a, b) => a.label.localeCompare(b.label)),
  );
}

function find(db: ReadableDb, key: string): ContactField {
  const field = fieldList(db).find((candidate) => candidate.key === key);
  if (!field) throw new AppError('field.unknown', { key });
  return field;
}

function insertField(
  db: WritableDb,
  { key, label, type, options }: Omit<ContactField, 'position'>,
  position: number,
): void {
  prepared<[number, string, string, string, string]>(
    db,
    'INSERT INTO field (position, key, label, type, options) VALUES (?, ?, ?, ?, ?)',
  ).run(position, key, label, type, JSON.stringify(options));
}

/** A position no field has; those in the middle of removed fields are used again, their values are gone. */
function nextPosition(db: ReadableDb): number {
  return (fieldList(db).at(-1)?.position ?? -1) + 1;
}

export function fieldAdd(db: WritableDb, field: Omit<ContactField, 'position'>): null {
  insertField(db, field, nextPosition(db));
  return null;
}

/** Puts fields in this order; one that is not named follows the others. Throws `field.unknown`. */
export function fieldOrder(db: WritableDb, { keys }: { readonly keys: readonly string[] }): null {
  for (const key of keys) find(db, key);
  db.exec('UPDATE field SET rank = NULL');
  const place = prepared<[number, string]>(db, 'UPDATE field SET rank = ? WHERE key = ?');
  keys.forEach((key, rank) => place.run(rank, key));
  return null;
}

interface Valued {
  id: number;
  fields: string;
}

/** Contacts with a value at a position, in batches, so that the loop may write. */
function* withValue(db: WritableDb, position: number): Generator<Valued> {
  const next = db.prepare<[number], Valued>(
    `SELECT id, fields FROM contact WHERE id > ? AND (fields ->> ${position}) IS NOT NULL ORDER BY id LIMIT 1000`,
  );
  for (let after = 0; ;) {
    const rows = next.all(after);
    yield* rows;
    const last = rows.at(-1);
    if (!last) return;
    after = last.id;
  }
}

const expectedWords: Readonly<Record<ContactField['type'], string>> = {
  text: 'text',
  number: 'a number',
  date: 'a date',
  choice: 'one of the choices',
  yesNo: 'yes or no',
};

/** What a kept value is called from now on; the choices that have a new name, in small letters. */
type NewNames = ReadonlyMap<string, string>;

function asNamed(value: StoredValue, newNames: NewNames): string {
  const text = String(value ?? '');
  return newNames.get(text.toLowerCase()) ?? text;
}

/** Values that would be lost in the changed field: how many, with a few of them. */
function unfitValues(db: WritableDb, field: ContactField, newNames: NewNames): { count: number; examples: string[] } {
  const examples = new Set<string>();
  let count = 0;
  for (const row of withValue(db, field.position)) {
    const value = asNamed(readStored(row.fields)[field.position] ?? null, newNames);
    if (convertsWhole(value, field)) continue;
    count += 1;
    if (examples.size < 5) examples.add(value.slice(0, 60));
  }
  return { count, examples: [...examples] };
}

/**
 * Renames a field, its choices, or changes its type; every value is kept in the form of the new type, and a renamed
 * choice takes its people and the segments that ask for it along.
 */
export function fieldChange(
  db: WritableDb,
  input: Parameters<ContactWrites['fieldChange']>[0],
): ReturnType<ContactWrites['fieldChange']> {
  const old = find(db, input.key);
  const { key, label, type, options } = input;
  const isTaken = fieldList(db).some((other) => other.key !== key && other.label.toLowerCase() === label.toLowerCase());
  if (isTaken) throw new AppError('field.exists', { label });
  const field = { ...old, label, type, options };
  const mayNotFit = type !== old.type || type === 'choice';
  const newNames: NewNames = new Map(input.renames.map(([from, to]) => [from.toLowerCase(), to]));
  const unfit = mayNotFit ? unfitValues(db, field, newNames) : { count: 0, examples: [] };
  if (unfit.count > 0 && !input.clearsUnfit) {
    throw new AppError('field.badValues', { label, ...unfit, expected: expectedWords[type] });
  }
  prepared<[string, string, string, string]>(db, 'UPDATE field SET label = ?, type = ?, options = ? WHERE key = ?').run(
    label,
    type,
    JSON.stringify(options),
    key,
  );
  if (mayNotFit) rewrite(db, field, newNames, input);
  if (newNames.size > 0) renameInRules(db, `field:${key}`, newNames);
  return { cleared: unfit.count };
}

function rewrite(
  db: WritableDb,
  field: ContactField,
  newNames: NewNames,
  author: { readonly by: string; readonly nowMs: number },
): void {
  const update = prepared<[string, number]>(db, 'UPDATE contact SET fields = ? WHERE id = ?');
  for (const row of withValue(db, field.position)) {
    const stored = readStored(row.fields);
    const before = stored[field.position] ?? null;
    const value = asNamed(before, newNames);
    const read = readFieldValue(value, field);
    const fits = read.ok && convertsWhole(value, field);
    const after: StoredValue = fits ? read.value : null;
    if (after === before) continue;
    stored[field.position] = after;
    update.run(writeStored(stored), row.id);
    if (!fits) recordChange(db, row.id, { ...author, source: 'field' }, [[field.key, before, null]]);
  }
}

/** Removes a field with everybody's value; refused while a segment asks for it. */
export function fieldRemove(
  db: WritableDb,
  input: Parameters<ContactWrites['fieldRemove']>[0],
): ReturnType<ContactWrites['fieldRemove']> {
  const field = find(db, input.key);
  const usedBy = usersOf(db, field.key);
  if (usedBy.length > 0) throw new AppError('field.inUse', { label: field.label, usedBy });
  const rank = prepared<[string], number | null>(db, 'SELECT rank FROM field WHERE key = ?').pluck().get(field.key);
  beginUndo(db, { ...input, kind: 'fieldRemove', detail: { ...field, rank: rank ?? null } });
  const { position } = field;
  const { changes } = db
    .prepare<[string]>(
      `INSERT INTO undo_contact SELECT ?, id, json_array(json(fields -> ${position})) FROM contact
       WHERE (fields ->> ${position}) IS NOT NULL`,
    )
    .run(input.token);
  db.exec(
    `UPDATE contact SET fields = json_replace(fields, '$[${position}]', NULL) WHERE (fields ->> ${position}) IS NOT NULL`,
  );
  prepared<[string]>(db, 'DELETE FROM field WHERE key = ?').run(field.key);
  return { people: changes };
}

/** Puts a removed field back with the values of everybody who is still there; answers how many got theirs. */
export function restoreField(
  db: WritableDb,
  token: string,
  field: ContactField & { readonly rank?: number | null },
): number {
  const known = fieldList(db);
  if (known.some(({ key }) => key === field.key)) throw new AppError('field.exists', { label: field.label });
  const isFree = !known.some(({ position }) => position === field.position);
  const position = isFree ? field.position : nextPosition(db);
  insertField(db, field, position);
  prepared<[number | null, string]>(db, 'UPDATE field SET rank = ? WHERE key = ?').run(field.rank ?? null, field.key);
  const rows = db.prepare<[string, number], { id: number; before: string; fields: string }>(
    `SELECT c.id, u.before, c.fields FROM undo_contact u JOIN contact c ON c.id = u.contact_id
     WHERE u.token = ? AND u.contact_id > ? ORDER BY u.contact_id LIMIT 1000`,
  );
  const update = prepared<[string, number]>(db, 'UPDATE contact SET fields = ? WHERE id = ?');
  let restored = 0;
  for (let after = 0; ;) {
    const batch = rows.all(token, after);
    for (const { id, before, fields } of batch) {
      const stored = readStored(fields);
      while (stored.length < position) stored.push(null);
      stored[position] = (JSON.parse(before) as StoredValue[])[0] ?? null;
      update.run(writeStored(stored), id);
      restored += 1;
      after = id;
    }
    if (batch.length === 0) return restored;
  }
}
