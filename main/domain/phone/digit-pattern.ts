import { ACCEPT, ACCEPT_AT_END, layOutSteps } from './digit-steps.ts';
import type { Step, Steps } from './digit-steps.ts';

/** An answer, and the number of leading digits that had to be looked at for it. */
export interface Decision {
  readonly isMatch: boolean;
  readonly looked: number;
}

/** A set of steps one may be before, after some digits. `next` is filled as digits are asked for. */
interface State {
  readonly steps: readonly number[];
  readonly accepts: boolean;
  readonly acceptsAtEnd: boolean;
  readonly next: (State | undefined)[];
  /** By the number of digits left: whether all of their values match (true), none (false), or some (null). */
  readonly wholes: (boolean | null | undefined)[];
  /** By the number of digits left: whether some of their values match with at least one digit more. */
  readonly lives: (boolean | undefined)[];
}

/** Compiles a pattern of a numbering plan; null when it holds a sign not known here. */
export function compileDigitPattern(source: string): DigitPattern | null {
  const steps = layOutSteps(source);
  return steps === null ? null : new DigitPattern(steps);
}

/**
 * A pattern as an automaton that can say after how many digits of a number its answer is certain: '8[1-4]\d{7}' has
 * said yes to a number of nine digits when it has seen two, and no to one of eight before it has seen any. Texts are
 * ASCII digits. States are made as they are needed and kept.
 */
export class DigitPattern {
  private readonly steps: readonly Step[];
  private readonly states = new Map<string, State>();
  private readonly first: State;

  constructor({ all, start }: Steps) {
    this.steps = all;
    this.first = this.stateOf([start]);
  }

  /** Whether the whole text matches, and how many of its digits that rests on. */
  matchWhole(text: string): Decision {
    let state = this.first;
    for (let looked = 0; ; looked += 1) {
      const isMatch = this.whole(state, text.length - looked);
      if (isMatch !== null) return { isMatch, looked };
      state = this.after(state, digitAt(text, looked));
    }
  }

  /** Whether some first part of the text matches, and how many digits that rests on. */
  matchStart(text: string): Decision {
    let state = this.first;
    for (let looked = 0; ; looked += 1) {
      const left = text.length - looked;
      if (state.accepts || (left === 0 && state.acceptsAtEnd)) return { isMatch: true, looked };
      if (!this.isAlive(state, left)) return { isMatch: false, looked };
      state = this.after(state, digitAt(text, looked));
    }
  }

  /** How many digits it rests on whether, and how far, the pattern matches at the start of the text. */
  reach(text: string): number {
    let state = this.first;
    let looked = 0;
    for (; this.isAlive(state, text.length - looked); looked += 1) state = this.after(state, digitAt(text, looked));
    return looked;
  }

  private whole(state: State, left: number): boolean | null {
    const known = state.wholes[left];
    if (known !== undefined) return known;
    let answer: boolean | null = left === 0 && (state.accepts || state.acceptsAtEnd);
    if (left > 0 && state.steps.length > 0) {
      answer = this.whole(this.after(state, 0), left - 1);
      for (let digit = 1; digit < 10 && answer !== null; digit += 1)
        if (this.whole(this.after(state, digit), left - 1) !== answer) answer = null;
    }
    state.wholes[left] = answer;
    return answer;
  }

  private isAlive(state: State, left: number): boolean {
    if (left === 0 || state.steps.length === 0) return false;
    const known = state.lives[left];
    if (known !== undefined) return known;
    let answer = false;
    for (let digit = 0; digit < 10 && !answer; digit += 1) {
      const next = this.after(state, digit);
      answer = next.accepts || (left === 1 && next.acceptsAtEnd) || this.isAlive(next, left - 1);
    }
    state.lives[left] = answer;
    return answer;
  }

  private after(state: State, digit: number): State {
    const known = state.next[digit];
    if (known !== undefined) return known;
    const entries = state.steps.flatMap((index) => {
      const step = this.steps[index];
      return step !== undefined && (step.digits & (1 << digit)) !== 0 ? step.to : [];
    });
    const next = this.stateOf(entries);
    state.next[digit] = next;
    return next;
  }

  /** The state before these steps and all that follow from them over nothing. */
  private stateOf(entries: readonly number[]): State {
    const found = new Set<number>();
    const waiting = [...entries];
    for (let index = waiting.pop(); index !== undefined; index = waiting.pop()) {
      const step = this.steps[index];
      if (found.has(index) || step === undefined) continue;
      found.add(index);
      if (step.digits === 0) waiting.push(...step.to);
    }
    const isEnd = (index: number): boolean => index === ACCEPT || index === ACCEPT_AT_END;
    const steps = [...found].filter((index) => isEnd(index) || this.steps[index]?.digits !== 0).sort((a, b) => a - b);
    const key = steps.join();
    const state = this.states.get(key) ?? {
      steps,
      accepts: found.has(ACCEPT),
      acceptsAtEnd: found.has(ACCEPT_AT_END),
      next: [],
      wholes: [],
      lives: [],
    };
    this.states.set(key, state);
    return state;
  }
}

function digitAt(text: string, index: number): number {
  return text.charCodeAt(index) - 0x30;
}
