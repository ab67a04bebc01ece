import { basename } from 'node:path';
import { AppError } from '#domain/kernel/errors.ts';
import type { ErrorCode, ErrorDetails } from '#domain/kernel/errors.ts';
import type { CheckedBatch, PeopleBatch, PeopleRequest } from '../services/import-port.ts';
import type { Files, TableBatch, TableDescription, TableRequest } from '../services/ports.ts';
import { answerTimeLimitMs, readLimits } from './read-limits.ts';
import { isBatch, pathOf } from './worker-messages.ts';
import type { WorkerAnswer, WorkerTask } from './worker-messages.ts';
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
    const fileName = basename(pathOf(task));
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

  async function* answers(task: WorkerTask, signal: AbortSignal | undefined): AsyncGenerator<WorkerAnswer> {
    if (signal?.aborted === true) return;
    const run = start(task);
    try {
      yield* answersOf(run, signal);
    } finally {
      await finish(run);
    }
  }

  async function* rows(request: TableRequest, signal?: AbortSignal): AsyncGenerator<TableBatch> {
    for await (const answer of answers({ task: 'rows', request }, signal)) {
      if (answer.kind === 'batch') yield answer.batch;
    }
  }

  async function* people(request: PeopleRequest, signal?: AbortSignal): AsyncGenerator<PeopleBatch> {
    for await (const answer of answers({ task: 'people', request }, signal)) {
      if (answer.kind === 'people') yield answer.batch;
    }
  }

  async function* checked(request: PeopleRequest, signal?: AbortSignal): AsyncGenerator<CheckedBatch> {
    for await (const answer of answers({ task: 'checked', request }, signal)) {
      if (answer.kind === 'checked') yield answer.batch;
    }
  }

  async function close(): Promise<void> {
    isClosed = true;
    await Promise.all([...running].map((run) => finish(run)));
  }

  return { describe, rows, people, checked, close };
}

/** Batches until the end; the next one is asked for before the last one is handed on, so that both ends work at once. */
async function* answersOf(run: WorkerRun, signal: AbortSignal | undefined): AsyncGenerator<WorkerAnswer> {
  const onAbort = () => void run.stop();
  // Read anew each time: it changes while a batch is waited for.
  const isAborted = () => signal?.aborted === true;
  signal?.addEventListener('abort', onAbort, { once: true });
  try {
    while (!isAborted()) {
      const answer = await run.next();
      if (isAborted()) return;
      if (answer?.kind === 'error') throw rebuilt(answer);
      if (answer === null || !isBatch(answer)) return;
      run.ask();
      yield answer;
    }
  } finally {
    signal?.removeEventListener('abort', onAbort);
  }
}

function rebuilt(answer: { readonly code: ErrorCode; readonly details: unknown }): AppError {
  return new AppError(answer.code, answer.details as ErrorDetails[ErrorCode]);
}
