import { AppError } from '#domain/kernel/errors.ts';
import { isPurpose, purposes } from '#domain/consent/purpose.ts';
import type { Purpose } from '#domain/consent/purpose.ts';
import { parseAudience } from '#domain/campaign/audience.ts';
import type { Audience } from '#domain/campaign/audience.ts';
import type { CommandShape, ParsedArguments } from './arguments.ts';
import type { Assent } from '../composition.ts';

/** What a command answers: data for `--json`, text for people. */
export interface Answer {
  readonly data: unknown;
  readonly text: string;
}

/** What a command runs with. */
export interface Call {
  readonly arguments: ParsedArguments;
  /** Opens the workspace on first use; the shell closes it. */
  readonly open: () => Promise<Assent>;
  readonly folder: string;
  /** A progress line for people, on stderr; silent with `--json`. */
  readonly progress: (line: string) => void;
  /** Writes a line of a streamed answer. */
  readonly print: (line: string) => Promise<void>;
  /** Aborted by Ctrl+C. */
  readonly signal: AbortSignal;
}

/** A command that prints its own lines answers null. */
export interface Command extends CommandShape {
  readonly summary: string;
  readonly run: (call: Call) => Promise<Answer | null>;
}

/** A positional argument that the shape guarantees. */
export function argument(call: Call, position: number): string {
  return call.arguments.positional[position] ?? '';
}

export function flag(call: Call, name: string): string | null {
  return call.arguments.flags.get(name) ?? null;
}

/** A positive whole number; throws `usage.badValue`. */
export function numberOf(text: string, name: string): number {
  const value = /^\d{1,15}$/.test(text) ? Number(text) : 0;
  if (value < 1) throw new AppError('usage.badValue', { flag: name, value: text, expected: 'a positive whole number' });
  return value;
}

export function purposeOf(text: string): Purpose {
  if (!isPurpose(text))
    throw new AppError('usage.badValue', { flag: '--purpose', value: text, expected: purposes.join(', ') });
  return text;
}

export function audienceOf(text: string): Audience {
  const audience = parseAudience(text);
  if (!audience) throw new AppError('audience.unknown', { audience: text });
  return audience;
}

/** Two upper-case letters, accepted in any case. */
export function countryOf(text: string): string {
  const code = text.toUpperCase();
  if (!/^[A-Z]{2}$/.test(code))
    throw new AppError('usage.badValue', {
      flag: '--country',
      value: text,
      expected: 'a two-letter country code such as ZA',
    });
  return code;
}
