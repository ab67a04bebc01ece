import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { addField, addPerson, author, namesIn, openView, when } from '../../support/contacts.ts';
import { makeWorkspace, numberOf, reply, tuesdayMs } from '../../support/workspace.ts';
import type { TestWorkspace } from '../../support/workspace.ts';

let workspace: TestWorkspace;
beforeEach(() => {
  workspace = makeWorkspace();
});
afterEach(() => workspace.close());

const ascending = (by: string) => ({ sort: { by, direction: 'ascending' as const } });
const descending = (by: string) => ({ sort: { by, direction: 'descending' as const } });

describe('a view', () => {
  test('shows everybody newest first, and any part of it', () => {
    const ids = Array.from({ length: 25 }, (_, index) => addPerson(workspace, index));
    const { viewId, count, isExact } = openView(workspace);
    expect({ count, isExact }).toEqual({ count: 25, isExact: true });
    const shown = [0, 10, 20].flatMap((from) =>
      workspace.read.viewRows({ viewId, from, to: from + 10 }).rows.map((row) => row?.id),
    );
    expect(shown).toEqual(ids.toReversed());
    expect(workspace.read.viewRows({ viewId, from: 30, to: 40 }).rows).toEqual([]);
  });

  test('sorts names without regard to case and accents, with the nameless at the end both ways', () => {
    for (const [index, name] of ['beta', 'Émile', 'Alpha', '', 'emil', 'Zoë'].entries())
      addPerson(workspace, index, { name });
    const up = ['Alpha', 'beta', 'emil', 'Émile', 'Zoë', ''];
    expect(namesIn(workspace, ascending('name'))).toEqual(up);
    expect(namesIn(workspace, descending('name'))).toEqual([...up.slice(0, 5).toReversed(), '']);
  });

  test('sorts numbers as numbers, dates as dates, and by number, country and last reply', () => {
    addField(workspace, 'Points', 'number');
    addField(workspace, 'Born', 'date');
    const people = [
      { name: 'a', values: { points: '9', born: '2001-01-05' } },
      { name: 'b', values: { points: '100' } },
      { name: 'c', values: { points: '-1.5', born: '1999-12-31' } },
      { name: 'd', values: {} },
    ];
    for (const [index, more] of people.entries()) addPerson(workspace, 9 - index, more);
    expect(namesIn(workspace, ascending('field:points'))).toEqual(['c', 'a', 'b', 'd']);
    expect(namesIn(workspace, descending('field:points'))).toEqual(['b', 'a', 'c', 'd']);
    expect(namesIn(workspace, ascending('field:born'))).toEqual(['c', 'a', 'b', 'd']);
    expect(namesIn(workspace, ascending('number'))).toEqual(['d', 'c', 'b', 'a']);
    reply(workspace, numberOf(8), 'hello', 'm1', tuesdayMs + 5);
    reply(workspace, numberOf(6), 'hello', 'm2', tuesdayMs + 1);
    expect(namesIn(workspace, descending('lastReply')).slice(0, 2)).toEqual(['b', 'd']);
    expect(namesIn(workspace, ascending('lastReply')).slice(0, 2)).toEqual(['d', 'b']);
    expect(() => openView(workspace, ascending('field:nothing'))).toThrow(
      expect.objectContaining({ code: 'rule.invalid' }),
    );
  });

  test('follows every change the next time it is opened, and stands still while it is open', () => {
    addField(workspace, 'City');
    const [first = 0, second = 0] = [
      addPerson(workspace, 1, { name: 'Ann' }),
      addPerson(workspace, 2, { name: 'Bea' }),
    ];
    const open = openView(workspace, ascending('name'));
    const shown = () => workspace.read.viewRows({ viewId: open.viewId, from: 0, to: 9 }).rows;
    workspace.write.contactEdit({ ...author, id: first, name: 'Zoe', values: [['city', 'Paarl']] });
    expect(shown().map((row) => row?.name)).toEqual(['Zoe', 'Bea']);
    expect(namesIn(workspace, ascending('name'))).toEqual(['Bea', 'Zoe']);
    const ids = Uint32Array.of(second);
    workspace.write.contactBulk({ ...author, ids, action: { kind: 'delete' }, token: 'token-12', progress: null });
    expect(shown().map((row) => row?.name)).toEqual(['Zoe', undefined]);
    // The number of the entry is used again: the order must not take the new one for the old one.
    addPerson(workspace, 3, { name: 'Abe' });
    expect(namesIn(workspace, ascending('name'))).toEqual(['Abe', 'Zoe']);
  });

  test('closes when it is told to, is replaced, or is the oldest of too many', () => {
    addPerson(workspace, 1);
    const closed = (viewId: number) => () => workspace.read.viewRows({ viewId, from: 0, to: 1 });
    const first = openView(workspace).viewId;
    const second = openView(workspace, { replaces: first } as object).viewId;
    expect(closed(first)).toThrow(expect.objectContaining({ code: 'view.closed' }));
    workspace.read.viewClose({ viewId: second });
    expect(closed(second)).toThrow(expect.objectContaining({ code: 'view.closed' }));
    const many = Array.from({ length: 8 }, () => openView(workspace).viewId);
    expect(closed(many[0] ?? 0)()).toMatchObject({ count: 1 });
    openView(workspace);
    expect(closed(many[0] ?? 0)()).toMatchObject({ count: 1 });
    expect(closed(many[1] ?? 0)).toThrow(expect.objectContaining({ code: 'view.closed' }));
  });

  test('shows tags, lists and values with each row', () => {
    addField(workspace, 'City');
    const id = addPerson(workspace, 1, { values: { city: 'Durban' } });
    workspace.write.listCreate({ ...author, name: 'Friends', rule: null, ids: Uint32Array.of(id) });
    const ids = Uint32Array.of(id);
    workspace.write.contactBulk({ ...author, ids, action: { kind: 'tag', tag: 'vip' }, token: 't', progress: null });
    const { viewId } = openView(workspace);
    expect(workspace.read.viewRows({ viewId, from: 0, to: 1 }).rows[0]).toMatchObject({
      tags: ['vip'],
      lists: ['Friends'],
      values: expect.arrayContaining([['city', 'Durban']]),
    });
  });
});

describe('a search', () => {
  const found = (search: string, more = {}) => namesIn(workspace, { search, ...more });

  test('finds names by any part, without accents, and by words in any order', () => {
    for (const [index, name] of ['Zoë Müller', 'Anna Van Dyk', 'José', '김철수', 'van der Merwe'].entries()) {
      addPerson(workspace, index, { name });
    }
    expect(found('zoe')).toEqual(['Zoë Müller']);
    expect(found('MULL')).toEqual(['Zoë Müller']);
    expect(found('dyk anna')).toEqual(['Anna Van Dyk']);
    expect(found('jose\u0301')).toEqual(['José']);
    expect(found('철수')).toEqual(['김철수']);
    expect(found('김철수')).toEqual(['김철수']);
    expect(found('van')).toEqual(['van der Merwe', 'Anna Van Dyk']);
    expect(found('anna v')).toEqual(['Anna Van Dyk']);
    expect(found('anna dy')).toEqual(['Anna Van Dyk']);
    expect(found('anna k')).toEqual([]);
    expect(found('zo mull')).toEqual(['Zoë Müller']);
    expect(found('mull zo')).toEqual([]);
    expect(found('jo')).toEqual(['José']);
    expect(found('an v')).toEqual([]);
  });

  test('takes one or two letters for the beginning of a name, with and without the sorted names', () => {
    for (const [index, name] of ['Émile', 'Elsa', 'Bea', 'Anne'].entries()) addPerson(workspace, index, { name });
    expect(found('e')).toEqual(['Elsa', 'Émile']);
    namesIn(workspace, ascending('name'));
    expect(found('e')).toEqual(['Elsa', 'Émile']);
    expect(found('em')).toEqual(['Émile']);
    expect(found('z')).toEqual([]);
    expect(found('n')).toEqual([]);
  });

  test('of noughts finds numbers that have them', () => {
    addPerson(workspace, 1);
    expect(found('000')).toEqual(['Person 1']);
    expect(found('00000000')).toEqual([]);
  });

  test.each(['+27 82 400 0042', '0824000042', '082 400 0042', '4000042', '0042', '42', '(0)82 400 0042'])(
    'finds a number written %s',
    (search) => {
      for (let index = 38; index < 46; index += 1) addPerson(workspace, index);
      expect(found(search)).toContain('Person 42');
    },
  );

  test('finds people by their tags and notes', () => {
    const [ann = 0, bea = 0] = ['Ann', 'Bea', 'Cid'].map((name, index) => addPerson(workspace, index, { name }));
    const ids = Uint32Array.of(ann);
    workspace.write.contactBulk({
      ...author,
      ids,
      action: { kind: 'tag', tag: 'Golden Circle' },
      token: 't',
      progress: null,
    });
    const noteId = workspace.write.noteAdd({ ...author, contactId: bea, text: 'Prefers the circular saw, order 4711' });
    expect(found('circ')).toEqual(['Bea', 'Ann']);
    expect(found('4711')).toEqual(['Bea']);
    workspace.write.noteRemove({ noteId });
    expect(found('circ')).toEqual(['Ann']);
  });

  test('goes with a filter and with any sort', () => {
    addField(workspace, 'City');
    for (const [index, city] of ['Durban', 'Paarl', 'Durban'].entries()) {
      addPerson(workspace, index, { name: `Ann ${index}`, values: { city } });
    }
    const filter = when('field:city', 'is', 'durban');
    expect(found('ann', { filter })).toEqual(['Ann 2', 'Ann 0']);
    expect(found('ann', { filter, ...ascending('name') })).toEqual(['Ann 0', 'Ann 2']);
    expect(found('ann 1', { filter })).toEqual([]);
  });

  test('answers with the newest 200 at once and with the rest when asked', () => {
    for (let index = 0; index < 230; index += 1) addPerson(workspace, index, { name: `Ann ${index}` });
    const { viewId, count, isExact } = openView(workspace, { search: 'ann' });
    expect({ count, isExact }).toEqual({ count: 200, isExact: false });
    expect(workspace.read.viewRows({ viewId, from: 0, to: 1 }).rows[0]?.name).toBe('Ann 229');
    expect(workspace.read.viewIds({ viewId })).toHaveLength(230);
    expect(workspace.read.viewCount({ viewId })).toMatchObject({ count: 230, isExact: true });
    const other = openView(workspace, { search: 'ann' });
    expect(workspace.read.viewRows({ viewId: other.viewId, from: 199, to: 210 })).toMatchObject({
      count: 230,
      isExact: true,
    });
  });

  test.each(['"', '*', 'a" OR "b', 'NEAR(', 'text:', '%', '_', "'; DROP TABLE contact; --", '('])(
    'takes %s as text, not as an operator',
    (search) => {
      addPerson(workspace, 1, { name: 'Ann' });
      expect(found(search)).toEqual([]);
      expect(found('')).toEqual(['Ann']);
    },
  );
});
