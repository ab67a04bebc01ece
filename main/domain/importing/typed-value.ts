import { isoDay, readDate } from './dates.ts';
import type { DateOrder } from './dates.ts';
import { readYesNo } from './yes-no-words.ts';

/** What a contact field holds. A choice is kept as the text of the cell. */
export type FieldType = 'text' | 'number' | 'date' | 'choice' | 'yesNo';

/** How the file writes numbers and dates; `latestYear` is the last year that two digits may mean. */
export interface ValueStyle {
  readonly decimalComma: boolean;
  readonly dateOrder: DateOrder;
  readonly latestYear: number;
}

/**
 * A cleaned, filled cell as a field of that type keeps it: numbers as digits with a point ('-1234.5'), dates as
 * '2024-04-03', yes or no as 'yes' or 'no', other types as they are. Null for a value that is not of the type.
 */
export function typedValue(text: string, type: FieldType, style: ValueStyle): string | null {
  switch (type) {
    case 'text':
    case 'choice':
      return text;
    case 'number':
      return readNumber(text, style.decimalComma);
    case 'date': {
      const day = readDate(text, style.dateOrder, style.latestYear);
      return day === null ? null : isoDay(day);
    }
    case 'yesNo':
      return readYesNo(text);
  }
}

const WITH_POINT = /^([+-]?)(\d+|\d{1,3}(?:,\d{3})+)(?:\.(\d+))?$/;
const WITH_COMMA = /^([+-]?)(\d+|\d{1,3}(?:\.\d{3})+)(?:,(\d+))?$/;
const NUMBER_MAX_CHARS = 40;

/** Digits as text, so that nothing is rounded; thousands must stand in threes, a currency sign is dropped. */
function readNumber(text: string, decimalComma: boolean): string | null {
  if (text.length > NUMBER_MAX_CHARS) return null;
  const bare = text.replace(/[\s'’\p{Sc}]/gu, '').replace('\u2212', '-');
  const [, sign = '', whole, fraction = ''] = (decimalComma ? WITH_COMMA : WITH_POINT).exec(bare) ?? [];
  if (whole === undefined) return null;
  const digits = whole.replace(/[.,]/g, '').replace(/^0+(?=\d)/, '');
  const places = fraction.replace(/0+$/, '');
  const value = places === '' ? digits : `${digits}.${places}`;
  return sign === '-' && value !== '0' ? `-${value}` : value;
}
