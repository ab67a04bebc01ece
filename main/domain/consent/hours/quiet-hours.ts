import { isAdvertising } from '../purpose.ts';
import type { Purpose } from '../purpose.ts';
import { hoursBook } from './hours-book.ts';
import type { HoursBook, HoursRule } from './hours-rule.ts';
import { areaOf, placeOf } from './number-place.ts';
import type { NumberPlace } from './number-place.ts';
import { readBook } from './read-book.ts';
import type { ReadyBook, ReadyRule } from './read-book.ts';
import type { Window } from './week-notation.ts';
import { clockOf, quarterMs } from './zone-clock.ts';
import type { ZoneClock } from './zone-clock.ts';

/** Nothing is handed over in the last quarter of an hour of a window: delivery takes time (consent.md 3.2). */
const marginQuarters = 1;

/** With two weeks and no opening in all zones at once there is none: the person needs a zone of their own. */
const horizonQuarters = 14 * 96;
const quarterMinutes = quarterMs / 60_000;
const dayMinutes = 24 * 60;

/** Whose hours are asked for. */
export interface HoursSubject {
  /** ISO 3166-1 alpha-2; null for a number of no country. */
  readonly country: string | null;
  readonly e164: string;
  /** The zone the workspace has for this person. */
  readonly ownZone: string | null;
  readonly purpose: Purpose;
}

/** A row that is closed at an instant, and where; `default` where no row is known. */
export interface Closing {
  readonly ruleId: string;
  readonly zone: string;
  /** `YYYY-MM-DD HH:MM` there. */
  readonly localTime: string;
  readonly window: string;
  readonly because: 'hours' | 'day' | 'margin' | 'holiday' | 'holidaysUnknown' | 'zoneUnknown';
}

/** The rule for a number of no known row: our own cautious hours. */
const defaultId = 'default';

interface Hours {
  readonly id: string;
  readonly ready: Pick<ReadyRule, 'week' | 'calendar'>;
  readonly text: string;
}

/** The hours of everybody with the same rows and the same zones; an answer is kept for the quarter of an hour asked last. */
export class PlaceHours {
  readonly country: string | null;
  readonly place: NumberPlace;
  /** The rows that hold this purpose; none: any hour will do. */
  readonly rules: readonly HoursRule[];
  readonly isDefault: boolean;
  readonly #hours: readonly Hours[];
  readonly #clocks: readonly ZoneClock[];
  #askedQuarter = Number.NaN;
  #answer = false;
  #nextAsked = Number.NaN;
  #next: number | null = null;

  constructor(country: string | null, place: NumberPlace, rules: readonly ReadyRule[], fallback: Hours | null) {
    this.country = country;
    this.place = place;
    this.rules = rules.map(({ rule }) => rule);
    this.isDefault = fallback !== null;
    const own = rules.map((ready) => ({
      id: ready.rule.id,
      ready,
      text: ready.rule.recommended ?? ready.rule.window,
    }));
    this.#hours = fallback === null ? own : [...own, fallback];
    this.#clocks = place.zones.map((zone) => clockOf(zone)).filter((clock) => clock !== null);
  }

  /** True when a text may be handed over at this instant in every zone the person may be in. */
  isOpen(atMs: number): boolean {
    const quarter = Math.floor(atMs / quarterMs);
    if (quarter !== this.#askedQuarter) {
      this.#answer = this.#isOpenIn(quarter);
      this.#askedQuarter = quarter;
    }
    return this.#answer;
  }

  /** The first instant from `fromMs` on at which it is open; null when there is none within two weeks. */
  nextOpen(fromMs: number): number | null {
    if (this.isOpen(fromMs)) return fromMs;
    const quarter = Math.floor(fromMs / quarterMs);
    if (quarter !== this.#nextAsked) {
      this.#next = this.#searchFrom(quarter);
      this.#nextAsked = quarter;
    }
    return this.#next;
  }

  /** Every row that is closed at this instant, with the zone in which it is; empty when open. */
  closings(atMs: number): readonly Closing[] {
    if (this.isOpen(atMs)) return [];
    const quarter = Math.floor(atMs / quarterMs);
    if (this.#clocks.length === 0)
      return [{ ruleId: defaultId, zone: '', localTime: '', window: '', because: 'zoneUnknown' }];
    return this.#hours.flatMap(({ id, ready, text }) =>
      this.#clocks.flatMap((clock): Closing[] => {
        const because = reasonOf(ready, clock, quarter);
        return because === null
          ? []
          : [{ ruleId: id, zone: clock.zone, localTime: shown(clock, atMs), window: text, because }];
      }),
    );
  }

  #searchFrom(quarter: number): number | null {
    if (this.#clocks.length === 0) return null;
    for (let at = quarter + 1; at <= quarter + horizonQuarters; at += 1) {
      if (this.#isOpenIn(at)) return at * quarterMs;
    }
    return null;
  }

  /** Open in a quarter of an hour: no window closes within it, nor in the margin after it. */
  #isOpenIn(quarter: number): boolean {
    if (this.#hours.length === 0) return true;
    if (this.#clocks.length === 0) return false;
    return this.#hours.every(({ ready }) =>
      this.#clocks.every(
        (clock) => isWindow(ready, clock, quarter) && isWindow(ready, clock, quarter + marginQuarters),
      ),
    );
  }
}

/** Minutes since 1970-01-01 on the zone's wall. */
function wallMinute(clock: ZoneClock, quarter: number): number {
  return quarter * quarterMinutes + clock.offset(quarter);
}

function windowsOn({ week, calendar }: Hours['ready'], day: number): readonly Window[] {
  if (week.holiday !== null && calendar !== null) {
    // Beyond the years whose holidays are known every day may be one.
    if (day < calendar.firstDay || day > calendar.lastDay || calendar.days.has(day)) return week.holiday;
  }
  // 1 January 1970 was a Thursday.
  return week.days[(((day + 3) % 7) + 7) % 7] ?? [];
}

function isWindow(ready: Hours['ready'], clock: ZoneClock, quarter: number): boolean {
  const wall = wallMinute(clock, quarter);
  const day = Math.floor(wall / dayMinutes);
  const minute = wall - day * dayMinutes;
  for (const [from, to] of windowsOn(ready, day)) if (minute >= from && minute < to) return true;
  return false;
}

function reasonOf(ready: Hours['ready'], clock: ZoneClock, quarter: number): Closing['because'] | null {
  if (isWindow(ready, clock, quarter)) return isWindow(ready, clock, quarter + marginQuarters) ? null : 'margin';
  const day = Math.floor(wallMinute(clock, quarter) / dayMinutes);
  const { calendar, week } = ready;
  if (calendar !== null && week.holiday !== null) {
    if (day < calendar.firstDay || day > calendar.lastDay) return 'holidaysUnknown';
    if (calendar.days.has(day)) return 'holiday';
  }
  return windowsOn(ready, day).length === 0 ? 'day' : 'hours';
}

function shown(clock: ZoneClock, atMs: number): string {
  const local = new Date(atMs + clock.offset(Math.floor(atMs / quarterMs)) * 60_000);
  return local.toISOString().slice(0, 16).replace('T', ' ');
}

/** The hours of a collection of rows, for one person after the other. */
export class QuietHours {
  readonly #book: ReadyBook;
  readonly #fallbackText: string;
  readonly #byCountry = new Map<string, readonly ReadyRule[]>();
  readonly #known = new Map<string, PlaceHours>();

  /** Throws when the collection has a mistake; `readBook` says where. */
  constructor(book: HoursBook) {
    const read = readBook(book);
    if (!read.ok)
      throw new Error(`hours refused: ${read.reason.map(({ place, reason }) => `${place}: ${reason}`).join('; ')}`);
    this.#book = read.value;
    this.#fallbackText = book.fallback.window;
    for (const ready of this.#book.rules) {
      const { country } = ready.rule;
      this.#byCountry.set(country, [...(this.#byCountry.get(country) ?? []), ready]);
    }
  }

  /** The hours of one person for one purpose; the same object for everybody with the same country, area code and zone. */
  of({ country, e164, ownZone, purpose }: HoursSubject): PlaceHours {
    const area = areaOf(country, e164);
    const key = `${country} ${area} ${purpose} ${ownZone ?? ''}`;
    let hours = this.#known.get(key);
    if (hours === undefined) {
      hours = this.#make(country, area, ownZone, purpose);
      // What people type into a zone field must not fill the memory.
      if (this.#known.size > 20_000) this.#known.clear();
      this.#known.set(key, hours);
    }
    return hours;
  }

  /** The country's row binds, and beside it that of the state or province the area code was given out in. */
  #make(country: string | null, area: string, ownZone: string | null, purpose: Purpose): PlaceHours {
    const rows = (country === null ? undefined : this.#byCountry.get(country)) ?? [];
    const national = rows.find(({ rule }) => rule.subdivision === null) ?? null;
    const place = placeOf(country, area, ownZone, national?.rule ?? null);
    const regional = rows.find(({ rule }) => rule.subdivision !== null && rule.subdivision === place.subdivision);
    const binding = [national, regional ?? null].filter((row) => row !== null);
    const held = binding.filter(({ rule }) => rule.appliesTo.includes(purpose));
    const isUnknown = binding.length === 0 && isAdvertising(purpose);
    const { fallback: week } = this.#book;
    const fallback = { id: defaultId, ready: { week, calendar: null }, text: this.#fallbackText };
    return new PlaceHours(country, place, held, isUnknown ? fallback : null);
  }
}

let shipped: QuietHours | null = null;

/** The hours of one person by the rows that are shipped. */
export function hoursOf(subject: HoursSubject): PlaceHours {
  shipped ??= new QuietHours(hoursBook);
  return shipped.of(subject);
}

/** Every zone that a number of a country may be in, the usual one first; none for an unknown country. */
export function zonesOf(country: string): readonly string[] {
  return hoursOf({ country, e164: '', ownZone: null, purpose: 'marketing' }).place.zones;
}
