import Database from 'better-sqlite3';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { applicationId, databasePath, openWriter } from '../../../main/storage/database.ts';
import { createWrites, reads } from '../../../main/storage/dispatch.ts';

const migrations = new URL('../../../main/storage/migrations/', import.meta.url);
const number = '+27821000001';
let folder: string;

/** A workspace of before replies had rules: two replies, one STOP and one that was not understood, and blocks of each kind. */
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'assent-migration-'));
  const db = new Database(databasePath(folder));
  db.pragma(`application_id = ${applicationId}`);
  db.pragma('journal_mode = WAL');
  for (const name of readdirSync(migrations).toSorted())
    if (Number(name.slice(0, 4)) < 60) db.exec(readFileSync(new URL(name, migrations), 'utf8'));
  db.pragma('user_version = 50');
  db.exec(`
    INSERT INTO workspace VALUES (1, 'w', 'Acme', 'ZA', 'Africa/Johannesburg', 1);
    INSERT INTO gateway VALUES (1, 'g', 'rehearsal', NULL, NULL, NULL, 'cursor', 9, 1);
    INSERT INTO inbound VALUES
      (3, 1, 'm1', '${number}', '27821000001', '1', 'STOP', 'stop', NULL, 2, 5, 6),
      (4, 1, 'm2', '+27821000002', '27821000002', '1', 'hou op', 'none', NULL, 0, 7, 8),
      (5, 1, 'm3', NULL, 'ACME', '1', 'stop', 'stop', NULL, 0, 7, 8);
    INSERT INTO suppression VALUES ('${number}', 'keyword', 'replied STOP', 6), ('+27821000003', 'operator', 'asked', 4),
      ('+27821000004', 'carrier', 'code 26', 5), ('+27821000005', 'import', 'row 9', 3)`);
  db.close();
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('a filled older workspace keeps every reply and every block, and says nothing that was not known then', () => {
  const db = openWriter(folder);
  expect(db.pragma('foreign_key_check')).toEqual([]);
  expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
  const { rows, total } = reads.inbox(db, { campaignId: null, filter: 'all', after: null, limit: 9 });
  expect(total).toBe(3);
  const known = { rule: null, reason: null, language: null, review: null };
  expect(rows).toMatchObject([
    { id: 5, e164: null, verdict: 'stop', effect: 'none', ...known },
    { id: 4, text: 'hou op', verdict: 'none', effect: 'none', ...known },
    { id: 3, text: 'STOP', verdict: 'stop', effect: 'blocked', cancelled: 2, receivedAtMs: 5, ...known },
  ]);
  const blocks = reads.blockPage(db, { search: '', after: null, limit: 9 }).rows;
  expect(blocks.map(({ reason, detail, atMs }) => [reason, detail, atMs])).toEqual([
    ['keyword', 'replied STOP', 6],
    ['carrier', 'code 26', 5],
    ['operator', 'asked', 4],
    ['import', 'row 9', 3],
  ]);
  db.close();
});

test('a reply that was stored before is still known, and new ones are read by the rules', () => {
  const db = openWriter(folder);
  const { inbound } = createWrites(db);
  const text = { from: '27821000002', to: '1', text: 'hou op', receivedAtMs: 10, e164: '+27821000002', country: 'ZA' };
  const say = (gatewayMessageId: string) =>
    inbound({ gatewayId: 1, texts: [{ ...text, gatewayMessageId }], cursor: gatewayMessageId, nowMs: 10 });
  expect(say('m2').texts).toBe(0);
  expect(say('m9')).toMatchObject({ texts: 1, stops: 1 });
  expect(reads.suppressionOf(db, { e164: '+27821000002' })).toMatchObject({ reason: 'keyword' });
  db.close();
});
