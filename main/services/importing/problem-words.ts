import { reasonWords } from '#domain/importing/problem-groups.ts';
import type { ProblemReason } from '#domain/importing/problem-groups.ts';

/** A row's problem in words: what is wrong with its number. */
export function problemWords(reason: string): string {
  return reasonWords(reason as ProblemReason);
}
