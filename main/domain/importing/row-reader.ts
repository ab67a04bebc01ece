import type { CountryCode } from '#domain/phone/countries.ts';
import { ageLimitOf, calendarDay, checkAge } from './age-limit.ts';
import { cleanText } from './clean-text.ts';
import { evidenceRolesOf, fieldKeysOf, furtherPhoneKeysOf, isColumnRole } from './import-plan.ts';
import type { EvidenceRole, ImportPlan } from './import-plan.ts';
import { splitName } from './name-split.ts';
import type { NameOrder } from './name-split.ts';
import { repairOf } from './repair.ts';
import type { BadValue, InvalidRow, PersonRow, RowOutcome } from './row-outcome.ts';
import { createPhoneReader, readingGroups, shorten } from './row-phone.ts';
import { joinTags, readTags } from './row-tags.ts';
import { typedValue } from './typed-value.ts';
import type { FieldType, ValueStyle } from './typed-value.ts';
import { readOptOut } from './yes-no-words.ts';

/** A plan made ready for a million rows. */
export interface RowReader {
  /** What `values` of a person are, in their order. */
  readonly fieldKeys: readonly string[];
  /** What `evidence` of a person is, in its order. */
  readonly evidenceRoles: readonly EvidenceRole[];
  /** Reads one row of cells; missing cells are empty. Never throws; takes time in proportion to the cells. */
  read(cells: readonly string[], rowNumber: number): RowOutcome;
}

/** A column that fills a field: where it is read, where it is put, as what. */
interface ValueColumn {
  readonly index: number;
  readonly slot: number;
  readonly key: string;
  readonly type: FieldType;
}

/** Two-digit years may mean up to this many years from now in a field that is no date of birth. */
const YEARS_AHEAD = 10;
/** Cells of opt-outs and tags repeat; this many different ones are remembered. */
const REMEMBERED = 1_000;
const NO_TAGS: readonly string[] = [];
const NO_BAD_VALUES: readonly BadValue[] = [];

/** Makes a plan ready to read rows. The reader keeps no row and can be used for any number of files of the plan. */
export function createRowReader(plan: ImportPlan): RowReader {
  const fieldKeys = fieldKeysOf(plan);
  const roles = evidenceRolesOf(plan);
  const valueColumns = valueColumnsOf(plan, fieldKeys);
  const slots = nameSlotsOf(fieldKeys);
  const { nameOrder } = plan;
  const firstFurther = fieldKeys.length - furtherPhoneKeysOf(plan).length;
  const style = {
    decimalComma: plan.decimalComma,
    dateOrder: plan.dateOrder,
    latestYear: calendarDay(plan.todayMs).year + YEARS_AHEAD,
  };
  const empty = fieldKeys.map(() => null);
  const readAsOf = (country: CountryCode | null) =>
    createPhoneReader(country, columnsOf(plan, 'mobile'), plan.repairsOff);
  const readPhone = readingGroups(readAsOf(plan.country), plan.groupCountries ?? [], readAsOf);
  const checkAges = createAgeCheck(plan);
  const readOptOuts = createOptOutReader(columnsOf(plan, 'opt_out'));
  const readRowTags = createTagReader(columnsOf(plan, 'tags'));
  const readEvidence = createEvidenceReader(plan, roles);

  function read(cells: readonly string[], rowNumber: number): RowOutcome {
    // Ages come first: nothing of a child's row may be kept, not even as a rejected row.
    const age = checkAges(cells);
    if (age === 'under') return underAge(rowNumber);
    const found = readPhone(cells);
    if (!found.ok) {
      const { reason, shown, repairKind } = found;
      return { kind: 'invalid', rowNumber, reason, shown, repairKind, mayKeepCells: true };
    }
    const values: (string | null)[] = empty.slice();
    const bad: BadValue[] = age === 'unknown' ? [['age_check', '']] : [];
    fillValues(values, cells, valueColumns, style, bad);
    if (nameOrder !== null) splitFullName(values, slots, nameOrder);
    for (let place = 0; place < found.further.length; place += 1) {
      values[firstFurther + place] = found.further[place] ?? null;
    }
    const optOut = readOptOuts(cells, bad);
    const repair = repairOf(found.repairs);
    return {
      kind: 'person',
      rowNumber,
      e164: found.phone.e164,
      country: found.phone.country,
      type: found.phone.type,
      name: shownName(values, slots),
      values,
      optOut,
      repair,
      before: repair === null ? null : shorten(found.text),
      evidence: readEvidence(cells),
      tags: readRowTags(cells),
      badValues: bad.length === 0 ? NO_BAD_VALUES : bad,
    } satisfies PersonRow;
  }

  return { fieldKeys, evidenceRoles: roles, read };
}

function underAge(rowNumber: number): InvalidRow {
  return { kind: 'invalid', rowNumber, reason: 'underAge', shown: '', repairKind: null, mayKeepCells: false };
}

function columnsOf(plan: ImportPlan, role: string): readonly number[] {
  return plan.columns.filter(({ field }) => field === role).map(({ index }) => index);
}

function valueColumnsOf(plan: ImportPlan, fieldKeys: readonly string[]): readonly ValueColumn[] {
  const types = new Map(plan.fieldTypes);
  return plan.columns.flatMap(({ index, field }) =>
    field === null || isColumnRole(field)
      ? []
      : [{ index, slot: fieldKeys.indexOf(field), key: field, type: types.get(field) ?? 'text' }],
  );
}

function fillValues(
  values: (string | null)[],
  cells: readonly string[],
  columns: readonly ValueColumn[],
  style: ValueStyle,
  bad: BadValue[],
): void {
  for (const { index, slot, key, type } of columns) {
    const cell = cells[index];
    if (cell === undefined || cell === '' || values[slot] !== null) continue;
    const text = cleanText(cell);
    if (text === '') continue;
    if (type === 'text') {
      values[slot] = text;
      continue;
    }
    const value = typedValue(text, type, style);
    if (value === null) bad.push([key, shorten(text)]);
    values[slot] = value;
  }
}

interface NameSlots {
  readonly full: number;
  readonly first: number;
  readonly last: number;
}

function nameSlotsOf(fieldKeys: readonly string[]): NameSlots {
  return {
    full: fieldKeys.indexOf('full_name'),
    first: fieldKeys.indexOf('first_name'),
    last: fieldKeys.indexOf('last_name'),
  };
}

/** The parts of a full name into their fields; the whole stays where a part of it would be lost otherwise. */
function splitFullName(values: (string | null)[], slots: NameSlots, order: NameOrder): void {
  const full = values[slots.full] ?? null;
  if (full === null) return;
  const { first, last, rest } = splitName(full, order);
  const hasOwn = values[slots.first] !== null || values[slots.last] !== null;
  if (hasOwn || (first === null && last === null)) return;
  values[slots.first] = first;
  values[slots.last] = last;
  if (rest === null) values[slots.full] = null;
}

function shownName(values: readonly (string | null)[], { full, first, last }: NameSlots): string {
  const whole = values[full];
  if (whole !== undefined && whole !== null) return whole;
  const given = values[first] ?? '';
  const family = values[last] ?? '';
  if (given === '' || family === '') return given + family;
  return `${given} ${family}`;
}

function createAgeCheck(plan: ImportPlan): (cells: readonly string[]) => 'under' | 'unknown' | 'fine' {
  const columns = columnsOf(plan, 'age_check');
  const limit = ageLimitOf(plan.ageLimitCountry);
  const { todayMs, dateOrder } = plan;
  return (cells) => {
    let result: 'unknown' | 'fine' = 'fine';
    for (const index of columns) {
      const age = checkAge(cleanText(cells[index] ?? ''), limit, todayMs, dateOrder);
      if (age === 'under') return 'under';
      if (age === 'unknown') result = 'unknown';
    }
    return result;
  };
}

/** A function of a cell that remembers its answers for the cells that repeat. */
function remembering<T>(answer: (cell: string) => T): (cell: string) => T {
  const known = new Map<string, T>();
  return (cell) => {
    const before = known.get(cell);
    if (before !== undefined) return before;
    const now = answer(cell);
    if (known.size < REMEMBERED && cell.length < 100) known.set(cell, now);
    return now;
  };
}

/** One column that says so is enough; an unclear word counts as out, and is shown. */
function createOptOutReader(columns: readonly number[]): (cells: readonly string[], bad: BadValue[]) => boolean {
  const verdictOf = remembering((cell) => readOptOut(cleanText(cell)));
  return (cells, bad) => {
    let isOut = false;
    for (const index of columns) {
      const cell = cells[index] ?? '';
      const verdict = cell === '' ? 'in' : verdictOf(cell);
      if (verdict === 'unclear') bad.push(['opt_out', shorten(cleanText(cell))]);
      isOut ||= verdict !== 'in';
    }
    return isOut;
  };
}

function createTagReader(columns: readonly number[]): (cells: readonly string[]) => readonly string[] {
  const tagsOf = remembering((cell) => readTags(cleanText(cell)));
  return (cells) => {
    let tags = NO_TAGS;
    for (const index of columns) tags = joinTags(tags, tagsOf(cells[index] ?? ''));
    return tags;
  };
}

function createEvidenceReader(
  plan: ImportPlan,
  roles: readonly EvidenceRole[],
): (cells: readonly string[]) => readonly (string | null)[] | null {
  if (roles.length === 0) return () => null;
  const columns = roles.map((role) => columnsOf(plan, role));
  return (cells) => {
    const evidence = columns.map((indexes) => {
      const filled = indexes.map((index) => cleanText(cells[index] ?? '')).find((text) => text !== '');
      return filled ?? null;
    });
    return evidence.some((text) => text !== null) ? evidence : null;
  };
}
