import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { decide, gateChecks } from '#domain/consent/gate.ts';
import type { GateFacts } from '#domain/consent/gate.ts';
import { purposes } from '#domain/consent/purpose.ts';

const facts: fc.Arbitrary<GateFacts> = fc.record({
  atMs: fc.integer({ min: Date.UTC(2026, 10, 1), max: Date.UTC(2026, 11, 31) }),
  purpose: fc.constantFrom(...purposes),
  number: fc
    .record({
      textable: fc.boolean(),
      place: fc.constantFrom(['ZA', '+27824100001'], ['GB', '+447400123456'], ['US', '+18505550100'], [null, '+800']),
      ownZone: fc.constantFrom(null, 'America/Chicago', 'nowhere'),
    })
    .map(({ place: [country = null, e164], textable, ownZone }) => ({ textable, country, e164: e164 ?? '', ownZone })),
  suppression: fc.option(
    fc.record({ reason: fc.constantFrom('keyword', 'operator', 'carrier', 'import', 'reassigned') }),
  ),
  isReviewPending: fc.boolean(),
  gateway: fc.constantFrom('accepted', 'notAccepted', 'sheetChanged'),
  consent: fc.constantFrom('granted', 'withdrawn', 'none'),
  isKnown: fc.boolean(),
  isRepeat: fc.boolean(),
  text: fc.constantFrom('', 'Acme: hi. Reply STOP', 'hi. Reply STOP', 'Acme: hi', 'hi'),
  missingFields: fc.constantFrom([], ['first_name']),
  sender: fc.constantFrom(null, 'Acme', '+27821234567'),
  business: fc.constant('Acme'),
});

test('a text is allowed when no check objects, and only then; the strongest objection decides', () => {
  const order = ['defer', 'hold', 'reject'];
  fc.assert(
    fc.property(facts, (given) => {
      const decision = decide(given);
      const objections = gateChecks.flatMap(({ check }) => check(given) ?? []);
      expect(decision.denials).toEqual(objections);
      expect(decision.allowed).toBe(objections.length === 0);
      if (decision.allowed) return;
      const strongest = Math.max(...objections.map(({ outcome }) => order.indexOf(outcome)));
      expect(order.indexOf(decision.decisive.outcome)).toBe(strongest);
    }),
    { numRuns: 2_000 },
  );
});

test('nothing else can make up for a block, an unaccepted sheet, a number that cannot be texted, or a missing permission', () => {
  fc.assert(
    fc.property(facts, (given) => {
      const { allowed } = decide(given);
      if (!allowed) return;
      expect(given.suppression).toBeNull();
      expect(given.isReviewPending && ['marketing', 'newsletter'].includes(given.purpose)).toBe(false);
      expect(given.gateway).toBe('accepted');
      expect(given.number.textable).toBe(true);
      expect(given.missingFields).toEqual([]);
      if (given.purpose === 'transactional') expect(given.consent === 'granted' || given.isKnown).toBe(true);
      else expect(given.consent).toBe('granted');
      expect(given.consent).not.toBe('withdrawn');
    }),
    { numRuns: 5_000 },
  );
});
