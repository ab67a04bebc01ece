import { Worker } from 'node:worker_threads';
import { AppError } from '#domain/kernel/errors.ts';
import type { ErrorCode, ErrorDetails } from '#domain/kernel/errors.ts';
import type { ContactReads } from '../services/contact-port.ts';
import type { Storage } from '../services/storage-port.ts';

/** What a new workspace starts with. */
export interface NewWorkspace {
  readonly business: string;
  readonly country: string;
  readonly zone: string;
  readonly nowMs: number;
}

export interface StorageWorkerData {
  readonly folder: string;
  readonly role: 'writer' | 'reader';
  readonly create: NewWorkspace | null;
}

export interface StorageCall {
  readonly id: number;
  readonly kind: 'open' | 'read' | 'write' | 'close';
  readonly name: string;
  readonly input: unknown;
}

export type StorageAnswer =
  | { readonly id: number; readonly ok: true; readonly value: unknown }
  | {
      readonly id: number;
      readonly ok: false;
      readonly code: ErrorCode | null;
      readonly details: ErrorDetails[ErrorCode] | null;
      readonly message: string;
    };

interface Waiting {
  resolve(value: unknown): void;
  reject(error: unknown): void;
}

/** One storage thread and the calls it has not answered yet. */
class StorageThread {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  #lastId = 0;
  #hasEnded = false;
  readonly ready: Promise<unknown>;

  /** `youngMb`: room for short-lived values; sorting a million names needs more of it than reading a page. */
  constructor(workerUrl: URL, data: StorageWorkerData, youngMb = 6) {
    this.#worker = new Worker(workerUrl, { workerData: data, resourceLimits: { maxYoungGenerationSizeMb: youngMb } });
    this.ready = new Promise((resolve, reject) => this.#waiting.set(0, { resolve, reject }));
    this.ready.catch(() => undefined); // Whoever opened it may have given up on it already; the opener awaits it itself.
    this.#worker.on('message', (answer: StorageAnswer) => this.#settle(answer));
    this.#worker.on('error', (error) => this.#failAll(error));
    this.#worker.on('exit', () => this.#failAll(new Error('the storage thread has ended')));
  }

  call(kind: StorageCall['kind'], name: string, input: unknown): Promise<unknown> {
    if (this.#hasEnded) return Promise.reject(new Error('the storage thread has ended'));
    const id = ++this.#lastId;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#worker.postMessage({ id, kind, name, input } satisfies StorageCall, buffersOf(input));
    });
  }

  /** Ends a thread that could not open. */
  async abandon(): Promise<void> {
    await this.#worker.terminate();
  }

  async close(): Promise<void> {
    if (this.#hasEnded) return;
    const ended = new Promise((resolve) => this.#worker.once('exit', resolve));
    await this.call('close', '', null);
    await ended;
  }

  #settle(answer: StorageAnswer): void {
    const waiting = this.#waiting.get(answer.id);
    if (!waiting) return;
    this.#waiting.delete(answer.id);
    if (answer.ok) waiting.resolve(answer.value);
    else if (answer.code !== null) waiting.reject(new AppError(answer.code, answer.details as ErrorDetails[ErrorCode]));
    else waiting.reject(new Error(answer.message));
  }

  #failAll(error: unknown): void {
    this.#hasEnded = true;
    for (const waiting of this.#waiting.values()) waiting.reject(error);
    this.#waiting.clear();
  }
}

/** Reads that keep something open or take long: they have a thread of their own, so that no other read waits for them. */
const viewCalls: ReadonlySet<string> = new Set<keyof ContactReads>([
  'viewOpen',
  'viewCount',
  'viewRows',
  'viewIds',
  'viewClose',
  'ruleSize',
  'mergePairs',
  'managedFields',
]);

/** Opens a thread when it is first needed: a command of the shell that shows no view never pays for it. */
function lazyThread(make: () => StorageThread) {
  let opening: Promise<StorageThread> | null = null;
  async function open(): Promise<StorageThread> {
    const thread = make();
    await thread.ready;
    await thread.call('open', '', null);
    return thread;
  }
  return {
    async read(name: string, input: unknown): Promise<unknown> {
      return (await (opening ??= open())).call('read', name, input);
    },
    async close(): Promise<void> {
      const thread = await opening?.catch(() => null); // It could not open: whoever asked it has been told.
      await thread?.close();
    },
  };
}

/** The packed parts of an import's batch change hands; everything else is copied. */
function buffersOf(input: unknown): ArrayBuffer[] {
  const batch: unknown = typeof input === 'object' && input !== null && 'batch' in input ? input.batch : null;
  if (typeof batch !== 'object' || batch === null) return [];
  return Object.values(batch).flatMap((part: unknown) =>
    ArrayBuffer.isView(part) ? [part.buffer as ArrayBuffer] : [],
  );
}

/** Turns `proxy.name(input)` into a call; the types come from the port, the names are checked in the thread. */
function callable(call: (name: string, input: unknown) => Promise<unknown>): unknown {
  return new Proxy(
    {},
    { get: (_target, name) => (typeof name === 'string' ? (input: unknown) => call(name, input) : undefined) },
  );
}

/**
 * Opens a workspace: one writing thread, which holds the lock, a reading thread, and one more for views of the contacts
 * when the first is opened. With `create`, makes it first.
 * Throws `workspace.*`; nothing stays open then.
 */
export async function openStorage(options: {
  readonly folder: string;
  readonly workerUrl: URL;
  readonly create?: NewWorkspace;
}): Promise<Storage> {
  const { folder, workerUrl } = options;
  const writer = new StorageThread(workerUrl, { folder, role: 'writer', create: options.create ?? null });
  // Both threads load at once; the reader opens only when the writer has the lock and the schema is current.
  const reader = new StorageThread(workerUrl, { folder, role: 'reader', create: null });
  try {
    await writer.ready;
  } catch (error) {
    await Promise.all([writer.abandon(), reader.abandon()]);
    throw error;
  }
  try {
    await reader.ready;
    await reader.call('open', '', null);
  } catch (error) {
    await reader.abandon();
    await writer.close();
    throw error;
  }
  const views = lazyThread(() => new StorageThread(workerUrl, { folder, role: 'reader', create: null }, 32));
  return {
    read: callable((name, input) =>
      viewCalls.has(name) ? views.read(name, input) : reader.call('read', name, input),
    ) as Storage['read'],
    write: callable((name, input) => writer.call('write', name, input)) as Storage['write'],
    async close() {
      await views.close();
      await reader.close();
      await writer.close();
    },
  };
}
