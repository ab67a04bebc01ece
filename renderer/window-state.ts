import { create } from 'zustand';

interface Rates {
  readonly perSecond: Readonly<Record<number, number>>;
  readonly set: (campaignId: number, perSecond: number) => void;
}

/** How fast each running campaign goes, as last heard from the engine. */
export const useRates = create<Rates>((set) => ({
  perSecond: {},
  set: (campaignId, perSecond) => set((old) => ({ perSecond: { ...old.perSecond, [campaignId]: perSecond } })),
}));

interface Search {
  readonly text: string;
  readonly set: (text: string) => void;
}

/** What stands in the search field of the top bar; the list of contacts follows it. */
export const useSearch = create<Search>((set) => ({ text: '', set: (text) => set({ text }) }));
