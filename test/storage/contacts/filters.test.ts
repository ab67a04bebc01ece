import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import fc from 'fast-check';
import { addField, addPerson, author, namesIn, when } from '../../support/contacts.ts';
import {
  grant,
  makeWorkspace,
  numberOf,
  reply,
  startCampaign,
  tick,
  accepted,
  tuesdayMs,
} from '../../support/workspace.ts';
import type { TestWorkspace } from '../../support/workspace.ts';
import type { Rule } from '#domain/contacts/rule.ts';

let workspace: TestWorkspace;
beforeEach(() => {
  workspace = makeWorkspace();
});
afterEach(() => workspace.close());

const found = (rule: Rule) => namesIn(workspace, { filter: rule }).toSorted();

describe('a rule over fields', () => {
  beforeEach(() => {
    addField(workspace, 'City');
    addField(workspace, 'Points', 'number');
    addField(workspace, 'Born', 'date');
    addField(workspace, 'Size', 'choice', ['Small', 'Large']);
    addField(workspace, 'Member', 'yesNo');
    const people = {
      ann: { city: 'Durban', points: '5', born: '2000-02-29', size: 'Small', member: 'yes' },
      bea: { city: 'durban north', points: '12.5', born: '1999-01-01', size: 'Large', member: 'no' },
      cid: { city: '100%_"x"\\', points: '-3' },
      dan: {},
    };
    Object.entries(people).forEach(([name, values], index) => addPerson(workspace, index, { name, values }));
  });

  test.each([
    [when('field:city', 'is', 'DURBAN'), ['ann']],
    [when('field:city', 'isNot', 'durban'), ['bea', 'cid', 'dan']],
    [when('field:city', 'contains', 'urb'), ['ann', 'bea']],
    [when('field:city', 'contains', '%'), ['cid']],
    [when('field:city', 'contains', '_'), ['cid']],
    [when('field:city', 'contains', '"x"\\'), ['cid']],
    [when('field:city', 'is', '100%_"x"\\'), ['cid']],
    [when('field:city', 'startsWith', 'dur'), ['ann', 'bea']],
    [when('field:city', 'startsWith', 'north'), []],
    [when('field:city', 'isEmpty'), ['dan']],
    [when('field:city', 'isNotEmpty'), ['ann', 'bea', 'cid']],
    [when('field:points', 'above', '5'), ['bea']],
    [when('field:points', 'below', '5'), ['cid']],
    [when('field:points', 'is', '12.5'), ['bea']],
    [when('field:points', 'isNot', '5'), ['bea', 'cid', 'dan']],
    [when('field:points', 'between', '-3', '5'), ['ann', 'cid']],
    [when('field:points', 'above', '-3.01'), ['ann', 'bea', 'cid']],
    [when('field:points', 'isEmpty'), ['dan']],
    [when('field:born', 'below', '2000-02-29'), ['bea']],
    [when('field:born', 'above', '1999-01-01'), ['ann']],
    [when('field:born', 'is', '2000-02-29'), ['ann']],
    [when('field:born', 'between', '1999-01-01', '1999-12-31'), ['bea']],
    [when('field:size', 'is', 'Large'), ['bea']],
    [when('field:member', 'is', 'no'), ['bea']],
    [{ match: 'any', rules: [] } as Rule, ['ann', 'bea', 'cid', 'dan']],
    [{ match: 'any', rules: [when('field:points', 'is', '5'), when('field:city', 'isEmpty')] } as Rule, ['ann', 'dan']],
  ])('%j finds %j', (rule, names) => {
    expect(found(rule)).toEqual(names);
    const { size, samples } = workspace.read.ruleSize({ rule, samples: 10 });
    expect(size).toBe(names.length);
    expect(samples).toHaveLength(names.length);
  });

  test('that names what is gone finds nobody by mistake: it is refused', () => {
    expect(() => found(when('field:gone', 'isNot', 'x'))).toThrow(expect.objectContaining({ code: 'rule.invalid' }));
    expect(() => found(when('list', 'hasNot', '77'))).toThrow(expect.objectContaining({ code: 'rule.invalid' }));
  });
});

describe('a rule over what every contact has', () => {
  test('number, country, blocked, permission, tag, list, note, dates', () => {
    const ids = ['ann', 'bea', 'cid'].map((name, index) => addPerson(workspace, index, { name }));
    const [ann = 0, bea = 0, cid = 0] = ids;
    const { write } = workspace;
    write.block({ e164: numberOf(1), reason: 'operator', detail: '', by: 'A tester', nowMs: tuesdayMs });
    grant(workspace, 'marketing', [numberOf(0)]);
    write.contactBulk({
      ...author,
      ids: Uint32Array.of(ann, cid),
      action: { kind: 'tag', tag: 'VIP' },
      token: 't1',
      progress: null,
    });
    const listId = write.listCreate({ ...author, name: 'Few', rule: null, ids: Uint32Array.of(bea, 9_999) });
    write.noteAdd({ ...author, contactId: cid, text: 'hello' });
    reply(workspace, numberOf(2), 'hi', 'm1', tuesdayMs);
    const campaignId = startCampaign(workspace);
    const { claimed } = tick(workspace, campaignId, 1);
    const [message] = claimed;
    expect(message).toBeDefined();
    tick(workspace, campaignId, 0, { results: [accepted(message?.messageId ?? 0, 'g1')] });
    expect(found(when('number', 'contains', '400 0001'))).toEqual(['bea']);
    expect(found(when('number', 'startsWith', '+27 82'))).toEqual(['ann', 'bea', 'cid']);
    expect(found(when('country', 'is', 'ZA'))).toHaveLength(3);
    expect(found(when('blocked', 'is', 'yes'))).toEqual(['bea']);
    expect(found(when('blocked', 'is', 'no'))).toEqual(['ann', 'cid']);
    expect(found(when('permission', 'has', 'marketing'))).toEqual(['ann']);
    expect(found(when('permission', 'hasNot', 'marketing'))).toEqual(['bea', 'cid']);
    expect(found(when('tag', 'has', 'vip'))).toEqual(['ann', 'cid']);
    expect(found(when('tag', 'has', 'nobody'))).toEqual([]);
    expect(found(when('list', 'has', String(listId)))).toEqual(['bea']);
    expect(found(when('note', 'is', 'yes'))).toEqual(['cid']);
    expect(found(when('import', 'has', '1'))).toEqual([]);
    expect(found(when('added', 'is', '2026-11-24'))).toHaveLength(3);
    expect(found(when('added', 'below', '2026-11-24'))).toEqual([]);
    expect(found(when('added', 'above', '2026-11-23'))).toHaveLength(3);
    expect(found(when('lastReply', 'isNotEmpty'))).toEqual(['cid']);
    expect(found(when('lastMessage', 'is', '2026-11-24'))).toHaveLength(1);
  });

  test('"added on" goes by the days of the workspace, not by those of London', () => {
    // 2026-11-23 23:30 in Johannesburg is 21:30 in London, and 00:30 of the 24th is 22:30 of the 23rd.
    const at = [Date.UTC(2026, 10, 23, 21, 30), Date.UTC(2026, 10, 23, 22, 30)];
    at.forEach((nowMs, index) => {
      const id = addPerson(workspace, index, { name: `p${index}` });
      workspace.db.prepare('UPDATE contact SET added_at_ms = ? WHERE id = ?').run(nowMs, id);
    });
    expect(found(when('added', 'is', '2026-11-23'))).toEqual(['p0']);
    expect(found(when('added', 'is', '2026-11-24'))).toEqual(['p1']);
  });
});

/** What a rule over a text and a number field means, said again without SQL. */
function holds(rule: Rule, person: { city: string; points: number | null }): boolean {
  if ('match' in rule) {
    return rule.match === 'all' || rule.rules.length === 0
      ? rule.rules.every((part) => holds(part, person))
      : rule.rules.some((part) => holds(part, person));
  }
  const [from = '', to = ''] = rule.values;
  const lower = (text: string) => text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
  const city = lower(person.city);
  const points = person.points ?? Number.NaN;
  const isText = rule.subject === 'field:city';
  switch (rule.operator) {
    case 'is':
      return isText ? city !== '' && city === lower(from) : points === Number(from);
    case 'isNot':
      return isText ? city !== lower(from) : points !== Number(from);
    case 'contains':
      return city !== '' && city.includes(lower(from));
    case 'startsWith':
      return city !== '' && city.startsWith(lower(from));
    case 'below':
      return points < Number(from);
    case 'above':
      return points > Number(from);
    case 'between':
      return points >= Number(from) && points <= Number(to);
    case 'isEmpty':
      return isText ? person.city === '' : person.points === null;
    case 'isNotEmpty':
      return isText ? person.city !== '' : person.points !== null;
    case 'has':
    case 'hasNot':
      return false;
  }
}

describe('a generated rule', () => {
  test('finds exactly those for whom it holds', () => {
    addField(workspace, 'City');
    addField(workspace, 'Points', 'number');
    const letters = fc.constantFrom('a', 'A', 'b', 'é', '%', '_', '"', '\\', ' ', '5');
    const text = fc.array(letters, { minLength: 1, maxLength: 3 }).map((parts) => parts.join('').trim() || 'a');
    const number = fc.constantFrom('-2.5', '-1', '0', '1', '1.5', '3');
    const people = fc.sample(
      fc.record({ city: fc.oneof(fc.constant(''), text), points: fc.option(number, { nil: null }) }),
      { numRuns: 150, seed: 5 },
    );
    people.forEach(({ city, points }, index) =>
      addPerson(workspace, index, { name: String(index), values: { city, points: points ?? '' } }),
    );
    const known = people.map(({ city, points }) => ({ city, points: points === null ? null : Number(points) }));
    const condition = fc.oneof(
      fc
        .tuple(fc.constantFrom('is', 'isNot', 'contains', 'startsWith'), text)
        .map(([operator, value]) => when('field:city', operator, value)),
      fc
        .tuple(fc.constantFrom('is', 'isNot', 'below', 'above'), number)
        .map(([operator, value]) => when('field:points', operator, value)),
      fc.tuple(number, number).map(([from, to]) => when('field:points', 'between', from, to)),
      fc
        .tuple(fc.constantFrom('field:city', 'field:points'), fc.constantFrom('isEmpty', 'isNotEmpty'))
        .map(([subject, operator]) => when(subject, operator)),
    );
    const { rule } = fc.letrec<{ rule: Rule }>((tie) => ({
      rule: fc.oneof(
        { maxDepth: 3 },
        condition,
        fc.record({
          match: fc.constantFrom('all' as const, 'any' as const),
          rules: fc.array(tie('rule'), { maxLength: 3 }),
        }),
      ),
    }));
    fc.assert(
      fc.property(rule, (generated) => {
        const ids = [...workspace.read.ruleIds({ rule: generated })];
        const expected = known.flatMap((person, index) => (holds(generated, person) ? [index + 1] : []));
        expect(ids).toEqual(expected);
      }),
      { numRuns: 300 },
    );
  });
});
