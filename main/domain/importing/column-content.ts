import { isTextable, parsePhone } from '#domain/phone/parse-phone.ts';
import type { CountryCode } from '#domain/phone/parse-phone.ts';
import { cleanText } from './clean-text.ts';
import type { ColumnMeaning } from './column-meaning.ts';
import { columnMeaning } from './header-words.ts';
import { areOptOutStates, readOptOut } from './yes-no-words.ts';

/** What the name and the sample rows of a column say. Shares are of the filled cells, 0 to 1. */
export interface ColumnContent {
  readonly index: number;
  readonly column: string;
  readonly meaning: ColumnMeaning | null;
  readonly isExact: boolean;
  readonly filled: number;
  readonly samples: readonly string[];
  readonly phoneShare: number;
  /** Numbers a text can reach. */
  readonly mobileShare: number;
  readonly emailShare: number;
  /** Words that say neither in nor out, for a column about opting out. */
  readonly unclearShare: number;
  /** Every cell is a word such as active or unsubscribed, and some mean out. */
  readonly hasOptOutStates: boolean;
}

/** Longest part of a cell that is looked at here. */
const CELL_MAX_CHARS = 200;
const EMAIL_SHAPE = /^[^\s@]{1,64}@[^\s@]{1,190}\.[^\s@.]{2,63}$/;

/** Looks at one column of a table. */
export function examineColumn(
  column: string,
  index: number,
  sample: readonly (readonly string[])[],
  country: CountryCode | null,
): ColumnContent {
  const values = sample.map((row) => (row[index] ?? '').trim()).filter((value) => value !== '');
  const short = values.map((value) => value.slice(0, CELL_MAX_CHARS));
  const phones = short.map((value) => parsePhone(value, country)).filter((result) => result.ok);
  const share = (count: number) => (values.length === 0 ? 0 : count / values.length);
  const found = columnMeaning(column);
  return {
    index,
    column,
    meaning: found?.meaning ?? null,
    isExact: found?.isExact ?? false,
    filled: sample.length === 0 ? 0 : values.length / sample.length,
    samples: [...new Set(values)].slice(0, 3),
    phoneShare: share(phones.length),
    mobileShare: share(phones.filter(({ value }) => isTextable(value)).length),
    emailShare: share(short.filter((value) => EMAIL_SHAPE.test(value)).length),
    unclearShare: share(short.filter((value) => readOptOut(cleanText(value)) === 'unclear').length),
    hasOptOutStates: areOptOutStates(short),
  };
}
