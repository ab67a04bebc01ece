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

/** What was handed to the wire in this run of the program, kept where a crash of the program does not reach it. */
export interface HandedLog {
  /** Notes these texts just before their first byte may leave. Throws when it cannot; then they must not leave. */
  note(messageIds: readonly number[]): void;
  close(): void;
}

/** What a run that ended handed over; a text that is claimed and not in here never left. */
export interface HandedTrail {
  readonly session: string;
  readonly messageIds: readonly number[];
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
  /**
   * At start: a row still `submitting` may have left and becomes `uncertain`; only one that the trail of that very run does
   * not know goes back in line. A campaign that was sending is paused: nothing resumes by itself. `session` names the run
   * that begins.
   */
  recover(input: { readonly nowMs: number; readonly trail: HandedTrail | null; readonly session: string }): {
    readonly uncertain: number;
    readonly returned: number;
  };
}
