/** What a contact's own field can hold. */
export type FieldType = 'text' | 'number' | 'date' | 'choice' | 'yesNo';

/** How a value is compared; which of them a subject knows stands in `subjects.ts`. */
export const operators = [
  'is',
  'isNot',
  'contains',
  'startsWith',
  'below',
  'above',
  'between',
  'isEmpty',
  'isNotEmpty',
  'has',
  'hasNot',
] as const;
export type Operator = (typeof operators)[number];

/** What every contact has besides the fields of the workspace. */
export const builtIns = [
  'name',
  'number',
  'country',
  'numberType',
  'textable',
  'blocked',
  'permission',
  'list',
  'tag',
  'import',
  'added',
  'lastMessage',
  'lastReply',
  'note',
] as const;
export type BuiltIn = (typeof builtIns)[number];

/**
 * One comparison. The subject is a built-in or `field:KEY`. Values are text: numbers as `12.5`, dates as `2026-11-24`,
 * yes/no as `yes` and `no`, a list by its id, a tag by its name, an import by its number; `between` has two values.
 */
export interface Condition {
  readonly subject: string;
  readonly operator: Operator;
  readonly values: readonly string[];
}

/** Rules that must all hold, or of which any must. A group without rules holds for everybody. */
export interface Group {
  readonly match: 'all' | 'any';
  readonly rules: readonly Rule[];
}

export type Rule = Condition | Group;

/** A filter as it is kept and sent: groups in groups, at most `mostDepth` deep with `mostConditions` comparisons. */
export const mostDepth = 5;
export const mostConditions = 100;
export const mostValueChars = 500;

/** A field as rules see it. */
export interface RuleField {
  readonly key: string;
  readonly label: string;
  readonly type: FieldType;
  readonly options: readonly string[];
}

/** What a rule may name: the fields and lists of the workspace. */
export interface Catalogue {
  readonly fields: readonly RuleField[];
  readonly lists: readonly { readonly id: number; readonly name: string }[];
}

/** Why a rule cannot be used: which part, and what would be right. `position` is a character of the written rule. */
export interface RuleProblem {
  readonly detail: string;
  readonly position: number | null;
}

export function isGroup(rule: Rule): rule is Group {
  return 'match' in rule;
}

/** The key of a subject that is a field; null for a built-in. */
export function fieldOf(subject: string): string | null {
  return subject.startsWith('field:') ? subject.slice('field:'.length) : null;
}

/** The same rule with every comparison changed. */
export function mapConditions(rule: Rule, change: (condition: Condition) => Condition): Rule {
  if (!isGroup(rule)) return change(rule);
  return { ...rule, rules: rule.rules.map((part) => mapConditions(part, change)) };
}

/** Every comparison of a rule, in order. */
export function* conditionsOf(rule: Rule): Generator<Condition> {
  if (!isGroup(rule)) yield rule;
  else for (const part of rule.rules) yield* conditionsOf(part);
}
