import { createHash } from 'node:crypto';
import { fieldKeys, readStored } from './fields.ts';
import { prepared } from '../database.ts';
import type { ReadableDb, WritableDb } from '../database.ts';
import { decide, ruleSet } from '#domain/consent/gate.ts';
import type { GateDecision, GateFacts } from '#domain/consent/gate.ts';
import { sameTextKey } from '#domain/consent/content.ts';
import type { Purpose } from '#domain/consent/purpose.ts';
import { AppError } from '#domain/kernel/errors.ts';
import type { Standing } from './standing.ts';
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
  /** SQL for the zone of `contact c`. */
  readonly ownZone: string;
}

/** One person as the gate sees them. */
export interface PersonFacts extends Standing {
  readonly e164: string;
  readonly country: string | null;
  readonly isTextable: number;
  readonly isKnown: boolean;
  /** What the workspace has as this person's time zone, as it was typed. */
  readonly ownZone: string | null;
}

/** The field that an import fills from a column of time zones. */
const zoneField = 'time_zone';

/** SQL for the time zone of `contact c`; `NULL` in a workspace that has no field for it. */
export function ownZoneColumn(db: ReadableDb): string {
  const position = fieldKeys(db).indexOf(zoneField);
  return position < 0 ? 'NULL' : `nullif(trim(c.fields ->> ${position}), '')`;
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
    ownZone: ownZoneColumn(db),
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

/** Merges one person's text and asks the gate; whether it repeats is looked up here. `messageId` is never its own repeat. */
export function judge(
  db: ReadableDb,
  context: CampaignContext,
  person: PersonFacts,
  merged: readonly (readonly [string, string])[],
  at: { readonly gateMs: number; readonly nowMs: number; readonly messageId: number },
): JudgedText {
  const rendered = renderTemplate(context.template, new Map(merged));
  const digest = createHash('sha256').update(sameTextKey(rendered.text)).digest('base64');
  const repeat = prepared<[object], { found: number }>(
    db,
    `SELECT EXISTS (${repeatOf('@e164', '@digest', '@id')}) AS found`,
  );
  const { found } = repeat.get({
    e164: person.e164,
    digest,
    id: at.messageId,
    repeatsAfterMs: repeatsAfterMs(at.nowMs),
  }) ?? { found: 0 };
  return {
    text: rendered.text,
    digest,
    decision: ask(context, person, rendered, { gateMs: at.gateMs, isRepeat: found === 1 }),
  };
}

/** The start of the time in which the same text counts as a repeat. */
export function repeatsAfterMs(nowMs: number): number {
  return nowMs - repeatWindowMs;
}

/** SQL that finds another text with this digest that may have reached this number since `@repeatsAfterMs`. */
export function repeatOf(e164: string, digest: string, id: string): string {
  return `SELECT 1 FROM message r WHERE r.e164 = ${e164} AND r.submitted_at_ms > @repeatsAfterMs AND r.text_digest = ${digest}
    AND r.id <> ${id} AND r.state NOT IN ('queued', 'rejected', 'skipped', 'cancelled')`;
}

/** Merges the text of a message in line and asks the gate; the digest it was queued with has already been compared. */
export function judgeQueued(
  context: CampaignContext,
  person: PersonFacts,
  merged: readonly (readonly [string, string])[],
  at: { readonly gateMs: number; readonly isRepeat: boolean },
): { readonly text: string; readonly decision: GateDecision } {
  const rendered = renderTemplate(context.template, new Map(merged));
  return { text: rendered.text, decision: ask(context, person, rendered, at) };
}

function ask(
  context: CampaignContext,
  person: PersonFacts,
  rendered: { readonly text: string; readonly missing: readonly string[] },
  at: { readonly gateMs: number; readonly isRepeat: boolean },
): GateDecision {
  return decide({
    atMs: at.gateMs,
    purpose: context.purpose,
    number: {
      textable: person.isTextable === 1,
      country: person.country,
      e164: person.e164,
      ownZone: person.ownZone,
    },
    suppression: person.suppression === null ? null : { reason: person.suppression },
    isReviewPending: person.isReviewPending === 1,
    gateway: context.gateway,
    consent: person.consent ?? 'none',
    isKnown: person.isKnown,
    isRepeat: at.isRepeat,
    text: rendered.text,
    missingFields: rendered.missing,
    sender: context.sender,
    business: context.business,
  });
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

/** As `recordDecision` for many messages that the gate allowed in one claim. `ids` is a JSON array of message ids. */
export function recordAllowed(db: WritableDb, ids: string, atMs: number): void {
  prepared<[number, string, string]>(
    db,
    `INSERT INTO gate_decision (message_id, at_ms, stage, is_allowed, code, codes, rule_set)
     SELECT value, ?, 'dispatch', 1, NULL, '', ? FROM json_each(?)`,
  ).run(atMs, ruleSet, ids);
}
