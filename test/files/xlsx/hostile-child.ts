import { readFileSync } from 'node:fs';
import { AppError } from '../../../main/domain/kernel/errors.ts';
import { describeTable, readBatches } from '../../../main/files/table-reader.ts';

// One hostile file through the reader, in a process of its own so that its memory, time and traces can be seen.

const [path = ''] = process.argv.slice(2);
const request = { path, sheet: null, encoding: null, delimiter: null };
const prototypeBefore = Reflect.ownKeys(Object.prototype).length + Reflect.ownKeys(Array.prototype).length;
const idleMegabytes = peakMegabytes();
const startMs = performance.now();

/** Highest resident memory of this process alone; `maxRSS` would begin with that of the process that started it. */
function peakMegabytes(): number {
  const kilobytes = /VmHWM:\s+(\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
  return Number(kilobytes) / 1024;
}

async function refusalOf(work: () => Promise<unknown>): Promise<{ code: string; details: unknown } | null> {
  try {
    await work();
    return null;
  } catch (error) {
    if (error instanceof AppError) return { code: error.code, details: error.details };
    throw error;
  }
}

let rows = 0;
const described = await refusalOf(() => describeTable(request));
const describedMs = performance.now() - startMs;
const read = await refusalOf(async () => {
  for await (const batch of readBatches(request)) rows += batch.rows.length;
});
const prototypeAfter = Reflect.ownKeys(Object.prototype).length + Reflect.ownKeys(Array.prototype).length;
process.stdout.write(
  JSON.stringify({
    described,
    read,
    rows,
    describedMs,
    tookMs: performance.now() - startMs,
    idleMegabytes,
    peakMegabytes: peakMegabytes(),
    isPrototypeClean: prototypeBefore === prototypeAfter && Object.keys({}).length === 0,
  }),
);
