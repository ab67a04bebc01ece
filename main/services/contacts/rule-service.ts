import { checkRule } from '#domain/contacts/check-rule.ts';
import { parseRule } from '#domain/contacts/parse-rule.ts';
import { printRule, ruleWords } from '#domain/contacts/print-rule.ts';
import type { Catalogue, Rule } from '#domain/contacts/rule.ts';
import { operatorsOf, operatorWords, subjectsOf, valuesTaken } from '#domain/contacts/subjects.ts';
import type { Subject } from '#domain/contacts/subjects.ts';
import { AppError } from '#domain/kernel/errors.ts';
import type { ServiceContext } from '../context.ts';
import { rowView } from './row-view.ts';

const samples = 10;

function subjectView(subject: Subject, extra: Subject['choices']) {
  const { label, word, type } = subject;
  const choices = extra ?? subject.choices;
  return {
    subject: subject.subject,
    label,
    word,
    type,
    group: subject.subject.startsWith('field:') ? ('field' as const) : ('contact' as const),
    operators: operatorsOf(subject).map((operator) => ({
      operator,
      words: operatorWords(operator, type),
      takes: valuesTaken(operator),
    })),
    choices: choices === null ? null : choices.map(({ value, label: shown }) => ({ value, label: shown })),
  };
}

/** Rules: what they can ask, their written form, whether they can be used, and how many fulfil them. */
export function createRuleService({ storage }: ServiceContext) {
  const catalogue = (): Promise<Catalogue> => storage.read.catalogue({});

  async function describe(rule: Rule) {
    const known = await catalogue();
    const checked = checkRule(rule, known);
    if (!checked.ok) throw new AppError('rule.invalid', { detail: checked.reason.detail });
    return { rule, text: printRule(rule, known), words: ruleWords(rule, known) };
  }

  return {
    /** Everything the filter builder can offer; tags and imports with what there is. */
    async subjects() {
      const [known, tags, imports] = await Promise.all([catalogue(), storage.read.tags({}), storage.read.imports({})]);
      const tagChoices = tags.slice(0, 2_000).map(({ name }) => ({ value: name, label: name }));
      const importChoices = imports.map(({ importId, fileName }) => ({
        value: String(importId),
        label: `${fileName} (${importId})`,
      }));
      const extra: Readonly<Record<string, Subject['choices']>> = { tag: tagChoices, import: importChoices };
      return subjectsOf(known).map((subject) => subjectView(subject, extra[subject.subject] ?? null));
    },
    /** Reads a written rule; throws `rule.badSyntax` with the character. */
    async parse(text: string) {
      const parsed = parseRule(text, await catalogue());
      if (!parsed.ok) {
        const { detail, position } = parsed.reason;
        throw position === null
          ? new AppError('rule.invalid', { detail })
          : new AppError('rule.badSyntax', { detail, position });
      }
      return describe(parsed.value);
    },
    /** A rule with its spellings; throws `rule.invalid`. */
    describe,
    async size(rule: Rule) {
      const found = await storage.read.ruleSize({ rule, samples });
      return { size: found.size, samples: found.samples.map(rowView) };
    },
  };
}

export type RuleService = ReturnType<typeof createRuleService>;
