import { z } from 'zod';
import { atMs, count, id, line, shortText } from './values.ts';

export const gatewayKind = z.enum(['clickatell', 'rehearsal']);

export const gatewayRow = z.strictObject({
  id,
  name: shortText,
  kind: gatewayKind,
  title: shortText,
  mode: z.enum(['rehearsal', 'real']),
  url: shortText.nullable(),
  repliesUrl: shortText.nullable(),
  canPollReplies: z.boolean(),
  state: z.enum(['ready', 'notAccepted', 'sheetChanged']),
  acceptedBy: shortText.nullable(),
  acceptedAtMs: atMs.nullable(),
  lastPollAtMs: atMs.nullable(),
});

/** The disclosure sheet (consent.md 6): what leaves this computer, to whom. */
export const sheet = z.strictObject({
  gateway: gatewayRow,
  digest: shortText,
  text: z.string().max(20_000),
  hosts: z.array(z.strictObject({ origin: line, paths: z.array(line) })),
  fields: z.array(z.strictObject({ name: shortText, meaning: line })),
  headers: z.array(z.strictObject({ name: shortText, meaning: line })),
  notSent: z.array(line),
  legalEntity: line,
  country: line,
  retention: line,
  termsUrl: line.nullable(),
  whatTheyMayDo: z.array(line),
  optOutBehaviour: line,
});

/** What left this computer in one month. */
export const disclosures = z.strictObject({
  month: shortText,
  /** The month the first text left; null when none has. */
  firstMonth: shortText.nullable(),
  previous: shortText,
  next: shortText.nullable(),
  days: z.array(z.strictObject({ day: shortText, gatewayId: id, texts: count, people: count })).max(3_200),
  gateways: z
    .array(
      z.strictObject({
        id,
        name: shortText,
        mode: z.enum(['rehearsal', 'real']),
        legalEntity: line,
        hosts: z.array(line),
        fields: z.array(z.strictObject({ name: shortText, meaning: line })),
      }),
    )
    .max(100),
});

export const connectionCheck = z.strictObject({ name: shortText, ok: z.boolean(), detail: line, tookMs: z.number() });

export const workspaceInfo = z.strictObject({
  workspaceId: shortText,
  path: line,
  business: shortText,
  country: shortText,
  zone: shortText,
  schemaVersion: count,
  appVersion: shortText,
  contacts: count,
  messages: count,
  blocked: count,
  bytes: count,
  createdAtMs: atMs,
});
