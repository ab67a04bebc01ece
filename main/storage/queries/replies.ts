import { suppressionOf } from './suppression-of.ts';
import { liftKeyword, suppress } from './suppressions.ts';
import { fieldKeys, readStored } from './fields.ts';
import { openReview } from './reply-reviews.ts';
import { prepared } from '../database.ts';
import type { ReadableDb, WritableDb } from '../database.ts';
import { isAdvertising } from '#domain/consent/purpose.ts';
import type { Purpose } from '#domain/consent/purpose.ts';
import { classifyReply } from '#domain/consent/replies/classify-reply.ts';
import type { ReplyContext } from '#domain/consent/replies/classify-reply.ts';
import { languageCodeOf, languagesOf } from '#domain/consent/replies/reply-lexicon.ts';
import { endsTexts, replyOutcomes } from '#domain/consent/replies/reply-outcome.ts';
import type { ReplyVerdict } from '#domain/consent/replies/reply-outcome.ts';
import { reviewDueMs } from '#domain/consent/replies/review-deadline.ts';
import type { StorageWrites } from '../../services/storage-port.ts';
import type { ReplyEffect } from '../../services/reply-port.ts';

type InboundInput = Parameters<StorageWrites['inbound']>[0];
type NewText = InboundInput['texts'][number];

/** Characters of a reply that are kept. */
const longestKept = 5_000;

/**
 * Records replies and moves the cursor. What each asks for is done in this very transaction: a stop blocks the number and
 * cancels everything queued for it, a doubtful one blocks advertising until a person decides, a START lifts what a STOP
 * reply blocked. A reply seen before changes nothing. A STOP from a sender that is no number is kept too.
 */
export function recordInbound(db: WritableDb, input: InboundInput): ReturnType<StorageWrites['inbound']> {
  const counts = { texts: 0, stops: 0, reviews: 0, starts: 0 };
  const workspace = workspaceOf(db);
  for (const text of input.texts) {
    const last = lastOutbound(db, text.e164);
    const verdict = classifyReply(text.text, contextOf(db, text, last, workspace.country));
    const id = insertReply(db, input, text, verdict, last?.campaignId ?? null);
    if (id === null) continue;
    counts.texts += 1;
    if (endsTexts(verdict.outcome)) counts.stops += 1;
    if (text.e164 === null) continue;
    const { e164, receivedAtMs } = text;
    const asked = { id, e164, text: text.text, verdict, zone: workspace.zone, receivedAtMs, nowMs: input.nowMs };
    const done = act(db, asked);
    if (done.effect === 'none') continue;
    if (done.effect === 'review') counts.reviews += 1;
    if (done.effect === 'lifted') counts.starts += 1;
    prepared<[string, number, number]>(db, 'UPDATE inbound SET effect = ?, cancelled = ? WHERE id = ?').run(
      done.effect,
      done.cancelled,
      id,
    );
  }
  prepared<[object]>(
    db,
    'UPDATE gateway SET inbound_cursor = @cursor, last_poll_at_ms = @nowMs WHERE id = @gatewayId',
  ).run({
    cursor: input.cursor,
    nowMs: input.nowMs,
    gatewayId: input.gatewayId,
  });
  return counts;
}

function workspaceOf(db: ReadableDb): { readonly country: string; readonly zone: string } {
  return (
    prepared<[], { country: string; zone: string }>(db, 'SELECT country, zone FROM workspace').get() ?? {
      country: '',
      zone: 'Etc/UTC',
    }
  );
}

interface LastOutbound {
  readonly campaignId: number;
  readonly purpose: Purpose | null;
}

/** The last text that went to a number. */
function lastOutbound(db: ReadableDb, e164: string | null): LastOutbound | null {
  if (e164 === null) return null;
  return (
    prepared<[string], LastOutbound>(
      db,
      `SELECT k.id AS campaignId, k.purpose FROM message m JOIN campaign k ON k.id = m.campaign_id
       WHERE m.e164 = ? AND m.submitted_at_ms IS NOT NULL ORDER BY m.submitted_at_ms DESC LIMIT 1`,
    ).get(e164) ?? null
  );
}

/** What a reply is read in the light of. Requests to confirm permission are not sent yet, so none is ever open. */
function contextOf(db: ReadableDb, text: NewText, last: LastOutbound | null, country: string): ReplyContext {
  return {
    // A text without a purpose is advertising (consent.md 0.1 #6).
    lastOutboundMarketing: last !== null && isAdvertising(last.purpose ?? 'marketing'),
    openDoubleOptIn: false,
    lists: prepared<[], string>(db, "SELECT name FROM contact_list WHERE kind = 'list'").pluck().all() as string[],
    country: text.country,
    contactLanguage: contactLanguage(db, text.e164),
    // Whoever does business in a country speaks its languages.
    languages: languagesOf(country),
  };
}

/** The contact's language where a field `language` says it. */
function contactLanguage(db: ReadableDb, e164: string | null): string | null {
  const position = fieldKeys(db).indexOf('language');
  if (position < 0 || e164 === null) return null;
  const fields = prepared<[string], string>(db, 'SELECT fields FROM contact WHERE e164 = ?').pluck().get(e164);
  return fields === undefined ? null : languageCodeOf(String(readStored(fields)[position] ?? ''));
}

/** The reply's id; null when it was here already. */
function insertReply(
  db: WritableDb,
  input: InboundInput,
  { gatewayMessageId, e164, from, to, text, receivedAtMs }: NewText,
  { outcome, rule, reason, language }: ReplyVerdict,
  campaignId: number | null,
): number | null {
  const { changes, lastInsertRowid } = prepared<[object]>(
    db,
    `INSERT INTO inbound (gateway_id, gateway_message_id, e164, from_number, to_number, text, verdict, rule, reason, language,
       effect, campaign_id, cancelled, received_at_ms, recorded_at_ms)
     VALUES (@gatewayId, @gatewayMessageId, @e164, @from, @to, @text, @outcome, @rule, @reason, @language,
       'none', @campaignId, 0, @receivedAtMs, @nowMs)
     ON CONFLICT (gateway_id, gateway_message_id) DO NOTHING`,
  ).run({
    gatewayMessageId,
    e164,
    from,
    to,
    receivedAtMs,
    outcome,
    rule,
    reason,
    language,
    campaignId,
    gatewayId: input.gatewayId,
    text: text.slice(0, longestKept),
    nowMs: input.nowMs,
  });
  return changes === 1 ? Number(lastInsertRowid) : null;
}

interface Asked {
  readonly id: number;
  readonly e164: string;
  readonly text: string;
  readonly verdict: ReplyVerdict;
  readonly zone: string;
  readonly receivedAtMs: number;
  readonly nowMs: number;
}

interface Done {
  readonly effect: ReplyEffect;
  readonly cancelled: number;
}

const nothingDone: Done = { effect: 'none', cancelled: 0 };

/** True when the person has asked for no stop, certain or possible, at or after this instant. */
function isNewestWish(db: ReadableDb, e164: string, receivedAtMs: number): boolean {
  const outcomes = replyOutcomes.filter((outcome) => endsTexts(outcome) || outcome === 'review');
  const lastStop = prepared<[string, string], number | null>(
    db,
    'SELECT max(received_at_ms) FROM inbound WHERE e164 = ? AND verdict IN (SELECT value FROM json_each(?))',
  )
    .pluck()
    .get(e164, JSON.stringify(outcomes));
  return lastStop == null || receivedAtMs > lastStop;
}

/** Does what a reply asks for. Help, questions and a yes without an open request are only kept. */
function act(db: WritableDb, { id, e164, text, verdict, zone, receivedAtMs, nowMs }: Asked): Done {
  const detail = `replied “${text.trim().slice(0, 40)}”`;
  const by = 'the person';
  switch (verdict.outcome) {
    case 'stop':
    // No purpose is kept apart by list yet, so "STOP offers" stops everything: more than asked, never less.
    case 'stop_scoped':
    case 'review_if_marketing':
    case 'wrong_number': {
      const reason = verdict.outcome === 'wrong_number' ? 'reassigned' : 'keyword';
      const { added, cancelled } = suppress(db, { e164, reason, detail, by, nowMs });
      return { effect: added || cancelled > 0 ? 'blocked' : 'none', cancelled };
    }
    case 'review': {
      if (suppressionOf(db, { e164 }) !== null) return nothingDone;
      openReview(db, { inboundId: id, e164, dueAtMs: reviewDueMs(nowMs, zone), nowMs });
      return { effect: 'review', cancelled: 0 };
    }
    case 'start':
      // Gateways do not promise an order: a START of before the last STOP starts nothing.
      if (!isNewestWish(db, e164, receivedAtMs)) return nothingDone;
      return { effect: liftKeyword(db, { e164, detail, by, nowMs }) ? 'lifted' : 'none', cancelled: 0 };
    case 'help':
    case 'source_request':
    case 'yes_if_open_request':
    case 'none':
      return nothingDone;
  }
}
