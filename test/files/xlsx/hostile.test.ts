import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { table } from '../../../main/cli/output.ts';
import { useFolder } from '../file-builders.ts';
import { hostileBooks } from './hostile-books.ts';
import type { HostileBook } from './hostile-books.ts';

// Files made to harm, each read in a process of its own. `npm run test:hostile` prints what each cost.

const isFull = process.env['ASSENT_HOSTILE'] === 'full';
const folder = useFolder();
const child = fileURLToPath(new URL('hostile-child.ts', import.meta.url));
const measured: Record<string, string>[] = [];

interface Refusal {
  readonly code: string;
  readonly details: Record<string, string>;
}

interface Answer {
  readonly described: Refusal | null;
  readonly read: Refusal | null;
  readonly rows: number;
  readonly describedMs: number;
  readonly tookMs: number;
  readonly idleMegabytes: number;
  readonly peakMegabytes: number;
  readonly isPrototypeClean: boolean;
}

/** Runs the reader on a file with an empty folder as its working and temporary folder. */
async function readApart(path: string, empty: string): Promise<Answer> {
  const run = spawn(process.execPath, [child, path], {
    cwd: empty,
    env: { TMPDIR: empty, HOME: empty },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  run.stdout.on('data', (chunk: Buffer) => (output += chunk.toString('utf8')));
  const code = await new Promise((resolve) => run.once('close', resolve));
  expect(code).toBe(0);
  return JSON.parse(output) as Answer;
}

function note(book: HostileBook, megabytes: number, answer: Answer): void {
  const { code, details } = answer.read ?? {
    code: 'read',
    details: { detail: `${answer.rows} rows` } as Record<string, string>,
  };
  measured.push({
    file: book.name,
    MB: megabytes.toFixed(2),
    'became of it': code,
    because: (details['limit'] ?? details['detail'] ?? details['found'] ?? '').slice(0, 60),
    'first answer ms': answer.describedMs.toFixed(0),
    'both ms': answer.tookMs.toFixed(0),
    'RSS MB': answer.peakMegabytes.toFixed(0),
    'idle RSS MB': answer.idleMegabytes.toFixed(0),
  });
}

test.each(hostileBooks.filter(({ isHeavy }) => isFull || isHeavy !== true))('$name', async (book) => {
  const bytes = book.make();
  const path = folder.write('hostile.xlsx', bytes);
  const empty = join(folder.path, `empty-${measured.length}`);
  mkdirSync(empty);
  const before = readdirSync(folder.path);
  const answer = await readApart(path, empty);
  note(book, bytes.length / 1024 / 1024, answer);
  expect(answer.read?.code ?? null).toBe(book.refusal);
  expect(answer.isPrototypeClean).toBe(true);
  expect(readdirSync(empty)).toEqual([]);
  expect(readdirSync(folder.path)).toEqual(before);
  // Nothing of a refused file's text may travel in its refusal.
  expect(JSON.stringify([answer.described, answer.read])).not.toContain('root:');
  expect(answer.peakMegabytes).toBeLessThan(512);
});

afterAll(() => {
  if (isFull) process.stdout.write(`\n${table(measured)}\n`);
});
