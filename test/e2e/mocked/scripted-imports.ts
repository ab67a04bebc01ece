import { actionWords, groupProblems, reasonWords } from '#domain/importing/problem-groups.ts';
import type { ProblemReason } from '#domain/importing/problem-groups.ts';
import { repairWords } from '#domain/importing/repair.ts';
import type { RepairKind } from '#domain/importing/repair.ts';
import type { Handlers, Input, Output } from '#contract/contract.ts';
import type { EventData } from '#contract/events.ts';
import { permissionStatements, statementWords } from '../../../main/services/importing/permission-answers.ts';
import { describeFile } from './scripted-files.ts';
import { day, nowMs } from './scripted-people.ts';
import { counts, importRow } from './scripted-world.ts';
import type { Scenario, World } from './scripted-world.ts';

type Check = Output<'imports.check'>;
type ImportCalls = 'files.choose' | 'files.paste' | Extract<keyof Handlers, `imports.${string}`>;

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
const rejected: Check['rejects'] = Array.from({ length: counts.invalid }, (_, at) => {
  const reason = at < 38 ? 'tooShort' : at < 52 ? 'digitsLost' : 'empty';
  const shown = at < 38 ? (tooShort[at % 4] ?? '') : at < 52 ? '2.782E+10' : '';
  const name = ['Pieter van der Merwe', 'Ayanda Cele', 'J. Smith', '李伟'][at % 4] ?? '';
  const cells = [shown, name, '', '', 'Rosebank', '25/12/2024', '19,99', `A-${1000 + at}`, ''];
  return { row: 17 + at * 7, reason, words: reasonWords(reason), shown, cells };
});

const offRejects = (kind: RepairKind, count: number): Check['rejects'] =>
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

const repairs: Check['repairs'] = [
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

function groupsOf(rejects: Check['rejects']): Check['problems'] {
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

const leaveOut = (reject: Check['rejects'][number]): Check['rejects'][number] => ({
  ...reject,
  reason: 'leftOut',
  words: reasonWords('leftOut'),
});

/** What a check answers: edits mend their row, rows left out say so, repairs switched off reject theirs. */
function checkOf(input: Input<'imports.check'>, { file }: Scenario): Check {
  const mended = new Set(input.edits.filter(({ value }) => value.replace(/\D/g, '').length >= 9).map(({ row }) => row));
  const out = new Set(input.leftOut);
  const isOut = ({ row, reason }: Check['rejects'][number]): boolean =>
    out.has(row) || input.leftOutReasons.includes(reason);
  const off = repairs.filter(({ kind }) => input.repairsOff.includes(kind));
  const rejects = [
    ...off.flatMap(({ kind, count }) => offRejects(kind, count)),
    ...rejected.filter(({ row }) => !mended.has(row)).map((reject) => (isOut(reject) ? leaveOut(reject) : reject)),
  ];
  const lost = off.reduce((sum, { count }) => sum + count, 0);
  const isSkipping = input.policy.existing === 'skip';
  const heaps = { ...counts, created: counts.created - lost + mended.size, invalid: rejects.length };
  const known = isSkipping ? { updated: 0, unchanged: counts.updated + counts.unchanged } : {};
  const report = { ...heaps, ...known, rows: counts.rows };
  const permission = permissionOf(input);
  if (file === 'hopeless') {
    const none = { created: 0, updated: 0, unchanged: 0, duplicates: 0, blocked: 0, optOuts: 0 };
    const all = { ...none, rows: rejected.length, invalid: rejected.length };
    return {
      ...all,
      problems: groupsOf(rejected),
      repairs: [],
      badValues: [],
      changed: [],
      rejects: rejected,
      permission,
    };
  }
  return {
    ...report,
    problems: groupsOf(rejects),
    repairs: repairs.filter(({ kind }) => !input.repairsOff.includes(kind)),
    badValues: input.fieldTypes.some(({ key, type }) => key === 'spent' && type === 'number')
      ? [{ field: 'spent', count: 9, examples: [{ row: 88, shown: 'n/a' }] }]
      : [],
    changed: isSkipping ? [] : changed,
    rejects: rejects.slice(0, 200),
    permission,
  };
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

export function reportOf(world: World, id: number): Output<'imports.get'> {
  const row = world.imports.find(({ importId }) => importId === id) ?? importRow(id, 'customers-november.csv', nowMs);
  return {
    import: row,
    country: 'ZA',
    sheet: null,
    mapping: [
      { column: 'Mob no.', field: 'mobile' },
      { column: 'Client', field: 'full_name' },
      { column: 'Unsub?', field: 'opt_out' },
      { column: 'Branch', field: 'branch' },
    ],
    problems: groupsOf(rejected),
    repairs,
    badValues: [{ field: 'spent', count: 9, examples: [{ row: 88, shown: 'n/a' }] }],
    lists: ['Newsletter readers'],
    tags: ['import 2026-11-05'],
    by: 'Lerato Mabaso',
    sha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
    undoKept: row.undoneAtMs === null ? [] : undo.examples,
    rejects: rejected,
  };
}

const undo: Output<'imports.undo'> = {
  removed: 4_604,
  restored: 118,
  kept: 6,
  examples: [
    { contactId: 2, e164: '+447700900412', name: 'Siobhan O’Neill', reason: 'messaged' },
    { contactId: 3, e164: '+27835550142', name: 'Pieter van der Merwe', reason: 'edited' },
    { contactId: 8, e164: '+27827770021', name: 'Lindiwe Nkosi', reason: 'granted' },
  ],
};

const wait = (ms: number) => new Promise((done) => setTimeout(done, ms));
const stepsOfRun = [0.1, 0.25, 0.4, 0.55, 0.7, 0.85, 1];

/** Draft rows as a list shows them: without the file and the answers. */
const listed = ({ draftId, fileName, step, updatedAtMs }: World['drafts'][number]) => ({
  draftId,
  fileName,
  step,
  updatedAtMs,
});

/** The import calls of a scripted main: stateful, and slow enough to be paused and cancelled where asked. */
export function importHandlers(
  world: World,
  scenario: Scenario,
  emit: (name: 'imports.progress' | 'contacts.changed', data: EventData<'imports.progress'> | object) => void,
): Handlers<ImportCalls> {
  const paused = new Set<string>();
  const cancelled = new Set<string>();

  async function read(clientId: string, rows: number): Promise<void> {
    for (const share of stepsOfRun) {
      emit('imports.progress', { clientId, rows: Math.round(rows * share), share });
      await wait(scenario.stepMs);
      while (paused.has(clientId) && !cancelled.has(clientId)) await wait(20);
      if (!cancelled.has(clientId)) continue;
      cancelled.delete(clientId);
      throw new Refusal(
        'import.cancelled',
        `The import was cancelled after ${Math.round(rows * share)} rows.`,
        'Start it again.',
      );
    }
  }

  return {
    'files.choose': async () => ({ token: 'token-token-token-1', fileName: 'customers-november.csv' }),
    'files.paste': async () => ({ token: 'token-token-token-3', fileName: 'Pasted table.tsv' }),
    'imports.describe': async (input) => describeFile(input, scenario),
    'imports.check': async (input) => {
      const report = checkOf(input, scenario);
      await read(input.clientId, report.rows);
      return report;
    },
    'imports.run': async (input) => {
      const { created } = checkOf(input, scenario);
      await read(input.clientId, counts.rows);
      const draft = world.drafts.find(({ clientId }) => clientId === input.clientId);
      world.drafts = world.drafts.filter((one) => one !== draft);
      world.imports = [importRow(7, draft?.fileName ?? 'customers-november.csv', Date.now()), ...world.imports];
      world.people += created;
      emit('contacts.changed', {});
      return reportOf(world, 7);
    },
    'imports.pause': async ({ clientId }) => {
      paused.add(clientId);
      return {};
    },
    'imports.resume': async ({ clientId }) => {
      paused.delete(clientId);
      return {};
    },
    'imports.cancel': async ({ clientId }) => {
      cancelled.add(clientId);
      return {};
    },
    'imports.list': async () => world.imports,
    'imports.get': async ({ id }) => reportOf(world, id),
    'imports.saveRejects': async ({ format }) => ({ savedAs: `/home/lerato/customers-november-rejects.${format}` }),
    'imports.undoCheck': async () => undo,
    'imports.undo': async ({ id }) => {
      world.imports = world.imports.map((row) => (row.importId === id ? { ...row, undoneAtMs: Date.now() } : row));
      world.people -= undo.removed;
      return undo;
    },
    'imports.statements': async () => permissionStatements.map((name) => ({ name, words: statementWords[name] })),
    'imports.drafts': async () => world.drafts.map(listed),
    'imports.saveDraft': async ({ clientId, step, answers, token }) => {
      const old = world.drafts.find((draft) => draft.clientId === clientId);
      const fileName =
        token === 'token-token-token-3' ? 'Pasted table.tsv' : (old?.fileName ?? 'customers-november.csv');
      const kept = { draftId: old?.draftId ?? 90 + world.drafts.length, fileName, step, updatedAtMs: Date.now() };
      world.drafts = [{ ...kept, token, answers, clientId }, ...world.drafts.filter((draft) => draft !== old)];
      return kept;
    },
    'imports.openDraft': async ({ draftId }) => {
      const draft = world.drafts.find((one) => one.draftId === draftId);
      if (!draft)
        throw new Refusal(
          'import.noDraft',
          'This import was finished or thrown away already.',
          'Start it again from its file.',
          'Nothing was changed.',
        );
      return { ...listed(draft), token: draft.token, answers: draft.answers };
    },
    'imports.removeDraft': async ({ draftId }) => {
      world.drafts = world.drafts.filter((draft) => draft.draftId !== draftId);
      return {};
    },
  };
}

/** Two imports somebody began and left: one at the check with a changed country, one at its file. */
export const begunDrafts = (): World['drafts'] => [
  {
    draftId: 51,
    clientId: 'client-draft-51',
    fileName: 'loyalty-cards.xlsx',
    step: 'duplicates',
    updatedAtMs: nowMs - 3 * 3_600_000,
    token: 'token-token-token-5',
    answers: JSON.stringify({ clientId: 'client-draft-51', country: 'GB', tags: ['loyalty'] }),
  },
  {
    draftId: 50,
    clientId: 'client-draft-50',
    fileName: 'Pasted table.tsv',
    step: 'match',
    updatedAtMs: nowMs - 2 * day,
    token: 'token-token-token-6',
    answers: JSON.stringify({ clientId: 'client-draft-50' }),
  },
];
