import { AppError } from '#domain/kernel/errors.ts';
import { errorWords } from '#domain/kernel/error-words.ts';

/** Exit codes of the shell: done, refused, wrong usage, internal. */
export const exitCodes = { done: 0, refused: 1, usage: 2, internal: 3 } as const;

/** The one line of `--json`. */
export function jsonLine(value: unknown): string {
  return `${JSON.stringify(value)}\n`;
}

/** An error as `--json` prints it, and its exit code. */
export function describeError(error: unknown): { exit: number; code: string; message: string; details: unknown } {
  if (!(error instanceof AppError)) {
    const message = error instanceof Error ? error.message : String(error);
    return {
      exit: exitCodes.internal,
      code: 'internal',
      message: `Assent met an unexpected fault: ${message}`,
      details: {},
    };
  }
  const { what, notDone, next } = errorWords(error);
  const exit = error.code.startsWith('usage.') ? exitCodes.usage : exitCodes.refused;
  return { exit, code: error.code, message: `${what} ${notDone} ${next}`, details: error.details };
}

/** A short table for people: a header, then one line a row, columns as wide as they need. */
export function table<Row extends object>(rows: readonly Row[], columns?: readonly (keyof Row & string)[]): string {
  const first = rows[0];
  if (!first) return 'Nothing to show.\n';
  const names = columns ?? (Object.keys(first) as (keyof Row & string)[]);
  const cells = [names, ...rows.map((row) => names.map((name) => show(row[name])))];
  const widths = names.map((_, column) => Math.min(48, Math.max(...cells.map((line) => (line[column] ?? '').length))));
  return `${cells
    .map((line) =>
      line
        .map((cell, column) => fit(cell, widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')}\n`;
}

/** Names and values under each other. */
export function facts(values: object): string {
  const width = Math.max(...Object.keys(values).map((name) => name.length));
  return Object.entries(values)
    .map(([name, value]) => `${name.padEnd(width)}  ${show(value)}\n`)
    .join('');
}

function fit(text: string, width: number): string {
  return text.length > width ? `${text.slice(0, width - 1)}…` : text.padEnd(width);
}

function show(value: unknown): string {
  if (value === null || value === undefined) return '-';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
