import { applyMapping } from '#domain/importing/column-mapping.ts';
import type { ColumnTarget } from '#domain/importing/column-mapping.ts';
import { matchColumns } from '#domain/importing/column-guessing.ts';
import type { ColumnMatch } from '#domain/importing/column-guessing.ts';
import { guessCountry } from '#domain/importing/country-guess.ts';
import type { CountryGuess } from '#domain/importing/country-guess.ts';
import type { DateOrder } from '#domain/importing/dates.ts';
import { fieldKey } from '#domain/importing/field-key.ts';
import { fieldKeysOf, isColumnRole } from '#domain/importing/import-plan.ts';
import type { ImportPlan } from '#domain/importing/import-plan.ts';
import { detectNameOrder } from '#domain/importing/name-split.ts';
import type { NameOrder, NameOrderGuess } from '#domain/importing/name-split.ts';
import type { RepairKind } from '#domain/importing/repair.ts';
import type { FieldType } from '#domain/importing/typed-value.ts';
import { AppError } from '#domain/kernel/errors.ts';
import { isCountryCode } from '#domain/phone/countries.ts';
import type { CountryCode } from '#domain/phone/countries.ts';
import type { CellEdit, DuplicatePolicy, ImportField } from '../import-port.ts';
import type { TableDescription, TableRequest } from '../ports.ts';
import type { ContactField } from '../storage-port.ts';
import type { PermissionAnswers } from './permission-answers.ts';

/** Everything a user decides about an import; null where the guess is taken. */
export interface ImportAnswers {
  readonly country: string;
  readonly columns: readonly ColumnTarget[] | null;
  /** Reasons whose rows are from another country. */
  readonly groupCountries: readonly { readonly reason: string; readonly country: string }[];
  /** Of the guess, what is to be otherwise, by column name. */
  readonly overrides: readonly { readonly column: string; readonly field: string | null }[];
  readonly repairsOff: readonly RepairKind[];
  readonly nameOrder: NameOrder | null;
  readonly decimalComma: boolean;
  readonly dateOrder: DateOrder;
  readonly fieldTypes: readonly (readonly [key: string, type: FieldType])[];
  readonly policy: DuplicatePolicy;
  readonly lists: readonly string[];
  readonly tags: readonly string[];
  readonly permission: PermissionAnswers | null;
  readonly edits: readonly CellEdit[];
  readonly leftOut: readonly number[];
  /** Reasons whose rows are left out by hand all together. */
  readonly leftOutReasons: readonly string[];
  readonly by: string;
}

/** What somebody who decides nothing gets: fill what is empty, the first row of a number, no permission. */
export function usualAnswers(country: string, by: string): ImportAnswers {
  return {
    country,
    columns: null,
    groupCountries: [],
    overrides: [],
    repairsOff: [],
    nameOrder: null,
    decimalComma: false,
    dateOrder: 'dmy',
    fieldTypes: [],
    policy: { inFile: 'first', existing: 'fillEmpty', overwrite: null, newOnly: false },
    lists: [],
    tags: [],
    permission: null,
    edits: [],
    leftOut: [],
    leftOutReasons: [],
    by,
  };
}

/** What the app's own fields are called; a custom field keeps the name its first file gave it. */
export const ownLabels: Readonly<Record<string, string>> = {
  first_name: 'First name',
  last_name: 'Last name',
  full_name: 'Full name',
  email: 'Email',
  city: 'City',
  organisation: 'Organisation',
  note: 'Note',
  language: 'Language',
  time_zone: 'Time zone',
  household: 'Household',
};

/** A country code as somebody gave it; throws `usage.badValue`. */
export function countryCode(code: string): CountryCode {
  if (isCountryCode(code)) return code;
  const expected = 'a two-letter country code such as ZA';
  throw new AppError('usage.badValue', { flag: 'country', value: code, expected });
}

/** What a file's columns seem to be, and how its people's numbers and names are written. */
export interface FileGuess {
  readonly columns: readonly ColumnMatch[];
  readonly country: CountryGuess;
  readonly nameOrder: NameOrderGuess | null;
}

/** Guesses from the header, the first rows and what was decided for such a file before. */
export function guessFile(
  { header, sample }: TableDescription,
  country: CountryCode,
  remembered: readonly ColumnTarget[] | null,
): FileGuess {
  const columns = matchColumns(header, sample, country, remembered).map(withoutOurOwn);
  const cellsOf = (field: string): string[] => {
    const column = columns.find((candidate) => candidate.field === field);
    return column ? sample.map((row) => row[column.index] ?? '').filter((cell) => cell !== '') : [];
  };
  const names = cellsOf('full_name');
  return {
    columns,
    country: guessCountry(cellsOf('mobile'), country),
    nameOrder: names.length === 0 ? null : detectNameOrder(names),
  };
}

/** Columns that we add to a file of rejected rows; when it comes back mended they are left out. */
export const rejectColumns = { row: 'Assent: row', problem: 'Assent: problem' } as const;

function withoutOurOwn(column: ColumnMatch): ColumnMatch {
  const isOurs = column.column === rejectColumns.row || column.column === rejectColumns.problem;
  return isOurs ? { ...column, field: null, confidence: 'sure', reason: 'written by Assent', priority: null } : column;
}

/** Columns to targets: the user's own, or the guess with what was said against it. Throws `file.*`. */
export function targetsOf(
  answers: ImportAnswers,
  description: TableDescription,
  guess: FileGuess,
): readonly ColumnTarget[] {
  const { fileName, header } = description;
  const applied = applyMapping(answers.overrides, guess.columns);
  if (!applied.ok) throw new AppError('file.unknownColumn', applied.reason);
  const targets = answers.columns ?? applied.value;
  if (!targets.some(({ field }) => field === 'mobile')) {
    throw new AppError('file.noNumberColumn', { fileName, columns: header });
  }
  return targets.map(({ index, field }) => ({ index, field: normalized(field) }));
}

/** A custom field is stored under the key that a merge field is read by. */
function normalized(field: string | null): string | null {
  return field === null || isColumnRole(field) ? field : fieldKey(field);
}

/** The plan that the reader of the file carries out. */
export function planOf(
  answers: ImportAnswers,
  columns: readonly ColumnTarget[],
  known: readonly ContactField[],
  todayMs: number,
): ImportPlan {
  const country = countryCode(answers.country);
  const types = new Map(known.map(({ key, type }) => [key, type]));
  for (const [key, type] of answers.fieldTypes) if (!types.has(key)) types.set(key, type);
  return {
    country,
    groupCountries: answers.groupCountries.map(({ reason, country: own }) => [reason, countryCode(own)] as const),
    columns,
    repairsOff: answers.repairsOff,
    nameOrder: answers.nameOrder,
    decimalComma: answers.decimalComma,
    dateOrder: answers.dateOrder,
    fieldTypes: [...types].filter(([, type]) => type !== 'text'),
    todayMs,
    ageLimitCountry: country,
  };
}

/** Every field by position: those the workspace has, then those the file adds, named as its columns are. */
export function fieldsOf(
  plan: ImportPlan,
  header: readonly string[],
  known: readonly ContactField[],
): readonly ImportField[] {
  const types = new Map(plan.fieldTypes);
  const have = new Set(known.map(({ key }) => key));
  const added = fieldKeysOf(plan).filter((key) => !have.has(key));
  const labelOf = (key: string): string => {
    const column = plan.columns.find(({ field }) => field === key);
    return ownLabels[key] ?? (column ? header[column.index] : undefined) ?? key.replace('_', ' ');
  };
  return [
    ...known.map(({ position, key, label, type }) => ({ position, key, label, type })),
    ...added.map((key, at) => ({
      position: known.length + at,
      key,
      label: labelOf(key),
      type: types.get(key) ?? ('text' as const),
    })),
  ];
}

/** The table as it was described: what was decided by looking is not decided again. */
export function sameTable(request: TableRequest, description: TableDescription): TableRequest {
  const { sheet, encoding, delimiter, headerRow } = description;
  return { ...request, sheet, encoding, delimiter, headerRow };
}
