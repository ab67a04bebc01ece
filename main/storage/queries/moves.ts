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
export function moveMessage(db: WritableDb, move: MessageMove, details?: MoveDetails): boolean {
  const from = prepared<[number], { state: MessageState }>(db, 'SELECT state FROM message WHERE id = ?').get(
    move.id,
  )?.state;
  if (from === undefined) return false;
  return moveFrom(db, from, move, details);
}

/** What a move writes besides the state, in the same statement: every UPDATE costs each index once more. */
const alongside = {
  claim: ', code = NULL, attempts = attempts + 1, submitted_at_ms = @atMs',
  accept: ', gateway_message_id = @gatewayMessageId, receipt_due_ms = @receiptDueMs',
} as const;

export interface MoveDetails {
  readonly gatewayMessageId: string;
  readonly receiptDueMs: number;
}

/** As `moveMessage`, for a caller that has just read the state in this transaction. */
export function moveFrom(db: WritableDb, from: MessageState, move: MessageMove, details?: MoveDetails): boolean {
  const to = nextMessageState(from, move.event);
  if (to === null) return false;
  const isAlongside = move.event === 'claim' || (move.event === 'accept' && details !== undefined);
  const more = isAlongside ? alongside[move.event === 'claim' ? 'claim' : 'accept'] : ', code = coalesce(@code, code)';
  const { changes } = prepared<[object]>(
    db,
    `UPDATE message SET state = @to, detail = @detail, updated_at_ms = @atMs${more} WHERE id = @id AND state = @from`,
  ).run({ ...move, ...details, from, to });
  if (changes !== 1) throw new Error(`message ${move.id} was not ${from}`);
  prepared<[number, number, string, string, string]>(
    db,
    'INSERT INTO message_event (message_id, at_ms, event, to_state, detail) VALUES (?, ?, ?, ?, ?)',
  ).run(move.id, move.atMs, move.event, to, move.detail);
  return true;
}
