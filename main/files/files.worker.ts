import { parentPort, workerData } from 'node:worker_threads';
import type { MessagePort } from 'node:worker_threads';
import { AppError } from '#domain/kernel/errors.ts';
import { describeTable, readBatches } from './table-reader.ts';
import type { WorkerAnswer, WorkerTask } from './worker-messages.ts';

/** One task per thread: parse what may be hostile, answer, end. */
async function serve(port: MessagePort, { task, request }: WorkerTask): Promise<void> {
  const answer = (message: WorkerAnswer) => port.postMessage(message);
  try {
    if (task === 'describe') answer({ kind: 'description', description: await describeTable(request) });
    else await serveRows(port, request, answer);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    answer({ kind: 'error', code: error.code, details: error.details });
  } finally {
    port.close();
  }
}

/** The first batch is made at once, each further one when the last was taken: so at most one waits. */
async function serveRows(
  port: MessagePort,
  request: WorkerTask['request'],
  answer: (message: WorkerAnswer) => void,
): Promise<void> {
  const asks = countAsks(port);
  for await (const batch of readBatches(request)) {
    answer({ kind: 'batch', batch });
    await asks.next();
  }
  answer({ kind: 'end' });
}

/** Asks may arrive before they are waited for; none is lost. */
function countAsks(port: MessagePort): { next(): Promise<void> } {
  let waiting: (() => void) | null = null;
  let early = 0;
  port.on('message', () => {
    if (waiting === null) early += 1;
    else waiting();
    waiting = null;
  });
  return {
    next() {
      if (early > 0) {
        early -= 1;
        return Promise.resolve();
      }
      return new Promise((resolve) => (waiting = resolve));
    },
  };
}

if (parentPort !== null) await serve(parentPort, workerData as WorkerTask);
