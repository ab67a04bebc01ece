import Database from 'better-sqlite3';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { seeded } from '../support/random.ts';
import { shell, startShell } from '../support/shell.ts';
import { checkSend } from './send-checker.ts';
import type { SendFacts, SentRow } from './send-checker.ts';

// `kill -9` in the middle of a send, again and again, against a gateway that remembers what it took. The small size
// runs with every `npm test`; ASSENT_KILLS=20 is the acceptance size (2,000 texts).

const fullKills = Number(process.env['ASSENT_KILLS'] ?? 0);
const size = fullKills > 0 ? { people: 100 * fullKills, kills: fullKills } : { people: 600, kills: 6 };
const key = { ASSENT_TEST_KEY: 'recorder-key' };

interface Bench {
  readonly folder: string;
  readonly recordFile: string;
  call(...words: string[]): ReturnType<typeof shell>;
}

async function withBench(people: number, seed: number, work: (bench: Bench) => Promise<void>): Promise<void> {
  const root = await mkdtemp(join(tmpdir(), 'assent-kill-'));
  const recordFile = join(root, 'taken.txt');
  writeFileSync(recordFile, '');
  const recorderEntry = new URL('./recorder.ts', import.meta.url).pathname;
  const recorder = spawn(process.execPath, [recorderEntry, recordFile, String(seed)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const [port] = (await once(recorder.stdout, 'data')) as [Buffer];
    const folder = join(root, 'workspace');
    const call: Bench['call'] = (...words) => shell(['--workspace', folder, '--json', ...words], { env: key });
    await prepare(call, join(root, 'people.csv'), people, `http://127.0.0.1:${String(port).trim()}`);
    await work({ folder, recordFile, call });
  } finally {
    recorder.kill('SIGKILL');
    await rm(root, { recursive: true, force: true });
  }
}

async function prepare(call: Bench['call'], csv: string, people: number, url: string): Promise<void> {
  const rows = Array.from({ length: people }, (_, index) => `0824${String(100_000 + index)},Person ${index}`);
  writeFileSync(csv, `mobile,full_name\n${rows.join('\n')}\n`);
  const calls = [
    ['workspace', 'init', '--country', 'ZA', '--business', 'Acme'],
    ['contacts', 'import', csv],
    ['gateway', 'add', 'clickatell', '--name', 'recorder', '--url', url, '--key-env', 'ASSENT_TEST_KEY'],
    ['gateway', 'accept', 'recorder', '--by', 'A tester'],
    [
      'campaign',
      'create',
      '--name',
      'Orders',
      '--purpose',
      'transactional',
      '--audience',
      'all',
      '--gateway',
      'recorder',
    ],
  ];
  calls[4]?.push('--text', 'Acme: your order is ready.');
  for (const words of calls) {
    const { exit, stdout, stderr } = await call(...words);
    expect(exit, `${words.join(' ')}: ${stdout}${stderr}`).toBe(0);
  }
}

/** Starts (or resumes) the send and kills it some time after the gateway took its first text; false = it ended itself. */
async function sendAndKill({ folder, recordFile }: Bench, afterMs: number): Promise<boolean> {
  const sizeBefore = statSync(recordFile).size;
  const sender = startShell(['--workspace', folder, '--json', 'campaign', 'send', '1'], key);
  const ended = once(sender, 'close');
  sender.stdout.resume();
  sender.stderr.resume();
  const hasNews = (): boolean => statSync(recordFile).size > sizeBefore || sender.exitCode !== null;
  while (!hasNews()) await sleep(2);
  await sleep(afterMs);
  const isKilled = sender.exitCode === null && sender.kill('SIGKILL');
  await ended;
  return isKilled && sender.signalCode === 'SIGKILL';
}

function readFacts({ folder, recordFile }: Bench, people: number, kills: number): SendFacts {
  const db = new Database(join(folder, 'workspace.sqlite'), { readonly: true });
  const rows = db.prepare<[], SentRow>('SELECT e164, client_id AS clientId, state FROM message').all();
  db.close();
  const recorded = readFileSync(recordFile, 'utf8').split('\n').filter(Boolean);
  return { people, kills, rows, recorded };
}

function change(folder: string, sql: string): void {
  const db = new Database(join(folder, 'workspace.sqlite'));
  db.exec(sql);
  db.close();
}

test(`${size.kills} kills in a send of ${size.people}: none lost, none twice, each doubtful one uncertain`, async () => {
  await withBench(size.people, 7, async (bench) => {
    const random = seeded(20261124);
    let claimed = 0;
    for (let kill = 0; kill < size.kills; kill += 1) {
      expect(await sendAndKill(bench, random() * 150), `the send was over before kill ${kill + 1}`).toBe(true);
      const { rows } = readFacts(bench, size.people, size.kills);
      claimed += rows.filter((row) => row.state === 'submitting').length;
    }
    const last = await bench.call('campaign', 'send', '1');
    expect(last.exit, last.stdout + last.stderr).toBe(0);
    const facts = readFacts(bench, size.people, size.kills);
    expect(checkSend(facts)).toEqual([]);
    // Of what was claimed at the kills only what may have left is in doubt; and the kills did catch some on their way.
    const uncertain = facts.rows.filter((row) => row.state === 'uncertain').length;
    expect(uncertain).toBeGreaterThan(0);
    expect(uncertain).toBeLessThanOrEqual(claimed);
    expect(last.data).toMatchObject({ state: 'finished', matched: size.people, uncertain, waiting: 0 });
  });
}, 900_000);

test('the checker catches a log of what was handed over that has forgotten it', async () => {
  await withBench(200, 10, async (bench) => {
    const log = join(bench.folder, 'handed.log');
    for (let kill = 0; kill < 2; kill += 1) {
      expect(await sendAndKill(bench, 20)).toBe(true);
      truncateSync(log, readFileSync(log).indexOf(10) + 1);
    }
    const last = await bench.call('campaign', 'send', '1');
    expect(last.exit, last.stdout + last.stderr).toBe(0);
    const problems = checkSend(readFacts(bench, 200, 2));
    expect(problems.some((problem) => problem.startsWith('twice: '))).toBe(true);
  });
}, 120_000);

test('the checker catches a sender that puts doubtful texts back in line', async () => {
  await withBench(200, 8, async (bench) => {
    for (let kill = 0; kill < 2; kill += 1) {
      expect(await sendAndKill(bench, 20)).toBe(true);
      change(bench.folder, "UPDATE message SET state = 'queued' WHERE state IN ('submitting', 'uncertain')");
    }
    const last = await bench.call('campaign', 'send', '1');
    expect(last.exit, last.stdout + last.stderr).toBe(0);
    const problems = checkSend(readFacts(bench, 200, 2));
    expect(problems.some((problem) => problem.startsWith('twice: '))).toBe(true);
  });
}, 120_000);

test('the checker catches losses, inventions and open ends', () => {
  const row = (clientId: string, state: string): SentRow => ({ e164: `+${clientId}`, clientId, state });
  const kinds = (facts: Partial<SendFacts>): readonly string[] =>
    checkSend({ people: 1, kills: 1, rows: [row('1', 'accepted')], recorded: ['1 1'], ...facts }).map(
      (problem) => problem.split(':')[0] ?? '',
    );
  expect(kinds({})).toEqual([]);
  expect(kinds({ people: 2 })).toEqual(['lost']);
  expect(kinds({ recorded: [] })).toEqual(['invented']);
  expect(kinds({ rows: [row('1', 'rejected')] })).toEqual(['lost']);
  expect(kinds({ rows: [row('1', 'queued')], recorded: [] })).toEqual(['open']);
  expect(kinds({ recorded: ['1 1', '1 1'] })).toEqual(['twice', 'twice']);
  const many = Array.from({ length: 65 }, (_, index) => row(String(index), 'uncertain'));
  expect(kinds({ people: 65, rows: many, recorded: [] })).toEqual(['doubt']);
});

test('a killed send leaves its workspace free, and nothing resumes by itself', async () => {
  await withBench(120, 9, async (bench) => {
    expect(await sendAndKill(bench, 60)).toBe(true);
    const before = readFileSync(bench.recordFile, 'utf8');
    const report = await bench.call('campaign', 'report', '1');
    expect(report.data).toMatchObject({ state: 'paused', submitting: 0 });
    expect(report.data['pauseReason']).toMatch(/closed while this was being sent/);
    expect(readFileSync(bench.recordFile, 'utf8')).toBe(before);
    expect(existsSync(join(bench.folder, 'workspace.sqlite'))).toBe(true);
  });
}, 60_000);
