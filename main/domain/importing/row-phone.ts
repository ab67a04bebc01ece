import { isTextable, parsePhone } from '#domain/phone/parse-phone.ts';
import type { CountryCode, PhoneNumber } from '#domain/phone/parse-phone.ts';
import { cleanText } from './clean-text.ts';
import { createRepairFinder, repairBits, repairOf } from './repair.ts';
import type { RepairBits, RepairKind } from './repair.ts';
import type { RowReason } from './row-outcome.ts';

/** Most characters of a number's cell that are shown. */
const SHOWN_MAX_CHARS = 60;

/** The number of a row, or why there is none. */
export type RowPhone =
  | {
      readonly ok: true;
      readonly phone: PhoneNumber;
      readonly text: string;
      readonly repairs: RepairBits;
      /** The other columns' numbers, as E.164 where they are one, else as they stand. */
      readonly further: readonly string[];
    }
  | {
      readonly ok: false;
      readonly reason: RowReason;
      readonly text: string;
      readonly shown: string;
      readonly repairKind: RepairKind | null;
    };

const NO_FURTHER: readonly string[] = [];

/** Reads the number of a row out of the columns given, in order of priority. */
export function createPhoneReader(
  country: CountryCode | null,
  columns: readonly number[],
  repairsOff: readonly RepairKind[],
): (cells: readonly string[]) => RowPhone {
  const findRepairs = createRepairFinder(country);
  const off = repairBits(repairsOff);

  function readCell(cell: string): RowPhone {
    const text = cleanText(cell);
    const parsed = parsePhone(text, country);
    if (!parsed.ok) return { ok: false, reason: parsed.reason, text, shown: shorten(text), repairKind: null };
    const repairs = findRepairs(text, parsed.value);
    if ((repairs & off) === 0) return { ok: true, phone: parsed.value, text, repairs, further: NO_FURTHER };
    return { ok: false, reason: 'repairOff', text, shown: shorten(text), repairKind: repairOf(repairs & off) };
  }

  const only = columns[0] ?? -1;
  if (columns.length <= 1) return (cells) => readCell(cells[only] ?? '');
  return (cells) => choose(columns.map((index) => readCell(cells[index] ?? '')));
}

/**
 * Reads a row, and one that cannot be used for a reason with a country of its own once more as of that country. Where
 * that does not help either, the row keeps its first reason and stays in its group.
 */
export function readingGroups(
  read: (cells: readonly string[]) => RowPhone,
  groups: readonly (readonly [reason: string, country: CountryCode])[],
  readAsOf: (country: CountryCode) => (cells: readonly string[]) => RowPhone,
): (cells: readonly string[]) => RowPhone {
  if (groups.length === 0) return read;
  const readers = new Map(groups.map(([reason, country]) => [reason, readAsOf(country)]));
  return (cells) => {
    const first = read(cells);
    const again = first.ok ? undefined : readers.get(first.reason)?.(cells);
    return again?.ok === true ? again : first;
  };
}

/** A cell of a number as it may be shown: never half a character. */
export function shorten(text: string): string {
  return text.length <= SHOWN_MAX_CHARS ? text : text.slice(0, SHOWN_MAX_CHARS).replace(/[\ud800-\udbff]$/, '');
}

/** The first number that a text can reach, else the first number at all, else what is wrong with the first filled cell. */
function choose(candidates: readonly RowPhone[]): RowPhone {
  const chosen =
    candidates.find((candidate) => candidate.ok && isTextable(candidate.phone)) ??
    candidates.find((candidate) => candidate.ok);
  if (chosen === undefined || !chosen.ok) {
    return candidates.find((candidate) => !candidate.ok && candidate.reason !== 'empty') ?? candidates[0] ?? NOTHING;
  }
  const others = candidates.map((candidate) => (candidate.ok ? candidate.phone.e164 : candidate.text));
  const further = new Set(others.filter((number) => number !== '' && number !== chosen.phone.e164));
  return { ...chosen, further: [...further] };
}

const NOTHING: RowPhone = { ok: false, reason: 'empty', text: '', shown: '', repairKind: null };
