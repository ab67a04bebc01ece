import type { Input, Output } from '#contract/contract.ts';
import type { Person } from './scripted-people.ts';

// Just enough of the filters for the specs; what they mean in truth is the domain's and tested there.

export type Rule = Input<'filters.size'>['rule'];
type Condition = Extract<Rule, { readonly subject: string }>;
type Subject = Output<'filters.subjects'>[number];

export interface Facts {
  readonly person: Person;
  readonly tags: readonly string[];
  readonly lists: readonly string[];
  readonly values: readonly { readonly key: string; readonly value: string }[];
}

function valueOf(subject: string, { person, values }: Facts): string {
  if (subject === 'name') return person.name;
  if (subject === 'number') return person.e164;
  if (subject === 'country') return person.country ?? '';
  if (subject === 'blocked') return person.textable.kind === 'blocked' ? 'yes' : 'no';
  return values.find(({ key }) => `field:${key}` === subject)?.value ?? '';
}

function holds({ subject, operator, values }: Condition, facts: Facts): boolean {
  const wanted = (values[0] ?? '').toLowerCase();
  if (operator === 'has' || operator === 'hasNot') {
    const owned = subject === 'tag' ? facts.tags : subject === 'list' ? facts.lists : facts.person.textable.purposes;
    return owned.some((one) => one.toLowerCase() === wanted) === (operator === 'has');
  }
  const value = valueOf(subject, facts).toLowerCase();
  if (operator === 'contains') return value.includes(wanted);
  if (operator === 'startsWith') return value.startsWith(wanted);
  if (operator === 'isEmpty') return value === '';
  if (operator === 'isNotEmpty') return value !== '';
  return (value === wanted) === (operator === 'is');
}

export function matches(rule: Rule, facts: Facts): boolean {
  if (!('match' in rule)) return holds(rule, facts);
  if (rule.rules.length === 0) return true;
  return rule.match === 'all'
    ? rule.rules.every((part) => matches(part, facts))
    : rule.rules.some((part) => matches(part, facts));
}

export function describeRule(rule: Rule): string {
  if (!('match' in rule)) return [rule.subject, rule.operator, ...rule.values].join(' ');
  return rule.rules.map(describeRule).join(rule.match === 'all' ? ' and ' : ' or ');
}

const operatorsOf: Readonly<Record<Subject['type'], Subject['operators']>> = {
  text: [
    { operator: 'is', words: 'is', takes: 1 },
    { operator: 'contains', words: 'contains', takes: 1 },
    { operator: 'startsWith', words: 'starts with', takes: 1 },
    { operator: 'isEmpty', words: 'is empty', takes: 0 },
  ],
  number: [{ operator: 'between', words: 'is between', takes: 2 }],
  date: [
    { operator: 'above', words: 'after', takes: 1 },
    { operator: 'between', words: 'from', takes: 2 },
  ],
  choice: [{ operator: 'is', words: 'is', takes: 1 }],
  yesNo: [{ operator: 'is', words: 'is', takes: 1 }],
  member: [
    { operator: 'has', words: 'has', takes: 1 },
    { operator: 'hasNot', words: 'has not', takes: 1 },
  ],
};

const yesNo = [
  { value: 'yes', label: 'yes' },
  { value: 'no', label: 'no' },
];

/** What the filter builder can ask in the scripted workspace. */
export function subjects(fields: Output<'fields.list'>, lists: Output<'lists.list'>): Subject[] {
  const subject = (
    name: string,
    label: string,
    type: Subject['type'],
    choices: Subject['choices'] = null,
  ): Subject => ({
    subject: name,
    label,
    word: name,
    group: name.startsWith('field:') ? 'field' : 'contact',
    type,
    operators: operatorsOf[type],
    choices: type === 'yesNo' ? yesNo : choices,
  });
  return [
    subject('name', 'name', 'text'),
    subject('number', 'number', 'text'),
    subject('country', 'country', 'text'),
    subject('blocked', 'blocked', 'yesNo'),
    subject('tag', 'tag', 'member', [{ value: 'vip', label: 'vip' }]),
    subject(
      'list',
      'list',
      'member',
      lists.map(({ id, name }) => ({ value: String(id), label: name })),
    ),
    subject('added', 'added on', 'date'),
    ...fields.map(({ key, label, type }) => subject(`field:${key}`, label, type)),
  ];
}
