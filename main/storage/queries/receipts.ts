import { moveFrom } from './moves.ts';
import { prepared } from '../database.ts';
import type { ReadableDb, WritableDb } from '../database.ts';
import type { MessageEvent, MessageState } from '#domain/message/message-state.ts';
import { isFinal } from '#domain/message/message-state.ts';
import type { Receipt, ReceiptStatus } from '../../services/ports.ts';
import type { StorageReads, StorageWrites } from '../../services/storage-port.ts';

/** What a receipt does to a message; the others say nothing new. */
const receiptEvents: Readonly<Record<ReceiptStatus, MessageEvent | null>> = {
  unknown: null,
  pending: null,
  enroute: 'receiptEnroute',
  delivered: 'receiptDelivered',
  failed: 'receiptUndelivered',
  cancelled: 'receiptUndelivered',
  expired: 'receiptExpired',
};

/** After this long without a final receipt nobody is asked any more; the message stays what it is. */
const giveUpMs = 25 * 60 * 60 * 1000;

/** When to ask again: often at first, then ever less (gateways.md 5). */
function nextAskMs(ageMs: number): number {
  if (ageMs < 10_000) return 1_000;
  if (ageMs < 60_000) return 5_000;
  return ageMs < 600_000 ? 30_000 : 300_000;
}

interface Known {
  id: number;
  state: MessageState;
  campaignId: number;
  submittedAtMs: number | null;
}

/** Folds receipts in, in any order and any number of copies; unknown ids are parked until their message is known. */
export function receipts(
  db: WritableDb,
  input: Parameters<StorageWrites['receipts']>[0],
): ReturnType<StorageWrites['receipts']> {
  const campaigns = new Set<number>();
  let changed = 0;
  for (const receipt of input.receipts) {
    const known = prepared<[number, string], Known>(
      db,
      `SELECT id, state, campaign_id AS campaignId, submitted_at_ms AS submittedAtMs FROM message
       WHERE gateway_id = ? AND gateway_message_id = ?`,
    ).get(input.gatewayId, receipt.gatewayMessageId);
    if (!known) park(db, input.gatewayId, receipt, input.nowMs);
    else if (applyReceipt(db, known, receipt, input.nowMs)) {
      changed += 1;
      campaigns.add(known.campaignId);
    }
  }
  return { changed, campaigns: [...campaigns] };
}

function applyReceipt(db: WritableDb, known: Known, receipt: Receipt, nowMs: number): boolean {
  const event = receiptEvents[receipt.status];
  const moved =
    event !== null &&
    moveFrom(db, known.state, {
      id: known.id,
      event,
      atMs: receipt.atMs ?? nowMs,
      detail: receipt.gatewayStatus,
      code: codeOf(receipt),
    });
  const state = moved ? stateOf(db, known.id) : known.state;
  const ageMs = nowMs - (known.submittedAtMs ?? nowMs);
  const due = isFinal(state) || ageMs > giveUpMs ? null : nowMs + nextAskMs(ageMs);
  prepared<[number | null, number]>(db, 'UPDATE message SET receipt_due_ms = ? WHERE id = ?').run(due, known.id);
  return moved;
}

function codeOf(receipt: Receipt): string | null {
  return ['failed', 'expired', 'cancelled'].includes(receipt.status) ? receipt.gatewayStatus : null;
}

function stateOf(db: ReadableDb, id: number): MessageState {
  return (
    prepared<[number], { state: MessageState }>(db, 'SELECT state FROM message WHERE id = ?').get(id)?.state ?? 'queued'
  );
}

function park(db: WritableDb, gatewayId: number, receipt: Receipt, nowMs: number): void {
  if (receiptEvents[receipt.status] === null) return;
  prepared<[object]>(
    db,
    `INSERT INTO parked_receipt VALUES (@gatewayId, @gatewayMessageId, @status, @gatewayStatus, @atMs) ON CONFLICT DO NOTHING`,
  ).run({ ...receipt, gatewayId, atMs: receipt.atMs ?? nowMs });
}

/** Applies what arrived before the answer to the submission itself. */
export function applyParkedReceipts(db: WritableDb, messageId: number, gatewayMessageId: string): void {
  type Parked = { gatewayId: number; status: ReceiptStatus; gatewayStatus: string; atMs: number };
  const rows = prepared<[string, number], Parked>(
    db,
    `SELECT gateway_id AS gatewayId, status, gateway_status AS gatewayStatus, at_ms AS atMs FROM parked_receipt
     WHERE gateway_message_id = ? AND gateway_id = (SELECT gateway_id FROM message WHERE id = ?) ORDER BY at_ms`,
  ).all(gatewayMessageId, messageId);
  const first = rows[0];
  if (!first) return;
  receipts(db, {
    gatewayId: first.gatewayId,
    receipts: rows.map((row) => ({ ...row, gatewayMessageId })),
    nowMs: first.atMs,
  });
  prepared<[number, string]>(db, 'DELETE FROM parked_receipt WHERE gateway_id = ? AND gateway_message_id = ?').run(
    first.gatewayId,
    gatewayMessageId,
  );
}

/** Messages whose gateway should be asked now, longest due first. */
export function receiptsDue(
  db: ReadableDb,
  input: Parameters<StorageReads['receiptsDue']>[0],
): ReturnType<StorageReads['receiptsDue']> {
  return prepared<[object], { messageId: number; gatewayMessageId: string; submittedAtMs: number }>(
    db,
    `SELECT id AS messageId, gateway_message_id AS gatewayMessageId, submitted_at_ms AS submittedAtMs FROM message
     WHERE receipt_due_ms <= @nowMs AND gateway_id = @gatewayId AND gateway_message_id IS NOT NULL
     ORDER BY receipt_due_ms LIMIT @limit`,
  ).all(input);
}

/** Messages of a campaign for which a receipt is still expected. */
export function receiptsOpen(db: ReadableDb, { campaignId }: { readonly campaignId: number }): number {
  return (
    prepared<[number], { n: number }>(
      db,
      "SELECT count(*) AS n FROM message WHERE campaign_id = ? AND state IN ('accepted', 'enroute') AND receipt_due_ms IS NOT NULL",
    ).get(campaignId)?.n ?? 0
  );
}
