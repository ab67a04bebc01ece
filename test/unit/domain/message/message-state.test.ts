import { describe, expect, test } from 'vitest';
import {
  isFinal,
  messageEvents,
  messageMoves,
  messageStates,
  nextMessageState,
} from '#domain/message/message-state.ts';
import type { MessageState } from '#domain/message/message-state.ts';

/** Every state that can follow, over any number of moves. */
function reachable(from: MessageState): Set<MessageState> {
  const found = new Set<MessageState>();
  const open: MessageState[] = [from];
  for (let state = open.pop(); state !== undefined; state = open.pop()) {
    for (const next of Object.values(messageMoves[state])) {
      if (!found.has(next)) open.push(next);
      found.add(next);
    }
  }
  return found;
}

describe('the life of a message', () => {
  test('has a row for every state, and its moves lead to states', () => {
    expect(Object.keys(messageMoves).toSorted()).toEqual([...messageStates].toSorted());
    for (const from of messageStates) {
      for (const event of messageEvents) {
        const to = nextMessageState(from, event);
        if (to !== null) expect(messageStates).toContain(to);
      }
    }
  });

  test('never leads from doubt back into the line', () => {
    expect([...reachable('uncertain')].filter((state) => ['queued', 'submitting'].includes(state))).toEqual([]);
  });

  test.each([
    'accepted',
    'enroute',
    'delivered',
    'undelivered',
    'expired',
    'rejected',
    'skipped',
    'cancelled',
  ] as const)('never leads from %s back into the line, nor to a second acceptance', (state) => {
    const after = reachable(state);
    for (const earlier of ['queued', 'submitting', 'accepted', 'uncertain', state] as const) {
      expect(after.has(earlier), earlier).toBe(false);
    }
  });

  test('is handed over only by a claim from the line', () => {
    const into = messageStates.flatMap((from) =>
      messageEvents
        .filter((event) => nextMessageState(from, event) === 'submitting')
        .map((event) => `${from} ${event}`),
    );
    expect(into).toEqual(['queued claim']);
  });

  test('has nothing above delivered', () => {
    expect(messageMoves.delivered).toEqual({});
    for (const state of ['accepted', 'enroute', 'undelivered', 'expired', 'uncertain'] as const) {
      expect(nextMessageState(state, 'receiptDelivered')).toBe('delivered');
    }
  });

  test('asks for receipts as long as one may come', () => {
    expect(messageStates.filter((state) => !isFinal(state))).toEqual([
      'queued',
      'submitting',
      'accepted',
      'enroute',
      'uncertain',
    ]);
  });
});
