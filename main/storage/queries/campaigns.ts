import { randomBytes } from 'node:crypto';
import { peopleOf } from './audience.ts';
import { campaignContext, judge, mergedValues, recordDecision } from './gate-facts.ts';
import type { CampaignContext } from './gate-facts.ts';
import { decodeCursor, encodeCursor } from './paging.ts';
import { prepared } from '../database.ts';
import type { ReadableDb, WritableDb } from '../database.ts';
import { formatAudience, parseAudience } from '#domain/campaign/audience.ts';
import type { Audience } from '#domain/campaign/audience.ts';
import { nextCampaignState } from '#domain/campaign/campaign-state.ts';
import type { CampaignState } from '#domain/campaign/campaign-state.ts';
import type { Purpose } from '#domain/consent/purpose.ts';
import { AppError } from '#domain/kernel/errors.ts';
import type { MessageState } from '#domain/message/message-state.ts';
import { measureText } from '#domain/text/segments.ts';
import type { CampaignCounts, CampaignRow, Page, PageRequest, StorageWrites } from '../../services/storage-port.ts';

type RawCampaign = Omit<CampaignRow, 'audience' | 'counts' | 'replies' | 'optOuts'> & { audience: string | null };

const campaignColumns = `k.id, k.name, k.purpose, k.gateway_id AS gatewayId, k.sender, k.text, k.audience, k.state, k.revision,
  g.name AS gateway, g.kind AS gatewayKind, k.rehearse_offset_ms AS rehearseOffsetMs, k.pause_reason AS pauseReason,
  k.created_at_ms AS createdAtMs, k.updated_at_ms AS updatedAtMs, k.started_at_ms AS startedAtMs, k.finished_at_ms AS finishedAtMs`;
const campaignSource = 'campaign k LEFT JOIN gateway g ON g.id = k.gateway_id';

/** Where each message state is counted on screen. */
const bucket: Readonly<Record<MessageState, keyof Omit<CampaignCounts, 'matched' | 'parts'>>> = {
  queued: 'waiting',
  submitting: 'submitting',
  accepted: 'accepted',
  enroute: 'enroute',
  delivered: 'delivered',
  undelivered: 'failed',
  expired: 'failed',
  rejected: 'failed',
  uncertain: 'uncertain',
  skipped: 'skipped',
  cancelled: 'cancelled',
};

/** People of a campaign by state, from the maintained counters; parts are those that left or may have left. */
export function campaignCounts(db: ReadableDb, campaignId: number): CampaignCounts {
  const counts = {
    matched: 0,
    waiting: 0,
    submitting: 0,
    accepted: 0,
    enroute: 0,
    delivered: 0,
    failed: 0,
    uncertain: 0,
    skipped: 0,
    cancelled: 0,
    parts: 0,
  };
  const rows = prepared<[number], { state: MessageState; people: number; parts: number }>(
    db,
    'SELECT state, people, parts FROM campaign_count WHERE campaign_id = ?',
  ).all(campaignId);
  for (const { state, people, parts } of rows) {
    counts.matched += people;
    counts[bucket[state]] += people;
    if (!['queued', 'skipped', 'cancelled', 'rejected'].includes(state)) counts.parts += parts;
  }
  return counts;
}

function toCampaign(db: ReadableDb, raw: RawCampaign): CampaignRow {
  const inbound = prepared<[number], { replies: number; optOuts: number | null }>(
    db,
    "SELECT count(*) AS replies, sum(effect = 'blocked') AS optOuts FROM inbound WHERE campaign_id = ?",
  ).get(raw.id);
  return {
    ...raw,
    audience: raw.audience === null ? null : parseAudience(raw.audience),
    counts: campaignCounts(db, raw.id),
    replies: inbound?.replies ?? 0,
    optOuts: inbound?.optOuts ?? 0,
  };
}

export function campaign(db: ReadableDb, { id }: { readonly id: number }): CampaignRow | null {
  const raw = prepared<[number], RawCampaign>(
    db,
    `SELECT ${campaignColumns} FROM ${campaignSource} WHERE k.id = ?`,
  ).get(id);
  return raw ? toCampaign(db, raw) : null;
}

/** A campaign that must exist; throws `campaign.notFound`. */
export function getCampaign(db: ReadableDb, id: number): CampaignRow {
  const found = campaign(db, { id });
  if (!found) throw new AppError('campaign.notFound', { id });
  return found;
}

/** What a tick needs of its campaign: no counts, no replies. */
export type CampaignHead = Pick<CampaignRow, 'id' | 'state' | 'purpose' | 'text' | 'sender' | 'rehearseOffsetMs'>;

/** The head of a campaign that must exist; throws `campaign.notFound`. */
export function campaignHead(db: ReadableDb, id: number): CampaignHead {
  const head = prepared<[number], CampaignHead>(
    db,
    'SELECT id, state, purpose, text, sender, rehearse_offset_ms AS rehearseOffsetMs FROM campaign WHERE id = ?',
  ).get(id);
  if (!head) throw new AppError('campaign.notFound', { id });
  return head;
}

export function campaignsIn(db: ReadableDb, { states }: { readonly states: readonly CampaignState[] }): CampaignRow[] {
  return prepared<[string], RawCampaign>(
    db,
    `SELECT ${campaignColumns} FROM ${campaignSource} WHERE k.state IN (SELECT value FROM json_each(?)) ORDER BY k.id DESC LIMIT 200`,
  )
    .all(JSON.stringify(states))
    .map((raw) => toCampaign(db, raw));
}

/** Campaigns, newest first. */
export function campaignPage(db: ReadableDb, input: PageRequest): Page<CampaignRow> {
  const [before] = decodeCursor(input.after) ?? [Number.MAX_SAFE_INTEGER];
  const rows = prepared<[number | string, number], RawCampaign>(
    db,
    `SELECT ${campaignColumns} FROM ${campaignSource} WHERE k.id < ? ORDER BY k.id DESC LIMIT ?`,
  ).all(before ?? Number.MAX_SAFE_INTEGER, input.limit + 1);
  const total = prepared<[], { n: number }>(db, 'SELECT count(*) AS n FROM campaign').get()?.n ?? 0;
  const shown = rows.slice(0, input.limit);
  const last = shown.at(-1);
  return {
    rows: shown.map((raw) => toCampaign(db, raw)),
    next: rows.length > input.limit && last ? encodeCursor([last.id]) : null,
    total,
  };
}

/** Writes a draft; a campaign that has left `draft` is history and refuses. */
export function campaignSave(db: WritableDb, input: Parameters<StorageWrites['campaignSave']>[0]): number {
  const { draft, nowMs } = input;
  const values = {
    ...draft,
    audience: draft.audience === null ? null : formatAudience(draft.audience),
    nowMs,
    id: input.id,
  };
  if (input.id === null) {
    const sql = `INSERT INTO campaign (name, purpose, gateway_id, sender, text, audience, state, revision, created_at_ms, updated_at_ms)
      VALUES (@name, @purpose, @gatewayId, @sender, @text, @audience, 'draft', 1, @nowMs, @nowMs)`;
    return Number(prepared<[object]>(db, sql).run(values).lastInsertRowid);
  }
  const found = getCampaign(db, input.id);
  if (found.state !== 'draft')
    throw new AppError('campaign.wrongState', { id: input.id, state: found.state, wanted: 'draft' });
  prepared<[object]>(
    db,
    `UPDATE campaign SET name = @name, purpose = @purpose, gateway_id = @gatewayId, sender = @sender, text = @text,
       audience = @audience, revision = revision + 1, updated_at_ms = @nowMs WHERE id = @id`,
  ).run(values);
  return input.id;
}

/** Removes a draft; anything that was ever started stays. */
export function campaignRemove(db: WritableDb, { id }: { readonly id: number }): null {
  const found = getCampaign(db, id);
  if (found.state !== 'draft') throw new AppError('campaign.wrongState', { id, state: found.state, wanted: 'draft' });
  prepared<[number]>(db, 'DELETE FROM campaign WHERE id = ?').run(id);
  return null;
}

type StartInput = Parameters<StorageWrites['campaignStart']>[0];

/** Writes every message row with its first decision and releases the campaign, in one transaction. */
export function campaignStart(db: WritableDb, input: StartInput): null {
  const found = getCampaign(db, input.id);
  const repeated = prepared<[number, string], { n: number }>(
    db,
    'SELECT 1 AS n FROM campaign WHERE id = ? AND start_client_id = ?',
  ).get(input.id, input.clientId);
  if (repeated) return null; // A double click: the first one did it.
  if (nextCampaignState(found.state, 'start') === null) {
    throw new AppError('campaign.wrongState', { id: input.id, state: found.state, wanted: 'draft' });
  }
  const { purpose, audience, gatewayId } = found;
  if (purpose === null) throw new AppError('usage.missing', { what: 'a purpose' });
  if (audience === null) throw new AppError('usage.missing', { what: 'an audience' });
  if (gatewayId === null) throw new AppError('usage.missing', { what: 'a gateway' });
  if (found.revision !== input.revision) {
    throw new AppError('campaign.changed', { expected: input.revision, found: found.revision });
  }
  const context = campaignContext(db, { ...found, purpose, gateway: input.gateway });
  const { willGet, matched } = queueAudience(db, context, { input, gatewayId, audience, purpose });
  if (matched === 0 || willGet === 0) throw new AppError('campaign.nobody', { matched });
  if (willGet !== input.expectedPeople) {
    throw new AppError('campaign.changed', { expected: input.expectedPeople, found: willGet });
  }
  prepared<[object]>(
    db,
    `UPDATE campaign SET state = 'sending', started_at_ms = @nowMs, updated_at_ms = @nowMs, start_client_id = @clientId,
       rehearse_offset_ms = @rehearseOffsetMs, pause_reason = NULL WHERE id = @id`,
  ).run(input);
  return null;
}

function queueAudience(
  db: WritableDb,
  context: CampaignContext,
  {
    input,
    gatewayId,
    audience,
    purpose,
  }: { input: StartInput; gatewayId: number; audience: Audience; purpose: Purpose },
): { matched: number; willGet: number } {
  const insert = prepared<[object]>(
    db,
    `INSERT INTO message (campaign_id, gateway_id, contact_id, e164, client_id, merged, text_digest, parts, encoding, state, code,
       detail, not_before_ms, updated_at_ms)
     VALUES (@campaignId, @gatewayId, @contactId, @e164, @clientId, @merged, @digest, @parts, @encoding, @state, @code,
       @detail, @notBeforeMs, @nowMs)`,
  );
  const gateMs = input.nowMs + input.rehearseOffsetMs;
  let willGet = 0;
  // Gathered first: the loop writes tables the iterator would still be reading.
  const people = [...peopleOf(db, audience, purpose)];
  for (const person of people) {
    const merged = mergedValues(context, person.fields);
    const { text, digest, decision } = judge(db, context, { ...person, isKnown: true }, merged, {
      gateMs,
      nowMs: input.nowMs,
      messageId: 0,
    });
    const denial = decision.allowed ? null : decision.decisive;
    if (denial?.outcome === 'hold') throw new AppError('gateway.notAccepted', { name: String(gatewayId) });
    const isSkipped = denial?.outcome === 'reject';
    if (!isSkipped) willGet += 1;
    const { parts, encoding } = measureText(text);
    const { lastInsertRowid } = insert.run({
      campaignId: input.id,
      gatewayId,
      contactId: person.id,
      e164: person.e164,
      clientId: randomBytes(16).toString('hex'),
      merged: JSON.stringify(merged),
      digest,
      parts,
      encoding,
      state: isSkipped ? 'skipped' : 'queued',
      code: denial?.code ?? null,
      // A wait is explained when it is looked at; a million reasons would only make the file larger.
      detail: isSkipped ? denial.detail : null,
      notBeforeMs: denial?.notBeforeMs == null ? 0 : denial.notBeforeMs - input.rehearseOffsetMs,
      nowMs: input.nowMs,
    });
    recordDecision(db, { messageId: Number(lastInsertRowid), atMs: input.nowMs, stage: 'build', decision });
  }
  return { matched: people.length, willGet };
}

/** Pause, resume, finish, stop. Stopping cancels what is still queued; what is on its way keeps its course. */
export function campaignMove(db: WritableDb, input: Parameters<StorageWrites['campaignMove']>[0]): null {
  const found = getCampaign(db, input.id);
  const to = nextCampaignState(found.state, input.event);
  if (to === null) throw new AppError('campaign.wrongState', { id: input.id, state: found.state, wanted: input.event });
  const isEnd = to === 'finished' || to === 'stopped';
  prepared<[object]>(
    db,
    `UPDATE campaign SET state = @to, pause_reason = @reason, updated_at_ms = @nowMs,
       finished_at_ms = CASE WHEN @isEnd THEN @nowMs ELSE finished_at_ms END WHERE id = @id`,
  ).run({ id: input.id, to, reason: to === 'paused' ? input.reason : null, nowMs: input.nowMs, isEnd: isEnd ? 1 : 0 });
  if (to === 'stopped') {
    prepared<[object]>(
      db,
      `INSERT INTO message_event (message_id, at_ms, event, to_state, detail)
       SELECT id, @nowMs, 'cancel', 'cancelled', 'the campaign was stopped' FROM message WHERE campaign_id = @id AND state = 'queued'`,
    ).run(input);
    prepared<[object]>(
      db,
      `UPDATE message SET state = 'cancelled', detail = 'the campaign was stopped', updated_at_ms = @nowMs
       WHERE campaign_id = @id AND state = 'queued'`,
    ).run(input);
  }
  return null;
}
