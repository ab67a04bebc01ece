import type { Handlers, Output } from '#contract/contract.ts';
import { day, nowMs, personAt } from './scripted-people.ts';
import type { World } from './scripted-world.ts';

type Reply = Output<'inbox.list'>['rows'][number];
type Said = Pick<Reply, 'text' | 'verdict' | 'asks' | 'rule' | 'reason' | 'language' | 'done'> & Partial<Reply>;

const nothing = {
  verdict: 'none',
  asks: 'Reply',
  rule: 'nothingFound',
  reason: 'Nothing in it asks to stop, to start or for help',
  language: null,
  done: 'Nothing to do',
} as const;

const said: readonly Said[] = [
  {
    text: 'STOP',
    verdict: 'stop',
    asks: 'Stop',
    rule: 'stopWord',
    reason: '“STOP” is a word to stop in English',
    language: 'en',
    done: 'Blocked for good, 1 waiting text cancelled',
    isBlocked: true,
  },
  {
    text: 'Can I stop by on Saturday, or are you closed?',
    verdict: 'review',
    asks: 'May be a stop',
    rule: 'containsStop',
    reason: '“STOP” is in it',
    language: 'en',
    done: 'No offers or news until you decide; without a decision by 26 Nov 2026, 10:00 it counts as a stop',
    decideByMs: nowMs + 2 * day,
  },
  { ...nothing, text: 'Thanks, see you Saturday!' },
  {
    text: 'Hou op asseblief',
    verdict: 'stop',
    asks: 'Stop',
    rule: 'stopWord',
    reason: '“HOU OP” is a word to stop in Afrikaans',
    language: 'af',
    done: 'Blocked for good',
    isBlocked: true,
  },
  {
    text: 'Who is this? Where did you get my number?',
    verdict: 'source_request',
    asks: 'Asks where from',
    rule: 'sourceRequest',
    reason: 'Asks “WHO IS THIS”',
    language: 'en',
    done: 'Answer who you are and where the number is from',
  },
  {
    text: 'Wrong number',
    verdict: 'wrong_number',
    asks: 'Wrong number',
    rule: 'wrongNumber',
    reason: 'Says “WRONG NUMBER”',
    language: 'en',
    done: 'Blocked: somebody else has this number now',
    isBlocked: true,
  },
  {
    ...nothing,
    text: 'Can I book for two? Also, is the poetry evening on Thursday still on, and may I bring a friend who reads?',
  },
  { ...nothing, text: 'شكرا' },
  {
    text: 'START',
    verdict: 'start',
    asks: 'Start again',
    rule: 'startWord',
    reason: '“START” is a word to start again in English',
    language: 'en',
    done: 'The block by their STOP is lifted; what they had agreed to before stands again',
  },
  { text: 'stop', ...nothing, verdict: 'stop', asks: 'Stop', rule: null, reason: null, done: 'Was blocked already' },
];

/** The replies of a busy workspace, as the inbox tells them. */
export function busyInbox(): Reply[] {
  return said.map((reply, at) => {
    const person = personAt(at * 2 + 1);
    const isStranger = at === 7;
    return {
      id: at + 1,
      from: person.e164,
      shown: person.shown,
      name: isStranger ? null : person.name,
      contactId: isStranger ? null : person.id,
      isBlocked: false,
      decideByMs: null,
      gateway: 'Rehearsal',
      receivedAtMs: nowMs - at * 1_800_000,
      ...reply,
    };
  });
}

/** The inbox’s calls over the world’s replies. */
export function inboxHandlers(world: World): Pick<Handlers, 'inbox.list' | 'inbox.decide'> {
  return {
    'inbox.list': async ({ filter, after, limit }) => {
      const rows = world.inbox.filter(
        ({ isBlocked, decideByMs }) => filter === 'all' || (filter === 'review' ? decideByMs !== null : isBlocked),
      );
      const from = Number(after ?? 0);
      return { rows: rows.slice(from, from + limit), next: null, total: rows.length };
    },
    'inbox.decide': async ({ id, decision, by, reason }) => {
      world.inbox = world.inbox.map((reply) =>
        reply.id === id
          ? {
              ...reply,
              decideByMs: null,
              isBlocked: decision === 'stop',
              done:
                decision === 'stop'
                  ? `Blocked for good by ${by}: ${reason}`
                  : `Not an opt-out, decided ${by}: ${reason}`,
            }
          : reply,
      );
      const decided = world.inbox.find((reply) => reply.id === id);
      if (!decided) throw new Error('no such reply');
      return decided;
    },
  };
}
