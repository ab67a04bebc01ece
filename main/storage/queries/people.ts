import { readFields } from './audience.ts';
import { decodeCursor, encodeCursor } from './paging.ts';
import { prepared } from '../database.ts';
import type { ReadableDb } from '../database.ts';
import { parseTemplate, renderTemplate } from '#domain/text/template.ts';
import type { GateCode } from '#domain/consent/gate-codes.ts';
import type { MessageState } from '#domain/message/message-state.ts';
import type {
  MessageFile,
  MessageRow,
  Page,
  PageRequest,
  PersonFilter,
  SkipReason,
} from '../../services/storage-port.ts';

const messageColumns = `m.id AS messageId, m.campaign_id AS campaignId, g.name AS campaign, m.contact_id AS contactId,
  coalesce(c.name, '') AS name, m.e164, m.state, m.parts, m.encoding, m.code, m.detail,
  m.gateway_message_id AS gatewayMessageId, m.not_before_ms AS notBeforeMs, m.submitted_at_ms AS submittedAtMs,
  m.updated_at_ms AS updatedAtMs`;
const messageSource = 'message m JOIN campaign g ON g.id = m.campaign_id LEFT JOIN contact c ON c.id = m.contact_id';

/** Which states a filter of the people table shows. */
export const filterStates: Readonly<Record<PersonFilter, readonly MessageState[] | null>> = {
  all: null,
  waiting: ['queued'],
  onTheWay: ['submitting', 'accepted', 'enroute'],
  delivered: ['delivered'],
  failed: ['undelivered', 'expired', 'rejected'],
  uncertain: ['uncertain'],
  skipped: ['skipped', 'cancelled'],
};

/** One campaign's people in the order they were written. */
export function people(
  db: ReadableDb,
  input: PageRequest & { readonly campaignId: number; readonly filter: PersonFilter },
): Page<MessageRow> {
  const states = filterStates[input.filter];
  // States come from the closed list above, never from the caller.
  const where = states === null ? '' : `AND m.state IN (${states.map((state) => `'${state}'`).join(', ')})`;
  const [after] = decodeCursor(input.after) ?? [0];
  const rows = prepared<[object], MessageRow>(
    db,
    `SELECT ${messageColumns} FROM ${messageSource} WHERE m.campaign_id = @campaignId ${where} AND m.id > @after
     ORDER BY m.id LIMIT @limit`,
  ).all({ campaignId: input.campaignId, after, limit: input.limit + 1 });
  const total = prepared<[object], { n: number }>(
    db,
    `SELECT coalesce(sum(m.people), 0) AS n FROM campaign_count m WHERE m.campaign_id = @campaignId ${where}`,
  ).get({ campaignId: input.campaignId });
  const shown = rows.slice(0, input.limit);
  const last = shown.at(-1);
  return {
    rows: shown,
    next: rows.length > input.limit && last ? encodeCursor([last.messageId]) : null,
    total: total?.n ?? 0,
  };
}

/** The last messages to one number, newest first. */
export function messagesOfContact(db: ReadableDb, e164: string): MessageRow[] {
  return prepared<[string], MessageRow>(
    db,
    `SELECT ${messageColumns} FROM ${messageSource} WHERE m.e164 = ? ORDER BY m.id DESC LIMIT 200`,
  ).all(e164);
}

/** Why people of a started campaign were left out, by code, with examples. */
export function skipReasons(db: ReadableDb, { campaignId }: { readonly campaignId: number }): SkipReason[] {
  const groups = prepared<[number], { code: GateCode; count: number }>(
    db,
    `SELECT code, count(*) AS count FROM message WHERE campaign_id = ? AND state = 'skipped' AND code IS NOT NULL
     GROUP BY code ORDER BY count DESC`,
  ).all(campaignId);
  return groups.map(({ code, count }) => ({
    code,
    outcome: 'reject',
    count,
    examples: prepared<[number, string], SkipReason['examples'][number]>(
      db,
      `SELECT coalesce(m.contact_id, 0) AS contactId, coalesce(c.name, '') AS name, m.e164, m.detail
       FROM message m LEFT JOIN contact c ON c.id = m.contact_id
       WHERE m.campaign_id = ? AND m.state = 'skipped' AND m.code = ? ORDER BY m.id LIMIT 5`,
    ).all(campaignId, code),
  }));
}

/** One message from queue to last receipt, with the text as it left. */
export function messageFile(db: ReadableDb, { messageId }: { readonly messageId: number }): MessageFile | null {
  const row = prepared<[number], MessageRow & { template: string; merged: string }>(
    db,
    `SELECT ${messageColumns}, g.text AS template, m.merged FROM ${messageSource} WHERE m.id = ?`,
  ).get(messageId);
  if (!row) return null;
  const { template, merged, ...message } = row;
  const parsed = parseTemplate(template);
  const text = parsed.ok ? renderTemplate(parsed.value, new Map(readFields(merged))).text : template;
  const events = prepared<[number], MessageFile['events'][number]>(
    db,
    'SELECT at_ms AS atMs, event, to_state AS toState, detail FROM message_event WHERE message_id = ? ORDER BY id LIMIT 500',
  ).all(messageId);
  const decisions = prepared<
    [number],
    { atMs: number; stage: 'build' | 'dispatch'; isAllowed: number; code: string | null; ruleSet: string }
  >(
    db,
    `SELECT at_ms AS atMs, stage, is_allowed AS isAllowed, code, rule_set AS ruleSet FROM gate_decision
     WHERE message_id = ? ORDER BY id LIMIT 100`,
  )
    .all(messageId)
    .map(({ isAllowed, ...decision }) => ({ ...decision, allowed: isAllowed === 1 }));
  return { message, text, events, decisions };
}
