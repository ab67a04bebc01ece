/** Stable codes of the gate's refusals (consent.md 0.1). Each has words and an action in `gate-words.ts`. */
export const gateCodes = [
  'NUM_INVALID',
  'SUPPRESSED',
  'BLOCKLISTED',
  'REVIEW_PENDING',
  'REASSIGNED',
  'NO_GATEWAY_ACCEPTANCE',
  'MANIFEST_CHANGED',
  'NO_CONSENT',
  'QUIET_HOURS',
  'DUPLICATE',
  'NO_SENDER',
  'NO_OPTOUT',
  'MISSING_FIELD',
  'EMPTY_TEXT',
  'SHORTENER',
  'LABEL_MISSING',
  'CONTACT_IN_TEXT',
  'TOO_LONG',
  'NO_REPLY_PATH',
] as const;

export type GateCode = (typeof gateCodes)[number];

/** What follows from a refusal: the person is left out, waits for an hour, or the whole campaign is held. */
export type GateOutcome = 'reject' | 'defer' | 'hold';
