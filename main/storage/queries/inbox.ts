import { decodeCursor, encodeCursor } from './paging.ts';
import { suppress } from './consent.ts';
import { prepared } from '../database.ts';
import type { ReadableDb, WritableDb } from '../database.ts';
import { classifyReply } from '#domain/consent/keywords.ts';
import type { InboxRow, Page, PageRequest, StorageWrites } from '../../services/storage-port.ts';

const inboxColumns = `i.id, i.from_number AS "from", i.e164, c.id AS contactId, c.name, i.text, i.verdict, i.cancelled,
  g.name AS gateway, i.received_at_ms AS receivedAtMs`;
const inboxSource = 'inbound i JOIN gateway g ON g.id = i.gateway_id LEFT JOIN contact c ON c.e164 = i.e164';

/** Replies, newest first. */
export function inbox(db: ReadableDb, input: PageRequest & { readonly campaignId: number | null }): Page<InboxRow> {
  const where = input.campaignId === null ? '1' : 'i.campaign_id = @campaignId';
  const [before] = decodeCursor(input.after) ?? [Number.MAX_SAFE_INTEGER];
  const parameters = { campaignId: input.campaignId, before, limit: input.limit + 1 };
  const rows = prepared<[object], InboxRow>(
    db,
    `SELECT ${inboxColumns} FROM ${inboxSource} WHERE ${where} AND i.id < @before ORDER BY i.id DESC LIMIT @limit`,
  ).all(parameters);
  const total = prepared<[object], { n: number }>(db, `SELECT count(*) AS n FROM inbound i WHERE ${where}`).get(
    parameters,
  );
  const shown = rows.slice(0, input.limit);
  const last = shown.at(-1);
  return {
    rows: shown,
    next: rows.length > input.limit && last ? encodeCursor([last.id]) : null,
    total: total?.n ?? 0,
  };
}

/** The last replies from one number. */
export function inboxOfContact(db: ReadableDb, e164: string): InboxRow[] {
  return prepared<[string], InboxRow>(
    db,
    `SELECT ${inboxColumns} FROM ${inboxSource} WHERE i.e164 = ? ORDER BY i.id DESC LIMIT 100`,
  ).all(e164);
}

type InboundInput = Parameters<StorageWrites['inbound']>[0];

/**
 * Records replies and moves the cursor. A STOP blocks the number and cancels everything queued for it in this very
 * transaction; a reply seen before changes nothing. A STOP from a stranger, or from a sender that is no number, is kept too.
 */
export function recordInbound(db: WritableDb, input: InboundInput): ReturnType<StorageWrites['inbound']> {
  let texts = 0;
  let stops = 0;
  for (const text of input.texts) {
    const verdict = classifyReply(text.text);
    const isNew =
      prepared<[object]>(
        db,
        `INSERT INTO inbound (gateway_id, gateway_message_id, e164, from_number, to_number, text, verdict, campaign_id,
           cancelled, received_at_ms, recorded_at_ms)
         VALUES (@gatewayId, @gatewayMessageId, @e164, @from, @to, @text, @verdict,
           (SELECT campaign_id FROM message WHERE e164 = @e164 AND submitted_at_ms IS NOT NULL
            ORDER BY submitted_at_ms DESC LIMIT 1), 0, @receivedAtMs, @nowMs)
         ON CONFLICT (gateway_id, gateway_message_id) DO NOTHING`,
      ).run({ ...text, text: text.text.slice(0, 5_000), verdict, gatewayId: input.gatewayId, nowMs: input.nowMs })
        .changes === 1;
    if (!isNew) continue;
    texts += 1;
    if (verdict !== 'stop') continue;
    stops += 1;
    if (text.e164 === null) continue;
    const detail = `replied “${text.text.trim().slice(0, 40)}”`;
    const { cancelled } = suppress(db, {
      e164: text.e164,
      reason: 'keyword',
      detail,
      by: 'the person',
      nowMs: input.nowMs,
    });
    prepared<[number, number, string]>(
      db,
      'UPDATE inbound SET cancelled = ? WHERE gateway_id = ? AND gateway_message_id = ?',
    ).run(cancelled, input.gatewayId, text.gatewayMessageId);
  }
  prepared<[object]>(
    db,
    'UPDATE gateway SET inbound_cursor = @cursor, last_poll_at_ms = @nowMs WHERE id = @gatewayId',
  ).run({
    cursor: input.cursor,
    nowMs: input.nowMs,
    gatewayId: input.gatewayId,
  });
  return { texts, stops };
}
