import { localTime } from '#domain/consent/hours/zone-clock.ts';

const dayMs = 24 * 60 * 60 * 1000;
const minuteMs = 60_000;

/** A calendar date so many days later (or earlier): `addDays('2026-02-28', 1)` is `2026-03-01`. */
export function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10);
}

/** The first instant of a date in a zone: midnight, or the end of a gap in the clock that swallows it. */
export function startOfDayMs(date: string, zone: string): number {
  const asUtc = Date.parse(`${date}T00:00:00Z`);
  // Zones are at most 14 hours from UTC; the first quarter of an hour with this date is the day's beginning.
  for (let at = asUtc - 15 * 60 * minuteMs; at <= asUtc + 15 * 60 * minuteMs; at += 15 * minuteMs) {
    if (localTime(at, zone).date >= date) return at;
  }
  return asUtc;
}
