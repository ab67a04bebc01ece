import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** One line of the printed table: ours beside a peer measured in the same run. */
export interface BenchRow {
  readonly what: string;
  readonly ours: string;
  readonly peer: string;
  readonly ratio: string;
  readonly target: string;
  /** False when a target was missed; null without one. */
  readonly isMet: boolean | null;
}

/** The middle value; of an even number of values the upper of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** The value that so many of a hundred do not exceed. */
export function percentile(values: readonly number[], hundredths: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil((sorted.length * hundredths) / 100) - 1)] ?? Number.NaN;
}

/** Runs both by turns, so that a noisy minute of the machine hits both; answers the medians of what they return. */
export async function interleave(
  rounds: number,
  ours: (round: number) => Promise<number> | number,
  peer: (round: number) => Promise<number> | number,
): Promise<{ readonly ours: number; readonly peer: number }> {
  const found = { ours: [] as number[], peer: [] as number[] };
  for (let round = 0; round < rounds; round += 1) {
    found.ours.push(await ours(round));
    found.peer.push(await peer(round));
  }
  return { ours: median(found.ours), peer: median(found.peer) };
}

/** Milliseconds that some work takes. */
export async function timed(work: () => unknown): Promise<number> {
  const startMs = performance.now();
  await work();
  return performance.now() - startMs;
}

/** Runs a file of this folder with Node to its end; answers what it printed. A failure is an error. */
export async function runNode(args: readonly string[]): Promise<string> {
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString('utf8')));
  const code = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (code !== 0) throw new Error(`${args[0] ?? ''} ended with code ${String(code)}`);
  return output;
}

/** The path of a file beside this one, or elsewhere in the project. */
export function fileHere(relative: string): string {
  return fileURLToPath(new URL(relative, import.meta.url));
}

/** `12,345` */
export function whole(value: number): string {
  return Math.round(value).toLocaleString('en-GB');
}
