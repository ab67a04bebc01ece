import { describe, expect, test } from 'vitest';
import { hoursBook } from '#domain/consent/hours/hours-book.ts';
import type { HoursRule } from '#domain/consent/hours/hours-rule.ts';
import { QuietHours } from '#domain/consent/hours/quiet-hours.ts';
import type { PlaceHours } from '#domain/consent/hours/quiet-hours.ts';
import { localTime } from '#domain/consent/hours/zone-clock.ts';

const minuteMs = 60_000;

/** The hours of a country with one zone and one row. */
function hoursWith(window: string, zone: string): PlaceHours {
  const row = hoursBook.rules.find(({ id }) => id === 'ZA') as HoursRule;
  const rules = [{ ...row, window, recommended: null, tz: { mode: 'single' as const, zones: [zone] } }];
  const subject = { country: 'ZA', e164: '+27824100001', ownZone: null, purpose: 'marketing' } as const;
  return new QuietHours({ ...hoursBook, rules }).of(subject);
}

/** The stretches in which it is open, as UTC minutes of the day. */
function stretches(hours: PlaceHours, fromMs: number, untilMs: number): string[] {
  const found: string[] = [];
  let since: number | null = null;
  for (let at = fromMs; at <= untilMs; at += minuteMs) {
    if (hours.isOpen(at) && since === null) since = at;
    if (!hours.isOpen(at) && since !== null) {
      found.push(`${new Date(since).toISOString().slice(5, 16)} ${new Date(at).toISOString().slice(5, 16)}`);
      since = null;
    }
  }
  return found;
}

describe('clocks that move', () => {
  test('a gap: hours that begin in it begin after it', () => {
    // London, 28 March 2027: 01:00 becomes 02:00, at 01:00 UTC.
    const hours = hoursWith('sun 01:30-04:00', 'Europe/London');
    expect(stretches(hours, Date.UTC(2027, 2, 27, 22), Date.UTC(2027, 2, 28, 12))).toEqual(['03-28T01:00 03-28T02:45']);
  });

  test('an hour that comes twice is open both times', () => {
    // London, 25 October 2026: 02:00 becomes 01:00, at 01:00 UTC.
    const hours = hoursWith('sun 01:00-02:00', 'Europe/London');
    // 01:00 to 02:00 in summer time goes over into 01:00 to 02:00 in winter time: no end lies between.
    expect(stretches(hours, Date.UTC(2026, 9, 24, 22), Date.UTC(2026, 9, 25, 12))).toEqual(['10-25T00:00 10-25T01:45']);
  });

  test('half an hour on Lord Howe Island', () => {
    // 4 April 2027: 02:00 at +11 becomes 01:30 at +10:30, at 15:00 UTC the day before.
    expect(localTime(Date.UTC(2027, 3, 3, 14, 59), 'Australia/Lord_Howe').minute).toBe(119);
    expect(localTime(Date.UTC(2027, 3, 3, 15, 0), 'Australia/Lord_Howe').minute).toBe(90);
  });
});

describe('hours past midnight', () => {
  test('are one stretch with its margin at the end', () => {
    const hours = hoursWith('fri 20:00-02:00', 'Africa/Johannesburg');
    expect(stretches(hours, Date.UTC(2026, 10, 27), Date.UTC(2026, 10, 29))).toEqual(['11-27T18:00 11-27T23:45']);
  });

  test('end at midnight where a holiday follows', () => {
    // 25 and 26 December 2026, Friday and Saturday, are holidays in South Africa; here Thursday night goes on.
    const hours = hoursWith('thu 20:00-02:00; holiday none', 'Africa/Johannesburg');
    expect(stretches(hours, Date.UTC(2026, 11, 24), Date.UTC(2026, 11, 26))).toEqual(['12-24T18:00 12-24T21:45']);
  });

  test('windows that touch have no margin between them', () => {
    const hours = hoursWith('mon 08:00-12:00, 12:00-14:00', 'Africa/Johannesburg');
    expect(stretches(hours, Date.UTC(2026, 10, 23), Date.UTC(2026, 10, 24))).toEqual(['11-23T06:00 11-23T11:45']);
  });
});
