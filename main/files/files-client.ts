import { basename } from 'node:path';
import { Worker } from 'node:worker_threads';
import { AppError } from '#domain/kernel/errors.ts';
import type { ErrorCode, ErrorDetails } from '#domain/kernel/errors.ts';
import type { Files, TableBatch, TableDescription, TableRequest } from '../services/ports.ts';
import { answerTimeLimitMs, readLimits } from './read-limits.ts';
import type { WorkerAnswer, WorkerAsk, WorkerTask } from './worker-messages.ts';

/** Limits of one worker; smaller ones are for tests. */
export interface WorkerLimits {
  readonly heapMb: number;
  /** Longest time without an answer while one is owed. */
  readonly answerMs: number;
}

/** One running task: answers in order, with at most one kept. */
interface WorkerRun {
  /** The next answer; null when the run was stopped. Rejects with the `file.*` error of a dead or late worker. */
  next(): Promise<WorkerAnswer | null>;
  ask(): void;
  stop(): Promise<void>;
}

/**
 * The Files port over worker threads: one thread for each task, ended with it. So a file that crashes, hangs or
 * exhausts its parser takes nothing else along, and stopping is ending the thread. `workerUrl` is the thread's entry.
 */
export function createFiles(
  workerUrl: URL,
  limits: WorkerLimits = { heapMb: readLimits.workerHeapMb, answerMs: answerTimeLimitMs },
): Files {
  const running = new Set<WorkerRun>();
  let isClosed = false;

  function start(task: WorkerTask): WorkerRun {
    const fileName = basename(task.request.path);
    if (isClosed) throw new AppError('file.notReadable', { fileName, detail: 'the reader was closed' });
    const run = startRun(workerUrl, task, limits);
    running.add(run);
    return run;
  }

  async function finish(run: WorkerRun): Promise<void> {
    running.delete(run);
    await run.stop();
  }

  async function describe(request: TableRequest): Promise<TableDescription> {
    const run = start({ task: 'describe', request });
    try {
      const answer = await run.next();
      if (answer?.kind === 'description') return answer.description;
      if (answer?.kind === 'error') throw rebuilt(answer);
      throw new AppError('file.notReadable', { fileName: basename(request.path), detail: 'reading was stopped' });
    } finally {
      await finish(run);
    }
  }

  async function* rows(request: TableRequest, signal?: AbortSignal): AsyncGenerator<TableBatch> {
    // Read anew each time: it changes while a batch is waited for.
    const isAborted = () => signal?.aborted === true;
    if (isAborted()) return;
    const run = start({ task: 'rows', request });
    const onAbort = () => void run.stop();
    signal?.addEventListener('abort', onAbort, { once: true });
    try {
      for (;;) {
        const answer = await run.next();
        if (answer?.kind === 'error') throw rebuilt(answer);
        if (answer?.kind !== 'batch' || isAborted()) return;
        run.ask();
        yield answer.batch;
        if (isAborted()) return;
      }
    } finally {
      signal?.removeEventListener('abort', onAbort);
      await finish(run);
    }
  }

  async function close(): Promise<void> {
    isClosed = true;
    await Promise.all([...running].map((run) => finish(run)));
  }

  return { describe, rows, close };
}

function startRun(workerUrl: URL, task: WorkerTask, limits: WorkerLimits): WorkerRun {
  const fileName = basename(task.request.path);
  const worker = new Worker(workerUrl, {
    workerData: task,
    resourceLimits: { maxYoungGenerationSizeMb: 16, maxOldGenerationSizeMb: limits.heapMb },
    // Parsing needs neither; a hostile file finds no credential here.
    env: {},
    execArgv: [],
  });
  const answers: (WorkerAnswer | Error | null)[] = [];
  let wake: (() => void) | null = null;
  let deadline: NodeJS.Timeout | undefined;
  let isOver = false;

  function put(answer: WorkerAnswer | Error | null): void {
    clearTimeout(deadline);
    if (isOver) return;
    isOver = answer === null || answer instanceof Error || answer.kind !== 'batch';
    answers.push(answer);
    wake?.();
  }
  function expectAnswer(): void {
    clearTimeout(deadline);
    const detail = `no answer from its reader within ${Math.round(limits.answerMs / 1000)} seconds`;
    deadline = setTimeout(() => put(new AppError('file.damaged', { fileName, detail })), limits.answerMs);
  }

  worker.on('message', put);
  worker.on('error', (error) => put(deathReason(fileName, error)));
  worker.on('close', (code) => put(deathReason(fileName, new Error(`exit code ${code}`))));
  expectAnswer();

  return {
    async next() {
      while (answers.length === 0) await new Promise<void>((resolve) => (wake = resolve));
      // The last answer stays: asking again after the end gets the end again.
      const answer = isOver && answers.length === 1 ? answers[0] : answers.shift();
      if (answer instanceof Error) throw answer;
      return answer ?? null;
    },
    ask() {
      if (isOver) return;
      expectAnswer();
      worker.postMessage({ kind: 'next' } satisfies WorkerAsk);
    },
    async stop() {
      put(null);
      await endThread(worker);
    },
  };
}

/** Ends the thread; one that is so short of memory that it cannot even end is left behind rather than waited for. */
async function endThread(worker: Worker): Promise<void> {
  worker.unref();
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<void>((resolve) => (timer = setTimeout(resolve, 2_000)));
  await Promise.race([worker.terminate(), patience]);
  clearTimeout(timer);
}

function deathReason(fileName: string, error: unknown): AppError {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (code === 'ERR_WORKER_OUT_OF_MEMORY') {
    return new AppError('file.tooLarge', { fileName, limit: 'the memory set aside for reading it' }, { cause: error });
  }
  return new AppError('file.damaged', { fileName, detail: 'its reader stopped on it' }, { cause: error });
}

function rebuilt(answer: { readonly code: ErrorCode; readonly details: unknown }): AppError {
  return new AppError(answer.code, answer.details as ErrorDetails[ErrorCode]);
}
