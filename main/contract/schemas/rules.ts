import { z } from 'zod';
import { mostConditions, mostValueChars, operators } from '#domain/contacts/rule.ts';
import type { Rule } from '#domain/contacts/rule.ts';
import { count, line, shortText } from './values.ts';

export const condition = z.strictObject({
  /** A built-in such as `tag`, or `field:KEY`. */
  subject: shortText,
  operator: z.enum(operators),
  values: z.array(z.string().max(mostValueChars)).max(2),
});

/** Depth and every name and value are checked again by the domain, which knows the workspace. */
export const rule: z.ZodType<Rule> = z.lazy(() =>
  z.union([condition, z.strictObject({ match: z.enum(['all', 'any']), rules: z.array(rule).max(mostConditions) })]),
);

/** What a filter can ask: for the filter builder. */
export const subject = z.strictObject({
  subject: shortText,
  label: line,
  word: shortText,
  group: z.enum(['contact', 'field']),
  type: z.enum(['text', 'number', 'date', 'choice', 'yesNo', 'member']),
  operators: z.array(z.strictObject({ operator: z.enum(operators), words: shortText, takes: count })).max(20),
  /** Closed choices; null where any value may be typed. Tags and imports offer what there is. */
  choices: z
    .array(z.strictObject({ value: line, label: line }))
    .max(2_000)
    .nullable(),
});

/** A rule with its two spellings: as it is typed, and for people. */
export const writtenRule = z.strictObject({ rule, text: z.string().max(30_000), words: z.string().max(60_000) });
