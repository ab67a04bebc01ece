import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { purposes } from '#domain/consent/purpose.ts';
import {
  grant,
  importPeople,
  makeWorkspace,
  numberOf,
  person,
  reply,
  startCampaign,
  tuesdayMs,
} from '../support/workspace.ts';
import type { TestWorkspace } from '../support/workspace.ts';

let workspace: TestWorkspace;
beforeEach(() => {
  workspace = makeWorkspace();
});
afterEach(() => workspace.close());

/** Everything an import could have touched, as text. */
function dump({ db }: TestWorkspace): string {
  const tables = [
    'contact',
    'field',
    'import',
    'import_row',
    'import_reject',
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
    const { importId, ...dry } = importPeople(workspace, people, false);
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
    expect(counts).toMatchObject({ created: 2, blocked: 1 });
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
    write.importBegin({ clientId: 'x' });
    write.importStage({ clientId: 'x', people: [person(1)] });
    write.importAbort({ clientId: 'x' });
    expect(() => write.importStage({ clientId: 'x', people: [person(2)] })).toThrow(
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
