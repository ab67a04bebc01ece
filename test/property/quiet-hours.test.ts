import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hoursOf } from '#domain/consent/hours/quiet-hours.ts';
import type { PlaceHours } from '#domain/consent/hours/quiet-hours.ts';
import { localTime } from '#domain/consent/hours/zone-clock.ts';

// The rules written down a second time, from the reference table and the laws' own clock changes, with plain arithmetic
// instead of time zone data, and compared minute by minute.

const minuteMs = 60_000;
const days = 14;

interface Zone {
  /** Minutes east of UTC before and after the clock change. */
  readonly before: number;
  readonly after: number;
  readonly changeMs: number;
}

interface Rule {
  /** Allowed hours, Monday to Sunday, as hours of the day; null = none. */
  readonly week: readonly (readonly [number, number] | null)[];
  readonly zones: readonly Zone[];
  /** Local dates without any hours. */
  readonly holidays: readonly string[];
}

function isAllowed(rule: Rule, atMs: number): boolean {
  return rule.zones.every(({ before, after, changeMs }) => {
    const local = new Date(atMs + (atMs < changeMs ? before : after) * minuteMs);
    if (rule.holidays.includes(local.toISOString().slice(0, 10))) return false;
    const window = rule.week[(local.getUTCDay() + 6) % 7];
    const hour = local.getUTCHours() + local.getUTCMinutes() / 60;
    // The last quarter of an hour is left free: delivery takes time.
    return window != null && hour >= window[0] && hour < window[1] - 0.25;
  });
}

const never = Number.MAX_SAFE_INTEGER;
const still = (minutes: number): Zone => ({ before: minutes, after: minutes, changeMs: never });
const every = (
  hours: readonly [number, number],
  saturday: readonly [number, number] | null,
  sunday: readonly [number, number] | null,
) => [hours, hours, hours, hours, hours, saturday, sunday] as const;

const britain = every([9, 20], [10, 18], null);
const america = every([10, 20], [10, 20], [12, 20]);
const southAfrica = every([8, 20], [9, 13], null);

/** Offsets from UTC in hours of New York, Chicago, Denver, Los Angeles and Anchorage in winter. */
const american = [-5, -6, -7, -8, -9];

const cases: readonly {
  readonly name: string;
  readonly country: string;
  readonly fromMs: number;
  readonly rule: Rule;
}[] = [
  {
    name: 'Britain, clocks back on 25 October 2026',
    country: 'GB',
    fromMs: Date.UTC(2026, 9, 18),
    rule: { week: britain, zones: [{ before: 60, after: 0, changeMs: Date.UTC(2026, 9, 25, 1) }], holidays: [] },
  },
  {
    name: 'Britain, clocks forward on 28 March 2027',
    country: 'GB',
    fromMs: Date.UTC(2027, 2, 21),
    rule: { week: britain, zones: [{ before: 0, after: 60, changeMs: Date.UTC(2027, 2, 28, 1) }], holidays: [] },
  },
  {
    name: 'the United States, clocks back on 1 November 2026',
    country: 'US',
    fromMs: Date.UTC(2026, 9, 25),
    rule: {
      week: america,
      zones: [
        ...american.map((hours) => ({
          before: (hours + 1) * 60,
          after: hours * 60,
          changeMs: Date.UTC(2026, 10, 1, 1 - hours),
        })),
        still(-7 * 60),
        still(-10 * 60),
      ],
      holidays: [],
    },
  },
  {
    name: 'the United States, clocks forward on 14 March 2027',
    country: 'US',
    fromMs: Date.UTC(2027, 2, 7),
    rule: {
      week: america,
      zones: [
        ...american.map((hours) => ({
          before: hours * 60,
          after: (hours + 1) * 60,
          changeMs: Date.UTC(2027, 2, 14, 2 - hours),
        })),
        still(-7 * 60),
        still(-10 * 60),
      ],
      holidays: [],
    },
  },
  {
    name: 'South Africa with the holiday of 16 December 2026',
    country: 'ZA',
    fromMs: Date.UTC(2026, 11, 7),
    rule: { week: southAfrica, zones: [still(120)], holidays: ['2026-12-16'] },
  },
  {
    name: 'India',
    country: 'IN',
    fromMs: Date.UTC(2026, 10, 1),
    rule: { week: every([10, 21], [10, 21], [10, 21]), zones: [still(330)], holidays: [] },
  },
];

/** The hours for offers to a number of the country that says no more than its country. */
function hoursIn(country: string | null): PlaceHours {
  return hoursOf({ country, e164: '+000000000', ownZone: null, purpose: 'marketing' });
}

describe.each(cases)('$name', ({ country, fromMs, rule }) => {
  const hours = hoursIn(country);
  const minutes = days * 24 * 60;
  const expected = Array.from({ length: minutes }, (_, minute) => isAllowed(rule, fromMs + minute * minuteMs));

  test('every minute of two weeks is open or closed as the rule says', () => {
    expect(new Set(expected).size).toBe(2);
    const wrong = expected.flatMap((open, minute) => {
      const atMs = fromMs + minute * minuteMs;
      return hours.isOpen(atMs) === open ? [] : [new Date(atMs).toISOString()];
    });
    expect(wrong).toEqual([]);
  });

  test('the next opening is the first open minute, never a later one', () => {
    fc.assert(
      fc.property(fc.nat((days - 5) * 24 * 60), fc.nat(59_999), (minute, rest) => {
        const nowMs = fromMs + minute * minuteMs + rest;
        const next = hours.nextOpen(nowMs);
        const first = expected[minute] ? nowMs : fromMs + expected.indexOf(true, minute + 1) * minuteMs;
        expect(next).toBe(first);
      }),
      { numRuns: 150 },
    );
  });
});

test('a country without a row gets the cautious hours, also at its own night', () => {
  const nairobiNeighbour = hoursIn('UG'); // Three hours east of UTC.
  expect(nairobiNeighbour.isOpen(Date.UTC(2026, 10, 24, 12))).toBe(true);
  expect(nairobiNeighbour.isOpen(Date.UTC(2026, 10, 24, 5, 59))).toBe(false);
  expect(nairobiNeighbour.isOpen(Date.UTC(2026, 10, 29, 12))).toBe(false); // A Sunday.
});

test('where nobody knows what time it is, it is never open', () => {
  for (const country of [null, 'ZZ']) {
    const hours = hoursIn(country);
    for (let hour = 0; hour < 24 * 7; hour += 1) expect(hours.isOpen(Date.UTC(2026, 10, 23, hour))).toBe(false);
    expect(hours.nextOpen(Date.UTC(2026, 10, 23))).toBeNull();
  }
});

test('the local time is that of the zone, also in the hour that comes twice', () => {
  expect(localTime(Date.UTC(2026, 9, 25, 0, 30), 'Europe/London')).toEqual({
    date: '2026-10-25',
    weekday: 6,
    minute: 90,
  });
  expect(localTime(Date.UTC(2026, 9, 25, 1, 30), 'Europe/London')).toEqual({
    date: '2026-10-25',
    weekday: 6,
    minute: 90,
  });
  expect(localTime(Date.UTC(2026, 11, 31, 22), 'Africa/Johannesburg')).toEqual({
    date: '2027-01-01',
    weekday: 4,
    minute: 0,
  });
});
