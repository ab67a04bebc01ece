import { z } from 'zod';
import { replyOutcomes, replyRuleNames } from '#domain/consent/replies/reply-outcome.ts';
import { atMs, id, line, shortText } from './values.ts';

export const inboxFilter = z.enum(['all', 'optOuts', 'review']);

export const inboxRow = z.strictObject({
  id,
  from: shortText,
  shown: shortText,
  name: line.nullable(),
  contactId: id.nullable(),
  text: z.string().max(5_000),
  verdict: z.enum(replyOutcomes),
  /** What the reply asks, in two words; which rule says so and why (null for replies of before there were rules). */
  asks: shortText,
  rule: z.enum(replyRuleNames).nullable(),
  reason: line.nullable(),
  language: shortText.nullable(),
  /** What the app did about it, in words. */
  done: line,
  isBlocked: z.boolean(),
  /** When it counts as a stop unless somebody decides; null when nothing waits for a decision. */
  decideByMs: atMs.nullable(),
  gateway: shortText,
  receivedAtMs: atMs,
});

export const decision = z.strictObject({
  id,
  decision: z.enum(['stop', 'keep']),
  by: shortText.min(1),
  /** May be empty for a stop. */
  reason: line,
});
