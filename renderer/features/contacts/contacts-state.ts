import { create } from 'zustand';
import type { Input, Output } from '#contract/contract.ts';

export type Rule = NonNullable<Input<'views.open'>['filter']>;
export type Group = Extract<Rule, { readonly match: unknown }>;
export type Condition = Exclude<Rule, Group>;
export type Sort = Input<'views.open'>['sort'];
export type GridPerson = NonNullable<Output<'views.rows'>['rows'][number]>;

/** Nobody, everybody the list holds now, or these. */
export type Selection =
  { readonly kind: 'none' } | { readonly kind: 'all' } | { readonly kind: 'some'; readonly ids: ReadonlySet<number> };

/** A column as it is shown; the width is the user's own, else the column's. */
export interface ShownColumn {
  readonly key: string;
  readonly px: number | null;
}

/** What a saved view keeps. */
export interface SavedDefinition {
  readonly filter: Group | null;
  readonly search: string;
  readonly sort: Sort;
  readonly columns: readonly ShownColumn[];
}

interface ContactsState {
  readonly filter: Group | null;
  readonly sort: Sort;
  readonly columns: readonly ShownColumn[];
  readonly selection: Selection;
  readonly setFilter: (filter: Group | null) => void;
  readonly sortBy: (by: string) => void;
  readonly setColumns: (columns: readonly ShownColumn[]) => void;
  readonly select: (selection: Selection) => void;
  readonly toggle: (id: number) => void;
  readonly show: (definition: SavedDefinition) => void;
}

const newest: Sort = { by: 'added', direction: 'descending' };
/** Dates begin with the latest, words with A. */
const fallsFirst = new Set(['added', 'lastMessage', 'lastReply']);

export const firstColumns: readonly ShownColumn[] = [
  'name',
  'mobile',
  'textable',
  'lists',
  'tags',
  'lastMessage',
  'added',
].map((key) => ({ key, px: null }));

function turned(sort: Sort, by: string): Sort {
  if (sort.by !== by) return { by, direction: fallsFirst.has(by) ? 'descending' : 'ascending' };
  return { by, direction: sort.direction === 'ascending' ? 'descending' : 'ascending' };
}

const none: Selection = { kind: 'none' };

function toggled(selection: Selection, id: number): Selection {
  // With everybody selected a click on one means that one alone: "all but one" is not something main can be asked for.
  const ids = new Set(selection.kind === 'some' ? selection.ids : []);
  if (!ids.delete(id)) ids.add(id);
  return ids.size === 0 ? none : { kind: 'some', ids };
}

/** How the list of contacts is looked at; it survives a visit to another screen. */
export const useContacts = create<ContactsState>((set) => ({
  filter: null,
  sort: newest,
  columns: firstColumns,
  selection: none,
  setFilter: (filter) => set({ filter: filter?.rules.length === 0 ? null : filter, selection: none }),
  sortBy: (by) => set(({ sort }) => ({ sort: turned(sort, by) })),
  setColumns: (columns) => set({ columns }),
  select: (selection) => set({ selection }),
  toggle: (id) => set(({ selection }) => ({ selection: toggled(selection, id) })),
  show: ({ filter, sort, columns }) => set({ filter, sort, columns, selection: none }),
}));

export function isGroup(rule: Rule): rule is Group {
  return 'match' in rule;
}
