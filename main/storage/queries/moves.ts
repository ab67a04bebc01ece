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
  if (isCountedHere(from, to)) countMoves(db, movedAlone(db, move.id), from, to);
  writeDown(db).run(move.id, move.atMs, move.event, to, move.detail);
  return true;
}

/** The two moves that the counting trigger leaves to this file (migration 0030). */
function isCountedHere(from: MessageState, to: MessageState): boolean {
  return (from === 'queued' && to === 'submitting') || (from === 'submitting' && to === 'accepted');
}

/** Messages of one campaign that move together: how many, and their parts. */
export interface Moved {
  readonly campaignId: number;
  readonly people: number;
  readonly parts: number;
}

/** Counts messages that have moved, as the trigger does with other moves. */
function countMoves(db: WritableDb, { campaignId, people, parts }: Moved, from: MessageState, to: MessageState): void {
  const add = prepared<[number, MessageState, number, number]>(
    db,
    `INSERT INTO campaign_count (campaign_id, state, people, parts) VALUES (?, ?, ?, ?)
     ON CONFLICT (campaign_id, state) DO UPDATE SET people = people + excluded.people, parts = parts + excluded.parts`,
  );
  add.run(campaignId, from, -people, -parts);
  add.run(campaignId, to, people, parts);
}

function movedAlone(db: WritableDb, id: number): Moved {
  const row = prepared<[number], Moved>(
    db,
    'SELECT campaign_id AS campaignId, 1 AS people, parts FROM message WHERE id = ?',
  ).get(id);
  if (row === undefined) throw new Error(`message ${id} has gone`);
  return row;
}

const insertEvent = 'INSERT INTO message_event (message_id, at_ms, event, to_state, detail) VALUES (?, ?, ?, ?, ?)';

function writeDown(db: WritableDb): Statement<[number, number, MessageEvent, MessageState, string]> {
  return prepared(db, insertEvent);
}

/**
 * Claims messages that this transaction has just read as `queued`: all of them or an error. A few statements however many
 * there are. `ids` is a JSON array of their ids.
 */
export function claimAll(db: WritableDb, ids: string, moved: Moved, atMs: number): void {
  const { changes } = prepared<[number, number, string]>(
    db,
    `UPDATE message SET state = 'submitting', detail = 'handing over', code = NULL, attempts = attempts + 1,
       updated_at_ms = ?, submitted_at_ms = ?
     WHERE id IN (SELECT value FROM json_each(?)) AND +state = 'queued'`,
  ).run(atMs, atMs, ids);
  if (changes !== moved.people)
    throw new Error(`${moved.people - changes} of ${moved.people} messages were not queued`);
  countMoves(db, moved, 'queued', 'submitting');

  prepared<[number, string]>(
    db,
    `INSERT INTO message_event (message_id, at_ms, event, to_state, detail)
     SELECT value, ?, 'claim', 'submitting', 'handing over' FROM json_each(?)`,
  ).run(atMs, ids);
}

/**
 * The usual end of many hand-overs of one campaign, in a few statements: `submitting` to `accepted`. `byGatewayId` tells
 * which message each gateway id is for. Answers the messages that were accepted; one that is missing was in another state
 * or its id is taken: nothing was written for it, and the caller looks closer.
 */
export function acceptAll(
  db: WritableDb,
  campaignId: number,
  byGatewayId: ReadonlyMap<string, number>,
  at: { readonly atMs: number; readonly receiptDueMs: number },
): ReadonlySet<number> {
  // As text: the ids are the gateway's words, and a property `__proto__` would be lost.
  const given = [...byGatewayId].map(([gatewayId, id]) => `${JSON.stringify(gatewayId)}:${id}`);
  const accepted = prepared<[object], { id: number; parts: number; gatewayId: string }>(
    db,
    `UPDATE OR IGNORE message SET state = 'accepted', detail = given.key, updated_at_ms = @atMs,
       gateway_message_id = given.key, receipt_due_ms = @receiptDueMs
     FROM json_each(@given) AS given WHERE message.id = given.value AND +message.state = 'submitting'
     RETURNING id, parts, gateway_message_id AS gatewayId`,
  ).all({ ...at, given: `{${given.join(',')}}` });
  const parts = accepted.reduce((sum, message) => sum + message.parts, 0);
  if (accepted.length > 0) countMoves(db, { campaignId, people: accepted.length, parts }, 'submitting', 'accepted');

  const events = accepted.map(({ id, gatewayId }) => `${JSON.stringify(gatewayId)}:${id}`);
  prepared<[number, string]>(
    db,
    `INSERT INTO message_event (message_id, at_ms, event, to_state, detail)
     SELECT value, ?, 'accept', 'accepted', key FROM json_each(?)`,
  ).run(at.atMs, `{${events.join(',')}}`);
  return new Set(accepted.map(({ id }) => id));
}
