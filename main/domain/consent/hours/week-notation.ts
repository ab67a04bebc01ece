import { ok, refuse } from '#domain/kernel/result.ts';
import type { Result } from '#domain/kernel/result.ts';

/** Minutes of a day, [start, end): `[540, 1200]` is nine to eight. */
export type Window = readonly [from: number, to: number];

/** The hours of a week, none of them past midnight. */
export interface Week {
  /** Monday to Sunday. */
  readonly days: readonly (readonly Window[])[];
  /** What replaces a day's hours on a holiday; null = holidays are ordinary days. */
  readonly holiday: readonly Window[] | null;
}

const dayNames = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const dayMinutes = 24 * 60;
/** Answers are kept a quarter of an hour long, so a window may begin and end on quarters only. */
const gridMinutes = 15;

/**
 * Reads `mon-fri 08:00-20:00; sat 09:00-13:00, 14:00-16:00; holiday none`: recipient-local hours, start inclusive, end
 * exclusive. A day that is not named has none; without `holiday` a holiday is a day like others. `fri 20:00-02:00` ends
 * on Saturday. Refused in words: an unknown day, a day named twice, a bad time, hours that overlap.
 */
export function readWeek(text: string): Result<Week, string> {
  const named = new Map<string, readonly Window[]>();
  for (const part of text.split(';')) {
    const problem = readPart(part.trim(), named);
    if (problem !== null) return refuse(problem);
  }
  const days = dayNames.map((day) => [...(named.get(day) ?? [])]);
  const holiday = named.get('holiday') ?? null;
  if (holiday?.some(([, to]) => to > dayMinutes) === true)
    return refuse('hours of a holiday cannot go on after midnight');
  const split = splitAtMidnight(days);
  const doubled = split.findIndex(overlaps);
  if (doubled >= 0) return refuse(`hours overlap on ${dayNames[doubled]}`);
  if (holiday !== null && overlaps(holiday)) return refuse('hours overlap on holiday');
  return ok({ days: split, holiday });
}

/** Reads one `DAYS HOURS` into `named`; answers what is wrong with it, or null. */
function readPart(part: string, named: Map<string, readonly Window[]>): string | null {
  const space = part.indexOf(' ');
  const days = readDays(part.slice(0, Math.max(0, space)));
  if (space < 0 || days === null) return `“${part}” does not begin with days such as mon-fri`;
  const windows: Window[] = [];
  const hours = part.slice(space + 1).trim();
  for (const span of hours === 'none' ? [] : hours.split(',')) {
    const window = readWindow(span.trim());
    if (window === null) return `“${span.trim()}” is no window such as 08:00-20:00 in whole quarters of an hour`;
    windows.push(window);
  }
  for (const day of days) {
    if (named.has(day)) return `${day} is named twice`;
    named.set(day, windows);
  }
  return null;
}

function readDays(text: string): readonly string[] | null {
  if (text === 'holiday') return ['holiday'];
  const [first, last, rest] = text.split('-');
  const from = dayNames.indexOf(first ?? '');
  const to = last === undefined ? from : dayNames.indexOf(last);
  return from < 0 || to < from || rest !== undefined ? null : dayNames.slice(from, to + 1);
}

/** A window that ends past midnight ends after minute 1440. */
function readWindow(text: string): Window | null {
  const match = /^(\d\d):(\d\d)-(\d\d):(\d\d)$/.exec(text);
  if (!match) return null;
  const [fromHour = 0, fromMinute = 0, toHour = 0, toMinute = 0] = match.slice(1).map(Number);
  if (fromHour > 23 || fromMinute > 59 || toMinute > 59) return null;
  const from = fromHour * 60 + fromMinute;
  const to = toHour * 60 + toMinute;
  if (to > dayMinutes || from === to || from % gridMinutes !== 0 || to % gridMinutes !== 0) return null;
  return [from, to > from ? to : to + dayMinutes];
}

/** What goes on after midnight becomes hours of the next day: a holiday there replaces it with the rest of that day. */
function splitAtMidnight(days: readonly (readonly Window[])[]): readonly (readonly Window[])[] {
  return days.map((windows, day) => {
    const before = days[(day + 6) % 7] ?? [];
    const late = before.filter(([, to]) => to > dayMinutes).map(([, to]): Window => [0, to - dayMinutes]);
    const own = windows.map(([from, to]): Window => [from, Math.min(to, dayMinutes)]);
    return [...late, ...own].toSorted(([a], [b]) => a - b);
  });
}

function overlaps(windows: readonly Window[]): boolean {
  const sorted = windows.toSorted(([a], [b]) => a - b);
  return sorted.some(([from], at) => at > 0 && from < (sorted[at - 1]?.[1] ?? 0));
}

/** Whether every minute of `inner` is one of `outer`. Hours that touch in `outer` count as two. */
export function isWithin(inner: Week, outer: Week): boolean {
  return inner.days.every((windows, day) =>
    windows.every(([from, to]) => outer.days[day]?.some(([open, close]) => open <= from && to <= close)),
  );
}
