import { z } from 'zod';
import { contactDetail, contactRow } from './contacts.ts';
import { rule } from './rules.ts';
import { atMs, clientId, count, id, line, shortText } from './values.ts';

export const viewSort = z.strictObject({
  /** added, name, number, country, lastMessage, lastReply, or `field:KEY`. */
  by: shortText,
  direction: z.enum(['ascending', 'descending']),
});

export const viewDefinition = { filter: rule.nullable(), search: shortText, sort: viewSort };
/** `count` is exact, or what was found until now: then `views.count` finishes it ("10,000+" when it still is not). */
export const viewState = z.strictObject({ viewId: count, count, isExact: z.boolean() });

export const fieldValue = z.strictObject({ key: shortText, value: line });

export const gridRow = contactRow.extend({
  numberType: shortText,
  lastReplyAtMs: atMs.nullable(),
  tags: z.array(shortText).max(1_000),
  lists: z.array(line).max(1_000),
  values: z.array(fieldValue).max(1_000),
});

/** Which contacts: those of a view, or these. */
export const target = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('view'), viewId: count }),
  z.strictObject({ kind: z.literal('ids'), ids: z.array(id).min(1).max(10_000) }),
  z.strictObject({ kind: z.literal('rule'), rule }),
]);

export const bulkAction = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.enum(['tag', 'untag']), tag: shortText.min(1) }),
  z.strictObject({ kind: z.enum(['listAdd', 'listRemove']), listId: id }),
  z.strictObject({ kind: z.literal('setField'), key: shortText, value: line }),
  z.strictObject({ kind: z.literal('block'), note: line }),
  z.strictObject({ kind: z.literal('delete') }),
]);

/** `undo` is the token that takes it back; null when nothing changed or it cannot be taken back (a block). */
export const bulkResult = z.strictObject({ people: count, changed: count, undo: clientId.nullable() });
export const undoResult = z.strictObject({ restored: count, kept: count });

export const note = z.strictObject({ id, text: z.string().max(10_000), by: shortText, atMs });
export const change = z.strictObject({
  atMs,
  by: line,
  /** What did it, in words: an import, an edit, a merge. */
  source: line,
  changes: z.array(z.strictObject({ key: shortText, before: line.nullable(), after: line.nullable() })).max(1_000),
});

/** One person whole: the detail with tags, lists, notes and the history of each field. */
export const personFile = contactDetail.extend({
  tags: z.array(shortText).max(1_000),
  lists: z.array(z.strictObject({ id, name: line })).max(1_000),
  notes: z.array(note).max(1_000),
  changes: z.array(change).max(500),
});

export const mergePair = z.strictObject({ first: gridRow, second: gridRow, reason: line });

/** A merge that can still be taken back; `kept` is null when that person has been deleted since. */
export const mergeDone = z.strictObject({
  undo: clientId,
  atMs,
  kept: z.strictObject({ id, name: line, shown: shortText }).nullable(),
  dropped: z.strictObject({ name: line, shown: shortText }),
});

export const listRow = z.strictObject({
  id,
  name: line,
  kind: z.enum(['list', 'segment']),
  rule: rule.nullable(),
  /** The segment's rule for people; null for a list. */
  words: z.string().max(60_000).nullable(),
  /** Members of a list. A segment is asked by `filters.size`; null then. */
  size: count.nullable(),
  usedBy: z.array(line).max(500),
  createdAtMs: atMs,
  updatedAtMs: atMs,
});

export const savedView = z.strictObject({ id, name: line, definition: z.string().max(20_000), updatedAtMs: atMs });

export const fieldType = z.enum(['text', 'number', 'date', 'choice', 'yesNo']);
export const field = z.strictObject({
  key: shortText,
  label: line,
  type: fieldType,
  options: z.array(line).max(500),
  filled: count,
  /** Names of the segments whose rule asks for it. */
  usedBy: z.array(line).max(500),
});

export const exportFormat = z.enum(['csv', 'xlsx', 'vcard', 'json']);
