import Database from 'better-sqlite3';
import { once } from 'node:events';
import { cpSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { seeded } from '../support/random.ts';
import { shell, startShell } from '../support/shell.ts';

// `kill -9` in the middle of an import, again and again: all of it or nothing. The small size runs with every
// `npm test`; ASSENT_IMPORT_KILLS=200 is the acceptance size.

const kills = Number(process.env['ASSENT_IMPORT_KILLS'] ?? 6);
const people = { before: 2_000, rows: 12_000, met: 1_500 };
const created = people.rows - people.met;

let root: string;
let prepared: string;
let file: string;
/** Milliseconds a whole import takes here, start-up included. */
let wholeMs: number;

const row = (index: number, town: string): string => `0824${String(100_000 + index)},Person ${index},${town}\n`;

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'assent-import-kill-'));
  prepared = join(root, 'prepared');
  file = join(root, 'next.csv');
  const first = join(root, 'first.csv');
  const from = people.before - people.met;
  const lines = (start: number, count: number, town: string): string =>
    Array.from({ length: count }, (_, at) => row(start + at, town)).join('');
  writeFileSync(first, `mobile,full_name,city\n${lines(0, people.before, '')}`);
  writeFileSync(file, `mobile,full_name,city\n${lines(from, people.rows, 'Durban')}`);
  const call = (folder: string, ...words: string[]) => shell(['--workspace', folder, '--json', ...words]);
  await call(prepared, 'workspace', 'init', '--country', 'ZA', '--business', 'Acme');
  expect((await call(prepared, 'contacts', 'import', first)).data['created']).toBe(people.before);
  const trial = join(root, 'trial');
  cpSync(prepared, trial, { recursive: true });
  const startMs = performance.now();
  const { data } = await call(trial, 'contacts', 'import', file, '--list', 'Next', '--tag', 'new');
  wholeMs = performance.now() - startMs;
  expect(data).toMatchObject({ created, updated: people.met, unchanged: 0, duplicates: 0, invalid: 0 });
}, 180_000);
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** What an import leaves: `all` or `nothing`; throws for anything between. Shares no code with the importer. */
function whatIsLeft(folder: string): 'all' | 'nothing' {
  const db = new Database(join(folder, 'workspace.sqlite'), { fileMustExist: true });
  try {
    const count = (sql: string): number => db.prepare<[], number>(sql).pluck().get() ?? -1;
    if (db.pragma('integrity_check', { simple: true }) !== 'ok') throw new Error('the database is damaged');
    const found = {
      contacts: count('SELECT count(*) FROM contact'),
      searchable: count(`SELECT count(*) FROM contact_search WHERE contact_search MATCH '"+27"'`),
      inDurban: count(`SELECT count(*) FROM contact WHERE fields LIKE '%Durban%'`),
      imports: count('SELECT count(*) FROM import'),
      met: count('SELECT count(*) FROM import_row'),
      changes: count('SELECT count(*) FROM contact_change'),
      listed: count('SELECT count(*) FROM list_member'),
      tagged: count('SELECT count(*) FROM contact_tag'),
    };
    const { before, rows, met } = people;
    const after = before + created;
    const nothing = { contacts: before, searchable: before, inDurban: 0, imports: 1, met: 0, changes: 0, listed: 0, tagged: 0 }; // prettier-ignore
    const all = { contacts: after, searchable: after, inDurban: rows, imports: 2, met, changes: met, listed: rows, tagged: rows }; // prettier-ignore
    for (const [name, wanted] of [
      ['nothing', nothing],
      ['all', all],
    ] as const) {
      if (JSON.stringify(found) === JSON.stringify(wanted)) return name;
    }
    throw new Error(`half an import: ${JSON.stringify(found)}`);
  } finally {
    db.close();
  }
}

test(
  `${kills} kills during imports: each time all or nothing, and the next import runs`,
  { timeout: 1_800_000 },
  async () => {
    const random = seeded(20_261_124);
    const left = { all: 0, nothing: 0 };
    for (let kill = 0; kill < kills; kill += 1) {
      const folder = join(root, `kill-${kill}`);
      cpSync(prepared, folder, { recursive: true });
      const words = ['--workspace', folder, '--json', 'contacts', 'import', file, '--list', 'Next', '--tag', 'new'];
      const child = startShell(words);
      child.stdout.resume();
      child.stderr.resume();
      const ended = once(child, 'close');
      // From the loading of the program to after the commit.
      await Promise.race([sleep(wholeMs * (0.15 + 0.85 * random())), ended]);
      child.kill('SIGKILL');
      await ended;
      left[whatIsLeft(folder)] += 1;
      if (kill === 0) {
        const again = await shell(words);
        expect(again.error).toBeNull();
        expect(whatIsLeft(folder)).toBe('all');
      }
      rmSync(folder, { recursive: true, force: true });
    }
    process.stdout.write(`import kills: ${kills}, left whole ${left.all}, left nothing ${left.nothing}, half 0\n`);
    expect(left.all + left.nothing).toBe(kills);
  },
);

test('the checker catches an importer that commits in the middle', () => {
  const folder = join(root, 'half');
  cpSync(prepared, folder, { recursive: true });
  expect(existsSync(join(folder, 'workspace.sqlite'))).toBe(true);
  expect(whatIsLeft(folder)).toBe('nothing');
  const db = new Database(join(folder, 'workspace.sqlite'));
  db.exec(`INSERT INTO contact SELECT 99999, '+27999999999', country, number_type, is_textable, name, fields, added_at_ms,
    updated_at_ms, import_id, import_row FROM contact LIMIT 1`);
  db.close();
  expect(() => whatIsLeft(folder)).toThrow(/half an import/);
});
