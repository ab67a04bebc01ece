import { ok, refuse } from '#domain/kernel/result.ts';
import type { Result } from '#domain/kernel/result.ts';
import { isDate } from './field-values.ts';
import { isGroup, mostConditions, mostDepth, mostValueChars } from './rule.ts';
import type { Catalogue, Condition, Rule, RuleProblem } from './rule.ts';
import { operatorsOf, operatorWords, subjectOf, valuesTaken } from './subjects.ts';
import type { Subject } from './subjects.ts';

function problem(detail: string): RuleProblem {
  return { detail, position: null };
}

/** Why a value cannot be compared with a subject, or null. */
export function valueProblem(subject: Subject, value: string): string | null {
  if (value.length > mostValueChars) return `a value has at most ${mostValueChars} characters`;
  if (subject.type === 'number' && !/^-?\d{1,15}(\.\d{1,10})?$/.test(value)) return `“${value}” is not a number`;
  if (subject.type === 'date' && !isDate(value)) return `“${value}” is not a date like 2026-11-24`;
  if (subject.subject === 'import' && !/^[1-9]\d{0,14}$/.test(value))
    return `“${value}” is not the number of an import`;
  if (subject.choices === null || subject.choices.some((choice) => choice.value === value)) return null;
  if (subject.subject === 'list') return `there is no list ${value}`;
  const known = subject.choices.slice(0, 10).map((choice) => choice.value);
  return `${subject.label} cannot be “${value}”; it is one of ${known.join(', ')}`;
}

/** Why one comparison cannot be used, or null. */
export function conditionProblem(condition: Condition, catalogue: Catalogue): string | null {
  const subject = subjectOf(condition.subject, catalogue);
  if (subject === null) return `there is no field “${condition.subject.replace(/^field:/, '')}”`;
  const { operator, values } = condition;
  if (!operatorsOf(subject).includes(operator)) {
    return `${subject.label} does not know “${operatorWords(operator, subject.type)}”`;
  }
  const taken = valuesTaken(operator);
  if (values.length !== taken) return `${subject.label} ${operatorWords(operator, subject.type)} takes ${taken} values`;
  for (const value of values) {
    const wrong = valueProblem(subject, value);
    if (wrong !== null) return wrong;
  }
  return null;
}

/**
 * Whether a rule can be used in this workspace: depth, size, every subject, operator and value. A field, list or choice
 * that is gone makes it unusable, so that a rule never means more people than it says.
 */
export function checkRule(rule: Rule, catalogue: Catalogue): Result<Rule, RuleProblem> {
  let conditions = 0;
  function walk(part: Rule, depth: number): string | null {
    if (depth > mostDepth) return `groups stand at most ${mostDepth} deep`;
    if (!isGroup(part)) {
      conditions += 1;
      return conditions > mostConditions ? `at most ${mostConditions} comparisons` : conditionProblem(part, catalogue);
    }
    for (const inner of part.rules) {
      const wrong = walk(inner, depth + 1);
      if (wrong !== null) return wrong;
    }
    return null;
  }
  const wrong = walk(rule, 1);
  return wrong === null ? ok(rule) : refuse(problem(wrong));
}
