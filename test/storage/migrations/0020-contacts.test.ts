import Database from 'better-sqlite3';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { applicationId, databasePath, openWriter } from '../../../main/storage/database.ts';
import { reads } from '../../../main/storage/dispatch.ts';

const initial = new URL('../../../main/storage/migrations/0010-initial.sql', import.meta.url);
let folder: string;

/** A workspace as the first version left it: two people with values by name, one import that made one and met one. */
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'assent-migration-'));
  const db = new Database(databasePath(folder));
  db.pragma(`application_id = ${applicationId}`);
  db.pragma('journal_mode = WAL');
  db.exec(readFileSync(initial, 'utf8'));
  db.pragma('user_version = 10');
  db.exec(`
    INSERT INTO workspace VALUES (1, 'w', 'Acme', 'ZA', 'Africa/Johannesburg', 1);
    INSERT INTO field VALUES ('city', 'Town'), ('__proto__', 'Odd'), ('first_name', 'First name');
    INSERT INTO contact VALUES
      (1, '+27821000001', 'ZA', 'mobile', 1, 'Ann "A" Lee', '[["first_name","Ann"],["city","Durban"]]', 1, 1),
      (2, '+27821000002', 'ZA', 'mobile', 1, 'Bo', '[["__proto__","x"]]', 2, 2);
    INSERT INTO import VALUES (1, 'c', 'people.csv', 'hash', NULL, 'ZA', '[["Mobile","mobile"]]', 4, 1, 0, 1, 1, 1, 1, 0, 3);
    INSERT INTO import_row VALUES (1, 1, 2, 'unchanged'), (1, 2, 3, 'created');
    INSERT INTO import_reject VALUES (1, 5, 'tooShort', '12', '["12"]');
    INSERT INTO suppression VALUES ('+27821000001', 'operator', 'asked', 4)`);
  db.close();
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('a filled workspace of the first version keeps everybody, every value, import and block', () => {
  const db = openWriter(folder);
  expect(db.pragma('foreign_key_check')).toEqual([]);
  expect(db.pragma('foreign_keys', { simple: true })).toBe(1);
  expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
  const file = (e164: string) => reads.contactFile(db, { e164 });
  expect(Object.fromEntries(file('+27821000001')?.values ?? [])).toEqual({ first_name: 'Ann', city: 'Durban' });
  expect(file('+27821000001')?.contact).toMatchObject({ name: 'Ann "A" Lee', suppression: { reason: 'operator' } });
  expect(new Map(file('+27821000002')?.values)).toEqual(new Map([['__proto__', 'x']]));
  expect(file('+27821000001')?.imports).toMatchObject([{ importId: 1, row: 2, outcome: 'unchanged' }]);
  expect(file('+27821000002')?.imports).toMatchObject([{ importId: 1, row: 3, outcome: 'created' }]);
  expect(reads.importOf(db, { id: 1 })).toMatchObject({ rows: 4, created: 1, unchanged: 1, duplicates: 1, invalid: 1 });
  expect(reads.importRejects(db, { id: 1, limit: 9 })).toEqual([
    { rowNumber: 5, reason: 'tooShort', shown: '12', cells: ['12'] },
  ]);
  expect(reads.audienceSize(db, { audience: { kind: 'import', importId: 1 } })).toBe(2);
  for (const search of ['ann', '1000002']) {
    expect(reads.contactPage(db, { search, after: null, limit: 9 }).total, search).toBe(1);
  }
  expect(() => db.exec('UPDATE contact SET e164 = (SELECT max(e164) FROM contact)')).toThrow(/UNIQUE/);
  db.close();
});
