import { refuse } from '#domain/kernel/result.ts';
import type { Result } from '#domain/kernel/result.ts';
import { checkRule, valueProblem } from './check-rule.ts';
import type { Catalogue, Condition, Operator, Rule, RuleProblem } from './rule.ts';
import { ruleTokens } from './rule-tokens.ts';
import type { Token } from './rule-tokens.ts';
import { operatorsOf, subjectsOf, valuesTaken } from './subjects.ts';
import type { Subject } from './subjects.ts';

// rule      := all ("or" all)*
// all       := part ("and" part)*
// part      := "(" rule ")" | subject operator value?
// subject   := a built-in, a field's key, field:KEY, or a field's label in quotation marks
// value     := words up to "and", "or" or ")", or anything in quotation marks

/** Operators as they are written, longest first: `is not empty` before `is not`. */
const spellings: readonly (readonly [words: readonly string[], operator: Operator])[] = [
  [['is', 'not', 'empty'], 'isNotEmpty'],
  [['is', 'empty'], 'isEmpty'],
  [['is', 'between'], 'between'],
  [['is', 'below'], 'below'],
  [['is', 'before'], 'below'],
  [['is', 'above'], 'above'],
  [['is', 'after'], 'above'],
  [['is', 'not'], 'isNot'],
  [['is', 'on'], 'is'],
  [['is'], 'is'],
  [['='], 'is'],
  [['!='], 'isNot'],
  [['<'], 'below'],
  [['>'], 'above'],
  [['contains'], 'contains'],
  [['starts', 'with'], 'startsWith'],
  [['below'], 'below'],
  [['before'], 'below'],
  [['above'], 'above'],
  [['after'], 'above'],
  [['between'], 'between'],
  [['on'], 'is'],
  [['has', 'not'], 'hasNot'],
  [['has'], 'has'],
];

class Refusal extends Error {
  readonly problem: RuleProblem;
  constructor(detail: string, position: number) {
    super(detail);
    this.problem = { detail, position };
  }
}

class Parser {
  #at = 0;
  #depth = 0;
  readonly #tokens: readonly Token[];
  readonly #subjects: readonly Subject[];

  constructor(tokens: readonly Token[], catalogue: Catalogue) {
    this.#tokens = tokens;
    this.#subjects = subjectsOf(catalogue);
  }

  rule(): Rule {
    const rule = this.#any();
    const rest = this.#peek();
    if (rest.kind !== 'end') throw new Refusal(`“and” or “or” is missing before “${rest.text}”`, rest.position);
    return rule;
  }

  #peek(ahead = 0): Token {
    const last = this.#tokens.at(-1);
    return this.#tokens[this.#at + ahead] ?? last ?? { kind: 'end', text: '', position: 0 };
  }

  #isWord(text: string, ahead = 0): boolean {
    const token = this.#peek(ahead);
    return token.kind !== 'quoted' && token.kind !== 'end' && token.text.toLowerCase() === text;
  }

  #chain(match: 'all' | 'any', joint: string, part: () => Rule): Rule {
    const first = part();
    const rules = [first];
    while (this.#isWord(joint)) {
      this.#at += 1;
      rules.push(part());
    }
    return rules.length === 1 ? first : { match, rules };
  }

  #any(): Rule {
    return this.#chain('any', 'or', () => this.#chain('all', 'and', () => this.#part()));
  }

  #part(): Rule {
    if (!this.#isWord('(')) return this.#condition();
    const open = this.#peek();
    if ((this.#depth += 1) > 20) throw new Refusal('too many brackets', open.position);
    this.#at += 1;
    const rule = this.#any();
    if (!this.#isWord(')')) throw new Refusal('the bracket is not closed', open.position);
    this.#at += 1;
    this.#depth -= 1;
    return rule;
  }

  #subject(): Subject {
    const token = this.#peek();
    if (token.kind === 'end' || token.kind === 'mark') {
      throw new Refusal('here a field is missing, such as city or tag', token.position);
    }
    const text = token.text.toLowerCase();
    const subject = this.#subjects.find((candidate) =>
      token.kind === 'quoted'
        ? candidate.subject.startsWith('field:') && candidate.label.toLowerCase() === text
        : candidate.word === text || candidate.subject === token.text,
    );
    if (subject === undefined) throw new Refusal(`there is no field “${token.text}”`, token.position);
    this.#at += 1;
    return subject;
  }

  #operator(subject: Subject): Operator {
    const token = this.#peek();
    const found = spellings.find(([words]) => words.every((word, ahead) => this.#isWord(word, ahead)));
    if (found === undefined) {
      throw new Refusal('here a comparison is missing, such as is, contains or has', token.position);
    }
    const [words, operator] = found;
    this.#at += words.length;
    const known = operatorsOf(subject);
    if (known.includes(operator)) return operator;
    // "tag is vip" and "city has Durban" mean what everybody takes them to mean.
    const meant = ({ is: 'has', isNot: 'hasNot', has: 'is', hasNot: 'isNot' } as Partial<Record<Operator, Operator>>)[
      operator
    ];
    if (meant !== undefined && known.includes(meant)) return meant;
    throw new Refusal(`“${words.join(' ')}” does not go with ${subject.label}`, token.position);
  }

  #value(subject: Subject): string {
    const first = this.#peek();
    const words: string[] = [];
    if (first.kind === 'quoted') {
      words.push(first.text);
      this.#at += 1;
    } else {
      while (this.#peek().kind === 'word' && !this.#isWord('and') && !this.#isWord('or')) {
        words.push(this.#peek().text);
        this.#at += 1;
      }
      if (words.length === 0) throw new Refusal('here a value is missing', first.position);
    }
    const value = asKept(subject, words.join(' '));
    const wrong = valueProblem(subject, value);
    if (wrong !== null) throw new Refusal(wrong, first.position);
    return value;
  }

  #condition(): Condition {
    const subject = this.#subject();
    const operator = this.#operator(subject);
    const values: string[] = [];
    const taken = valuesTaken(operator);
    if (taken > 0) values.push(this.#value(subject));
    if (taken > 1) {
      const joint = this.#peek();
      if (!this.#isWord('and')) throw new Refusal('“between” needs “and” and a second value', joint.position);
      this.#at += 1;
      values.push(this.#value(subject));
    }
    return { subject: subject.subject, operator, values };
  }
}

/** A choice in any case as it is kept; a list by its name as its id. */
function asKept(subject: Subject, value: string): string {
  const wanted = value.toLowerCase();
  const choice = subject.choices?.find((one) => one.label.toLowerCase() === wanted || one.value === wanted);
  if (choice !== undefined) return choice.value;
  return subject.subject === 'country' ? value.toUpperCase() : value;
}

/**
 * Reads a rule as people write it: `city is Durban and (tag has vip or added > 2026-01-01)`. Refuses with the reason
 * and the character it stands at; never throws.
 */
export function parseRule(text: string, catalogue: Catalogue): Result<Rule, RuleProblem> {
  const tokens = ruleTokens(text);
  if (!tokens.ok) return tokens;
  try {
    return checkRule(new Parser(tokens.value, catalogue).rule(), catalogue);
  } catch (error) {
    if (error instanceof Refusal) return refuse(error.problem);
    throw error;
  }
}
