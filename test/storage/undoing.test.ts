import { afterEach, beforeEach, describe, expect, test } from 'vitest';
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
import type { TestPerson, TestWorkspace } from '../support/workspace.ts';

let workspace: TestWorkspace;
beforeEach(() => {
  workspace = makeWorkspace();
});
afterEach(() => workspace.close());

const undo = (id: number) => workspace.write.importUndo({ id, by: 'A tester', nowMs: tuesdayMs + 1_000 });
const numbers = () => workspace.db.prepare('SELECT e164 FROM contact ORDER BY e164').pluck().all();
const city = (index: number, town: string): TestPerson =>
  person(index, {
    fields: [
      ['full_name', `Person ${index}`],
      ['city', town],
    ],
  });

/** Everything of the contacts that an import can change. */
function dump(): string {
  const tables = ['contact', 'contact_tag', 'list_member'];
  return JSON.stringify(tables.map((table) => workspace.db.prepare(`SELECT * FROM ${table}`).raw().all()));
}

/** The search index must agree with the contacts: every name is found, and nobody who is gone. */
function expectSearchable(): void {
  const { read, db } = workspace;
  const people = db.prepare<[], { name: string; e164: string }>('SELECT name, e164 FROM contact').all();
  for (const { name, e164 } of people) {
    for (const search of [name, e164]) {
      const found = read.contactPage({ search, after: null, limit: 200 }).rows.map((row) => row.e164);
      expect(found, search).toContain(e164);
    }
  }
  const indexed = db.prepare('SELECT count(*) FROM contact_search WHERE contact_search MATCH ?').pluck();
  expect(indexed.get('"+27"')).toBe(people.length);
}

describe('undoing an import', () => {
  test('takes away whom it brought, with its lists and tags, and tells so', () => {
    importPeople(workspace, [person(1)]);
    const before = dump();
    importPeople(workspace, [person(2), person(3, { tags: ['vip'] })], { lists: ['Autumn'], tags: ['new'] });
    expect(workspace.read.importUndoCheck({ id: 2 })).toEqual({ removed: 2, restored: 0, kept: 0, examples: [] });
    expect(undo(2)).toEqual({ removed: 2, restored: 0, kept: 0, examples: [] });
    expect(dump()).toBe(before);
    expectSearchable();
    expect(workspace.read.importOf({ id: 2 })).toMatchObject({ created: 2, undoneAtMs: tuesdayMs + 1_000 });
    expect(workspace.read.importOf({ sha256: 'import-2' })).toBeNull();
  });

  test('of most contacts builds the indexes anew', () => {
    importPeople(workspace, [person(1)]);
    importPeople(
      workspace,
      Array.from({ length: 1_500 }, (_, at) => person(at + 10)),
    );
    expect(undo(2)).toMatchObject({ removed: 1_500, kept: 0 });
    expect(numbers()).toEqual([numberOf(1)]);
    expectSearchable();
    expect(workspace.db.pragma('integrity_check', { simple: true })).toBe('ok');
    expect(() => workspace.db.exec("UPDATE contact SET e164 = '+1'; INSERT INTO contact SELECT 99, e164, country, number_type, is_textable, name, fields, 0, 0, NULL, NULL FROM contact")).toThrow(/UNIQUE/); // prettier-ignore
  });

  test('keeps whom something has happened to since, each with the reason', () => {
    importPeople(
      workspace,
      [1, 2, 3, 4, 5, 6].map((index) => person(index)),
    );
    const { db } = workspace;
    reply(workspace, numberOf(1), 'hello', 'm1');
    grant(workspace, 'marketing', [numberOf(2)]);
    db.exec(`INSERT INTO contact_note (contact_id, text, by, at_ms) VALUES (3, 'calls on Fridays', 'Mary', 1);
      INSERT INTO tag VALUES (1, 'vip', 1); INSERT INTO contact_tag VALUES (1, 4, NULL)`);
    const kept = [
      { contactId: 1, e164: numberOf(1), name: 'Person 1', reason: 'replied' },
      { contactId: 2, e164: numberOf(2), name: 'Person 2', reason: 'granted' },
      { contactId: 3, e164: numberOf(3), name: 'Person 3', reason: 'edited' },
      { contactId: 4, e164: numberOf(4), name: 'Person 4', reason: 'edited' },
    ];
    expect(workspace.read.importUndoCheck({ id: 1 })).toEqual({ removed: 2, restored: 0, kept: 4, examples: kept });
    expect(undo(1)).toEqual({ removed: 2, restored: 0, kept: 4, examples: kept });
    expect(numbers()).toEqual([1, 2, 3, 4].map(numberOf));
    expect(workspace.read.importOf({ id: 1 })?.undoKept).toEqual(kept);
  });

  test('keeps everybody who was texted, and their history', () => {
    importPeople(workspace, [person(1)]);
    startCampaign(workspace);
    importPeople(workspace, [person(2)]);
    expect(undo(1)).toMatchObject({ removed: 0, kept: 1, examples: [{ reason: 'messaged' }] });
    expect(undo(2)).toMatchObject({ removed: 1, kept: 0 });
  });

  test('puts old values back where they still stand, and leaves what somebody changed later', () => {
    importPeople(workspace, [city(1, 'Knysna'), city(2, 'Knysna')]);
    importPeople(workspace, [city(1, 'Durban'), city(2, 'Durban')]);
    importPeople(workspace, [city(2, 'George')]);
    expect(undo(2)).toMatchObject({ removed: 0, restored: 1 });
    const town = (index: number) =>
      Object.fromEntries(workspace.read.contactFile({ e164: numberOf(index) })?.values ?? [])['city'];
    expect([town(1), town(2)]).toEqual(['Knysna', 'George']);
    const last = workspace.db.prepare('SELECT source, changes FROM contact_change ORDER BY id DESC').get();
    expect(last).toEqual({ source: 'undo:2', changes: '[["city","Durban","Knysna"]]' });
  });

  test('ends the permission it stated, and lifts no block it brought', () => {
    const permission = { purpose: 'marketing', method: 'import', wording: 'w', evidence: 'e', occurredAtMs: 1, by: 'M', rows: null } as const; // prettier-ignore
    importPeople(workspace, [person(1), person(2, { isOptOut: true })], { permission });
    const { read } = workspace;
    const decision = () => read.personDecision({ e164: numberOf(1), purpose: 'marketing', atMs: tuesdayMs });
    expect(decision().allowed).toBe(true);
    undo(1);
    expect(numbers()).toEqual([]);
    importPeople(workspace, [person(1), person(2)]);
    expect(decision()).toMatchObject({ allowed: false, decisive: { code: 'NO_CONSENT' } });
    expect(read.suppressionOf({ e164: numberOf(2) })).toMatchObject({ reason: 'import' });
    expect(numbers()).toEqual([numberOf(1)]);
    expect(read.ledgerCheck({}).ok).toBe(true);
  });

  test('leaves no row that refers to somebody who went, and references are checked again afterwards', () => {
    importPeople(workspace, [person(1), person(2, { tags: ['vip'] })], { lists: ['Autumn'], tags: ['new'] });
    const { db } = workspace;
    db.exec(`INSERT INTO contact_change (contact_id, at_ms, by, source, changes) VALUES (1, 1, 'M', 'import:1', '[]');
      INSERT INTO list_member VALUES (1, 2, 1, 1) ON CONFLICT DO NOTHING;
      INSERT INTO contact_apart VALUES (1, 2, 'M', 1)`);
    expect(undo(1)).toMatchObject({ removed: 2, kept: 0 });
    expect(db.pragma('foreign_key_check')).toEqual([]);
    expect(db.prepare('SELECT count(*) FROM contact_change').pluck().get()).toBe(0);
    expect(db.pragma('foreign_keys', { simple: true })).toBe(1);
  });

  test('looks into every table that refers to contacts', () => {
    const tables = workspace.db
      .prepare(
        `SELECT t.name || '.' || f."from" FROM sqlite_schema t JOIN pragma_foreign_key_list(t.name) f
         ON f."table" = 'contact' ORDER BY 1`,
      )
      .pluck()
      .all();
    expect(tables).toEqual([
      'contact_apart.high_id',
      'contact_apart.low_id',
      'contact_change.contact_id',
      'contact_note.contact_id',
      'contact_tag.contact_id',
      'import_row.contact_id',
      'list_member.contact_id',
      'message.contact_id',
    ]);
  });

  test('that fails takes nothing away, and references are checked again afterwards', () => {
    importPeople(workspace, [person(1)]);
    const before = dump();
    workspace.db.exec("CREATE TRIGGER fail BEFORE UPDATE ON import BEGIN SELECT RAISE(ABORT, 'no'); END");
    expect(() => undo(1)).toThrow('no');
    expect(dump()).toBe(before);
    expect(workspace.db.pragma('foreign_keys', { simple: true })).toBe(1);
  });

  test('happens once, and only to an import that is there', () => {
    importPeople(workspace, [person(1)]);
    undo(1);
    expect(() => undo(1)).toThrow(expect.objectContaining({ code: 'import.undone' }));
    expect(() => undo(7)).toThrow(expect.objectContaining({ code: 'import.notFound' }));
  });
});
