import { formatPhone } from '#domain/phone/parse-phone.ts';
import type { E164 } from '#domain/kernel/ids.ts';
import type { Purpose } from '#domain/consent/purpose.ts';
import { gateWords, purposeWords } from '#domain/consent/gate-words.ts';
import type { MessageRow, SkipReason } from './storage-port.ts';

/** A number as people write it. */
export function shownNumber(e164: string): string {
  return formatPhone(e164 as E164);
}

/** A date as people read it, in the workspace's zone. */
export function shownDate(atMs: number, zone: string): string {
  return new Intl.DateTimeFormat('en-GB', { timeZone: zone, day: 'numeric', month: 'short', year: 'numeric' }).format(
    atMs,
  );
}

/** Date and time as people read them, in the workspace's zone. */
export function shownTime(atMs: number, zone: string): string {
  return new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  }).format(atMs);
}

export function shownPurpose(purpose: Purpose | 'all'): string {
  return purpose === 'all' ? 'everything' : purposeWords[purpose];
}

/** A skip reason with its words, what would change it, and numbers as people write them. */
export function skipReasonView(reason: SkipReason) {
  const { words, action } = gateWords[reason.code];
  return {
    code: reason.code,
    outcome: reason.outcome,
    words,
    action,
    count: reason.count,
    examples: reason.examples.map(({ contactId, name, e164, detail }) => ({
      contactId,
      name,
      shown: shownNumber(e164),
      detail,
    })),
  };
}

const stateWords: Readonly<Record<MessageRow['state'], string>> = {
  queued: 'waits in line',
  submitting: 'is being handed over',
  accepted: 'the gateway has it',
  enroute: 'with the operator',
  delivered: 'handset confirmed',
  undelivered: 'not delivered',
  expired: 'expired before it was delivered',
  rejected: 'the gateway refused it',
  uncertain: 'no clear answer from the gateway',
  skipped: 'left out',
  cancelled: 'cancelled before it left',
};

/** What happened to a message, in words, with the gate's or the gateway's reason. */
export function messageWords(message: Pick<MessageRow, 'state' | 'code' | 'detail'>): string {
  const { state, code, detail } = message;
  if (code !== null && Object.hasOwn(gateWords, code)) {
    const { words } = gateWords[code as keyof typeof gateWords];
    return state === 'skipped' &&
      detail !== null &&
      detail !== '' &&
      !['keyword', 'operator', 'carrier', 'import', 'reassigned', 'none', 'withdrawn'].includes(detail)
      ? `${words}: ${detail}`
      : words;
  }
  const needsDetail =
    state === 'rejected' || state === 'uncertain' || state === 'undelivered' || (state === 'queued' && detail);
  return needsDetail && detail ? `${stateWords[state]}: ${detail}` : stateWords[state];
}
