import type { GateCode, GateOutcome } from './gate-codes.ts';
import type { Purpose } from './purpose.ts';
import { isAdvertising } from './purpose.ts';
import { namesSender, namesWayOut } from './content.ts';
import { deniedContent } from './content-rules.ts';
import { hoursWords } from './hours/hours-words.ts';
import { hoursOf } from './hours/quiet-hours.ts';

/** Everything the gate looks at, gathered before it is asked. Missing data never means allowed. */
export interface GateFacts {
  /** The instant the text would leave. */
  readonly atMs: number;
  readonly purpose: Purpose;
  readonly number: {
    readonly textable: boolean;
    readonly country: string | null;
    readonly e164: string;
    /** The time zone the workspace has for this person, as it was typed. */
    readonly ownZone: string | null;
  };
  readonly suppression: { readonly reason: 'keyword' | 'operator' | 'carrier' | 'import' | 'reassigned' } | null;
  /** True while a reply of this number that may be a stop waits for a person's decision. */
  readonly isReviewPending: boolean;
  readonly gateway: 'accepted' | 'notAccepted' | 'sheetChanged';
  /** Latest consent event for this number and this purpose. */
  readonly consent: 'granted' | 'withdrawn' | 'none';
  /** True when an import or an own entry recorded that this person is known to the business. */
  readonly isKnown: boolean;
  /** True when the same text went to this number in the last 24 hours. */
  readonly isRepeat: boolean;
  readonly text: string;
  readonly missingFields: readonly string[];
  readonly sender: string | null;
  readonly business: string;
}

export interface Denial {
  /** The check's number in consent.md 0.1. */
  readonly check: number;
  readonly code: GateCode;
  readonly outcome: GateOutcome;
  /** For `defer`: when it may be tried; null when no hour is known. */
  readonly notBeforeMs: number | null;
  readonly detail: string | null;
}

export type GateDecision =
  | { readonly allowed: true; readonly denials: readonly [] }
  | { readonly allowed: false; readonly decisive: Denial; readonly denials: readonly Denial[] };

type Check = (facts: GateFacts) => Denial | null;

function deny(check: number, code: GateCode, outcome: GateOutcome, detail: string | null = null): Denial {
  return { check, code, outcome, notBeforeMs: null, detail };
}

const numberCheck: Check = (facts) => (facts.number.textable ? null : deny(1, 'NUM_INVALID', 'reject'));

const suppressionCheck: Check = ({ suppression }) => {
  if (suppression === null || suppression.reason === 'reassigned') return null;
  return deny(2, suppression.reason === 'operator' ? 'BLOCKLISTED' : 'SUPPRESSED', 'reject', suppression.reason);
};

/** What a reply has put in doubt (3): whose number it is, and for advertising whether it may have been a stop. */
const replyCheck: Check = ({ purpose, suppression, isReviewPending }) => {
  if (suppression?.reason === 'reassigned') return deny(3, 'REASSIGNED', 'reject');
  return isReviewPending && isAdvertising(purpose) ? deny(3, 'REVIEW_PENDING', 'reject') : null;
};

const gatewayCheck: Check = ({ gateway }) => {
  if (gateway === 'accepted') return null;
  return deny(4, gateway === 'sheetChanged' ? 'MANIFEST_CHANGED' : 'NO_GATEWAY_ACCEPTANCE', 'hold');
};

/** Purpose and consent (6 and 7). Transactional rests on the recorded relationship, every other purpose on its own grant. */
const consentCheck: Check = ({ purpose, consent, isKnown }) => {
  if (consent === 'granted') return null;
  if (purpose === 'transactional' && consent === 'none' && isKnown) return null;
  return deny(7, 'NO_CONSENT', 'reject', consent);
};

/** Quiet hours (9): open in every zone the person may be in, by every row that binds, or wait until then. */
const hoursCheck: Check = ({ purpose, number, atMs }) => {
  const hours = hoursOf({ ...number, purpose });
  if (hours.isOpen(atMs)) return null;
  const detail = hoursWords(hours, atMs);
  return { check: 9, code: 'QUIET_HOURS', outcome: 'defer', notBeforeMs: hours.nextOpen(atMs), detail };
};

const repeatCheck: Check = ({ isRepeat }) => (isRepeat ? deny(10, 'DUPLICATE', 'reject') : null);

const fieldsCheck: Check = ({ missingFields }) =>
  missingFields.length === 0 ? null : deny(11, 'MISSING_FIELD', 'reject', missingFields.join(', '));

const emptyCheck: Check = ({ text }) => (text.trim() === '' ? deny(11, 'EMPTY_TEXT', 'reject') : null);

const senderCheck: Check = ({ purpose, text, sender, business }) =>
  !isAdvertising(purpose) || namesSender(text, sender, business) ? null : deny(11, 'NO_SENDER', 'reject');

const wayOutCheck: Check = ({ purpose, text }) =>
  !isAdvertising(purpose) || namesWayOut(text) ? null : deny(11, 'NO_OPTOUT', 'reject');

/** Content by the recipient's country (11), and whether anybody can answer (12). */
const contentCheck: Check = ({ text, purpose, number, sender }) => {
  const [found] = deniedContent({ text, purpose, country: number.country, sender });
  return found ? deny(found.code === 'NO_REPLY_PATH' ? 12 : 11, found.code, 'reject', found.detail) : null;
};

/**
 * The gate's checks in the order of consent.md 0.1. Absent on purpose until their data exists: restriction and minors of 3,
 * 5 (freshness of replies), 8 (registries), and the frequency cap of 10.
 */
export const gateChecks: readonly { readonly name: string; readonly check: Check }[] = [
  { name: 'number', check: numberCheck },
  { name: 'suppression', check: suppressionCheck },
  { name: 'reply', check: replyCheck },
  { name: 'gateway', check: gatewayCheck },
  { name: 'consent', check: consentCheck },
  { name: 'hours', check: hoursCheck },
  { name: 'repeat', check: repeatCheck },
  { name: 'fields', check: fieldsCheck },
  { name: 'empty', check: emptyCheck },
  { name: 'sender', check: senderCheck },
  { name: 'wayOut', check: wayOutCheck },
  { name: 'content', check: contentCheck },
];

const weight: Readonly<Record<GateOutcome, number>> = { reject: 2, hold: 1, defer: 0 };

/** Changes when a rule changes; stored with every decision. */
export const ruleSet = 'gate-2026-11-24.3';

/**
 * May this text go to this person now? One pure function, asked when a campaign is checked and again in the transaction
 * that claims the message. A refusal outweighs a hold, a hold outweighs a wait; among equals the first check decides.
 */
export function decide(facts: GateFacts): GateDecision {
  const denials = gateChecks.map(({ check }) => check(facts)).filter((denial) => denial !== null);
  const decisive = denials.reduce<Denial | undefined>(
    (strongest, denial) =>
      strongest === undefined || weight[denial.outcome] > weight[strongest.outcome] ? denial : strongest,
    undefined,
  );
  return decisive === undefined ? { allowed: true, denials: [] } : { allowed: false, decisive, denials };
}
