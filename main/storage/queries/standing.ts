import type { SuppressionReason } from '../../services/suppression-port.ts';

/** What the workspace says about one number and one purpose, as the gate needs it; the rest of its facts are the person's. */
export interface Standing {
  readonly consent: 'granted' | 'withdrawn' | null;
  readonly suppression: SuppressionReason | null;
  /** 1 while a reply of theirs waits for a decision. */
  readonly isReviewPending: number;
}

/** SQL for the columns of `Standing`. `e164` is SQL for the number; the statement must bind `@purpose`. */
export function standingColumns(e164: string): string {
  return `(SELECT state FROM consent_state s WHERE s.e164 = ${e164} AND s.purpose = @purpose) AS consent,
    (SELECT reason FROM suppression b WHERE b.e164 = ${e164}) AS suppression,
    ${reviewPending(e164)} AS isReviewPending`;
}

/** SQL that is 1 while a reply of this number waits for a decision, else 0. */
export function reviewPending(e164: string): string {
  return `EXISTS (SELECT 1 FROM reply_review v WHERE v.e164 = ${e164} AND v.decision IS NULL)`;
}
