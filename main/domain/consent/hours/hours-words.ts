import type { PlaceHours, Closing } from './quiet-hours.ts';
import { localTime } from './zone-clock.ts';

const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const withArticle = new Set(['AE', 'GB', 'NL', 'PH', 'US', 'DO', 'CF', 'BS', 'GM', 'MV', 'KM']);
const names = new Intl.DisplayNames(['en'], { type: 'region' });
const dayMs = 86_400_000;

/** A zone's town: 'America/New_York' -> 'New York', 'America/Argentina/Buenos_Aires' -> 'Buenos Aires'. */
function townOf(zone: string): string {
  return (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ');
}

function countryWords(country: string | null): string {
  if (country === null) return 'a number of no country';
  return `${withArticle.has(country) ? 'the ' : ''}${names.of(country) ?? country}`;
}

function clockWords(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
}

/** '08:00', 'tomorrow at 08:00', 'on Monday at 08:00', 'on 2026-12-28 at 08:00': seen from `nowMs` in the zone. */
function whenWords(atMs: number, nowMs: number, zone: string): string {
  const at = localTime(atMs, zone);
  const now = localTime(nowMs, zone);
  const days = (Date.parse(at.date) - Date.parse(now.date)) / dayMs;
  const clock = clockWords(at.minute);
  if (days === 0) return `at ${clock}`;
  if (days === 1) return `tomorrow at ${clock}`;
  return `on ${days < 7 ? weekdays[at.weekday] : at.date} at ${clock}`;
}

interface Now {
  readonly town: string;
  readonly clock: string;
  readonly weekday: string;
}

const nowWords: Readonly<Record<Closing['because'], (now: Now) => string>> = {
  hours: ({ town, clock }) => `It is ${clock} in ${town}`,
  day: ({ town, clock, weekday }) => `It is ${clock} on a ${weekday} in ${town}`,
  margin: ({ town, clock }) => `It is ${clock} in ${town} and the hours end within 15 minutes`,
  holiday: ({ town, clock }) => `It is ${clock} on a public holiday in ${town}`,
  holidaysUnknown: ({ town }) => `The public holidays of this year are not known for ${town}`,
  zoneUnknown: () => 'Nobody knows what time it is for this person',
};

function nowIn(zone: string, atMs: number): Now {
  if (zone === '') return { town: '', clock: '', weekday: '' };
  const { minute, weekday } = localTime(atMs, zone);
  return { town: townOf(zone), clock: clockWords(minute), weekday: weekdays[weekday] ?? '' };
}

const said = new WeakMap<PlaceHours, { readonly minute: number; readonly words: string }>();

/** As `sentence`, made once a minute for everybody with the same hours. */
export function hoursWords(hours: PlaceHours, atMs: number): string {
  const minute = Math.floor(atMs / 60_000);
  const known = said.get(hours);
  if (known?.minute === minute) return known.words;
  const words = sentence(hours, atMs);
  said.set(hours, { minute, words });
  return words;
}

/**
 * Why a text waits, for the person who sends it: 'It is 21:40 in Johannesburg; texts to South Africa may leave again
 * tomorrow at 08:00'. Times are those of the zone that is named; where another zone decides when it opens, that is said.
 */
function sentence(hours: PlaceHours, atMs: number): string {
  const [closing] = hours.closings(atMs);
  if (closing === undefined) return '';
  const to = `texts to ${countryWords(hours.country)}`;
  const why = nowWords[closing.because](nowIn(closing.zone, atMs));
  const nextMs = hours.nextOpen(atMs);
  if (nextMs === null) return `${why}; ${to} ${waitWords(hours, closing)}`;
  return `${why}; ${to} may leave again ${whenWords(nextMs, atMs, closing.zone)}${elsewhere(hours, nextMs, closing.zone)}`;
}

/** What would change it where no hour of the next two weeks is open. */
function waitWords(hours: PlaceHours, { because }: Closing): string {
  if (because === 'holidaysUnknown') return 'wait for a newer Assent that knows them';
  if (hours.place.zones.length < 2) return 'wait: give this person a time zone';
  return 'wait: the zones have no hour in common in the next two weeks. Give this person a time zone';
}

/** Where another zone than the named one is the last to open: its name and its hour. */
function elsewhere(hours: PlaceHours, openMs: number, named: string): string {
  const last = hours.closings(openMs - 1);
  const [other] = last;
  if (other === undefined || last.some(({ zone }) => zone === named)) return '';
  return `, when it is ${clockWords(localTime(openMs, other.zone).minute)} in ${townOf(other.zone)}`;
}
