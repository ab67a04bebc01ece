import { AppError } from '#domain/kernel/errors.ts';
import type { ErrorCode, ErrorDetails } from '#domain/kernel/errors.ts';
import { errorWords } from '#domain/kernel/error-words.ts';
import type { WireError } from '#contract/errors.ts';
import type { Outcome } from './engine-messages.ts';

/** An error as it crosses the border; null for one that is nobody's to act on. */
export function toWire(error: unknown): WireError | null {
  if (!(error instanceof AppError)) return null;
  return { code: error.code, details: { ...error.details }, words: errorWords(error) };
}

/** The other way, between threads. */
export function fromOutcome(outcome: Outcome): unknown {
  if (outcome.ok) return outcome.value;
  if (outcome.error === null) throw new Error(outcome.message);
  throw new AppError(outcome.error.code as ErrorCode, outcome.error.details as unknown as ErrorDetails[ErrorCode]);
}

/** Runs something and makes its outcome plain. */
export async function outcomeOf(work: () => unknown): Promise<Outcome> {
  try {
    return { ok: true, value: await work() };
  } catch (error) {
    return {
      ok: false,
      error: toWire(error),
      message: error instanceof Error ? (error.stack ?? error.message) : String(error),
    };
  }
}
