import { readFields } from './audience.ts';
import { prepared } from '../database.ts';
import type { ReadableDb, WritableDb } from '../database.ts';
import type { ImportReject, ImportRow, UndoKept } from '../../services/import-port.ts';
import type { StorageReads } from '../../services/storage-port.ts';

interface RawImport extends Omit<ImportRow, 'mapping' | 'undoKept'> {
  readonly mapping: string;
  readonly undoKept: string | null;
}

const importColumns = `i.id AS importId, i.file_name AS fileName, i.file_sha256 AS sha256, i.sheet, i.country, i.mapping,
  i.settings, i.repairs, i.rows, i.created, i.updated, i.unchanged, i.duplicates, i.invalid, i.blocked,
  i.opt_outs AS optOuts, i.by, i.at_ms AS atMs, i.undone_at_ms AS undoneAtMs, i.undo_kept AS undoKept`;

function toImport<Raw extends RawImport>(raw: Raw) {
  return {
    ...raw,
    mapping: readFields(raw.mapping),
    undoKept: raw.undoKept === null ? [] : (JSON.parse(raw.undoKept) as UndoKept[]),
  };
}

/** Imports, newest first, with how many people each can address. */
export function imports(db: ReadableDb): (ImportRow & { people: number })[] {
  return prepared<[], RawImport & { people: number }>(
    db,
    `SELECT ${importColumns},
       CASE WHEN i.undone_at_ms IS NULL THEN i.created + i.updated + i.unchanged ELSE 0 END AS people
     FROM import i ORDER BY i.id DESC LIMIT 200`,
  )
    .all()
    .map(toImport);
}

/** One import by id, by the file's hash (the latest that stands) or by the intent that made it. */
export function importOf(db: ReadableDb, input: Parameters<StorageReads['importOf']>[0]): ImportRow | null {
  const [where, value] =
    'id' in input
      ? ['i.id = ?', input.id]
      : 'sha256' in input
        ? ['i.file_sha256 = ? AND i.undone_at_ms IS NULL', input.sha256]
        : ['i.client_id = ?', input.clientId];
  const row = prepared<[string | number], RawImport>(
    db,
    `SELECT ${importColumns} FROM import i WHERE ${where} ORDER BY i.id DESC LIMIT 1`,
  ).get(value);
  return row ? toImport(row) : null;
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

/** For each number 0 = not here, 1 = a contact, 2 = on the blocklist, which comes first; 0 is asked about nothing. */
export function numbersKnown(db: ReadableDb, { numbers }: { readonly numbers: Float64Array }): Uint8Array {
  const isBlocked = prepared<[string], number>(db, 'SELECT 1 FROM suppression WHERE e164 = ?').pluck();
  const isThere = prepared<[string], number>(db, 'SELECT 1 FROM contact WHERE e164 = ?').pluck();
  return Uint8Array.from(numbers, (number) => {
    if (number === 0) return 0;
    const e164 = `+${number}`;
    return isBlocked.get(e164) ? 2 : isThere.get(e164) ? 1 : 0;
  });
}

/** Where each column went when a file last had this header; null when none had. */
export function columnMemory(
  db: ReadableDb,
  { fingerprint }: { readonly fingerprint: string },
): (string | null)[] | null {
  const mapping = prepared<[string], string>(db, 'SELECT mapping FROM column_memory WHERE fingerprint = ?')
    .pluck()
    .get(fingerprint);
  return mapping === undefined ? null : (JSON.parse(mapping as string) as (string | null)[]);
}

export function rememberColumns(
  db: WritableDb,
  input: { readonly fingerprint: string; readonly mapping: readonly (string | null)[]; readonly nowMs: number },
): null {
  prepared<[string, string, number]>(
    db,
    `INSERT INTO column_memory (fingerprint, mapping, used_at_ms) VALUES (?, ?, ?)
     ON CONFLICT (fingerprint) DO UPDATE SET mapping = excluded.mapping, used_at_ms = excluded.used_at_ms`,
  ).run(input.fingerprint, JSON.stringify(input.mapping), input.nowMs);
  return null;
}
