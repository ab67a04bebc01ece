import { prepared } from '../database.ts';
import type { ReadableDb } from '../database.ts';
import type { Suppression } from '../../services/suppression-port.ts';

/** The block on a number, or null. */
export function suppressionOf(db: ReadableDb, { e164 }: { readonly e164: string }): Suppression | null {
  return (
    prepared<[string], Suppression>(db, 'SELECT reason, detail, at_ms AS atMs FROM suppression WHERE e164 = ?').get(
      e164,
    ) ?? null
  );
}
