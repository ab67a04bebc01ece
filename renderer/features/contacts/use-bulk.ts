import { useEffect, useState } from 'react';
import type { Input } from '#contract/contract.ts';
import { CallError, call, newClientId, onEvent } from '../../api/client.ts';
import { people } from '../../format/format.ts';
import { useUndo } from '../../window-undo.ts';

export type Target = Input<'contacts.bulk'>['target'];
export type Action = Input<'contacts.bulk'>['action'];
type Format = Input<'contacts.export'>['format'];

interface Run {
  readonly clientId: string;
  readonly title: string;
  readonly done: number;
  readonly total: number;
}

export interface Bulk {
  readonly run: Run | null;
  readonly error: Error | null;
  /** What an export came to. */
  readonly said: string;
  readonly start: (target: Target, action: Action) => Promise<boolean>;
  readonly save: (target: Target | null, format: Format) => Promise<void>;
  readonly cancel: () => void;
  readonly clear: () => void;
}

const doing: Readonly<Record<Action['kind'], readonly [now: string, then: string]>> = {
  tag: ['Tagging', 'tagged'],
  untag: ['Removing the tag', 'untagged'],
  listAdd: ['Adding to the list', 'added to the list'],
  listRemove: ['Taking off the list', 'taken off the list'],
  setField: ['Filling the field', 'changed'],
  block: ['Blocking', 'blocked'],
  delete: ['Deleting', 'deleted'],
};

const stopped = new Set(['bulk.cancelled', 'export.cancelled']);

/** Offers to take back what main has kept an undo for; `isKept` leaves the undo there when the bar goes. */
export function offerUndo(words: string, undo: string | null, isKept = false): void {
  if (undo === null) return;
  useUndo.getState().offer({
    words,
    undo: () => call('undo.apply', { undo }),
    forget: async () => (isKept ? undefined : call('undo.forget', { undo })),
  });
}

/** Changes or exports many contacts, one job at a time: its progress, its cancel, and the undo when it is done. */
export function useBulk(onDone: () => void): Bulk {
  const [run, setRun] = useState<Run | null>(null);
  const [error, setError] = useState<Error | null>(null);
  const [said, setSaid] = useState('');
  useEffect(
    () =>
      onEvent('contacts.progress', ({ clientId, done, total }) =>
        setRun((old) => (old?.clientId === clientId ? { ...old, done, total } : old)),
      ),
    [],
  );
  const job = async (title: string, work: (clientId: string) => Promise<string>): Promise<boolean> => {
    const clientId = newClientId();
    setError(null);
    setSaid('');
    setRun({ clientId, title, done: 0, total: 0 });
    try {
      setSaid(await work(clientId));
      return true;
    } catch (failure) {
      if (failure instanceof CallError && stopped.has(failure.wire.code)) setSaid('Stopped. Nothing was changed.');
      else setError(failure instanceof Error ? failure : new Error(String(failure)));
      return false;
    } finally {
      setRun(null);
    }
  };
  return {
    run,
    error,
    said,
    start: (target, action) =>
      job(doing[action.kind][0], async (clientId) => {
        const { changed, undo } = await call('contacts.bulk', { target, action, clientId });
        const words = `${people(changed)} ${doing[action.kind][1]}`;
        offerUndo(words, undo);
        onDone();
        return undo === null ? words : '';
      }),
    save: async (target, format) => {
      await job('Exporting', async (clientId) => {
        const { savedAs, people: saved } = await call('contacts.export', { target, format, clientId });
        return savedAs === null ? '' : `${people(saved)} saved as ${savedAs}`;
      });
    },
    cancel: () => {
      if (run) void call('contacts.cancel', { clientId: run.clientId }).catch(() => undefined);
    },
    clear: () => {
      setError(null);
      setSaid('');
    },
  };
}
