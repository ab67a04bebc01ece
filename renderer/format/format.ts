import type { Input } from '#contract/contract.ts';

const numbers = new Intl.NumberFormat('en-GB');

/** A count with thousands separated. */
export function count(value: number): string {
  return numbers.format(value);
}

/** `1 person`, `412 people`. */
export function people(value: number): string {
  return value === 1 ? '1 person' : `${count(value)} people`;
}

/** `1 text`, `2 texts`: what a gateway bills. */
export function texts(value: number): string {
  return value === 1 ? '1 text' : `${count(value)} texts`;
}

/** A part of a whole in percent; a dash of nothing. */
export function share(part: number, whole: number): string {
  return whole === 0 ? '–' : `${((part / whole) * 100).toFixed(1)} %`;
}

const dates = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });
const times = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' });
const clocks = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });

/** `4 Nov 2026`. */
export function date(atMs: number | null): string {
  return atMs === null ? '–' : dates.format(atMs);
}

/** `4 Nov, 10:12`. */
export function time(atMs: number | null): string {
  return atMs === null ? '–' : times.format(atMs);
}

/** `14:31:09`. */
export function clock(atMs: number): string {
  return clocks.format(atMs);
}

/** `just now`, `4 min ago`, `2 days ago`. */
export function ago(atMs: number | null, nowMs: number): string {
  if (atMs === null) return '–';
  const minutes = Math.floor((nowMs - atMs) / 60_000);
  if (minutes < 1) return 'just now';
  if (minutes < 60) return `${minutes} min ago`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return hours === 1 ? '1 hour ago' : `${hours} hours ago`;
  const days = Math.floor(hours / 24);
  return days === 1 ? 'yesterday' : days < 60 ? `${days} days ago` : date(atMs);
}

/** `about 11 min left`, from what waits and how fast it goes; empty when nothing is known. */
export function timeLeft(waiting: number, perSecond: number): string {
  if (perSecond <= 0 || waiting <= 0) return '';
  const seconds = waiting / perSecond;
  if (seconds < 60) return 'less than a minute left';
  const minutes = Math.round(seconds / 60);
  return minutes < 90 ? `about ${minutes} min left` : `about ${Math.round(minutes / 60)} hours left`;
}

/** A field's key as people read it: `first_name` is `first name`. */
export function fieldName(key: string): string {
  return key.replaceAll('_', ' ');
}

/** `41.3 MB`. */
export function bytes(value: number): string {
  return value < 1_000_000 ? `${Math.max(1, Math.round(value / 1_000))} kB` : `${(value / 1_000_000).toFixed(1)} MB`;
}

type Purpose = NonNullable<Input<'audience.count'>['purpose']>;

/** What a purpose is called, and what it is for. */
export const purposeWords: Readonly<Record<Purpose, readonly [string, string]>> = {
  marketing: ['Offers', 'Sales, discounts, anything that advertises. Needs a recorded permission for offers.'],
  newsletter: ['News', 'Regular news people signed up for. Needs a recorded permission for news.'],
  service: ['Service', 'About something a person has with you. Needs a recorded permission for service.'],
  transactional: [
    'Orders and appointments',
    'About a person’s own order or appointment. Being your customer is enough.',
  ],
};

/** The purposes as a choice, the ones that need most permission first. */
export const purposeChoices = (Object.keys(purposeWords) as Purpose[]).map((value) => ({
  value,
  title: purposeWords[value][0],
  detail: purposeWords[value][1],
}));
