import type { Output } from '#contract/contract.ts';

export type FieldKind = Output<'fields.list'>[number]['type'];

/** What a field can hold, in words: its name and what is written into it. */
export const fieldKinds: readonly { readonly kind: FieldKind; readonly name: string; readonly takes: string }[] = [
  { kind: 'text', name: 'Text', takes: 'Anything that is written' },
  { kind: 'number', name: 'Number', takes: 'Can be compared: below, above, between' },
  { kind: 'date', name: 'Date', takes: 'A day, such as a birthday or the next visit' },
  { kind: 'choice', name: 'Choice', takes: 'One of a few words that you write down here' },
  { kind: 'yesNo', name: 'Yes or no', takes: 'One of the two, or nothing' },
];

export const kindName = (kind: FieldKind): string => fieldKinds.find((one) => one.kind === kind)?.name ?? kind;
