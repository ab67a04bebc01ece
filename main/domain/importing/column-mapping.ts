import { ok, refuse } from '#domain/kernel/result.ts';
import type { Result } from '#domain/kernel/result.ts';
import type { ColumnGuess, ColumnTarget, FieldName } from './column-target.ts';
import { fieldKey } from './field-key.ts';

export { guessColumns } from './column-guessing.ts';
export type { ColumnGuess, ColumnTarget, FieldName };

/** Targets that several columns may have: every one of them counts. */
const REPEATABLE: ReadonlySet<string> = new Set(['opt_out', 'age_check', 'tags']);

/**
 * The mapping to carry out: the guesses, changed by what the user said (`field` null leaves a column out). A column is
 * named as in the header, letter case and outer spaces aside; a repeated name means its first column. A field given to
 * another column by the user is taken from the column that was guessed, except that no column of opt-outs, ages or tags
 * is lost this way. Several number columns stand in order of priority. Refuses a name the file does not have.
 */
export function applyMapping(
  overrides: readonly { readonly column: string; readonly field: FieldName | null }[],
  guesses: readonly (ColumnGuess & { readonly priority?: number | null })[],
): Result<readonly ColumnTarget[], { readonly column: string; readonly columns: readonly string[] }> {
  const chosen = new Map<number, FieldName | null>();
  for (const { column, field } of overrides) {
    const guess = guesses.find((candidate) => candidate.column === column) ?? findLoosely(guesses, column);
    if (guess === undefined) return refuse({ column, columns: guesses.map((candidate) => candidate.column) });
    chosen.set(guess.index, field === null ? null : fieldKey(field));
  }
  const claimed = new Set([...chosen.values()].filter((field) => field !== null && !REPEATABLE.has(field)));
  const targets = inPriority(guesses).map(({ index, field }) => {
    const own = chosen.get(index);
    if (own !== undefined) return { index, field: own };
    return { index, field: field !== null && claimed.has(field) ? null : field };
  });
  return ok(targets);
}

/** The guesses with the number columns, among the places these have, in order of priority. */
function inPriority<T extends { readonly priority?: number | null }>(guesses: readonly T[]): readonly T[] {
  const numbers = guesses
    .filter(({ priority }) => (priority ?? null) !== null)
    .toSorted((one, other) => (one.priority ?? 0) - (other.priority ?? 0));
  let next = 0;
  return guesses.map((guess) => ((guess.priority ?? null) === null ? guess : (numbers[next++] ?? guess)));
}

function findLoosely(guesses: readonly ColumnGuess[], column: string): ColumnGuess | undefined {
  const wanted = column.trim().toLowerCase();
  return guesses.find((candidate) => candidate.column.trim().toLowerCase() === wanted);
}
