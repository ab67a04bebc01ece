import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { createEgress } from '../../main/gateways/egress.ts';
import type { Egress, EgressOptions, EgressRequest } from '../../main/gateways/egress.ts';
import type { GatewayManifest } from '../../main/services/ports.ts';
import { httpAnswer, startRawServer } from './raw-server.ts';
import type { RawServer, Script } from './raw-server.ts';
import { elsewhereCertificate, expiredCertificate, goodCertificate } from './test-certificates.ts';

const open: { close(): Promise<void> }[] = [];

afterEach(async () => {
  for (const each of open.splice(0)) await each.close();
});

function manifestFor(origin: string): GatewayManifest {
  return {
    kind: 'test',
    title: 'Test gateway',
    hosts: [{ origin, paths: ['/v1/message', '/v1/message/{id}', '/events?after={cursor}'] }],
    fields: ['messages', 'to', 'content'].map((name) => ({ name, meaning: name })),
    headers: ['Authorization', 'Content-Type'].map((name) => ({ name, meaning: name })),
    notSent: [],
    legalEntity: 'not known',
    country: 'not known',
    retention: 'not known',
    termsUrl: null,
    whatTheyMayDo: [],
    optOutBehaviour: 'not known',
  };
}

function egressFor(origin: string, options: EgressOptions = {}): Egress {
  const egress = createEgress(manifestFor(origin), options);
  open.unshift(egress);
  return egress;
}

async function serve(script: Script, tls?: Parameters<typeof startRawServer>[1]): Promise<RawServer> {
  const server = await startRawServer(script, tls);
  open.push(server);
  return server;
}

const answerOk: Script = (_request, socket) => socket.write(httpAnswer(200, '{"ok":true}'));

function post(origin: string, overrides: Partial<EgressRequest> = {}): EgressRequest {
  return {
    method: 'POST',
    origin,
    path: '/v1/message',
    headers: { Authorization: 'k', 'Content-Type': 'application/json' },
    body: { messages: [{ to: '1', content: 'x' }] },
    ...overrides,
  };
}

describe('what the manifest lists may leave', () => {
  it('sends exactly the listed body and headers, and answers what came back', async () => {
    const server = await serve(answerOk);
    const outcome = await egressFor(server.origin).request(post(server.origin));
    expect(outcome).toEqual({
      kind: 'response',
      status: 200,
      contentType: 'application/json',
      text: '{"ok":true}',
      retryAfter: null,
    });
    expect(server.requests.map(({ method, path, body }) => ({ method, path, body }))).toEqual([
      { method: 'POST', path: '/v1/message', body: '{"messages":[{"to":"1","content":"x"}]}' },
    ]);
    expect([...(server.requests[0]?.headers.keys() ?? [])].sort()).toEqual([
      'authorization',
      'connection',
      'content-length',
      'content-type',
      'host',
    ]);
  });

  it.each<[string, Partial<EgressRequest>]>([
    ['an id in a path', { method: 'GET', body: null, path: '/v1/message/abc' }],
    ['an encoded id', { method: 'GET', body: null, path: '/v1/message/a%2Fb' }],
    ['a listed query', { method: 'GET', body: null, path: '/events?after=c%201' }],
    ['a query left out', { method: 'GET', body: null, path: '/events' }],
    ['a header in other letters', { headers: { AUTHORIZATION: 'k' } }],
  ])('%s', async (_what, overrides) => {
    const server = await serve(answerOk);
    expect(await egressFor(server.origin).request(post(server.origin, overrides))).toMatchObject({ status: 200 });
    expect(server.requests).toHaveLength(1);
  });
});

describe('what the manifest does not list never leaves', () => {
  it.each<[string, Partial<EgressRequest>, string]>([
    ['a top-level field', { body: { messages: [], name: 'Anna' } }, 'the field name'],
    ['a deep field', { body: { messages: [{ to: '1', content: { name: 'Anna' } }] } }, 'the field name'],
    ['a field in nested lists', { body: { messages: [[[{ note: 'x' }]]] } }, 'the field note'],
    ['a field made by toJSON', { body: { messages: { toJSON: () => ({ secret: 1 }) } } }, 'the field secret'],
    ['__proto__', { body: JSON.parse('{"__proto__":{"to":"1"}}') as object }, 'the field __proto__'],
    ['a field in other letters', { body: { Messages: [] } }, 'the field Messages'],
    ['a header', { headers: { 'X-Device': 'laptop' } }, 'the header X-Device'],
    ['a cookie', { headers: { Cookie: 'a=b' } }, 'the header Cookie'],
    [
      'a header that smuggles another',
      { headers: { Authorization: 'k\r\nX: y' } },
      'a header Authorization that cannot',
    ],
    ['another path', { path: '/v1/messages' }, 'the path /v1/messages'],
    ['a longer path', { path: '/v1/message/1/notes' }, 'the path /v1/message/1/notes'],
    ['an empty id', { path: '/v1/message/' }, 'the path /v1/message/'],
    ['a path with dots', { path: '/v1/message/../admin' }, 'a path that is not plain'],
    ['a path with encoded dots', { path: '/v1/message/%2e%2e' }, 'a path that is not plain'],
    ['an unlisted query', { path: '/events?after=1&who=me' }, 'the path /events'],
    ['a query where none is listed', { path: '/v1/message?debug=1' }, 'the path /v1/message'],
    ['a user in the address', { path: '@evil.example/v1/message' }, 'a path that is not plain'],
  ])('%s', async (_what, overrides, detail) => {
    const server = await serve(answerOk);
    const request = egressFor(server.origin).request(post(server.origin, overrides));
    await expect(request).rejects.toMatchObject({
      code: 'gateway.egressRefused',
      details: { gateway: 'Test gateway', detail: expect.stringContaining(detail) as string },
    });
    expect(server.connections()).toBe(0);
  });

  it('another host', async () => {
    const listed = await serve(answerOk);
    const other = await serve(answerOk);
    await expect(egressFor(listed.origin).request(post(other.origin))).rejects.toMatchObject({
      code: 'gateway.egressRefused',
    });
    expect([listed.connections(), other.connections()]).toEqual([0, 0]);
  });

  it('any port stands for the ports of 127.0.0.1 only', async () => {
    const server = await serve(answerOk);
    const egress = egressFor('http://127.0.0.1:*');
    expect(await egress.request(post(server.origin))).toMatchObject({ status: 200 });
    for (const origin of ['http://127.0.0.2:80', 'https://127.0.0.1:1', 'http://127.0.0.1', 'http://127.0.0.1:1@x:2']) {
      await expect(egress.request(post(origin))).rejects.toMatchObject({ code: 'gateway.egressRefused' });
    }
  });
});

describe('headers that are the same object each time', () => {
  const frozen = Object.freeze({ Authorization: 'k', 'Content-Type': 'application/json' });

  it('pass for the address they were checked with, and for no other', async () => {
    const server = await serve(answerOk);
    const egress = egressFor(server.origin);
    const ask = (overrides: Partial<EgressRequest> = {}) =>
      egress.request(post(server.origin, { headers: frozen, ...overrides }));
    for (let round = 0; round < 3; round += 1) expect(await ask()).toMatchObject({ status: 200 });
    for (const overrides of [{ path: '/v1/other' }, { origin: 'http://127.0.0.1:1' }, { body: { secret: 'x' } }]) {
      await expect(ask(overrides)).rejects.toMatchObject({ code: 'gateway.egressRefused' });
    }
    expect(server.requests).toHaveLength(3);
  });

  it('are checked each time when they could have changed', async () => {
    const server = await serve(answerOk);
    const egress = egressFor(server.origin);
    const headers: Record<string, string> = { ...frozen };
    expect(await egress.request(post(server.origin, { headers }))).toMatchObject({ status: 200 });
    headers['X-Device'] = 'x';
    await expect(egress.request(post(server.origin, { headers }))).rejects.toMatchObject({
      code: 'gateway.egressRefused',
    });
  });
});

describe('what is proven not sent', () => {
  async function freePort(): Promise<number> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    return port;
  }

  it('a refused connection', async () => {
    const origin = `http://127.0.0.1:${await freePort()}`;
    expect(await egressFor(origin).request(post(origin))).toMatchObject({ kind: 'notSent', why: 'refused' });
  });

  it('a name that does not exist', async () => {
    const origin = 'https://gateway.invalid';
    expect(await egressFor(origin).request(post(origin))).toMatchObject({ kind: 'notSent', why: 'dns' });
  });

  it('a server that never finishes the TLS handshake', async () => {
    const server = await serve(() => undefined);
    const origin = `https://127.0.0.1:${server.port}`;
    const outcome = await egressFor(origin, { connectMs: 300 }).request(post(origin));
    expect(outcome).toMatchObject({ kind: 'notSent', why: 'connectTimeout' });
    expect(server.connections()).toBe(1);
  });

  it('a deadline while waiting for a connection', async () => {
    const server = await serve(() => undefined);
    const origin = `https://127.0.0.1:${server.port}`;
    const outcome = await egressFor(origin).request(post(origin, { deadlineMs: 100 }));
    expect(outcome).toMatchObject({ kind: 'notSent', why: 'noConnection' });
  });

  it('a request that was cancelled before', async () => {
    const server = await serve(answerOk);
    const outcome = await egressFor(server.origin).request(post(server.origin, { signal: AbortSignal.abort() }));
    expect(outcome).toMatchObject({ kind: 'notSent', why: 'cancelled' });
    expect(server.requests).toHaveLength(0);
  });

  it('a request in line behind others is given up without ever being written', async () => {
    let answerFirst = (): void => undefined;
    const server = await serve((_request, socket) => {
      answerFirst = () => socket.write(httpAnswer(200, '{}'));
    });
    const egress = egressFor(server.origin, { connections: 1 });
    const first = egress.request(post(server.origin));
    const second = await egress.request(post(server.origin, { deadlineMs: 100 }));
    expect(second).toMatchObject({ kind: 'notSent', why: 'noConnection' });
    answerFirst();
    expect(await first).toMatchObject({ status: 200 });
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(server.requests).toHaveLength(1);
  });
});

describe('certificates', () => {
  const trust = (certificate: { cert: string }): EgressOptions => ({ caCertificates: [certificate.cert] });

  it('one that the user trusts is accepted', async () => {
    const server = await serve(answerOk, goodCertificate);
    const outcome = await egressFor(server.origin, trust(goodCertificate)).request(post(server.origin));
    expect(outcome).toMatchObject({ kind: 'response', status: 200 });
  });

  it.each([
    ['self-signed', goodCertificate, {}],
    ['expired', expiredCertificate, trust(expiredCertificate)],
    ['for another host', elsewhereCertificate, trust(elsewhereCertificate)],
  ])('%s: nothing is sent', async (_what, certificate, options) => {
    const server = await serve(answerOk, certificate);
    const outcome = await egressFor(server.origin, options).request(post(server.origin));
    expect(outcome).toMatchObject({ kind: 'notSent', why: 'tls' });
    expect(server.requests).toHaveLength(0);
  });

  it('no environment variable switches the check off', async () => {
    const server = await serve(answerOk, goodCertificate);
    process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0';
    try {
      const outcome = await egressFor(server.origin).request(post(server.origin));
      expect(outcome).toMatchObject({ kind: 'notSent', why: 'tls' });
    } finally {
      delete process.env['NODE_TLS_REJECT_UNAUTHORIZED'];
    }
    expect(server.requests).toHaveLength(0);
  });

  it.each(['TLSv1', 'TLSv1.1'] as const)('%s: nothing is sent', async (version) => {
    const old = { ...goodCertificate, minVersion: version, maxVersion: version, ciphers: 'DEFAULT@SECLEVEL=0' };
    const server = await serve(answerOk, old);
    const outcome = await egressFor(server.origin, trust(goodCertificate)).request(post(server.origin));
    expect(outcome).toMatchObject({ kind: 'notSent', why: 'tls' });
    expect(server.requests).toHaveLength(0);
  });
});

describe('what nobody can know', () => {
  const head = 'HTTP/1.1 202 Accepted\r\nContent-Type: application/json\r\n';

  it.each<[string, Script, string]>([
    ['reset before an answer', (_request, socket) => socket.resetAndDestroy(), 'reset'],
    ['closed before an answer', (_request, socket) => socket.end(), 'reset'],
    ['half a status line', (_request, socket) => socket.end('HTTP/1.1 20'), 'reset'],
    ['not HTTP', (_request, socket) => socket.write('hello there\r\n\r\n'), 'protocol'],
    ['headers without end', (_request, socket) => flood(socket), 'protocol'],
    [
      'cut inside the body',
      (_request, socket) => socket.end(`${head}Content-Length: 50\r\n\r\n{"messages"`),
      'truncated',
    ],
    [
      'cut inside a chunk',
      (_request, socket) => socket.end(`${head}Transfer-Encoding: chunked\r\n\r\n20\r\n{"me`),
      'truncated',
    ],
    ['no answer', () => undefined, 'timeout'],
    ['no body', (_request, socket) => socket.write(`${head}Content-Length: 50\r\n\r\n`), 'timeout'],
    ['one byte at a time', (_request, socket) => drip(socket, `${head}Content-Length: 5000\r\n\r\n`), 'timeout'],
    ['headers one byte at a time', (_request, socket) => drip(socket, ''), 'timeout'],
  ])('%s', async (_what, script, why) => {
    const server = await serve(script);
    const outcome = await egressFor(server.origin, { deadlineMs: 700 }).request(post(server.origin));
    expect(outcome).toMatchObject({ kind: 'unknown', why });
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(server.requests).toHaveLength(1);
  });

  function flood(socket: Parameters<Script>[1]): void {
    socket.write(
      `${head}${Array.from({ length: 20_000 }, (_, index) => `X-${index}: ${'y'.repeat(40)}\r\n`).join('')}`,
    );
  }

  function drip(socket: Parameters<Script>[1], start: string): void {
    socket.write(start);
    const text = start === '' ? `${head}X: ${'y'.repeat(5_000)}` : ' '.repeat(5_000);
    let index = 0;
    const timer = setInterval(() => socket.write(text.charAt(index++)), 10);
    socket.on('close', () => clearInterval(timer));
  }

  it('a body without end is cut off at the cap', async () => {
    let sent = 0;
    const chunk = Buffer.alloc(65_536, 'x');
    const server = await serve((_request, socket) => {
      socket.write(`${head}Content-Length: 1000000000\r\n\r\n`);
      const pump = (): void => {
        if (socket.destroyed || sent > 1_000_000_000) return;
        sent += chunk.length;
        if (socket.write(chunk)) setImmediate(pump);
        else socket.once('drain', pump);
      };
      pump();
    });
    const outcome = await egressFor(server.origin).request(post(server.origin));
    expect(outcome).toMatchObject({ kind: 'unknown', why: 'tooLarge' });
    expect(sent).toBeLessThan(50_000_000);
  });

  it('a reused connection that dies under a request', async () => {
    const server = await serve((request, socket) => {
      if (request.earlierOnConnection === 0) socket.write(httpAnswer(200, '{}'));
      else socket.resetAndDestroy();
    });
    const egress = egressFor(server.origin, { connections: 1 });
    expect(await egress.request(post(server.origin))).toMatchObject({ status: 200 });
    const second = post(server.origin, { body: { messages: [{ to: '2' }] } });
    expect(await egress.request(second)).toMatchObject({ kind: 'unknown', why: 'reset' });
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(server.requests.map((request) => request.earlierOnConnection)).toEqual([0, 1]);
  });

  it('a request cancelled under way', async () => {
    const cancel = new AbortController();
    const server = await serve(() => cancel.abort());
    const outcome = await egressFor(server.origin).request(post(server.origin, { signal: cancel.signal }));
    expect(outcome).toMatchObject({ kind: 'unknown', why: 'cancelled' });
  });

  it('a request under way when everything is closed', async () => {
    let close = (): void => undefined;
    const server = await serve(() => close());
    const egress = egressFor(server.origin);
    close = () => void egress.close();
    expect(await egress.request(post(server.origin))).toMatchObject({ kind: 'unknown' });
    expect(await egress.request(post(server.origin))).toMatchObject({ kind: 'notSent', why: 'closed' });
    expect(server.requests).toHaveLength(1);
  });
});

describe('answers', () => {
  it.each([301, 302, 303, 307, 308])('a %i is told, not followed', async (status) => {
    const other = await serve(answerOk);
    const server = await serve((_request, socket) =>
      socket.write(httpAnswer(status, '', { Location: `${other.origin}/v1/message` })),
    );
    expect(await egressFor(server.origin).request(post(server.origin))).toMatchObject({ kind: 'response', status });
    expect(server.requests).toHaveLength(1);
    expect(other.connections()).toBe(0);
  });

  it('an interim answer is not the answer', async () => {
    const server = await serve((_request, socket) =>
      socket.write(`HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n${httpAnswer(202, '{"a":1}')}`),
    );
    expect(await egressFor(server.origin).request(post(server.origin))).toMatchObject({ status: 202, text: '{"a":1}' });
  });

  it('connections are kept and used again', async () => {
    const server = await serve(answerOk);
    const egress = egressFor(server.origin, { connections: 1 });
    for (let count = 0; count < 5; count += 1) await egress.request(post(server.origin));
    expect(server.requests).toHaveLength(5);
    expect(server.connections()).toBe(1);
  });
});
