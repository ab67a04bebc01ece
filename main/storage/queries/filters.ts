import { fieldList, inShownOrder } from './fields.ts';
import { prepared } from '../database.ts';
import type { ReadableDb } from '../database.ts';
import { checkRule } from '#domain/contacts/check-rule.ts';
import { addDays, startOfDayMs } from '#domain/contacts/days.ts';
import { fieldOf, isGroup } from '#domain/contacts/rule.ts';
import type { Catalogue, Condition, Rule } from '#domain/contacts/rule.ts';
import { AppError } from '#domain/kernel/errors.ts';

// A rule as a condition over `contact c`. Everything a user wrote travels as a parameter; names and positions come from
// closed lists. Text is compared without regard to the case of a-z, as SQLite does. "Is not" and "has not" hold for
// everybody for whom "is" and "has" do not, also for those without a value.

/** A condition over `contact c` with its parameters. */
export interface CompiledRule {
  readonly where: string;
  readonly parameters: Readonly<Record<string, string | number>>;
}

/** What rules may name in this workspace. */
export function catalogue(db: ReadableDb): Catalogue {
  const lists = prepared<[], { id: number; name: string }>(
    db,
    "SELECT id, name FROM contact_list WHERE kind = 'list' ORDER BY name",
  ).all();
  return { fields: inShownOrder(db, fieldList(db)), lists };
}

const largest = Number.MAX_VALUE;
const bits = new DataView(new ArrayBuffer(8));

/** The next larger number: "above" is asked as a range, so that text that stands among numbers is never above them. */
function nextAbove(value: number): number {
  if (value === 0) return Number.MIN_VALUE;
  bits.setFloat64(0, value);
  bits.setBigInt64(0, bits.getBigInt64(0) + (value > 0 ? 1n : -1n));
  return bits.getFloat64(0);
}

/** `%` and `_` are letters here, not wildcards. */
function likeText(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}

/** What reads an index comes before what reads every contact, and that before what reads its values. */
function costOf(rule: Rule): number {
  if (isGroup(rule)) return 3;
  if (rule.subject === 'tag' || rule.subject === 'list') return rule.operator === 'has' ? 0 : 1;
  return fieldOf(rule.subject) === null ? 1 : 2;
}

class Compiler {
  readonly parameters: Record<string, string | number> = {};
  readonly #positions: ReadonlyMap<string, { position: number; type: string }>;
  readonly #zone: string;

  constructor(db: ReadableDb) {
    this.#positions = new Map(fieldList(db).map(({ key, position, type }) => [key, { position, type }]));
    this.#zone = prepared<[], string>(db, 'SELECT zone FROM workspace').pluck().get() ?? 'Etc/UTC';
  }

  /** A comparison with a missing value is NULL, which counts as false; wherever it is turned round, it is made 0 first. */
  rule(rule: Rule): string {
    if (!isGroup(rule)) return this.#condition(rule);
    if (rule.rules.length === 0) return '1';
    const parts = rule.rules.toSorted((a, b) => costOf(a) - costOf(b)).map((part) => this.rule(part));
    return `(${parts.join(rule.match === 'all' ? ' AND ' : ' OR ')})`;
  }

  #put(value: string | number): string {
    const name = `rule${Object.keys(this.parameters).length}`;
    this.parameters[name] = value;
    return `@${name}`;
  }

  #condition(condition: Condition): string {
    const key = fieldOf(condition.subject);
    if (key !== null) return this.#field(key, condition);
    const [value = ''] = condition.values;
    const isYes = value === 'yes';
    switch (condition.subject) {
      case 'name':
        return this.#text('c.name', condition, null);
      case 'number':
        return this.#text('c.e164', { ...condition, values: [value.replace(/[\s()./-]/g, '')] }, null);
      case 'country':
        return this.#text('c.country', condition, null);
      case 'numberType':
        return this.#text('c.number_type', condition, null);
      case 'textable':
        return `c.is_textable = ${isYes ? 1 : 0}`;
      case 'blocked':
        return `${isYes ? '' : 'NOT '}EXISTS (SELECT 1 FROM suppression x WHERE x.e164 = c.e164)`;
      case 'note':
        return `c.id ${isYes ? '' : 'NOT '}IN (SELECT contact_id FROM contact_note)`;
      case 'added':
        return this.#instant('c.added_at_ms', condition);
      case 'lastMessage':
        return this.#instant('(SELECT max(m.submitted_at_ms) FROM message m WHERE m.e164 = c.e164)', condition);
      case 'lastReply':
        return this.#instant('(SELECT max(r.received_at_ms) FROM inbound r WHERE r.e164 = c.e164)', condition);
      default:
        return this.#member(condition);
    }
  }

  #member({ subject, operator, values }: Condition): string {
    const value = this.#put(subject === 'list' || subject === 'import' ? Number(values[0]) : (values[0] ?? ''));
    const members: Readonly<Record<string, string>> = {
      list: `c.id IN (SELECT contact_id FROM list_member WHERE list_id = ${value})`,
      tag: `c.id IN (SELECT contact_id FROM contact_tag WHERE tag_id = (SELECT id FROM tag WHERE name = ${value}))`,
      import: `(c.import_id IS ${value} OR c.id IN (SELECT contact_id FROM import_row WHERE import_id = ${value}))`,
      permission: `EXISTS (SELECT 1 FROM consent_state x WHERE x.e164 = c.e164 AND x.purpose = ${value} AND x.state = 'granted')`,
    };
    const test = members[subject];
    if (test === undefined) throw new AppError('rule.invalid', { detail: `nobody knows “${subject}”` });
    return operator === 'has' ? test : `NOT ${test}`;
  }

  #field(key: string, condition: Condition): string {
    const found = this.#positions.get(key);
    if (found === undefined) throw new AppError('rule.invalid', { detail: `there is no field “${key}”` });
    const value = `(c.fields ->> ${found.position})`;
    if (condition.operator === 'isEmpty') return `coalesce(${value}, '') = ''`;
    if (condition.operator === 'isNotEmpty') return `coalesce(${value}, '') <> ''`;
    if (found.type === 'number') return this.#number(value, condition);
    if (found.type === 'date') return this.#date(value, condition);
    return this.#text(value, condition, 'c.fields');
  }

  /** `whole` is a column that contains the value as JSON text: looking there first spares reading most rows' JSON. */
  #text(column: string, { operator, values }: Condition, whole: string | null): string {
    const [value = ''] = values;
    if (operator === 'isEmpty') return `coalesce(${column}, '') = ''`;
    if (operator === 'isNotEmpty') return `coalesce(${column}, '') <> ''`;
    const isPlain = JSON.stringify(value) === `"${value}"`;
    const quote = { is: ['"', '"'], isNot: ['"', '"'], startsWith: ['"', ''], contains: ['', ''] }[operator as 'is'];
    const first =
      whole === null || !isPlain
        ? ''
        : `${whole} LIKE ${this.#put(`%${quote[0]}${likeText(value)}${quote[1]}%`)} ESCAPE '\\' AND `;
    if (operator === 'contains') return `${first}${column} LIKE ${this.#put(`%${likeText(value)}%`)} ESCAPE '\\'`;
    if (operator === 'startsWith') return `${first}${column} LIKE ${this.#put(`${likeText(value)}%`)} ESCAPE '\\'`;
    const same = `${first}${column} = ${this.#put(value)} COLLATE NOCASE`;
    return operator === 'is' ? same : `NOT coalesce(${same}, 0)`;
  }

  #number(column: string, { operator, values }: Condition): string {
    const [from = 0, to = 0] = values.map(Number);
    if (operator === 'below') return `${column} < ${this.#put(from)}`;
    if (operator === 'above') return `${column} BETWEEN ${this.#put(nextAbove(from))} AND ${this.#put(largest)}`;
    if (operator === 'between') return `${column} BETWEEN ${this.#put(from)} AND ${this.#put(to)}`;
    return operator === 'is' ? `${column} = ${this.#put(from)}` : `NOT coalesce(${column} = ${this.#put(from)}, 0)`;
  }

  #date(column: string, { operator, values }: Condition): string {
    const [from = '', to = from] = values;
    const range: Readonly<Record<string, readonly [string, string]>> = {
      below: ['0000-01-01', addDays(from, -1)],
      above: [addDays(from, 1), '9999-12-31'],
      between: [from, to],
      is: [from, from],
    };
    const [first, last] = range[operator] ?? ['', ''];
    return `${column} BETWEEN ${this.#put(first)} AND ${this.#put(last)}`;
  }

  #instant(column: string, { operator, values }: Condition): string {
    if (operator === 'isEmpty') return `${column} IS NULL`;
    if (operator === 'isNotEmpty') return `${column} IS NOT NULL`;
    const [from = '', to = from] = values;
    const begin = (date: string): number => startOfDayMs(date, this.#zone);
    if (operator === 'below') return `${column} < ${this.#put(begin(from))}`;
    if (operator === 'above') return `${column} >= ${this.#put(begin(addDays(from, 1)))}`;
    return `${column} BETWEEN ${this.#put(begin(from))} AND ${this.#put(begin(addDays(to, 1)) - 1)}`;
  }
}

/** Checks a rule against the workspace and compiles it; throws `rule.invalid`. */
export function compileRule(db: ReadableDb, rule: Rule): CompiledRule {
  const checked = checkRule(rule, catalogue(db));
  if (!checked.ok) throw new AppError('rule.invalid', { detail: checked.reason.detail });
  const compiler = new Compiler(db);
  return { where: compiler.rule(rule), parameters: compiler.parameters };
}

/** Ids of everybody who fulfils a rule, in id order. */
export function ruleIds(db: ReadableDb, { rule }: { readonly rule: Rule }): Uint32Array {
  const { where, parameters } = compileRule(db, rule);
  return readIds(db, `SELECT c.id FROM contact c WHERE ${where} ORDER BY c.id`, parameters);
}

/** Ids in the order of a query. One JSON text is read several times faster than a million rows. */
export function readIds(
  db: ReadableDb,
  sql: string,
  parameters: Readonly<Record<string, string | number>>,
): Uint32Array {
  const json = db.prepare<[object], string>(`SELECT json_group_array(id) FROM (${sql})`).pluck().get(parameters);
  return Uint32Array.from(JSON.parse(json ?? '[]') as number[]);
}
