import type { Page, PageRequest } from './storage-port.ts';

export type SuppressionReason = 'keyword' | 'operator' | 'carrier' | 'import' | 'reassigned';

export interface Suppression {
  readonly reason: SuppressionReason;
  readonly detail: string;
  readonly atMs: number;
}

/** Questions about who is blocked. */
export interface SuppressionReads {
  blockPage(
    input: PageRequest & { readonly search: string },
  ): Page<Suppression & { readonly e164: string; readonly contactId: number | null; readonly name: string | null }>;
  suppressionOf(input: { readonly e164: string }): Suppression | null;
}

/** Blocks; each is one transaction. */
export interface SuppressionWrites {
  block(input: {
    readonly e164: string;
    readonly reason: SuppressionReason;
    readonly detail: string;
    readonly by: string;
    readonly nowMs: number;
  }): { readonly added: boolean; readonly cancelled: number };
}
