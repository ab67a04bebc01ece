import { decodeCursor, encodeCursor } from './paging.ts';
import { prepared } from '../database.ts';
import type { ReadableDb } from '../database.ts';
import type { Page, StorageReads } from '../../services/storage-port.ts';
import type { InboxFilter, InboxRow, ReplyReview } from '../../services/reply-port.ts';

const inboxColumns = `i.id, i.from_number AS "from", i.e164, c.id AS contactId, c.name, i.text, i.verdict, i.rule, i.reason,
  i.language, i.effect, i.cancelled, g.name AS gateway, i.received_at_ms AS receivedAtMs, r.opened_at_ms AS openedAtMs,
  r.due_at_ms AS dueAtMs, r.decision, r.decided_by AS decidedBy, r.decision_reason AS decisionReason,
  r.decided_at_ms AS decidedAtMs`;
const inboxSource = `inbound i JOIN gateway g ON g.id = i.gateway_id LEFT JOIN contact c ON c.e164 = i.e164
  LEFT JOIN reply_review r ON r.inbound_id = i.id`;

type RawReview = { [Key in keyof ReplyReview]: ReplyReview[Key] | null };
type RawReply = Omit<InboxRow, 'review'> & RawReview;

function toReply(raw: RawReply): InboxRow {
  const { openedAtMs, dueAtMs, decision, decidedBy, decisionReason, decidedAtMs, ...row } = raw;
  const review =
    openedAtMs === null || dueAtMs === null
      ? null
      : { openedAtMs, dueAtMs, decision, decidedBy, decisionReason, decidedAtMs };
  return { ...row, review };
}

const filters: Readonly<Record<InboxFilter, string>> = {
  all: '1',
  optOuts: "i.effect = 'blocked'",
  review: 'i.id IN (SELECT v.inbound_id FROM reply_review v WHERE v.decision IS NULL)',
};

/** Replies, newest first. */
export function inbox(db: ReadableDb, input: Parameters<StorageReads['inbox']>[0]): Page<InboxRow> {
  const where = `${input.campaignId === null ? '1' : 'i.campaign_id = @campaignId'} AND ${filters[input.filter]}`;
  const [before] = decodeCursor(input.after) ?? [Number.MAX_SAFE_INTEGER];
  const parameters = { campaignId: input.campaignId, before, limit: input.limit + 1 };
  const rows = prepared<[object], RawReply>(
    db,
    `SELECT ${inboxColumns} FROM ${inboxSource} WHERE ${where} AND i.id < @before ORDER BY i.id DESC LIMIT @limit`,
  ).all(parameters);
  const total = prepared<[object], { n: number }>(db, `SELECT count(*) AS n FROM inbound i WHERE ${where}`).get(
    parameters,
  );
  const shown = rows.slice(0, input.limit);
  const last = shown.at(-1);
  return {
    rows: shown.map(toReply),
    next: rows.length > input.limit && last ? encodeCursor([last.id]) : null,
    total: total?.n ?? 0,
  };
}

/** The last replies from one number. */
export function inboxOfContact(db: ReadableDb, e164: string): InboxRow[] {
  return prepared<[string], RawReply>(
    db,
    `SELECT ${inboxColumns} FROM ${inboxSource} WHERE i.e164 = ? ORDER BY i.id DESC LIMIT 100`,
  )
    .all(e164)
    .map(toReply);
}

/** One reply; null when nobody has that id. */
export function inboxReply(db: ReadableDb, { id }: { readonly id: number }): InboxRow | null {
  const raw = prepared<[number], RawReply>(db, `SELECT ${inboxColumns} FROM ${inboxSource} WHERE i.id = ?`).get(id);
  return raw ? toReply(raw) : null;
}
