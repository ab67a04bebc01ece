import { useEffect } from 'react';
import { create } from 'zustand';
import type { Output } from '#contract/contract.ts';
import { call, newClientId, onEvent } from './api/client.ts';
import type { RunInput } from './import-answers.ts';

export type CheckReport = Output<'imports.check'>;
/** A page of the rows of the file. */
export type RowsReport = Output<'imports.rows'>;
export type CheckRequest = Omit<RunInput, 'clientId'>;

interface CheckState {
  /** What is being checked or was checked last; an answer for anything else is not shown. */
  readonly key: string | null;
  readonly clientId: string;
  readonly rows: number;
  readonly share: number;
  readonly state: 'idle' | 'running' | 'done' | 'failed' | 'cancelled';
  readonly error: Error | null;
  /** The last finished check, kept on screen while the next one runs. */
  readonly report: CheckReport | null;
  readonly start: (request: CheckRequest) => void;
  readonly cancel: () => void;
  readonly reset: () => void;
}

const idle = {
  key: null,
  clientId: '',
  rows: 0,
  share: 0,
  state: 'idle',
  error: null,
  report: null,
} as const;

/** The dry run of the wizard: one at a time; a later one ends an earlier one. */
export const useCheck = create<CheckState>((set, get) => {
  function endRunning(): void {
    const { state, clientId } = get();
    if (state === 'running') void call('imports.cancel', { clientId }).catch(() => undefined);
  }
  return {
    ...idle,
    start: (request) => {
      endRunning();
      const clientId = newClientId();
      set({ key: JSON.stringify(request), clientId, rows: 0, share: 0, state: 'running', error: null });
      const patch = (part: Partial<CheckState>): void => {
        if (get().clientId === clientId && get().state === 'running') set(part);
      };
      const stop = onEvent('imports.progress', (event) => {
        if (event.clientId === clientId) patch({ rows: event.rows, share: event.share });
      });
      call('imports.check', { ...request, clientId })
        .then((report) => patch({ state: 'done', report }))
        .catch((error: unknown) =>
          patch({ state: 'failed', error: error instanceof Error ? error : new Error(String(error)) }),
        )
        .finally(stop);
    },
    cancel: () => {
      endRunning();
      set({ state: 'cancelled' });
    },
    reset: () => {
      endRunning();
      void call('imports.forgetRows', {}).catch(() => undefined);
      set(idle);
    },
  };
});

const settleMs = 400;

/** The check of exactly this request, started when there is none; null starts nothing. */
export function useCheckOf(request: CheckRequest | null): CheckState & { readonly isCurrent: boolean } {
  const check = useCheck();
  const key = request === null ? null : JSON.stringify(request);
  const isKnown = check.key === key;
  useEffect(() => {
    if (key === null || isKnown) return undefined;
    const begin = (): void => useCheck.getState().start(JSON.parse(key) as CheckRequest);
    // The first one at once; further ones when the answers have stood still for a moment.
    if (useCheck.getState().key === null) {
      begin();
      return undefined;
    }
    const timer = setTimeout(begin, settleMs);
    return () => clearTimeout(timer);
  }, [key, isKnown]);
  return { ...check, isCurrent: isKnown && check.state === 'done' };
}
