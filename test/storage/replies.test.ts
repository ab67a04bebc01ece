import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { purposes } from '#domain/consent/purpose.ts';
import type { Purpose } from '#domain/consent/purpose.ts';
import {
  accepted,
  grant,
  importPeople,
  makeWorkspace,
  numberOf,
  person,
  reply,
  startCampaign,
  statesOf,
  tick,
  tuesdayMs,
} from '../support/workspace.ts';
import type { TestWorkspace } from '../support/workspace.ts';

const dayMs = 86_400_000;
/** Two working days after Tuesday 10:00. */
const thursdayMs = tuesdayMs + 2 * dayMs;
const doubtful = 'Can I stop by tomorrow?';

let workspace: TestWorkspace;
beforeEach(() => {
  workspace = makeWorkspace();
  importPeople(workspace, [person(0), person(1)]);
  grant(workspace, 'marketing', [numberOf(0), numberOf(1)]);
});
afterEach(() => workspace.close());

const block = (index = 0) => workspace.read.suppressionOf({ e164: numberOf(index) });
const rows = () => workspace.read.inbox({ campaignId: null, filter: 'all', after: null, limit: 50 }).rows;
const last = () => rows()[0];

/** The gate's code for each purpose; null where it allows. */
function codes(index = 0, atMs = tuesdayMs): Record<Purpose, string | null> {
  const code = (purpose: Purpose): string | null => {
    const decision = workspace.read.personDecision({ e164: numberOf(index), purpose, atMs });
    return decision.allowed ? null : decision.decisive.code;
  };
  return Object.fromEntries(purposes.map((purpose) => [purpose, code(purpose)])) as Record<Purpose, string | null>;
}

/** Somebody was sent a text of this purpose. */
function texted(purpose: Purpose): void {
  const id = startCampaign(workspace, { purpose });
  const { claimed } = tick(workspace, id, 2);
  const results = claimed.map(({ messageId }) => accepted(messageId, `${purpose}-${messageId}`));
  tick(workspace, id, 0, { results });
  expect(claimed).toHaveLength(2);
}

describe('what a reply asks is done in the transaction that stores it', () => {
  test.each([
    ['Hou op asseblief', 'stop', 'keyword'],
    ['stop texting me', 'stop', 'keyword'],
    ['Wrong number', 'wrong_number', 'reassigned'],
  ])('%s', (text, verdict, reason) => {
    const id = startCampaign(workspace);
    expect(reply(workspace, numberOf(0), text, 'm1')).toEqual({ texts: 1, stops: 1, reviews: 0, starts: 0 });
    expect(block()).toMatchObject({ reason });
    expect(last()).toMatchObject({ verdict, effect: 'blocked', cancelled: 1 });
    expect(last()?.rule).not.toBeNull();
    expect(last()?.reason?.length).toBeGreaterThan(5);
    expect(statesOf(workspace, id)).toEqual({ [numberOf(0)]: 'skipped', [numberOf(1)]: 'queued' });
    expect(workspace.read.ledgerCheck({}).ok).toBe(true);
  });

  test('a STOP for one list stops everything: no list is kept apart yet', () => {
    workspace.write.listCreate({ name: 'Promos', rule: null, ids: null, by: 'A tester', nowMs: tuesdayMs });
    reply(workspace, numberOf(0), 'STOP promos', 'm1');
    expect(last()).toMatchObject({ verdict: 'stop_scoped', effect: 'blocked' });
    expect(new Set(Object.values(codes()))).toEqual(new Set(['SUPPRESSED']));
  });

  test('a number of somebody else gets nothing of any purpose, and is told apart', () => {
    reply(workspace, numberOf(0), 'wrong number', 'm1');
    expect(new Set(Object.values(codes()))).toEqual(new Set(['REASSIGNED']));
  });

  test.each([
    ['HELP', 'help'],
    ['Who is this?', 'source_request'],
    ['Yes', 'none'],
    ['Thanks, see you', 'none'],
  ])('%s is kept with its verdict and does nothing', (text, verdict) => {
    const before = workspace.db.prepare('SELECT count(*) FROM consent_event').pluck().get();
    reply(workspace, numberOf(0), text, 'm1');
    expect(last()).toMatchObject({ verdict, effect: 'none', review: null });
    expect(block()).toBeNull();
    expect(workspace.db.prepare('SELECT count(*) FROM consent_event').pluck().get()).toBe(before);
  });

  test('a sender that is no number is kept and counted, and opens nothing', () => {
    const text = { gatewayMessageId: 'm1', from: 'ACME', to: '1', receivedAtMs: tuesdayMs, e164: null, country: null };
    const say = (gatewayMessageId: string, said: string) =>
      workspace.write.inbound({
        gatewayId: 1,
        texts: [{ ...text, gatewayMessageId, text: said }],
        cursor: gatewayMessageId,
        nowMs: tuesdayMs,
      });
    expect(say('m1', 'STOP')).toMatchObject({ texts: 1, stops: 1 });
    expect(say('m2', doubtful)).toMatchObject({ texts: 1, reviews: 0 });
    expect(rows().map(({ effect }) => effect)).toEqual(['none', 'none']);
  });
});

describe('a word with two meanings', () => {
  test('is a stop when the last text was advertising', () => {
    texted('transactional');
    texted('marketing');
    reply(workspace, numberOf(0), 'No', 'm1', tuesdayMs + 1);
    expect(last()).toMatchObject({ verdict: 'review_if_marketing', effect: 'blocked' });
    expect(block()).toMatchObject({ reason: 'keyword' });
  });

  test.each([['after an order', true] as const, ['when nothing was ever sent', false] as const])(
    'waits for a person %s',
    (_when, isTexted) => {
      if (isTexted) texted('transactional');
      reply(workspace, numberOf(0), 'No', 'm1', tuesdayMs + 1);
      expect(last()).toMatchObject({ verdict: 'review', effect: 'review', rule: 'ambiguousWord' });
      expect(block()).toBeNull();
    },
  );
});

describe('the language of a reply', () => {
  test('is expected of the number’s country, the workspace’s or the contact; another is looked at by a person', () => {
    const verdictOf = (text: string, id: string) => {
      reply(workspace, numberOf(0), text, id);
      return last();
    };
    expect(verdictOf('Hervat', 'm0')).toMatchObject({ verdict: 'start', language: 'af', effect: 'none' });
    expect(verdictOf('Abmelden', 'm1')).toMatchObject({ verdict: 'review', rule: 'foreignWord', language: 'de' });
    importPeople(workspace, [person(0, { fields: [['language', 'de-AT']] })]);
    expect(verdictOf('Abmelden', 'm2')).toMatchObject({ verdict: 'stop', language: 'de' });
  });
});

describe('a reply that may be a stop', () => {
  beforeEach(() => {
    expect(reply(workspace, numberOf(0), doubtful, 'm1')).toEqual({ texts: 1, stops: 0, reviews: 1, starts: 0 });
  });

  const decide = (decision: 'stop' | 'keep', nowMs = tuesdayMs + 1) =>
    workspace.write.reviewDecide({ id: last()?.id ?? 0, decision, by: 'Mary', reason: 'asks about Saturday', nowMs });

  test('blocks advertising at once, and nothing else', () => {
    grant(workspace, 'newsletter', [numberOf(0)]);
    grant(workspace, 'service', [numberOf(0)]);
    expect(codes()).toEqual({
      transactional: null,
      service: null,
      newsletter: 'REVIEW_PENDING',
      marketing: 'REVIEW_PENDING',
    });
    expect(codes(1).marketing).toBeNull();
    expect(last()?.review).toMatchObject({ dueAtMs: thursdayMs, decision: null });
    expect(workspace.read.contactFile({ e164: numberOf(0) })?.contact.isReviewPending).toBe(true);
    expect(workspace.read.home({ nowMs: tuesdayMs, zone: 'Etc/UTC' })).toMatchObject({
      reviews: 1,
      reviewDueAtMs: thursdayMs,
    });
  });

  test('is left out of a check, and of what waits already when it is claimed; an order still goes', () => {
    const draft = {
      name: 'x',
      purpose: 'marketing' as const,
      gatewayId: 1,
      sender: null,
      text: 'Acme: sale. Reply STOP to opt out',
      audience: { kind: 'all' as const },
    };
    const check = workspace.read.preflight({ draft, gateway: 'accepted', atMs: tuesdayMs });
    expect(check.reasons).toMatchObject([{ code: 'REVIEW_PENDING', count: 1 }]);
    expect(check.willGet).toBe(1);
    const [offer, order] = [startCampaign(workspace, { purpose: 'marketing' }), startCampaign(workspace)];
    reply(workspace, numberOf(1), doubtful, 'm2');
    expect(tick(workspace, offer, 5).claimed).toEqual([]);
    expect(statesOf(workspace, offer)).toEqual({ [numberOf(0)]: 'skipped', [numberOf(1)]: 'skipped' });
    expect(tick(workspace, order, 5).claimed).toHaveLength(2);
  });

  test('is found by its filter until it is decided', () => {
    const waiting = () => workspace.read.inbox({ campaignId: null, filter: 'review', after: null, limit: 9 });
    reply(workspace, numberOf(1), 'Thanks', 'm2');
    expect(waiting()).toMatchObject({ total: 1, rows: [{ text: doubtful }] });
    workspace.write.reviewDecide({ id: 1, decision: 'keep', by: 'Mary', reason: 'no', nowMs: tuesdayMs });
    expect(waiting().total).toBe(0);
  });

  test('kept: offers go again, and who decided and why stands for good', () => {
    decide('keep');
    expect(codes().marketing).toBeNull();
    expect(last()?.review).toMatchObject({
      decision: 'keep',
      decidedBy: 'Mary',
      decisionReason: 'asks about Saturday',
    });
    expect(workspace.write.reviewsOverdue({ nowMs: thursdayMs * 2 })).toEqual({ stopped: 0 });
    for (const sql of ["UPDATE reply_review SET decision = 'stop'", 'DELETE FROM reply_review'])
      expect(() => workspace.db.exec(sql)).toThrow(/append-only/);
  });

  test('stopped: blocked for good in the name of who decided', () => {
    const id = startCampaign(workspace);
    expect(decide('stop')).toEqual({ cancelled: 1 });
    expect(block()).toMatchObject({ reason: 'keyword' });
    expect(last()).toMatchObject({ effect: 'blocked', cancelled: 1, review: { decision: 'stop' } });
    expect(statesOf(workspace, id)[numberOf(0)]).toBe('skipped');
    const [event] = workspace.read.contactFile({ e164: numberOf(0) })?.events ?? [];
    expect(event).toMatchObject({ event: 'withdraw', recordedBy: 'Mary', purpose: 'all' });
  });

  test('is decided once, and only where there is something to decide', () => {
    decide('keep');
    expect(() => decide('stop')).toThrow(expect.objectContaining({ code: 'inbox.nothingToDecide' }));
    expect(block()).toBeNull();
    reply(workspace, numberOf(0), 'Thanks', 'm2');
    expect(() => decide('stop')).toThrow(expect.objectContaining({ code: 'inbox.nothingToDecide' }));
    const unknown = { id: 99, decision: 'stop', by: 'Mary', reason: 'x', nowMs: tuesdayMs } as const;
    expect(() => workspace.write.reviewDecide(unknown)).toThrow(expect.objectContaining({ code: 'inbox.notFound' }));
  });

  test('without a decision in two working days it is a stop, and not a moment before', () => {
    expect(workspace.write.reviewsOverdue({ nowMs: thursdayMs - 1 })).toEqual({ stopped: 0 });
    expect(codes().marketing).toBe('REVIEW_PENDING');
    expect(workspace.write.reviewsOverdue({ nowMs: thursdayMs })).toEqual({ stopped: 1 });
    expect(block()).toMatchObject({ reason: 'keyword' });
    expect(last()).toMatchObject({ effect: 'blocked', review: { decision: 'overdue', decidedBy: 'Assent' } });
    expect(workspace.write.reviewsOverdue({ nowMs: thursdayMs })).toEqual({ stopped: 0 });
    expect(workspace.read.ledgerCheck({}).ok).toBe(true);
  });

  test('each of two waits for its own; a stop settles all', () => {
    reply(workspace, numberOf(0), 'you spam', 'm2');
    decide('keep');
    expect(codes().marketing).toBe('REVIEW_PENDING');
    reply(workspace, numberOf(0), 'STOP', 'm3');
    expect(rows().map((row) => row.review?.decision)).toEqual([undefined, 'keep', 'stop']);
    expect(workspace.write.reviewsOverdue({ nowMs: thursdayMs })).toEqual({ stopped: 0 });
  });

  test('is nothing new for a number that is blocked', () => {
    reply(workspace, numberOf(1), 'STOP', 'm2');
    reply(workspace, numberOf(1), doubtful, 'm3');
    expect(last()).toMatchObject({ verdict: 'review', effect: 'none', review: null });
  });

  test('outlives the contact: whoever is imported again still waits', () => {
    workspace.db.prepare('DELETE FROM contact WHERE e164 = ?').run(numberOf(0));
    importPeople(workspace, [person(0)]);
    grant(workspace, 'marketing', [numberOf(0)]);
    expect(codes().marketing).toBe('REVIEW_PENDING');
  });
});

describe('a START', () => {
  const start = (index = 0, id = 'start', nowMs = tuesdayMs + 10) =>
    reply(workspace, numberOf(index), 'START', id, nowMs);

  test('lifts a block by a STOP reply and brings back what was agreed to before, with a new event for each', () => {
    reply(workspace, numberOf(0), 'STOP', 'm1');
    expect(start()).toEqual({ texts: 1, stops: 0, reviews: 0, starts: 1 });
    expect(block()).toBeNull();
    expect(last()).toMatchObject({ verdict: 'start', effect: 'lifted' });
    expect(codes()).toEqual({
      transactional: null,
      marketing: null,
      newsletter: 'NO_CONSENT',
      service: 'NO_CONSENT',
    });
    const events = workspace.read.contactFile({ e164: numberOf(0) })?.events ?? [];
    expect(
      events.filter(({ sourceRef }) => sourceRef === 'START').map(({ event, purpose }) => [event, purpose]),
    ).toEqual([
      ['grant', 'marketing'],
      ['grant', 'transactional'],
    ]);
    expect(workspace.read.ledgerCheck({}).ok).toBe(true);
  });

  test('and STOP by turns end as the last one said', () => {
    for (let turn = 0; turn < 3; turn += 1) {
      reply(workspace, numberOf(0), 'STOP', `stop${turn}`, tuesdayMs + turn * 20);
      start(0, `start${turn}`, tuesdayMs + turn * 20 + 10);
      expect(codes().marketing).toBeNull();
    }
    reply(workspace, numberOf(0), 'STOP', 'last', tuesdayMs + 100);
    expect(codes().marketing).toBe('SUPPRESSED');
  });

  test('of before the STOP, or of the same moment, starts nothing', () => {
    reply(workspace, numberOf(0), 'STOP', 'm1', tuesdayMs + 10);
    start(0, 's1', tuesdayMs + 9);
    start(0, 's2', tuesdayMs + 10);
    expect(block()).toMatchObject({ reason: 'keyword' });
  });

  test.each(['operator', 'carrier', 'import', 'reassigned'] as const)(
    'does not lift a block by %s, nor one that a STOP only came before or after',
    (reason) => {
      const other = { e164: numberOf(0), reason, detail: 'said no', by: 'A tester', nowMs: tuesdayMs };
      workspace.write.block(other);
      expect(start(0, 's1').starts).toBe(0);
      reply(workspace, numberOf(0), 'STOP', 'm1', tuesdayMs + 20);
      expect(start(0, 's2', tuesdayMs + 30).starts).toBe(0);
      expect(block()).toMatchObject({ reason });
      if (reason === 'import') return; // A file that repeats a STOP is no new reason.
      reply(workspace, numberOf(1), 'STOP', 'm2', tuesdayMs + 20);
      workspace.write.block({ ...other, e164: numberOf(1) });
      expect(start(1, 's3', tuesdayMs + 30).starts).toBe(0);
      expect(block(1)).toMatchObject({ reason });
    },
  );

  test('leaves a reply that waits for a decision waiting', () => {
    reply(workspace, numberOf(0), doubtful, 'm1');
    start();
    expect(codes().marketing).toBe('REVIEW_PENDING');
  });

  test('of somebody who never stopped gives no permission', () => {
    importPeople(workspace, [person(2)]);
    start(2);
    expect(codes(2)).toMatchObject({ marketing: 'NO_CONSENT', transactional: null });
  });
});
