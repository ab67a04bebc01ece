import { numberText, serialText, withoutErrorValue } from './cell-text.ts';
import type { DateStyles } from './number-formats.ts';
import { decodeText, noSuchText } from './shared-strings.ts';
import type { SharedStrings } from './shared-strings.ts';
import { damaged } from './table-records.ts';
import type { XmlBytes } from './xml-bytes.ts';
import { decodeEscapes, UnknownConstruct } from './xml-text.ts';

/** What a cell's `t` says its value is (ECMA-376 part 1, 18.18.11); a number when it says nothing. */
export const CellType = {
  number: 0,
  shared: 1,
  formulaText: 2,
  inlineText: 3,
  boolean: 4,
  error: 5,
  date: 6,
} as const;
export type CellType = (typeof CellType)[keyof typeof CellType];

const TYPE_NAMES = new Map<string, CellType>([
  ['n', CellType.number],
  ['s', CellType.shared],
  ['str', CellType.formulaText],
  ['inlineStr', CellType.inlineText],
  ['b', CellType.boolean],
  ['e', CellType.error],
  ['d', CellType.date],
]);

const ZERO = 0x30;
const MINUS = 0x2d;
const POINT = 0x2e;
/** More digits than a double holds exactly are rounded as a spreadsheet shows them; up to so many stand as written. */
const EXACT_DIGITS = 15;
const NUMBER = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/i;
const ISO_DATE = /^(?:\d{4}-\d{2}-\d{2})?T?[\d:.]*Z?$/;
const KEPT_DAYS = 100_000;

/** The type of a `t` attribute. Throws `UnknownConstruct` for one that no edition of the standard has. */
export function cellType(name: string): CellType {
  const type = TYPE_NAMES.get(name);
  if (type === undefined) throw new UnknownConstruct(`a cell of type ${name}`);
  return type;
}

/** Everything needed to turn the value of a cell into the text shown for it. */
export class CellValues {
  readonly #fileName: string;
  readonly #strings: SharedStrings;
  readonly #dateStyles: DateStyles;
  readonly #isDate1904: boolean;
  /** Texts of whole days, which come again and again. */
  readonly #days: string[] = [];

  constructor(fileName: string, strings: SharedStrings, dateStyles: DateStyles, isDate1904: boolean) {
    this.#fileName = fileName;
    this.#strings = strings;
    this.#dateStyles = dateStyles;
    this.#isDate1904 = isDate1904;
  }

  /**
   * The text of a value that stands between two positions of the part without any tag in it. Throws `UnknownConstruct`,
   * `file.damaged` for a shared text that is not there, `file.tooLarge`.
   */
  inPlace(xml: XmlBytes, type: CellType, style: number, from: number, to: number, row: number): string {
    if (type === CellType.shared) return this.#sharedInPlace(xml, from, to, row);
    if (type === CellType.number) {
      if (this.#dateStyles[style] === 1) {
        const day = wholeNumber(xml.bytes, from, to);
        if (day !== -1) return this.#date(day);
      } else if (isExactNumber(xml.bytes, from, to)) return xml.latin1.slice(from, to);
    }
    return this.#ofRaw(decodeText(this.#fileName, xml.bytes, from, to), type, style, row);
  }

  /** The text of a value already decoded. Throws as `inPlace` does. */
  decoded(text: string, type: CellType, style: number, row: number): string {
    return this.#ofRaw(type === CellType.formulaText ? decodeEscapes(text) : text, type, style, row);
  }

  #ofRaw(text: string, type: CellType, style: number, row: number): string {
    switch (type) {
      case CellType.formulaText:
      case CellType.inlineText:
      case CellType.error:
        return withoutErrorValue(text);
      case CellType.number:
        return this.#number(text, style);
      case CellType.shared:
        return this.#shared(text.trim(), row);
      case CellType.boolean:
        return this.#boolean(text, row);
      case CellType.date:
        return isoText(text.trim());
    }
  }

  #number(text: string, style: number): string {
    const trimmed = text.trim();
    if (!NUMBER.test(trimmed)) return withoutErrorValue(trimmed);
    const value = Number(trimmed);
    if (!Number.isFinite(value)) return trimmed;
    if (this.#dateStyles[style] === 1) return this.#date(value);
    // A longer row of digits than a double holds was written by a program that meant each of them.
    return /^-?[1-9]\d*$/.test(trimmed) ? trimmed : numberText(value);
  }

  #date(value: number): string {
    if (!Number.isInteger(value) || value < 0 || value >= KEPT_DAYS) return serialText(value, this.#isDate1904);
    return (this.#days[value] ??= serialText(value, this.#isDate1904));
  }

  /** The library takes all but 1 and true for no, which would be a guess. */
  #boolean(text: string, row: number): string {
    if (text === '') return '';
    if (text === '1' || text === 'true') return 'TRUE';
    if (text === '0' || text === 'false') return 'FALSE';
    throw damaged(this.#fileName, `a yes-or-no cell of row ${row} says neither`);
  }

  #sharedInPlace(xml: XmlBytes, from: number, to: number, row: number): string {
    const index = wholeNumber(xml.bytes, from, to);
    if (index === -1) return this.#shared(xml.latin1.slice(from, to).trim(), row);
    if (index >= this.#strings.count) throw noSuchText(this.#fileName, row);
    return withoutErrorValue(this.#strings.at(index));
  }

  #shared(text: string, row: number): string {
    if (text === '') return '';
    if (!/^\d{1,9}$/.test(text)) throw damaged(this.#fileName, `a cell of row ${row} names no shared text`);
    if (Number(text) >= this.#strings.count) throw noSuchText(this.#fileName, row);
    return withoutErrorValue(this.#strings.at(Number(text)));
  }
}

/** The number that up to nine digits are; -1 when anything else stands there. */
function wholeNumber(bytes: Uint8Array, from: number, to: number): number {
  if (to === from || to - from > 9) return -1;
  let number = 0;
  for (let at = from; at < to; at += 1) {
    const digit = (bytes[at] ?? 0) - ZERO;
    if (digit < 0 || digit > 9) return -1;
    number = number * 10 + digit;
  }
  return number;
}

/**
 * Whether a number stands there as we would write it: digits without a leading zero, perhaps a sign, perhaps decimals
 * without a trailing zero, not so many that a double rounds them and not so small that it is written with an exponent.
 */
function isExactNumber(bytes: Uint8Array, from: number, to: number): boolean {
  const first = bytes[from] === MINUS ? from + 1 : from;
  if (to - first > EXACT_DIGITS || to === first) return false;
  let point = -1;
  for (let at = first; at < to; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte === POINT && point === -1) point = at;
    else if (byte < ZERO || byte > ZERO + 9) return false;
  }
  const leads = bytes[first] === ZERO;
  if (point === -1) return !leads || (to === first + 1 && first === from);
  return point > first && bytes[to - 1] !== ZERO && point < to - 1 && (!leads || isPlainFraction(bytes, first, point));
}

/** `0.` and a digit but 0 soon behind it: smaller numbers are written with an exponent. */
function isPlainFraction(bytes: Uint8Array, first: number, point: number): boolean {
  if (point !== first + 1) return false;
  for (let at = point + 1; at < point + 6; at += 1) if (bytes[at] !== ZERO) return true;
  return false;
}

/** A date as ISO 8601 text stands as it was written. */
function isoText(text: string): string {
  if (ISO_DATE.test(text)) return text;
  throw new UnknownConstruct(`the date ${text}`);
}
