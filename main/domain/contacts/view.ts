import type { Rule } from './rule.ts';

/** What contacts can be sorted by besides a field of the workspace (`field:KEY`). */
export const sortKeys = ['added', 'name', 'number', 'country', 'lastMessage', 'lastReply'] as const;

export interface ViewSort {
  /** One of `sortKeys`, or `field:KEY`. Contacts without a value stand at the end in both directions. */
  readonly by: string;
  readonly direction: 'ascending' | 'descending';
}

/** Which contacts, found how, in which order. */
export interface ViewDefinition {
  readonly filter: Rule | null;
  readonly search: string;
  readonly sort: ViewSort;
}

/** Newest first: how contacts stand when nobody has asked for more. */
export const newestFirst: ViewSort = { by: 'added', direction: 'descending' };
