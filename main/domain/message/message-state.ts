/**
 * The life of one message as a table (security.md 4.2). A move that is not in the table does not exist:
 * nothing leads out of `uncertain` back to `submitting`, so a doubtful text is never sent again by itself.
 */
export const messageStates = [
  'queued',
  'submitting',
  'accepted',
  'enroute',
  'delivered',
  'undelivered',
  'expired',
  'rejected',
  'uncertain',
  'skipped',
  'cancelled',
] as const;

export type MessageState = (typeof messageStates)[number];

export const messageEvents = [
  'claim',
  'accept',
  'reject',
  'giveBack',
  'doubt',
  'receiptEnroute',
  'receiptDelivered',
  'receiptUndelivered',
  'receiptExpired',
  'skip',
  'cancel',
] as const;

export type MessageEvent = (typeof messageEvents)[number];

/** from -> event -> to. A receipt may overtake a lesser one but never falls back: delivered is the top of the lattice. */
export const messageMoves: { readonly [From in MessageState]: { readonly [Event in MessageEvent]?: MessageState } } = {
  queued: { claim: 'submitting', skip: 'skipped', cancel: 'cancelled' },
  submitting: { accept: 'accepted', reject: 'rejected', giveBack: 'queued', doubt: 'uncertain' },
  accepted: {
    receiptEnroute: 'enroute',
    receiptDelivered: 'delivered',
    receiptUndelivered: 'undelivered',
    receiptExpired: 'expired',
  },
  enroute: { receiptDelivered: 'delivered', receiptUndelivered: 'undelivered', receiptExpired: 'expired' },
  undelivered: { receiptDelivered: 'delivered' },
  // Undelivered says more than expired: without this order, the last state would depend on which came first.
  expired: { receiptDelivered: 'delivered', receiptUndelivered: 'undelivered' },
  uncertain: {
    accept: 'accepted',
    receiptEnroute: 'enroute',
    receiptDelivered: 'delivered',
    receiptUndelivered: 'undelivered',
    receiptExpired: 'expired',
  },
  delivered: {},
  rejected: {},
  skipped: {},
  cancelled: {},
};

/** Where an event leads from a state, or null when the move does not exist. */
export function nextMessageState(from: MessageState, event: MessageEvent): MessageState | null {
  return messageMoves[from][event] ?? null;
}

/** States from which no receipt can still be expected by asking. */
export function isFinal(state: MessageState): boolean {
  return !['queued', 'submitting', 'accepted', 'enroute', 'uncertain'].includes(state);
}
