import type { CampaignState } from '#domain/campaign/campaign-state.ts';
import type { GateCode } from '#domain/consent/gate-codes.ts';
import type { OutboundText, Receipt, SubmitOutcome } from './ports.ts';

/** The result of one submission on its way into the database. */
export interface SubmitResult {
  readonly messageId: number;
  readonly outcome: SubmitOutcome;
  readonly atMs: number;
}

export interface TickRequest {
  readonly campaignId: number;
  readonly results: readonly SubmitResult[];
  /** How many new messages may be claimed; 0 only records results. */
  readonly claim: number;
  readonly nowMs: number;
  readonly gateway: 'accepted' | 'notAccepted' | 'sheetChanged';
}

export interface ClaimedText extends OutboundText {
  readonly messageId: number;
}

export interface TickAnswer {
  readonly claimed: readonly ClaimedText[];
  /** Messages still `queued` after this tick. */
  readonly waiting: number;
  /** When the next of them may be tried; null when one may now, or none waits. */
  readonly nextAtMs: number | null;
  readonly state: CampaignState;
  /** The decision that held the whole campaign, when one did. */
  readonly held: GateCode | null;
}

/** Questions of a send and its receipts. */
export interface SendingReads {
  receiptsDue(input: {
    readonly gatewayId: number;
    readonly nowMs: number;
    readonly limit: number;
  }): readonly { readonly messageId: number; readonly gatewayMessageId: string; readonly submittedAtMs: number }[];
  receiptsOpen(input: { readonly campaignId: number }): number;
}

/** The steps of a send; each is one transaction. */
export interface SendingWrites {
  tick(input: TickRequest): TickAnswer;
  receipts(input: { readonly gatewayId: number; readonly receipts: readonly Receipt[]; readonly nowMs: number }): {
    readonly changed: number;
    readonly campaigns: readonly number[];
  };
  /** At start: a row still `submitting` may have left; it becomes `uncertain`, never `queued`. A campaign that was sending is paused: nothing resumes by itself. */
  recover(input: { readonly nowMs: number }): { readonly uncertain: number };
}
