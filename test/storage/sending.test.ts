import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ReceiptStatus } from '../../main/services/ports.ts';
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

let workspace: TestWorkspace;
beforeEach(() => {
  workspace = makeWorkspace();
});
afterEach(() => workspace.close());

const people = (count: number): void =>
  void importPeople(
    workspace,
    Array.from({ length: count }, (_, i) => person(i)),
  );
const stateOf = (campaignId: number, index: number): string | undefined =>
  statesOf(workspace, campaignId)[numberOf(index)];

function receipt(gatewayMessageId: string, status: ReceiptStatus, atMs = tuesdayMs) {
  return { gatewayMessageId, status, gatewayStatus: status.toUpperCase(), atMs };
}

function permutations<T>(values: readonly T[]): T[][] {
  if (values.length < 2) return [[...values]];
  return values.flatMap((value, at) => permutations(values.toSpliced(at, 1)).map((rest) => [value, ...rest]));
}

const noTrail = { trail: null, session: 'a run' } as const;

describe('a start', () => {
  test('happens once for one intent and never twice', () => {
    people(3);
    const id = startCampaign(workspace);
    const again = {
      id,
      revision: 1,
      expectedPeople: 3,
      rehearseOffsetMs: 0,
      gateway: 'accepted',
      nowMs: tuesdayMs,
    } as const;
    workspace.write.campaignStart({ ...again, clientId: `start-${id}` });
    expect(() => workspace.write.campaignStart({ ...again, clientId: 'another' })).toThrow(
      expect.objectContaining({ code: 'campaign.wrongState' }),
    );
    expect(workspace.read.campaign({ id })?.counts).toMatchObject({ matched: 3, waiting: 3 });
  });

  test('is refused whole when the audience has changed since it was looked at', () => {
    people(3);
    const draft = {
      name: 'c',
      purpose: 'transactional',
      gatewayId: 1,
      sender: null,
      text: 'Hi',
      audience: { kind: 'all' },
    } as const;
    const id = workspace.write.campaignSave({ id: null, draft, nowMs: tuesdayMs });
    const start = {
      id,
      revision: 1,
      clientId: 'c',
      rehearseOffsetMs: 0,
      gateway: 'accepted',
      nowMs: tuesdayMs,
    } as const;
    expect(() => workspace.write.campaignStart({ ...start, expectedPeople: 4 })).toThrow(
      expect.objectContaining({ code: 'campaign.changed', details: { expected: 4, found: 3 } }),
    );
    expect(() => workspace.write.campaignStart({ ...start, revision: 2, expectedPeople: 3 })).toThrow(
      expect.objectContaining({ code: 'campaign.changed' }),
    );
    expect(workspace.read.campaign({ id })).toMatchObject({ state: 'draft', counts: { matched: 0 } });
  });
});

describe('a claim asks the gate again', () => {
  beforeEach(() => people(3));

  test('after a STOP: skipped, and never handed out', () => {
    const id = startCampaign(workspace);
    reply(workspace, numberOf(1), 'Stop', 'm1');
    const { claimed } = tick(workspace, id, 64);
    expect(claimed.map((text) => text.to)).toEqual([numberOf(0), numberOf(2)]);
    expect(stateOf(id, 1)).toBe('skipped');
  });

  test('after a block that changed only the blocklist: skipped by the gate itself', () => {
    const id = startCampaign(workspace);
    workspace.db.prepare("INSERT INTO suppression VALUES (?, 'operator', '', 0)").run(numberOf(1));
    expect(tick(workspace, id, 64).claimed).toHaveLength(2);
    const row = workspace.read.people({ campaignId: id, filter: 'skipped', after: null, limit: 10 }).rows[0];
    expect(row).toMatchObject({ e164: numberOf(1), code: 'BLOCKLISTED' });
    expect(workspace.read.messageFile({ messageId: row?.messageId ?? 0 })?.decisions).toMatchObject([
      { stage: 'build', allowed: true },
      { stage: 'dispatch', allowed: false, code: 'BLOCKLISTED' },
    ]);
  });

  test('after consent for this purpose was withdrawn: skipped, whatever else was granted', () => {
    for (const purpose of ['marketing', 'service'] as const) grant(workspace, purpose, [0, 1, 2].map(numberOf));
    const id = startCampaign(workspace, { purpose: 'service' });
    workspace.db
      .prepare("UPDATE consent_state SET state = 'withdrawn' WHERE purpose = 'service' AND e164 = ?")
      .run(numberOf(2));
    expect(tick(workspace, id, 64).claimed.map((text) => text.to)).toEqual([numberOf(0), numberOf(1)]);
    expect(stateOf(id, 2)).toBe('skipped');
  });

  test('in quiet hours: waits until they are over, and goes then', () => {
    grant(workspace, 'marketing', [0, 1, 2].map(numberOf));
    const id = startCampaign(workspace, { purpose: 'marketing' });
    const nightMs = Date.UTC(2026, 10, 24, 21);
    const answer = tick(workspace, id, 64, { nowMs: nightMs });
    expect(answer).toMatchObject({ claimed: [], waiting: 3, state: 'sending' });
    expect(answer.nextAtMs).toBeGreaterThan(nightMs);
    expect(tick(workspace, id, 64, { nowMs: (answer.nextAtMs ?? 0) - 1 }).claimed).toEqual([]);
    expect(tick(workspace, id, 64, { nowMs: answer.nextAtMs ?? 0 }).claimed).toHaveLength(3);
  });

  test.each(['notAccepted', 'sheetChanged'] as const)(
    'with the sheet %s: everybody waits and the campaign pauses',
    (gateway) => {
      const id = startCampaign(workspace);
      expect(tick(workspace, id, 64, { gateway })).toMatchObject({ claimed: [], waiting: 3, state: 'paused' });
      expect(tick(workspace, id, 64)).toMatchObject({ claimed: [], state: 'paused' });
    },
  );

  test('hands out no more than was asked for, and nobody twice', () => {
    const id = startCampaign(workspace);
    const seen = [1, 1, 1, 1].flatMap((claim) => tick(workspace, id, claim).claimed.map((text) => text.to));
    expect(seen).toEqual([0, 1, 2].map(numberOf));
  });
});

describe('a STOP', () => {
  test('cancels what waits in every campaign in its own transaction, and leaves the others alone', () => {
    people(3);
    const ids = [startCampaign(workspace), startCampaign(workspace), startCampaign(workspace)];
    expect(reply(workspace, numberOf(1), 'STOP', 'm1')).toMatchObject({ texts: 1, stops: 1 });
    for (const id of ids) {
      expect(statesOf(workspace, id)).toEqual({
        [numberOf(0)]: 'queued',
        [numberOf(1)]: 'skipped',
        [numberOf(2)]: 'queued',
      });
    }
    expect(workspace.read.inbox({ campaignId: null, filter: 'all', after: null, limit: 5 }).rows[0]).toMatchObject({
      cancelled: 3,
    });
  });

  test('that cannot be written whole is not written at all', () => {
    people(1);
    const id = startCampaign(workspace);
    workspace.db.exec("CREATE TRIGGER fail BEFORE INSERT ON message_event BEGIN SELECT RAISE(ABORT, 'no'); END");
    expect(() => reply(workspace, numberOf(0), 'STOP', 'm1')).toThrow('no');
    expect(workspace.read.suppressionOf({ e164: numberOf(0) })).toBeNull();
    expect(workspace.read.inbox({ campaignId: null, filter: 'all', after: null, limit: 5 }).total).toBe(0);
    expect(workspace.read.gateways({})[0]?.inboundCursor).toBeNull();
    workspace.db.exec('DROP TRIGGER fail');
    expect(reply(workspace, numberOf(0), 'STOP', 'm1').stops).toBe(1);
    expect(stateOf(id, 0)).toBe('skipped');
  });

  test('that comes a second time changes nothing', () => {
    people(2);
    startCampaign(workspace);
    reply(workspace, numberOf(0), 'STOP', 'm1');
    const tables = ['inbound', 'suppression', 'consent_event', 'message', 'message_event'];
    const dump = (): string =>
      JSON.stringify(tables.map((table) => workspace.db.prepare(`SELECT * FROM ${table}`).raw().all()));
    const before = dump();
    expect(reply(workspace, numberOf(0), 'STOP', 'm1')).toMatchObject({ texts: 0, stops: 0 });
    expect(reply(workspace, numberOf(1), 'STOP', 'm1')).toMatchObject({ texts: 0, stops: 0 }); // An id that was used already.
    expect(dump()).toBe(before);
  });

  test('outlives a later grant: the person is still not texted', () => {
    people(1);
    reply(workspace, numberOf(0), 'STOP', 'm1');
    expect(grant(workspace, 'marketing', [numberOf(0)])).toMatchObject({ granted: 0, blocked: 1 });
    expect(() => startCampaign(workspace)).toThrow(expect.objectContaining({ code: 'campaign.nobody' }));
  });
});

describe('results', () => {
  test('a refusal because of an opt-out blocks the number here too', () => {
    people(2);
    const id = startCampaign(workspace);
    const other = startCampaign(workspace);
    const [first] = tick(workspace, id, 1).claimed;
    const outcome = { kind: 'rejected', code: '26', reason: 'opted out', optedOut: true } as const;
    tick(workspace, id, 0, { results: [{ messageId: first?.messageId ?? 0, outcome, atMs: tuesdayMs }] });
    expect(workspace.read.suppressionOf({ e164: numberOf(0) })).toMatchObject({ reason: 'carrier' });
    expect([stateOf(id, 0), stateOf(other, 0), stateOf(other, 1)]).toEqual(['rejected', 'skipped', 'queued']);
  });

  test('a text proven not taken goes back in line and waits longer each time', () => {
    people(1);
    const id = startCampaign(workspace);
    let nowMs = tuesdayMs;
    const waits: number[] = [];
    for (let round = 0; round < 12; round += 1) {
      const [text] = tick(workspace, id, 1, { nowMs }).claimed;
      const outcome = { kind: 'retry', code: 'X', reason: 'busy', afterMs: null } as const;
      const answer = tick(workspace, id, 1, {
        nowMs,
        results: [{ messageId: text?.messageId ?? 0, outcome, atMs: nowMs }],
      });
      expect(answer.claimed).toEqual([]);
      waits.push((answer.nextAtMs ?? 0) - nowMs);
      nowMs = answer.nextAtMs ?? 0;
    }
    expect(waits[0]).toBe(2_000);
    expect(waits).toEqual(waits.toSorted((a, b) => a - b));
    expect(Math.max(...waits)).toBe(300_000);
  });

  test('an id the gateway gave before proves nothing: the second text is uncertain', () => {
    people(2);
    const id = startCampaign(workspace);
    const [first, second] = tick(workspace, id, 2).claimed;
    tick(workspace, id, 0, {
      results: [accepted(first?.messageId ?? 0, 'g1'), accepted(second?.messageId ?? 0, 'g1')],
    });
    expect([stateOf(id, 0), stateOf(id, 1)]).toEqual(['accepted', 'uncertain']);
  });

  test('ids of any letters are kept as given, and one used in an earlier tick leaves the others of its tick alone', () => {
    const ids = ['__proto__', 'a"b\\c', 'ü 😀', '0'];
    people(ids.length + 1);
    const id = startCampaign(workspace);
    const claimed = tick(workspace, id, 64).claimed.map((text) => text.messageId);
    tick(workspace, id, 0, { results: [accepted(claimed[4] ?? 0, 'a"b\\c')] });
    tick(workspace, id, 0, { results: ids.map((gatewayId, index) => accepted(claimed[index] ?? 0, gatewayId)) });
    const kept = claimed.map((messageId) => workspace.read.messageFile({ messageId })?.message.gatewayMessageId);
    expect(kept).toEqual(['__proto__', null, 'ü 😀', '0', 'a"b\\c']);
    expect(stateOf(id, 1)).toBe('uncertain');
    expect(workspace.read.campaign({ id })?.counts).toMatchObject({ accepted: 4, uncertain: 1, waiting: 0 });
  });

  test.each(['retry', 'stop'] as const)('a late %s never brings a doubtful text back in line', (kind) => {
    people(1);
    const id = startCampaign(workspace);
    const [text] = tick(workspace, id, 1).claimed;
    workspace.write.recover({ nowMs: tuesdayMs, ...noTrail });
    expect(stateOf(id, 0)).toBe('uncertain');
    const late =
      kind === 'retry'
        ? ({ kind, code: 'X', reason: 'busy', afterMs: 0 } as const)
        : ({ kind, error: 'gateway.refused', reason: 'no' } as const);
    tick(workspace, id, 0, { results: [{ messageId: text?.messageId ?? 0, outcome: late, atMs: tuesdayMs }] });
    expect(stateOf(id, 0)).toBe('uncertain');
    expect(tick(workspace, id, 64, { nowMs: tuesdayMs + 86_400_000 }).claimed).toEqual([]);
  });
});

describe('a start of the program', () => {
  test('turns what was on its way into uncertain, pauses, and a second start changes nothing', () => {
    people(5);
    const id = startCampaign(workspace);
    const claimed = tick(workspace, id, 3).claimed;
    tick(workspace, id, 0, { results: [accepted(claimed[0]?.messageId ?? 0, 'g1')] });
    expect(workspace.write.recover({ nowMs: tuesdayMs + 1, ...noTrail })).toEqual({ uncertain: 2, returned: 0 });
    expect(workspace.read.campaign({ id })).toMatchObject({
      state: 'paused',
      counts: { waiting: 2, submitting: 0, uncertain: 2, accepted: 1 },
    });
    expect(workspace.write.recover({ nowMs: tuesdayMs + 2, ...noTrail })).toEqual({ uncertain: 0, returned: 0 });
    expect(tick(workspace, id, 64).claimed).toEqual([]);
    workspace.write.campaignMove({ id, event: 'resume', reason: null, nowMs: tuesdayMs });
    expect(tick(workspace, id, 64).claimed.map((text) => text.to)).toEqual([3, 4].map(numberOf));
  });

  test('brings back in line what the trail of that run does not know, and only then', () => {
    people(4);
    const id = startCampaign(workspace);
    workspace.write.recover({ nowMs: tuesdayMs, trail: null, session: 'first' });
    workspace.write.campaignMove({ id, event: 'resume', reason: null, nowMs: tuesdayMs });
    const ids = tick(workspace, id, 3).claimed.map(({ messageId }) => messageId);
    const trail = { session: 'first', messageIds: ids.slice(0, 1) };
    expect(workspace.write.recover({ nowMs: tuesdayMs + 1, trail, session: 'second' })).toEqual({
      uncertain: 1,
      returned: 2,
    });
    expect([0, 1, 2, 3].map((index) => stateOf(id, index))).toEqual(['uncertain', 'queued', 'queued', 'queued']);
    workspace.write.campaignMove({ id, event: 'resume', reason: null, nowMs: tuesdayMs + 1 });
    tick(workspace, id, 3, { nowMs: tuesdayMs + 2 });
    // The trail of the first run says nothing about texts of the second.
    expect(workspace.write.recover({ nowMs: tuesdayMs + 3, trail, session: 'third' })).toEqual({
      uncertain: 3,
      returned: 0,
    });
  });

  test('ends a campaign whose last texts were on their way', () => {
    people(1);
    const id = startCampaign(workspace);
    tick(workspace, id, 1);
    workspace.write.recover({ nowMs: tuesdayMs, ...noTrail });
    expect(workspace.read.campaign({ id })).toMatchObject({ state: 'finished', counts: { uncertain: 1 } });
  });
});

describe('receipts', () => {
  const statuses = ['enroute', 'failed', 'expired', 'delivered', 'unknown', 'pending'] as const;
  const best = (given: readonly ReceiptStatus[]): string =>
    given.includes('delivered')
      ? 'delivered'
      : given.includes('failed')
        ? 'undelivered'
        : given.includes('expired')
          ? 'expired'
          : given.includes('enroute')
            ? 'enroute'
            : 'accepted';
  /** Every choice of up to four of the statuses. */
  const choices = statuses
    .reduce<ReceiptStatus[][]>((sets, status) => [...sets, ...sets.map((set) => [...set, status])], [[]])
    .filter((set) => set.length > 0 && set.length <= 4);

  test('in every order, doubled, before or after the acceptance, give the same last state', () => {
    const orders = choices.flatMap((choice) => permutations(choice).map((order) => ({ choice, order })));
    people(orders.length);
    const id = startCampaign(workspace);
    const claimed = tick(workspace, id, orders.length).claimed;
    expect(claimed).toHaveLength(orders.length);
    orders.forEach(({ order }, index) => {
      const messageId = claimed[index]?.messageId ?? 0;
      const receipts = [...order, ...order].map((status, at) => receipt(`g${index}`, status, tuesdayMs + at));
      // How many come before the answer to the submission differs from order to order.
      const early = index % (receipts.length + 1);
      workspace.write.receipts({ gatewayId: 1, receipts: receipts.slice(0, early), nowMs: tuesdayMs });
      tick(workspace, id, 0, { results: [accepted(messageId, `g${index}`)] });
      workspace.write.receipts({ gatewayId: 1, receipts: receipts.slice(early), nowMs: tuesdayMs });
    });
    const found = statesOf(workspace, id);
    const wrong = orders.filter(({ choice }, index) => found[numberOf(index)] !== best(choice));
    expect(wrong).toEqual([]);
    expect(workspace.db.prepare('SELECT count(*) AS n FROM parked_receipt').get()).toEqual({ n: 0 });
  });

  test('before the acceptance are parked and applied with it', () => {
    people(1);
    const id = startCampaign(workspace);
    const [text] = tick(workspace, id, 1).claimed;
    const given = [receipt('g1', 'delivered'), receipt('g1', 'enroute')];
    expect(workspace.write.receipts({ gatewayId: 1, receipts: given, nowMs: tuesdayMs })).toEqual({
      changed: 0,
      campaigns: [],
    });
    expect(stateOf(id, 0)).toBe('submitting');
    tick(workspace, id, 0, { results: [accepted(text?.messageId ?? 0, 'g1')] });
    expect(stateOf(id, 0)).toBe('delivered');
  });

  test('of another gateway with the same id change nothing', () => {
    people(1);
    const id = startCampaign(workspace);
    const other = {
      name: 'h',
      kind: 'rehearsal',
      url: null,
      repliesUrl: null,
      secretRef: null,
      nowMs: tuesdayMs,
    } as const;
    const gatewayId = workspace.write.gatewayAdd(other);
    const [text] = tick(workspace, id, 1).claimed;
    tick(workspace, id, 0, { results: [accepted(text?.messageId ?? 0, 'g1')] });
    workspace.write.receipts({ gatewayId, receipts: [receipt('g1', 'failed')], nowMs: tuesdayMs });
    expect(stateOf(id, 0)).toBe('accepted');
  });
});

test('the counters equal a recount after any course of events', () => {
  const event = fc.oneof(
    fc.record({ kind: fc.constant('claim' as const), count: fc.integer({ min: 1, max: 6 }) }),
    fc.record({ kind: fc.constantFrom('accept', 'reject', 'giveBack', 'doubt', 'repeat'), at: fc.nat(20) }),
    fc.record({
      kind: fc.constant('receipt' as const),
      at: fc.nat(20),
      status: fc.constantFrom('enroute', 'delivered', 'failed', 'expired'),
    }),
    fc.record({ kind: fc.constant('stop' as const), index: fc.nat(9) }),
    fc.record({ kind: fc.constantFrom('recover', 'pause', 'resume', 'end') }),
  );
  fc.assert(
    fc.property(fc.array(event, { maxLength: 25 }), (events) => {
      const fresh = makeWorkspace();
      try {
        importPeople(
          fresh,
          Array.from({ length: 10 }, (_, index) => person(index)),
        );
        const ids = [startCampaign(fresh), startCampaign(fresh)];
        const handedOut: { campaignId: number; messageId: number }[] = [];
        events.forEach((step, turn) => {
          const nowMs = tuesdayMs + turn * 400_000;
          const campaignId = ids[turn % 2] ?? 0;
          const target = 'at' in step ? handedOut[step.at % Math.max(1, handedOut.length)] : undefined;
          const result = (outcome: Parameters<typeof fresh.write.tick>[0]['results'][number]['outcome']): void => {
            if (target)
              tick(fresh, target.campaignId, 0, {
                nowMs,
                results: [{ messageId: target.messageId, outcome, atMs: nowMs }],
              });
          };
          if (step.kind === 'claim') {
            for (const { messageId } of tick(fresh, campaignId, step.count, { nowMs }).claimed)
              handedOut.push({ campaignId, messageId });
          } else if (step.kind === 'accept') result({ kind: 'accepted', gatewayMessageId: `g${target?.messageId}` });
          else if (step.kind === 'repeat') result({ kind: 'accepted', gatewayMessageId: 'same' });
          else if (step.kind === 'reject')
            result({ kind: 'rejected', code: '1', reason: '', optedOut: turn % 3 === 0 });
          else if (step.kind === 'giveBack') result({ kind: 'retry', code: '1', reason: '', afterMs: null });
          else if (step.kind === 'doubt') result({ kind: 'uncertain', code: '1', reason: '' });
          else if (step.kind === 'receipt')
            fresh.write.receipts({ gatewayId: 1, receipts: [receipt(`g${target?.messageId}`, step.status)], nowMs });
          else if (step.kind === 'stop') reply(fresh, numberOf(step.index), 'STOP', `m${turn}`, nowMs);
          else if (step.kind === 'recover') fresh.write.recover({ nowMs, ...noTrail });
          else {
            const move = {
              id: campaignId,
              event: step.kind === 'end' ? 'stop' : step.kind,
              reason: null,
              nowMs,
            } as const;
            try {
              fresh.write.campaignMove(move);
            } catch (error) {
              expect(error).toMatchObject({ code: 'campaign.wrongState' });
            }
          }
        });
        const recount =
          'SELECT campaign_id AS id, state, count(*) AS people, sum(parts) AS parts FROM message GROUP BY 1, 2 ORDER BY 1, 2';
        const kept =
          'SELECT campaign_id AS id, state, people, parts FROM campaign_count WHERE people <> 0 OR parts <> 0 ORDER BY 1, 2';
        expect(fresh.db.prepare(kept).all()).toEqual(fresh.db.prepare(recount).all());
        // Nothing ever left `uncertain` for the line, and nobody was handed out twice without a proof in between.
        const path = fresh.db
          .prepare<[], { id: number; states: string }>(
            "SELECT message_id AS id, group_concat(to_state, ' ') AS states FROM (SELECT * FROM message_event ORDER BY id) GROUP BY message_id",
          )
          .all();
        for (const { states } of path)
          expect(states).not.toMatch(/uncertain.*(queued|submitting)|submitting submitting/);
      } finally {
        fresh.close();
      }
    }),
    { numRuns: 40 },
  );
});
