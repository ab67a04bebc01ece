import { describe, expect, test } from 'vitest';
import { gateCodes } from '#domain/consent/gate-codes.ts';
import type { GateCode, GateOutcome } from '#domain/consent/gate-codes.ts';
import { gateWords } from '#domain/consent/gate-words.ts';
import { decide, gateChecks } from '#domain/consent/gate.ts';
import type { GateFacts } from '#domain/consent/gate.ts';
import { purposes } from '#domain/consent/purpose.ts';

const dayMs = Date.UTC(2026, 10, 24, 8); // Tuesday, 10:00 in Johannesburg.
const nightMs = Date.UTC(2026, 10, 24, 21);

const number = { textable: true, country: 'ZA', e164: '+27824100001', ownZone: null };

/** Everything in order, advertising. */
const fine: GateFacts = {
  atMs: dayMs,
  purpose: 'marketing',
  number,
  suppression: null,
  isReviewPending: false,
  gateway: 'accepted',
  consent: 'granted',
  isKnown: true,
  isRepeat: false,
  text: 'Acme: 20 % off today. Reply STOP to opt out',
  missingFields: [],
  sender: null,
  business: 'Acme',
};

/** Each refusal: the one fact that brings it, and the check that must see it. */
const cases: readonly {
  readonly check: string;
  readonly code: GateCode;
  readonly outcome: GateOutcome;
  readonly change: Partial<GateFacts>;
}[] = [
  { check: 'number', code: 'NUM_INVALID', outcome: 'reject', change: { number: { ...number, textable: false } } },
  { check: 'suppression', code: 'SUPPRESSED', outcome: 'reject', change: { suppression: { reason: 'keyword' } } },
  { check: 'suppression', code: 'SUPPRESSED', outcome: 'reject', change: { suppression: { reason: 'carrier' } } },
  { check: 'suppression', code: 'SUPPRESSED', outcome: 'reject', change: { suppression: { reason: 'import' } } },
  { check: 'suppression', code: 'BLOCKLISTED', outcome: 'reject', change: { suppression: { reason: 'operator' } } },
  { check: 'reply', code: 'REASSIGNED', outcome: 'reject', change: { suppression: { reason: 'reassigned' } } },
  { check: 'reply', code: 'REVIEW_PENDING', outcome: 'reject', change: { isReviewPending: true } },
  {
    check: 'reply',
    code: 'REVIEW_PENDING',
    outcome: 'reject',
    change: { purpose: 'newsletter', isReviewPending: true },
  },
  { check: 'gateway', code: 'NO_GATEWAY_ACCEPTANCE', outcome: 'hold', change: { gateway: 'notAccepted' } },
  { check: 'gateway', code: 'MANIFEST_CHANGED', outcome: 'hold', change: { gateway: 'sheetChanged' } },
  { check: 'consent', code: 'NO_CONSENT', outcome: 'reject', change: { consent: 'none' } },
  { check: 'consent', code: 'NO_CONSENT', outcome: 'reject', change: { consent: 'withdrawn' } },
  { check: 'hours', code: 'QUIET_HOURS', outcome: 'defer', change: { atMs: nightMs } },
  { check: 'repeat', code: 'DUPLICATE', outcome: 'reject', change: { isRepeat: true } },
  { check: 'fields', code: 'MISSING_FIELD', outcome: 'reject', change: { missingFields: ['first_name'] } },
  { check: 'empty', code: 'EMPTY_TEXT', outcome: 'reject', change: { purpose: 'transactional', text: ' \n' } },
  { check: 'sender', code: 'NO_SENDER', outcome: 'reject', change: { text: '20 % off today. Reply STOP to opt out' } },
  { check: 'wayOut', code: 'NO_OPTOUT', outcome: 'reject', change: { text: 'Acme: 20 % off today.' } },
  {
    check: 'content',
    code: 'SHORTENER',
    outcome: 'reject',
    change: { number: { ...fine.number, country: 'US' }, purpose: 'service', text: 'Acme: see bit.ly/x' },
  },
  {
    check: 'content',
    code: 'LABEL_MISSING',
    outcome: 'reject',
    change: { number: { ...fine.number, country: 'VN' } },
  },
  {
    check: 'content',
    code: 'CONTACT_IN_TEXT',
    outcome: 'reject',
    change: {
      number: { ...fine.number, country: 'AE' },
      sender: 'AD-ACME',
      text: 'Acme: acme.example. Reply STOP to opt out',
    },
  },
  { check: 'content', code: 'TOO_LONG', outcome: 'reject', change: { purpose: 'service', text: 'x'.repeat(919) } },
  { check: 'content', code: 'NO_REPLY_PATH', outcome: 'reject', change: { sender: 'ACME' } },
];

/** The gate as it would be with one of its checks gone. */
function allowsWithout(check: string, facts: GateFacts): boolean {
  return gateChecks.filter(({ name }) => name !== check).every((kept) => kept.check(facts) === null);
}

test('with everything in order it allows', () => {
  for (const purpose of purposes) expect(decide({ ...fine, purpose }), purpose).toEqual({ allowed: true, denials: [] });
});

describe.each(cases)('$code by $change', ({ check, code, outcome, change }) => {
  const facts = { ...fine, ...change };

  test('is refused with its code and outcome', () => {
    const decision = decide(facts);
    expect(decision).toMatchObject({ allowed: false, decisive: { code, outcome } });
    expect(decision.denials.map((denial) => denial.code)).toEqual([code]);
  });

  test(`would be let through without the ${check} check`, () => {
    expect(allowsWithout(check, facts)).toBe(true);
    expect(allowsWithout('none of them', facts)).toBe(false);
  });
});

test('every code has a case and words, and every check is needed by one', () => {
  expect(new Set(cases.map(({ code }) => code))).toEqual(new Set(gateCodes));
  expect(new Set(cases.map(({ check }) => check))).toEqual(new Set(gateChecks.map(({ name }) => name)));
  for (const code of gateCodes) {
    expect(gateWords[code].words.length).toBeGreaterThan(5);
    expect(gateWords[code].action.length).toBeGreaterThan(5);
  }
});

describe('consent for a purpose', () => {
  const allowed = (change: Partial<GateFacts>): boolean => decide({ ...fine, ...change }).allowed;

  test('a known person may be texted about an order; a stranger and one who withdrew may not', () => {
    const order = { purpose: 'transactional', consent: 'none' } as const;
    expect(allowed({ ...order, isKnown: true })).toBe(true);
    expect(allowed({ ...order, isKnown: false })).toBe(false);
    expect(allowed({ ...order, consent: 'withdrawn', isKnown: true })).toBe(false);
  });

  test.each(['service', 'newsletter', 'marketing'] as const)(
    '%s needs its own grant, however well known',
    (purpose) => {
      expect(allowed({ purpose, consent: 'none', isKnown: true })).toBe(false);
    },
  );

  test('a reply that waits for a decision blocks advertising only, a number of somebody else everything', () => {
    expect(purposes.filter((purpose) => allowed({ purpose, isReviewPending: true }))).toEqual([
      'transactional',
      'service',
    ]);
    expect(purposes.filter((purpose) => allowed({ purpose, suppression: { reason: 'reassigned' } }))).toEqual([]);
  });

  test('quiet hours hold advertising only, but in India service texts too', () => {
    const night = (change: Partial<GateFacts>) =>
      purposes.filter((purpose) => allowed({ ...change, purpose, atMs: nightMs }));
    expect(night({})).toEqual(['transactional', 'service']);
    expect(night({ number: { ...number, country: 'IN', e164: '+919876543210' } })).toEqual(['transactional']);
  });
});

describe('several refusals at once', () => {
  test('a rejection outweighs a hold, a hold outweighs a wait, the first of equals decides', () => {
    const night = { ...fine, atMs: nightMs };
    const code = (facts: GateFacts): string | null => {
      const decision = decide(facts);
      return decision.allowed ? null : decision.decisive.code;
    };
    expect(code({ ...night, gateway: 'notAccepted' })).toBe('NO_GATEWAY_ACCEPTANCE');
    expect(code({ ...night, gateway: 'notAccepted', isRepeat: true })).toBe('DUPLICATE');
    expect(code({ ...night, suppression: { reason: 'keyword' }, consent: 'none' })).toBe('SUPPRESSED');
  });

  test('a wait names the hour it ends', () => {
    const decision = decide({ ...fine, atMs: nightMs });
    expect(decision.denials[0]).toMatchObject({
      notBeforeMs: Date.UTC(2026, 10, 25, 6),
      detail: 'It is 23:00 in Johannesburg; texts to South Africa may leave again tomorrow at 08:00',
    });
  });
});
