/** One step of a nondeterministic automaton: over a digit of a class (bit n for digit n), or over nothing (no bits). */
export interface Step {
  readonly digits: number;
  readonly to: readonly number[];
}

/** A pattern laid out as steps, the one it begins with among them. */
export interface Steps {
  readonly all: readonly Step[];
  readonly start: number;
}

/** The two ends: a match, and a match only where no digit is left (a `$` stood there). */
export const ACCEPT = 0;
export const ACCEPT_AT_END = 1;

const ANY_DIGIT = 0b11_1111_1111;
/** No number has so many digits; a pattern that asks for more is not of a numbering plan. */
const REPEATS_MAX = 30;

/**
 * Lays out a pattern of digits, `\d`, classes, groups, `|`, `?`, `{n}`, `{n,m}` and `$`: all there is in the numbering
 * plans. Null for any other sign.
 */
export function layOutSteps(source: string): Steps | null {
  const reader = new PatternReader(source);
  const whole = reader.readAlternatives();
  return whole === null || !reader.isAtEnd() ? null : { start: whole(ACCEPT), all: reader.steps };
}

/** A piece of a pattern: given the step after it, the step it begins with. */
type Piece = (after: number) => number;

/** Reads a pattern from left to right; every reading method answers null for what it does not know. */
class PatternReader {
  readonly steps: Step[] = [
    { digits: 0, to: [] },
    { digits: 0, to: [] },
  ];
  private readonly source: string;
  private at = 0;

  constructor(source: string) {
    this.source = source;
  }

  isAtEnd(): boolean {
    return this.at >= this.source.length;
  }

  readAlternatives(): Piece | null {
    const branches: Piece[] = [];
    do {
      const branch = this.readSequence();
      if (branch === null) return null;
      branches.push(branch);
    } while (this.skip('|'));
    return (after) => this.fork(branches.map((branch) => branch(after)));
  }

  private readSequence(): Piece | null {
    const pieces: Piece[] = [];
    while (!this.isAtEnd() && this.source[this.at] !== '|' && this.source[this.at] !== ')') {
      const piece = this.readRepeated();
      if (piece === null) return null;
      pieces.push(piece);
    }
    return (after) => pieces.reduceRight((next, piece) => piece(next), after);
  }

  private readRepeated(): Piece | null {
    const piece = this.readAtom();
    const found = this.take(/^(?:\?|\{(\d{1,2})(?:,(\d{1,2}))?\})/);
    if (piece === null || found === null) return piece;
    const [written, least = '0', most = written === '?' ? '1' : least] = found;
    if (Number(most) > REPEATS_MAX) return null;
    return (after) => {
      let next = after;
      for (let count = Number(least); count < Number(most); count += 1) next = this.fork([piece(next), after]);
      for (let count = 0; count < Number(least); count += 1) next = piece(next);
      return next;
    };
  }

  private readAtom(): Piece | null {
    if (this.take(/^\((?:\?:|(?!\?))/) !== null) {
      const inner = this.readAlternatives();
      return this.skip(')') ? inner : null;
    }
    // What stands after a `$` could never match; the plans have none, so it is laid out as leading nowhere.
    if (this.skip('$')) return (after) => (after === ACCEPT ? ACCEPT_AT_END : this.fork([]));
    const [written, set = written] = this.take(/^(?:\\d|\d|\[([\d-]+)\])/) ?? [];
    const digits = set === undefined ? 0 : set === '\\d' ? ANY_DIGIT : classOf(set);
    return digits === 0 ? null : (after) => this.add({ digits, to: [after] });
  }

  private take(pattern: RegExp): RegExpExecArray | null {
    const found = pattern.exec(this.source.slice(this.at, this.at + 40));
    this.at += found?.[0].length ?? 0;
    return found;
  }

  private skip(sign: string): boolean {
    const isThere = this.source[this.at] === sign;
    if (isThere) this.at += 1;
    return isThere;
  }

  private add(step: Step): number {
    return this.steps.push(step) - 1;
  }

  private fork(to: readonly number[]): number {
    return this.add({ digits: 0, to });
  }
}

/** '13-58' -> the digits 1, 3, 4, 5 and 8 as bits; 0 for what is no class of digits. */
function classOf(set: string): number {
  if (!/^(?:\d(?:-\d)?)+$/.test(set)) return 0;
  let bits = 0;
  for (const [, first = '', last = first] of set.matchAll(/(\d)(?:-(\d))?/g))
    for (let digit = Number(first); digit <= Number(last); digit += 1) bits |= 1 << digit;
  return bits;
}
