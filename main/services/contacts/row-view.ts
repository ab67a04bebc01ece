import type { ContactRow } from '../storage-port.ts';
import { shownNumber, shownPurpose } from '../words.ts';

/** Why a number is blocked, in words. */
export const blockedBy: Readonly<Record<string, string>> = {
  keyword: 'Asked to stop',
  operator: 'Blocked by you',
  carrier: 'Opted out at the gateway',
  import: 'Marked as opted out in a file',
  reassigned: 'Somebody else has the number now',
};

function textable(contact: ContactRow) {
  const { suppression } = contact;
  if (suppression) {
    return {
      kind: 'blocked' as const,
      purposes: [],
      reason: blockedBy[suppression.reason] ?? 'Blocked',
      atMs: suppression.atMs,
    };
  }
  if (!contact.isTextable)
    return { kind: 'notTextable' as const, purposes: [], reason: 'Not a mobile number', atMs: null };
  if (contact.isReviewPending)
    return { kind: 'unverified' as const, purposes: [], reason: 'Their reply waits for your decision', atMs: null };
  if (contact.grantedPurposes.length > 0) {
    return {
      kind: 'permitted' as const,
      purposes: [...contact.grantedPurposes],
      reason: contact.grantedPurposes.map(shownPurpose).join(', '),
      atMs: null,
    };
  }
  return { kind: 'unverified' as const, purposes: [], reason: 'Orders and appointments only', atMs: null };
}

/** A contact as a row of a list: the number as people write it, and the one-glance answer. */
export function rowView(contact: ContactRow) {
  const { id, e164, country, name, lastMessageAtMs, addedAtMs } = contact;
  return { id, e164, shown: shownNumber(e164), country, name, textable: textable(contact), lastMessageAtMs, addedAtMs };
}
