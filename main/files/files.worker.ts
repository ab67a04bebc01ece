import { parentPort, workerData } from 'node:worker_threads';
import type { MessagePort } from 'node:worker_threads';
import { AppError } from '#domain/kernel/errors.ts';
import { describeTable, readBatches } from './table-reader.ts';
import type { WorkerAnswer, WorkerTask } from './worker-messages.ts';

/** One task per thread: parse what may be hostile, answer, end. */
async function serve(port: MessagePort, task: WorkerTask): Promise<void> {
  const answer = (message: WorkerAnswer) => port.postMessage(message, buffersOf(message));
  try {
    if (task.task === 'describe') answer({ kind: 'description', description: await describeTable(task.request) });
    else await serveBatches(port, answersTo(task), answer);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    answer({ kind: 'error', code: error.code, details: error.details });
  } finally {
    port.close();
  }
}

async function* answersTo(task: Exclude<WorkerTask, { task: 'describe' }>): AsyncGenerator<WorkerAnswer> {
  // What needs numbering plans is loaded when it is needed: describing a file does not.
  if (task.task === 'people') {
    const { readPeople } = await import('./people-batches.ts');
    for await (const batch of readPeople(task.request)) yield { kind: 'people', batch };
  } else if (task.task === 'checked') {
    const { readChecked } = await import('./checked-rows.ts');
    for await (const batch of readChecked(task.request)) yield { kind: 'checked', batch };
  } else {
    for await (const batch of readBatches(task.request)) yield { kind: 'batch', batch };
  }
}

/** The packed parts of a batch change hands; they are not copied. */
function buffersOf(message: WorkerAnswer): ArrayBuffer[] {
  return packedPartsOf(message).map(({ buffer }) => buffer as ArrayBuffer);
}

function packedPartsOf(message: WorkerAnswer): readonly ArrayBufferView[] {
  if (message.kind === 'people') {
    const { rowNumbers, numbers, kindOf, names, values } = message.batch;
    return [rowNumbers, numbers, kindOf, names, values];
  }
  if (message.kind !== 'checked') return [];
  const { lines, lengths, marks, reasons, numbers } = message.batch;
  return [lines, lengths, marks, reasons, numbers];
}

/** The first batch is made at once, each further one when the last was taken: so at most one waits. */
async function serveBatches(
  port: MessagePort,
  batches: AsyncGenerator<WorkerAnswer>,
  answer: (message: WorkerAnswer) => void,
): Promise<void> {
  const asks = countAsks(port);
  for await (const batch of batches) {
    answer(batch);
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
