import type { ErrorCode } from '#domain/kernel/errors.ts';

/** Codes that only the border itself can answer. */
export type BorderCode = 'input.invalid' | 'sender.refused' | 'workspace.none' | 'internal';

/** What the user reads: what happened, what was not done because of it, what to do now. */
export interface ErrorWords {
  readonly what: string;
  readonly notDone: string;
  readonly next: string;
}

/** A failure as it crosses the border: code, plain details, and its words. Never a stack, never a secret. */
export interface WireError {
  readonly code: ErrorCode | BorderCode;
  readonly details: Readonly<Record<string, unknown>>;
  readonly words: ErrorWords;
}

/** Every answer of main. Electron keeps only the message of a thrown error, so errors are values here. */
export type Reply<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: WireError };
