import { createServer } from 'node:http';
import type { ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openWorkspace } from '../../main/cli/workspace.ts';
import { ShellBench } from './shell-bench.ts';

// Gateways that fail in every way a gateway can: nobody is lost, nobody is texted twice, nothing is called delivered.

const people = 30;
const key = { ASSENT_TEST_KEY: 'secret' };

/** A server that remembers every text handed in and answers as told. */
class FaultyGateway {
  readonly texts: string[] = [];
  url = '';
  readonly #server;

  constructor(fail: (response: ServerResponse) => void) {
    this.#server = createServer((request, response) => {
      let body = '';
      request.on('data', (piece) => (body += String(piece)));
      request.on('end', () => {
        const message =
          body === '' ? null : (JSON.parse(body) as { messages: [{ clientMessageId: string }] }).messages[0];
        if (message) this.texts.push(message.clientMessageId);
        fail(response);
      });
    });
  }

  async open(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    this.url = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    if (!this.#server.listening) return;
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.#server.closeAllConnections();
    await closed;
  }
}

let bench: ShellBench;
let gateway: FaultyGateway;
beforeEach(() => {
  bench = new ShellBench(key);
});
afterEach(async () => {
  await gateway.close();
  bench.close();
});

async function prepare(fail: (response: ServerResponse) => void): Promise<void> {
  gateway = new FaultyGateway(fail);
  await gateway.open();
  await bench.init();
  await bench.data('contacts', 'import', bench.people(people));
  await bench.data('gateway', 'add', 'clickatell', '--name', 'g', '--url', gateway.url, '--key-env', 'ASSENT_TEST_KEY');
  await bench.data('gateway', 'accept', 'g', '--by', 'A tester');
  const draft = ['--name', 'Orders', '--purpose', 'transactional', '--audience', 'all', '--gateway', 'g'];
  await bench.data('campaign', 'create', ...draft, '--text', 'Acme: your order is ready.');
}

interface Report {
  readonly state: string;
  readonly pauseReason: string | null;
  readonly waiting: number;
  readonly uncertain: number;
  readonly counts: Readonly<Record<string, number>>;
}

async function report(): Promise<Report> {
  return (await bench.data('campaign', 'report', '1')) as unknown as Report;
}

function expectNobodyLost({ counts }: Report): void {
  expect(counts).toMatchObject({
    matched: people,
    accepted: 0,
    enroute: 0,
    delivered: 0,
    failed: 0,
    skipped: 0,
    submitting: 0,
  });
  expect((counts['waiting'] ?? 0) + (counts['uncertain'] ?? 0)).toBe(people);
}

const html = (response: ServerResponse): void =>
  void response.writeHead(200, { 'Content-Type': 'text/html' }).end('<title>Sign in</title>');
const wrongKey = (response: ServerResponse): void =>
  void response
    .writeHead(401, { 'Content-Type': 'application/json' })
    .end('{"error":{"code":1,"description":"Invalid API key"}}');
const reset = (response: ServerResponse): void => void response.destroy();

describe('proven not taken', () => {
  test('a gateway that is down: everybody still waits', async () => {
    await prepare(reset);
    await gateway.close();
    expect(await bench.call('gateway', 'test', 'g')).toMatchObject({ exit: 1, error: { code: 'gateway.unreachable' } });
    const sent = await bench.call('campaign', 'send', '1', '--wait');
    expect(sent).toMatchObject({ exit: 1, error: { code: 'gateway.unreachable' } });
    const result = await report();
    expectNobodyLost(result);
    expect(result).toMatchObject({ state: 'paused', waiting: people, uncertain: 0 });
    expect(result.pauseReason).toMatch(/cannot take texts now/);
  });

  test('a wrong key: the first refusal stops the send', async () => {
    await prepare(wrongKey);
    expect(await bench.call('gateway', 'test', 'g')).toMatchObject({ exit: 1, error: { code: 'gateway.credentials' } });
    const sent = await bench.call('campaign', 'send', '1');
    expect(sent).toMatchObject({ exit: 1, error: { code: 'gateway.credentials' } });
    const result = await report();
    expectNobodyLost(result);
    expect(result).toMatchObject({ state: 'paused', waiting: people, uncertain: 0 });
    expect(gateway.texts.length).toBeLessThanOrEqual(4);
    expect(result.pauseReason).not.toContain('secret');
  });
});

describe('in doubt', () => {
  test.each([
    ['a page of HTML with HTTP 200', html, 'gateway.badAnswer', 'gateway.badAnswer'],
    ['a connection that breaks after the text was sent', reset, 'gateway.unreachable', 'gateway.timeout'],
  ] as const)('%s: the send pauses, and no doubtful text leaves again', async (_name, fail, code, sendCode) => {
    await prepare(fail);
    expect(await bench.call('gateway', 'test', 'g')).toMatchObject({ exit: 1, error: { code } });
    expect(await bench.call('campaign', 'send', '1')).toMatchObject({ exit: 1, error: { code: sendCode } });
    const first = await report();
    expectNobodyLost(first);
    expect(first.state).toBe('paused');
    expect(first.uncertain).toBe(gateway.texts.length);
    expect(first.uncertain).toBeLessThan(people);
    expect(await bench.call('campaign', 'send', '1')).toMatchObject({ exit: 1, error: { code: sendCode } });
    const second = await report();
    expectNobodyLost(second);
    expect(second.uncertain).toBe(gateway.texts.length);
    expect(second.uncertain).toBeGreaterThan(first.uncertain);
    expect(new Set(gateway.texts).size).toBe(gateway.texts.length);
  });

  test('a gateway that never answers: in doubt after the deadline', async () => {
    await prepare(() => undefined);
    process.env['ASSENT_TEST_KEY'] = key.ASSENT_TEST_KEY;
    const assent = await openWorkspace(bench.folder, undefined, { gateways: { egress: { deadlineMs: 300 } } });
    try {
      const start = { id: 1, revision: 1, expectedPeople: people, clientId: 'a', rehearseAtMs: null };
      await assent.campaigns.start(start);
      await assent.dispatcher.run(1);
    } finally {
      await assent.close();
      delete process.env['ASSENT_TEST_KEY'];
    }
    const result = await report();
    expectNobodyLost(result);
    expect(result.state).toBe('paused');
    expect(result.uncertain).toBe(gateway.texts.length);
    expect(result.uncertain).toBeGreaterThan(0);
    expect(new Set(gateway.texts).size).toBe(gateway.texts.length);
  });
});
