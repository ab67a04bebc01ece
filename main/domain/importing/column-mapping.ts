import { isTextable, parsePhone } from '#domain/phone/parse-phone.ts';
import type { CountryCode } from '#domain/phone/parse-phone.ts';
import { ok, refuse } from '#domain/kernel/result.ts';
import type { Result } from '#domain/kernel/result.ts';
import { fieldKey, freeKey } from './field-key.ts';
import { columnMeaning } from './header-words.ts';
import type { ColumnMeaning } from './header-words.ts';

/** Where a column goes: a field the app knows, or a custom field by its key (see `fieldKey`). */
export type FieldName = string;

/** The fields with a meaning of their own; every other name is a custom field. */
export const KNOWN_FIELDS = ['mobile', 'first_name', 'last_name', 'full_name', 'email', 'opt_out'] as const;

/** What is proposed for one column of a file. */
export interface ColumnGuess {
  readonly index: number;
  readonly column: string;
  /** Null leaves the column out. */
  readonly field: FieldName | null;
  readonly confidence: 'sure' | 'likely' | 'check';
  /** Why, in a few plain words. */
  readonly reason: string;
  /** Share of the sample rows that have a value, 0 to 1. */
  readonly filled: number;
  /** Up to three different values. */
  readonly samples: readonly string[];
}

/** One column of a mapping as it is carried out. */
export interface ColumnTarget {
  readonly index: number;
  readonly field: FieldName | null;
}

export const PERMISSION_REASON = 'Do not import: a file cannot give permission';

/** From this share on, values decide that a column of unknown name holds phone numbers. */
const PHONE_SHARE_ALONE = 0.6;
/** From this share on, values agree with a name that says phone. */
const PHONE_SHARE_AGREES = 0.5;

interface Column {
  readonly index: number;
  readonly column: string;
  readonly meaning: ColumnMeaning | null;
  readonly isExact: boolean;
  readonly filled: number;
  readonly samples: readonly string[];
  /** Share of the filled cells that are phone numbers, and that are numbers a text can reach. */
  readonly phoneShare: number;
  readonly mobileShare: number;
}

type Proposal = Pick<ColumnGuess, 'field' | 'confidence' | 'reason'>;

/**
 * Proposes for each column of a table where it goes, from its name and the sample rows. At most one column becomes
 * 'mobile'; without a plausible one none does. Columns the app does not know become custom fields; empty ones and
 * those that claim permission are left out. No column ever grants permission.
 */
export function guessColumns(
  header: readonly string[],
  sample: readonly (readonly string[])[],
  country: CountryCode | null,
): readonly ColumnGuess[] {
  const columns = header.map((name, index) => examine(name, index, sample, country));
  const mobile = bestMobile(columns);
  const taken = new Set<string>(KNOWN_FIELDS);
  const given = new Set<string>();
  return columns.map((column) => {
    const proposal = column === mobile ? mobileProposal(column) : propose(column, columns, taken, given);
    const { index, column: name, filled, samples } = column;
    return { index, column: name, ...proposal, filled, samples };
  });
}

/**
 * The mapping to carry out: the guesses, changed by what the user said (`field` null leaves a column out). A column is
 * named as in the header, letter case and outer spaces aside; a repeated name means its first column. A field given to
 * another column by the user is taken from the column that was guessed, except that no opt-out column is lost this way.
 * Refuses a name the file does not have.
 */
export function applyMapping(
  overrides: readonly { readonly column: string; readonly field: FieldName | null }[],
  guesses: readonly ColumnGuess[],
): Result<readonly ColumnTarget[], { readonly column: string; readonly columns: readonly string[] }> {
  const chosen = new Map<number, FieldName | null>();
  for (const { column, field } of overrides) {
    const guess = guesses.find((candidate) => candidate.column === column) ?? findLoosely(guesses, column);
    if (guess === undefined) return refuse({ column, columns: guesses.map((candidate) => candidate.column) });
    chosen.set(guess.index, field === null ? null : fieldKey(field));
  }
  const claimed = new Set([...chosen.values()].filter((field) => field !== null && field !== 'opt_out'));
  return ok(
    guesses.map(({ index, field }) => {
      const own = chosen.get(index);
      if (own !== undefined) return { index, field: own };
      return { index, field: field !== null && claimed.has(field) ? null : field };
    }),
  );
}

function findLoosely(guesses: readonly ColumnGuess[], column: string): ColumnGuess | undefined {
  const wanted = column.trim().toLowerCase();
  return guesses.find((candidate) => candidate.column.trim().toLowerCase() === wanted);
}

function examine(
  name: string,
  index: number,
  sample: readonly (readonly string[])[],
  country: CountryCode | null,
): Column {
  const values = sample.map((row) => (row[index] ?? '').trim()).filter((value) => value !== '');
  const phones = values.map((value) => parsePhone(value, country)).filter((result) => result.ok);
  const mobiles = phones.filter(({ value }) => isTextable(value));
  const found = columnMeaning(name);
  return {
    index,
    column: name,
    meaning: found?.meaning ?? null,
    isExact: found?.isExact ?? false,
    filled: sample.length === 0 ? 0 : values.length / sample.length,
    samples: [...new Set(values)].slice(0, 3),
    phoneShare: values.length === 0 ? 0 : phones.length / values.length,
    mobileShare: values.length === 0 ? 0 : mobiles.length / values.length,
  };
}

/** The column with the best score; the first of equals. Null when no column is plausible. */
function bestMobile(columns: readonly Column[]): Column | null {
  let best: Column | null = null;
  for (const column of columns) {
    if (mobileScore(column) > (best === null ? 0 : mobileScore(best))) best = column;
  }
  return best;
}

function mobileScore(column: Column): number {
  const { meaning, isExact, phoneShare, mobileShare, filled } = column;
  const content = 100 * phoneShare + 50 * mobileShare + 10 * filled;
  if (meaning === 'mobile') return (isExact ? 100 : 80) + content;
  if (meaning === 'phone') return (isExact ? 50 : 40) + content;
  if (meaning === 'landline') return phoneShare > 0 ? 1 + content / 10 : 0;
  // Under any other known name, digits are something else: an account number often passes for a phone number.
  if (meaning !== null) return 0;
  return phoneShare >= PHONE_SHARE_ALONE ? content : 0;
}

function mobileProposal({ meaning, isExact, phoneShare, mobileShare, samples }: Column): Proposal {
  const isMostlyMobile = mobileShare >= PHONE_SHARE_AGREES;
  const share = Math.round((isMostlyMobile ? mobileShare : phoneShare) * 100);
  const seen = `${share} % look like ${isMostlyMobile ? 'mobile' : 'phone'} numbers`;
  if (samples.length === 0) return { field: 'mobile', confidence: 'check', reason: 'the name says so; no values seen' };
  if (phoneShare < PHONE_SHARE_AGREES) return { field: 'mobile', confidence: 'check', reason: `only ${seen}` };
  if (meaning === 'mobile' && isExact && isMostlyMobile) {
    return { field: 'mobile', confidence: 'sure', reason: `the name says so, ${seen}` };
  }
  return { field: 'mobile', confidence: meaning === 'landline' ? 'check' : 'likely', reason: seen };
}

function propose(column: Column, columns: readonly Column[], taken: Set<string>, given: Set<string>): Proposal {
  if (column.meaning === 'permission') return { field: null, confidence: 'sure', reason: PERMISSION_REASON };
  if (isPhoneColumn(column)) {
    return custom('phone', 'likely', 'a further phone number', taken);
  }
  const field = knownField(column, columns);
  // Every opt-out column counts: two of them block whom either blocks.
  if (field !== null && field !== 'mobile' && (field === 'opt_out' || !given.has(field))) {
    given.add(field);
    const confidence = column.isExact ? 'sure' : 'likely';
    return { field, confidence, reason: 'the name says so' };
  }
  if (column.samples.length === 0) return { field: null, confidence: 'likely', reason: 'no values seen' };
  const key = fieldKey(column.column) ?? `column_${column.index + 1}`;
  return custom(key, 'check', 'kept under its own name', taken);
}

function isPhoneColumn({ meaning, phoneShare }: Column): boolean {
  if (meaning === 'mobile' || meaning === 'phone' || meaning === 'landline') return phoneShare >= PHONE_SHARE_AGREES;
  return meaning === null && phoneShare >= PHONE_SHARE_ALONE;
}

function knownField({ meaning }: Column, columns: readonly Column[]): FieldName | null {
  const has = (wanted: ColumnMeaning) => columns.some((other) => other.meaning === wanted);
  if (meaning === 'given_or_full') return has('last_name') ? 'first_name' : 'full_name';
  if (meaning === 'family_or_full') return has('first_name') && !has('last_name') ? 'last_name' : 'full_name';
  const fields: readonly string[] = KNOWN_FIELDS;
  return meaning !== null && fields.includes(meaning) ? meaning : null;
}

function custom(key: string, confidence: ColumnGuess['confidence'], reason: string, taken: Set<string>): Proposal {
  // 'phone_2' is the second number of a person, whose first is 'mobile'.
  const field = freeKey(key, key === 'phone' ? new Set([...taken, 'phone']) : taken);
  taken.add(field);
  return { field, confidence, reason };
}
