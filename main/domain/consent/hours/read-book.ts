import { purposes } from '../purpose.ts';
import { ok, refuse } from '#domain/kernel/result.ts';
import type { Result } from '#domain/kernel/result.ts';
import type { HoursBook, HoursRule } from './hours-rule.ts';
import { isWithin, readWeek } from './week-notation.ts';
import type { Week } from './week-notation.ts';
import { isZone } from './zone-clock.ts';

/** A holiday calendar by days since 1970-01-01. What lies outside its years is not known. */
export interface Calendar {
  readonly name: string;
  readonly firstDay: number;
  readonly lastDay: number;
  readonly days: ReadonlySet<number>;
}

/** A row ready to be asked: the hours that are kept, and the holidays that replace them. */
export interface ReadyRule {
  readonly rule: HoursRule;
  readonly week: Week;
  /** Null where holidays are ordinary days, and where a row knows of holidays but nobody has their dates. */
  readonly calendar: Calendar | null;
}

export interface ReadyBook {
  readonly rules: readonly ReadyRule[];
  readonly fallback: Week;
}

/** Where a collection of hours is wrong: `rules[12] (US-NV).window`, and why. */
export interface HoursProblem {
  readonly place: string;
  readonly reason: string;
}

type Note = (place: string, reason: string) => void;
type Fields = Readonly<Record<string, unknown>>;

const isText = (value: unknown): boolean => typeof value === 'string';
const isTextOrNull = (value: unknown): boolean => value === null || isText(value);
const matches = (pattern: RegExp) => (value: unknown) => typeof value === 'string' && pattern.test(value);
const isOneOf = (words: readonly string[]) => (value: unknown) => words.includes(String(value));
const isListOf = (test: (value: unknown) => boolean) => (value: unknown) => Array.isArray(value) && value.every(test);
const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null;
const isPositive = (value: unknown): boolean => Number.isInteger(value) && Number(value) > 0;

const isCap = (value: unknown): boolean =>
  isFields(value) &&
  Object.keys(value).toSorted().join() === 'max,perHours,scope' &&
  isPositive(value['max']) &&
  isPositive(value['perHours']);

/** Every key of a row and what it may hold; a key that is not here is refused, and so is a row without one of them. */
const ruleShape: Readonly<Record<keyof HoursRule, (value: unknown) => boolean>> = {
  id: isText,
  country: matches(/^[A-Z]{2}$/),
  subdivision: (value) => value === null || matches(/^[A-Z]{2}-[A-Z0-9]{1,3}$/)(value),
  name: isText,
  callingCodes: isListOf(matches(/^\d{1,3}$/)),
  appliesTo: isListOf(isOneOf(purposes)),
  window: isText,
  recommended: isTextOrNull,
  enforce: isOneOf(['hard', 'soft']),
  basis: isOneOf(['regulation', 'statute', 'state_statute', 'operator', 'vendor', 'policy']),
  waiver: isOneOf(['none', 'written', 'separate_night_consent', 'paid_subscription', 'disputed_do_not_use']),
  holidayCalendar: isTextOrNull,
  tz: (value) =>
    isFields(value) &&
    isOneOf(['single', 'number_prefix_then_all', 'all_zones'])(value['mode']) &&
    isListOf(isText)(value['zones']),
  caps: isListOf(isCap),
  consentRequest: isOneOf(['after_recipient_action_only', 'prohibited', 'once_ever', 'unknown']),
  registry: (value) => value === null || (isFields(value) && isText(value['name']) && isText(value['check'])),
  label: (value) => value === null || isFields(value),
  confidence: isOneOf(['high', 'medium', 'low']),
  sources: isListOf(isText),
  note: isText,
};

/** Reads a collection of hours, or says every place where it is wrong. With one mistake nothing of it is used. */
export function readBook(book: HoursBook): Result<ReadyBook, readonly HoursProblem[]> {
  const problems: HoursProblem[] = [];
  const note: Note = (place, reason) => problems.push({ place, reason });
  const calendars = readCalendars(book, note);
  const fallback = readHours(book.fallback.window, 'fallback.window', note);
  const rules = book.rules.map((rule, at) =>
    readRule(rule, book, calendars, (field, reason) => note(`rules[${at}] (${rule.id})${field}`, reason)),
  );
  noteRepeats(book.rules, note);
  if (problems.length > 0 || fallback === null) return refuse(problems);
  return ok({ rules: rules.filter((rule) => rule !== null), fallback });
}

function readRule(
  rule: HoursRule,
  book: HoursBook,
  calendars: ReadonlyMap<string, Calendar>,
  note: Note,
): ReadyRule | null {
  if (!hasShape(rule, note)) return null;
  noteZones(rule, note);
  for (const name of rule.sources) if (!(name in book.sources)) note('.sources', `no source is called “${name}”`);
  const calendar = rule.holidayCalendar === null ? null : (calendars.get(rule.holidayCalendar) ?? null);
  if (rule.holidayCalendar !== null && calendar === null)
    note('.holidayCalendar', `no calendar is called “${rule.holidayCalendar}”`);
  const outer = readHours(rule.window, '.window', note);
  const inner = rule.recommended === null ? outer : readHours(rule.recommended, '.recommended', note);
  if (outer === null || inner === null) return null;
  if (!isWithin(inner, outer)) note('.recommended', 'it has hours outside the window');
  return { rule, week: inner, calendar };
}

function hasShape(rule: HoursRule, note: Note): boolean {
  const fields = rule as unknown as Fields;
  const unknown = Object.keys(fields).filter((key) => !(key in ruleShape));
  const wrong = Object.entries(ruleShape).filter(([key, test]) => !test(fields[key]));
  for (const key of unknown) note(`.${key}`, 'there is no such key');
  for (const [key] of wrong) note(`.${key}`, fields[key] === undefined ? 'it is missing' : 'it holds what it may not');
  return unknown.length + wrong.length === 0;
}

function noteZones({ tz: { mode, zones } }: HoursRule, note: Note): void {
  if (zones.length === 0) note('.tz.zones', 'there is none');
  if (mode === 'single' && zones.length > 1) note('.tz.zones', 'there are several for the mode “single”');
  for (const zone of zones) if (!isZone(zone)) note('.tz.zones', `no zone is called “${zone}”`);
}

function readHours(text: string, place: string, note: Note): Week | null {
  const week = readWeek(text);
  if (week.ok) return week.value;
  note(place, week.reason);
  return null;
}

function noteRepeats(rules: readonly HoursRule[], note: Note): void {
  const seen = new Set<string>();
  rules.forEach(({ id, country, subdivision }, at) => {
    if (id !== (subdivision ?? country)) note(`rules[${at}] (${id}).id`, 'it is not the code of its place');
    if (subdivision !== null && !subdivision.startsWith(`${country}-`))
      note(`rules[${at}] (${id}).subdivision`, `it is not in ${country}`);
    if (seen.has(id)) note(`rules[${at}] (${id}).id`, 'an earlier row has it');
    seen.add(id);
  });
}

function readCalendars(book: HoursBook, note: Note): ReadonlyMap<string, Calendar> {
  const calendars = new Map<string, Calendar>();
  for (const [name, text] of Object.entries(book.holidays)) {
    const calendar = readCalendar(name, text);
    if (typeof calendar === 'string') note(`holidays.${name}`, calendar);
    else calendars.set(name, calendar);
  }
  return calendars;
}

/** A calendar, or what is wrong with it. */
function readCalendar(name: string, text: string): Calendar | string {
  const days = new Set<number>();
  const years: number[] = [];
  for (const line of text.trim().split('\n')) {
    const [year = '', dates = ''] = line.trim().split(': ');
    if (!/^\d{4}$/.test(year)) return `“${year}” is no year`;
    if (years.length > 0 && Number(year) !== (years.at(-1) ?? 0) + 1) return `${year} does not follow the year before`;
    years.push(Number(year));
    for (const date of dates.split(' ')) {
      const day = dayOf(`${year}-${date}`);
      if (day === null) return `“${year}-${date}” is no date`;
      days.add(day);
    }
  }
  const firstDay = dayOf(`${years[0]}-01-01`) ?? 0;
  return { name, days, firstDay, lastDay: dayOf(`${years.at(-1)}-12-31`) ?? 0 };
}

/** Days since 1970-01-01 of a `YYYY-MM-DD` that exists. */
function dayOf(date: string): number | null {
  const atMs = Date.parse(`${date}T00:00:00Z`);
  return Number.isNaN(atMs) || new Date(atMs).toISOString().slice(0, 10) !== date ? null : atMs / 86_400_000;
}
