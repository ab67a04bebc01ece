import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { platform } from 'node:process';
import { Worker } from 'node:worker_threads';
import { afterAll, expect, test } from 'vitest';
import { createFiles } from '../../main/files/files-client.ts';
import type { WorkerAnswer } from '../../main/files/worker-messages.ts';
import type { TableBatch } from '../../main/services/ports.ts';
import { bookParts, inlineRow, request, useFolder, workerUrl, zipOf } from './file-builders.ts';

const folder = useFolder();
const files = createFiles(workerUrl);
afterAll(() => files.close());

const ROWS = 100_000;
const lines = Array.from({ length: ROWS }, (_, i) => `+2782${1_000_000 + i};Anna ${i};"Smith; ${i}"`);
const bigPath = folder.write('big.csv', `Mobile;First;Last\n${lines.join('\n')}\n`);

/** A thread of ours in place of the parser, given as JavaScript. */
function standIn(code: string): URL {
  const head = `import { parentPort, workerData } from 'node:worker_threads';`;
  return new URL(`data:text/javascript,${encodeURIComponent(head + code)}`);
}

function openFilesIn(path: string): string[] {
  const open: string[] = [];
  for (const fd of readdirSync('/proc/self/fd')) {
    try {
      open.push(readlinkSync(`/proc/self/fd/${fd}`));
    } catch {
      // Closed between listing and looking: then it is not open.
    }
  }
  return open.filter((target) => target.startsWith(path));
}

test('100,000 rows through the thread: every row once, in order, in batches of at most 1,000, within the memory', async () => {
  const before = process.memoryUsage().rss;
  let peak = before;
  let seen = 0;
  let progress = 0;
  const hashes: (string | null)[] = [];
  for await (const batch of files.rows(request(bigPath))) {
    expect(batch.rows.length).toBeLessThanOrEqual(1_000);
    hashes.push(batch.sha256);
    if (batch.rows.length === 0) continue;
    expect(batch.rowNumbers).toEqual(batch.rows.map((_, i) => seen + i + 2));
    expect(batch.rows[0]).toEqual([`+2782${1_000_000 + seen}`, `Anna ${seen}`, `Smith; ${seen}`]);
    expect(batch.progress).toBeGreaterThanOrEqual(progress);
    ({ progress } = batch);
    seen += batch.rows.length;
    peak = Math.max(peak, process.memoryUsage().rss);
  }
  expect(seen).toBe(ROWS);
  expect(progress).toBe(1);
  const whole = createHash('sha256').update(readFileSync(bigPath)).digest('hex');
  expect(hashes.filter((hash) => hash !== null)).toEqual([whole]);
  expect(hashes.at(-1)).toBe(whole);
  expect(peak - before).toBeLessThan(200 * 1024 * 1024);
});

test('the thread makes one batch, then waits to be asked', async () => {
  const worker = new Worker(workerUrl, { workerData: { task: 'rows', request: request(bigPath) } });
  const answers: WorkerAnswer[] = [];
  worker.on('message', (answer: WorkerAnswer) => answers.push(answer));
  const settle = async (count: number) => {
    while (answers.length < count) await new Promise((resolve) => setTimeout(resolve, 5));
    await new Promise((resolve) => setTimeout(resolve, 150));
  };
  await settle(1);
  expect(answers.length).toBe(1);
  worker.postMessage({ kind: 'next' });
  await settle(2);
  expect(answers.length).toBe(2);
  await worker.terminate();
});

test('the client asks once for each batch taken, never further ahead', async () => {
  // Each answer tells how many asks had come before it.
  const counting = standIn(`
    let asks = 0;
    const send = () => parentPort.postMessage(asks < 5
      ? { kind: 'batch', batch: { rowNumbers: [asks], rows: [[String(asks)]], progress: 0, sha256: null } } : { kind: 'end' });
    parentPort.on('message', () => { asks += 1; send(); });
    send();`);
  const own = createFiles(counting);
  const seen: (number | undefined)[] = [];
  for await (const { rowNumbers } of own.rows(request('any.csv'))) {
    seen.push(rowNumbers[0]);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  expect(seen).toEqual([0, 1, 2, 3, 4]);
  await own.close();
});

test('a description and its errors cross the thread', async () => {
  const book = zipOf(
    bookParts({ sheets: [{ name: 'S', rows: inlineRow(1, ['Mobile']) + inlineRow(2, ['+27821234567']) }] }),
  );
  const path = folder.write('s.xlsx', book);
  expect(await files.describe(request(path))).toMatchObject({ kind: 'xlsx', sheet: 'S', sample: [['+27821234567']] });
  await expect(files.describe(request(path, { sheet: 'T' }))).rejects.toMatchObject({
    name: 'AppError',
    code: 'file.noSuchSheet',
    details: { fileName: 's.xlsx', sheet: 'T', sheets: ['S'] },
  });
  await expect(collect(files.rows(request('/nowhere/x.csv')))).rejects.toMatchObject({ code: 'file.notFound' });
});

test('damage far into a file arrives after the rows before it', async () => {
  const path = folder.write('late.csv', `Mobile;First\n${'1;2\n'.repeat(2_500)}"3;4\n5;6\n`);
  const sizes: number[] = [];
  const reading = (async () => {
    for await (const batch of files.rows(request(path))) sizes.push(batch.rows.length);
  })();
  await expect(reading).rejects.toMatchObject({ code: 'file.damaged', details: { fileName: 'late.csv' } });
  expect(sizes.length).toBeGreaterThan(0);
});

test.runIf(platform === 'linux')('leaving early closes the file and ends the thread', async () => {
  for await (const batch of files.rows(request(bigPath))) {
    expect(batch.rows.length).toBe(1_000);
    expect(openFilesIn(bigPath).length).toBe(1);
    break;
  }
  expect(openFilesIn(bigPath)).toEqual([]);
});

test('an abort ends the reading without an error: before it, between batches, and while a batch is waited for', async () => {
  expect(await collect(files.rows(request(bigPath), AbortSignal.abort()))).toEqual([]);

  const between = new AbortController();
  let batches = 0;
  for await (const _ of files.rows(request(bigPath), between.signal)) {
    batches += 1;
    if (batches === 2) between.abort();
  }
  expect(batches).toBe(2);

  const silent = createFiles(standIn('setInterval(() => {}, 1000);'));
  const waiting = new AbortController();
  const reading = collect(silent.rows(request('any.csv'), waiting.signal));
  setTimeout(() => waiting.abort(), 50);
  expect(await reading).toEqual([]);
  await silent.close();
});

const deaths: readonly [string, string, object][] = [
  ['ends by itself', 'process.exit(0);', { code: 'file.damaged', details: { detail: 'its reader stopped on it' } }],
  ['throws', 'throw new Error("boom");', { code: 'file.damaged', details: { detail: 'its reader stopped on it' } }],
  ['never answers', 'setInterval(() => {}, 1000);', { details: { detail: expect.stringContaining('no answer') } }],
  ['spins', 'for (;;) {}', { code: 'file.damaged', details: { detail: expect.stringContaining('no answer') } }],
  [
    'eats all memory',
    'const kept = []; for (;;) kept.push({ a: kept.length, b: `x${kept.length}` });',
    { code: 'file.tooLarge' },
  ],
];

test.each(deaths)('a thread that %s is an error, not a wait', async (_, code, expected) => {
  const own = createFiles(standIn(code), { heapMb: 32, answerMs: 5_000 });
  await expect(own.describe(request('/some/where/list.csv'))).rejects.toMatchObject(expected);
  await expect(collect(own.rows(request('/some/where/list.csv')))).rejects.toMatchObject(expected);
  await own.close();
});

test('the shared texts of a workbook do not fill the memory set aside for reading it', async () => {
  const strings = Array.from({ length: 300_000 }, (_, i) => `<si><t>Text ${i} ${'of some length '.repeat(8)}</t></si>`);
  const sheets = [{ name: 'S', rows: '<row r="1"><c t="s"><v>0</v></c></row>' }];
  const path = folder.write('texts.xlsx', zipOf(bookParts({ strings: `<sst>${strings.join('')}</sst>`, sheets })));
  const small = createFiles(workerUrl, { heapMb: 24, answerMs: 20_000 });
  expect(await small.describe(request(path))).toMatchObject({ header: [expect.stringMatching(/^Text 0 of/)] });
  await small.close();
});

test('the time limit is for each answer, and a slow taker does not use it up', async () => {
  const own = createFiles(workerUrl, { heapMb: 256, answerMs: 5_000 });
  const path = folder.write('slow.csv', `Mobile;First\n${'1;2\n'.repeat(2_500)}`);
  let seen = 0;
  for await (const batch of own.rows(request(path))) {
    seen += batch.rows.length;
    if (seen === 1_000) await new Promise((resolve) => setTimeout(resolve, 5_500));
  }
  expect(seen).toBe(2_500);
  await own.close();
});

test('closing stops what runs and refuses what comes after', async () => {
  const own = createFiles(workerUrl);
  const rows = own.rows(request(bigPath))[Symbol.asyncIterator]();
  expect((await rows.next()).done).toBe(false);
  await own.close();
  while ((await rows.next()).done !== true);
  await expect(own.describe(request(bigPath))).rejects.toMatchObject({ code: 'file.notReadable' });
});

async function collect(batches: AsyncIterable<TableBatch>): Promise<TableBatch[]> {
  const all: TableBatch[] = [];
  for await (const batch of batches) all.push(batch);
  return all;
}
