import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openReader } from '../../main/storage/database.ts';
import { purposes } from '#domain/consent/purpose.ts';
import {
  grant,
  importPeople,
  makeWorkspace,
  numberOf,
  packPeople,
  person,
  reply,
  startCampaign,
  tuesdayMs,
} from '../support/workspace.ts';
import type { ImportBegin, ImportFinish } from '../../main/services/import-port.ts';
import type { TestWorkspace } from '../support/workspace.ts';

let workspace: TestWorkspace;
beforeEach(() => {
  workspace = makeWorkspace();
});
afterEach(() => workspace.close());

const begin = (clientId: string, more: Partial<ImportBegin> = {}): ImportBegin => ({
  clientId,
  apply: true,
  policy: { inFile: 'first', existing: 'overwrite', overwrite: null, newOnly: false },
  fields: [{ position: 0, key: 'full_name', label: 'Full name', type: 'text' }],
  lists: [],
  tags: [],
  expectedRows: 1,
  by: 'A tester',
  atMs: tuesdayMs,
  ...more,
});

const finish = (clientId: string): ImportFinish => ({
  clientId,
  fileName: 'people.csv',
  sha256: clientId,
  sheet: null,
  country: 'ZA',
  mapping: [],
  settings: '{}',
  repairs: '[]',
  rejects: [],
  invalid: 0,
  permission: null,
});

/** Everything an import could have touched, as text. */
function dump({ db }: TestWorkspace): string {
  const tables = [
    'contact',
    'field',
    'import',
    'import_row',
    'import_reject',
    'contact_change',
    'contact_list',
    'list_member',
    'tag',
    'contact_tag',
    'consent_event',
    'consent_state',
    'suppression',
  ];
  return JSON.stringify(tables.map((table) => db.prepare(`SELECT * FROM ${table}`).raw().all()));
}

describe('an import', () => {
  test('counts every row once', () => {
    importPeople(workspace, [person(1), person(2)]);
    const changed = person(2, { name: 'New name', fields: [['full_name', 'New name']] });
    const counts = importPeople(workspace, [person(1), changed, person(3), person(3), person(4)]);
    expect(counts).toMatchObject({ rows: 5, created: 2, updated: 1, unchanged: 1, duplicates: 1, invalid: 0 });
    expect(workspace.read.workspace({}).contacts).toBe(4);
  });

  test('as a dry run counts the same and keeps nothing', () => {
    importPeople(workspace, [person(1)]);
    const before = dump(workspace);
    const people = [person(1), person(2), person(3, { isOptOut: true }), person(3)];
    const { importId, ...dry } = importPeople(workspace, people, { apply: false });
    expect(importId).toBeNull();
    expect(dump(workspace)).toBe(before);
    const { importId: realId, ...real } = importPeople(workspace, people);
    expect(realId).toBeGreaterThan(0);
    expect(dry).toEqual(real);
  });

  test('never grants anything and never lifts a block', () => {
    const consentFields = [
      ['consent', 'yes'],
      ['permissions', 'marketing'],
      ['blocked', ''],
    ] as const;
    workspace.write.block({ e164: numberOf(1), reason: 'operator', detail: '', by: 'A tester', nowMs: tuesdayMs });
    const counts = importPeople(
      workspace,
      [1, 2].map((index) => person(index, { fields: consentFields })),
    );
    expect(counts).toMatchObject({ rows: 2, created: 1, blocked: 1 });
    const { db, read } = workspace;
    expect(db.prepare("SELECT count(*) AS n FROM consent_event WHERE event = 'grant'").get()).toEqual({ n: 0 });
    expect(db.prepare("SELECT count(*) AS n FROM consent_state WHERE state = 'granted'").get()).toEqual({ n: 0 });
    expect(read.suppressionOf({ e164: numberOf(1) })).toMatchObject({ reason: 'operator' });
    for (const purpose of purposes) {
      expect(read.personDecision({ e164: numberOf(1), purpose, atMs: tuesdayMs }).allowed, purpose).toBe(false);
    }
    expect(read.personDecision({ e164: numberOf(2), purpose: 'marketing', atMs: tuesdayMs })).toMatchObject({
      decisive: { code: 'NO_CONSENT' },
    });
  });

  test('with an opt-out column withdraws, also in a later row of the same number, and cancels what waits', () => {
    importPeople(workspace, [person(1), person(2)]);
    grant(workspace, 'marketing', [numberOf(1)]);
    const campaignId = startCampaign(workspace);
    const counts = importPeople(workspace, [person(1), person(1, { isOptOut: true })]);
    expect(counts).toMatchObject({ optOuts: 1, duplicates: 1 });
    expect(workspace.read.suppressionOf({ e164: numberOf(1) })).toMatchObject({ reason: 'import' });
    expect(workspace.read.campaign({ id: campaignId })?.counts).toMatchObject({ waiting: 1, skipped: 1 });
    expect(workspace.read.ledgerCheck({}).ok).toBe(true);
  });

  test('that was aborted leaves nothing and refuses more rows', () => {
    const before = dump(workspace);
    const { write } = workspace;
    write.importBegin(begin('x'));
    write.importLoad({ clientId: 'x', batch: packPeople([person(1)], ['full_name']) });
    write.importAbort({ clientId: 'x' });
    expect(() => write.importLoad({ clientId: 'x', batch: packPeople([person(2)], ['full_name']) })).toThrow(
      expect.objectContaining({ code: 'import.cancelled' }),
    );
    expect(dump(workspace)).toBe(before);
  });

  test('keeps a field called __proto__ as a name like any other', () => {
    importPeople(workspace, [
      person(1, {
        fields: [
          ['__proto__', 'x'],
          ['full_name', 'Ann'],
        ],
      }),
    ]);
    const values = workspace.read.contactFile({ e164: numberOf(1) })?.values;
    expect(new Map(values).get('__proto__')).toBe('x');
  });
});

describe('an import beside other writes', () => {
  const batch = (...indexes: number[]) =>
    packPeople(
      indexes.map((index) => person(index)),
      ['full_name'],
    );

  test('is in nobody’s sight before it is finished, and whole afterwards', () => {
    const reader = openReader(workspace.folder);
    const seen = () => reader.prepare('SELECT count(*) FROM contact').pluck().get();
    const { write } = workspace;
    write.importBegin(begin('x', { expectedRows: 5_000 }));
    write.importLoad({ clientId: 'x', batch: batch(1, 2) });
    expect(seen()).toBe(0);
    write.importLoad({ clientId: 'x', batch: batch(3) });
    expect(write.importFinish(finish('x'))).toMatchObject({ rows: 3, created: 3 });
    expect(seen()).toBe(3);
    reader.close();
  });

  test('gives way: another write in the middle is committed at once, and no row is lost or doubled', () => {
    const { write, read, db } = workspace;
    write.importBegin(begin('x', { expectedRows: 5_000 }));
    write.importLoad({ clientId: 'x', batch: batch(1, 2) });
    write.block({ e164: numberOf(2), reason: 'operator', detail: '', by: 'A tester', nowMs: tuesdayMs });
    expect(db.inTransaction).toBe(false);
    expect(read.workspace({})).toMatchObject({ contacts: 0, blocked: 1 });
    write.importLoad({ clientId: 'x', batch: batch(3) });
    // The block came before the import's commit, so that its row is dropped although it was read before.
    expect(write.importFinish(finish('x'))).toMatchObject({ rows: 3, created: 2, blocked: 1 });
    expect(read.contactPage({ search: '', after: null, limit: 9 }).rows.map((row) => row.e164)).toEqual([
      numberOf(1),
      numberOf(3),
    ]);
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
  });

  test('puts values where their fields are, also when a field was made meanwhile', () => {
    const { write, read } = workspace;
    write.importBegin(begin('x', { expectedRows: 5_000 }));
    write.importLoad({ clientId: 'x', batch: batch(1) });
    write.importAbort({ clientId: 'x' });
    importPeople(workspace, [person(9, { fields: [['city', 'Durban']] })]);
    write.importBegin(begin('y', { expectedRows: 5_000 }));
    write.importLoad({ clientId: 'y', batch: batch(1) });
    write.rememberColumns({ fingerprint: 'f', mapping: [], nowMs: tuesdayMs }); // Makes it give way and begin again.
    write.importFinish(finish('y'));
    expect(read.contactFile({ e164: numberOf(1) })?.values).toEqual([['full_name', 'Person 1']]);
    expect(read.contactFile({ e164: numberOf(9) })?.values).toEqual([['city', 'Durban']]);
  });

  test('that fails leaves nothing, and the next one runs', () => {
    const { write } = workspace;
    const before = dump(workspace);
    write.importBegin(begin('x'));
    write.importLoad({ clientId: 'x', batch: batch(1) });
    expect(() => write.importLoad({ clientId: 'x', batch: { ...batch(2), count: 7 } })).toThrow(/has 1 lines/);
    expect(dump(workspace)).toBe(before);
    expect(importPeople(workspace, [person(1)])).toMatchObject({ created: 1 });
  });
});

describe('rows of one number', () => {
  const city = (index: number, name: string, town: string) =>
    person(index, { name, fields: town === '' ? [['full_name', name]] : [['full_name', name], ['city', town]] }); // prettier-ignore
  const values = (index: number) =>
    Object.fromEntries(workspace.read.contactFile({ e164: numberOf(index) })?.values ?? []);

  test.each([
    ['first', { full_name: 'Ann' }],
    ['merge', { full_name: 'Ann', city: 'Durban' }],
    ['last', { full_name: 'Ann Lee', city: 'Durban' }],
  ] as const)('%s', (inFile, expected) => {
    const rows = [city(1, 'Ann', ''), city(1, 'Ann Lee', 'Durban')];
    expect(importPeople(workspace, rows, { policy: { inFile } })).toMatchObject({ created: 1, duplicates: 1 });
    expect(values(1)).toEqual(expected);
    expect(workspace.read.workspace({}).contacts).toBe(1);
  });

  test.each([
    ['fillEmpty', null, { full_name: 'Ann', city: 'Durban' }, 'updated'],
    ['overwrite', null, { full_name: 'Ann Lee', city: 'Durban' }, 'updated'],
    ['overwrite', ['city'], { full_name: 'Ann', city: 'Durban' }, 'updated'],
    ['skip', null, { full_name: 'Ann' }, 'unchanged'],
  ] as const)('meeting a contact: %s %j', (existing, overwrite, expected, outcome) => {
    importPeople(workspace, [city(1, 'Ann', '')]);
    const result = importPeople(workspace, [city(1, 'Ann Lee', 'Durban')], { policy: { existing, overwrite } });
    expect(result).toMatchObject({ created: 0, [outcome]: 1 });
    expect(values(1)).toEqual(expected);
  });

  test('of several people make one contact, with the others as its household', () => {
    const rows = [city(1, 'Ann Lee', ''), city(1, 'Bo Lee', 'Durban'), city(1, 'Cy Lee', '')];
    expect(importPeople(workspace, rows, { policy: { inFile: 'merge' } })).toMatchObject({ created: 1, duplicates: 2 });
    expect(values(1)).toEqual({ full_name: 'Ann Lee', household: 'Bo Lee; Cy Lee' });
  });

  test('keeps what a field was before, and says so in the dry run', () => {
    importPeople(workspace, [city(1, 'Ann', 'Knysna')]);
    const change = { rowNumber: 3, e164: numberOf(1), name: 'Ann', changes: [['city', 'Knysna', 'Durban']] };
    expect(importPeople(workspace, [city(1, 'Ann', 'Durban')], { apply: false }).changed).toEqual([change]);
    importPeople(workspace, [city(1, 'Ann', 'Durban')]);
    const history = workspace.db.prepare('SELECT source, changes FROM contact_change').all();
    expect(history).toEqual([{ source: 'import:2', changes: '[["city","Knysna","Durban"]]' }]);
  });
});

describe('lists, tags and permission of an import', () => {
  test('hold for everybody it names, and for nobody it drops', () => {
    const { write, db, read } = workspace;
    importPeople(workspace, [person(1)]);
    write.block({ e164: numberOf(3), reason: 'operator', detail: '', by: 'A tester', nowMs: tuesdayMs });
    const permission = {
      purpose: 'marketing',
      method: 'import',
      wording: 'Text me offers',
      evidence: 'form',
      occurredAtMs: 5,
      by: 'Mary',
      rows: null,
    } as const;
    const people = [person(1), person(2, { tags: ['vip'] }), person(3), person(4, { isOptOut: true })];
    const result = importPeople(workspace, people, { lists: ['Autumn'], tags: ['new'], permission });
    expect(result).toMatchObject({ created: 2, unchanged: 1, blocked: 1, optOuts: 1, granted: 2 });
    const named = (table: string, column: string) =>
      db
        .prepare(`SELECT c.e164 FROM ${table} t JOIN contact c ON c.id = t.contact_id WHERE t.${column} = ? ORDER BY 1`)
        .pluck();
    expect(named('list_member', 'list_id').all(1)).toEqual([numberOf(1), numberOf(2), numberOf(4)]);
    const tagId = (name: string) => db.prepare('SELECT id FROM tag WHERE name = ?').pluck().get(name);
    expect(named('contact_tag', 'tag_id').all(tagId('new'))).toEqual([numberOf(1), numberOf(2), numberOf(4)]);
    expect(named('contact_tag', 'tag_id').all(tagId('vip'))).toEqual([numberOf(2)]);
    const may = (index: number) =>
      read.personDecision({ e164: numberOf(index), purpose: 'marketing', atMs: tuesdayMs }).allowed;
    expect([1, 2, 3, 4].map(may)).toEqual([true, true, false, false]);
    expect(read.ledgerCheck({}).ok).toBe(true);
  });
});

describe('searching', () => {
  beforeEach(() => {
    const people = Array.from({ length: 137 }, (_, index) =>
      person(index, { name: index % 3 ? `Ann ${index % 7}` : 'Bo' }),
    );
    importPeople(workspace, people);
  });
  const search = (text: string) => workspace.read.contactPage({ search: text, after: null, limit: 200 });

  test.each([
    '+27824000042',
    '27824000042',
    '0824000042',
    '082 400 0042',
    '082-400-0042',
    '(082) 400 0042',
    '+27 82 400 0042',
    '+27 (0)82 400 0042',
    '0027 82 400 0042',
    '4000042',
  ])('finds a number written %s', (spelling) => {
    expect(search(spelling).rows.map((row) => row.e164)).toContain(numberOf(42));
  });

  test.each(['"', '*', 'a" OR "b', 'NEAR(', 'name:', '%', '_', "'; DROP TABLE contact; --", '('])(
    'takes %s as text, not as an operator',
    (text) => {
      expect(search(text).total).toBe(0);
      expect(search('').total).toBe(137);
    },
  );

  test.each([1, 2, 10, 136, 137, 200])('pages of %i show everybody once', (limit) => {
    for (const text of ['', 'Ann']) {
      const seen: number[] = [];
      for (let after: string | null = null; ;) {
        const page = workspace.read.contactPage({ search: text, after, limit });
        expect(page.rows.length).toBeLessThanOrEqual(limit);
        seen.push(...page.rows.map((row) => row.id));
        after = page.next;
        if (after === null) break;
      }
      expect(new Set(seen).size).toBe(seen.length);
      expect(seen).toHaveLength(text === '' ? 137 : 91);
    }
  });

  test('the blocklist pages show everybody once, also with one instant for all', () => {
    for (let index = 0; index < 23; index += 1) reply(workspace, numberOf(index), 'STOP', `m${index}`);
    const seen: string[] = [];
    for (let after: string | null = null; ;) {
      const page = workspace.read.blockPage({ search: '', after, limit: 5 });
      seen.push(...page.rows.map((row) => row.e164));
      after = page.next;
      if (after === null) break;
    }
    expect(seen.toSorted()).toEqual(Array.from({ length: 23 }, (_, index) => numberOf(index)));
  });
});
