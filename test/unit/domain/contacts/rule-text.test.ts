import { describe, expect, test } from 'vitest';
import { parseRule } from '#domain/contacts/parse-rule.ts';
import { printRule, ruleWords } from '#domain/contacts/print-rule.ts';
import { checkRule } from '#domain/contacts/check-rule.ts';
import type { Catalogue, Rule } from '#domain/contacts/rule.ts';

const catalogue: Catalogue = {
  fields: [
    { key: 'city', label: 'City', type: 'text', options: [] },
    { key: 'points', label: 'Points', type: 'number', options: [] },
    { key: 'born', label: 'Date of birth', type: 'date', options: [] },
    { key: 'size', label: 'Size', type: 'choice', options: ['Small', 'Large'] },
    { key: 'member', label: 'Member', type: 'yesNo', options: [] },
    { key: 'country', label: 'Land', type: 'text', options: [] },
    { key: '__proto__', label: 'Odd', type: 'text', options: [] },
  ],
  lists: [{ id: 3, name: 'Gold and silver' }],
};

function read(text: string): Rule {
  const parsed = parseRule(text, catalogue);
  if (!parsed.ok) throw new Error(parsed.reason.detail);
  return parsed.value;
}

describe('a written rule', () => {
  const cases: readonly (readonly [string, Rule])[] = [
    ['city is Durban', { subject: 'field:city', operator: 'is', values: ['Durban'] }],
    ['CITY = Durban', { subject: 'field:city', operator: 'is', values: ['Durban'] }],
    ['city is Cape Town', { subject: 'field:city', operator: 'is', values: ['Cape Town'] }],
    ['city is "Rock and roll"', { subject: 'field:city', operator: 'is', values: ['Rock and roll'] }],
    ['city is "a \\"b\\" \\\\ c"', { subject: 'field:city', operator: 'is', values: ['a "b" \\ c'] }],
    ['city is not empty', { subject: 'field:city', operator: 'isNotEmpty', values: [] }],
    ['city starts with Dur', { subject: 'field:city', operator: 'startsWith', values: ['Dur'] }],
    ['points > 12.5', { subject: 'field:points', operator: 'above', values: ['12.5'] }],
    ['points between 1 and 9', { subject: 'field:points', operator: 'between', values: ['1', '9'] }],
    ['"date of birth" before 2000-01-01', { subject: 'field:born', operator: 'below', values: ['2000-01-01'] }],
    ['size is large', { subject: 'field:size', operator: 'is', values: ['Large'] }],
    ['member is yes', { subject: 'field:member', operator: 'is', values: ['yes'] }],
    ['tag is vip', { subject: 'tag', operator: 'has', values: ['vip'] }],
    ['tag has not vip', { subject: 'tag', operator: 'hasNot', values: ['vip'] }],
    ['list has "gold and silver"', { subject: 'list', operator: 'has', values: ['3'] }],
    ['country is za', { subject: 'country', operator: 'is', values: ['ZA'] }],
    ['field:country is Africa', { subject: 'field:country', operator: 'is', values: ['Africa'] }],
    ['field:__proto__ is x', { subject: 'field:__proto__', operator: 'is', values: ['x'] }],
    ['permission has marketing', { subject: 'permission', operator: 'has', values: ['marketing'] }],
    ['last_message is empty', { subject: 'lastMessage', operator: 'isEmpty', values: [] }],
    ['number starts with +2782', { subject: 'number', operator: 'startsWith', values: ['+2782'] }],
  ];
  test.each(cases)('%s', (text, rule) => {
    expect(read(text)).toEqual(rule);
    expect(read(printRule(rule, catalogue))).toEqual(rule);
  });

  test('joins "and" before "or", and brackets before both', () => {
    const a = { subject: 'tag', operator: 'has', values: ['a'] };
    const b = { subject: 'tag', operator: 'has', values: ['b'] };
    const c = { subject: 'tag', operator: 'has', values: ['c'] };
    expect(read('tag has a or tag has b and tag has c')).toEqual({
      match: 'any',
      rules: [a, { match: 'all', rules: [b, c] }],
    });
    const bracketed = { match: 'all', rules: [{ match: 'any', rules: [a, b] }, c] };
    expect(read('(tag has a or tag has b) and tag has c')).toEqual(bracketed);
    expect(read(printRule(bracketed as Rule, catalogue))).toEqual(bracketed);
  });

  const wrong: readonly (readonly [string, number, string])[] = [
    ['', 0, 'a field is missing'],
    ['town is Durban', 0, 'no field “town”'],
    ['city', 4, 'comparison is missing'],
    ['city is', 7, 'value is missing'],
    ['city is Durban tag has vip or', 29, 'a field is missing'],
    ['city is "Durban', 8, 'quotation mark'],
    ['(city is Durban', 0, 'bracket'],
    ['city is Durban)', 14, '“and” or “or”'],
    ['points > many', 9, 'not a number'],
    ['"date of birth" is 2001-02-30', 19, 'not a date'],
    ['size is huge', 8, 'one of Small, Large'],
    ['city > 5', 5, 'does not go with'],
    ['points between 1', 16, 'second value'],
    ['list has nobody', 9, 'no list'],
    ['permission has everything', 15, 'one of'],
  ];
  test.each(wrong)('refuses %j at character %i', (text, position, detail) => {
    const parsed = parseRule(text, catalogue);
    expect(parsed.ok).toBe(false);
    if (parsed.ok) return;
    expect(parsed.reason.detail).toContain(detail);
    expect(parsed.reason.position).toBe(position);
  });

  test('is refused, however it is made', () => {
    for (const text of ['('.repeat(20_000), '"'.repeat(19_999), 'a '.repeat(10_000), '\\'.repeat(20_000)]) {
      expect(parseRule(text, catalogue).ok).toBe(false);
    }
    expect(parseRule('x'.repeat(20_001), catalogue).ok).toBe(false);
  });

  test('is said in words', () => {
    expect(ruleWords(read('city is Durban and (tag has vip or points > 5)'), catalogue)).toBe(
      'City is “Durban” and (tag has “vip” or Points is above “5”)',
    );
    expect(ruleWords({ match: 'all', rules: [] }, catalogue)).toBe('everybody');
    expect(ruleWords(read('list has "Gold and silver"'), catalogue)).toContain('Gold and silver');
  });
});

describe('a kept rule', () => {
  const deep = (levels: number): Rule =>
    levels === 0 ? { subject: 'tag', operator: 'has', values: ['a'] } : { match: 'all', rules: [deep(levels - 1)] };

  test('is refused when what it names is gone, when it is too deep and when it is too long', () => {
    const bad: readonly Rule[] = [
      { subject: 'field:gone', operator: 'is', values: ['x'] },
      { subject: 'constructor', operator: 'is', values: ['x'] },
      { subject: 'list', operator: 'has', values: ['4'] },
      { subject: 'field:city', operator: 'is', values: [] },
      { subject: 'field:city', operator: 'below', values: ['a'] },
      { subject: 'number', operator: 'isEmpty', values: [] },
      { subject: 'import', operator: 'has', values: ['1; DROP TABLE contact'] },
      deep(5),
      { match: 'any', rules: Array.from({ length: 101 }, () => deep(0)) },
    ];
    for (const rule of bad) expect(checkRule(rule, catalogue).ok, JSON.stringify(rule).slice(0, 80)).toBe(false);
    expect(checkRule(deep(4), catalogue).ok).toBe(true);
  });
});
