import { campaignHead, campaignMove } from './campaigns.ts';
import type { CampaignHead } from './campaigns.ts';
import { suppress } from './suppressions.ts';
import { campaignContext, judgeQueued, recordAllowed, recordDecision, repeatOf, repeatsAfterMs } from './gate-facts.ts';
import type { CampaignContext, PersonFacts } from './gate-facts.ts';
import { readFields } from './audience.ts';
import { standingColumns } from './standing.ts';
import { acceptAll, claimAll, moveFrom, moveMessage } from './moves.ts';
import { applyParkedReceipts } from './receipts.ts';
import { prepared } from '../database.ts';
import type { WritableDb } from '../database.ts';
import type { GateCode } from '#domain/consent/gate-codes.ts';
import type { Denial } from '#domain/consent/gate.ts';
import { gateWords } from '#domain/consent/gate-words.ts';
import type { E164 } from '#domain/kernel/ids.ts';
import type { SubmitOutcome } from '../../services/ports.ts';
import type { ClaimedText, SendingWrites, SubmitResult, TickAnswer, TickRequest } from '../../services/sending-port.ts';

/** Pause between tries of a text that was proven not accepted: 2 s, 4 s, … up to 5 minutes. */
function retryDelayMs(attempts: number): number {
  return Math.min(300_000, 1_000 * 2 ** Math.min(attempts, 9));
}

/** How long after hand-over a receipt is first asked for. */
const firstReceiptMs = 1_000;

/**
 * One step of a send, one transaction, one fsync: the results of the texts that came back, then the claims of the next
 * ones, each decided by the gate on what is true now. When this returns, every claimed text is durably `submitting`.
 */
export function tick(db: WritableDb, request: TickRequest): TickAnswer {
  recordResults(db, request.campaignId, request.results);
  const campaign = campaignHead(db, request.campaignId);
  if (campaign.state === 'stopped') cancelReturned(db, request);

  const mayClaim = request.claim > 0 && campaign.state === 'sending' && campaign.purpose !== null;
  const { claimed, held } = mayClaim ? claim(db, campaign, request) : { claimed: [], held: null };
  if (held !== null) {
    campaignMove(db, { id: campaign.id, event: 'pause', reason: gateWords[held].words, nowMs: request.nowMs });
  }
  return { claimed, held, ...afterwards(db, campaign.id, request.nowMs) };
}

/** Stopping cancelled what was in line then; what comes back in line afterwards is cancelled here. */
function cancelReturned(db: WritableDb, { results, nowMs }: TickRequest): void {
  for (const { messageId: id, outcome } of results) {
    if (outcome.kind !== 'retry' && outcome.kind !== 'stop') continue;
    moveMessage(db, { id, event: 'cancel', atMs: nowMs, detail: 'the campaign was stopped', code: null });
  }
}

/** What is left, and the end of the campaign when nothing is. */
function afterwards(
  db: WritableDb,
  campaignId: number,
  nowMs: number,
): Pick<TickAnswer, 'waiting' | 'nextAtMs' | 'state'> {
  const left = prepared<[number], { queued: number | null; submitting: number | null }>(
    db,
    `SELECT sum(people) FILTER (WHERE state = 'queued') AS queued, sum(people) FILTER (WHERE state = 'submitting') AS submitting
     FROM campaign_count WHERE campaign_id = ?`,
  ).get(campaignId);
  const waiting = left?.queued ?? 0;
  const { state } = campaignHead(db, campaignId);
  if (state === 'sending' && waiting === 0 && (left?.submitting ?? 0) === 0) {
    campaignMove(db, { id: campaignId, event: 'finish', reason: null, nowMs });
    return { waiting, nextAtMs: null, state: 'finished' };
  }
  const next = prepared<[number], { at: number | null }>(
    db,
    "SELECT min(not_before_ms) AS at FROM message WHERE campaign_id = ? AND state = 'queued'",
  ).get(campaignId)?.at;
  return { waiting, nextAtMs: next != null && next > nowMs ? next : null, state };
}

interface Candidate extends Omit<PersonFacts, 'isKnown'> {
  readonly id: number;
  readonly clientId: string;
  readonly merged: string;
  readonly contactId: number | null;
  readonly isRepeat: number;
  readonly parts: number;
}

// Walks message_to_claim; each candidate brings today's consent and block, not those of the day it was queued. No two
// candidates have one number (a campaign has each once), so no claim of a tick can make a repeat of another.
const candidates = (
  ownZone: string,
): string => `SELECT m.id, m.parts, m.client_id AS clientId, m.merged, m.contact_id AS contactId, m.e164, c.country,
    coalesce(c.is_textable, 0) AS isTextable, ${ownZone} AS ownZone,
    ${standingColumns('m.e164')},
    EXISTS (${repeatOf('m.e164', 'm.text_digest', 'm.id')}) AS isRepeat
  FROM message m LEFT JOIN contact c ON c.id = m.contact_id
  WHERE m.campaign_id = @campaignId AND m.state = 'queued' AND m.not_before_ms <= @nowMs
  ORDER BY m.not_before_ms, m.id LIMIT @limit`;

function claim(
  db: WritableDb,
  campaign: CampaignHead,
  request: TickRequest,
): { claimed: ClaimedText[]; held: GateCode | null } {
  const purpose = campaign.purpose ?? 'marketing';
  const context = campaignContext(db, {
    purpose,
    text: campaign.text,
    sender: campaign.sender,
    gateway: request.gateway,
  });
  const rows = prepared<[object], Candidate>(db, candidates(context.ownZone)).all({
    campaignId: campaign.id,
    purpose,
    nowMs: request.nowMs,
    repeatsAfterMs: repeatsAfterMs(request.nowMs),
    limit: request.claim,
  });
  const { allowed, parts, held } = askGate(db, context, rows, campaign, request.nowMs);
  if (allowed.length > 0) {
    const ids = JSON.stringify(allowed.map((text) => text.messageId));
    recordAllowed(db, ids, request.nowMs);
    claimAll(db, ids, { campaignId: campaign.id, people: allowed.length, parts }, request.nowMs);
  }
  return { claimed: allowed, held };
}

/** Asks the gate about each; who is refused is turned away and written down at once, who is allowed is answered. */
function askGate(
  db: WritableDb,
  context: CampaignContext,
  rows: readonly Candidate[],
  campaign: CampaignHead,
  nowMs: number,
): { allowed: ClaimedText[]; parts: number; held: GateCode | null } {
  const allowed: ClaimedText[] = [];
  let parts = 0;
  const gateMs = nowMs + campaign.rehearseOffsetMs;
  for (const row of rows) {
    const person = { ...row, isKnown: row.contactId !== null };
    const at = { gateMs, isRepeat: row.isRepeat === 1 };
    const { text, decision } = judgeQueued(context, person, readFields(row.merged), at);
    if (decision.allowed) {
      allowed.push({ messageId: row.id, clientId: row.clientId, to: row.e164 as E164, text, sender: campaign.sender });
      parts += row.parts;
      continue;
    }
    if (decision.decisive.outcome === 'hold') return { allowed, parts, held: decision.decisive.code };
    recordDecision(db, { messageId: row.id, atMs: nowMs, stage: 'dispatch', decision });
    turnAway(db, row.id, decision.decisive, campaign.rehearseOffsetMs, nowMs);
  }
  return { allowed, parts, held: null };
}

/** A person the gate refuses now is skipped; one who may be texted later stays in the queue until then. */
function turnAway(db: WritableDb, id: number, denial: Denial, offsetMs: number, nowMs: number): void {
  if (denial.outcome === 'reject') {
    moveFrom(db, 'queued', { id, event: 'skip', atMs: nowMs, detail: denial.detail ?? '', code: denial.code });
    return;
  }
  // No opening known within two weeks: look again tomorrow, never send.
  const notBefore = denial.notBeforeMs === null ? nowMs + 86_400_000 : denial.notBeforeMs - offsetMs;
  prepared<[number, string, number, number]>(
    db,
    'UPDATE message SET not_before_ms = ?, code = ?, updated_at_ms = ? WHERE id = ?',
  ).run(Math.max(notBefore, nowMs + 1_000), denial.code, nowMs, id);
}

type AcceptedResult = SubmitResult & { readonly outcome: Extract<SubmitOutcome, { kind: 'accepted' }> };

function isAccepted(result: SubmitResult): result is AcceptedResult {
  return result.outcome.kind === 'accepted';
}

function recordResults(db: WritableDb, campaignId: number, results: readonly SubmitResult[]): void {
  const accepted = results.filter(isAccepted);
  recordAccepted(db, campaignId, accepted);
  for (const { messageId, outcome, atMs } of results)
    if (outcome.kind !== 'accepted') recordOther(db, messageId, outcome, atMs);
  // Nearly always nothing is parked; it is asked once, not with every text.
  if (prepared<[], object>(db, 'SELECT 1 AS found FROM parked_receipt LIMIT 1').get() === undefined) return;
  for (const { messageId, outcome } of accepted) applyParkedReceipts(db, messageId, outcome.gatewayMessageId);
}

/** All at once; they came back within a few milliseconds and carry the time of the last. Those that do not fit, one by one. */
function recordAccepted(db: WritableDb, campaignId: number, accepted: readonly AcceptedResult[]): void {
  if (accepted.length === 0) return;
  const atMs = Math.max(...accepted.map((result) => result.atMs));
  const at = { atMs, receiptDueMs: atMs + firstReceiptMs };
  const byGatewayId = new Map<string, number>();
  for (const { messageId, outcome } of accepted)
    if (!byGatewayId.has(outcome.gatewayMessageId)) byGatewayId.set(outcome.gatewayMessageId, messageId);
  const done = acceptAll(db, campaignId, byGatewayId, at);
  if (done.size === accepted.length) return;
  for (const { messageId, outcome } of accepted)
    if (!done.has(messageId)) recordUnusual(db, messageId, outcome.gatewayMessageId, at);
}

function recordOther(
  db: WritableDb,
  id: number,
  outcome: Exclude<SubmitOutcome, { kind: 'accepted' }>,
  atMs: number,
): void {
  const base = { id, atMs };
  switch (outcome.kind) {
    case 'rejected': {
      moveMessage(db, { ...base, event: 'reject', detail: outcome.reason, code: outcome.code });
      if (!outcome.optedOut) return;
      const e164 = prepared<[number], { e164: string }>(db, 'SELECT e164 FROM message WHERE id = ?').get(id)?.e164;
      if (e164 === undefined) return;
      suppress(db, { e164, reason: 'carrier', detail: outcome.reason, by: 'the gateway', nowMs: atMs });
      return;
    }
    case 'retry':
      return giveBack(db, id, { code: outcome.code, reason: outcome.reason, afterMs: outcome.afterMs, atMs });
    case 'stop':
      return giveBack(db, id, { code: outcome.error, reason: outcome.reason, afterMs: 0, atMs });
    case 'uncertain':
      moveMessage(db, { ...base, event: 'doubt', detail: outcome.reason, code: outcome.code });
  }
}

function giveBack(
  db: WritableDb,
  id: number,
  { code, reason, afterMs, atMs }: { code: string; reason: string; afterMs: number | null; atMs: number },
): void {
  if (!moveMessage(db, { id, event: 'giveBack', atMs, detail: reason, code })) return;
  const attempts =
    prepared<[number], { attempts: number }>(db, 'SELECT attempts FROM message WHERE id = ?').get(id)?.attempts ?? 1;
  prepared<[number, number]>(db, 'UPDATE message SET submitted_at_ms = NULL, not_before_ms = ? WHERE id = ?').run(
    atMs + (afterMs ?? retryDelayMs(attempts)),
    id,
  );
}

/** An id that another message already carries proves nothing about this one: it is doubtful, and said so. */
function recordUnusual(
  db: WritableDb,
  id: number,
  gatewayMessageId: string,
  { atMs, receiptDueMs }: { readonly atMs: number; readonly receiptDueMs: number },
): void {
  const taken = prepared<[number, string, number], { id: number }>(
    db,
    `SELECT id FROM message WHERE gateway_id = (SELECT gateway_id FROM message WHERE id = ?) AND gateway_message_id = ? AND id <> ?`,
  ).get(id, gatewayMessageId, id);
  if (taken) {
    const detail = 'the gateway gave an id that another text already has';
    moveMessage(db, { id, event: 'doubt', atMs, detail, code: 'ID_REPEATED' });
    return;
  }
  const details = { gatewayMessageId, receiptDueMs };
  moveMessage(db, { id, event: 'accept', atMs, detail: gatewayMessageId, code: null }, details);
}

/** At start: what was on its way when the program ended may have left. It is doubtful, and nothing resumes by itself. */
export function recover(
  db: WritableDb,
  { nowMs, trail, session }: Parameters<SendingWrites['recover']>[0],
): ReturnType<SendingWrites['recover']> {
  const before = prepared<[], string>(db, 'SELECT session FROM workspace').pluck().get();
  const handed = trail !== null && trail.session === before ? new Set(trail.messageIds) : null;
  prepared<[string]>(db, 'UPDATE workspace SET session = ?').run(session);
  const ids = prepared<[], number>(
    db,
    `SELECT m.id FROM campaign k CROSS JOIN message m ON m.campaign_id = k.id AND m.state = 'submitting'`,
  )
    .pluck()
    .all();
  const never = handed === null ? [] : ids.filter((id) => !handed.has(id));
  for (const id of never) {
    const reason = 'Assent stopped before this text was handed over';
    giveBack(db, id, { code: 'NOT_HANDED_OVER', reason, afterMs: 0, atMs: nowMs });
  }
  const returned = new Set(never);
  for (const id of ids) {
    if (returned.has(id)) continue;
    const detail = 'Assent stopped while this text was being handed over';
    moveMessage(db, { id, event: 'doubt', atMs: nowMs, detail, code: 'INTERRUPTED' });
  }
  const running = prepared<[], { id: number; waiting: number | null }>(
    db,
    `SELECT k.id, (SELECT people FROM campaign_count n WHERE n.campaign_id = k.id AND n.state = 'queued') AS waiting
     FROM campaign k WHERE k.state = 'sending'`,
  ).all();
  for (const { id, waiting } of running) {
    if (waiting === null || waiting === 0) campaignMove(db, { id, event: 'finish', reason: null, nowMs });
    else campaignMove(db, { id, event: 'pause', reason: 'Assent was closed while this was being sent', nowMs });
  }
  return { uncertain: ids.length - never.length, returned: never.length };
}
