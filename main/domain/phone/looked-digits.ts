import type { PlanPattern } from './numbering-plans.ts';

/**
 * The digits of a step: `fixed` ones that are the same for all numbers alike (put there by a rule, or looked at
 * already), then those of the number as written from `from` on.
 */
export interface Digits {
  readonly text: string;
  readonly fixed: number;
  readonly from: number;
}

/** The digits without the first so many. */
export function drop({ text, fixed, from }: Digits, count: number): Digits {
  return { text: text.slice(count), fixed: Math.max(0, fixed - count), from: from + Math.max(0, count - fixed) };
}

/**
 * How many leading digits of a number were looked at so far. Every question about digits goes through here, so that
 * the answer is the same for all numbers that begin with the digits looked at.
 */
export class LookedDigits {
  count = 0;
  private readonly length: number;

  constructor(length: number) {
    this.length = length;
  }

  /** The first so many of these digits were looked at. */
  note({ fixed, from }: Digits, count: number): void {
    if (count > fixed) this.count = Math.max(this.count, Math.min(this.length, from + count - fixed));
  }

  /** Nothing can be said of any other number. */
  noteAll(): void {
    this.count = this.length;
  }

  startsWith(digits: Digits, prefix: string): boolean {
    let same = 0;
    while (same < prefix.length && digits.text[same] === prefix[same]) same += 1;
    this.note(digits, Math.min(same + 1, prefix.length, digits.text.length));
    return same === prefix.length;
  }

  matchesWhole(pattern: PlanPattern, digits: Digits): boolean {
    const { automaton } = pattern;
    if (automaton === null) {
      this.noteAll();
      return pattern.whole.test(digits.text);
    }
    const { isMatch, looked } = automaton.matchWhole(digits.text);
    this.note(digits, looked);
    return isMatch;
  }

  matchesStart(pattern: PlanPattern, digits: Digits): boolean {
    const { automaton } = pattern;
    if (automaton === null) {
      this.noteAll();
      return pattern.start.test(digits.text);
    }
    const { isMatch, looked } = automaton.matchStart(digits.text);
    this.note(digits, looked);
    return isMatch;
  }

  /** What a pattern finds at the start, with its groups. */
  findStart(pattern: PlanPattern, digits: Digits): RegExpExecArray | null {
    const { automaton } = pattern;
    if (automaton === null) this.noteAll();
    else this.note(digits, automaton.reach(digits.text));
    return pattern.start.exec(digits.text);
  }
}
