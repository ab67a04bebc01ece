import { z } from 'zod';
import { purposes } from '#domain/consent/purpose.ts';
import type { Purpose } from '#domain/consent/purpose.ts';
import { messageStates } from '#domain/message/message-state.ts';
import type { MessageState } from '#domain/message/message-state.ts';
import { campaignStates } from '#domain/campaign/campaign-state.ts';
import type { CampaignState } from '#domain/campaign/campaign-state.ts';
import type { Audience } from '#domain/campaign/audience.ts';

export const id = z.int().positive();
export const count = z.int().nonnegative();
export const atMs = z.int();
export const shortText = z.string().max(200);
export const line = z.string().max(2_000);
export const country = z.string().regex(/^[A-Z]{2}$/);
/** Made by the renderer once per intent, so that a double click is one act. */
export const clientId = z.string().regex(/^[\w-]{8,64}$/);
export const nothing = z.strictObject({});
export const purpose = z.enum(purposes) satisfies z.ZodType<Purpose>;
export const messageState = z.enum(messageStates) satisfies z.ZodType<MessageState>;
export const campaignState = z.enum(campaignStates) satisfies z.ZodType<CampaignState>;
export const audience = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('all') }),
  z.strictObject({ kind: z.literal('import'), importId: id }),
  z.strictObject({ kind: z.literal('list'), listId: id }),
  z.strictObject({ kind: z.literal('segment'), segmentId: id }),
  z.strictObject({ kind: z.literal('tag'), tag: z.string().min(1).max(200) }),
]) satisfies z.ZodType<Audience>;

/** Pages are at most 200 rows; `after` is the opaque `next` of the page before. */
export const pageInput = { after: z.string().max(200).nullable(), limit: z.int().min(1).max(200) };

/** One page of rows with the size of the whole. */
export function page<T extends z.ZodType>(row: T) {
  return z.strictObject({ rows: z.array(row).max(200), next: z.string().nullable(), total: count });
}
