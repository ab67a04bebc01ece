/** SQL that is 1 while a reply of this number waits for a decision, else 0. */
export function reviewPending(e164: string): string {
  return `EXISTS (SELECT 1 FROM reply_review v WHERE v.e164 = ${e164} AND v.decision IS NULL)`;
}
