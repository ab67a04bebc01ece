import type { z } from 'zod';

/** A call without side effects: safe to repeat. */
export function query<I extends z.ZodType, O extends z.ZodType>(input: I, output: O) {
  return { kind: 'query' as const, input, output };
}

/** A call that changes something. */
export function command<I extends z.ZodType, O extends z.ZodType>(input: I, output: O) {
  return { kind: 'command' as const, input, output };
}
