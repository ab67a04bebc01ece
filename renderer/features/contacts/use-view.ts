import { useCallback, useEffect, useRef, useState } from 'react';
import type { Input, Output } from '#contract/contract.ts';
import { CallError, call, onEvent } from '../../api/client.ts';
import { rowStore } from '../../ui/grid/row-store.ts';
import type { RowStore } from '../../ui/grid/row-store.ts';
import type { GridPerson } from './contacts-state.ts';

type Definition = Omit<Input<'views.open'>, 'replaces'>;

/** An open list of contacts, as main keeps it. */
export interface View {
  readonly viewId: number;
  readonly count: number;
  readonly isExact: boolean;
  /** What it shows: another key is another list. */
  readonly key: string;
  readonly store: RowStore<GridPerson>;
}

export interface ViewState {
  readonly view: View | null;
  readonly error: Error | null;
  /** A newer list is on its way; the one before stands until it is here. */
  readonly isOpening: boolean;
  /** Somebody has changed contacts since: the rows stand as they did, with fresh values. */
  readonly isChanged: boolean;
  readonly reopen: () => void;
}

const countEveryMs = 250;
/** A list that closes again and again is an error to show, not to hide. */
const mostReopens = 3;

const codeOf = (error: unknown): string => (error instanceof CallError ? error.wire.code : '');
const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));
const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

/**
 * Keeps one view of main open for a definition. A view that main has closed (it keeps eight) is opened again without a
 * word; an open overtaken by a newer one is forgotten; a change elsewhere refreshes values and never moves rows.
 */
export function useView(definition: Definition): ViewState {
  const key = JSON.stringify(definition);
  const [attempt, setAttempt] = useState(0);
  const [view, setView] = useState<View | null>(null);
  const [error, setError] = useState<Error | null>(null);
  const [isOpening, setOpening] = useState(true);
  const [isChanged, setChanged] = useState(false);
  const openId = useRef<number | null>(null);
  const reopens = useRef(0);
  const reopen = useCallback(() => setAttempt((old) => old + 1), []);

  useEffect(() => {
    let isCurrent = true;
    let store: RowStore<GridPerson> | null = null;
    const fail = (failure: unknown): void => {
      if (!isCurrent || codeOf(failure) === 'view.superseded') return;
      if (codeOf(failure) === 'view.closed' && reopens.current < mostReopens) {
        reopens.current += 1;
        openId.current = null;
        reopen();
      } else {
        setError(asError(failure));
        setOpening(false);
      }
    };
    const show = (state: Output<'views.open'>, rows: RowStore<GridPerson>): void =>
      setView({ ...state, key, store: rows });
    const finishCount = async (state: Output<'views.open'>, rows: RowStore<GridPerson>): Promise<void> => {
      if (state.isExact) return;
      const counted = await call('views.count', { viewId: state.viewId });
      if (!isCurrent) return;
      show(counted, rows);
      // What was the end of the list until now has rows after it.
      if (counted.isExact) rows.refresh();
      else {
        await pause(countEveryMs);
        if (isCurrent) await finishCount(counted, rows);
      }
    };
    const open = async (): Promise<void> => {
      setOpening(true);
      const state = await call('views.open', { ...(JSON.parse(key) as Definition), replaces: openId.current });
      if (!isCurrent) {
        await call('views.close', { viewId: state.viewId });
        return;
      }
      openId.current = state.viewId;
      const rows = rowStore<GridPerson>(async (from, to) => {
        const answer = await call('views.rows', { viewId: state.viewId, from, to });
        reopens.current = 0;
        return answer.rows;
      }, fail);
      store = rows;
      show(state, rows);
      setError(null);
      setChanged(false);
      setOpening(false);
      await finishCount(state, rows);
    };
    void open().catch(fail);
    const stopListening = onEvent('contacts.changed', () => {
      if (store === null) return;
      setChanged(true);
      store.refresh();
    });
    return () => {
      isCurrent = false;
      stopListening();
    };
  }, [key, attempt, reopen]);

  useEffect(
    () => () => {
      const viewId = openId.current;
      openId.current = null;
      if (viewId !== null) void call('views.close', { viewId }).catch(() => undefined);
    },
    [],
  );
  useEffect(() => () => view?.store.stop(), [view?.store]);
  return { view, error, isOpening, isChanged, reopen };
}

/** `12,480`, or `10,000+` while main still counts. */
export function countWords({ count, isExact }: Pick<View, 'count' | 'isExact'>): string {
  const words = count.toLocaleString('en-GB');
  return isExact ? words : `${words}+`;
}
