import { z } from 'zod';
import { rowHeaps } from '#domain/importing/row-marks.ts';
import { repairKinds } from '#domain/importing/repair.ts';
import { atMs, clientId, count, country, id, line, purpose, shortText } from './values.ts';

/** A file the user chose or dropped; main keeps the path, the renderer only this token. */
export const fileToken = z.string().regex(/^[\w-]{16,64}$/);
export const chosenFile = z.strictObject({ token: fileToken, fileName: shortText });

/** How a file is to be read; null where it is decided by looking. */
export const tableChoice = {
  token: fileToken,
  sheet: shortText.nullable(),
  encoding: shortText.nullable(),
  delimiter: z.string().max(1).nullable(),
  /** The row that names the columns, from 1; 0 = none does. */
  headerRow: z.int().min(0).max(1_000).nullable(),
  country,
};

const confidence = z.enum(['sure', 'likely', 'check']);
const nameOrder = z.enum(['firstLast', 'lastFirst']);
const fieldType = z.enum(['text', 'number', 'date', 'choice', 'yesNo']);
/** Cells are cut for the border; a file may hold 32,767 characters in one. */
const cells = z.array(line).max(1_000);

export const columnMatch = z.strictObject({
  index: count,
  column: line,
  field: shortText.nullable(),
  confidence,
  reason: line,
  filled: z.number(),
  samples: z.array(line).max(3),
  /** Place among the number columns, from 1; null for a column that is none. */
  priority: count.nullable(),
  /** What a column that is left out could be kept as: evidence of a permission. */
  offer: shortText.nullable(),
});

export const description = z.strictObject({
  kind: z.enum(['csv', 'xlsx', 'xls', 'xlsb', 'ods', 'vcard']),
  fileName: line,
  bytes: count,
  encoding: shortText.nullable(),
  delimiter: shortText.nullable(),
  sheet: shortText.nullable(),
  sheets: z.array(z.strictObject({ name: shortText, hidden: z.boolean(), rows: count.nullable() })).max(1_000),
  /** Up to three ways to read a text file, best first. */
  encodings: z.array(z.strictObject({ encoding: shortText, confidence, reason: line, sample: line })).max(3),
  headerRow: count,
  header: cells,
  sample: z.array(cells).max(20),
  rawRows: z.array(z.strictObject({ rowNumber: count, cells })).max(20),
  columns: z.array(columnMatch).max(1_000),
  fields: z.array(z.strictObject({ key: shortText, label: shortText, type: fieldType })),
  /** The country that most numbers belong to, and what share of them; `given` = the numbers do not say otherwise. */
  countryGuess: z.strictObject({
    country: country.nullable(),
    share: z.number(),
    confidence: z.enum(['sure', 'check', 'given']),
  }),
  nameOrder: z
    .strictObject({
      order: nameOrder,
      confidence,
      reason: line,
      preview: z.array(z.strictObject({ name: line, first: line.nullable(), last: line.nullable() })).max(10),
    })
    .nullable(),
  importedBefore: z.strictObject({ importId: id, atMs }).nullable(),
});

export const statement = z.enum(['yes', 'no']).nullable();

/** What a named person states about the people of a file; nothing is ticked beforehand (consent.md 2.4). */
export const permission = z.strictObject({
  purpose,
  statements: z.strictObject({
    agreedToUs: statement,
    notBought: statement,
    noneOptedOut: statement,
    noneUnderAge: statement,
    proofWithinDays: statement,
  }),
  method: shortText,
  wording: line,
  evidence: line,
  occurredAtMs: atMs.nullable(),
  by: shortText,
  role: shortText,
});

/** Everything the user decides; the same for the check and the run, so that the run does what was shown. */
export const answers = {
  /** Which column goes where, in order of priority among several numbers; null leaves a column out. */
  mapping: z.array(z.strictObject({ index: count, field: shortText.nullable() })).max(1_000),
  /** Reasons whose rows are read as of another country. */
  groupCountries: z.array(z.strictObject({ reason: shortText, country })).max(20),
  repairsOff: z.array(z.enum(repairKinds)).max(20),
  nameOrder: nameOrder.nullable(),
  decimalComma: z.boolean(),
  dateOrder: z.enum(['dmy', 'mdy', 'ymd']),
  fieldTypes: z.array(z.strictObject({ key: shortText, type: fieldType })).max(200),
  policy: z.strictObject({
    inFile: z.enum(['first', 'last', 'merge']),
    existing: z.enum(['fillEmpty', 'overwrite', 'skip']),
    overwrite: z.array(shortText).max(200).nullable(),
    newOnly: z.boolean(),
  }),
  lists: z.array(shortText.min(1)).max(50),
  tags: z.array(shortText.min(1)).max(50),
  permission: permission.nullable(),
  /** Cells changed by hand, and rows left out by hand, by the file's row numbers. */
  edits: z.array(z.strictObject({ row: count, column: count, value: line })).max(10_000),
  leftOut: z.array(count).max(10_000),
  /** Reasons whose rows are left out all together. */
  leftOutReasons: z.array(shortText).max(20),
  by: shortText,
};

export const runInput = z.strictObject({ ...tableChoice, ...answers, clientId });

/** created + updated + unchanged + duplicates + invalid + blocked = rows, always. */
export const importCounts = {
  rows: count,
  created: count,
  updated: count,
  unchanged: count,
  duplicates: count,
  invalid: count,
  /** Rows whose number is on the blocklist: dropped. */
  blocked: count,
  /** Of the rows taken: people whom the file itself opts out. */
  optOuts: count,
};

const shownCell = z.strictObject({ row: count, shown: line });

export const problem = z.strictObject({
  reason: shortText,
  /** Such as "212 numbers have too few digits". */
  title: line,
  words: line,
  count,
  /** What mends it, best first, as the words of a button. */
  actions: z.array(z.strictObject({ action: shortText, words: line })).max(10),
  examples: z.array(shownCell).max(5),
});

export const repair = z.strictObject({
  kind: z.enum(repairKinds),
  words: line,
  count,
  examples: z.array(z.strictObject({ row: count, shown: line, became: shortText })).max(5),
});

export const badValue = z.strictObject({ field: shortText, count, examples: z.array(shownCell).max(5) });

export const change = z.strictObject({
  rowNumber: count,
  e164: shortText,
  name: line,
  changes: z.array(z.strictObject({ field: shortText, before: line.nullable(), after: line.nullable() })).max(200),
});

export const reject = z.strictObject({ row: count, reason: shortText, words: line, shown: line, cells });

/** Which rows of a file to look at; the answers are those of the check. */
export const rowsInput = z.strictObject({
  ...tableChoice,
  ...answers,
  heap: z.enum(rowHeaps).nullable(),
  /** Of the rejected rows only those with this reason. */
  reason: shortText.nullable(),
  from: count,
  limit: z.int().min(1).max(200),
});

const checkedRow = z.strictObject({
  row: count,
  heap: z.enum(['ready', 'known', 'duplicate', 'blocked', 'rejected']),
  reason: shortText.nullable(),
  e164: shortText,
  name: line,
  /** As the columns, the parts of a name and further numbers beside them. */
  values: z.array(line).max(2_010),
  notes: z.array(line).max(1_010),
  cells,
});

/** Rows of a file as they would be stored, in the order of the file; heap, reason and place as they were asked. */
export const rowsPage = z.strictObject({
  heap: z.enum(rowHeaps).nullable(),
  reason: shortText.nullable(),
  from: count,
  fields: z.array(z.strictObject({ key: shortText, label: line })).max(2_010),
  counts: z.strictObject({
    ready: count,
    known: count,
    duplicate: count,
    blocked: count,
    rejected: count,
    fixed: count,
    look: count,
  }),
  total: count,
  /** The first of them, which can be shown: fewer only for a file that takes more than 512 MB. */
  shown: count,
  rows: z.array(checkedRow).max(200),
});

/** What the import would do. */
export const checkReport = z.strictObject({
  ...importCounts,
  problems: z.array(problem),
  repairs: z.array(repair),
  badValues: z.array(badValue),
  /** Up to 20 known people with what changes in them. */
  changed: z.array(change).max(20),
  /** Whether the stated permission is whole: then everybody taken gets it. */
  permission: z.enum(['none', 'incomplete', 'whole']),
});

export const importRow = z.strictObject({
  ...importCounts,
  importId: id,
  fileName: line,
  atMs,
  undoneAtMs: atMs.nullable(),
});

const kept = z.strictObject({
  contactId: id,
  e164: shortText,
  name: line,
  reason: z.enum(['messaged', 'edited', 'granted', 'replied']),
});

/** What undoing takes away, puts back and leaves. */
export const undo = z.strictObject({ removed: count, restored: count, kept: count, examples: z.array(kept).max(200) });

export const importReport = z.strictObject({
  import: importRow,
  country: z.string().max(2),
  sheet: shortText.nullable(),
  mapping: z.array(z.strictObject({ column: line, field: shortText })),
  problems: z.array(problem),
  repairs: z.array(repair),
  badValues: z.array(badValue),
  lists: z.array(shortText),
  tags: z.array(shortText),
  by: shortText,
  sha256: shortText,
  undoKept: z.array(kept).max(200),
  rejects: z.array(reject).max(200),
});

/** Rejected rows as a file of their own, with the answers that their import had; the permission is stated anew. */
export const mendable = z.strictObject({
  ...chosenFile.shape,
  rows: count,
  /** Rejected rows that are not in it. */
  rest: count,
  country: z.string().max(2),
  answers: z.strictObject({
    mapping: answers.mapping,
    groupCountries: z.array(z.strictObject({ reason: shortText, country, title: line })).max(20),
    repairsOff: answers.repairsOff,
    nameOrder: answers.nameOrder,
    decimalComma: answers.decimalComma,
    dateOrder: answers.dateOrder,
    fieldTypes: answers.fieldTypes,
    policy: answers.policy,
    lists: answers.lists,
    tags: answers.tags,
  }),
});

/** An import being prepared, kept through a crash. `answers` is the wizard's own note of where it stands. */
export const draft = z.strictObject({
  draftId: id,
  fileName: shortText,
  step: shortText,
  updatedAtMs: atMs,
});
export const openedDraft = z.strictObject({ ...draft.shape, token: fileToken, answers: z.string().max(1_000_000) });
