import { describe, expect, test } from 'vitest';
import { hoursBook } from '#domain/consent/hours/hours-book.ts';
import type { HoursBook, HoursRule } from '#domain/consent/hours/hours-rule.ts';
import { readBook } from '#domain/consent/hours/read-book.ts';
import { QuietHours } from '#domain/consent/hours/quiet-hours.ts';

const at = hoursBook.rules.findIndex(({ id }) => id === 'ZA');

/** The shipped book with one row changed; a key set to undefined is left out. */
function withRow(change: object): HoursBook {
  const rules = hoursBook.rules.map((rule) => {
    if (rule.id !== 'ZA') return rule;
    return Object.fromEntries(
      Object.entries({ ...rule, ...change }).filter(([, value]) => value !== undefined),
    ) as unknown as HoursRule;
  });
  return { ...hoursBook, rules };
}

function problems(book: HoursBook): readonly object[] {
  const read = readBook(book);
  return read.ok ? [] : read.reason;
}

describe('the shipped hours', () => {
  test('have no mistake: 67 rows, each with a source and a degree of trust', () => {
    expect(problems(hoursBook)).toEqual([]);
    expect(hoursBook.rules).toHaveLength(67);
    expect(hoursBook.rules.every(({ sources }) => sources.length > 0)).toBe(true);
    const trust = ['high', 'medium', 'low'].map(
      (degree) => hoursBook.rules.filter(({ confidence }) => confidence === degree).length,
    );
    expect(trust).toEqual([13, 24, 30]);
  });

  test('are as the laws and operators have them, for the rows that matter most', () => {
    const row = (id: string) => hoursBook.rules.find((rule) => rule.id === id);
    expect(row('ZA')).toMatchObject({ window: 'mon-fri 08:00-20:00; sat 09:00-13:00; holiday none', enforce: 'hard' });
    expect(row('US-TX')).toMatchObject({ window: 'mon-sat 09:00-21:00; sun 12:00-21:00' });
    expect(row('CO')).toMatchObject({
      caps: [
        { max: 1, perHours: 24 },
        { max: 1, perHours: 168 },
      ],
    });
    expect(row('VN')).toMatchObject({ label: { body_prefix: '[QC]' }, caps: [{ max: 3, perHours: 24 }] });
    expect(row('KR')).toMatchObject({ waiver: 'separate_night_consent' });
    expect(hoursBook.rules.filter(({ appliesTo }) => appliesTo.includes('service')).map(({ id }) => id)).toEqual([
      'IN',
      'CO',
    ]);
  });
});

describe('a mistake is refused with its place', () => {
  test.each([
    ['a key nobody knows', { hours: '9-5' }, '.hours', 'there is no such key'],
    ['a key that is missing', { enforce: undefined }, '.enforce', 'it is missing'],
    ['a word nobody knows', { enforce: 'firm' }, '.enforce', 'it holds what it may not'],
    ['a purpose nobody knows', { appliesTo: ['fun'] }, '.appliesTo', 'it holds what it may not'],
    ['a cap without a number', { caps: [{ max: '1', perHours: 24, scope: '' }] }, '.caps', 'it holds what it may not'],
    ['hours that overlap', { window: 'mon 08:00-12:00, 11:00-20:00' }, '.window', 'hours overlap on mon'],
    [
      'a zone nobody knows',
      { tz: { mode: 'single', zones: ['Africa/Durban'] } },
      '.tz.zones',
      'no zone is called “Africa/Durban”',
    ],
    ['no zone', { tz: { mode: 'all_zones', zones: [] } }, '.tz.zones', 'there is none'],
    [
      'too many zones',
      { tz: { mode: 'single', zones: ['UTC', 'Africa/Lagos'] } },
      '.tz.zones',
      'there are several for the mode “single”',
    ],
    ['a source nobody knows', { sources: ['hearsay'] }, '.sources', 'no source is called “hearsay”'],
    ['a calendar nobody knows', { holidayCalendar: 'ZB' }, '.holidayCalendar', 'no calendar is called “ZB”'],
    ['hours wider than the law', { recommended: 'mon 07:00-20:00' }, '.recommended', 'it has hours outside the window'],
  ])('%s', (_, change, field, reason) => {
    expect(problems(withRow(change))).toContainEqual({ place: `rules[${at}] (ZA)${field}`, reason });
    expect(() => new QuietHours(withRow(change))).toThrow(`rules[${at}] (ZA)${field}: ${reason}`);
  });

  test('a row that is there twice, or under the name of another place', () => {
    const first = hoursBook.rules[0] as HoursRule;
    expect(problems({ ...hoursBook, rules: [...hoursBook.rules, first] })).toEqual([
      { place: 'rules[67] (US).id', reason: 'an earlier row has it' },
    ]);
    expect(problems(withRow({ country: 'KE' }))).toEqual([
      { place: `rules[${at}] (ZA).id`, reason: 'it is not the code of its place' },
    ]);
  });

  test.each([
    ['2026: 02-30', '“2026-02-30” is no date'],
    ['2026: 1-1', '“2026-1-1” is no date'],
    ['MMXXVI: 01-01', '“MMXXVI” is no year'],
    ['2026: 01-01\n2028: 01-01', '2028 does not follow the year before'],
  ])('a calendar of %s', (dates, reason) => {
    const book = { ...hoursBook, holidays: { ...hoursBook.holidays, FR: dates } };
    expect(problems(book)).toContainEqual({ place: 'holidays.FR', reason });
  });

  test('a default that cannot be read', () => {
    const book = { ...hoursBook, fallback: { ...hoursBook.fallback, window: 'any time' } };
    expect(problems(book)).toMatchObject([{ place: 'fallback.window' }]);
  });
});
