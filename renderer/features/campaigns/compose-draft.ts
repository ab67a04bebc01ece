import { useEffect, useRef, useState } from 'react';
import type { Input, Output } from '#contract/contract.ts';
import { call, queryClient, useCall } from '../../api/client.ts';

export type Draft = Omit<Input<'campaigns.save'>, 'id'>;

const emptyDraft: Draft = { name: '', purpose: null, gatewayId: null, sender: null, text: '', audience: null };
const saveAfterMs = 500;

export interface DraftState {
  readonly id: number | null;
  readonly revision: number;
  readonly draft: Draft;
  readonly savedAtMs: number | null;
  readonly error: Error | null;
  readonly isLoaded: boolean;
  /** It was started meanwhile: there is nothing left to write. */
  readonly isStarted: boolean;
  readonly change: (part: Partial<Draft>) => void;
  /** Saves what is not saved yet; answers the id. */
  readonly flush: () => Promise<number>;
  /** Forgets what is not saved: the draft is being deleted. */
  readonly drop: () => void;
}

function toDraft({ name, purpose, gatewayId, sender, text, audience }: Output<'campaigns.get'>): Draft {
  return { name, purpose, gatewayId, sender, text, audience };
}

/** A draft that saves itself half a second after the last change; two saves never overtake each other. */
export function useDraft(id: number | null, start: Partial<Draft>): DraftState {
  const loaded = useCall('campaigns.get', { id: id ?? 0 }, { enabled: id !== null });
  const [draft, setDraft] = useState<Draft | null>(id === null ? { ...emptyDraft, ...start } : null);
  const [saved, setSaved] = useState<{ id: number | null; revision: number; atMs: number | null }>({
    id,
    revision: 0,
    atMs: null,
  });
  const [error, setError] = useState<Error | null>(null);
  const latest = useRef<Draft | null>(draft);
  const pending = useRef<Draft | null>(null);
  const savedId = useRef(id);
  const line = useRef<Promise<unknown>>(Promise.resolve());
  if (draft === null && loaded.data) {
    setDraft(toDraft(loaded.data));
    setSaved({ id, revision: loaded.data.revision, atMs: loaded.data.updatedAtMs });
  }

  const flush = (): Promise<number> => {
    const run = line.current.then(async () => {
      const next = pending.current;
      if (next === null && savedId.current !== null) return savedId.current;
      const answer = await call('campaigns.save', { id: savedId.current, ...(next ?? latest.current ?? emptyDraft) });
      // Only what was saved is no longer pending; a key pressed meanwhile is.
      if (pending.current === next) pending.current = null;
      savedId.current = answer.row.id;
      setSaved({ id: answer.row.id, revision: answer.revision, atMs: answer.updatedAtMs });
      setError(null);
      queryClient.setQueryData(['campaigns.get', { id: answer.row.id }], answer);
      void queryClient.invalidateQueries({
        predicate: ({ queryKey }) =>
          ['campaigns.check', 'campaigns.list', 'home.summary'].includes(String(queryKey[0])),
      });
      return answer.row.id;
    });
    line.current = run.catch((failure: unknown) =>
      setError(failure instanceof Error ? failure : new Error(String(failure))),
    );
    return run;
  };
  const flushNow = useRef(flush);
  useEffect(() => {
    flushNow.current = flush;
  });

  useEffect(() => {
    if (pending.current === null) return;
    const timer = setTimeout(() => void flushNow.current().catch(() => undefined), saveAfterMs);
    return () => clearTimeout(timer);
  }, [draft]);

  // Leaving the page by any road keeps the last words.
  useEffect(() => () => void (pending.current !== null && flushNow.current().catch(() => undefined)), []);

  const change = (part: Partial<Draft>): void => {
    const next = { ...(latest.current ?? draft ?? emptyDraft), ...part };
    latest.current = next;
    pending.current = next;
    setDraft(next);
  };
  return {
    id: saved.id,
    revision: saved.revision,
    draft: draft ?? emptyDraft,
    savedAtMs: saved.atMs,
    error: error ?? loaded.error,
    isLoaded: draft !== null,
    isStarted: loaded.data !== undefined && loaded.data.row.state !== 'draft',
    change,
    flush,
    drop: () => {
      pending.current = null;
    },
  };
}
