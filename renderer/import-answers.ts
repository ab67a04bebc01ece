import type { Input, Output } from '#contract/contract.ts';
import { commaDecimals, dateDoubt } from './import-written.ts';

export type Description = Output<'imports.describe'>;
export type RunInput = Input<'imports.run'>;
type Permission = NonNullable<RunInput['permission']>;
/** What is stated about the people of the file; the purpose is not chosen beforehand either. */
export type Statement = Omit<Permission, 'purpose'> & { readonly purpose: Permission['purpose'] | null };
export type Policy = RunInput['policy'];
export type Column = Description['columns'][number];
type Target = RunInput['mapping'][number];

/** The wizard's steps in order; a draft remembers the one it was left at. */
export const stepIds = ['file', 'read', 'match', 'check', 'duplicates', 'permission', 'lists', 'import'] as const;
export type StepId = (typeof stepIds)[number];

/** A cell changed by hand, with what stood there, so that the change can be shown and taken back. */
export interface CellEdit {
  readonly row: number;
  readonly column: number;
  readonly value: string;
  readonly before: string;
}

/** Every row with one problem, left out; the title is what the problem was called then. */
export interface GroupLeftOut {
  readonly reason: string;
  readonly title: string;
}

/** Every row with one problem, read as of another country. */
export interface GroupCountry extends GroupLeftOut {
  readonly country: string;
}

/** How the file is read: null means as detected. */
export interface Reading {
  readonly sheet: string | null;
  readonly encoding: string | null;
  readonly delimiter: string | null;
  readonly headerRow: number | null;
}

/** Everything decided so far; null stands for what was found by looking. Kept in the draft as JSON. */
export interface ImportAnswers {
  readonly reading: Reading;
  readonly country: string | null;
  readonly decimalComma: boolean | null;
  readonly dateOrder: RunInput['dateOrder'] | null;
  readonly columns: readonly Target[] | null;
  /** Columns with numbers, best first, as far as the user has put them in order. */
  readonly numberOrder: readonly number[];
  readonly fieldTypes: RunInput['fieldTypes'];
  readonly nameOrder: 'firstLast' | 'lastFirst' | 'whole' | null;
  readonly repairsOff: RunInput['repairsOff'];
  readonly edits: readonly CellEdit[];
  readonly leftOut: readonly number[];
  /** Problems whose rows are from another country. */
  readonly groupCountries: readonly GroupCountry[];
  /** Problems whose rows are left out all together. */
  readonly groupsLeftOut: readonly GroupLeftOut[];
  readonly policy: Policy;
  readonly permission: 'none' | 'stated' | null;
  readonly statement: Statement;
  readonly lists: readonly string[];
  readonly tags: readonly string[];
}

export const emptyAnswers: ImportAnswers = {
  reading: { sheet: null, encoding: null, delimiter: null, headerRow: null },
  country: null,
  decimalComma: null,
  dateOrder: null,
  columns: null,
  numberOrder: [],
  fieldTypes: [],
  nameOrder: null,
  repairsOff: [],
  edits: [],
  leftOut: [],
  groupCountries: [],
  groupsLeftOut: [],
  policy: { inFile: 'first', existing: 'fillEmpty', overwrite: null, newOnly: false },
  permission: null,
  statement: {
    purpose: null,
    statements: { agreedToUs: null, notBought: null, noneOptedOut: null, noneUnderAge: null, proofWithinDays: null },
    method: '',
    wording: '',
    evidence: '',
    occurredAtMs: null,
    by: '',
    role: '',
  },
  lists: [],
  tags: [],
};

/** What another reading of the file makes void: the rows and columns are no longer the same ones. */
export const unmatched: Pick<
  ImportAnswers,
  'columns' | 'numberOrder' | 'fieldTypes' | 'edits' | 'leftOut' | 'groupCountries' | 'groupsLeftOut'
> = {
  columns: null,
  numberOrder: [],
  fieldTypes: [],
  edits: [],
  leftOut: [],
  groupCountries: [],
  groupsLeftOut: [],
};

/** Where each column goes: as the user said, or as it was guessed. */
export function targetsOf({ columns }: Description, answers: ImportAnswers): readonly Target[] {
  const chosen = new Map((answers.columns ?? []).map(({ index, field }) => [index, field]));
  return columns.map(({ index, field }) => ({ index, field: chosen.has(index) ? (chosen.get(index) ?? null) : field }));
}

/** The columns with numbers, best first. */
export function numbersOf(description: Description, answers: ImportAnswers): readonly number[] {
  const guessed = new Map(description.columns.map(({ index, priority }) => [index, priority ?? Infinity]));
  const place = (index: number): number => {
    const own = answers.numberOrder.indexOf(index);
    return own < 0 ? Infinity : own;
  };
  return targetsOf(description, answers)
    .filter(({ field }) => field === 'mobile')
    .map(({ index }) => index)
    .toSorted((a, b) => compare(place(a), place(b)) || compare(guessed.get(a), guessed.get(b)) || a - b);
}

/** Infinity less Infinity is no number, so places are compared and not subtracted. */
function compare(a = Infinity, b = Infinity): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

/** How full names are taken apart: as the user said, else as guessed; `whole` where another column has the first name. */
export function nameOrderOf(description: Description, answers: ImportAnswers): 'firstLast' | 'lastFirst' | 'whole' {
  const fields = targetsOf(description, answers).map(({ field }) => field);
  if (!fields.includes('full_name')) return 'whole';
  if (answers.nameOrder !== null) return answers.nameOrder;
  return fields.includes('first_name') ? 'whole' : (description.nameOrder?.order ?? 'firstLast');
}

/** The file and how it is read, as main asks for it. */
export function tableOf(token: string, { reading, country }: ImportAnswers, home: string): Input<'imports.describe'> {
  return { token, ...reading, country: country ?? home };
}

interface Desk {
  readonly token: string;
  readonly home: string;
  readonly actor: string;
}

/** Everything that was decided, as main takes it for a check and for the run. */
export function requestOf(
  description: Description,
  answers: ImportAnswers,
  { token, home, actor }: Desk,
): Omit<RunInput, 'clientId'> {
  const targets = targetsOf(description, answers);
  const numbers = numbersOf(description, answers).map((index) => ({ index, field: 'mobile' }));
  const order = nameOrderOf(description, answers);
  const used = new Set(targets.map(({ field }) => field));
  return {
    ...tableOf(token, answers, home),
    mapping: [...numbers, ...targets.filter(({ field }) => field !== 'mobile')],
    groupCountries: answers.groupCountries.map(({ reason, country }) => ({ reason, country })),
    repairsOff: [...answers.repairsOff],
    nameOrder: order === 'whole' ? null : order,
    decimalComma: answers.decimalComma ?? commaDecimals(description) !== null,
    dateOrder: answers.dateOrder ?? dateDoubt(description)?.likely ?? 'dmy',
    fieldTypes: answers.fieldTypes.filter(({ key }) => used.has(key)),
    policy: answers.policy,
    lists: [...answers.lists],
    tags: [...answers.tags],
    permission: permissionOf(answers),
    edits: answers.edits.map(({ row, column, value }) => ({ row, column, value })),
    leftOut: [...answers.leftOut],
    leftOutReasons: answers.groupsLeftOut.map(({ reason }) => reason),
    by: actor,
  };
}

function permissionOf({ permission, statement }: ImportAnswers): Permission | null {
  const { purpose } = statement;
  return permission === 'stated' && purpose !== null ? { ...statement, purpose } : null;
}

/** The answers of an earlier import for its rejected rows, which are a text table that we wrote ourselves. */
export function answersForRejects({ country, answers }: Output<'imports.mendRejects'>): ImportAnswers {
  const { mapping, nameOrder, ...rest } = answers;
  return {
    ...emptyAnswers,
    ...rest,
    reading: { sheet: null, encoding: 'utf-8', delimiter: ',', headerRow: 1 },
    country: country === '' ? null : country,
    columns: mapping,
    numberOrder: mapping.filter(({ field }) => field === 'mobile').map(({ index }) => index),
    nameOrder: nameOrder ?? 'whole',
  };
}

/** Answers as a draft kept them; what an older draft does not know yet stands as at the beginning. */
export function readAnswers(text: string): { readonly clientId: string | null; readonly answers: ImportAnswers } {
  const { clientId, ...kept } = JSON.parse(text) as Partial<ImportAnswers> & { readonly clientId?: string };
  return { clientId: clientId ?? null, answers: { ...emptyAnswers, ...kept } };
}
