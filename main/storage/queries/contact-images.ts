import { prepared } from '../database.ts';
import type { ReadableDb, WritableDb } from '../database.ts';
import { reindexContact } from './search.ts';

// A contact with everything that hangs on it, as one JSON text: what a deletion keeps until it is confirmed. Permissions
// and blocks belong to the number, not to the contact, and stay where they are.

type Cells = readonly (string | number | null)[];

interface Image {
  readonly contact: Cells;
  readonly tags: readonly Cells[];
  readonly lists: readonly Cells[];
  readonly notes: readonly Cells[];
  readonly changes: readonly Cells[];
  readonly imports: readonly Cells[];
}

const contactCells = `json_array(c.e164, c.country, c.number_type, c.is_textable, c.name, c.fields, c.added_at_ms,
  c.updated_at_ms, c.import_id, c.import_row)`;

/** Wrapped in json(): the answer of a subquery is text again and would become one string. */
function rowsOf(columns: string, from: string): string {
  return `json((SELECT json_group_array(json_array(${columns})) FROM ${from} x WHERE x.contact_id = c.id))`;
}

/** The image of `contact c` as an SQL expression. */
export const imageOf = `json_object('contact', ${contactCells},
  'tags', ${rowsOf('x.tag_id, x.import_id', 'contact_tag')},
  'lists', ${rowsOf('x.list_id, x.import_id, x.added_at_ms', 'list_member')},
  'notes', ${rowsOf('x.text, x.by, x.at_ms', 'contact_note')},
  'changes', ${rowsOf('x.at_ms, x.by, x.source, x.changes', 'contact_change')},
  'imports', ${rowsOf('x.import_id, x.row_number, x.outcome', 'import_row')})`;

/** Removes the contacts with these ids (a JSON array): what was sent to their numbers stays, and so do blocks. */
export function removeContacts(db: WritableDb, ids: string): number {
  const chosen = '(SELECT value FROM json_each(?))';
  prepared<[string]>(
    db,
    `INSERT INTO contact_search (contact_search, rowid, text)
     SELECT 'delete', id, name || char(10) || e164 FROM contact WHERE id IN ${chosen}`,
  ).run(ids);
  prepared<[string]>(db, `UPDATE message SET contact_id = NULL WHERE contact_id IN ${chosen}`).run(ids);
  return prepared<[string]>(db, `DELETE FROM contact WHERE id IN ${chosen}`).run(ids).changes;
}

function isFree(db: ReadableDb, id: number): boolean {
  return prepared<[number], number>(db, 'SELECT 1 FROM contact WHERE id = ?').pluck().get(id) === undefined;
}

/** Puts a contact back, under its old id when that is free. False when somebody else has the number by now. */
export function restoreImage(db: WritableDb, id: number, json: string): boolean {
  const image = JSON.parse(json) as Image;
  const [e164, , , , name] = image.contact;
  const isTaken = prepared<[string], number>(db, 'SELECT 1 FROM contact WHERE e164 = ?').pluck().get(String(e164));
  if (isTaken !== undefined) return false;
  const { lastInsertRowid } = prepared<Cells[number][]>(
    db,
    `INSERT INTO contact (id, e164, country, number_type, is_textable, name, fields, added_at_ms, updated_at_ms, import_id,
       import_row) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(isFree(db, id) ? id : null, ...image.contact);
  const restored = Number(lastInsertRowid);
  reindexContact(db, restored, null, { name: String(name), e164: String(e164) });
  const put = (sql: string, rows: readonly Cells[]): void => {
    for (const row of rows) prepared<Cells[number][]>(db, sql).run(restored, ...row);
  };
  // Tags, lists and imports that are gone meanwhile are left out.
  put(
    'INSERT INTO contact_tag (contact_id, tag_id, import_id) SELECT * FROM (VALUES (?, ?, ?)) WHERE column2 IN (SELECT id FROM tag)',
    image.tags,
  );
  put(
    `INSERT INTO list_member (contact_id, list_id, import_id, added_at_ms) SELECT * FROM (VALUES (?, ?, ?, ?))
     WHERE column2 IN (SELECT id FROM contact_list)`,
    image.lists,
  );
  put('INSERT INTO contact_note (contact_id, text, by, at_ms) VALUES (?, ?, ?, ?)', image.notes);
  put('INSERT INTO contact_change (contact_id, at_ms, by, source, changes) VALUES (?, ?, ?, ?, ?)', image.changes);
  put('INSERT INTO import_row (contact_id, import_id, row_number, outcome) VALUES (?, ?, ?, ?)', image.imports);
  prepared<[number, string]>(db, 'UPDATE message SET contact_id = ? WHERE e164 = ? AND contact_id IS NULL').run(
    restored,
    String(e164),
  );
  return true;
}
