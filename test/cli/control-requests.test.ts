import { once } from 'node:events';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startRehearsal } from '../../main/gateways/rehearsal/rehearsal-server.ts';
import type { Rehearsal } from '../../main/gateways/rehearsal/rehearsal-server.ts';
import { startShell } from '../support/shell.ts';
import type { Json, ShellProcess } from '../support/shell.ts';
import { ShellBench } from './shell-bench.ts';

// Two shells and one workspace: one sends, the other steers it through the files in `control`.

const people = 1_500;
const key = { ASSENT_TEST_KEY: 'slow-key' };

let bench: ShellBench;
let gateway: Rehearsal;
const taken: string[] = [];

beforeEach(async () => {
  taken.length = 0;
  const never = { min: 600_000, max: 600_000 };
  gateway = await startRehearsal({
    apiKey: key.ASSENT_TEST_KEY,
    delayMs: { min: 900, max: 1_100 },
    refusalShare: 0,
    receiptDelayMs: never,
    onAccepted: ({ to }) => taken.push(to),
  });
  bench = new ShellBench(key);
  await bench.init();
  await bench.data('contacts', 'import', bench.people(people));
  await bench.data('gateway', 'add', 'clickatell', '--name', 'g', '--url', gateway.url, '--key-env', 'ASSENT_TEST_KEY');
  await bench.data('gateway', 'accept', 'g', '--by', 'A tester');
  const draft = ['--name', 'Orders', '--purpose', 'transactional', '--audience', 'all', '--gateway', 'g'];
  await bench.data('campaign', 'create', ...draft, '--text', 'Acme: your order is ready.');
});
afterEach(async () => {
  bench.close();
  await gateway.close();
});

async function until(isTrue: () => boolean, sender: ShellProcess): Promise<void> {
  while (!isTrue()) {
    expect(sender.exitCode, 'the sending shell has ended').toBeNull();
    await sleep(20);
  }
}

test('a second shell pauses, resumes and stops the send of the first', async () => {
  const sender = startShell(['--workspace', bench.folder, '--json', 'campaign', 'send', '1', '--wait'], key);
  let stdout = '';
  sender.stdout.setEncoding('utf8').on('data', (piece: string) => (stdout += piece));
  sender.stderr.resume();
  const ended = once(sender, 'close');
  try {
    await until(() => taken.length > 0, sender);

    expect(await bench.data('campaign', 'pause', '1')).toMatchObject({ event: 'pause', by: 'the running process' });
    const whenPaused = taken.length;
    await sleep(1_500);
    expect(taken).toHaveLength(whenPaused);
    expect(whenPaused).toBeLessThan(people);
    // What cannot be done is refused in the other shell as it would be in this one.
    expect(await bench.call('campaign', 'pause', '1')).toMatchObject({
      exit: 1,
      error: { code: 'campaign.wrongState' },
    });

    expect(await bench.data('campaign', 'resume', '1')).toMatchObject({ event: 'resume', by: 'the running process' });
    await until(() => taken.length > whenPaused, sender);

    expect(await bench.data('campaign', 'stop', '1')).toMatchObject({ event: 'stop', by: 'the running process' });
    const whenStopped = taken.length;
    sender.kill('SIGINT'); // It would go on waiting for receipts.
    await ended;
    const { data } = JSON.parse(stdout) as { data: Json };
    expect(data).toMatchObject({ state: 'stopped', waiting: 0, submitting: 0, uncertain: 0, accepted: whenStopped });
    expect(data['cancelled']).toBe(people - whenStopped);
    expect(taken).toHaveLength(whenStopped);
    expect(new Set(taken).size).toBe(whenStopped);
    expect(readdirSync(join(bench.folder, 'control'))).toEqual([]);
  } finally {
    sender.kill('SIGKILL');
  }
}, 120_000);

test('a request whose shell has gone does not steer a later send', async () => {
  const control = join(bench.folder, 'control');
  mkdirSync(control);
  writeFileSync(join(control, 'stop-1.json'), JSON.stringify({ untilMs: Date.now() - 1 }));
  writeFileSync(join(control, 'pause-1.json'), '{"event":"pause","id":1}');
  const sender = startShell(['--workspace', bench.folder, '--json', 'campaign', 'send', '1'], key);
  sender.stdout.resume();
  sender.stderr.resume();
  try {
    await until(() => taken.length > 0 && readdirSync(control).length === 0, sender);
    const before = taken.length;
    await until(() => taken.length > before + 12, sender);
  } finally {
    sender.kill('SIGKILL');
  }
  const report = await bench.data('campaign', 'report', '1');
  expect(report).toMatchObject({
    state: 'paused',
    cancelled: 0,
    pauseReason: expect.stringMatching(/closed/) as string,
  });
}, 120_000);
