import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { addField, addPerson, author, namesIn, when } from '../../support/contacts.ts';
import { grant, makeWorkspace, numberOf, startCampaign, tick, tuesdayMs } from '../../support/workspace.ts';
import type { TestWorkspace } from '../../support/workspace.ts';
import type { BulkAction } from '../../../main/services/contact-port.ts';

let workspace: TestWorkspace;
beforeEach(() => {
  workspace = makeWorkspace();
});
afterEach(() => workspace.close());

let tokens = 0;

function bulk(ids: readonly number[], action: BulkAction, progress: SharedArrayBuffer | null = null) {
  const token = `token-${(tokens += 1)}`;
  return workspace.write.contactBulk({ ...author, ids: Uint32Array.from(ids), action, token, progress });
}

const undo = (token: string | null) => workspace.write.undoApply({ ...author, token: token ?? '' });
const extras = (id: number) => workspace.read.contactExtras({ id });
const file = (id: number) => workspace.read.contactFile({ id });

/** Everything about contacts, as text: what "as it was before" means. Times and histories are left out. */
function dump(): string {
  const { db } = workspace;
  const queries = [
    'SELECT id, e164, country, number_type, is_textable, name, fields, import_id FROM contact ORDER BY id',
    'SELECT * FROM contact_tag ORDER BY 1, 2',
    'SELECT list_id, contact_id, import_id, added_at_ms FROM list_member ORDER BY 1, 2',
    'SELECT contact_id, text FROM contact_note ORDER BY 1, 2',
    'SELECT position, key, label, type, options FROM field ORDER BY 1',
    'SELECT rowid FROM contact_search WHERE contact_search MATCH \'"per"\' ORDER BY rowid',
    'SELECT * FROM suppression',
    'SELECT * FROM consent_state',
    'SELECT id, contact_id, state FROM message ORDER BY id',
    'SELECT * FROM undo_contact',
  ];
  return JSON.stringify(queries.map((sql) => db.prepare(sql).raw().all()));
}

/** Six people with everything that can hang on a contact. */
function population(): number[] {
  addField(workspace, 'City');
  addField(workspace, 'Points', 'number');
  const ids = Array.from({ length: 6 }, (_, index) =>
    addPerson(workspace, index, { values: { city: index % 2 ? 'Durban' : 'Paarl', points: String(index) } }),
  );
  bulk(ids.slice(0, 2), { kind: 'tag', tag: 'vip' });
  workspace.write.listCreate({ ...author, name: 'Some', rule: null, ids: Uint32Array.from(ids.slice(2)) });
  workspace.write.noteAdd({ ...author, contactId: ids[0] ?? 0, text: 'A note' });
  grant(workspace, 'marketing', [numberOf(0)]);
  workspace.write.block({ e164: numberOf(1), reason: 'operator', detail: '', by: 'A tester', nowMs: tuesdayMs });
  workspace.write.undoForget({ token: null, nowMs: tuesdayMs });
  return ids;
}

describe('one contact', () => {
  test('is added by hand without a permission; a blocked number is stored and stays blocked', () => {
    workspace.write.block({ e164: numberOf(7), reason: 'keyword', detail: '', by: 'STOP', nowMs: tuesdayMs });
    const { write, read } = workspace;
    const input = {
      ...author,
      e164: numberOf(7),
      country: 'ZA',
      numberType: 'mobile',
      isTextable: true,
      name: 'Ann',
      values: [],
    };
    const { id, isBlocked } = write.contactCreate(input);
    expect(isBlocked).toBe(true);
    expect(file(id)?.contact.suppression).toMatchObject({ reason: 'keyword' });
    expect(workspace.db.prepare("SELECT count(*) AS n FROM consent_event WHERE event = 'grant'").get()).toEqual({
      n: 0,
    });
    expect(read.personDecision({ e164: numberOf(7), purpose: 'marketing', atMs: tuesdayMs }).allowed).toBe(false);
    expect(() => write.contactCreate(input)).toThrow(expect.objectContaining({ code: 'contact.exists' }));
  });

  test('keeps the history of each field, and its name follows its name fields', () => {
    for (const label of ['First name', 'Last name', 'Full name']) addField(workspace, label);
    addField(workspace, 'Points', 'number');
    const id = addPerson(workspace, 1, { name: 'Ann Old', values: { first_name: 'Ann', last_name: 'Old' } });
    const edit = (name: string | null, values: readonly (readonly [string, string])[]) =>
      workspace.write.contactEdit({ ...author, id, name, values }).changed;
    expect(
      edit(null, [
        ['last_name', 'New'],
        ['points', '12'],
      ]),
    ).toBe(3);
    expect(file(id)?.contact.name).toBe('Ann New');
    expect(edit(null, [['points', '12']])).toBe(0);
    expect(edit('Annie', [['points', '']])).toBe(3);
    expect(namesIn(workspace, { search: 'annie' })).toEqual(['Annie']);
    expect(namesIn(workspace, { search: 'ann new' })).toEqual([]);
    expect(extras(id).changes.map(({ source, changes }) => [source, changes])).toEqual([
      [
        'edit',
        [
          { key: 'points', before: '12', after: null },
          { key: 'full_name', before: null, after: 'Annie' },
          { key: 'name', before: 'Ann New', after: 'Annie' },
        ],
      ],
      [
        'edit',
        [
          { key: 'last_name', before: 'Old', after: 'New' },
          { key: 'points', before: null, after: '12' },
          { key: 'name', before: 'Ann Old', after: 'Ann New' },
        ],
      ],
      ['create', []],
    ]);
    expect(() => edit(null, [['points', 'many']])).toThrow(expect.objectContaining({ code: 'field.badValue' }));
    expect(() => edit(null, [['nothing', 'x']])).toThrow(expect.objectContaining({ code: 'field.unknown' }));
  });
});

describe('a change to many', () => {
  const actions: readonly (readonly [BulkAction, number])[] = [
    [{ kind: 'tag', tag: 'VIP' }, 4],
    [{ kind: 'tag', tag: 'new' }, 6],
    [{ kind: 'untag', tag: 'vip' }, 2],
    [{ kind: 'listAdd', listId: 1 }, 2],
    [{ kind: 'listRemove', listId: 1 }, 4],
    [{ kind: 'setField', key: 'city', value: 'Durban' }, 3],
    [{ kind: 'setField', key: 'city', value: null }, 6],
    [{ kind: 'setField', key: 'points', value: 3 }, 5],
    [{ kind: 'delete' }, 6],
  ];

  test.each(actions)('%j counts whom it changed and is taken back whole', (action, changed) => {
    const ids = population();
    const before = dump();
    const result = bulk([...ids, 9_999], action);
    expect(result).toMatchObject({ people: 6, changed });
    expect(dump()).not.toBe(before);
    expect(undo(result.undo)).toEqual({ restored: changed, kept: 0 });
    expect(dump()).toBe(before);
    expect(() => undo(result.undo)).toThrow(expect.objectContaining({ code: 'undo.gone' }));
  });

  test('of nobody has nothing to take back', () => {
    const ids = population();
    expect(bulk(ids.slice(0, 2), { kind: 'tag', tag: 'vip' })).toEqual({ people: 2, changed: 0, undo: null });
    expect(bulk([], { kind: 'delete' })).toEqual({ people: 0, changed: 0, undo: null });
    expect(workspace.db.prepare('SELECT * FROM undo').all()).toEqual([]);
  });

  test('blocks for good: there is no undo, and what waits is cancelled', () => {
    const ids = population();
    const campaignId = startCampaign(workspace);
    expect(bulk(ids, { kind: 'block', note: 'asked by phone' })).toEqual({ people: 6, changed: 5, undo: null });
    expect(workspace.read.campaign({ id: campaignId })?.counts.waiting).toBe(0);
    expect(workspace.read.ledgerCheck({}).ok).toBe(true);
  });

  test('that was stopped changes nothing', () => {
    const ids = population();
    const before = dump();
    const progress = new SharedArrayBuffer(8);
    new Int32Array(progress)[1] = 1;
    expect(() => bulk(ids, { kind: 'delete' }, progress)).toThrow(expect.objectContaining({ code: 'bulk.cancelled' }));
    expect(dump()).toBe(before);
  });

  test('that deletes keeps blocks, permissions and what was sent, and lets the number come back', () => {
    const ids = population();
    const campaignId = startCampaign(workspace);
    tick(workspace, campaignId, 2);
    const sent = workspace.db.prepare('SELECT id, e164, state FROM message ORDER BY id').all();
    const result = bulk(ids, { kind: 'delete' });
    expect(workspace.read.suppressionOf({ e164: numberOf(1) })).toMatchObject({ reason: 'operator' });
    expect(workspace.db.prepare('SELECT id, e164, state FROM message ORDER BY id').all()).toEqual(sent);
    expect(namesIn(workspace, { search: 'person' })).toEqual([]);
    // Somebody adds one of them again before the undo: that entry stays as it was typed.
    addPerson(workspace, 2, { name: 'Typed again' });
    expect(undo(result.undo)).toEqual({ restored: 5, kept: 1 });
    expect(namesIn(workspace).toSorted()).toEqual([
      'Person 0',
      'Person 1',
      'Person 3',
      'Person 4',
      'Person 5',
      'Typed again',
    ]);
    expect(workspace.read.personDecision({ e164: numberOf(1), purpose: 'service', atMs: tuesdayMs }).allowed).toBe(
      false,
    );
  });

  test('leaves alone what somebody changed since, when it is taken back', () => {
    const ids = population();
    const result = bulk(ids, { kind: 'setField', key: 'city', value: 'Knysna' });
    workspace.write.contactEdit({ ...author, id: ids[0] ?? 0, name: null, values: [['city', 'Upington']] });
    expect(undo(result.undo)).toEqual({ restored: 5, kept: 1 });
    expect(file(ids[0] ?? 0)?.values).toContainEqual(['city', 'Upington']);
    expect(file(ids[1] ?? 0)?.values).toContainEqual(['city', 'Durban']);
  });

  test('is forgotten at the next start', () => {
    const ids = population();
    const result = bulk(ids, { kind: 'delete' });
    workspace.write.undoForget({ token: null, nowMs: tuesdayMs });
    expect(() => undo(result.undo)).toThrow(expect.objectContaining({ code: 'undo.gone' }));
    expect(workspace.db.prepare('SELECT count(*) AS n FROM undo_contact').get()).toEqual({ n: 0 });
  });
});

describe('merging', () => {
  test('puts two into one with both their tags, lists and notes, and comes apart again', () => {
    const ids = population();
    const [keepId = 0, , dropId = 0] = ids;
    workspace.write.noteAdd({ ...author, contactId: dropId, text: 'Another note' });
    const before = dump();
    const token = 'merge-token';
    const values = [
      ['city', 'Knysna'],
      ['points', '77'],
    ] as const;
    workspace.write.contactMerge({ ...author, keepId, dropId, name: 'Both', values, token });
    expect(file(dropId)).toBeNull();
    expect(file(keepId)).toMatchObject({ contact: { name: 'Both', e164: numberOf(0) } });
    expect(extras(keepId)).toMatchObject({ tags: ['vip'], lists: [{ name: 'Some' }] });
    expect(
      extras(keepId)
        .notes.map(({ text }) => text)
        .toSorted(),
    ).toEqual(['A note', 'Another note']);
    workspace.write.undoForget({ token: null, nowMs: tuesdayMs + 29 * 86_400_000 });
    expect(undo(token)).toEqual({ restored: 2, kept: 0 });
    expect(dump()).toBe(before);
  });

  test('makes no field for a full name while first and last name say it', () => {
    for (const label of ['First name', 'Last name']) addField(workspace, label);
    const create = (index: number) =>
      workspace.write.contactCreate({
        ...author,
        e164: numberOf(index),
        country: 'ZA',
        numberType: 'mobile',
        isTextable: true,
        name: null,
        values: [
          ['first_name', 'Ann'],
          ['last_name', 'Smith'],
        ],
      }).id;
    const [keepId, dropId, third] = [create(0), create(1), create(2)];
    const merge = (drop: number, name: string, token: string) =>
      workspace.write.contactMerge({ ...author, keepId, dropId: drop, name, values: [], token });
    const fields = () => workspace.read.managedFields({}).map(({ key }) => key);
    merge(dropId, 'Ann Smith', 'm-1');
    expect(fields()).toEqual(['first_name', 'last_name']);
    merge(third, 'Annie', 'm-2');
    expect(fields()).toEqual(['first_name', 'full_name', 'last_name']);
    expect(file(keepId)).toMatchObject({ contact: { name: 'Annie' } });
    undo('m-2');
    expect(file(keepId)).toMatchObject({ contact: { name: 'Ann Smith' } });
  });

  test('copies no permission and lifts no block', () => {
    const ids = population();
    const [granted = 0, blocked = 0, plain = 0] = ids;
    const merge = (keepId: number, dropId: number, token: string) =>
      workspace.write.contactMerge({ ...author, keepId, dropId, name: 'One', values: [], token });
    merge(plain, granted, 'm-1');
    expect(workspace.read.personDecision({ e164: numberOf(2), purpose: 'marketing', atMs: tuesdayMs }).allowed).toBe(
      false,
    );
    merge(plain, blocked, 'm-2');
    expect(workspace.read.suppressionOf({ e164: numberOf(1) })).not.toBeNull();
    expect(workspace.read.ledgerCheck({}).ok).toBe(true);
  });

  test('offers people with one name in any order, or one e-mail address, but not namesakes by the dozen', () => {
    addField(workspace, 'Email');
    const people: readonly (readonly [string, string])[] = [
      ['Ann Smith', ''],
      ['Smith, Ann', ''],
      ['Zoë Brown', 'Z@example.org'],
      ['Z. B.', 'z@EXAMPLE.org'],
      ...Array.from({ length: 6 }, () => ['John Jones', ''] as const),
      ['Bob', ''],
      ['Bob', ''],
    ];
    people.forEach(([name, email], index) => addPerson(workspace, index, { name, values: { email } }));
    const pairs = workspace.read.mergePairs({ limit: 50 });
    expect(pairs.map(({ first, second, reason }) => [first.name, second.name, reason])).toEqual([
      ['Zoë Brown', 'Z. B.', 'sameEmail'],
      ['Ann Smith', 'Smith, Ann', 'nearName'],
    ]);
  });
});

describe('two who look alike', () => {
  const pairs = (limit = 50) => workspace.read.mergePairs({ limit }).map(({ first, second }) => [first.id, second.id]);
  const setApart = (firstId: number, secondId: number, isApart: boolean) =>
    workspace.write.contactApart({ ...author, firstId, secondId, isApart });

  test('are offered no more once somebody says they are two, in either order, until that is taken back', () => {
    const [ann = 0, smith = 0, bob = 0, other = 0] = ['Ann Smith', 'Smith, Ann', 'Bob Gray', 'Bob Gray'].map(
      (name, index) => addPerson(workspace, index, { name }),
    );
    expect(pairs()).toEqual([
      [ann, smith],
      [bob, other],
    ]);
    setApart(smith, ann, true);
    setApart(ann, smith, true);
    // One that is left out takes no place of the others.
    expect(pairs(1)).toEqual([[bob, other]]);
    setApart(ann, smith, false);
    expect(pairs()).toHaveLength(2);
    expect(() => setApart(ann, 999, true)).toThrow(expect.objectContaining({ code: 'contact.notFound' }));
    setApart(ann, smith, true);
    bulk([smith], { kind: 'delete' });
    expect(workspace.db.prepare('SELECT count(*) AS n FROM contact_apart').get()).toEqual({ n: 0 });
  });

  test('stand among the merges for a month, with whom they became, until they are taken apart', () => {
    const [keepId = 0, dropId = 0, third = 0] = population();
    const merge = (drop: number, token: string, nowMs: number) =>
      workspace.write.contactMerge({ ...author, nowMs, keepId, dropId: drop, name: 'One', values: [], token });
    merge(dropId, 'm-1', tuesdayMs);
    merge(third, 'm-2', tuesdayMs + 1);
    const kept = { id: keepId, name: 'One', e164: numberOf(0) };
    expect(workspace.read.merges({})).toEqual([
      { token: 'm-2', atMs: tuesdayMs + 1, kept, dropped: { name: 'Person 2', e164: numberOf(2) } },
      { token: 'm-1', atMs: tuesdayMs, kept, dropped: { name: 'Person 1', e164: numberOf(1) } },
    ]);
    undo('m-2');
    bulk([keepId], { kind: 'delete' });
    expect(workspace.read.merges({})).toMatchObject([{ token: 'm-1', kept: null }]);
  });
});

describe('a field', () => {
  test('changes its type with every value, and refuses while one does not fit', () => {
    population();
    addPerson(workspace, 8, { name: 'Odd', values: { city: '12' } });
    const change = (type: 'number' | 'text' | 'choice', clearsUnfit: boolean, options: string[] = []) =>
      workspace.write.fieldChange({ ...author, key: 'city', label: 'Town', type, options, clearsUnfit, renames: [] });
    expect(() => change('number', false)).toThrow(
      expect.objectContaining({ code: 'field.badValues', details: expect.objectContaining({ count: 6 }) }),
    );
    expect(change('choice', true, ['durban', '12'])).toEqual({ cleared: 3 });
    expect(workspace.read.managedFields({}).find(({ key }) => key === 'city')).toMatchObject({
      label: 'Town',
      filled: 4,
    });
    expect(change('number', true)).toEqual({ cleared: 3 });
    expect(namesIn(workspace, { filter: when('field:city', 'is', '12') })).toEqual(['Odd']);
    expect(change('text', false)).toEqual({ cleared: 0 });
    expect(namesIn(workspace, { filter: when('field:city', 'is', '12') })).toEqual(['Odd']);
  });

  test('is removed with its values and comes back with them, also when others were added meanwhile', () => {
    const ids = population();
    const before = dump();
    const remove = (token: string) => workspace.write.fieldRemove({ ...author, key: 'city', token });
    expect(remove('f-1')).toEqual({ people: 6 });
    expect(workspace.db.prepare("SELECT count(*) AS n FROM contact WHERE fields LIKE '%Durban%'").get()).toEqual({
      n: 0,
    });
    expect(file(ids[1] ?? 0)?.values).not.toContainEqual(['city', 'Durban']);
    expect(undo('f-1')).toEqual({ restored: 6, kept: 0 });
    expect(dump()).toBe(before);
    remove('f-2');
    addField(workspace, 'Shoe');
    workspace.write.contactEdit({ ...author, id: ids[1] ?? 0, name: null, values: [['shoe', '42']] });
    expect(undo('f-2')).toEqual({ restored: 6, kept: 0 });
    expect(new Map(file(ids[1] ?? 0)?.values)).toEqual(
      new Map([
        ['city', 'Durban'],
        ['points', '1'],
        ['shoe', '42'],
        ['full_name', 'Person 1'],
      ]),
    );
  });

  test('does not become a number while that would lose a leading nought', () => {
    addField(workspace, 'Member');
    addPerson(workspace, 0, { values: { member: '007' } });
    const change = () =>
      workspace.write.fieldChange({
        ...author,
        key: 'member',
        label: 'Member',
        type: 'number',
        options: [],
        clearsUnfit: false,
        renames: [],
      });
    expect(change).toThrow(
      expect.objectContaining({ code: 'field.badValues', details: expect.objectContaining({ examples: ['007'] }) }),
    );
    expect(file(1)?.values).toContainEqual(['member', '007']);
  });

  test('gives a choice another name, for whoever has it and for the segments that ask for it', () => {
    addField(workspace, 'Branch', 'choice', ['Jhb', 'Durban']);
    addPerson(workspace, 0, { name: 'Ann', values: { branch: 'Jhb' } });
    addPerson(workspace, 1, { name: 'Bob', values: { branch: 'Durban' } });
    const rule = { match: 'any', rules: [when('field:branch', 'is', 'jhb'), when('name', 'is', 'Jhb')] } as const;
    workspace.write.listCreate({ ...author, name: 'City people', rule, ids: null });
    const change = (options: string[], renames: [string, string][]) =>
      workspace.write.fieldChange({
        ...author,
        key: 'branch',
        label: 'Branch',
        type: 'choice',
        options,
        clearsUnfit: false,
        renames,
      });
    expect(() => change(['Johannesburg', 'Durban'], [])).toThrow(expect.objectContaining({ code: 'field.badValues' }));
    change(['Johannesburg', 'Durban'], [['Jhb', 'Johannesburg']]);
    expect(namesIn(workspace, { filter: when('field:branch', 'is', 'Johannesburg') })).toEqual(['Ann']);
    expect(workspace.read.lists({})[0]?.rule).toEqual({
      match: 'any',
      rules: [when('field:branch', 'is', 'Johannesburg'), when('name', 'is', 'Jhb')],
    });
  });

  test('stands where it was put, also after it was removed and came back', () => {
    for (const label of ['Alpha', 'Beta', 'Gamma']) addField(workspace, label);
    const shown = () => workspace.read.managedFields({}).map(({ label }) => label);
    expect(shown()).toEqual(['Alpha', 'Beta', 'Gamma']);
    workspace.write.fieldOrder({ keys: ['gamma', 'alpha'] });
    expect(shown()).toEqual(['Gamma', 'Alpha', 'Beta']);
    expect(workspace.read.catalogue({}).fields.map(({ key }) => key)).toEqual(['gamma', 'alpha', 'beta']);
    workspace.write.fieldRemove({ ...author, key: 'gamma', token: 'f-gamma' });
    undo('f-gamma');
    expect(shown()).toEqual(['Gamma', 'Alpha', 'Beta']);
    expect(() => workspace.write.fieldOrder({ keys: ['beta', 'delta'] })).toThrow(
      expect.objectContaining({ code: 'field.unknown' }),
    );
  });

  test('is not removed while a segment asks for it', () => {
    population();
    const rule = when('field:city', 'is', 'Durban');
    workspace.write.listCreate({ ...author, name: 'Durbanites', rule, ids: null });
    expect(() => workspace.write.fieldRemove({ ...author, key: 'city', token: 'f' })).toThrow(
      expect.objectContaining({ code: 'field.inUse', details: { label: 'City', usedBy: ['Durbanites'] } }),
    );
  });
});
