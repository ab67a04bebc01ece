import type { Handlers, Output } from '#contract/contract.ts';
import type { EventData } from '#contract/events.ts';
import { permissionStatements, statementWords } from '../../../main/services/importing/permission-answers.ts';
import { checkOf, groupsOf, Refusal, rejected, repairs, rowsOf } from './scripted-check.ts';
import { describeFile } from './scripted-files.ts';
import { day, nowMs } from './scripted-people.ts';
import { counts, importRow } from './scripted-world.ts';
import type { Scenario, World } from './scripted-world.ts';

type ImportCalls = 'files.choose' | 'files.paste' | Extract<keyof Handlers, `imports.${string}`>;

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
    rejects: [...rejected],
  };
}

/** The rejected rows of an import as a file of their own, with what it was decided with. */
function mendable(world: World, id: number): Output<'imports.mendRejects'> {
  const { fileName } = reportOf(world, id).import;
  return {
    token: 'token-token-token-9',
    fileName: fileName.replace(/\.[^.]*$/, '-rejects-3f2a1b.csv'),
    rows: rejected.length,
    rest: 0,
    country: 'GB',
    answers: {
      mapping: ['mobile', 'full_name', null, 'opt_out', 'branch'].map((field, index) => ({ index, field })),
      groupCountries: [],
      repairsOff: [],
      nameOrder: 'lastFirst',
      decimalComma: true,
      dateOrder: 'mdy',
      fieldTypes: [],
      policy: { inFile: 'merge', existing: 'overwrite', overwrite: null, newOnly: false },
      lists: ['Regulars'],
      tags: ['import 2026-11-05'],
    },
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
  let isUnlocked = false;
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
    'imports.unlock': async ({ password }) => {
      if (password !== 'secret') {
        throw new Refusal('file.wrongPassword', 'That is not the password of customers.xlsx.', 'Type it again.');
      }
      isUnlocked = true;
      return {};
    },
    'imports.describe': async (input) => {
      if (scenario.file === 'locked' && !isUnlocked) {
        throw new Refusal('file.encrypted', 'customers.xlsx is protected with a password.', 'Save a copy.');
      }
      return describeFile(input, scenario);
    },
    'imports.check': async (input) => {
      const report = checkOf(input, scenario);
      await read(input.clientId, report.rows);
      return report;
    },
    'imports.rows': async (input) => rowsOf(input, scenario),
    'imports.forgetRows': async () => ({}),
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
    'imports.mendRejects': async ({ id }) => mendable(world, id),
    'imports.saveTemplate': async () => ({ savedAs: '/home/lerato/people-to-import.csv' }),
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
