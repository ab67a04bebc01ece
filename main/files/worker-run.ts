import { basename } from 'node:path';
import { Worker } from 'node:worker_threads';
import { AppError } from '#domain/kernel/errors.ts';
import { isBatch, pathOf } from './worker-messages.ts';
import type { WorkerAnswer, WorkerAsk, WorkerTask } from './worker-messages.ts';

/** Limits of one worker; smaller ones are for tests. */
export interface WorkerLimits {
  readonly heapMb: number;
  /** Longest time without an answer while one is owed. */
  readonly answerMs: number;
}

/** One running task: answers in order, with at most one kept. */
export interface WorkerRun {
  /** The next answer; null when the run was stopped. Rejects with the `file.*` error of a dead or late worker. */
  next(): Promise<WorkerAnswer | null>;
  ask(): void;
  stop(): Promise<void>;
}

/** Starts a thread for one task. Its first answer is under way at once. */
export function startRun(workerUrl: URL, task: WorkerTask, limits: WorkerLimits): WorkerRun {
  const fileName = basename(pathOf(task));
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
    isOver = answer === null || answer instanceof Error || !isBatch(answer);
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
  worker.on('exit', (code) => put(deathReason(fileName, new Error(`exit code ${code}`))));
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
    return new AppError(
      'file.tooLarge',
      { fileName, limit: 'the memory set aside for reading it (saved as CSV it needs far less)' },
      { cause: error },
    );
  }
  return new AppError('file.damaged', { fileName, detail: 'its reader stopped on it' }, { cause: error });
}
