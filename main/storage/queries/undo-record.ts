import { prepared } from '../database.ts';
import type { WritableDb } from '../database.ts';

/** Begins a change that can be taken back; its contacts follow in `undo_contact`. */
export function beginUndo(
  db: WritableDb,
  undo: { readonly token: string; readonly kind: string; readonly detail: unknown; readonly nowMs: number },
): void {
  prepared<[string, string, string, number]>(
    db,
    'INSERT INTO undo (token, kind, detail, at_ms) VALUES (?, ?, ?, ?)',
  ).run(undo.token, undo.kind, JSON.stringify(undo.detail), undo.nowMs);
}
