import { z } from 'zod';
import { atMs, audience, campaignState, count, id, line, messageState, purpose, shortText } from './values.ts';
import { gateCodes } from '#domain/consent/gate-codes.ts';

export const messageText = z.string().max(5_000);
export const gateCode = z.enum(gateCodes);

export const draft = {
  name: shortText,
  purpose: purpose.nullable(),
  gatewayId: id.nullable(),
  sender: shortText.nullable(),
  text: messageText,
  audience: audience.nullable(),
};

/** People by state. `matched` = everybody the audience names. */
export const counts = z.strictObject({
  matched: count,
  waiting: count,
  submitting: count,
  accepted: count,
  enroute: count,
  delivered: count,
  failed: count,
  uncertain: count,
  skipped: count,
  cancelled: count,
  parts: count,
});

export const campaignRow = z.strictObject({
  id,
  name: shortText,
  purpose: purpose.nullable(),
  state: campaignState,
  gateway: shortText.nullable(),
  mode: z.enum(['rehearsal', 'real']).nullable(),
  counts,
  replies: count,
  optOuts: count,
  createdAtMs: atMs,
  startedAtMs: atMs.nullable(),
  finishedAtMs: atMs.nullable(),
  /** Why it paused by itself, in words; null when it did not. */
  pauseReason: line.nullable(),
});

export const campaign = z.strictObject({ ...draft, row: campaignRow, revision: count, updatedAtMs: atMs });

export const skipReason = z.strictObject({
  code: gateCode,
  outcome: z.enum(['reject', 'defer', 'hold']),
  words: line,
  action: line,
  count,
  examples: z.array(z.strictObject({ contactId: id, name: line, shown: shortText, detail: line.nullable() })).max(5),
});

/** The pre-flight: who gets it, who does not and why, what it takes. */
export const check = z.strictObject({
  matched: count,
  willGet: count,
  /** Of `willGet`: may not be texted at this hour and get it when their window opens. */
  later: count,
  nextOpenAtMs: atMs.nullable(),
  reasons: z.array(skipReason),
  holds: z.array(skipReason),
  parts: count,
  spread: z.array(z.strictObject({ parts: count, people: count })),
  encodings: z.array(z.strictObject({ encoding: z.enum(['GSM-7', 'UCS-2']), people: count })),
  longest: z.strictObject({ contactId: id, text: messageText, parts: count }).nullable(),
  notes: z.array(line),
});

export const personRow = z.strictObject({
  messageId: id,
  contactId: id.nullable(),
  name: line,
  shown: shortText,
  state: messageState,
  parts: count,
  code: shortText.nullable(),
  /** What happened, in words. */
  what: line,
  updatedAtMs: atMs,
});

export const messageTimeline = z.strictObject({
  messageId: id,
  to: shortText,
  shown: shortText,
  text: messageText,
  gatewayMessageId: z.string().nullable(),
  state: messageState,
  events: z.array(z.strictObject({ atMs, title: line, detail: line })).max(500),
});

export const personFilter = z.enum(['all', 'waiting', 'onTheWay', 'delivered', 'failed', 'uncertain', 'skipped']);

export const forcingCharacter = z.strictObject({
  character: shortText,
  codePoint: shortText,
  name: shortText,
  count,
  replacement: z.string().nullable(),
});

export const measure = z.strictObject({
  syntaxError: z.strictObject({ position: count, detail: line }).nullable(),
  unknownFields: z.array(shortText),
  fields: z.array(z.strictObject({ key: shortText, fallback: z.string().nullable(), peopleWithout: count })),
  /** The typed text itself, fields left as typed when nobody is chosen for the preview. */
  encoding: z.enum(['GSM-7', 'UCS-2']),
  units: count,
  parts: count,
  /** Units that still fit into the last part, and the most that part can hold. */
  remaining: count,
  perPart: count,
  forcing: z.array(forcingCharacter).max(200),
  /** Parts if every character with a safe replacement were replaced. */
  partsIfReplaced: count,
  preview: z
    .strictObject({ contactId: id, name: line, text: messageText, parts: count, encoding: z.enum(['GSM-7', 'UCS-2']) })
    .nullable(),
  /** About the content: what stops the text first, then what is worth a second look. */
  notes: z.array(
    z.strictObject({
      code: shortText,
      level: z.enum(['stops', 'doubt']),
      words: line,
      action: line,
      about: shortText.nullable(),
    }),
  ),
});

export const homeSummary = z.strictObject({
  needs: z.array(
    z.strictObject({
      kind: z.enum(['uncertain', 'reviews', 'paused', 'gatewayNotAccepted', 'noGateway', 'noContacts', 'failed']),
      title: line,
      detail: line,
      count,
      campaignId: id.nullable(),
    }),
  ),
  running: z.array(campaignRow),
  recent: z.array(campaignRow),
  last30: z.strictObject({
    sent: count,
    delivered: count,
    failed: count,
    optedOut: count,
    replies: count,
    days: z.array(z.strictObject({ day: shortText, delivered: count, failed: count, other: count })).max(31),
  }),
  contacts: count,
});
