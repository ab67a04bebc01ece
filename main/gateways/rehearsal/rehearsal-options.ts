/** Milliseconds from `min` to `max`; which one a message gets follows from its hash. */
export interface Span {
  readonly min: number;
  readonly max: number;
}

/** What the rehearsal does to one submission instead of answering it properly; for tests of the send engine. */
export type RehearsalFault =
  | { readonly kind: 'slow'; readonly ms: number }
  | { readonly kind: 'cutBeforeAccepting' }
  | { readonly kind: 'cutAfterAccepting' }
  | { readonly kind: 'tooManyRequests'; readonly retryAfter: string | null }
  | { readonly kind: 'rateLimitCode' }
  | { readonly kind: 'unavailable'; readonly isAccepted: boolean }
  | { readonly kind: 'html' };

/** One text as it came in, before it was judged. `ordinal` counts submissions from 0. */
export interface Submission {
  readonly ordinal: number;
  readonly to: string;
  readonly clientMessageId: string | null;
  readonly content: string;
}

export interface RehearsalOptions {
  /** 0 = any free port. */
  readonly port: number;
  /** Everything that happens to a message follows from this, its number and its client id. */
  readonly seed: string;
  readonly apiKey: string;
  /** How long an answer to a submission takes. */
  readonly delayMs: Span;
  /** Shares from 0 to 1. Refused at once; of those accepted: failed, expired; of those delivered: STOP, other replies. */
  readonly refusalShare: number;
  readonly failureShare: number;
  readonly expiryShare: number;
  readonly stopShare: number;
  readonly replyShare: number;
  /** The first so many different people whose text is delivered answer STOP, whatever the shares say. */
  readonly guaranteedStops: number;
  /** From acceptance to the final status. */
  readonly receiptDelayMs: Span;
  /** From delivery to the reply. */
  readonly replyDelayMs: Span;
  readonly balance: number;
  readonly pricePerText: number;
  readonly faults: ((submission: Submission) => RehearsalFault | null) | null;
  readonly onAccepted: ((submission: Submission, apiMessageId: string) => void) | null;
  readonly nowMs: () => number;
}

/** Gentle: what a fair day looks like. */
export const rehearsalDefaults: RehearsalOptions = {
  port: 0,
  seed: 'assent',
  apiKey: 'rehearsal',
  delayMs: { min: 10, max: 40 },
  refusalShare: 0.01,
  failureShare: 0.015,
  expiryShare: 0.005,
  stopShare: 0.01,
  replyShare: 0.02,
  guaranteedStops: 0,
  receiptDelayMs: { min: 1_000, max: 3_000 },
  replyDelayMs: { min: 2_000, max: 8_000 },
  balance: 1_000_000,
  pricePerText: 0.25,
  faults: null,
  onAccepted: null,
  nowMs: () => Date.now(),
};
