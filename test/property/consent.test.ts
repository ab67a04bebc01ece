import * as fc from 'fast-check';
import { expect, test } from 'vitest';
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
  tick,
  tuesdayMs,
} from '../support/workspace.ts';
import type { TestWorkspace } from '../support/workspace.ts';

const everyone = [0, 1, 2, 3];
const who = fc.constantFrom(...everyone);
const purpose = fc.constantFrom(...purposes);

const step = fc.oneof(
  fc.record({
    kind: fc.constant('import' as const),
    people: fc.subarray(everyone, { minLength: 1 }),
    optOut: fc.boolean(),
  }),
  fc.record({ kind: fc.constant('grant' as const), people: fc.subarray(everyone, { minLength: 1 }), purpose }),
  fc.record({ kind: fc.constant('stop' as const), who, text: fc.constantFrom('STOP', 'stop.', 'Unsubscribe') }),
  fc.record({ kind: fc.constant('chat' as const), who }),
  fc.record({ kind: fc.constant('block' as const), who }),
  fc.record({ kind: fc.constant('start' as const), purpose }),
  fc.record({ kind: fc.constant('tick' as const), claim: fc.integer({ min: 1, max: 3 }) }),
  fc.record({ kind: fc.constant('restart' as const) }),
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

/** What a person wants, kept beside the product and knowing nothing of it. */
class Wishes {
  readonly stopped = new Set<string>();
  readonly granted = new Set<string>();
  readonly known = new Set<string>();

  mayGet(e164: string, wanted: Purpose): boolean {
    if (this.stopped.has(e164)) return false;
    return this.granted.has(`${e164} ${wanted}`) || (wanted === 'transactional' && this.known.has(e164));
  }
}

class Run {
  readonly workspace: TestWorkspace = makeWorkspace();
  readonly wishes = new Wishes();
  readonly campaigns: { readonly id: number; readonly purpose: Purpose }[] = [];
  texts = 0;
  #turn = 0;

  take(given: Step): void {
    const { workspace, wishes } = this;
    this.#turn += 1;
    const nowMs = tuesdayMs + this.#turn * 1_000;
    switch (given.kind) {
      case 'import':
        importPeople(
          workspace,
          given.people.map((index) => person(index, { isOptOut: given.optOut && index === 0 })),
        );
        for (const index of given.people) wishes.known.add(numberOf(index));
        if (given.optOut && given.people.includes(0)) wishes.stopped.add(numberOf(0));
        return;
      case 'grant':
        grant(workspace, given.purpose, given.people.map(numberOf), nowMs);
        for (const index of given.people) wishes.granted.add(`${numberOf(index)} ${given.purpose}`);
        return;
      case 'stop':
        reply(workspace, numberOf(given.who), given.text, `m${this.#turn}`, nowMs);
        wishes.stopped.add(numberOf(given.who));
        return;
      case 'chat':
        reply(workspace, numberOf(given.who), 'Can I stop by tomorrow?', `m${this.#turn}`, nowMs);
        return;
      case 'block':
        workspace.write.block({ e164: numberOf(given.who), reason: 'operator', detail: '', by: 'A tester', nowMs });
        wishes.stopped.add(numberOf(given.who));
        return;
      case 'start':
        return this.#start(given.purpose, nowMs);
      case 'tick':
        return this.#tick(given.claim, nowMs);
      case 'restart':
        workspace.write.recover({ nowMs });
        for (const { id, state } of workspace.read.campaignsIn({ states: ['paused'] })) {
          if (state === 'paused') workspace.write.campaignMove({ id, event: 'resume', reason: null, nowMs });
        }
    }
  }

  #start(wanted: Purpose, nowMs: number): void {
    try {
      const id = startCampaign(this.workspace, { purpose: wanted, nowMs });
      this.campaigns.push({ id, purpose: wanted });
    } catch (error) {
      expect(error).toMatchObject({ code: 'campaign.nobody' });
    }
  }

  #tick(claim: number, nowMs: number): void {
    for (const { id, purpose: wanted } of this.campaigns) {
      const { claimed } = tick(this.workspace, id, claim, { nowMs });
      for (const text of claimed) {
        this.texts += 1;
        expect(this.wishes.mayGet(text.to, wanted), `${text.to} got ${wanted}`).toBe(true);
      }
      const results = claimed.slice(0, 2).map((text) => accepted(text.messageId, `g${text.messageId}`, nowMs));
      tick(this.workspace, id, 0, { nowMs, results });
    }
  }
}

test('whatever happens in whatever order, nobody is texted after a STOP, nor without a ground', () => {
  let texts = 0;
  fc.assert(
    fc.property(fc.array(step, { minLength: 5, maxLength: 30 }), (steps) => {
      const run = new Run();
      try {
        run.take({ kind: 'import', people: everyone, optOut: false });
        for (const each of steps) run.take(each);
        run.take({ kind: 'tick', claim: 3 });
        expect(run.workspace.read.ledgerCheck({}).ok).toBe(true);
        texts += run.texts;
      } finally {
        run.workspace.close();
      }
    }),
    { numRuns: 60 },
  );
  // The property would also hold for a gate that never lets anything through.
  expect(texts).toBeGreaterThan(20);
});
