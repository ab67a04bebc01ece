import { create } from 'zustand';
import type { Input } from '#contract/contract.ts';
import { call, newClientId, onEvent } from './api/client.ts';

type Mapping = Input<'imports.check'>['mapping'];
type RunInput = Omit<Input<'imports.run'>, 'clientId'>;

/** An import under way: it goes on while other screens are used. */
export interface ImportRun {
  readonly clientId: string;
  readonly rows: number;
  readonly share: number;
  readonly error: Error | null;
  /** The finished import's id, until its report was shown. */
  readonly importId: number | null;
}

/** How the file is read: null means as detected. */
interface Reading {
  readonly sheet: string | null;
  readonly encoding: string | null;
  readonly delimiter: string | null;
  readonly country: string | null;
}

/** Where the import wizard stands; it survives a visit to another screen. */
interface ImportState extends Reading {
  readonly file: { readonly token: string; readonly fileName: string } | null;
  readonly step: number;
  readonly mapping: Mapping | null;
  readonly run: ImportRun | null;
  readonly choose: (file: { token: string; fileName: string }) => void;
  /** Another reading of the file makes the matching of its columns void. */
  readonly read: (part: Partial<Reading>) => void;
  readonly match: (mapping: Mapping) => void;
  readonly goTo: (step: number) => void;
  readonly start: (input: RunInput) => void;
  readonly dropRun: () => void;
  readonly clear: () => void;
}

export const steps = ['File', 'Match columns', 'Check', 'Import'] as const;

const empty = {
  file: null,
  step: 0,
  sheet: null,
  encoding: null,
  delimiter: null,
  country: null,
  mapping: null,
  run: null,
};

export const useImportState = create<ImportState>((set, get) => {
  /** Changes the run of this client id; a later one is left alone. */
  const patchRun = (clientId: string, part: Partial<ImportRun>): void =>
    set(({ run }) => (run?.clientId === clientId ? { run: { ...run, ...part } } : {}));
  return {
    ...empty,
    choose: (file) => set({ ...empty, file, step: 1 }),
    read: (part) => set({ ...part, mapping: null }),
    match: (mapping) => set({ mapping }),
    goTo: (step) => set({ step }),
    start: (input) => {
      if (get().run !== null) return;
      const clientId = newClientId();
      set({ step: 3, run: { clientId, rows: 0, share: 0, error: null, importId: null } });
      const stop = onEvent('imports.progress', (event) => {
        if (event.clientId === clientId) patchRun(clientId, { rows: event.rows, share: event.share });
      });
      call('imports.run', { ...input, clientId })
        .then((report) => patchRun(clientId, { importId: report.import.importId, share: 1 }))
        .catch((error: unknown) =>
          patchRun(clientId, { error: error instanceof Error ? error : new Error(String(error)) }),
        )
        .finally(stop);
    },
    dropRun: () => set({ run: null }),
    clear: () => set(empty),
  };
});
