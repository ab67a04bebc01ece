import { isGroup } from './rule.ts';
import type { Catalogue, Condition, Operator, Rule } from './rule.ts';
import { operatorWords, subjectOf } from './subjects.ts';

const written: Readonly<Record<Operator, string>> = {
  is: 'is',
  isNot: 'is not',
  contains: 'contains',
  startsWith: 'starts with',
  below: '<',
  above: '>',
  between: 'between',
  isEmpty: 'is empty',
  isNotEmpty: 'is not empty',
  has: 'has',
  hasNot: 'has not',
};

/** Words that would be read as something else stand in quotation marks; so does everything but the plainest words. */
function quoted(value: string): string {
  const isPlain =
    /^[\p{L}\p{N}+.:@_/-]+$/u.test(value) &&
    !/^(and|or|not|empty|between|below|above|before|after|on|with)$/i.test(value);
  return isPlain ? value : `"${value.replace(/[\\"]/g, '\\$&')}"`;
}

function shownValue(condition: Condition, value: string, catalogue: Catalogue): string {
  if (condition.subject !== 'list') return value;
  return catalogue.lists.find(({ id }) => String(id) === value)?.name ?? value;
}

function printCondition(condition: Condition, catalogue: Catalogue): string {
  const { subject, operator, values } = condition;
  const word = subjectOf(subject, catalogue)?.word ?? subject;
  const shown = values.map((value) => quoted(shownValue(condition, value, catalogue)));
  return [word, written[operator], shown.join(' and ')].filter((part) => part !== '').join(' ');
}

/** A rule as `parseRule` reads it back. A group without rules has no spelling: it is the empty text. */
export function printRule(rule: Rule, catalogue: Catalogue): string {
  if (!isGroup(rule)) return printCondition(rule, catalogue);
  const parts = rule.rules
    .map((part) => ({ part, text: printRule(part, catalogue) }))
    .filter(({ text }) => text !== '')
    .map(({ part, text }) => (isGroup(part) && part.rules.length > 1 ? `(${text})` : text));
  return parts.join(rule.match === 'all' ? ' and ' : ' or ');
}

function conditionWords(condition: Condition, catalogue: Catalogue): string {
  const subject = subjectOf(condition.subject, catalogue);
  const label = subject?.label ?? condition.subject.replace(/^field:/, '');
  const values = condition.values.map((value) => `“${shownValue(condition, value, catalogue)}”`);
  const type = subject?.type ?? 'text';
  const joint = condition.operator === 'between' && type === 'date' ? ' to ' : ' and ';
  return [label, operatorWords(condition.operator, type), values.join(joint)].filter((part) => part !== '').join(' ');
}

/** A rule for people: “city is “Durban” and tag has “vip””. */
export function ruleWords(rule: Rule, catalogue: Catalogue): string {
  if (!isGroup(rule)) return conditionWords(rule, catalogue);
  if (rule.rules.length === 0) return 'everybody';
  const parts = rule.rules.map((part) => {
    const text = ruleWords(part, catalogue);
    return isGroup(part) && part.rules.length > 1 ? `(${text})` : text;
  });
  return parts.join(rule.match === 'all' ? ' and ' : ' or ');
}
