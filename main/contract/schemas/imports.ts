import { z } from 'zod';
import { atMs, clientId, count, country, id, line, shortText } from './values.ts';

/** A file the user chose or dropped; main keeps the path, the renderer only this token. */
export const fileToken = z.string().regex(/^[\w-]{16,64}$/);
export const chosenFile = z.strictObject({ token: fileToken, fileName: shortText });

export const tableChoice = {
  token: fileToken,
  sheet: shortText.nullable(),
  encoding: shortText.nullable(),
  delimiter: z.string().max(1).nullable(),
  country,
};

export const columnGuess = z.strictObject({
  index: count,
  column: line,
  field: shortText.nullable(),
  confidence: z.enum(['sure', 'likely', 'check']),
  reason: line,
  filled: z.number(),
  samples: z.array(line).max(3),
});

export const description = z.strictObject({
  kind: z.enum(['csv', 'xlsx', 'xls', 'xlsb', 'ods', 'vcard']),
  fileName: line,
  bytes: count,
  encoding: shortText.nullable(),
  delimiter: shortText.nullable(),
  sheet: shortText.nullable(),
  sheets: z.array(z.strictObject({ name: shortText, hidden: z.boolean() })).max(1_000),
  header: z.array(line).max(1_000),
  sample: z.array(z.array(line)).max(20),
  columns: z.array(columnGuess).max(1_000),
  fields: z.array(z.strictObject({ key: shortText, label: shortText })),
  importedBefore: z.strictObject({ importId: id, atMs }).nullable(),
});

/** Which column goes where; null leaves the column out. */
export const mapping = z.array(z.strictObject({ index: count, field: shortText.nullable() })).max(1_000);

/** created + updated + unchanged + duplicates + invalid = rows, always. */
export const importCounts = {
  rows: count,
  created: count,
  updated: count,
  unchanged: count,
  duplicates: count,
  invalid: count,
  /** Of those rows: how many numbers are on the blocklist (they stay blocked), and how many the file itself opts out. */
  blocked: count,
  optOuts: count,
};

export const problem = z.strictObject({
  reason: shortText,
  words: line,
  count,
  examples: z.array(z.strictObject({ row: count, shown: line })).max(5),
});

export const checkReport = z.strictObject({ ...importCounts, problems: z.array(problem) });
export const runInput = z.strictObject({ ...tableChoice, mapping, clientId });
export const checkInput = z.strictObject({ ...tableChoice, mapping, clientId });

export const importRow = z.strictObject({
  ...importCounts,
  importId: id,
  fileName: line,
  atMs,
  state: z.enum(['running', 'done', 'cancelled']),
});

export const importReport = z.strictObject({
  import: importRow,
  country,
  sheet: shortText.nullable(),
  mapping: z.array(z.strictObject({ column: line, field: shortText })),
  problems: z.array(problem),
  rejects: z.array(z.strictObject({ row: count, reason: shortText, words: line, shown: line })).max(200),
});
