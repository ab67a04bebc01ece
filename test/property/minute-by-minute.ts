import { holidayDates } from '#domain/consent/hours/holiday-dates.ts';
import type { HoursRule } from '#domain/consent/hours/hours-rule.ts';

// The hours evaluated a second time: minute by minute, by what the zone's wall says, with a reader of its own. Nothing
// of the product's evaluator, clock or week reader is used; only the rows and the holiday dates are the same.

export const minuteMs = 60_000;
const dayNames = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

/** Every minute of a day that is allowed, Monday to Sunday, then a holiday (null: like other days). */
type Minutes = readonly (readonly boolean[] | null)[];

function minutesOf(notation: string): Minutes {
  const week = [...dayNames, 'holiday'].map((): boolean[] => Array.from({ length: 1440 }, () => false));
  let hasHoliday = false;
  for (const [, names = '', spans = ''] of notation.matchAll(/([a-z-]+) ([0-9:, -]+|none)/g)) {
    if (names === 'holiday') hasHoliday = true;
    const [first = '', last = first] = names.split('-');
    const days = names === 'holiday' ? [7] : [0, 1, 2, 3, 4, 5, 6].filter((day) => isBetween(day, first, last));
    for (const [, h1, m1, h2, m2] of spans.matchAll(/(\d+):(\d+)-(\d+):(\d+)/g)) {
      for (const day of days) week[day]?.fill(true, Number(h1) * 60 + Number(m1), Number(h2) * 60 + Number(m2));
    }
  }
  return hasHoliday ? week : [...week.slice(0, 7), null];
}

function isBetween(day: number, first: string, last: string): boolean {
  return day >= dayNames.indexOf(first) && day <= dayNames.indexOf(last);
}

const calendars = new Map<string, ReadonlySet<string>>();

function holidaysOf(name: string): ReadonlySet<string> {
  let dates = calendars.get(name);
  if (!dates) {
    const lines = [...(holidayDates[name] ?? '').matchAll(/(\d{4}): ([\d -]+)/g)];
    dates = new Set(
      lines.flatMap(([, year, days = '']) =>
        days
          .trim()
          .split(' ')
          .map((day) => `${year}-${day}`),
      ),
    );
    calendars.set(name, dates);
  }
  return dates;
}

export interface Wall {
  readonly date: string;
  /** 0 = Monday. */
  readonly weekday: number;
  readonly minute: number;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** What clock and calendar on a wall of the zone say, by the zone data of the platform. */
export function wallAt(zone: string, atMs: number): Wall {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('sv-SE', {
      timeZone: zone,
      weekday: 'short',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
    });
    formats.set(zone, format);
  }
  // 'tis 2026-11-24 21:40'
  const [, weekday = '', date = '', hour = '', minute = ''] =
    /(\S+) (\d{4}-\d\d-\d\d) (\d\d):(\d\d)/.exec(format.format(atMs).replace(',', '')) ?? [];
  const swedish = ['mån', 'tis', 'ons', 'tors', 'fre', 'lör', 'sön'];
  return { date, weekday: swedish.indexOf(weekday), minute: Number(hour) * 60 + Number(minute) };
}

const weeks = new Map<string, Minutes>();

/** The hours of a row in this wall minute; the last quarter of an hour before they end counts as closed. */
export function isAllowed(
  rule: Pick<HoursRule, 'window' | 'recommended' | 'holidayCalendar'>,
  { date, weekday, minute }: Wall,
): boolean {
  const notation = rule.recommended ?? rule.window;
  let week = weeks.get(notation);
  if (!week) weeks.set(notation, (week = minutesOf(notation)));
  const isHoliday = rule.holidayCalendar !== null && holidaysOf(rule.holidayCalendar).has(date);
  const minutes = (isHoliday ? week[7] : null) ?? week[weekday];
  return minutes?.[minute] === true && minutes[minute + 15] === true;
}
