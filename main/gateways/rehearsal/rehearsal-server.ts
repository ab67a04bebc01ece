import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseJson } from '../json-reading.ts';
import { decodeId, fateOf, within } from './fate.ts';
import { rehearsalDefaults } from './rehearsal-options.ts';
import type { RehearsalFault, RehearsalOptions } from './rehearsal-options.ts';
import { ReplyLog } from './reply-log.ts';
import { Submissions, globalError } from './submissions.ts';
import type { OneApiAnswer } from './submissions.ts';

const maxBodyBytes = 1_048_576;

export interface RehearsalStats {
  readonly requests: number;
  /** Texts handed in, refused ones included. */
  readonly submits: number;
  readonly accepted: number;
  readonly refused: number;
  readonly replies: number;
  readonly balance: number;
}

export interface Rehearsal {
  readonly url: string;
  readonly repliesUrl: string;
  readonly apiKey: string;
  stats(): RehearsalStats;
  close(): Promise<void>;
}

async function readBody(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > maxBodyBytes) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function answer(response: ServerResponse, { status, body }: OneApiAnswer, headers: Record<string, string> = {}): void {
  const text = JSON.stringify(body);
  const length = Buffer.byteLength(text);
  response.writeHead(status, { 'Content-Type': 'application/json', 'Content-Length': length, ...headers });
  response.end(text);
}

function statusAnswer(options: RehearsalOptions, id: string): OneApiAnswer {
  const message = decodeId(options.seed, id);
  if (message === null) return globalError(404, 41, 'Resource does not exist.');
  const fate = fateOf(options, message);
  const nowMs = options.nowMs();
  const isFinal = nowMs >= fate.finalAtMs;
  const status = isFinal ? fate.final : nowMs >= fate.sentAtMs ? 'SENT_TO_SUPPLIER' : 'QUEUED';
  const timestamp = isFinal ? fate.finalAtMs : status === 'QUEUED' ? message.acceptedAtMs : fate.sentAtMs;
  return { status: 200, body: { sms: { status, timestamp } } };
}

/** Whether a submission is accepted in spite of its fault. */
function isTaken(fault: RehearsalFault | null): boolean {
  if (fault === null || fault.kind === 'slow' || fault.kind === 'cutAfterAccepting') return true;
  return fault.kind === 'unavailable' && fault.isAccepted;
}

/** Answers as the fault wants it; every kind that is no answer at all is a cut connection. */
function fail(fault: RehearsalFault, response: ServerResponse): void {
  switch (fault.kind) {
    case 'tooManyRequests': {
      const headers: Record<string, string> = fault.retryAfter === null ? {} : { 'Retry-After': fault.retryAfter };
      return answer(response, globalError(429, 43, 'Rate limit.'), headers);
    }
    case 'rateLimitCode':
      return answer(response, globalError(400, 43, 'Rate limit.'));
    case 'unavailable':
      return answer(response, globalError(503, 19, 'Internal error, please retry.'));
    case 'html':
      response.writeHead(200, { 'Content-Type': 'text/html' });
      response.end('<!doctype html><title>Sign in</title>');
      return;
    case 'slow':
    case 'cutBeforeAccepting':
    case 'cutAfterAccepting':
      response.destroy();
  }
}

/** A One API of our own on this computer, over real HTTP: who it refuses, who gets it and who replies follows from the seed. */
class RehearsalServer {
  readonly #options: RehearsalOptions;
  readonly #replies: ReplyLog;
  readonly #submissions: Submissions;
  readonly #closing = new AbortController();
  #requests = 0;

  constructor(options: RehearsalOptions) {
    this.#options = options;
    this.#replies = new ReplyLog(options, randomBytes(6).toString('hex'));
    this.#submissions = new Submissions(options, (id, clientMessageId) => this.#replies.learn(id, clientMessageId));
  }

  stats(): RehearsalStats {
    const { counts, balance } = this.#submissions;
    return { requests: this.#requests, ...counts, replies: this.#replies.delivered, balance };
  }

  /** Ends every pause, so that nothing keeps the process alive. */
  close(): void {
    this.#closing.abort();
  }

  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.#requests += 1;
    const text = await readBody(request);
    if (request.headers.authorization !== this.#options.apiKey) {
      return answer(response, globalError(401, 1, 'Invalid or missing integration API Key'));
    }
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    if (url.pathname === '/v1/message' && request.method === 'POST') return this.#submit(text, response);
    if (request.method !== 'GET') return answer(response, globalError(400, 42, 'HTTP method not supported.'));
    answer(response, this.#read(url));
  }

  #read(url: URL): OneApiAnswer {
    const id = /^\/v1\/message\/([^/]+)$/.exec(url.pathname)?.[1];
    if (id !== undefined) {
      this.#replies.learn(id, null);
      return statusAnswer(this.#options, id);
    }
    if (url.pathname === '/v1/balance') {
      return { status: 200, body: { currency: 'ZAR', balance: this.#submissions.balance } };
    }
    if (url.pathname === '/relay/events') {
      return { status: 200, body: this.#replies.page(url.searchParams.get('after'), this.#options.nowMs()) };
    }
    return globalError(404, 41, 'Resource does not exist.');
  }

  async #submit(text: string | null, response: ServerResponse): Promise<void> {
    const submissions = this.#submissions.read(text === null ? undefined : parseJson(text));
    if ('status' in submissions) return answer(response, submissions);
    const first = submissions[0];
    const fault = (first && this.#options.faults?.(first)) ?? null;
    const { seed, delayMs } = this.#options;
    const slowMs = fault?.kind === 'slow' ? fault.ms : 0;
    const pauseMs = slowMs + within(delayMs, seed, 'delay', first?.to ?? '', first?.clientMessageId ?? '');
    // Taken before the pause, as real gateways do: who gives up waiting does not know.
    const taken = isTaken(fault) ? this.#submissions.take(submissions) : null;
    await sleep(pauseMs, undefined, { signal: this.#closing.signal });
    if (taken !== null && (fault === null || fault.kind === 'slow')) answer(response, taken);
    else if (fault !== null) fail(fault, response);
  }
}

/**
 * Starts a rehearsal on 127.0.0.1. Receipts need no memory: an id carries what they follow from, so a new process with
 * the same seed and shares answers for messages an earlier one accepted.
 */
export async function startRehearsal(given: Partial<RehearsalOptions> = {}): Promise<Rehearsal> {
  const options: RehearsalOptions = { ...rehearsalDefaults, ...given };
  const rehearsal = new RehearsalServer(options);
  const server = createServer((request, response) => {
    rehearsal.handle(request, response).catch(() => response.destroy());
  });
  // Longer than any client keeps a connection, so that none is closed just as it is used again.
  server.keepAliveTimeout = 120_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  return {
    url,
    repliesUrl: `${url}/relay/events`,
    apiKey: options.apiKey,
    stats: () => rehearsal.stats(),
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      rehearsal.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
