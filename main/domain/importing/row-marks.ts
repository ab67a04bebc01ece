import { isTextable } from '#domain/phone/parse-phone.ts';
import type { RowOutcome } from './row-outcome.ts';

/**
 * What a check found about a row, as bits. The first two come from the file, `known` and `blocked` from the workspace;
 * of these four a row has one at most. A row with none of them is ready: a new person.
 */
export const rowMarks = { rejected: 1, duplicate: 2, known: 4, blocked: 8, fixed: 16, look: 32 } as const;

/** The heaps that rows are looked at in. The first five share the rows among them; the last two lie across those. */
export const rowHeaps = ['ready', 'known', 'duplicate', 'blocked', 'rejected', 'fixed', 'look'] as const;

export type RowHeap = (typeof rowHeaps)[number];

const { rejected, duplicate, known, blocked } = rowMarks;
const fates = rejected | duplicate | known | blocked;

/** Whether a row with these marks lies in a heap. */
export function isInHeap(marks: number, heap: RowHeap): boolean {
  return heap === 'ready' ? (marks & fates) === 0 : (marks & rowMarks[heap]) !== 0;
}

/**
 * The marks a row has by itself: rejected; put right; or with something that somebody should look at, which is a
 * number that no text may reach or a value that was left out.
 */
export function marksOf(row: RowOutcome): number {
  if (row.kind === 'invalid') return rowMarks.rejected;
  const needsLook = row.badValues.length > 0 || !isTextable(row);
  return (row.repair === null ? 0 : rowMarks.fixed) | (needsLook ? rowMarks.look : 0);
}
