import type { ImportPlan } from '#domain/importing/import-plan.ts';
import { createLeavingOut } from '#domain/importing/left-out.ts';
import type { LeftOut } from '#domain/importing/left-out.ts';
import { repairWords } from '#domain/importing/repair.ts';
import { isInHeap, rowHeaps } from '#domain/importing/row-marks.ts';
import type { RowHeap } from '#domain/importing/row-marks.ts';
import type { BadValue, PersonRow } from '#domain/importing/row-outcome.ts';
import { createRowReader } from '#domain/importing/row-reader.ts';
import { isTextable } from '#domain/phone/parse-phone.ts';
import type { PhoneType } from '#domain/phone/parse-phone.ts';
import { problemWords } from './problem-words.ts';

/** A row of a file as it would be stored, and why it is not. */
export interface CheckedRow {
  readonly row: number;
  readonly heap: Exclude<RowHeap, 'fixed' | 'look'>;
  readonly reason: string | null;
  /** Empty for a rejected row. */
  readonly e164: string;
  readonly name: string;
  /** As they will be stored, in the order of the page's `fields`; empty for a rejected row. */
  readonly values: readonly (string | null)[];
  /** What is wrong, was put right, or should be looked at, in words. */
  readonly notes: readonly string[];
  /** As they stand in the file or were changed by hand; empty where they may not be kept. */
  readonly cells: readonly string[];
}

/** Makes a row to look at from its marks, its line (a JSON array of number and cells) and its reason. */
export type RowView = (marks: number, line: string, reason: string | null) => CheckedRow;

const typeWords: Readonly<Partial<Record<PhoneType, string>>> = {
  fixed: 'a landline',
  'toll-free': 'a freephone number',
  premium: 'a premium-rate number',
  voip: 'an internet number',
};

const heapNotes: Readonly<Partial<Record<RowHeap, string>>> = {
  duplicate: 'The number stands in an earlier row',
  blocked: 'On the blocklist: left out',
};

export function createRowView(
  plan: ImportPlan,
  leftOut: LeftOut,
  fields: readonly { readonly key: string; readonly label: string }[],
): RowView {
  const reader = createRowReader(plan);
  const leaveOut = createLeavingOut(leftOut);
  const labels = new Map(fields.map(({ key, label }) => [key, label]));
  return (marks, line, reason) => {
    const [row, ...cells] = JSON.parse(line) as [number, ...string[]];
    const heap = heapOf(marks);
    const nobody = { row, heap, e164: '', name: '', values: [], cells };
    if (reason !== null) return { ...nobody, reason, notes: [problemWords(reason)] };
    const person = leaveOut(reader.read(cells, row));
    if (person.kind === 'invalid') return { ...nobody, reason: person.reason, notes: [problemWords(person.reason)] };
    const { e164, name, values } = person;
    const notes = [heapNotes[heap], ...personNotes(person, labels)].filter((note) => note !== undefined);
    return { row, heap, reason: null, e164, name, values, notes, cells };
  };
}

function heapOf(marks: number): CheckedRow['heap'] {
  const heap = rowHeaps.find((name) => name !== 'ready' && isInHeap(marks, name));
  return heap === undefined || heap === 'fixed' || heap === 'look' ? 'ready' : heap;
}

function personNotes(person: PersonRow, labels: ReadonlyMap<string, string>): string[] {
  const { repair, before, type } = person;
  return [
    ...(repair === null ? [] : [`Put right from ${before}: ${repairWords[repair].replace(/^./, lower)}`]),
    ...(isTextable(person) ? [] : [`This is ${typeWords[type] ?? 'no mobile number'}: texts may not reach it`]),
    ...person.badValues.map((value) => badValueNote(value, labels)),
  ];
}

const lower = (letter: string): string => letter.toLowerCase();

function badValueNote([key, shown]: BadValue, labels: ReadonlyMap<string, string>): string {
  if (key === 'opt_out') return `“${shown}” is no clear answer: taken as opted out`;
  if (key === 'age_check') return 'The age cannot be told';
  return `“${shown}” does not fit ${labels.get(key) ?? key}: left out`;
}
