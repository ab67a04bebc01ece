import { create } from 'zustand';
import type { Output } from '#contract/contract.ts';
import { call, newClientId, onEvent } from './api/client.ts';
import { answersForRejects, emptyAnswers, readAnswers, stepIds, unmatched } from './import-answers.ts';
import type { ImportAnswers, Reading, RunInput, StepId } from './import-answers.ts';
import { useCheck } from './import-check.ts';

/** An import under way: it goes on while other screens are used. */
export interface ImportRun {
  readonly clientId: string;
  readonly rows: number;
  readonly share: number;
  readonly perSecond: number;
  readonly isPaused: boolean;
  readonly error: Error | null;
  /** The finished import's id, until its report was shown. */
  readonly importId: number | null;
}

type File = Output<'files.paste'>;

/** Where the import wizard stands; it survives a visit to another screen, and a crash as a draft. */
interface ImportState {
  readonly file: File | null;
  /** One for each import, made when its file is chosen: draft and run are the same intent. */
  readonly clientId: string;
  readonly step: StepId;
  /** The furthest step that was seen. */
  readonly reached: number;
  readonly answers: ImportAnswers;
  readonly run: ImportRun | null;
  readonly savedAtMs: number | null;
  readonly saveError: Error | null;
  readonly choose: (file: File) => void;
  readonly open: (draft: Output<'imports.openDraft'>) => void;
  /** The rejected rows of an earlier import, at the step where they can be mended. */
  readonly mend: (rejects: Output<'imports.mendRejects'>) => void;
  readonly change: (part: Partial<ImportAnswers>) => void;
  /** Another reading of the file makes the matching of its columns void. */
  readonly read: (part: Partial<Reading>) => void;
  readonly goTo: (step: StepId) => void;
  readonly start: (input: Omit<RunInput, 'clientId'>) => void;
  readonly hold: (isPaused: boolean) => void;
  readonly dropRun: () => void;
  readonly clear: () => void;
}

const empty = {
  file: null,
  clientId: '',
  step: 'file',
  reached: 0,
  answers: emptyAnswers,
  run: null,
  savedAtMs: null,
  saveError: null,
} as const;

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));

export const useImportState = create<ImportState>((set, get) => {
  /** Changes the run of this client id; a later one is left alone. */
  const patchRun = (clientId: string, part: Partial<ImportRun>): void =>
    set(({ run }) => (run?.clientId === clientId ? { run: { ...run, ...part } } : {}));

  function begin(step: StepId, part: Partial<ImportState>): void {
    // What was being prepared before stays as a draft of its own.
    void saveDraftNow();
    useCheck.getState().reset();
    forgetSaving();
    set({ ...empty, step, reached: stepIds.indexOf(step), ...part });
  }

  /** Counts rows a second, from the first whole second on, over the time in which rows were read, without the pauses. */
  function follow(clientId: string): () => void {
    let activeMs = 0;
    let lastMs = Date.now();
    return onEvent('imports.progress', ({ clientId: of, rows, share }) => {
      const run = get().run;
      if (of !== clientId || run === null) return;
      const nowMs = Date.now();
      if (!run.isPaused) activeMs += nowMs - lastMs;
      lastMs = nowMs;
      patchRun(clientId, { rows, share, perSecond: activeMs < 1_000 ? 0 : (rows / activeMs) * 1_000 });
    });
  }

  return {
    ...empty,
    choose: (file) => {
      if (isRunning(get().run)) return;
      begin('read', { file, clientId: newClientId() });
    },
    open: ({ token, fileName, step, answers: text, updatedAtMs }) => {
      const { clientId, answers } = readAnswers(text);
      const at = stepIds.find((id) => id === step) ?? 'read';
      begin(at, { file: { token, fileName }, clientId: clientId ?? newClientId(), answers, savedAtMs: updatedAtMs });
    },
    mend: (rejects) => {
      if (isRunning(get().run)) return;
      const { token, fileName } = rejects;
      begin('check', { file: { token, fileName }, clientId: newClientId(), answers: answersForRejects(rejects) });
    },
    change: (part) => set(({ answers }) => ({ answers: { ...answers, ...part } })),
    read: (part) =>
      set(({ answers }) => ({
        answers: { ...answers, ...unmatched, reading: { ...answers.reading, ...part } },
        reached: stepIds.indexOf('read'),
      })),
    goTo: (step) => set(({ reached }) => ({ step, reached: Math.max(reached, stepIds.indexOf(step)) })),
    start: (input) => {
      if (get().run !== null) return;
      const { clientId } = get();
      const saved = saveDraftNow();
      const fresh = { rows: 0, share: 0, perSecond: 0, isPaused: false, error: null, importId: null };
      set({ run: { clientId, ...fresh } });
      const stop = follow(clientId);
      saved
        .then(() => call('imports.run', { ...input, clientId }))
        .then((report) => patchRun(clientId, { importId: report.import.importId, share: 1 }))
        .catch((error: unknown) => patchRun(clientId, { error: asError(error) }))
        .finally(stop);
    },
    hold: (isPaused) => {
      const { clientId } = get();
      void call(isPaused ? 'imports.pause' : 'imports.resume', { clientId })
        .then(() => patchRun(clientId, { isPaused }))
        .catch((error: unknown) => set({ saveError: asError(error) }));
    },
    dropRun: () => set({ run: null }),
    clear: () => {
      useCheck.getState().reset();
      forgetSaving();
      set(empty);
    },
  };
});

/** Whether an import is under way: neither finished nor failed. */
export function isRunning(run: ImportRun | null): boolean {
  return run !== null && run.error === null && run.importId === null;
}

// Every change is kept as a draft, half a second after the last one.

const saveAfterMs = 500;
let timer: ReturnType<typeof setTimeout> | undefined;
let isUnsaved = false;
let saving: Promise<void> = Promise.resolve();

function forgetSaving(): void {
  clearTimeout(timer);
  isUnsaved = false;
}

/** Keeps the draft at once; resolves when everything up to here is kept or its failure is shown. */
export function saveDraftNow(): Promise<void> {
  const { file, run, step, answers, clientId } = useImportState.getState();
  if (!isUnsaved || file === null || run !== null) return saving;
  forgetSaving();
  const text = JSON.stringify({ ...answers, clientId });
  const isStill = (): boolean => useImportState.getState().clientId === clientId;
  saving = saving
    .then(() => call('imports.saveDraft', { token: file.token, step, answers: text, clientId }))
    .then(({ updatedAtMs }) => {
      if (isStill()) useImportState.setState({ savedAtMs: updatedAtMs, saveError: null });
    })
    .catch((error: unknown) => {
      if (isStill()) useImportState.setState({ saveError: asError(error) });
    });
  return saving;
}

useImportState.subscribe((now, before) => {
  const isSame = now.answers === before.answers && now.step === before.step && now.file === before.file;
  // A draft that was just opened is kept already.
  const isOpened = now.file !== before.file && now.savedAtMs !== null;
  if (isSame || isOpened || now.file === null || now.run !== null) return;
  isUnsaved = true;
  clearTimeout(timer);
  timer = setTimeout(() => void saveDraftNow(), saveAfterMs);
});
