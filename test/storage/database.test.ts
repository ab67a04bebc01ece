import type Database from 'better-sqlite3';
import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { databasePath, openReader } from '../../main/storage/database.ts';
import { importPeople, makeWorkspace, numberOf, person, startCampaign, grant, tick } from '../support/workspace.ts';
import type { TestWorkspace } from '../support/workspace.ts';

let workspace: TestWorkspace;
beforeEach(() => {
  workspace = makeWorkspace();
});
afterEach(() => workspace.close());

/** The schema as SQLite keeps it, in a fixed order. */
function schemaOf(db: Database.Database): string {
  const rows = db
    .prepare<[], { sql: string }>(
      `SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'contact_search_%'
       ORDER BY CASE type WHEN 'table' THEN 0 WHEN 'index' THEN 1 ELSE 2 END, name`,
    )
    .all();
  const version = String(db.pragma('user_version', { simple: true }));
  return `-- The whole schema, as the migrations leave it. Checked by test/storage; written with ASSENT_WRITE_SCHEMA=1.\n-- user_version ${version}\n\n${rows.map(({ sql }) => `${sql};\n`).join('\n')}`;
}

test('schema.sql is what the migrations make', async () => {
  const url = new URL('../../main/storage/schema.sql', import.meta.url);
  const schema = schemaOf(workspace.db);
  if (process.env['ASSENT_WRITE_SCHEMA'] === '1') {
    const { writeFileSync } = await import('node:fs');
    writeFileSync(url, schema);
  }
  expect(readFileSync(url, 'utf8')).toBe(schema);
});

test('both kinds of connection run with the safe settings', () => {
  const reader = openReader(workspace.folder);
  for (const db of [workspace.db, reader]) {
    const value = (name: string): unknown => db.pragma(name, { simple: true });
    expect(value('journal_mode')).toBe('wal');
    expect(value('synchronous')).toBe(2);
    expect(value('foreign_keys')).toBe(1);
    expect(value('trusted_schema')).toBe(0);
    expect(value('cell_size_check')).toBe(1);
    expect(value('secure_delete')).toBe(1);
    expect(value('temp_store')).toBe(2);
    expect(value('busy_timeout')).toBe(5000);
    expect(value('application_id')).toBe(0x41534e54);
  }
  expect(() => reader.exec('DELETE FROM workspace')).toThrow(/readonly/);
  reader.close();
});

describe('append-only', () => {
  beforeEach(() => {
    importPeople(workspace, [person(1)]);
    grant(workspace, 'marketing', [numberOf(1)]);
    tick(workspace, startCampaign(workspace), 1);
  });

  test.each(['consent_event', 'message_event', 'gate_decision'])('%s cannot be changed or emptied', (table) => {
    const { db } = workspace;
    const before = db.prepare(`SELECT * FROM ${table}`).all();
    expect(before.length).toBeGreaterThan(0);
    expect(() => db.exec(`DELETE FROM ${table}`)).toThrow(/append-only/);
    const columns = db.pragma(`table_info(${table})`) as { name: string }[];
    const kept = columns.filter(({ name }) => !(table === 'consent_event' && ['e164', 'salt'].includes(name)));
    for (const { name } of kept) {
      expect(() => db.exec(`UPDATE ${table} SET ${name} = ${name}`), name).toThrow(/append-only/);
    }
    expect(db.prepare(`SELECT * FROM ${table}`).all()).toEqual(before);
  });

  test('a number may be erased from the ledger without breaking its chain', () => {
    workspace.db.exec('UPDATE consent_event SET e164 = NULL, salt = NULL');
    expect(workspace.read.ledgerCheck({})).toMatchObject({ ok: true, events: 1 });
  });
});

describe('the ledger chain', () => {
  const count = 5;
  beforeEach(() => {
    for (let index = 0; index < count; index += 1) grant(workspace, 'marketing', [numberOf(index)]);
    workspace.db.exec('DROP TRIGGER consent_event_stays; DROP TRIGGER consent_event_keeps');
  });

  test('is whole as written', () => {
    expect(workspace.read.ledgerCheck({})).toEqual({ ok: true, events: count, brokenAt: null });
  });

  test.each([
    ['event', "'withdraw'"],
    ['purpose', "'service'"],
    ['e164', `'${numberOf(99)}'`],
    ['salt', "x'00'"],
    ['commitment', "replace(commitment, substr(commitment, 1, 1), 'x')"],
    ['method', "'operator'"],
    ['source_ref', "source_ref || '.'"],
    ['text_shown', "text_shown || ' '"],
    ['evidence', "''"],
    ['recorded_by', "'B tester'"],
    ['occurred_at_ms', 'occurred_at_ms - 1'],
    ['recorded_at_ms', 'recorded_at_ms + 1'],
    ['previous_hash', "replace(previous_hash, substr(previous_hash, 1, 1), 'x')"],
    ['hash', "replace(hash, substr(hash, 1, 1), 'x')"],
  ])('shows a changed %s', (column, value) => {
    workspace.db.exec(`UPDATE consent_event SET ${column} = ${value} WHERE sequence = 3`);
    expect(workspace.read.ledgerCheck({})).toMatchObject({ ok: false, brokenAt: 3 });
  });

  test('shows a removed event', () => {
    workspace.db.exec('DELETE FROM consent_event WHERE sequence = 2');
    expect(workspace.read.ledgerCheck({})).toMatchObject({ ok: false, brokenAt: 3 });
  });
});

test('a full disk refuses the write, keeps what was there, and the next write works again', () => {
  importPeople(workspace, [person(1)]);
  const { db, read } = workspace;
  const pages = Number(db.pragma('page_count', { simple: true }));
  db.pragma(`max_page_count = ${pages}`);
  const many = Array.from({ length: 2_000 }, (_, index) => person(index + 10));
  expect(() => importPeople(workspace, many)).toThrow(expect.objectContaining({ code: 'SQLITE_FULL' }));
  expect(read.workspace({}).contacts).toBe(1);
  db.pragma('max_page_count = 1000000');
  expect(importPeople(workspace, many).created).toBe(2_000);
  expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
  expect(databasePath(workspace.folder)).toMatch(/workspace\.sqlite$/);
});
