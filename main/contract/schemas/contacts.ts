import { z } from 'zod';
import { atMs, count, id, line, messageState, purpose, shortText } from './values.ts';

/** The one-glance answer of a list row: blocked, permitted for these purposes, or known from an import only. */
export const textable = z.strictObject({
  kind: z.enum(['blocked', 'permitted', 'unverified', 'notTextable']),
  purposes: z.array(purpose),
  reason: shortText,
  atMs: atMs.nullable(),
});

export const contactRow = z.strictObject({
  id,
  e164: shortText,
  shown: shortText,
  country: shortText.nullable(),
  name: line,
  textable,
  lastMessageAtMs: atMs.nullable(),
  addedAtMs: atMs,
});

/** "May I text this person for this purpose, and why?" */
export const purposeAnswer = z.strictObject({
  purpose,
  allowed: z.boolean(),
  code: shortText.nullable(),
  answer: line,
  proof: line,
  next: line.nullable(),
});

export const timelineEvent = z.strictObject({
  atMs,
  kind: z.enum(['imported', 'grant', 'withdraw', 'block', 'message', 'reply']),
  title: line,
  detail: line,
});

export const personMessage = z.strictObject({
  messageId: id,
  campaignId: id,
  campaign: shortText,
  state: messageState,
  code: shortText.nullable(),
  parts: count,
  updatedAtMs: atMs,
});

export const contactDetail = z.strictObject({
  contact: contactRow,
  numberType: shortText,
  values: z.array(z.strictObject({ key: shortText, value: line })),
  answers: z.array(purposeAnswer),
  timeline: z.array(timelineEvent).max(500),
  chain: z.strictObject({ ok: z.boolean(), events: count }),
  messages: z.array(personMessage).max(200),
});

export const blockRow = z.strictObject({
  e164: shortText,
  shown: shortText,
  name: line.nullable(),
  contactId: id.nullable(),
  reason: z.enum(['keyword', 'operator', 'carrier', 'import', 'reassigned']),
  detail: line,
  atMs,
});
