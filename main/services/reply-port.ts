import type { ReplyOutcome, ReplyVerdict } from '#domain/consent/replies/reply-outcome.ts';
import type { InboundText } from './ports.ts';

/** What a reply did to its number. */
export type ReplyEffect = 'blocked' | 'review' | 'lifted' | 'none';

/** A reply that may be a stop, and what became of it. */
export interface ReplyReview {
  readonly openedAtMs: number;
  readonly dueAtMs: number;
  /** `overdue`: nobody decided in time, so it counts as a stop. */
  readonly decision: 'stop' | 'keep' | 'overdue' | null;
  readonly decidedBy: string | null;
  readonly decisionReason: string | null;
  readonly decidedAtMs: number | null;
}

export type InboxFilter = 'all' | 'optOuts' | 'review';

export interface InboxRow {
  readonly id: number;
  readonly from: string;
  readonly e164: string | null;
  readonly contactId: number | null;
  readonly name: string | null;
  readonly text: string;
  readonly verdict: ReplyOutcome;
  /** Which rule decided and why; null for replies stored before there were rules. */
  readonly rule: ReplyVerdict['rule'] | null;
  readonly reason: string | null;
  readonly language: string | null;
  readonly effect: ReplyEffect;
  readonly cancelled: number;
  readonly review: ReplyReview | null;
  readonly gateway: string;
  readonly receivedAtMs: number;
}

/** What comes in; each is one transaction. */
export interface ReplyWrites {
  /** Replies with their cursor, in one transaction; what each asks for is done in it. */
  inbound(input: {
    readonly gatewayId: number;
    readonly texts: readonly (InboundText & { readonly e164: string | null; readonly country: string | null })[];
    readonly cursor: string;
    readonly nowMs: number;
  }): { readonly texts: number; readonly stops: number; readonly reviews: number; readonly starts: number };
  /** A person's decision about a reply that may be a stop. Throws `inbox.notFound`, `inbox.nothingToDecide`. */
  reviewDecide(input: {
    readonly id: number;
    readonly decision: 'stop' | 'keep';
    readonly by: string;
    readonly reason: string;
    readonly nowMs: number;
  }): { readonly cancelled: number };
  /** Makes a stop of every reply that nobody decided about in time. */
  reviewsOverdue(input: { readonly nowMs: number }): { readonly stopped: number };
}
