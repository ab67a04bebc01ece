import type { CountryCode } from '#domain/phone/countries.ts';
import { examineColumn } from './column-content.ts';
import type { ColumnContent } from './column-content.ts';
import type { ColumnGuess, ColumnTarget, FieldName } from './column-target.ts';
import type { ColumnMeaning } from './column-meaning.ts';
import { fieldKey, freeKey } from './field-key.ts';
import { columnRoles, evidenceRoles } from './import-plan.ts';
import type { EvidenceRole } from './import-plan.ts';

/** A guess with what only the importer's own screen needs. */
export interface ColumnMatch extends ColumnGuess {
  /** Place among the number columns, from 1; null for a column that is none. */
  readonly priority: number | null;
  /** What a column that is left out could be kept as when the user asks for it: evidence of a permission. */
  readonly offer: EvidenceRole | null;
}

export const PERMISSION_REASON = 'Do not import: a file cannot give permission';
const EVIDENCE_REASON = 'Left out: choose it to keep it as proof for the permission step';
const SAME_AS_LAST_TIME = 'same as last time';

/** Fields with a key of their own, by what the column's name says. */
const FIELDS: Partial<Readonly<Record<ColumnMeaning, FieldName>>> = {
  first_name: 'first_name',
  last_name: 'last_name',
  full_name: 'full_name',
  email: 'email',
  city: 'city',
  organisation: 'organisation',
  note: 'note',
  language: 'language',
  time_zone: 'time_zone',
  tags: 'tags',
  age: 'age_check',
  opt_out: 'opt_out',
};
/** Keys that no custom field takes. */
const RESERVED: readonly string[] = [...columnRoles, 'first_name', 'last_name', 'full_name', 'email'];
/** Every column of these counts: two columns of opt-outs block whom either blocks. */
const REPEATABLE: ReadonlySet<string> = new Set(['opt_out', 'age_check', 'tags']);

/** From this share on, values decide that a column of unknown name holds phone numbers or e-mail addresses. */
const SHARE_ALONE = 0.6;
/** From this share on, values agree with a name that says phone. */
const SHARE_AGREES = 0.5;
/** From this share of unclear words on, a column about opting out may be about something else. */
const SHARE_UNCLEAR = 0.2;

type Proposal = Pick<ColumnMatch, 'field' | 'confidence' | 'reason'> & { readonly offer?: EvidenceRole };

interface Names {
  readonly columns: readonly ColumnContent[];
  readonly taken: Set<string>;
  readonly given: Set<string>;
}

/**
 * Proposes for each column of a table where it goes, from its name, the sample rows, and what the user decided for a
 * file of the same header (`remembered`, stored under `headerFingerprint`). The best number column becomes 'mobile'
 * with priority 1, further ones that hold numbers for texts follow; without a plausible one none does. Columns the app
 * does not know become custom fields; empty ones and those that claim permission are left out. No column ever grants
 * permission.
 */
export function matchColumns(
  header: readonly string[],
  sample: readonly (readonly string[])[],
  country: CountryCode | null,
  remembered: readonly ColumnTarget[] | null = null,
): readonly ColumnMatch[] {
  const columns = header.map((name, index) => examineColumn(name, index, sample, country));
  const numbers = numberColumns(columns);
  const further = numbers.slice(1).map((_, place) => `phone_${place + 2}`);
  const names: Names = { columns, taken: new Set([...RESERVED, ...further]), given: new Set() };
  const guesses = columns.map((column) => {
    const place = numbers.indexOf(column);
    const proposal = place < 0 ? propose(column, names) : numberProposal(column, place);
    return asMatch(column, proposal, place < 0 ? null : place + 1);
  });
  return remembered === null ? guesses : recall(guesses, columns, remembered);
}

/** The same without what the window does not show. */
export function guessColumns(
  header: readonly string[],
  sample: readonly (readonly string[])[],
  country: CountryCode | null,
  remembered: readonly ColumnTarget[] | null = null,
): readonly ColumnGuess[] {
  return matchColumns(header, sample, country, remembered).map(
    ({ index, column, field, confidence, reason, filled, samples }) => ({
      index,
      column,
      field,
      confidence,
      reason,
      filled,
      samples,
    }),
  );
}

function asMatch(column: ColumnContent, { offer, ...proposal }: Proposal, priority: number | null): ColumnMatch {
  const { index, column: name, filled, samples } = column;
  return { index, column: name, ...proposal, filled, samples, priority, offer: offer ?? null };
}

/** The columns for the number, best first: the one with the best score, then others that hold numbers for texts. */
function numberColumns(columns: readonly ColumnContent[]): readonly ColumnContent[] {
  const ranked = columns
    .filter((column) => mobileScore(column) > 0)
    .toSorted((one, other) => mobileScore(other) - mobileScore(one));
  return ranked.filter(
    (column, place) =>
      place === 0 || (column.meaning !== 'landline' && isPhoneColumn(column) && column.mobileShare >= SHARE_AGREES),
  );
}

function mobileScore({ meaning, isExact, phoneShare, mobileShare, filled }: ColumnContent): number {
  const content = 100 * phoneShare + 50 * mobileShare + 10 * filled;
  if (meaning === 'mobile') return (isExact ? 100 : 80) + content;
  if (meaning === 'phone') return (isExact ? 50 : 40) + content;
  if (meaning === 'landline') return phoneShare > 0 ? 1 + content / 10 : 0;
  // Under any other known name, digits are something else: an account number often passes for a phone number.
  if (meaning !== null) return 0;
  return phoneShare >= SHARE_ALONE ? content : 0;
}

function isPhoneColumn({ meaning, phoneShare }: ColumnContent): boolean {
  if (meaning === 'mobile' || meaning === 'phone' || meaning === 'landline') return phoneShare >= SHARE_AGREES;
  return meaning === null && phoneShare >= SHARE_ALONE;
}

function numberProposal(column: ColumnContent, place: number): Proposal {
  const { meaning, isExact, phoneShare, mobileShare, samples } = column;
  const isMostlyMobile = mobileShare >= SHARE_AGREES;
  const share = Math.round((isMostlyMobile ? mobileShare : phoneShare) * 100);
  const seen = `${share} % look like ${isMostlyMobile ? 'mobile' : 'phone'} numbers`;
  if (place > 0)
    return { field: 'mobile', confidence: 'likely', reason: `used where the better one is empty; ${seen}` };
  if (samples.length === 0) return { field: 'mobile', confidence: 'check', reason: 'the name says so; no values seen' };
  if (phoneShare < SHARE_AGREES) return { field: 'mobile', confidence: 'check', reason: `only ${seen}` };
  if (meaning === 'mobile' && isExact && isMostlyMobile) {
    return { field: 'mobile', confidence: 'sure', reason: `the name says so, ${seen}` };
  }
  return { field: 'mobile', confidence: meaning === 'landline' ? 'check' : 'likely', reason: seen };
}

function propose(column: ColumnContent, names: Names): Proposal {
  const { meaning, samples } = column;
  if (meaning === 'permission') return { field: null, confidence: 'sure', reason: PERMISSION_REASON };
  const evidence = evidenceRoles.find((role) => role === meaning);
  if (evidence !== undefined) return { field: null, confidence: 'likely', reason: EVIDENCE_REASON, offer: evidence };
  if (meaning === 'label') return { field: null, confidence: 'likely', reason: 'says what another column is' };
  if (isPhoneColumn(column)) return custom('phone', 'likely', 'a further phone number', names);
  const field = knownField(column, names.columns);
  if (field !== null && (REPEATABLE.has(field) || !names.given.has(field))) return known(column, field, names);
  if (samples.length === 0) return { field: null, confidence: 'likely', reason: 'no values seen' };
  const byContent = contentProposal(column, names);
  if (byContent !== null) return byContent;
  const key = fieldKey(column.column) ?? `column_${column.index + 1}`;
  return custom(key, 'check', 'kept under its own name', names);
}

function known(column: ColumnContent, field: FieldName, names: Names): Proposal {
  names.given.add(field);
  names.taken.add(field);
  const confidence = column.isExact ? 'sure' : 'likely';
  if (field === 'age_check') {
    return { field, confidence, reason: 'only checked against the age limit, never kept' };
  }
  if (field === 'opt_out' && column.unclearShare >= SHARE_UNCLEAR) {
    const share = Math.round(column.unclearShare * 100);
    return { field, confidence: 'check', reason: `${share} % say neither yes nor no, and would be blocked` };
  }
  return { field, confidence, reason: 'the name says so' };
}

function contentProposal(column: ColumnContent, names: Names): Proposal | null {
  if (column.meaning !== null) return null;
  if (column.hasOptOutStates) return { field: 'opt_out', confidence: 'check', reason: 'its words say who is out' };
  if (column.emailShare < SHARE_ALONE || names.given.has('email')) return null;
  if (names.columns.some(({ meaning }) => meaning === 'email')) return null;
  names.given.add('email');
  const share = Math.round(column.emailShare * 100);
  return { field: 'email', confidence: 'likely', reason: `${share} % look like e-mail addresses` };
}

function knownField({ meaning }: ColumnContent, columns: readonly ColumnContent[]): FieldName | null {
  const has = (wanted: ColumnMeaning) => columns.some((other) => other.meaning === wanted);
  if (meaning === 'given_or_full') return has('last_name') ? 'first_name' : 'full_name';
  if (meaning === 'family_or_full') return has('first_name') && !has('last_name') ? 'last_name' : 'full_name';
  return meaning === null ? null : (FIELDS[meaning] ?? null);
}

function custom(key: string, confidence: ColumnGuess['confidence'], reason: string, { taken }: Names): Proposal {
  // 'phone_2' is the second number of a person, whose first is 'mobile'.
  const field = freeKey(key, key === 'phone' ? new Set([...taken, 'phone']) : taken);
  taken.add(field);
  return { field, confidence, reason };
}

/** What the user decided last time, as far as the values do not speak against it. */
function recall(
  guesses: readonly ColumnMatch[],
  columns: readonly ColumnContent[],
  remembered: readonly ColumnTarget[],
): readonly ColumnMatch[] {
  const numbers = remembered.filter(({ field }) => field === 'mobile').map(({ index }) => index);
  return guesses.map((guess) => {
    const before = remembered.find(({ index }) => index === guess.index);
    if (before === undefined) return numbers.length > 0 && guess.priority !== null ? notBefore(guess) : guess;
    const { field } = before;
    const place = numbers.indexOf(guess.index);
    return { ...guess, ...doubt(guess, columns[guess.index], field), priority: place < 0 ? null : place + 1 };
  });
}

function notBefore(guess: ColumnMatch): ColumnMatch {
  return { ...guess, field: null, confidence: 'check', reason: 'not among the columns of last time', priority: null };
}

function doubt(guess: ColumnMatch, column: ColumnContent | undefined, field: FieldName | null): Proposal {
  if (field === null && guess.field === 'opt_out') {
    return { field, confidence: 'check', reason: 'left out last time, though it may say who is out' };
  }
  if (field === 'mobile' && column !== undefined && column.samples.length > 0 && column.phoneShare < SHARE_AGREES) {
    const share = Math.round(column.phoneShare * 100);
    return { field, confidence: 'check', reason: `${SAME_AS_LAST_TIME}, but only ${share} % look like phone numbers` };
  }
  return { field, confidence: 'sure', reason: SAME_AS_LAST_TIME };
}
