import type { Output } from '#contract/contract.ts';
import { useCall } from '../../api/client.ts';
import { useSettled } from '../../ui/now.ts';
import { isGroup } from './contacts-state.ts';
import type { Condition, Group, Rule } from './contacts-state.ts';

type Subjects = Output<'filters.subjects'>;

/** A condition on this subject with nothing filled in. */
export function fresh({ subject, operators }: Subjects[number]): Condition {
  return { subject, operator: operators[0]?.operator ?? 'is', values: [] };
}

function isFinished(rule: Rule, subjects: Subjects): boolean {
  if (isGroup(rule)) return rule.rules.length > 0 && rule.rules.every((part) => isFinished(part, subjects));
  const takes = subjects
    .find(({ subject }) => subject === rule.subject)
    ?.operators.find(({ operator }) => operator === rule.operator)?.takes;
  return takes !== undefined && rule.values.length === takes && rule.values.every((value) => value.trim() !== '');
}

/** The parts of a rule that can be asked; null when there is none. */
export function finished(rule: Group, subjects: Subjects): Group | null {
  const rules = rule.rules.flatMap((part): Rule[] => {
    if (!isGroup(part)) return isFinished(part, subjects) ? [part] : [];
    const inner = finished(part, subjects);
    return inner === null ? [] : [inner];
  });
  return rules.length === 0 ? null : { match: rule.match, rules };
}

/** A part of a filter as a chip says it: `added on after 1 Jan 2025`, or how many conditions a group has. */
export function partWords(rule: Rule, subjects: Subjects): string {
  if (isGroup(rule)) {
    const inner = rule.rules.map((part) => partWords(part, subjects));
    return inner.length > 2 ? `${inner.length} conditions` : inner.join(rule.match === 'all' ? ' and ' : ' or ');
  }
  const subject = subjects.find((one) => one.subject === rule.subject);
  const operator = subject?.operators.find((one) => one.operator === rule.operator)?.words ?? rule.operator;
  const values = rule.values.map((value) => subject?.choices?.find((choice) => choice.value === value)?.label ?? value);
  return [subject?.label ?? rule.subject, operator, values.join(' and ')].filter((word) => word !== '').join(' ');
}

const settleMs = 200;

/** How many fulfil a rule now, with ten of them; asked when nothing has been changed for a moment. */
export function useRuleSize(rule: Group | null) {
  const settled = useSettled(rule, settleMs);
  return useCall(
    'filters.size',
    { rule: settled ?? { match: 'all', rules: [] } },
    { enabled: settled !== null, keep: true },
  );
}
