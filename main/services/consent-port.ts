import type { Audience } from '#domain/campaign/audience.ts';
import type { GateDecision } from '#domain/consent/gate.ts';
import type { Purpose } from '#domain/consent/purpose.ts';

export interface ConsentEventRow {
  readonly sequence: number;
  readonly event: 'grant' | 'withdraw';
  readonly purpose: Purpose | 'all';
  readonly method: string;
  readonly sourceRef: string;
  readonly textShown: string;
  readonly evidence: string;
  readonly recordedBy: string;
  readonly occurredAtMs: number;
  readonly recordedAtMs: number;
}

export interface LedgerCheck {
  readonly ok: boolean;
  readonly events: number;
  readonly brokenAt: number | null;
}

/** Questions about permission. */
export interface ConsentReads {
  ledgerCheck(input: Record<string, never>): LedgerCheck;
  personDecision(input: { readonly e164: string; readonly purpose: Purpose; readonly atMs: number }): GateDecision;
}

/** Changes of permission; each is one transaction. */
export interface ConsentWrites {
  grantConsent(input: {
    readonly purpose: Purpose;
    readonly audience: Audience | { readonly kind: 'numbers'; readonly e164s: readonly string[] };
    readonly wording: string;
    readonly evidence: string;
    readonly by: string;
    readonly sourceRef: string;
    readonly method: 'import' | 'paper';
    readonly nowMs: number;
  }): { readonly matched: number; readonly granted: number; readonly already: number; readonly blocked: number };
}
