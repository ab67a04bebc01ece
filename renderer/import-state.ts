import { create } from 'zustand';
import type { Input, Output } from '#contract/contract.ts';

type Mapping = Input<'imports.check'>['mapping'];

/** Where the import wizard stands; it survives a visit to another screen. */
interface ImportState {
  readonly file: { readonly token: string; readonly fileName: string } | null;
  readonly step: number;
  readonly sheet: string | null;
  readonly encoding: string | null;
  readonly delimiter: string | null;
  readonly country: string | null;
  readonly mapping: Mapping | null;
  readonly check: Output<'imports.check'> | null;
  readonly choose: (file: { token: string; fileName: string }) => void;
  readonly set: (
    part: Partial<Pick<ImportState, 'step' | 'sheet' | 'encoding' | 'delimiter' | 'country' | 'mapping' | 'check'>>,
  ) => void;
  readonly clear: () => void;
}

const start = {
  file: null,
  step: 0,
  sheet: null,
  encoding: null,
  delimiter: null,
  country: null,
  mapping: null,
  check: null,
};

export const useImportState = create<ImportState>((set) => ({
  ...start,
  choose: (file) => set({ ...start, file, step: 1 }),
  set: (part) => set(part),
  clear: () => set(start),
}));
