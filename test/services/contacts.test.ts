import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { newestFirst } from '#domain/contacts/view.ts';
import { openWorkspace } from '../../main/cli/workspace.ts';
import type { Assent } from '../../main/composition.ts';
import { openWriter } from '../../main/storage/database.ts';
import { insertCrowd } from '../support/contact-crowd.ts';
import { tuesdayMs } from '../support/workspace.ts';

// Through the real threads: what the window and the shell ask of the contacts.

let root: string;
let folder: string;
let assent: Assent;
let told: { readonly clientId: string; readonly done: number; readonly total: number }[];

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'assent-contacts-'));
  folder = join(root, 'workspace');
  const create = { business: 'Acme', country: 'ZA', zone: 'Africa/Johannesburg' };
  await (await openWorkspace(folder, create)).close();
  const db = openWriter(folder);
  insertCrowd(db, 5_000, tuesdayMs);
  db.close();
  told = [];
  assent = await reopened();
});
afterEach(async () => {
  await assent.close();
  rmSync(root, { recursive: true, force: true });
});

function reopened(): Promise<Assent> {
  return openWorkspace(folder, undefined, {
    emit: (name, data) => {
      if (name === 'contacts.progress') told.push(data as (typeof told)[number]);
    },
  });
}

const open = (search: string, replaces: number | null) =>
  assent.views.open({ filter: null, search, sort: newestFirst, replaces });
const everybody = { kind: 'rule', rule: { match: 'all', rules: [] } } as const;

describe('views', () => {
  test('that are overtaken while they wait are never begun; the newest is answered', async () => {
    const { viewId } = await open('', null);
    const answers = await Promise.allSettled(['a', 'an', 'ann'].map((search) => open(search, viewId)));
    expect(answers.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'fulfilled']);
    for (const answer of answers.slice(0, 2)) {
      expect(answer).toMatchObject({ reason: { code: 'view.superseded' } });
    }
    // Grids that open for the first time do not overtake each other.
    const first = await Promise.all([open('ann', null), open('ben', null)]);
    expect(first[0].viewId).not.toBe(first[1].viewId);
  });

  test('answer with an error of their own once they are closed, also through the threads', async () => {
    const { viewId } = await open('', null);
    await assent.views.close(viewId);
    await expect(assent.views.rows({ viewId, from: 0, to: 10 })).rejects.toMatchObject({ code: 'view.closed' });
    await expect(assent.views.ids(viewId)).rejects.toMatchObject({ code: 'view.closed' });
  });

  test('see what was written since they were opened last', async () => {
    const { count } = await open('', null);
    await assent.editing.create({ number: '0821234567', name: 'Somebody New', values: [], by: 'A tester' });
    expect(await open('', null)).toMatchObject({ count: count + 1 });
    expect(await open('somebody new', null)).toMatchObject({ count: 1, isExact: true });
  });
});

describe('a change of many', () => {
  test('goes over a view, is undone, and is forgotten at the next start', async () => {
    const { viewId } = await open('khumalo', null);
    const action = { kind: 'tag', tag: 'found' } as const;
    const target = { kind: 'view', viewId } as const;
    const ids = await assent.views.ids(viewId);
    const result = await assent.bulk.run({ target, action, clientId: 'client-1', by: 'A tester' });
    expect(result).toMatchObject({ people: ids.length, changed: ids.length });
    expect(await assent.bulk.undo(result.undo ?? '', 'A tester')).toEqual({ restored: ids.length, kept: 0 });
    const again = await assent.bulk.run({ target, action: { kind: 'delete' }, clientId: 'client-2', by: 'A tester' });
    await assent.close();
    assent = await reopened();
    await expect(assent.bulk.undo(again.undo ?? '', 'A tester')).rejects.toMatchObject({ code: 'undo.gone' });
    expect(await assent.contacts.count()).toBe(5_000 - ids.length);
  });

  test('that is stopped while it runs changes nothing', async () => {
    const action = { kind: 'setField', key: 'city', value: 'Nowhere' } as const;
    const running = assent.bulk.run({ target: everybody, action, clientId: 'client-1', by: 'A tester' });
    assent.bulk.cancel('client-1');
    await expect(running).rejects.toMatchObject({ code: 'bulk.cancelled' });
    expect(await assent.rules.size({ subject: 'field:city', operator: 'is', values: ['Nowhere'] })).toMatchObject({
      size: 0,
    });
  });

  test('refuses a value that does not fit and a list that is not there', async () => {
    const run = (action: Parameters<Assent['bulk']['run']>[0]['action']) =>
      assent.bulk.run({ target: everybody, action, clientId: 'client-1', by: 'A tester' });
    await expect(run({ kind: 'setField', key: 'points', value: 'many' })).rejects.toMatchObject({
      code: 'field.badValue',
    });
    await expect(run({ kind: 'setField', key: 'shoe', value: '1' })).rejects.toMatchObject({ code: 'field.unknown' });
    await expect(run({ kind: 'listAdd', listId: 77 })).rejects.toMatchObject({ code: 'list.notFound' });
    await expect(run({ kind: 'tag', tag: '  ' })).rejects.toMatchObject({ code: 'usage.missing' });
  });
});

describe('fields, lists and rules', () => {
  test('a field is added under a free key, changed, and refused twice', async () => {
    const field = await assent.fields.add({
      label: 'Shoe size',
      type: 'choice',
      options: ['Small', 'small', ' Large '],
    });
    expect(field).toMatchObject({ key: 'shoe_size', options: ['Small', 'Large'], filled: 0 });
    await expect(assent.fields.add({ label: 'SHOE SIZE', type: 'text', options: [] })).rejects.toMatchObject({
      code: 'field.exists',
    });
    await expect(assent.fields.add({ label: 'Colour', type: 'choice', options: [] })).rejects.toMatchObject({
      code: 'usage.missing',
    });
    const input = {
      key: 'points',
      label: 'Points',
      type: 'date' as const,
      options: [],
      clearsUnfit: false,
      renames: [],
      by: 'A tester',
    };
    await expect(assent.fields.change(input)).rejects.toMatchObject({ code: 'field.badValues' });
    const subjects = await assent.rules.subjects();
    expect(subjects.find(({ subject }) => subject === 'field:shoe_size')).toMatchObject({
      group: 'field',
      choices: [
        { value: 'Small', label: 'Small' },
        { value: 'Large', label: 'Large' },
      ],
    });
    expect(subjects.find(({ subject }) => subject === 'tag')?.choices?.map(({ value }) => value)).toEqual([
      'club',
      'vip',
    ]);
  });

  test('a segment keeps its rule, says it in words, and is offered as an audience', async () => {
    const { rule, words } = await assent.rules.parse('city is durban and points > 900');
    const segment = await assent.lists.saveSegment({ id: null, name: 'Best', rule, by: 'A tester' });
    expect(segment).toMatchObject({ kind: 'segment', words, size: null });
    expect(words).toBe('City is “durban” and Points is above “900”');
    const { size } = await assent.rules.size(rule);
    const audience = { kind: 'segment', segmentId: segment.id } as const;
    expect(await assent.campaigns.audienceCount(audience, 'transactional')).toMatchObject({ matched: size });
    expect(await assent.campaigns.audienceOptions()).toMatchObject({
      segments: [{ segmentId: segment.id, name: 'Best' }],
    });
    const bad = { subject: 'field:gone', operator: 'is', values: ['x'] } as const;
    await expect(assent.lists.saveSegment({ id: null, name: 'Bad', rule: bad, by: 'x' })).rejects.toMatchObject({
      code: 'rule.invalid',
    });
  });
});
