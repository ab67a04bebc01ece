import { prepared } from '../database.ts';
import type { ReadableDb, WritableDb } from '../database.ts';
import type { ImportDraft } from '../../services/import-port.ts';

const columns = `id AS draftId, client_id AS clientId, path, file_name AS fileName, is_own_file AS isOwnFile, step, answers,
  updated_at_ms AS updatedAtMs`;

type RawDraft = Omit<ImportDraft, 'isOwnFile'> & { readonly isOwnFile: number };

const toDraft = (row: RawDraft): ImportDraft => ({ ...row, isOwnFile: row.isOwnFile === 1 });

/** Imports being prepared, the latest first. */
export function importDrafts(db: ReadableDb): ImportDraft[] {
  return prepared<[], RawDraft>(db, `SELECT ${columns} FROM import_draft ORDER BY updated_at_ms DESC LIMIT 50`)
    .all()
    .map(toDraft);
}

/** One of them; null when it was finished or thrown away. */
export function importDraft(db: ReadableDb, { id }: { readonly id: number }): ImportDraft | null {
  const row = prepared<[number], RawDraft>(db, `SELECT ${columns} FROM import_draft WHERE id = ?`).get(id);
  return row ? toDraft(row) : null;
}

/** Writes down where the wizard stands; the same intent has one draft. */
export function importDraftSave(
  db: WritableDb,
  input: Omit<ImportDraft, 'draftId' | 'updatedAtMs'> & { readonly nowMs: number },
): number {
  return prepared<[object], number>(
    db,
    `INSERT INTO import_draft (client_id, path, file_name, is_own_file, step, answers, updated_at_ms)
     VALUES (@clientId, @path, @fileName, @isOwnFile, @step, @answers, @nowMs)
     ON CONFLICT (client_id) DO UPDATE SET path = excluded.path, file_name = excluded.file_name,
       is_own_file = excluded.is_own_file, step = excluded.step, answers = excluded.answers,
       updated_at_ms = excluded.updated_at_ms RETURNING id`,
  )
    .pluck()
    .get({ ...input, isOwnFile: input.isOwnFile ? 1 : 0 }) as number;
}

/** Forgets a draft; answers what it was, so that a file of our own can go too. */
export function importDraftRemove(
  db: WritableDb,
  input: { readonly id: number } | { readonly clientId: string },
): ImportDraft | null {
  const [where, value] = 'id' in input ? ['id = ?', input.id] : ['client_id = ?', input.clientId];
  const row = prepared<[number | string], RawDraft>(
    db,
    `DELETE FROM import_draft WHERE ${where} RETURNING ${columns}`,
  ).get(value);
  return row ? toDraft(row) : null;
}
