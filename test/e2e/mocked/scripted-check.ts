import { actionWords, groupProblems, reasonWords } from '#domain/importing/problem-groups.ts';
import type { ProblemReason } from '#domain/importing/problem-groups.ts';
import { repairWords } from '#domain/importing/repair.ts';
import type { RepairKind } from '#domain/importing/repair.ts';
import type { Input, Output } from '#contract/contract.ts';
import { statementWords } from '../../../main/services/importing/permission-answers.ts';
import { personAt } from './scripted-people.ts';
import { counts } from './scripted-world.ts';
import type { Scenario } from './scripted-world.ts';

type Check = Output<'imports.check'>;
type RowsPage = Output<'imports.rows'>;
type Reject = Output<'imports.get'>['rejects'][number];
type Answers = Omit<Input<'imports.check'>, 'clientId'>;

/** A refusal of scripted main, in the words of the real one. */
export class Refusal extends Error {
  readonly wire: {
    readonly code: string;
    readonly details: object;
    readonly words: Record<'what' | 'notDone' | 'next', string>;
  };

  constructor(code: string, what: string, next: string, notDone = 'Nothing was imported.') {
    super(what);
    this.wire = { code, details: {}, words: { what, notDone, next } };
  }
}

const tooShort = ['082 41', '7700', '12', '08 2410'];

/** 63 rejected rows: 38 too short, 14 shortened by Excel, 11 empty. */
export const rejected: readonly Reject[] = Array.from({ length: counts.invalid }, (_, at) => {
  const reason = at < 38 ? 'tooShort' : at < 52 ? 'digitsLost' : 'empty';
  const shown = at < 38 ? (tooShort[at % 4] ?? '') : at < 52 ? '2.782E+10' : '';
  const name = ['Pieter van der Merwe', 'Ayanda Cele', 'J. Smith', '李伟'][at % 4] ?? '';
  const cells = [shown, name, '', '', 'Rosebank', '25/12/2024', '19,99', `A-${1000 + at}`, ''];
  return { row: 17 + at * 7, reason, words: reasonWords(reason), shown, cells };
});

const offRejects = (kind: RepairKind, count: number): readonly Reject[] =>
  Array.from({ length: count }, (_, at) => {
    const shown = kind === 'lostZero' ? '824102231' : '2.7824102231E+10';
    return {
      row: 2_000 + at,
      reason: 'repairOff',
      words: reasonWords('repairOff'),
      shown,
      cells: [shown, 'Zoë Martin'],
    };
  });

export const repairs: Check['repairs'] = [
  {
    kind: 'lostZero',
    words: repairWords.lostZero,
    count: 212,
    examples: [{ row: 12, shown: '824102231', became: '+27 82 410 2231' }],
  },
  {
    kind: 'scientific',
    words: repairWords.scientific,
    count: 31,
    examples: [{ row: 8, shown: '2.7824102231E+10', became: '+27 82 410 2231' }],
  },
];

export function groupsOf(rejects: readonly Reject[]): Check['problems'] {
  const sums = new Map<ProblemReason, number>();
  for (const { reason } of rejects) {
    const key = reason as ProblemReason;
    sums.set(key, (sums.get(key) ?? 0) + 1);
  }
  return groupProblems(sums).map(({ reason, title, actions, count }) => ({
    reason,
    title,
    count,
    words: reasonWords(reason),
    actions: actions.map((action) => ({ action, words: actionWords[action] })),
    examples: rejects
      .filter((reject) => reject.reason === reason)
      .slice(0, 3)
      .map(({ row, shown }) => ({ row, shown })),
  }));
}

const changed: Check['changed'] = [
  {
    rowNumber: 41,
    e164: '+27824102231',
    name: 'Thandi Mokoena',
    changes: [
      { field: 'branch', before: null, after: 'Rosebank' },
      { field: 'email', before: null, after: 'thandi@example.com' },
    ],
  },
  {
    rowNumber: 208,
    e164: '+447700900412',
    name: 'Siobhan O’Neill',
    changes: [{ field: 'branch', before: 'Sandton', after: 'Rosebank' }],
  },
];

const leaveOut = (reject: Reject): Reject => ({
  ...reject,
  reason: 'leftOut',
  words: reasonWords('leftOut'),
});

/** The rejected rows of a check: edits mend their row, rows left out say so, repairs switched off reject theirs. */
function rejectsOf(input: Answers, { file }: Scenario): readonly Reject[] {
  if (file === 'hopeless') return rejected;
  const mended = new Set(mendedRows(input));
  const out = new Set(input.leftOut);
  const isOut = ({ row, reason }: Reject): boolean => out.has(row) || input.leftOutReasons.includes(reason);
  const isFrom = (reject: Reject): boolean =>
    reject.shown === '7700' && !isOut(reject) && input.groupCountries.some(({ reason }) => reason === reject.reason);
  return [
    ...repairs
      .filter(({ kind }) => input.repairsOff.includes(kind))
      .flatMap(({ kind, count }) => offRejects(kind, count)),
    ...rejected
      .filter((reject) => !mended.has(reject.row) && !isFrom(reject))
      .map((reject) => (isOut(reject) ? leaveOut(reject) : reject)),
  ];
}

const mendedRows = ({ edits }: Answers): number[] =>
  edits.filter(({ value }) => value.replace(/\D/g, '').length >= 9).map(({ row }) => row);

/** What a check answers. */
export function checkOf(input: Input<'imports.check'>, scenario: Scenario): Check {
  const rejects = rejectsOf(input, scenario);
  const off = repairs.filter(({ kind }) => input.repairsOff.includes(kind));
  const lost = off.reduce((sum, { count }) => sum + count, 0);
  const isSkipping = input.policy.existing === 'skip';
  const heaps = { ...counts, created: counts.created - lost + mendedRows(input).length, invalid: rejects.length };
  const known = isSkipping ? { updated: 0, unchanged: counts.updated + counts.unchanged } : {};
  const permission = permissionOf(input);
  if (scenario.file === 'hopeless') {
    const none = { created: 0, updated: 0, unchanged: 0, duplicates: 0, blocked: 0, optOuts: 0 };
    const all = { ...none, rows: rejected.length, invalid: rejected.length };
    return { ...all, problems: groupsOf(rejected), repairs: [], badValues: [], changed: [], permission };
  }
  return {
    ...heaps,
    ...known,
    problems: groupsOf(rejects),
    repairs: repairs.filter(({ kind }) => !input.repairsOff.includes(kind)),
    badValues: input.fieldTypes.some(({ key, type }) => key === 'spent' && type === 'number')
      ? [{ field: 'spent', count: 9, examples: [{ row: 88, shown: 'n/a' }] }]
      : [],
    changed: isSkipping ? [] : changed,
    permission,
  };
}

const fields = ['first_name', 'last_name', 'full_name', 'branch', 'since', 'spent', 'phone_2'].map((key) => ({
  key,
  label: key.charAt(0).toUpperCase() + key.slice(1).replace('_', ' '),
}));
const notes: Readonly<Record<string, readonly string[]>> = {
  duplicate: ['The number stands in an earlier row'],
  blocked: ['On the blocklist: left out'],
  fixed: ['Put right from 824102231: the 0 at the start was lost'],
  look: ['This is a landline: texts may not reach it'],
};

function personRow(at: number, heap: RowsPage['rows'][number]['heap'], said: string): RowsPage['rows'][number] {
  const person = personAt(at);
  const [first = '', ...others] = person.name.split(' ');
  const e164 = person.e164.replaceAll(' ', '');
  const cells = [e164.replace('+27', '0'), person.name, '', '', 'Rosebank', '25/12/2024', '19,99', `A-${at}`, ''];
  const values = [first, others.join(' '), '', 'Rosebank', '2024-12-25', '19,99', ''];
  return { row: 3 + at, heap, reason: null, e164, name: person.name, values, notes: [...(notes[said] ?? [])], cells };
}

/** A page of rows behind a counter. */
export function rowsOf(input: Input<'imports.rows'>, scenario: Scenario): RowsPage {
  const { heap, reason, from, limit } = input;
  const rejects = rejectsOf(input, scenario);
  const isNone = scenario.file === 'hopeless';
  const lost = rejects.length - rejected.length;
  const heaps = {
    ready: isNone ? 0 : counts.created - lost,
    known: isNone ? 0 : counts.updated + counts.unchanged,
    duplicate: isNone ? 0 : counts.duplicates,
    blocked: isNone ? 0 : counts.blocked,
    rejected: rejects.length,
    fixed: isNone ? 0 : 243,
    look: isNone ? 0 : 29,
  };
  const asked = { heap, reason, from, fields, counts: heaps };
  if (heap === 'rejected') {
    const found = rejects.filter((reject) => reason === null || reject.reason === reason);
    const rows = found.slice(from, from + limit).map(({ row, reason: why, words, cells }) => ({
      row,
      heap,
      reason: why,
      e164: '',
      name: '',
      values: [],
      notes: [words],
      cells: [...cells],
    }));
    return { ...asked, total: found.length, shown: found.length, rows };
  }
  const total = heap === null ? counts.rows : heaps[heap];
  const own = heap === null || heap === 'fixed' || heap === 'look' ? 'ready' : heap;
  const rows = Array.from({ length: Math.max(0, Math.min(limit, total - from)) }, (_, at) =>
    personRow(from + at, own, heap ?? ''),
  );
  return { ...asked, total, shown: total, rows };
}

function permissionOf({ permission }: Input<'imports.check'>): Check['permission'] {
  if (permission === null) return 'none';
  const { statements, method, wording, evidence, by, occurredAtMs } = permission;
  const refused = (['agreedToUs', 'notBought'] as const).find((name) => statements[name] === 'no');
  if (refused)
    throw new Refusal('import.refused', `You said that this is not true: “${statementWords[refused]}”`, 'Ask first.');
  const isSaid = Object.values(statements).every((answer) => answer === 'yes');
  const isFilled = [method, wording, evidence, by].every((text) => text !== '') && occurredAtMs !== null;
  return isSaid && isFilled ? 'whole' : 'incomplete';
}
