import type { Statement } from 'better-sqlite3';
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

export interface MoveDetails {
  readonly gatewayMessageId: string;
  readonly receiptDueMs: number;
}

/** As `moveMessage`, for a caller that has just read the state in this transaction. */
export function moveFrom(db: WritableDb, from: MessageState, move: MessageMove, details?: MoveDetails): boolean {
  const to = nextMessageState(from, move.event);
  if (to === null) return false;
  // In the same statement: every UPDATE costs each index once more.
  const more = details === undefined ? '' : ', gateway_message_id = @gatewayMessageId, receipt_due_ms = @receiptDueMs';
  const { changes } = prepared<[object]>(
    db,
    `UPDATE message SET state = @to, detail = @detail, updated_at_ms = @atMs,
       code = coalesce(@code, code)${more} WHERE id = @id AND state = @from`,
  ).run({ ...move, ...details, from, to });
  if (changes !== 1) throw new Error(`message ${move.id} was not ${from}`);
  if (isCountedHere(from, to)) countMoves(db, JSON.stringify([move.id]), from, to);
  writeDown(db).run(move.id, move.atMs, move.event, to, move.detail);
  return true;
}

/** The two moves that the counting trigger leaves to this file (migration 0030). */
function isCountedHere(from: MessageState, to: MessageState): boolean {
  return (from === 'queued' && to === 'submitting') || (from === 'submitting' && to === 'accepted');
}

/** Counts messages that have moved as the trigger does with other moves. `ids` is a JSON array of message ids. */
export function countMoves(db: WritableDb, ids: string, from: MessageState, to: MessageState): void {
  const add = prepared<[object]>(
    db,
    `INSERT INTO campaign_count
     SELECT campaign_id, @state, @sign * count(*), @sign * sum(parts) FROM message
     WHERE id IN (SELECT value FROM json_each(@ids)) GROUP BY campaign_id
     ON CONFLICT (campaign_id, state) DO UPDATE SET people = people + excluded.people, parts = parts + excluded.parts`,
  );
  add.run({ ids, state: from, sign: -1 });
  add.run({ ids, state: to, sign: 1 });
}

const insertEvent = 'INSERT INTO message_event (message_id, at_ms, event, to_state, detail) VALUES (?, ?, ?, ?, ?)';

function writeDown(db: WritableDb): Statement<[number, number, MessageEvent, MessageState, string]> {
  return prepared(db, insertEvent);
}

/**
 * Claims messages that this transaction has just read as `queued`: all of them or an error. A few statements however many
 * there are. `ids` is a JSON array of message ids.
 */
export function claimAll(db: WritableDb, ids: string, count: number, atMs: number): void {
  const { changes } = prepared<[number, number, string]>(
    db,
    `UPDATE message SET state = 'submitting', detail = 'handing over', code = NULL, attempts = attempts + 1,
       updated_at_ms = ?, submitted_at_ms = ?
     WHERE id IN (SELECT value FROM json_each(?)) AND +state = 'queued'`,
  ).run(atMs, atMs, ids);
  if (changes !== count) throw new Error(`${count - changes} of ${count} messages were not queued`);
  countMoves(db, ids, 'queued', 'submitting');

  prepared<[number, string]>(
    db,
    `INSERT INTO message_event (message_id, at_ms, event, to_state, detail)
     SELECT value, ?, 'claim', 'submitting', 'handing over' FROM json_each(?)`,
  ).run(atMs, ids);
}

export interface Acceptance {
  readonly id: number;
  readonly gatewayMessageId: string;
  readonly receiptDueMs: number;
  readonly atMs: number;
}

/**
 * The usual end of a hand-over, in as few statements as there can be: `submitting` to `accepted`. False, and nothing
 * written, when the message is in another state or its id is taken: then the caller looks closer. The caller counts the
 * accepted ones together with `countMoves`, before anything else happens to them.
 */
export function acceptSubmitting(db: WritableDb, acceptance: Acceptance): boolean {
  const { id, gatewayMessageId, receiptDueMs, atMs } = acceptance;
  const { changes } = prepared<[string, number, string, number, number]>(
    db,
    `UPDATE OR IGNORE message SET state = 'accepted', detail = ?, updated_at_ms = ?, gateway_message_id = ?, receipt_due_ms = ?
     WHERE id = ? AND +state = 'submitting'`,
  ).run(gatewayMessageId, atMs, gatewayMessageId, receiptDueMs, id);
  if (changes === 0) return false;
  writeDown(db).run(id, atMs, 'accept', 'accepted', gatewayMessageId);
  return true;
}
