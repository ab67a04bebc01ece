/** Rows of a long list, read in windows as they are looked at. */
export interface RowStore<Row> {
  /** Undefined while on its way; null when it has been deleted since the list was made. */
  readonly at: (index: number) => Row | null | undefined;
  /** These rows are looked at now: they are read next, and what was asked for before is forgotten. */
  readonly want: (from: number, to: number) => void;
  /** Reads again what is kept; the old rows stay until the answer. */
  readonly refresh: () => void;
  readonly subscribe: (listener: () => void) => () => void;
  /** Changes whenever a row does. */
  readonly version: () => number;
  /** Answers still on their way are dropped. */
  readonly stop: () => void;
}

const windowRows = 100;
const mostWindows = 60;

/**
 * One window is read at a time, always one that is looked at now: a fast scroll over a million rows asks for where it
 * rests and not for what it flew over. After a failure nothing is read until `refresh`.
 */
export function rowStore<Row>(
  read: (from: number, to: number) => Promise<readonly (Row | null)[]>,
  onFailure: (error: unknown) => void,
): RowStore<Row> {
  const windows = new Map<number, readonly (Row | null)[]>();
  const stale = new Set<number>();
  const listeners = new Set<() => void>();
  let wanted: readonly [first: number, last: number] = [0, -1];
  let version = 0;
  let isReading = false;
  let isHalted = false;

  const missing = (): number | null => {
    for (let at = wanted[0]; at <= wanted[1]; at += 1) if (!windows.has(at) || stale.has(at)) return at;
    return null;
  };
  const keep = (at: number, rows: readonly (Row | null)[]): void => {
    windows.delete(at);
    windows.set(at, rows);
    stale.delete(at);
    for (const old of windows.keys()) {
      if (windows.size <= mostWindows) break;
      if (old < wanted[0] || old > wanted[1]) windows.delete(old);
    }
    version += 1;
    for (const listener of listeners) listener();
  };
  const pump = async (): Promise<void> => {
    const at = missing();
    if (isReading || isHalted || at === null) return;
    isReading = true;
    try {
      const rows = await read(at * windowRows, (at + 1) * windowRows);
      if (!isHalted) keep(at, rows);
    } catch (error) {
      if (!isHalted) onFailure(error);
      isHalted = true;
    } finally {
      isReading = false;
    }
    await pump();
  };
  return {
    at: (index) => windows.get(Math.floor(index / windowRows))?.[index % windowRows],
    want: (from, to) => {
      wanted = [Math.floor(from / windowRows), Math.floor(Math.max(from, to - 1) / windowRows)];
      void pump();
    },
    refresh: () => {
      isHalted = false;
      for (const at of windows.keys()) stale.add(at);
      void pump();
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    version: () => version,
    stop: () => {
      isHalted = true;
    },
  };
}
