import type { Input, Output } from '#contract/contract.ts';

type Description = Output<'imports.describe'>;
type DateOrder = Input<'imports.run'>['dateOrder'];

/** Dates of a file that can be read in two ways: one of them, and which way is likelier. */
interface DateDoubt {
  readonly column: string;
  readonly example: string;
  /** Whether the year has two digits, so that it may stand first. */
  readonly isShort: boolean;
  readonly likely: DateOrder;
}

const datePattern = /^(\d{1,2})([./-])(\d{1,2})\2(\d{2}|\d{4})$/;

/** Looks for dates such as 03/04/2024, whose day and month cannot be told apart; null when there is nothing to ask. */
export function dateDoubt({ columns, sample }: Pick<Description, 'columns' | 'sample'>): DateDoubt | null {
  for (const { index, column } of columns) {
    const found = sample.flatMap((row) => datePattern.exec(row[index]?.trim() ?? '') ?? []);
    const dates = Array.from({ length: found.length / 5 }, (_, at) => found.slice(at * 5, at * 5 + 5));
    // A day above 12 settles the order by itself; the rest of its column is likely written the same way.
    const isMonthFirst = dates.some(([, , , second]) => Number(second) > 12);
    const unclear = dates.find(
      ([, first, , second]) => first !== second && Number(first) <= 12 && Number(second) <= 12,
    );
    if (!unclear) continue;
    const [example = '', , , , year = ''] = unclear;
    return { column, example, isShort: year.length === 2, likely: isMonthFirst ? 'mdy' : 'dmy' };
  }
  return null;
}

const months = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });

/** What a date such as 03/04/2024 means when read in this order. */
export function readAs(example: string, order: DateOrder): string {
  const [first = 0, second = 0, third = 0] = example.split(/[./-]/).map(Number);
  const century = (year: number): number => (year < 100 ? (year < 50 ? 2000 : 1900) + year : year);
  const [year, month, day] =
    order === 'dmy' ? [third, second, first] : order === 'mdy' ? [third, first, second] : [first, second, third];
  return months.format(Date.UTC(century(year), month - 1, day));
}

const commaPattern = /^-?\d{1,3}(?:\.?\d{3})*,\d{1,2}$/;

/** A value such as 1.234,50 among the first rows; null when there is none. */
export function commaDecimals({ sample }: Pick<Description, 'sample'>): string | null {
  for (const row of sample) {
    const found = row.find((cell) => commaPattern.test(cell.trim()));
    if (found !== undefined) return found.trim();
  }
  return null;
}
