import { openSync, writeSync } from 'node:fs';
import { createServer } from 'node:http';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { seeded } from '../support/random.ts';

// A One API gateway as a process of its own, written independently of the product: every text it takes is one line in
// a file, on it before the answer leaves. The answer then waits a while, so that a sender that is killed meanwhile
// leaves texts that were taken and never answered. Call: recorder.ts FILE SEED

const [, , path = '', seed = '1'] = process.argv;
const file = openSync(path, 'a');
const random = seeded(Number(seed));
let lastId = 0;

async function read(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const piece of request) text += String(piece);
  return text;
}

interface Body {
  readonly messages: readonly [{ readonly to: string; readonly clientMessageId: string }];
}

const server = createServer((request, response) => {
  void (async () => {
    const text = await read(request);
    if (request.method !== 'POST' || request.url !== '/v1/message') return response.writeHead(404).end();
    const { to, clientMessageId } = (JSON.parse(text) as Body).messages[0];
    await sleep(random() * 10);
    writeSync(file, `${clientMessageId} ${to}\n`);
    await sleep(40 + random() * 120);
    const apiMessageId = `${process.pid.toString(16)}x${(lastId += 1).toString(16).padStart(8, '0')}`;
    const entry = { apiMessageId, accepted: true, to, clientMessageId, error: null };
    response.writeHead(202, { 'Content-Type': 'application/json' });
    return response.end(JSON.stringify({ messages: [entry], error: null }));
  })();
});
server.keepAliveTimeout = 120_000;
server.listen(0, '127.0.0.1', () => process.stdout.write(`${(server.address() as AddressInfo).port}\n`));
