import { countryHours, defaultWeek, holidayDates } from './quiet-hours-data.ts';
import type { CountryHours } from './quiet-hours-data.ts';
import { countryZones } from './country-zones.ts';

/** Nothing is handed over in the last minutes of a window: delivery takes time (consent.md 3.2). */
export const marginMinutes = 15;

const minuteMs = 60_000;
/** With two weeks and no opening in all zones at once there is none: the person needs a zone of their own. */
const horizonMinutes = 14 * 24 * 60;

/** The hours for a country and every zone a number of it may be in. */
export function hoursFor(country: string | null): CountryHours {
  const known = country === null ? undefined : countryHours.get(country);
  if (known) return known;
  const zones = (country === null ? undefined : countryZones.get(country)) ?? ['Etc/UTC'];
  return { zones, week: defaultWeek, holiday: null, calendar: null };
}

interface LocalTime {
  /** `YYYY-MM-DD`. */
  readonly date: string;
  /** 0 = Monday. */
  readonly weekday: number;
  readonly minute: number;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatFor(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
    });
    formats.set(zone, format);
  }
  return format;
}

/** Wall-clock time in a zone at an instant. */
export function localTime(atMs: number, zone: string): LocalTime {
  const parts = new Map(
    formatFor(zone)
      .formatToParts(atMs)
      .map((part) => [part.type, part.value]),
  );
  const date = `${parts.get('year')}-${parts.get('month')}-${parts.get('day')}`;
  const weekday = (new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7;
  return { date, weekday, minute: Number(parts.get('hour')) * 60 + Number(parts.get('minute')) };
}

function windowsOn(hours: CountryHours, local: LocalTime): readonly (readonly [number, number])[] {
  const isHoliday = hours.calendar !== null && holidayDates.get(hours.calendar)?.has(local.date) === true;
  return isHoliday && hours.holiday !== null ? hours.holiday : (hours.week[local.weekday] ?? []);
}

function isOpenIn(hours: CountryHours, zone: string, atMs: number): boolean {
  const local = localTime(atMs, zone);
  return windowsOn(hours, local).some(([from, to]) => local.minute >= from && local.minute < to - marginMinutes);
}

/** The last answer per country: a send asks thousands of times within one minute, and windows change on whole minutes. */
const lastAnswer = new Map<string, { readonly minute: number; readonly isOpen: boolean }>();

/** True when advertising may be handed over at this instant in every zone the person may be in. */
export function isOpen(country: string | null, atMs: number): boolean {
  const key = country ?? '';
  const minute = Math.floor(atMs / minuteMs);
  const known = lastAnswer.get(key);
  if (known?.minute === minute) return known.isOpen;
  const hours = hoursFor(country);
  const answer = hours.zones.every((zone) => isOpenIn(hours, zone, atMs));
  lastAnswer.set(key, { minute, isOpen: answer });
  return answer;
}

/**
 * The first instant from `fromMs` on at which the window is open in every candidate zone; null when there is none within
 * two weeks. Walks in quarter hours, then back to the exact minute: windows and zone offsets move by at least that.
 */
export function nextOpen(country: string | null, fromMs: number): number | null {
  if (isOpen(country, fromMs)) return fromMs;
  const start = Math.ceil(fromMs / minuteMs) * minuteMs;
  for (let minute = 0; minute <= horizonMinutes; minute += 15) {
    const at = start + minute * minuteMs;
    if (!isOpen(country, at)) continue;
    let first = at;
    while (first - minuteMs >= start && isOpen(country, first - minuteMs)) first -= minuteMs;
    return first;
  }
  return null;
}
