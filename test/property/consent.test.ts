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
  fc.record({
    kind: fc.constant('stop' as const),
    who,
    text: fc.constantFrom('STOP', 'stop.', 'Unsubscribe', 'Hou op asseblief', 'wrong number'),
  }),
  fc.record({ kind: fc.constant('restarts' as const), who }),
  fc.record({ kind: fc.constant('decide' as const), decision: fc.constantFrom('stop' as const, 'keep' as const) }),
  fc.record({ kind: fc.constant('late' as const) }),
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
  /** Stopped by a word of their own, which alone a START takes back. */
  readonly byWord = new Set<string>();
  /** Numbers with a reply that nobody has decided about, by the reply. */
  readonly waiting = new Map<number, string>();
  readonly granted = new Set<string>();
  readonly known = new Set<string>();

  mayGet(e164: string, wanted: Purpose): boolean {
    if (this.stopped.has(e164) || this.byWord.has(e164)) return false;
    const isAdvertising = wanted === 'marketing' || wanted === 'newsletter';
    if (isAdvertising && [...this.waiting.values()].includes(e164)) return false;
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
        // A file that repeats a STOP is no new reason.
        if (given.optOut && given.people.includes(0) && !wishes.byWord.has(numberOf(0))) {
          wishes.stopped.add(numberOf(0));
          this.#settle(numberOf(0));
        }
        return;
      case 'grant':
        grant(workspace, given.purpose, given.people.map(numberOf), nowMs);
        for (const index of given.people) wishes.granted.add(`${numberOf(index)} ${given.purpose}`);
        return;
      case 'stop':
        reply(workspace, numberOf(given.who), given.text, `m${this.#turn}`, nowMs);
        if (given.text === 'wrong number') wishes.stopped.add(numberOf(given.who));
        else wishes.byWord.add(numberOf(given.who));
        this.#settle(numberOf(given.who));
        return;
      case 'restarts':
        reply(workspace, numberOf(given.who), 'START', `m${this.#turn}`, nowMs);
        wishes.byWord.delete(numberOf(given.who));
        return;
      case 'chat':
        return this.#chat(numberOf(given.who), nowMs);
      case 'decide':
        return this.#decide(given.decision, nowMs);
      case 'late':
        // Nobody decided in time.
        workspace.write.reviewsOverdue({ nowMs: nowMs + 7 * 86_400_000 });
        for (const e164 of wishes.waiting.values()) wishes.byWord.add(e164);
        wishes.waiting.clear();
        return;
      case 'block':
        workspace.write.block({ e164: numberOf(given.who), reason: 'operator', detail: '', by: 'A tester', nowMs });
        wishes.stopped.add(numberOf(given.who));
        this.#settle(numberOf(given.who));
        return;
      case 'start':
        return this.#start(given.purpose, nowMs);
      case 'tick':
        return this.#tick(given.claim, nowMs);
      case 'restart':
        workspace.write.recover({ nowMs, trail: null, session: 'a run' });
        for (const { id, state } of workspace.read.campaignsIn({ states: ['paused'] })) {
          if (state === 'paused') workspace.write.campaignMove({ id, event: 'resume', reason: null, nowMs });
        }
    }
  }

  /** Whoever is stopped has nothing left to be decided. */
  #settle(e164: string): void {
    for (const [id, waiting] of this.wishes.waiting) if (waiting === e164) this.wishes.waiting.delete(id);
  }

  #chat(e164: string, nowMs: number): void {
    reply(this.workspace, e164, 'Can I stop by tomorrow?', `m${this.#turn}`, nowMs);
    const [newest] = this.workspace.read.inbox({ campaignId: null, filter: 'all', after: null, limit: 1 }).rows;
    if (this.wishes.stopped.has(e164) || this.wishes.byWord.has(e164)) return;
    this.wishes.waiting.set(newest?.id ?? 0, e164);
  }

  #decide(decision: 'stop' | 'keep', nowMs: number): void {
    const [id, e164] = [...this.wishes.waiting][0] ?? [];
    if (id === undefined || e164 === undefined) return;
    this.workspace.write.reviewDecide({ id, decision, by: 'A tester', reason: 'read it', nowMs });
    this.wishes.waiting.delete(id);
    if (decision === 'keep') return;
    this.wishes.byWord.add(e164);
    this.#settle(e164);
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
