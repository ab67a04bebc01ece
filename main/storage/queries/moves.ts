import { prepared } from '../database.ts';
import type { WritableDb } from '../database.ts';
import { nextMessageState } from '#domain/message/message-state.ts';
import type { MessageEvent, MessageState } from '#domain/message/message-state.ts';

export interface MessageMove {
  readonly id: number;
  readonly event: MessageEvent;
  readonly atMs: number;
  readonly detail: string;
  /** Kept on the message for lists; null leaves what stands there. */
  readonly code: string | null;
}

/** Moves a message along the state table and writes the step down; false when the table has no such move. */
export function moveMessage(db: WritableDb, move: MessageMove): boolean {
  const from = prepared<[number], { state: MessageState }>(db, 'SELECT state FROM message WHERE id = ?').get(
    move.id,
  )?.state;
  if (from === undefined) return false;
  return moveFrom(db, from, move);
}

/** As `moveMessage`, for a caller that has just read the state in this transaction. */
export function moveFrom(db: WritableDb, from: MessageState, move: MessageMove): boolean {
  const to = nextMessageState(from, move.event);
  if (to === null) return false;
  const { changes } = prepared<[string, string | null, string, number, number, string]>(
    db,
    'UPDATE message SET state = ?, code = coalesce(?, code), detail = ?, updated_at_ms = ? WHERE id = ? AND state = ?',
  ).run(to, move.code, move.detail, move.atMs, move.id, from);
  if (changes !== 1) throw new Error(`message ${move.id} was not ${from}`);
  prepared<[number, number, string, string, string]>(
    db,
    'INSERT INTO message_event (message_id, at_ms, event, to_state, detail) VALUES (?, ?, ?, ?, ?)',
  ).run(move.id, move.atMs, move.event, to, move.detail);
  return true;
}
