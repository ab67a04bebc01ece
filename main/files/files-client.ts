import { basename } from 'node:path';
import { AppError } from '#domain/kernel/errors.ts';
import type { ErrorCode, ErrorDetails } from '#domain/kernel/errors.ts';
import type { Files, TableBatch, TableDescription, TableRequest } from '../services/ports.ts';
import { answerTimeLimitMs, readLimits } from './read-limits.ts';
import type { WorkerTask } from './worker-messages.ts';
import { startRun } from './worker-run.ts';
import type { WorkerLimits, WorkerRun } from './worker-run.ts';

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
    if (signal?.aborted === true) return;
    const run = start({ task: 'rows', request });
    try {
      yield* batchesOf(run, signal);
    } finally {
      await finish(run);
    }
  }

  async function close(): Promise<void> {
    isClosed = true;
    await Promise.all([...running].map((run) => finish(run)));
  }

  return { describe, rows, close };
}

async function* batchesOf(run: WorkerRun, signal: AbortSignal | undefined): AsyncGenerator<TableBatch> {
  const onAbort = () => void run.stop();
  // Read anew each time: it changes while a batch is waited for.
  const isAborted = () => signal?.aborted === true;
  signal?.addEventListener('abort', onAbort, { once: true });
  try {
    while (!isAborted()) {
      const answer = await run.next();
      if (isAborted()) return;
      if (answer?.kind === 'error') throw rebuilt(answer);
      if (answer?.kind !== 'batch') return;
      run.ask();
      yield answer.batch;
    }
  } finally {
    signal?.removeEventListener('abort', onAbort);
  }
}

function rebuilt(answer: { readonly code: ErrorCode; readonly details: unknown }): AppError {
  return new AppError(answer.code, answer.details as ErrorDetails[ErrorCode]);
}
