import { AppError } from '#domain/kernel/errors.ts';
import type { UndoKept, UndoOutcome } from '../../services/import-port.ts';
import { prepared } from '../database.ts';
import type { ReadableDb, WritableDb } from '../database.ts';
import { withdrawSource } from '../queries/ledger.ts';
import { fieldKeys, readStored, writeStored } from '../queries/fields.ts';
import { reindexContact } from '../queries/search.ts';

const examplesKept = 200;
/** Stands for the shown name where fields have positions. */
const namePosition = -1;

/** Contacts of an import that are still as it made them go away; these stay, with the reason. */
const keptBecause = [
  ['messaged', 'EXISTS (SELECT 1 FROM message m WHERE m.e164 = c.e164)'],
  ['replied', 'EXISTS (SELECT 1 FROM inbound i WHERE i.e164 = c.e164)'],
  [
    'granted',
    `EXISTS (SELECT 1 FROM consent_event v WHERE v.e164 = c.e164 AND v.event = 'grant' AND v.source_ref <> @source)`,
  ],
  [
    'edited',
    `(c.updated_at_ms <> @atMs OR EXISTS (SELECT 1 FROM contact_note n WHERE n.contact_id = c.id)
       OR EXISTS (SELECT 1 FROM import_row r WHERE r.contact_id = c.id)
       OR EXISTS (SELECT 1 FROM contact_tag t WHERE t.contact_id = c.id AND t.import_id IS NOT @importId)
       OR EXISTS (SELECT 1 FROM list_member l WHERE l.contact_id = c.id AND l.import_id IS NOT @importId))`,
  ],
] as const;

const reasonOf = `CASE ${keptBecause.map(([reason, when]) => `WHEN ${when} THEN '${reason}'`).join(' ')} END`;

interface Target {
  readonly importId: number;
  readonly source: string;
  readonly atMs: number;
  readonly first: number;
  readonly last: number;
}

function target(db: ReadableDb, id: number): Target {
  const row = prepared<
    [number],
    { atMs: number; first: number | null; last: number | null; undoneAtMs: number | null }
  >(
    db,
    `SELECT at_ms AS atMs, first_contact_id AS first, last_contact_id AS last, undone_at_ms AS undoneAtMs
     FROM import WHERE id = ?`,
  ).get(id);
  if (!row) throw new AppError('import.notFound', { id });
  if (row.undoneAtMs !== null) throw new AppError('import.undone', { id, atMs: row.undoneAtMs });
  return { importId: id, source: `import:${id}`, atMs: row.atMs, first: row.first ?? 0, last: row.last ?? -1 };
}

const createdHere = 'c.id BETWEEN @first AND @last AND c.import_id = @importId';

/** What undoing would leave and why, without changing anything. */
export function importUndoCheck(db: ReadableDb, { id }: { readonly id: number }): UndoOutcome {
  const of = target(db, id);
  const { kept, examples } = keptOf(db, of);
  const created = count(db, `SELECT count(*) FROM contact c WHERE ${createdHere}`, of);
  const restored = count(db, 'SELECT count(DISTINCT contact_id) FROM contact_change WHERE source = @source', of);
  return { removed: created - kept, restored, kept, examples };
}

function keptOf(db: ReadableDb, of: Target): { kept: number; examples: UndoKept[] } {
  const sql = `SELECT c.id AS contactId, c.e164, c.name, ${reasonOf} AS reason FROM contact c WHERE ${createdHere}`;
  const kept = count(db, `SELECT count(*) FROM (${sql}) WHERE reason IS NOT NULL`, of);
  const examples = prepared<[object], UndoKept>(
    db,
    `SELECT * FROM (${sql}) WHERE reason IS NOT NULL ORDER BY contactId LIMIT ${examplesKept}`,
  );
  return { kept, examples: kept === 0 ? [] : examples.all(of) };
}

/**
 * To be run without checks of references (database.ts). Takes an import back: contacts it made and nobody has used since go, fields it changed get their old value where it
 * still stands, its lists' entries, tags and stated permissions end. Blocks it brought stay: lifting is never in bulk.
 */
export function undoImport(
  db: WritableDb,
  input: { readonly id: number; readonly by: string; readonly nowMs: number },
): UndoOutcome {
  const of = target(db, input.id);
  const restored = restoreFields(db, of, input);
  const { kept, examples } = keptOf(db, of);
  withdrawSource(db, {
    sourceRef: of.source,
    by: input.by,
    evidence: `import ${of.importId} was undone`,
    nowMs: input.nowMs,
  });
  db.prepare('DELETE FROM contact_tag WHERE import_id = ?').run(of.importId);
  db.prepare('DELETE FROM list_member WHERE import_id = ?').run(of.importId);
  const removed = removeContacts(db, of, kept);
  prepared<[object]>(db, 'UPDATE import SET undone_at_ms = @nowMs, undo_kept = @kept WHERE id = @id').run({
    id: input.id,
    nowMs: input.nowMs,
    kept: JSON.stringify(examples),
  });
  return { removed, restored, kept, examples };
}

function removeContacts(db: WritableDb, of: Target, kept: number): number {
  const going = `c.id BETWEEN @first AND @last AND c.import_id = @importId AND ${kept === 0 ? '1' : `${reasonOf} IS NULL`}`;
  const there = count(db, 'SELECT count(*) FROM contact', {});
  const number = count(db, `SELECT count(*) FROM contact c WHERE ${going}`, of);
  if (number === 0) return 0;
  // Taking most of an index apart entry by entry costs more than building what is left anew.
  const isMost = number > 1_000 && number > there / 2;
  if (isMost)
    db.exec("DROP INDEX contact_by_number; INSERT INTO contact_search (contact_search) VALUES ('delete-all')");
  else {
    db.prepare<[object]>(
      `INSERT INTO contact_search (contact_search, rowid, text)
       SELECT 'delete', c.id, c.name || char(10) || c.e164 FROM contact c WHERE ${going}`,
    ).run(of);
  }
  if (number === there) db.exec('DELETE FROM contact');
  else db.prepare<[object]>(`DELETE FROM contact AS c WHERE ${going}`).run(of);
  removeOrphans(db, of);
  if (isMost) {
    db.exec(`INSERT INTO contact_search (rowid, text) SELECT id, name || char(10) || e164 FROM contact;
      CREATE UNIQUE INDEX contact_by_number ON contact (e164)`);
  }
  return number;
}

/** What hangs on a contact, by the column that names it, and goes with it. */
const hanging = [
  ['contact_change', 'contact_id'],
  ['contact_note', 'contact_id'],
  ['contact_tag', 'contact_id'],
  ['list_member', 'contact_id'],
  ['import_row', 'contact_id'],
  ['contact_apart', 'low_id'],
  ['contact_apart', 'high_id'],
] as const;

/** Undoing runs without checks of references (database.ts): what referred to the contacts that went is found here. */
function removeOrphans(db: WritableDb, of: Target): void {
  const orphaned = (column: string): string =>
    `${column} BETWEEN @first AND @last AND ${column} NOT IN (SELECT id FROM contact)`;
  for (const [table, column] of hanging) db.prepare<[object]>(`DELETE FROM ${table} WHERE ${orphaned(column)}`).run(of);
  // A person who was messaged is kept; were one not, history would lose whom it was about.
  if (count(db, `SELECT EXISTS (SELECT 1 FROM message WHERE ${orphaned('contact_id')})`, of) === 1)
    throw new Error('a message would lose its contact');
}

interface ChangeRow {
  readonly contactId: number;
  readonly changes: string;
  readonly name: string;
  readonly e164: string;
  readonly fields: string;
}

/** Puts back what the import changed, field by field, where the value is still the import's. */
function restoreFields(db: WritableDb, of: Target, input: { readonly by: string; readonly nowMs: number }): number {
  const keys = fieldKeys(db);
  const rows = prepared<[string], ChangeRow>(
    db,
    `SELECT h.contact_id AS contactId, h.changes, c.name, c.e164, c.fields FROM contact_change h
     JOIN contact c ON c.id = h.contact_id WHERE h.source = ? ORDER BY h.id DESC`,
  ).all(of.source);
  let restored = 0;
  for (const row of rows) {
    const values = readStored(row.fields);
    let name = row.name;
    const back: [string, string | null, string | null][] = [];
    for (const [key, old, value] of JSON.parse(row.changes) as [string, string | null, string | null][]) {
      const position = key === 'name' ? namePosition : keys.indexOf(key);
      const now = position === namePosition ? name : (values[position] ?? null);
      if (now === null || String(now) !== value) continue;
      if (position === namePosition) name = old ?? '';
      else values[position] = typeof now === 'number' && old !== null ? Number(old) : old;
      back.push([key, value, old]);
    }
    if (back.length === 0) continue;
    restored += 1;
    prepared<[string, string, number, number]>(
      db,
      'UPDATE contact SET name = ?, fields = ?, updated_at_ms = ? WHERE id = ?',
    ).run(name, writeStored(values), input.nowMs, row.contactId);
    reindexContact(db, row.contactId, row, { name, e164: row.e164 });
    prepared<[number, number, string, string, string]>(
      db,
      'INSERT INTO contact_change (contact_id, at_ms, by, source, changes) VALUES (?, ?, ?, ?, ?)',
    ).run(row.contactId, input.nowMs, input.by, `undo:${of.importId}`, JSON.stringify(back));
  }
  return restored;
}

function count(db: ReadableDb, sql: string, parameters: object): number {
  return prepared<[object], number>(db, sql).pluck().get(parameters) ?? 0;
}
