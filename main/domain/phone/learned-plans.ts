import type { E164 } from '#domain/kernel/ids.ts';
import { ok } from '#domain/kernel/result.ts';
import type { Result } from '#domain/kernel/result.ts';
import type { CountryCode } from './countries.ts';
import type { Followed } from './follow-reading.ts';
import type { PhoneNumber, PhoneType } from './phone-number.ts';
import type { PhoneReason } from './phone-reasons.ts';
import { textOfRun } from './quick-spelling.ts';
import type { DigitRun } from './quick-spelling.ts';
import type { Spelling } from './spelling.ts';

type Answer = Result<PhoneNumber, PhoneReason>;

/** The slow way to read digits; and the same by steps that say how far an answer carries. */
type Read = (spelling: Spelling, country: CountryCode | null) => Answer;
type Follow = (spelling: Spelling, country: CountryCode | null) => Followed;

/** How every number alike is read: `head` put before its digits from the one at `skip` on, or refused. */
interface Rule {
  readonly head: string;
  readonly skip: number;
  readonly country: CountryCode | null;
  readonly type: PhoneType;
  readonly refusal: Answer | null;
  /** True where nothing can be told of others alike: they are read the slow way. */
  readonly isOpen: boolean;
}

/** Where the reading of numbers with one count of digits begins, for a country or for `+`. */
interface Root {
  readonly node: number;
  /** The rules that the slow way has confirmed here. */
  readonly confirmed: Set<number>;
  /** False once the slow way has contradicted a rule: from then on it alone is asked. */
  isTrusted: boolean;
}

const OPEN: Rule = { head: '', skip: 0, country: null, type: 'unknown', refusal: null, isOpen: true };

const DIGIT_VALUES = 10;
const DIGITS_MAX = 24;
/** A rule for fewer than 100 numbers is not worth its place. */
const LEAST_OPEN_DIGITS = 2;
/** Bounds the memory: 250,000 nodes are 10 MB. A list of one country needs a thousand or two. */
const NODES_MAX = 250_000;

/**
 * A reader that learns. Numbers of the same length that begin alike are mostly read alike ('082…' with 10 digits in
 * South Africa: take the 0 off, put +27 before it, a mobile). For the first of them, `follow` tells the answer and how
 * many digits it rests on; a tree by digits keeps it for all that begin so. Each rule is compared with the slow way the
 * first time it comes up for a country and a count of digits. What cannot be told is read the slow way.
 */
export class LearnedPlans {
  private readonly slow: Read;
  private readonly follow: Follow;
  private readonly nodesMax: number;
  /** Ten a node: 0 for nothing yet, else the number of a node, or of a rule as its complement (-1 for rule 0). */
  private children = new Int32Array(1024 * DIGIT_VALUES);
  private nodeCount = 1;
  private readonly rules: Rule[] = [];
  private readonly ruleNumbers = new Map<string, number>();
  private readonly international: (Root | undefined)[] = [];
  private readonly byCountry = new Map<CountryCode | null, (Root | undefined)[]>();
  private lastCountry: CountryCode | null = null;
  private lastRoots: (Root | undefined)[];

  constructor(slow: Read, follow: Follow, nodesMax = NODES_MAX) {
    this.slow = slow;
    this.follow = follow;
    this.nodesMax = nodesMax;
    this.lastRoots = this.rootsOf(null);
  }

  /** Reads digits as the slow way does. */
  read(run: DigitRun, country: CountryCode | null): Answer {
    const { values, length } = run;
    if (country !== this.lastCountry) {
      this.lastRoots = this.rootsOf(country);
      this.lastCountry = country;
    }
    const roots = run.hasPlus ? this.international : this.lastRoots;
    const root = roots[length];
    if (root === undefined) return this.learn(run, country, this.plant(roots, length));
    if (!root.isTrusted) return this.slow(spellingOf(run), country);
    const { children } = this;
    let { node } = root;
    for (let index = 0; index < length && node > 0; index += 1)
      node = children[node * DIGIT_VALUES + (values[index] ?? 0)] ?? 0;
    const rule = node < 0 ? this.rules[~node] : undefined;
    if (rule === undefined) return this.learn(run, country, root);
    if (rule.isOpen) return this.slow(spellingOf(run), country);
    if (rule.refusal !== null) return rule.refusal;
    return ok({ e164: (rule.head + textOfRun(run, rule.skip)) as E164, country: rule.country, type: rule.type });
  }

  /** Follows one number and keeps a rule for all alike. */
  private learn(run: DigitRun, country: CountryCode | null, root: Root): Answer {
    const spelling = spellingOf(run);
    if (this.nodeCount + DIGITS_MAX > this.nodesMax) return this.slow(spelling, country);
    const { answer, looked } = this.follow(spelling, country);
    const rule = ruleFor(spelling.digits, answer, looked);
    const number = this.numberOf(rule);
    this.place(run, root, Math.min(looked, run.length - LEAST_OPEN_DIGITS), number);
    if (rule.isOpen) return this.slow(spelling, country);
    if (root.confirmed.has(number)) return answer;
    const known = this.slow(spelling, country);
    root.confirmed.add(number);
    root.isTrusted = areSame(answer, known);
    return known;
  }

  /** Hangs a rule into the tree under the first `depth` digits, but at least one. */
  private place({ values }: DigitRun, root: Root, depth: number, rule: number): void {
    let { node } = root;
    for (let index = 0; index < depth - 1; index += 1) {
      const at = node * DIGIT_VALUES + (values[index] ?? 0);
      const child = this.children[at] || this.addNode();
      this.children[at] = child;
      node = child;
    }
    this.children[node * DIGIT_VALUES + (values[Math.max(0, depth - 1)] ?? 0)] = ~rule;
  }

  private rootsOf(country: CountryCode | null): (Root | undefined)[] {
    const roots = this.byCountry.get(country) ?? [];
    this.byCountry.set(country, roots);
    return roots;
  }

  private plant(roots: (Root | undefined)[], length: number): Root {
    const root = { node: this.addNode(), confirmed: new Set<number>(), isTrusted: true };
    roots[length] = root;
    return root;
  }

  private addNode(): number {
    if ((this.nodeCount + 1) * DIGIT_VALUES > this.children.length) {
      const larger = new Int32Array(this.children.length * 2);
      larger.set(this.children);
      this.children = larger;
    }
    this.nodeCount += 1;
    return this.nodeCount - 1;
  }

  private numberOf(rule: Rule): number {
    const { head, skip, country, type, refusal, isOpen } = rule;
    const reason = refusal === null || refusal.ok ? '' : refusal.reason;
    const key = `${head} ${skip} ${country ?? ''} ${type} ${reason} ${isOpen}`;
    const number = this.ruleNumbers.get(key) ?? this.rules.push(rule) - 1;
    this.ruleNumbers.set(key, number);
    return number;
  }
}

function spellingOf(run: DigitRun): Spelling {
  return { hasPlus: run.hasPlus, digits: textOfRun(run, 0) };
}

function areSame(one: Answer, other: Answer): boolean {
  if (!one.ok || !other.ok) return !one.ok && !other.ok && one.reason === other.reason;
  const { e164, country, type } = one.value;
  return e164 === other.value.e164 && country === other.value.country && type === other.value.type;
}

/** Turns one answer into the rule for all numbers alike; open where that cannot be told. */
function ruleFor(digits: string, answer: Answer, looked: number): Rule {
  if (digits.length - looked < LEAST_OPEN_DIGITS) return OPEN;
  if (!answer.ok) return { ...OPEN, refusal: answer, isOpen: false };
  const { e164, country, type } = answer.value;
  let same = 0;
  while (same < digits.length && digits.at(-1 - same) === e164.at(-1 - same)) same += 1;
  const skip = digits.length - same;
  // What is not at the end of both was taken off or put before; it is the same for all only where it was looked at.
  if (skip > looked) return OPEN;
  return { head: e164.slice(0, e164.length - same), skip, country, type, refusal: null, isOpen: false };
}
