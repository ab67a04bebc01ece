import { createHash } from 'node:crypto';
import { fieldKeys, readStored } from './fields.ts';
import { prepared } from '../database.ts';
import type { ReadableDb, WritableDb } from '../database.ts';
import { decide, ruleSet } from '#domain/consent/gate.ts';
import type { GateDecision, GateFacts } from '#domain/consent/gate.ts';
import { sameTextKey } from '#domain/consent/content.ts';
import type { Purpose } from '#domain/consent/purpose.ts';
import { AppError } from '#domain/kernel/errors.ts';
import { parseTemplate, renderTemplate, templateFields } from '#domain/text/template.ts';
import type { Template } from '#domain/text/template.ts';

/** How long "the same text again" counts as a repeat (consent.md 4). */
const repeatWindowMs = 24 * 60 * 60 * 1000;

/** What every person of one campaign has in common. */
export interface CampaignContext {
  readonly purpose: Purpose;
  readonly template: Template;
  /** The fields the text uses, each with its position in a contact's values; those no contact has are left out. */
  readonly fields: readonly { readonly key: string; readonly position: number }[];
  readonly sender: string | null;
  readonly business: string;
  readonly gateway: GateFacts['gateway'];
}

/** One person as the gate sees them. */
export interface PersonFacts {
  readonly e164: string;
  readonly country: string | null;
  readonly isTextable: number;
  readonly consent: 'granted' | 'withdrawn' | null;
  readonly suppression: 'keyword' | 'operator' | 'carrier' | 'import' | null;
  readonly isKnown: boolean;
}

/** Compiles a campaign's text once; a broken text is the caller's error, not a person's. */
export function campaignContext(
  db: ReadableDb,
  input: {
    readonly purpose: Purpose;
    readonly text: string;
    readonly sender: string | null;
    readonly gateway: GateFacts['gateway'];
  },
): CampaignContext {
  const template = parseTemplate(input.text);
  if (!template.ok) throw new AppError('merge.badSyntax', template.reason);
  const business = prepared<[], { business: string }>(db, 'SELECT business FROM workspace').get()?.business ?? '';
  const known = fieldKeys(db);
  const fields = templateFields(template.value)
    .map(({ key }) => ({ key, position: known.indexOf(key) }))
    .filter(({ position }) => position >= 0);
  return {
    purpose: input.purpose,
    template: template.value,
    fields,
    sender: input.sender,
    business,
    gateway: input.gateway,
  };
}

/** The values a template needs out of a contact's fields. */
export function mergedValues(context: CampaignContext, fieldsJson: string): [string, string][] {
  if (context.fields.length === 0) return [];
  const values = readStored(fieldsJson);
  return context.fields.flatMap(({ key, position }) => {
    const value = values[position] ?? null;
    return value === null || value === '' ? [] : [[key, String(value)] as [string, string]];
  });
}

export interface JudgedText {
  readonly text: string;
  readonly digest: string;
  readonly decision: GateDecision;
}

/** Merges one person's text and asks the gate. `messageId` keeps a message from being its own repeat. */
export function judge(
  db: ReadableDb,
  context: CampaignContext,
  person: PersonFacts,
  merged: readonly (readonly [string, string])[],
  at: { readonly gateMs: number; readonly nowMs: number; readonly messageId: number },
): JudgedText {
  const { text, missing } = renderTemplate(context.template, new Map(merged));
  const digest = createHash('sha256').update(sameTextKey(text)).digest('base64');
  const repeat = prepared<[string, number, string, number], { found: number }>(
    db,
    `SELECT 1 AS found FROM message WHERE e164 = ? AND submitted_at_ms > ? AND text_digest = ? AND id <> ?
       AND state NOT IN ('queued', 'rejected', 'skipped', 'cancelled') LIMIT 1`,
  ).get(person.e164, at.nowMs - repeatWindowMs, digest, at.messageId);
  const decision = decide({
    atMs: at.gateMs,
    purpose: context.purpose,
    number: { textable: person.isTextable === 1, country: person.country },
    suppression: person.suppression === null ? null : { reason: person.suppression },
    gateway: context.gateway,
    consent: person.consent ?? 'none',
    isKnown: person.isKnown,
    isRepeat: repeat !== undefined,
    text,
    missingFields: missing,
    sender: context.sender,
    business: context.business,
  });
  return { text, digest, decision };
}

/** Every decision is kept, allow too: it is the proof of why and when. */
export function recordDecision(
  db: WritableDb,
  row: {
    readonly messageId: number;
    readonly atMs: number;
    readonly stage: 'build' | 'dispatch';
    readonly decision: GateDecision;
  },
): void {
  const { decision } = row;
  prepared<[number, number, string, number, string | null, string, string]>(
    db,
    'INSERT INTO gate_decision (message_id, at_ms, stage, is_allowed, code, codes, rule_set) VALUES (?, ?, ?, ?, ?, ?, ?)',
  ).run(
    row.messageId,
    row.atMs,
    row.stage,
    decision.allowed ? 1 : 0,
    decision.allowed ? null : decision.decisive.code,
    decision.denials.map((denial) => denial.code).join(' '),
    ruleSet,
  );
}
