import { readFields } from './audience.ts';
import { suppress } from './consent.ts';
import { prepared } from '../database.ts';
import type { ReadableDb, WritableDb } from '../database.ts';
import { diffContact } from '#domain/importing/row-diff.ts';
import { AppError } from '#domain/kernel/errors.ts';
import type {
  ImportFinish,
  ImportReject,
  ImportRow,
  IncomingContact,
  StorageReads,
  StorageWrites,
} from '../../services/storage-port.ts';

// Rows are staged in a temporary table of the writing connection: a crash or a cancel leaves nothing behind, and the
// workspace changes in the single transaction of importFinish.

function expectStage(db: WritableDb, clientId: string): void {
  const stage = prepared<[], { clientId: string }>(db, 'SELECT client_id AS clientId FROM temp.import_run').get();
  if (stage?.clientId !== clientId) throw new AppError('import.cancelled', { rows: 0 });
}

function ensureTables(db: WritableDb): void {
  db.exec(`CREATE TEMP TABLE IF NOT EXISTS import_run (client_id TEXT NOT NULL);
    CREATE TEMP TABLE IF NOT EXISTS import_stage (e164 TEXT PRIMARY KEY, row_number INTEGER NOT NULL, country TEXT,
      number_type TEXT NOT NULL, is_textable INTEGER NOT NULL, name TEXT NOT NULL, fields TEXT NOT NULL,
      is_opt_out INTEGER NOT NULL) WITHOUT ROWID`);
}

export function importBegin(db: WritableDb, { clientId }: { readonly clientId: string }): null {
  ensureTables(db);
  db.exec('DELETE FROM temp.import_stage; DELETE FROM temp.import_run');
  db.prepare('INSERT INTO temp.import_run VALUES (?)').run(clientId);
  return null;
}

export function importAbort(db: WritableDb, { clientId }: { readonly clientId: string }): null {
  ensureTables(db);
  const stage = db.prepare<[], { clientId: string }>('SELECT client_id AS clientId FROM temp.import_run').get();
  if (stage?.clientId === clientId) db.exec('DELETE FROM temp.import_stage; DELETE FROM temp.import_run');
  return null;
}

/** Stages rows; the first row of a number wins, later ones are duplicates, but an opt-out in any of them counts. */
export function importStage(
  db: WritableDb,
  input: { readonly clientId: string; readonly people: readonly IncomingContact[] },
): { duplicates: number } {
  ensureTables(db);
  expectStage(db, input.clientId);
  const insert = prepared<[object]>(
    db,
    `INSERT INTO temp.import_stage VALUES (@e164, @rowNumber, @country, @numberType, @isTextable, @name, @fields, @isOptOut)
     ON CONFLICT (e164) DO NOTHING`,
  );
  const optOut = prepared<[string]>(db, 'UPDATE temp.import_stage SET is_opt_out = 1 WHERE e164 = ?');
  let duplicates = 0;
  for (const person of input.people) {
    const row = {
      ...person,
      isTextable: person.isTextable ? 1 : 0,
      isOptOut: person.isOptOut ? 1 : 0,
      fields: JSON.stringify(person.fields),
    };
    if (insert.run(row).changes === 1) continue;
    duplicates += 1;
    if (person.isOptOut) optOut.run(person.e164);
  }
  return { duplicates };
}

interface Staged {
  e164: string;
  rowNumber: number;
  country: string | null;
  numberType: string;
  isTextable: number;
  name: string;
  fields: string;
  isOptOut: number;
  contactId: number | null;
  oldName: string | null;
  oldFields: string | null;
  isBlocked: number;
}

/**
 * Compares what was staged with the workspace and, unless it is a dry run, writes it. Nothing here can create a
 * permission or lift a block: the only ledger events an import can cause are withdrawals.
 */
export function importFinish(db: WritableDb, input: ImportFinish): ReturnType<StorageWrites['importFinish']> {
  expectStage(db, input.clientId);
  const counts = { created: 0, updated: 0, unchanged: 0, blocked: 0, optOuts: 0 };
  const optOuts: { readonly e164: string; readonly rowNumber: number }[] = [];
  // The import's row comes first, so that each person can be linked as they are written; its counts follow at the end.
  const none = { rows: 0, ...counts, duplicates: 0, invalid: 0 };
  const importId = input.apply ? writeImport(db, input, none) : null;
  const link = prepared<[number, number, number, string]>(db, 'INSERT INTO import_row VALUES (?, ?, ?, ?)');
  for (const row of stagedRows(db)) {
    const existing =
      row.contactId === null ? null : { name: row.oldName || null, values: new Map(readFields(row.oldFields ?? '[]')) };
    const diff = diffContact(existing, new Map(readFields(row.fields)));
    counts[diff.outcome] += 1;
    counts.blocked += row.isBlocked;
    if (row.isOptOut === 1 && row.isBlocked === 0) {
      counts.optOuts += 1;
      optOuts.push({ e164: row.e164, rowNumber: row.rowNumber });
    }
    if (importId === null) continue;
    const contactId =
      diff.outcome === 'unchanged' ? (row.contactId ?? 0) : writeContact(db, row, diff.merged, input.atMs);
    link.run(importId, contactId, row.rowNumber, diff.outcome);
  }
  const result = { rows: input.rows, ...counts, duplicates: input.duplicateRows, invalid: input.invalid };
  db.exec('DELETE FROM temp.import_stage; DELETE FROM temp.import_run');
  if (importId === null) return { ...result, importId };
  prepared<[object]>(
    db,
    `UPDATE import SET rows = @rows, created = @created, updated = @updated, unchanged = @unchanged, duplicates = @duplicates,
       invalid = @invalid, blocked = @blocked, opt_outs = @optOuts WHERE id = @importId`,
  ).run({ ...result, importId });
  for (const row of optOuts) {
    const detail = `the file ${input.fileName}, row ${row.rowNumber}, says so`;
    suppress(db, { e164: row.e164, reason: 'import', detail, by: `import ${importId}`, nowMs: input.atMs });
  }
  return { ...result, importId };
}

const stageBatch = 500;

/** Staged rows in number order with what the workspace already knows, read in batches so that the loop may write. */
function* stagedRows(db: WritableDb): Generator<Staged> {
  const next = db.prepare<[string, number], Staged>(
    `SELECT s.e164, s.row_number AS rowNumber, s.country, s.number_type AS numberType, s.is_textable AS isTextable, s.name,
       s.fields, s.is_opt_out AS isOptOut, c.id AS contactId, c.name AS oldName, c.fields AS oldFields,
       EXISTS (SELECT 1 FROM suppression b WHERE b.e164 = s.e164) AS isBlocked
     FROM temp.import_stage s LEFT JOIN contact c ON c.e164 = s.e164 WHERE s.e164 > ? ORDER BY s.e164 LIMIT ?`,
  );
  let after = '';
  for (;;) {
    const rows = next.all(after, stageBatch);
    yield* rows;
    const last = rows.at(-1);
    if (!last) return;
    after = last.e164;
  }
}

function writeContact(
  db: WritableDb,
  row: Staged,
  merged: { readonly name: string | null; readonly values: ReadonlyMap<string, string> },
  atMs: number,
): number {
  const fields = [...merged.values];
  const name = merged.name ?? '';
  const values = { ...row, name, fields: JSON.stringify(fields), atMs };
  const contactId =
    row.contactId ??
    Number(
      prepared<[object]>(
        db,
        `INSERT INTO contact (e164, country, number_type, is_textable, name, fields, added_at_ms, updated_at_ms)
         VALUES (@e164, @country, @numberType, @isTextable, @name, @fields, @atMs, @atMs)`,
      ).run(values).lastInsertRowid,
    );
  if (row.contactId !== null) {
    prepared<[object]>(
      db,
      'UPDATE contact SET name = @name, fields = @fields, updated_at_ms = @atMs WHERE id = @contactId',
    ).run(values);
    prepared<[number]>(db, 'DELETE FROM contact_search WHERE rowid = ?').run(contactId);
  }
  prepared<[number, string, string, string]>(
    db,
    'INSERT INTO contact_search (rowid, name, number, extra) VALUES (?, ?, ?, ?)',
  ).run(contactId, name, row.e164, fields.map(([, value]) => value).join('\n'));
  return contactId;
}

function writeImport(
  db: WritableDb,
  input: ImportFinish,
  counts: Omit<ReturnType<StorageWrites['importFinish']>, 'importId'>,
): number {
  const { lastInsertRowid } = prepared<[object]>(
    db,
    `INSERT INTO import (client_id, file_name, file_sha256, sheet, country, mapping, rows, created, updated, unchanged,
       duplicates, invalid, blocked, opt_outs, at_ms)
     VALUES (@clientId, @fileName, @sha256, @sheet, @country, @mapping, @rows, @created, @updated, @unchanged,
       @duplicates, @invalid, @blocked, @optOuts, @atMs)`,
  ).run({
    clientId: input.clientId,
    fileName: input.fileName,
    sha256: input.sha256,
    sheet: input.sheet,
    country: input.country,
    mapping: JSON.stringify(input.mapping),
    atMs: input.atMs,
    ...counts,
  });
  const importId = Number(lastInsertRowid);
  const reject = prepared<[number, number, string, string, string]>(
    db,
    'INSERT INTO import_reject VALUES (?, ?, ?, ?, ?)',
  );
  for (const { rowNumber, reason, shown, cells } of input.rejects) {
    reject.run(importId, rowNumber, reason, shown, JSON.stringify(cells));
  }
  const field = prepared<[string, string]>(db, 'INSERT INTO field VALUES (?, ?) ON CONFLICT (key) DO NOTHING');
  for (const { key, label } of input.fields) field.run(key, label);
  return importId;
}

type RawImport = Omit<ImportRow, 'mapping'> & { mapping: string };
const importColumns = `i.id AS importId, i.file_name AS fileName, i.file_sha256 AS sha256, i.sheet, i.country, i.mapping, i.rows,
  i.created, i.updated, i.unchanged, i.duplicates, i.invalid, i.blocked, i.opt_outs AS optOuts, i.at_ms AS atMs`;

/** Imports, newest first, with how many people each can address. */
export function imports(db: ReadableDb): (ImportRow & { people: number })[] {
  return prepared<[], RawImport & { people: number }>(
    db,
    `SELECT ${importColumns}, (SELECT count(*) FROM import_row r WHERE r.import_id = i.id) AS people
     FROM import i ORDER BY i.id DESC LIMIT 200`,
  )
    .all()
    .map((row) => ({ ...row, mapping: readFields(row.mapping) }));
}

/** One import by id, by the file's hash (the latest) or by the intent that made it. */
export function importOf(db: ReadableDb, input: Parameters<StorageReads['importOf']>[0]): ImportRow | null {
  const [where, value] =
    'id' in input
      ? ['id', input.id]
      : 'sha256' in input
        ? ['file_sha256', input.sha256]
        : ['client_id', input.clientId];
  const row = prepared<[string | number], RawImport>(
    db,
    `SELECT ${importColumns} FROM import i WHERE i.${where} = ? ORDER BY i.id DESC LIMIT 1`,
  ).get(value);
  return row ? { ...row, mapping: readFields(row.mapping) } : null;
}

/** Rows of an import that could not be taken, in file order. */
export function importRejects(db: ReadableDb, input: { readonly id: number; readonly limit: number }): ImportReject[] {
  return prepared<[number, number], Omit<ImportReject, 'cells'> & { cells: string }>(
    db,
    `SELECT row_number AS rowNumber, reason, shown, cells FROM import_reject WHERE import_id = ? ORDER BY row_number LIMIT ?`,
  )
    .all(input.id, input.limit)
    .map((row) => ({ ...row, cells: JSON.parse(row.cells) as string[] }));
}
