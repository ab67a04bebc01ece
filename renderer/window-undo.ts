import { create } from 'zustand';

/** Something just done that can be taken back for a moment. */
export interface Undoable {
  readonly words: string;
  readonly undo: () => Promise<unknown>;
  /** The moment is over: what was kept for it is let go, or what was put off is done. */
  readonly forget: () => Promise<unknown>;
}

interface UndoState {
  readonly last: Undoable | null;
  /** The new one takes the place of the one before, whose moment is over. */
  readonly offer: (undoable: Undoable) => void;
  readonly take: () => Undoable | null;
  /** How often something was taken back: lists that look at it are made anew. */
  readonly times: number;
  readonly failure: Error | null;
  readonly undo: () => Promise<void>;
  readonly expire: () => Promise<void>;
}

/** The undo bar's one thing; Mod+Z takes it back outside text fields. */
export const useUndo = create<UndoState>((set, get) => ({
  last: null,
  times: 0,
  failure: null,
  offer: (undoable) => {
    void get().expire();
    set({ last: undoable, failure: null });
  },
  undo: async () => {
    try {
      await get().take()?.undo();
      set(({ times }) => ({ times: times + 1 }));
    } catch (error) {
      set({ failure: error instanceof Error ? error : new Error(String(error)) });
    }
  },
  take: () => {
    const { last } = get();
    set({ last: null });
    return last;
  },
  expire: async () => {
    // What cannot be forgotten now is forgotten by main when the workspace closes.
    await get()
      .take()
      ?.forget()
      .catch(() => undefined);
    set({ failure: null });
  },
}));
