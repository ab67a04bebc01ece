import { purposes } from '#domain/consent/purpose.ts';
import type { BuiltIn, Catalogue, Operator, RuleField } from './rule.ts';
import { builtIns, fieldOf } from './rule.ts';

/** What a subject's values are; decides its operators and how values are read. */
export type SubjectType = 'text' | 'number' | 'date' | 'choice' | 'yesNo' | 'member';

/** Something a rule can compare, with what it may be compared to. */
export interface Subject {
  readonly subject: string;
  /** As people read it, in the middle of a sentence. */
  readonly label: string;
  /** The word that stands for it in a written rule. */
  readonly word: string;
  readonly type: SubjectType;
  /** Closed choices; null where any value may be given. */
  readonly choices: readonly { readonly value: string; readonly label: string }[] | null;
}

const operatorsByType: Readonly<Record<SubjectType, readonly Operator[]>> = {
  text: ['is', 'isNot', 'contains', 'startsWith', 'isEmpty', 'isNotEmpty'],
  number: ['is', 'isNot', 'below', 'above', 'between', 'isEmpty', 'isNotEmpty'],
  date: ['is', 'below', 'above', 'between', 'isEmpty', 'isNotEmpty'],
  choice: ['is', 'isNot', 'isEmpty', 'isNotEmpty'],
  yesNo: ['is', 'isEmpty', 'isNotEmpty'],
  member: ['has', 'hasNot'],
};

/** Subjects that always have a value: "is empty" would never hold. */
const neverEmpty: ReadonlySet<string> = new Set(['number', 'numberType', 'textable', 'blocked', 'note', 'added']);

const yesNoChoices = [
  { value: 'yes', label: 'yes' },
  { value: 'no', label: 'no' },
];

const numberTypes = ['mobile', 'fixed', 'fixed-or-mobile', 'toll-free', 'premium', 'voip', 'other', 'unknown'];

const plain: Readonly<Record<BuiltIn, readonly [label: string, word: string, type: SubjectType]>> = {
  name: ['name', 'name', 'text'],
  number: ['number', 'number', 'text'],
  country: ['country', 'country', 'text'],
  numberType: ['kind of number', 'number_type', 'choice'],
  textable: ['number can get texts', 'textable', 'yesNo'],
  blocked: ['blocked', 'blocked', 'yesNo'],
  permission: ['permission', 'permission', 'member'],
  list: ['list', 'list', 'member'],
  tag: ['tag', 'tag', 'member'],
  import: ['import', 'import', 'member'],
  added: ['added on', 'added', 'date'],
  lastMessage: ['last message on', 'last_message', 'date'],
  lastReply: ['last reply on', 'last_reply', 'date'],
  note: ['note', 'note', 'yesNo'],
};

function choicesOf(name: BuiltIn, { lists }: Catalogue): Subject['choices'] {
  if (name === 'permission') return purposes.map((value) => ({ value, label: value }));
  if (name === 'list') return lists.map(({ id, name: label }) => ({ value: String(id), label }));
  if (name === 'numberType') return numberTypes.map((value) => ({ value, label: value }));
  return plain[name][2] === 'yesNo' ? yesNoChoices : null;
}

function builtIn(name: BuiltIn, catalogue: Catalogue): Subject {
  const [label, word, type] = plain[name];
  return { subject: name, label, word, type, choices: choicesOf(name, catalogue) };
}

function ofField({ key, label, type, options }: RuleField): Subject {
  const choices =
    type === 'choice' ? options.map((value) => ({ value, label: value })) : type === 'yesNo' ? yesNoChoices : null;
  return { subject: `field:${key}`, label, word: wordOf(key), type, choices };
}

const builtInWords: ReadonlySet<string> = new Set(builtIns.map((name) => plain[name][1]));

/** A field's key as a written rule has it: its own name, unless a built-in or another meaning has that. */
function wordOf(key: string): string {
  return builtInWords.has(key) || !/^[a-z][a-z0-9_]*$/.test(key) ? `field:${key}` : key;
}

/** Everything a rule can compare in this workspace: built-ins, then fields. */
export function subjectsOf(catalogue: Catalogue): readonly Subject[] {
  return [...builtIns.map((name) => builtIn(name, catalogue)), ...catalogue.fields.map(ofField)];
}

/** One subject by its name in a kept rule; null when there is no such thing (a field may be gone). */
export function subjectOf(subject: string, catalogue: Catalogue): Subject | null {
  const key = fieldOf(subject);
  if (key === null) {
    const name = builtIns.find((candidate) => candidate === subject);
    return name === undefined ? null : builtIn(name, catalogue);
  }
  const field = catalogue.fields.find((candidate) => candidate.key === key);
  return field === undefined ? null : ofField(field);
}

/** The operators a subject knows. */
export function operatorsOf({ type, subject }: Pick<Subject, 'type' | 'subject'>): readonly Operator[] {
  const all = operatorsByType[type];
  return neverEmpty.has(subject) ? all.filter((one) => one !== 'isEmpty' && one !== 'isNotEmpty') : all;
}

/** How many values an operator takes. */
export function valuesTaken(operator: Operator): 0 | 1 | 2 {
  if (operator === 'isEmpty' || operator === 'isNotEmpty') return 0;
  return operator === 'between' ? 2 : 1;
}

/** An operator in words, as it stands between subject and value. */
export function operatorWords(operator: Operator, type: SubjectType): string {
  if (type === 'date') {
    const words = { below: 'before', above: 'after', between: 'from', is: 'on' } as const;
    if (Object.hasOwn(words, operator)) return words[operator as keyof typeof words];
  }
  return {
    is: 'is',
    isNot: 'is not',
    contains: 'contains',
    startsWith: 'starts with',
    below: 'is below',
    above: 'is above',
    between: 'is between',
    isEmpty: 'is empty',
    isNotEmpty: 'is not empty',
    has: 'has',
    hasNot: 'has not',
  }[operator];
}
