const minuteMs = 60_000;
const dayMs = 86_400_000;
/** Zones move their clocks on whole quarters of an hour. */
export const quarterMs = 15 * minuteMs;
const quartersADay = 96;

export interface LocalTime {
  /** `YYYY-MM-DD`. */
  readonly date: string;
  /** 0 = Monday. */
  readonly weekday: number;
  readonly minute: number;
}

/**
 * A zone's distance from UTC at every quarter of an hour. The zone database is asked once a day of the zone; on the few
 * days on which its clock moves, once a quarter.
 */
export class ZoneClock {
  readonly zone: string;
  readonly #format: Intl.DateTimeFormat;
  /** By day since 1970-01-01 UTC: minutes east of UTC all day long, or a value a quarter. */
  readonly #days = new Map<number, number | readonly number[]>();

  /** Throws `RangeError` for a zone that does not exist. */
  constructor(zone: string) {
    this.zone = zone;
    this.#format = new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
    });
  }

  /** Minutes east of UTC in a quarter of an hour, numbered from 1970-01-01 UTC. */
  offset(quarter: number): number {
    const day = Math.floor(quarter / quartersADay);
    let known = this.#days.get(day);
    if (known === undefined) {
      known = this.#lookUp(day);
      // Two years of days; what comes after a long run of the program begins anew.
      if (this.#days.size > 800) this.#days.clear();
      this.#days.set(day, known);
    }
    return typeof known === 'number' ? known : (known[quarter - day * quartersADay] ?? 0);
  }

  #lookUp(day: number): number | readonly number[] {
    const first = this.#ask(day * dayMs);
    const last = this.#ask((day + 1) * dayMs - quarterMs);
    if (first === last) return first;
    return Array.from({ length: quartersADay }, (_, at) => this.#ask(day * dayMs + at * quarterMs));
  }

  #ask(atMs: number): number {
    const parts = new Map(this.#format.formatToParts(atMs).map(({ type, value }) => [type, Number(value)]));
    const part = (name: Intl.DateTimeFormatPartTypes): number => parts.get(name) ?? 0;
    const wallMs = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'));
    return Math.round((wallMs - atMs) / minuteMs);
  }
}

const clocks = new Map<string, ZoneClock | null>();
/** More names than zones exist: what people type into a field must not fill the memory. */
const clocksMax = 2000;

/** The clock of a zone, the same each time; null when there is no such zone. */
export function clockOf(zone: string): ZoneClock | null {
  let clock = clocks.get(zone);
  if (clock === undefined) {
    clock = makeClock(zone);
    if (clocks.size < clocksMax) clocks.set(zone, clock);
  }
  return clock;
}

function makeClock(zone: string): ZoneClock | null {
  try {
    return new ZoneClock(zone);
  } catch {
    return null;
  }
}

/** True for the name of a zone that exists, such as `Africa/Johannesburg`. */
export function isZone(zone: string): boolean {
  return clockOf(zone) !== null;
}

/** Wall-clock time in a zone at an instant; throws `RangeError` for a zone that does not exist. */
export function localTime(atMs: number, zone: string): LocalTime {
  const clock = clockOf(zone) ?? new ZoneClock(zone);
  const local = new Date(atMs + clock.offset(Math.floor(atMs / quarterMs)) * minuteMs);
  return {
    date: local.toISOString().slice(0, 10),
    weekday: (local.getUTCDay() + 6) % 7,
    minute: local.getUTCHours() * 60 + local.getUTCMinutes(),
  };
}
