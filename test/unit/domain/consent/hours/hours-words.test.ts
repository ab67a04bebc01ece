import { describe, expect, test } from 'vitest';
import { quietHours } from '#domain/consent/hours/hours-answer.ts';
import type { Purpose } from '#domain/consent/purpose.ts';

function reason(country: string | null, e164: string, at: string, ownZone: string | null = null): string {
  const purpose: Purpose = 'marketing';
  return quietHours({ country, e164, ownZone, purpose }, Date.parse(at)).reason;
}

const southAfrica = ['ZA', '+27824100001'] as const;

describe('why a text waits', () => {
  test.each([
    ['2026-11-24T21:40+02:00', 'It is 21:40 in Johannesburg; texts to South Africa may leave again tomorrow at 08:00'],
    ['2026-11-25T06:10+02:00', 'It is 06:10 in Johannesburg; texts to South Africa may leave again at 08:00'],
    [
      '2026-11-27T19:50+02:00',
      'It is 19:50 in Johannesburg and the hours end within 15 minutes; texts to South Africa may leave again tomorrow at 09:00',
    ],
    [
      '2026-11-29T10:00+02:00',
      'It is 10:00 on a Sunday in Johannesburg; texts to South Africa may leave again tomorrow at 08:00',
    ],
    // Christmas is a Friday, the next day a holiday of its own, then comes a Sunday.
    [
      '2026-12-25T10:00+02:00',
      'It is 10:00 on a public holiday in Johannesburg; texts to South Africa may leave again on Monday at 08:00',
    ],
    [
      '2031-03-03T10:00+02:00',
      'The public holidays of this year are not known for Johannesburg; texts to South Africa wait for a newer Assent that knows them',
    ],
    ['2026-11-24T12:00+02:00', ''],
  ])('%s', (at, words) => {
    expect(reason(...southAfrica, at)).toBe(words);
  });

  test('names the zone that is closed, and the one that is last to open', () => {
    expect(reason('US', '+18505550100', '2026-11-24T21:00-05:00')).toBe(
      'It is 20:00 in Chicago; texts to the United States may leave again tomorrow at 10:00',
    );
    expect(reason('AU', '+61412345678', '2026-11-25T20:30+10:30')).toBe(
      'It is 20:30 in Adelaide; texts to Australia may leave again tomorrow at 11:30, when it is 09:00 in Perth',
    );
  });

  test('says when zones have no hour in common, and when nobody knows the zone', () => {
    // Half the world apart: an evening there is a morning here.
    expect(reason('NZ', '+64211234567', '2026-11-25T12:00Z', 'Europe/London')).toMatch(
      /^It is 01:00 in Auckland; texts to New Zealand wait: the zones have no hour in common/,
    );
    expect(reason(null, '+870773111632', '2026-11-25T12:00Z')).toMatch(/^Nobody knows what time it is for this person/);
  });
});

test('the answer names rows with their sources, caps, labels and waivers', () => {
  const at = Date.parse('2026-11-24T22:30+07:00');
  const answer = quietHours({ country: 'VN', e164: '+84912345678', ownZone: null, purpose: 'marketing' }, at);
  expect(answer).toMatchObject({
    open: false,
    opensAtMs: Date.parse('2026-11-25T08:00+07:00'),
    zones: ['Asia/Ho_Chi_Minh'],
    rules: [{ id: 'VN', enforce: 'hard', caps: [{ max: 3, perHours: 24 }], label: { body_prefix: '[QC]' } }],
    closings: [{ ruleId: 'VN', zone: 'Asia/Ho_Chi_Minh', localTime: '2026-11-24 22:30', because: 'hours' }],
  });
  expect(answer.rules[0]?.sources[0]?.url).toMatch(/^https:/);
  const ecuador = quietHours({ country: 'EC', e164: '+593991234567', ownZone: null, purpose: 'marketing' }, at);
  expect(ecuador.rules).toMatchObject([{ isWithoutHolidays: true }]);
});

test('a state’s row binds beside its country’s', () => {
  const at = Date.parse('2026-11-29T13:00-06:00'); // A Sunday: none in Alabama, from noon in the United States.
  const answer = quietHours({ country: 'US', e164: '+12055550100', ownZone: null, purpose: 'marketing' }, at);
  expect(answer).toMatchObject({ open: false, subdivision: 'US-AL', closings: [{ ruleId: 'US-AL', because: 'day' }] });
  expect(answer.rules.map(({ id }) => id)).toEqual(['US', 'US-AL']);
});
