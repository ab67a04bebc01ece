import { createHash } from 'node:crypto';
import type { InboundPage, InboundText, Receipt } from '../../services/ports.ts';
import { asGatewayId, asInstant, asRecord, own, parseJson } from '../json-reading.ts';
import type { JsonRecord } from '../json-reading.ts';
import { readReceipt } from './message-status.ts';

const maxCursorLength = 1_000;
const maxTextLength = 10_000;

/** A field by its documented name, or in the PascalCase a third-party receiver saw (DUEN). */
function field(record: JsonRecord | null, name: string): unknown {
  return own(record, name) ?? own(record, name.charAt(0).toUpperCase() + name.slice(1));
}

/** One event or a list of them: "batches are size 1 today but arrays are used" (H-CB). */
function records(value: unknown): JsonRecord[] {
  const items: readonly unknown[] = Array.isArray(value) ? value : [value];
  return items.map(asRecord).filter((record) => record !== null);
}

function asText(value: unknown): string | null {
  if (typeof value === 'string') return value;
  return typeof value === 'number' ? String(value) : null;
}

/** A reply. One without a usable id gets one from its content: losing it could lose a STOP. */
function readText(record: JsonRecord, nowMs: number): InboundText | null {
  const from = asText(field(record, 'from'));
  const content = asText(field(record, 'content'));
  if (from === null || from === '' || content === null) return null;
  const receivedAtMs = asInstant(field(record, 'timestamp'));
  const derive = (): string =>
    createHash('sha256')
      .update(JSON.stringify([from, content, receivedAtMs]))
      .digest('hex');
  return {
    gatewayMessageId: asGatewayId(field(record, 'messageId')) ?? `derived-${derive()}`,
    from: from.slice(0, 40),
    to: (asText(field(record, 'to')) ?? '').slice(0, 40),
    text: content.slice(0, maxTextLength),
    receivedAtMs: receivedAtMs ?? nowMs,
  };
}

function readStatusUpdate(record: JsonRecord): Receipt | null {
  const id = asGatewayId(field(record, 'messageId'));
  if (id === null) return null;
  const status = field(record, 'status');
  const plain = { status, statusCode: field(record, 'statusCode'), timestamp: field(record, 'timestamp') };
  return readReceipt(id, plain);
}

/**
 * Reads a relay's page `{"cursor":"…","events":[…]}` of One API callbacks, verbatim (H-CB): replies and receipts, in
 * the order they stand; event kinds and fields nobody knows yet are passed over. Null when it is no such page.
 */
export function readCallbackPage(text: string, nowMs: number): InboundPage | null {
  const page = asRecord(parseJson(text));
  const cursor = own(page, 'cursor');
  const events = own(page, 'events');
  if (typeof cursor !== 'string' || cursor.length > maxCursorLength || !Array.isArray(events)) return null;
  if (/\p{Cs}/u.test(cursor)) return null; // Half a surrogate pair cannot stand in the next question's address.
  const texts: InboundText[] = [];
  const receipts: Receipt[] = [];
  for (const envelope of events as readonly unknown[]) {
    const event = asRecord(field(asRecord(envelope), 'event'));
    for (const record of records(field(event, 'moText'))) {
      const reply = readText(record, nowMs);
      if (reply) texts.push(reply);
    }
    for (const record of records(field(event, 'messageStatusUpdate'))) {
      const receipt = readStatusUpdate(record);
      if (receipt) receipts.push(receipt);
    }
  }
  return { texts, receipts, cursor };
}
