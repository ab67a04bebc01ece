import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { CountryCode } from '#domain/phone/parse-phone.ts';
import { grant, importPeople, makeWorkspace, person, startCampaign, tick, tuesdayMs } from '../support/workspace.ts';
import type { TestWorkspace } from '../support/workspace.ts';

// One campaign to people all over the world: each waits for the hours of their own place, and no longer.

let workspace: TestWorkspace;
beforeEach(() => {
  workspace = makeWorkspace();
});
afterEach(() => workspace.close());

const durban = '+27824100001';
const miami = '+13055550100';
const pensacola = '+18505550100';
const birmingham = '+12055550100';
const sydney = '+61412345678';
const perth = '+61412345679';
const everybody = [durban, miami, pensacola, birmingham, sydney, perth];

function load(zoneOfPerth = 'Australia/Perth'): void {
  const countries: readonly CountryCode[] = ['ZA', 'US', 'US', 'US', 'AU', 'AU'];
  const people = everybody.map((e164, at) =>
    person(at, {
      e164,
      country: countries[at] ?? null,
      fields: [
        ['full_name', `Person ${at}`],
        ['time_zone', e164 === perth ? zoneOfPerth : ''],
      ],
    }),
  );
  importPeople(workspace, people);
  grant(workspace, 'marketing', everybody);
}

/** Who is handed out at an instant. */
function handedOut(id: number, at: string): string[] {
  return tick(workspace, id, 64, { nowMs: Date.parse(at) }).claimed.map(({ to }) => to);
}

describe('at build', () => {
  test('who may not be texted now has an hour of their own', () => {
    load();
    const id = startCampaign(workspace, { purpose: 'marketing' });
    const waits = workspace.db
      .prepare<[number], { e164: string; at: number; code: string | null; detail: string | null }>(
        'SELECT e164, not_before_ms AS at, code, detail FROM message WHERE campaign_id = ?',
      )
      .all(id);
    const opens = Object.fromEntries(
      waits.map(({ e164, at }) => [e164, at === 0 ? 'now' : new Date(at).toISOString()]),
    );
    // 08:00 UTC on a Tuesday: 10:00 in Durban, 03:00 in Miami, 19:00 in Sydney, 16:00 in Perth.
    expect(opens).toEqual({
      [durban]: 'now',
      [miami]: '2026-11-24T15:00:00.000Z',
      [pensacola]: '2026-11-24T16:00:00.000Z',
      [birmingham]: '2026-11-24T16:00:00.000Z',
      [sydney]: 'now',
      [perth]: 'now',
    });
    expect(waits.filter(({ code }) => code === 'QUIET_HOURS').map(({ e164 }) => e164)).toEqual([
      miami,
      pensacola,
      birmingham,
    ]);
    expect(waits.every(({ detail }) => detail === null)).toBe(true);
  });
});

describe('at dispatch', () => {
  test('each is claimed when all their zones are open, and not a minute before', () => {
    load();
    const id = startCampaign(workspace, { purpose: 'marketing', nowMs: Date.parse('2026-11-24T03:00Z') });
    // 09:00 in Perth is noon in Sydney; the number in Sydney may be in Perth.
    expect(handedOut(id, '2026-11-24T00:59:59Z')).toEqual([]);
    expect(handedOut(id, '2026-11-24T05:59:59Z')).toEqual([sydney, perth]);
    expect(handedOut(id, '2026-11-24T06:00Z')).toEqual([durban]);
    expect(handedOut(id, '2026-11-24T15:00Z')).toEqual([miami]);
    expect(handedOut(id, '2026-11-24T15:59:59Z')).toEqual([]);
    expect(handedOut(id, '2026-11-24T16:00Z')).toEqual([pensacola, birmingham]);
  });

  test('a text whose hour has passed while it waited waits for the next', () => {
    load();
    const id = startCampaign(workspace, { purpose: 'marketing' });
    // 20:30 in Sydney: closed there, open in Perth until 19:45.
    expect(handedOut(id, '2026-11-24T09:30Z')).toEqual([durban, perth]);
    const [row] = workspace.db
      .prepare<[string], { at: number; code: string }>('SELECT not_before_ms AS at, code FROM message WHERE e164 = ?')
      .all(sydney);
    expect(row).toEqual({ at: Date.parse('2026-11-25T01:00Z'), code: 'QUIET_HOURS' });
    expect(handedOut(id, '2026-11-25T01:00Z')).toContain(sydney);
  });

  test('on a Sunday nobody in Alabama, from noon on others', () => {
    load();
    const id = startCampaign(workspace, { purpose: 'marketing', nowMs: Date.parse('2026-11-29T12:00Z') });
    expect(handedOut(id, '2026-11-29T18:30Z')).toEqual([miami, pensacola]);
    expect(handedOut(id, '2026-11-30T16:00Z')).toContain(birmingham);
  });

  test('service texts and orders leave at night', () => {
    load();
    grant(workspace, 'service', everybody);
    const nightMs = Date.parse('2026-11-24T22:00Z');
    for (const purpose of ['service', 'transactional'] as const) {
      const id = startCampaign(workspace, { purpose, nowMs: nightMs });
      expect(handedOut(id, '2026-11-24T22:00Z'), purpose).toHaveLength(6);
    }
  });
});

describe('the zone a workspace has for a person', () => {
  test.each(['', 'Western Australia', '8'])('“%s” is none: all of the country counts', (zone) => {
    load(zone);
    const id = startCampaign(workspace, { purpose: 'marketing' });
    expect(handedOut(id, '2026-11-24T09:30Z')).toEqual([durban]);
  });

  test('from another country closes more, never less', () => {
    load('Pacific/Auckland');
    const id = startCampaign(workspace, { purpose: 'marketing' });
    // 10:30 in London and in no zone of Australia; 20:00 in Auckland closes what was open.
    expect(handedOut(id, '2026-11-24T07:00Z')).toEqual([durban, sydney]);
  });
});

test('the check says who waits and until when, in words', () => {
  load();
  const draft = {
    name: 'A sale',
    purpose: 'marketing',
    gatewayId: 1,
    sender: null,
    text: 'Acme: sale. Reply STOP to opt out',
    audience: { kind: 'all' },
  } as const;
  const check = workspace.read.preflight({ draft, gateway: 'accepted', atMs: tuesdayMs });
  expect(check).toMatchObject({ willGet: 6, later: 3, nextOpenAtMs: Date.parse('2026-11-24T15:00Z') });
  expect(check.holds[0]?.examples.map(({ detail }) => detail)).toEqual([
    'It is 03:00 in New York; texts to the United States may leave again at 10:00',
    'It is 02:00 in Chicago; texts to the United States may leave again at 10:00',
    'It is 02:00 in Chicago; texts to the United States may leave again at 10:00',
  ]);
});

test('a stranger is judged by the country of their number', () => {
  const decision = workspace.read.personDecision({ e164: '+447400123456', purpose: 'marketing', atMs: tuesdayMs });
  expect(decision.denials.map(({ code }) => code)).toEqual(['NO_CONSENT', 'QUIET_HOURS']);
  expect(decision.denials[1]).toMatchObject({ notBeforeMs: Date.parse('2026-11-24T09:00Z') });
});
