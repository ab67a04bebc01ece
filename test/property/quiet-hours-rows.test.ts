import { describe, expect, test } from 'vitest';
import { hoursBook } from '#domain/consent/hours/hours-book.ts';
import type { HoursBook, HoursRule } from '#domain/consent/hours/hours-rule.ts';
import { QuietHours } from '#domain/consent/hours/quiet-hours.ts';
import { isAllowed, minuteMs, wallAt } from './minute-by-minute.ts';
import type { Wall } from './minute-by-minute.ts';

/** `npm run test:hours` looks at every minute of two years for every row; `npm test` at days chosen for trouble. */
const isFull = process.env['ASSENT_HOURS'] === 'full';
const fromMs = Date.UTC(2026, 10, 1);
const untilMs = Date.UTC(2028, 10, 1);
const dayMs = 86_400_000;
const days = (untilMs - fromMs) / dayMs;

/** An area code of each state that has hours of its own, and the zones of its ground, from a map. */
const states: Readonly<Record<string, readonly [area: string, ...zones: string[]]>> = {
  'US-AL': ['205', 'America/Chicago'],
  'US-CT': ['203', 'America/New_York'],
  'US-FL': ['850', 'America/New_York', 'America/Chicago'],
  'US-IL': ['312', 'America/Chicago'],
  'US-KY': ['270', 'America/New_York', 'America/Chicago'],
  'US-LA': ['504', 'America/Chicago'],
  'US-MD': ['410', 'America/New_York'],
  'US-MA': ['617', 'America/New_York'],
  'US-MI': ['906', 'America/Detroit', 'America/Menominee'],
  'US-MN': ['612', 'America/Chicago'],
  'US-MS': ['601', 'America/Chicago'],
  'US-NV': ['702', 'America/Los_Angeles'],
  'US-NJ': ['201', 'America/New_York'],
  'US-NM': ['505', 'America/Denver'],
  'US-OK': ['405', 'America/Chicago'],
  'US-PA': ['215', 'America/New_York'],
  'US-RI': ['401', 'America/New_York'],
  'US-SD': ['605', 'America/Chicago', 'America/Denver'],
  'US-TX': ['915', 'America/Denver', 'America/Chicago'],
  'US-UT': ['801', 'America/Denver'],
  'US-WA': ['206', 'America/Los_Angeles'],
  'US-WY': ['307', 'America/Denver'],
};

interface Case {
  readonly id: string;
  readonly country: string;
  readonly e164: string;
  readonly zones: readonly string[];
  readonly rules: readonly Pick<HoursRule, 'window' | 'recommended' | 'holidayCalendar'>[];
}

function caseOf(rule: HoursRule): Case {
  const { id, country, subdivision } = rule;
  // An area that was never given out: such a number may be anywhere in its country.
  if (subdivision === null)
    return { id, country, e164: `+${rule.callingCodes[0]}000000000`, zones: rule.tz.zones, rules: [rule] };
  const [area = '', ...zones] = states[subdivision] ?? [];
  const national = hoursBook.rules.find((each) => each.id === country);
  return { id, country, e164: `+1${area}5550100`, zones, rules: national ? [rule, national] : [rule] };
}

const noRow: Case = {
  id: 'a country without a row',
  country: 'FJ',
  e164: '+6797012345',
  zones: ['Pacific/Fiji'],
  rules: [{ window: 'mon-fri 09:00-20:00; sat 10:00-18:00', recommended: null, holidayCalendar: null }],
};
const cases = [...hoursBook.rules.map(caseOf), noRow];

/** Wall clocks by quarter of an hour, asked of the platform once; within a quarter the minutes go on. */
const walls = new Map<string, Wall>();

function wallIn(zone: string, atMs: number): Wall {
  const quarter = Math.floor(atMs / (15 * minuteMs));
  const key = `${zone} ${quarter}`;
  let wall = walls.get(key);
  if (!wall) walls.set(key, (wall = wallAt(zone, quarter * 15 * minuteMs)));
  return { ...wall, minute: wall.minute + Math.floor(atMs / minuteMs - quarter * 15) };
}

function isAllowedIn({ zones, rules }: Case, atMs: number): boolean {
  return zones.every((zone) => rules.every((rule) => isAllowed(rule, wallIn(zone, atMs))));
}

/** Days on which the clock of a zone moves, found by comparing noons. */
function changesOf(zone: string): number[] {
  const noon = (day: number): number => wallAt(zone, fromMs + day * dayMs + dayMs / 2).minute;
  return Array.from({ length: days - 1 }, (_, day) => day).filter((day) => noon(day) !== noon(day + 1));
}

/** Days spread over the two years, those on which a clock moves, and the holidays at the turn of a year. */
function daysToLookAt({ zones }: Case, seed: number): readonly number[] {
  const spread = Array.from({ length: 10 }, (_, at) => (seed * 37 + at * 73) % days);
  const turnOfYear = [45, 54, 55, 60, 61];
  const changes = zones.flatMap((zone) =>
    changesOf(zone)
      .slice(0, 2)
      .flatMap((day) => [day, day + 1]),
  );
  return [...new Set([...spread, ...turnOfYear, ...changes])];
}

/** Instants at which hours begin or end: each quarter of an hour and the minute before. */
function* instantsOf(example: Case, seed: number): Generator<number> {
  if (isFull) {
    for (let at = fromMs; at < untilMs; at += minuteMs) yield at;
    return;
  }
  for (const day of daysToLookAt(example, seed)) {
    for (let quarter = 0; quarter < 96; quarter += 1) {
      const at = fromMs + day * dayMs + quarter * 15 * minuteMs;
      yield at - minuteMs;
      yield at;
    }
  }
}

/** Instants at which the two evaluations differ; no more than a few. */
function disagreements(book: HoursBook, example: Case, seed: number): string[] {
  const { country, e164 } = example;
  const hours = new QuietHours(book).of({ country, e164, ownZone: null, purpose: 'marketing' });
  const found: string[] = [];
  for (const at of instantsOf(example, seed)) {
    if (hours.isOpen(at) !== isAllowedIn(example, at)) found.push(new Date(at).toISOString());
    if (found.length > 3) break;
  }
  return found;
}

describe.each(cases)('$id', (example) => {
  const seed = cases.indexOf(example);

  test('is open in the minutes in which a wall clock says so', { timeout: 600_000 }, () => {
    expect(disagreements(hoursBook, example, seed)).toEqual([]);
    walls.clear();
  });

  test('opens next in the first minute that is open, and in none before', () => {
    const { country, e164 } = example;
    const hours = new QuietHours(hoursBook).of({ country, e164, ownZone: null, purpose: 'newsletter' });
    for (let at = 0; at < (isFull ? 400 : 4); at += 1) {
      const askedMs = fromMs + ((seed * 7919 + at * 104_729) % (days * 1440)) * minuteMs + 17_000;
      let first = askedMs;
      if (!isAllowedIn(example, first)) {
        first = Math.ceil(askedMs / minuteMs) * minuteMs;
        while (!isAllowedIn(example, first) && first < askedMs + 14 * dayMs) first += minuteMs;
      }
      expect(hours.nextOpen(askedMs)).toBe(first);
    }
  });
});

describe('the comparison notices', () => {
  const without = (change: (rule: HoursRule) => HoursRule | null): HoursBook => ({
    ...hoursBook,
    rules: hoursBook.rules.map(change).filter((rule) => rule !== null),
  });
  const example = (id: string): Case => cases.find((each) => each.id === id) ?? noRow;

  test.each([
    ['a forgotten zone', 'AU', { tz: { mode: 'single', zones: ['Australia/Sydney'] } }],
    ['a forgotten calendar', 'ZA', { holidayCalendar: null }],
    ['the wider window', 'FR', { recommended: null }],
    ['a window a quarter too long', 'IN', { window: 'mon-sun 10:00-21:15' }],
    ['a forgotten Sunday', 'US-AL', { window: 'mon-sun 08:00-20:00; holiday none' }],
  ] as const)('%s (%s)', (_, id, change) => {
    const book = without((rule) => (rule.id === id ? ({ ...rule, ...change } as HoursRule) : rule));
    expect(disagreements(book, example(id), 1).length).toBeGreaterThan(0);
  });

  test('a state without its row', () => {
    const book = without((rule) => (rule.id === 'US-RI' ? null : rule));
    expect(disagreements(book, example('US-RI'), 1).length).toBeGreaterThan(0);
  });
});
