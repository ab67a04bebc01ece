import { readFileSync } from 'node:fs';
import { newClientId } from '../../main/composition.ts';
import { openWorkspace } from '../../main/cli/workspace.ts';
import { usualAnswers } from '../../main/services/importing/import-answers.ts';

// A dry run, the import and its undoing through the product's own service, in a process of its own so that its peak
// memory can be read. `--only-import` leaves the other two out.

const [file = '', folder = '', only] = process.argv.slice(2);
const assent = await openWorkspace(folder, { business: 'Bench', country: 'ZA', zone: 'Africa/Johannesburg' });
const table = { path: file, sheet: null, encoding: null, delimiter: null, headerRow: null };

async function timed<T>(work: () => Promise<T>): Promise<{ tookMs: number; value: T }> {
  const startMs = performance.now();
  const value = await work();
  return { tookMs: performance.now() - startMs, value };
}

const run = (apply: boolean) =>
  timed(() => assent.imports.run({ table, answers: usualAnswers('ZA', 'the bench'), clientId: newClientId(), apply }));

const dry = only === undefined ? await run(false) : null;
const real = await run(true);
const peakMegabytes = Number(/VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? 0) / 1024;
const undo = only === undefined ? await timed(() => assent.imports.undo(real.value.importId ?? 0, 'the bench')) : null;
await assent.close();
const { created } = real.value;
const figures = {
  tookMs: real.tookMs,
  dryMs: dry?.tookMs ?? null,
  undoMs: undo?.tookMs ?? null,
  peakMegabytes,
  created,
};
process.stdout.write(`${JSON.stringify({ ...figures, undone: undo?.value.removed ?? null })}\n`);
