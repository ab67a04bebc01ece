import { ensureFields, fieldList, readStored, writeStored } from './fields.ts';
import type { StoredValue } from './fields.ts';
import { reindexContact } from './search.ts';
import { suppressionOf } from './suppression-of.ts';
import { prepared } from '../database.ts';
import type { ReadableDb, WritableDb } from '../database.ts';
import { readFieldValue } from '#domain/contacts/field-values.ts';
import { displayName } from '#domain/importing/display-name.ts';
import { AppError } from '#domain/kernel/errors.ts';
import type { ContactWrites } from '../../services/contact-port.ts';
import type { ContactField } from '../../services/storage-port.ts';

/** A contact as it is edited. */
export interface EditedContact {
  readonly id: number;
  readonly e164: string;
  readonly name: string;
  readonly fields: string;
}

/** Who changed something, when and by what: `edit`, `bulk`, `merge`, `undo:TOKEN`, `field`. */
export interface ChangeAuthor {
  readonly by: string;
  readonly nowMs: number;
  readonly source: string;
}

/** What a contact shall be: a name or null for what the name fields say, and values by field key. */
export interface ContactEdit {
  readonly name: string | null;
  /** Putting back what was there: the name fields stay what `values` make them. */
  readonly isRestoring?: boolean;
  readonly values: ReadonlyMap<string, StoredValue>;
}

const nameFields: ReadonlySet<string> = new Set(['full_name', 'first_name', 'last_name']);

/** Fields of the workspace by key. */
export function fieldsByKey(db: ReadableDb): ReadonlyMap<string, ContactField> {
  return new Map(fieldList(db).map((field) => [field.key, field]));
}

/** Typed values as they are kept; throws `field.unknown`, `field.badValue`. */
export function readEdit(
  fields: ReadonlyMap<string, ContactField>,
  values: readonly (readonly [string, string])[],
): ReadonlyMap<string, StoredValue> {
  return new Map(
    values.map(([key, text]) => {
      const field = fields.get(key);
      if (!field) throw new AppError('field.unknown', { key });
      const read = readFieldValue(text, field);
      if (!read.ok) throw new AppError('field.badValue', { label: field.label, value: text, expected: read.reason });
      return [key, read.value];
    }),
  );
}

export function editedContact(db: ReadableDb, id: number): EditedContact | null {
  return (
    prepared<[number], EditedContact>(db, 'SELECT id, e164, name, fields FROM contact WHERE id = ?').get(id) ?? null
  );
}

type Change = readonly [key: string, before: StoredValue, after: StoredValue];

/** Writes down what became different in a contact. */
export function recordChange(
  db: WritableDb,
  contactId: number,
  { nowMs, by, source }: ChangeAuthor,
  changes: readonly Change[],
): void {
  prepared<[number, number, string, string, string]>(
    db,
    'INSERT INTO contact_change (contact_id, at_ms, by, source, changes) VALUES (?, ?, ?, ?, ?)',
  ).run(contactId, nowMs, by, source, JSON.stringify(changes));
}

/** The name after an edit: as given, else as the name fields say when one of them changed, else as it was. */
function nameAfter(
  contact: EditedContact,
  edit: ContactEdit,
  fields: ReadonlyMap<string, ContactField>,
  stored: readonly StoredValue[],
): string {
  if (edit.name !== null) return edit.name;
  if (![...edit.values.keys()].some((key) => nameFields.has(key))) return contact.name;
  return nameOf(fields, stored) ?? contact.name;
}

/** The name that the name fields make; null without any. */
function nameOf(fields: ReadonlyMap<string, ContactField>, stored: readonly StoredValue[]): string | null {
  const value = (key: string) => String(stored[fields.get(key)?.position ?? -1] ?? '');
  return displayName(new Map([...nameFields].map((key) => [key, value(key)] as const)));
}

/** Fields of the workspace by key, with one for a full name that somebody typed. */
function fieldsForName(db: WritableDb, name: string | null): ReadonlyMap<string, ContactField> {
  if (name !== null) ensureFields(db, [{ key: 'full_name', label: 'Full name', type: 'text' }]);
  return fieldsByKey(db);
}

/** Applies an edit with its history and its place in the search; answers how many things became different. */
export function applyEdit(
  db: WritableDb,
  fields: ReadonlyMap<string, ContactField>,
  contact: EditedContact,
  edit: ContactEdit,
  author: ChangeAuthor,
): number {
  const stored = readStored(contact.fields);
  const changes: Change[] = [];
  let known = fields;
  const put = (key: string, value: StoredValue): void => {
    const position = known.get(key)?.position;
    if (position === undefined) throw new AppError('field.unknown', { key });
    const before = stored[position] ?? null;
    if (before === value) return;
    while (stored.length < position) stored.push(null);
    stored[position] = value;
    changes.push([key, before, value]);
  };
  for (const [key, value] of edit.values) put(key, value);
  // What the contact is called and what texts call it are one: a name the parts do not say is the full name.
  if (edit.name !== null && edit.isRestoring !== true && edit.name !== nameOf(fields, stored)) {
    // Made only when it is needed: a field nobody has a value in is one more column in every export.
    known = fieldsForName(db, edit.name);
    put('full_name', edit.name || null);
  }
  const name = nameAfter(contact, edit, fields, stored);
  if (name !== contact.name) changes.push(['name', contact.name, name]);
  if (changes.length === 0) return 0;
  prepared<[string, string, number, number]>(
    db,
    'UPDATE contact SET name = ?, fields = ?, updated_at_ms = ? WHERE id = ?',
  ).run(name, writeStored(stored), author.nowMs, contact.id);
  reindexContact(db, contact.id, contact, { name, e164: contact.e164 });
  recordChange(db, contact.id, author, changes);
  return changes.length;
}

export function contactEdit(
  db: WritableDb,
  input: Parameters<ContactWrites['contactEdit']>[0],
): ReturnType<ContactWrites['contactEdit']> {
  const contact = editedContact(db, input.id);
  if (!contact) throw new AppError('contact.notFound', { number: String(input.id) });
  const fields = fieldsByKey(db);
  const edit = { name: input.name, values: readEdit(fields, input.values) };
  return { changed: applyEdit(db, fields, contact, edit, { ...input, source: 'edit' }) };
}

/** Adds a contact by hand; what was said about the number before (blocks, permissions) stays what it is. */
export function contactCreate(
  db: WritableDb,
  input: Parameters<ContactWrites['contactCreate']>[0],
): ReturnType<ContactWrites['contactCreate']> {
  const { e164, country, numberType, nowMs } = input;
  const known = prepared<[string], { name: string }>(db, 'SELECT name FROM contact WHERE e164 = ?').get(e164);
  if (known) throw new AppError('contact.exists', { number: e164, name: known.name });
  const fields = fieldsForName(db, input.name);
  const stored: StoredValue[] = [];
  const put = (key: string, value: StoredValue): void => {
    const position = fields.get(key)?.position ?? 0;
    while (stored.length < position) stored.push(null);
    stored[position] = value;
  };
  for (const [key, value] of readEdit(fields, input.values)) put(key, value);
  const name = input.name ?? nameOf(fields, stored) ?? '';
  if (name !== '' && name !== nameOf(fields, stored)) put('full_name', name);
  const { lastInsertRowid } = prepared<[object]>(
    db,
    `INSERT INTO contact (e164, country, number_type, is_textable, name, fields, added_at_ms, updated_at_ms)
     VALUES (@e164, @country, @numberType, @isTextable, @name, @fields, @nowMs, @nowMs)`,
  ).run({
    e164,
    country,
    numberType,
    isTextable: input.isTextable ? 1 : 0,
    name,
    fields: writeStored(stored),
    nowMs,
  });
  const id = Number(lastInsertRowid);
  reindexContact(db, id, null, { name, e164 });
  recordChange(db, id, { ...input, source: 'create' }, []);
  return { id, isBlocked: suppressionOf(db, { e164 }) !== null };
}

export function noteAdd(db: WritableDb, input: Parameters<ContactWrites['noteAdd']>[0]): number {
  const { contactId, text, by, nowMs } = input;
  if (!editedContact(db, contactId)) throw new AppError('contact.notFound', { number: String(contactId) });
  const { lastInsertRowid } = prepared<[number, string, string, number]>(
    db,
    'INSERT INTO contact_note (contact_id, text, by, at_ms) VALUES (?, ?, ?, ?)',
  ).run(contactId, text, by, nowMs);
  return Number(lastInsertRowid);
}

export function noteRemove(db: WritableDb, { noteId }: { readonly noteId: number }): null {
  prepared<[number]>(db, 'DELETE FROM contact_note WHERE id = ?').run(noteId);
  return null;
}
