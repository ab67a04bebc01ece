import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { addField, addPerson, author, when } from '../../support/contacts.ts';
import { makeWorkspace, numberOf, tuesdayMs } from '../../support/workspace.ts';
import type { TestWorkspace } from '../../support/workspace.ts';
import type { Audience } from '#domain/campaign/audience.ts';

let workspace: TestWorkspace;
let ids: number[];
beforeEach(() => {
  workspace = makeWorkspace();
  addField(workspace, 'City');
  ids = Array.from({ length: 5 }, (_, index) =>
    addPerson(workspace, index, { values: { city: index < 3 ? 'Durban' : 'Paarl' } }),
  );
});
afterEach(() => workspace.close());

const size = (audience: Audience) => workspace.read.audienceSize({ audience });
const list = (name: string, members: readonly number[]) =>
  workspace.write.listCreate({ ...author, name, rule: null, ids: Uint32Array.from(members) });
const segment = (name: string, rule = when('field:city', 'is', 'Durban')) =>
  workspace.write.listCreate({ ...author, name, rule, ids: null });

let tokens = 0;
const token = (): string => `list-token-${(tokens += 1)}`;
const removeList = (id: number, by = token()) => workspace.write.listRemove({ id, token: by, nowMs: tuesdayMs });
const removeTag = (name: string, by = token()) => workspace.write.tagRemove({ name, token: by, nowMs: tuesdayMs });
const undo = (by: string) => workspace.write.undoApply({ ...author, token: by });
const rows = (sql: string): unknown[] => workspace.db.prepare(sql).raw().all();
const tag = (name: string, members: readonly number[], by = token()) =>
  workspace.write.contactBulk({
    ...author,
    ids: Uint32Array.from(members),
    action: { kind: 'tag', tag: name },
    token: by,
    progress: null,
  });

describe('what was removed and is taken back', () => {
  const lists = 'SELECT * FROM contact_list ORDER BY id';
  const members = 'SELECT * FROM list_member ORDER BY 1, 2';

  test('is a list under its own number, with whom it held and since when', () => {
    const id = list('Gold', ids.slice(0, 4));
    const before = [rows(lists), rows(members)];
    removeList(id, 'gone-1');
    expect(workspace.read.lists({})).toEqual([]);
    // A new one in the meantime gets another number and may take the name.
    const other = list('gold', []);
    workspace.write.contactBulk({
      ...author,
      ids: Uint32Array.from([ids[0] ?? 0]),
      action: { kind: 'delete' },
      token: token(),
      progress: null,
    });
    expect(undo('gone-1')).toEqual({ restored: 3, kept: 1 });
    expect(workspace.read.lists({}).map(({ id: listId, name, size: held }) => [listId, name, held])).toEqual([
      [other, 'gold', 0],
      [id, 'Gold (2)', 3],
    ]);
    removeList(other);
    removeList(id);
    workspace.write.undoForget({ token: null, nowMs: tuesdayMs });
    expect(before[0]).toHaveLength(1);
  });

  test('is exactly what was there when nothing happened in between', () => {
    const id = list('Gold', ids);
    const segmentId = segment('Durban');
    const before = [rows(lists), rows(members)];
    removeList(id, 'gone-1');
    removeList(segmentId, 'gone-2');
    undo('gone-2');
    undo('gone-1');
    expect([rows(lists), rows(members)]).toEqual(before);
  });

  test('is nothing after the next start: what was deleted stays deleted', () => {
    removeList(list('Gold', ids), 'gone-1');
    workspace.write.undoForget({ token: null, nowMs: tuesdayMs });
    expect(() => undo('gone-1')).toThrow(expect.objectContaining({ code: 'undo.gone' }));
    expect(rows('SELECT * FROM undo_contact')).toEqual([]);
  });

  test('is a tag on everybody who had it, also when a new one has its name by now', () => {
    tag('vip', ids.slice(0, 3));
    const tags = 'SELECT t.name, x.contact_id, x.import_id FROM contact_tag x JOIN tag t ON t.id = x.tag_id ORDER BY 2';
    const before = rows(tags);
    expect(removeTag('vip', 'gone-1')).toEqual({ people: 3 });
    expect(undo('gone-1')).toEqual({ restored: 3, kept: 0 });
    expect(rows(tags)).toEqual(before);
    removeTag('vip', 'gone-2');
    tag('VIP', ids.slice(2, 4));
    expect(undo('gone-2')).toEqual({ restored: 2, kept: 1 });
    expect(workspace.read.tags({})).toEqual([{ name: 'VIP', people: 4 }]);
  });
});

describe('a tag that a change has made', () => {
  const names = () => workspace.read.tags({}).map(({ name }) => name);

  test('goes again when the change is taken back', () => {
    tag('autumn', ids, 't-1');
    expect(names()).toEqual(['autumn']);
    undo('t-1');
    expect(names()).toEqual([]);
  });

  test('stays when it was there before, somebody else has it, or a segment or a draft asks for it', () => {
    tag('vip', [ids[0] ?? 0]);
    tag('vip', ids, 't-1');
    undo('t-1');
    tag('autumn', ids.slice(0, 2), 't-2');
    tag('autumn', ids.slice(2), 't-3');
    undo('t-2');
    tag('spring', ids, 't-4');
    segment('Spring people', when('tag', 'has', 'Spring'));
    undo('t-4');
    tag('winter', ids, 't-5');
    const draft = {
      name: 'Winter',
      purpose: 'transactional',
      gatewayId: 1,
      sender: null,
      text: 'Acme: hello',
    } as const;
    workspace.write.campaignSave({
      id: null,
      draft: { ...draft, audience: { kind: 'tag', tag: 'Winter' } },
      nowMs: tuesdayMs,
    });
    undo('t-5');
    expect(names()).toEqual(['autumn', 'spring', 'vip', 'winter']);
  });

  test('is not made for nobody, nor by taking it off', () => {
    tag('autumn', []);
    const { changed, undo: back } = workspace.write.contactBulk({
      ...author,
      ids: Uint32Array.from(ids),
      action: { kind: 'untag', tag: 'winter' },
      token: token(),
      progress: null,
    });
    expect([changed, back, names()]).toEqual([0, null, []]);
  });
});

describe('a list', () => {
  test('is frozen and a segment is live', () => {
    const listId = list('Durban then', ids.slice(0, 3));
    const segmentId = segment('Durban now');
    addPerson(workspace, 9, { values: { city: 'durban' } });
    expect(size({ kind: 'list', listId })).toBe(3);
    expect(size({ kind: 'segment', segmentId })).toBe(4);
    expect(workspace.read.lists({}).map(({ name, kind, size: members }) => [name, kind, members])).toEqual([
      ['Durban now', 'segment', null],
      ['Durban then', 'list', 3],
    ]);
    expect([...workspace.read.listIds({ id: segmentId })]).toHaveLength(4);
  });

  test('has a name of its own, in any case', () => {
    const id = list('Gold', []);
    expect(() => list('GOLD', [])).toThrow(expect.objectContaining({ code: 'list.exists' }));
    const other = segment('Silver');
    const rename = () =>
      workspace.write.listChange({ id: other, name: 'gold', rule: when('tag', 'has', 'x'), nowMs: tuesdayMs });
    expect(rename).toThrow(expect.objectContaining({ code: 'list.exists' }));
    workspace.write.listChange({ id, name: 'GOLD', rule: null, nowMs: tuesdayMs });
    expect(workspace.read.lists({}).map(({ name }) => name)).toEqual(['GOLD', 'Silver']);
  });

  test('is not removed while a segment asks for it; its people stay when it is', () => {
    const id = list('Gold', ids);
    const segmentId = segment('Of gold', when('list', 'has', String(id)));
    expect(() => removeList(id)).toThrow(
      expect.objectContaining({ code: 'list.inUse', details: { name: 'Gold', usedBy: ['Of gold'] } }),
    );
    removeList(segmentId);
    removeList(id);
    expect(size({ kind: 'all' })).toBe(5);
  });
});

describe('an audience', () => {
  const draft = (audience: Audience) => ({
    name: 'A campaign',
    purpose: 'transactional' as const,
    gatewayId: 1,
    sender: null,
    text: 'Acme: your order is ready. Reply STOP to opt out',
    audience,
  });
  const look = (audience: Audience) =>
    workspace.read.preflight({ draft: draft(audience), gateway: 'accepted', atMs: tuesdayMs });

  test('of a list, a segment or a tag is checked, counted and started like any other', () => {
    const listId = list('Two', ids.slice(0, 2));
    const segmentId = segment('Durban');
    const bulk = { ...author, ids: Uint32Array.from(ids.slice(4)), token: 't', progress: null };
    workspace.write.contactBulk({ ...bulk, action: { kind: 'tag', tag: 'vip' } });
    expect(look({ kind: 'list', listId }).matched).toBe(2);
    expect(look({ kind: 'segment', segmentId }).matched).toBe(3);
    expect(look({ kind: 'tag', tag: 'VIP' }).matched).toBe(1);
    expect(workspace.read.audiencePerson({ audience: { kind: 'segment', segmentId }, position: 2 })?.name).toBe(
      'Person 2',
    );
    expect(workspace.read.fieldsMissing({ audience: { kind: 'list', listId }, keys: ['city', 'shoe'] })).toEqual([
      { key: 'city', peopleWithout: 0 },
      { key: 'shoe', peopleWithout: 2 },
    ]);
    const id = workspace.write.campaignSave({
      id: null,
      draft: draft({ kind: 'segment', segmentId }),
      nowMs: tuesdayMs,
    });
    expect(workspace.read.campaign({ id })?.audience).toEqual({ kind: 'segment', segmentId });
    expect(workspace.read.lists({}).find((row) => row.id === segmentId)?.usedBy).toEqual(['A campaign']);
    workspace.write.campaignStart({
      id,
      revision: 1,
      expectedPeople: 3,
      clientId: 'start-1',
      rehearseOffsetMs: 0,
      gateway: 'accepted',
      nowMs: tuesdayMs,
    });
    const people = workspace.read.people({ campaignId: id, filter: 'all', after: null, limit: 10 });
    expect(people.rows.map(({ e164 }) => e164)).toEqual([0, 1, 2].map(numberOf));
  });

  test('whose list, segment or tag is gone refuses, and never finds other people under its number', () => {
    const listId = list('Gone', ids);
    const id = workspace.write.campaignSave({ id: null, draft: draft({ kind: 'list', listId }), nowMs: tuesdayMs });
    removeList(listId);
    const again = list('Another', ids);
    expect(again).not.toBe(listId);
    const audience = workspace.read.campaign({ id })?.audience ?? { kind: 'all' };
    expect(() => look(audience)).toThrow(expect.objectContaining({ code: 'list.notFound' }));
    const start = {
      id,
      revision: 1,
      expectedPeople: 5,
      clientId: 's',
      rehearseOffsetMs: 0,
      gateway: 'accepted',
      nowMs: tuesdayMs,
    } as const;
    expect(() => workspace.write.campaignStart(start)).toThrow(expect.objectContaining({ code: 'list.notFound' }));
    expect(() => look({ kind: 'segment', segmentId: again })).toThrow(
      expect.objectContaining({ code: 'list.notFound' }),
    );
    expect(() => look({ kind: 'tag', tag: 'none' })).toThrow(expect.objectContaining({ code: 'tag.notFound' }));
    const consent = {
      purpose: 'marketing',
      wording: 'w',
      evidence: 'e',
      by: 'b',
      sourceRef: 's',
      method: 'paper',
      nowMs: tuesdayMs,
    } as const;
    expect(() => workspace.write.grantConsent({ ...consent, audience: { kind: 'list', listId } })).toThrow();
    expect(workspace.write.grantConsent({ ...consent, audience: { kind: 'list', listId: again } })).toMatchObject({
      granted: 5,
    });
  });

  test('of a tag is no more once the tag is removed, which a segment that asks for it prevents', () => {
    const bulk = { ...author, ids: Uint32Array.from(ids), token: 't', progress: null };
    workspace.write.contactBulk({ ...bulk, action: { kind: 'tag', tag: 'vip' } });
    const segmentId = segment('Vips', when('tag', 'has', 'VIP'));
    expect(() => removeTag('vip')).toThrow(expect.objectContaining({ code: 'tag.inUse' }));
    removeList(segmentId);
    expect(workspace.read.tags({})).toEqual([{ name: 'vip', people: 5 }]);
    expect(removeTag('VIP')).toEqual({ people: 5 });
    expect(workspace.read.tags({})).toEqual([]);
  });
});
