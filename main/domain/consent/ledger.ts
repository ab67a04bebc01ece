import type { Purpose } from './purpose.ts';

/** One permission event as it is hashed. Numbers enter only as a commitment, so erasing a number never breaks the chain. */
export interface LedgerEntry {
  readonly sequence: number;
  readonly event: 'grant' | 'withdraw';
  readonly purpose: Purpose | 'all';
  /** Hex SHA-256 of a random salt and the number; the salt goes when the person is erased. */
  readonly commitment: string;
  readonly method: 'import' | 'paper' | 'keyword' | 'operator';
  readonly sourceRef: string;
  readonly textShown: string;
  readonly evidence: string;
  readonly recordedBy: string;
  readonly occurredAtMs: number;
  readonly recordedAtMs: number;
}

/** The bytes an entry's hash covers, after the previous hash: JSON of the values in this fixed order. */
export function canonicalEntry(previousHash: string, entry: LedgerEntry): string {
  return JSON.stringify([
    previousHash,
    entry.sequence,
    entry.event,
    entry.purpose,
    entry.commitment,
    entry.method,
    entry.sourceRef,
    entry.textShown,
    entry.evidence,
    entry.recordedBy,
    entry.occurredAtMs,
    entry.recordedAtMs,
  ]);
}

/** What comes before the first entry. */
export const genesisHash = '0'.repeat(64);
