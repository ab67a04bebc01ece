import { FOLDED, INVISIBLE } from './spelling.ts';

/** The digits of a plainly written number, valid until the next scan: one buffer serves all, nothing is allocated. */
export interface DigitRun {
  /** The digits as values 0 to 9; only the first `length` count. */
  readonly values: Uint8Array;
  length: number;
  hasPlus: boolean;
  /** The text they were read from, where in it they begin, and whether they stand there as such, with no mark between. */
  input: string;
  start: number;
  isUnbroken: boolean;
}

/** As in spelling.ts; a longer text or more digits are left to it. */
const DIGITS_MAX = 24;
const INPUT_MAX_CHARS = 100;

const SPACE = 0x20;
const PLUS = 0x2b;
const DASH = 0x2d;
const DOT = 0x2e;
const SLASH = 0x2f;

/** Marks that may stand anywhere in a number: space, brackets and `_`; 1 by their ASCII code. */
const PLAIN_MARKS = new Uint8Array(256);
for (const code of [SPACE, 0x28, 0x29, 0x5f]) PLAIN_MARKS[code] = 1;

const run: DigitRun = {
  values: new Uint8Array(DIGITS_MAX),
  length: 0,
  hasPlus: false,
  input: '',
  start: 0,
  isUnbroken: false,
};

/**
 * The digits that `readSpelling` would read, in one pass, for texts of digits, spaces, brackets, dashes, dots and
 * slashes with at most one `+` before them. Null for all else, and for what might be a date, an amount of money or both
 * ways of writing a prefix (+00): those need `readSpelling`. The answer is overwritten by the next call.
 */
export function scanSpelling(input: string): DigitRun | null {
  if (input.length > INPUT_MAX_CHARS) return null;
  const { values } = run;
  let length = 0;
  let hasPlus = false;
  let joints = 0;
  let atJoint = 0;
  let between = 0;
  let atDot = -1;
  let start = 0;
  let end = 0;
  let signs = 0;
  for (let index = 0; index < input.length; index += 1) {
    const sign = input.charCodeAt(index);
    const code = FOLDED[sign] ?? 0;
    signs |= sign;
    if (code >= 0x30 && code <= 0x39) {
      if (length === DIGITS_MAX) return null;
      if (length === 0) start = index;
      values[length] = code - 0x30;
      length += 1;
      end = index + 1;
    } else if (code === DASH || code === SLASH || code === DOT) {
      joints += 1;
      between = length - atJoint;
      atJoint = length;
      if (code === DOT) atDot = length;
    } else if (code === PLUS) {
      if (length > 0 || hasPlus) return null;
      hasPlus = true;
    } else if (code !== INVISIBLE && PLAIN_MARKS[code] !== 1) return null;
  }
  if (length === 0 || (hasPlus && values[0] === 0)) return null;
  // A date has at most 8 digits, with one or two between its two marks; an amount has one or two after its dot.
  if (joints === 2 && length <= 8 && between <= 2) return null;
  if (atDot >= 0 && length - atDot <= 2) return null;
  run.length = length;
  run.hasPlus = hasPlus;
  run.input = input;
  run.start = start;
  run.isUnbroken = end - start === length && signs < 0x80;
  return run;
}

const PAIRS = Array.from({ length: 100 }, (_, value) => String(value).padStart(2, '0'));

/** The digits of the run from one of them on, as ASCII text. */
export function textOfRun({ values, length, input, start, isUnbroken }: DigitRun, from: number): string {
  if (isUnbroken) return input.slice(start + from, start + length);
  let index = from;
  let text = (length - from) % 2 === 1 ? String(values[index++]) : '';
  for (; index < length; index += 2) text += PAIRS[(values[index] ?? 0) * 10 + (values[index + 1] ?? 0)];
  return text;
}
