import type { GatewayKind } from './ports.ts';

export interface GatewayRow {
  readonly id: number;
  readonly name: string;
  readonly kind: GatewayKind;
  readonly url: string | null;
  readonly repliesUrl: string | null;
  readonly secretRef: string | null;
  readonly inboundCursor: string | null;
  readonly lastPollAtMs: number | null;
  /** The sheet accepted last; null when there is none or it was withdrawn. */
  readonly acceptance: { readonly digest: string; readonly by: string; readonly atMs: number } | null;
}

/** Texts that left for one gateway on one day. */
export interface DisclosedDay {
  /** `2026-11-24` */
  readonly day: string;
  readonly gatewayId: number;
  readonly texts: number;
  readonly people: number;
}

/** One text that left, and the acceptance it left under; its parts are null when none is on record. */
export interface DisclosedText {
  readonly messageId: number;
  readonly atMs: number;
  readonly gatewayId: number;
  readonly campaign: string;
  readonly sheetDigest: string | null;
  readonly acceptedBy: string | null;
  readonly acceptedAtMs: number | null;
}

/** Questions about gateways and what they were told. */
export interface GatewayReads {
  gateways(input: Record<string, never>): GatewayRow[];
  disclosedDays(input: { readonly fromMs: number; readonly toMs: number; readonly offsetMs: number }): DisclosedDay[];
  disclosedTexts(input: { readonly e164: string }): DisclosedText[];
  firstDisclosure(input: Record<string, never>): number | null;
}

/** Changes of gateways; each is one transaction. */
export interface GatewayWrites {
  gatewayAdd(input: {
    readonly name: string;
    readonly kind: GatewayKind;
    readonly url: string | null;
    readonly repliesUrl: string | null;
    readonly secretRef: string | null;
    readonly nowMs: number;
  }): number;
  gatewayAccept(input: {
    readonly gatewayId: number;
    readonly digest: string;
    readonly sheet: string;
    readonly by: string;
    readonly appVersion: string;
    readonly nowMs: number;
  }): null;
  /** Answers the campaigns that were being sent through it and are paused now. */
  gatewayWithdraw(input: { readonly gatewayId: number; readonly by: string; readonly nowMs: number }): {
    readonly paused: readonly number[];
  };
}
