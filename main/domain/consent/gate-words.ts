import type { GateCode } from './gate-codes.ts';
import type { Purpose } from './purpose.ts';

/** A refusal in a person's words, and what would change it. */
export interface GateWords {
  readonly words: string;
  readonly action: string;
}

/** What a purpose is called on screen. */
export const purposeWords: Readonly<Record<Purpose, string>> = {
  marketing: 'Offers',
  newsletter: 'News',
  service: 'Service',
  transactional: 'Orders and appointments',
};

export const gateWords: Readonly<Record<GateCode, GateWords>> = {
  NUM_INVALID: { words: 'This number cannot receive texts', action: 'Check the number: a mobile number is needed' },
  SUPPRESSED: { words: 'Asked not to be texted', action: 'Only a START from this person or new proof lifts it' },
  BLOCKLISTED: { words: 'Blocked by you', action: 'See the blocklist for when and why' },
  REVIEW_PENDING: {
    words: 'Their last reply may be an opt-out',
    action: 'Decide in the inbox; without a decision in two working days it counts as a stop',
  },
  REASSIGNED: {
    words: 'The number belongs to somebody else now',
    action: 'Ask the person for their new number; permission does not move with a number',
  },
  NO_GATEWAY_ACCEPTANCE: {
    words: 'The gateway’s disclosure sheet has not been accepted',
    action: 'Read and accept the sheet of this gateway',
  },
  MANIFEST_CHANGED: {
    words: 'What this gateway is told has changed since you accepted it',
    action: 'Read and accept the sheet again',
  },
  NO_CONSENT: { words: 'No permission for this purpose', action: 'Record permission with its proof' },
  QUIET_HOURS: { words: 'Not at this hour where the person lives', action: 'It waits and goes when the window opens' },
  DUPLICATE: { words: 'Had the same text in the last 24 hours', action: 'Change the text or wait a day' },
  NO_SENDER: {
    words: 'The text does not say who it is from',
    action: 'Put your business name into the first 40 characters',
  },
  NO_OPTOUT: { words: 'The text does not say how to stop', action: 'Add “Reply STOP to opt out”' },
  MISSING_FIELD: { words: 'A field of the text has no value', action: 'Give the field a fallback: {{field|fallback}}' },
  EMPTY_TEXT: { words: 'The text is empty', action: 'Write a message' },
  SHORTENER: {
    words: 'Networks there refuse links of public shorteners',
    action: 'Write the link of your own site',
  },
  LABEL_MISSING: {
    words: 'The label that this country wants on advertising is missing',
    action: 'Put the label where it belongs, or leave these people out',
  },
  CONTACT_IN_TEXT: {
    words: 'Advertising to this country may hold no link and no phone number',
    action: 'Take it out, or leave these people out',
  },
  TOO_LONG: { words: 'The text is longer than 918 characters', action: 'Say it in fewer words' },
  NO_REPLY_PATH: {
    words: 'A name as the sender gets no replies, and the text names no other way to stop',
    action: 'Send from a number, or add a link or a number to text STOP to',
  },
};
