import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

// A gateway that only says yes, in a process of its own: what it costs is the same for both sides of the bench.

let lastId = 0;

function answer(body: string): string {
  const { messages } = JSON.parse(body) as { messages: { to: string; clientMessageId?: string }[] };
  const taken = messages.map(({ to, clientMessageId }) => {
    lastId += 1;
    return { apiMessageId: lastId.toString(16).padStart(32, '0'), accepted: true, to, clientMessageId, error: null };
  });
  return JSON.stringify({ messages: taken, error: null });
}

const server = createServer((request, response) => {
  let body = '';
  request.setEncoding('utf8');
  request.on('data', (chunk: string) => (body += chunk));
  request.on('end', () => {
    const text = request.method === 'POST' ? answer(body) : '{"balance":1000,"currency":"USD"}';
    response.writeHead(request.method === 'POST' ? 202 : 200, {
      'Content-Type': 'application/json',
      'Content-Length': Buffer.byteLength(text),
    });
    response.end(text);
  });
});
server.listen(0, '127.0.0.1', () => process.stdout.write(`${(server.address() as AddressInfo).port}\n`));
