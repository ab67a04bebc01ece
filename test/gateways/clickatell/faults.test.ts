import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import type { SubmitOutcome } from '../../../main/services/ports.ts';
import { apiKey, clickatellConfig, text, withGateway } from '../clickatell-bench.ts';
import { httpAnswer, startRawServer } from '../raw-server.ts';
import type { RawRequest, Script } from '../raw-server.ts';

async function submitTo(script: Script): Promise<{ outcome: SubmitOutcome; requests: readonly RawRequest[] }> {
  const server = await startRawServer(script);
  try {
    const egress = { deadlineMs: 500 };
    const outcome = await withGateway(clickatellConfig(server.origin), (gateway) => gateway.submit(text), egress);
    // Room for a hidden second try to show itself.
    await new Promise((resolve) => setTimeout(resolve, 50));
    return { outcome, requests: server.requests };
  } finally {
    await server.close();
  }
}

const head = 'HTTP/1.1 202 Accepted\r\nContent-Type: application/json\r\n';

describe('what leaves with a text', () => {
  it('is exactly the documented request', async () => {
    const { requests } = await submitTo((_request, socket) => socket.write(httpAnswer(500, '')));
    expect(requests).toHaveLength(1);
    expect(requests[0]).toMatchObject({ method: 'POST', path: '/v1/message' });
    expect(JSON.parse(requests[0]?.body ?? '')).toEqual({
      messages: [
        {
          channel: 'sms',
          to: '27821234567',
          content: 'Here is my message',
          clientMessageId: '0123456789abcdef0123456789abcdef',
        },
      ],
    });
    expect(requests[0]?.headers.get('authorization')).toBe(apiKey);
    expect(requests[0]?.headers.get('user-agent')).toBe('Assent');
    expect(requests[0]?.headers.get('content-type')).toBe('application/json');
  });

  it.each([
    ['+27600000001', '27600000001'],
    ['ACME', 'ACME'],
  ])('the sender %s leaves as %s', async (sender, from) => {
    const server = await startRawServer((_request, socket) => socket.write(httpAnswer(500, '')));
    await withGateway(clickatellConfig(server.origin), (gateway) => gateway.submit({ ...text, sender }));
    await server.close();
    expect(JSON.parse(server.requests[0]?.body ?? '')).toMatchObject({ messages: [{ from }] });
  });

  it('every header on the wire and every field stands on the sheet', async () => {
    const server = await startRawServer((_request, socket) => socket.write(httpAnswer(500, '')));
    const manifest = await withGateway(clickatellConfig(server.origin), async (gateway) => {
      await gateway.submit({ ...text, sender: 'ACME' });
      await gateway.test();
      return gateway.manifest;
    });
    await server.close();
    const listed = manifest.headers.map((header) => header.name.toLowerCase());
    const seen = new Set(server.requests.flatMap((request) => [...request.headers.keys()]));
    expect([...seen].filter((name) => !listed.includes(name))).toEqual([]);
    expect([...listed].filter((name) => !seen.has(name))).toEqual([]);
  });
});

describe('faults on the way: the text is seen once, and in the right class (G1-G3)', () => {
  it.each<[string, Script]>([
    ['reset before an answer', (_request, socket) => socket.resetAndDestroy()],
    ['closed before an answer (cut after accepting)', (_request, socket) => socket.end()],
    ['no answer', () => undefined],
    [
      'headers, then reset',
      (_request, socket) => socket.write(`${head}Content-Length: 99\r\n\r\n`, () => socket.resetAndDestroy()),
    ],
    [
      'half the JSON, then closed',
      (_request, socket) => socket.end(`${head}Content-Length: 99\r\n\r\n{"messages":[{"accepted":true`),
    ],
    [
      'half the JSON, without length',
      (_request, socket) => socket.end(`${head}Connection: close\r\n\r\n{"messages":[{"accepted":true`),
    ],
    ['an endless drip', (_request, socket) => drip(socket)],
    ['not HTTP', (_request, socket) => socket.end('SSH-2.0-OpenSSH\r\n\r\n')],
  ])('%s', async (_what, script) => {
    const { outcome, requests } = await submitTo(script);
    expect(outcome.kind).toBe('uncertain');
    expect(requests.filter((request) => request.method === 'POST')).toHaveLength(1);
  });

  function drip(socket: Parameters<Script>[1]): void {
    socket.write(`${head}Content-Length: 9999\r\n\r\n{"messages":[`);
    const timer = setInterval(() => socket.write(' '), 10);
    socket.on('close', () => clearInterval(timer));
  }

  it('a connection that is refused may be tried again', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    const outcome = await withGateway(clickatellConfig(`http://127.0.0.1:${port}`), (gateway) => gateway.submit(text));
    expect(outcome).toEqual({ kind: 'retry', code: 'NOT_SENT_REFUSED', reason: 'ECONNREFUSED', afterMs: null });
  });

  it('a host that speaks no TLS may be tried again: nothing was said to it', async () => {
    const server = await startRawServer(() => undefined);
    const config = clickatellConfig(`https://127.0.0.1:${server.port}`);
    const outcome = await withGateway(config, (gateway) => gateway.submit(text), { connectMs: 300 });
    await server.close();
    expect(outcome.kind).toBe('retry');
    expect(server.requests).toHaveLength(0);
  });

  it('a redirect is not followed and the key stays where it was', async () => {
    const other = await startRawServer((_request, socket) => socket.write(httpAnswer(202, '{}')));
    const { outcome, requests } = await submitTo((_request, socket) =>
      socket.write(httpAnswer(307, '', { Location: `${other.origin}/v1/message` })),
    );
    await other.close();
    expect(outcome).toMatchObject({ kind: 'stop', error: 'gateway.badAnswer' });
    expect(requests).toHaveLength(1);
    expect(other.connections()).toBe(0);
  });

  it('64 texts at once over a connection-resetting gateway: each seen once', async () => {
    const server = await startRawServer((request, socket) => {
      if (request.earlierOnConnection === 0)
        socket.write(httpAnswer(202, '{"messages":[{"accepted":true,"apiMessageId":"a"}]}'));
      else socket.resetAndDestroy();
    });
    const clientIds = Array.from({ length: 64 }, (_, index) => String(index).padStart(32, '0'));
    await withGateway(clickatellConfig(server.origin), async (gateway) => {
      const outcomes: SubmitOutcome[] = [];
      for (let round = 0; round < 4; round += 1) {
        const part = clientIds.slice(round * 16, round * 16 + 16);
        outcomes.push(...(await Promise.all(part.map((clientId) => gateway.submit({ ...text, clientId })))));
      }
      expect(outcomes.every(({ kind }) => kind === 'accepted' || kind === 'uncertain')).toBe(true);
      expect(outcomes.some(({ kind }) => kind === 'uncertain')).toBe(true);
    });
    await server.close();
    const seen = server.requests.map(
      ({ body }) => (JSON.parse(body) as { messages: { clientMessageId: string }[] }).messages[0]?.clientMessageId,
    );
    expect(seen.sort()).toEqual(clientIds);
  });
});

describe('testing a connection', () => {
  async function check(script: Script): Promise<readonly (readonly [string, boolean, string])[]> {
    const server = await startRawServer(script);
    try {
      const config = clickatellConfig(server.origin);
      const checks = await withGateway(config, (gateway) => gateway.test(), { deadlineMs: 300 });
      expect(server.requests.map((request) => request.method)).toEqual(['GET']);
      expect(server.requests.map((request) => request.path)).toEqual(['/v1/balance']);
      return checks.map(({ name, ok, detail }) => [name, ok, detail] as const);
    } finally {
      await server.close();
    }
  }

  it('tells reachability, key and balance, and sends no text', async () => {
    expect(
      await check((_request, socket) => socket.write(httpAnswer(200, '{"currency":"ZAR","balance":12.34}'))),
    ).toEqual([
      ['Reachable', true, 'HTTP 200'],
      ['Key', true, 'accepted'],
      ['Balance', true, '12.34 ZAR'],
    ]);
  });

  it('says when the balance is used up', async () => {
    const checks = await check((_request, socket) => socket.write(httpAnswer(200, '{"currency":"ZAR","balance":0}')));
    expect(checks[2]).toEqual(['Balance', false, '0 ZAR']);
  });

  it('says when the key is wrong', async () => {
    const body = '{"error":{"code":1,"description":"Invalid or missing integration API Key"}}';
    expect(await check((_request, socket) => socket.write(httpAnswer(401, body)))).toEqual([
      ['Reachable', true, 'HTTP 401'],
      ['Key', false, 'Invalid or missing integration API Key (HTTP 401)'],
    ]);
  });

  it('says when something else answers', async () => {
    const checks = await check((_request, socket) =>
      socket.write(httpAnswer(200, '<html>', { 'Content-Type': 'text/html' })),
    );
    expect(checks.map(([name, isOk]) => [name, isOk])).toEqual([
      ['Reachable', true],
      ['Protocol', false],
    ]);
  });

  it('says when nothing answers', async () => {
    const checks = await check(() => undefined);
    expect(checks.map(([name, isOk]) => [name, isOk])).toEqual([['Reachable', false]]);
  });
});
