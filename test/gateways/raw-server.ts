import { createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import type { TlsOptions } from 'node:tls';

/** One request as its bytes came in. */
export interface RawRequest {
  readonly method: string;
  readonly path: string;
  /** Names in lower case. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
  /** How many requests this connection carried before this one. */
  readonly earlierOnConnection: number;
}

/** A recorder over plain TCP or TLS: it shares no HTTP code with what it tests. */
export interface RawServer {
  readonly port: number;
  /** `http://127.0.0.1:port`, or https. */
  readonly origin: string;
  readonly requests: RawRequest[];
  /** Connections accepted, whether or not a request came. */
  readonly connections: () => number;
  close(): Promise<void>;
}

export type Script = (request: RawRequest, socket: Socket, index: number) => void;

function parseRequest(bytes: Buffer): { request: Omit<RawRequest, 'earlierOnConnection'>; length: number } | null {
  const headEnd = bytes.indexOf('\r\n\r\n');
  if (headEnd < 0) return null;
  const [line = '', ...lines] = bytes.subarray(0, headEnd).toString('latin1').split('\r\n');
  const headers = new Map(
    lines.map((header) => {
      const colon = header.indexOf(':');
      return [header.slice(0, colon).toLowerCase(), header.slice(colon + 1).trim()] as const;
    }),
  );
  const length = headEnd + 4 + Number(headers.get('content-length') ?? 0);
  if (bytes.length < length) return null;
  const [method = '', path = ''] = line.split(' ');
  return { request: { method, path, headers, body: bytes.subarray(headEnd + 4, length).toString('utf8') }, length };
}

function record(socket: Socket, requests: RawRequest[], script: Script): void {
  let bytes: Buffer = Buffer.alloc(0);
  let earlierOnConnection = 0;
  socket.on('error', () => undefined); // Clients hang up in these tests; that is no failure of the server.
  socket.on('data', (chunk: Buffer) => {
    bytes = Buffer.concat([bytes, chunk]);
    for (let parsed = parseRequest(bytes); parsed; parsed = parseRequest(bytes)) {
      bytes = bytes.subarray(parsed.length);
      const request = { ...parsed.request, earlierOnConnection: earlierOnConnection++ };
      requests.push(request);
      script(request, socket, requests.length - 1);
    }
  });
}

/** Listens on a free port of 127.0.0.1 and lets the script answer, or not answer, each request. */
export async function startRawServer(script: Script, tls?: TlsOptions): Promise<RawServer> {
  const requests: RawRequest[] = [];
  const sockets = new Set<Socket>();
  let connections = 0;
  const accept = (socket: Socket): void => record(socket, requests, script);
  const server = tls ? createTlsServer(tls, accept) : createServer(accept);
  server.on('tlsClientError', () => undefined);
  server.on('connection', (socket: Socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    origin: `${tls ? 'https' : 'http'}://127.0.0.1:${port}`,
    requests,
    connections: () => connections,
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

/** The bytes of an answer with a length, as a server writes them. */
export function httpAnswer(status: number, body: string, headers: Readonly<Record<string, string>> = {}): string {
  const all = { 'Content-Type': 'application/json', 'Content-Length': String(Buffer.byteLength(body)), ...headers };
  const lines = Object.entries(all).filter(([, value]) => value !== '');
  return `HTTP/1.1 ${status} Status\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n${body}`;
}
