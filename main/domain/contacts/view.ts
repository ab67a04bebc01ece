import type { Rule } from './rule.ts';

export interface ViewSort {
  /** added, name, number, country, lastMessage, lastReply, or `field:KEY`. Contacts without a value stand at the end in both directions. */
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
