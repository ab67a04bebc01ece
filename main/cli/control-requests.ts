import { mkdir, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '#domain/kernel/errors.ts';
import type { ErrorCode, ErrorDetails } from '#domain/kernel/errors.ts';
import type { Assent } from '../composition.ts';

// A workspace is open in one process at a time. Another shell that wants to pause or stop a running send leaves a
// request as a file; the sending process carries it out, leaves its answer beside it and takes the request away.

export interface ControlRequest {
  readonly event: 'pause' | 'resume' | 'stop';
  readonly id: number;
}

/** Null when it was carried out; else why it was refused. */
type ControlAnswer = { readonly code: ErrorCode; readonly details: ErrorDetails[ErrorCode] } | null;

const folderName = 'control';
const answerWithinMs = 8_000;

async function writeWhole(path: string, value: unknown): Promise<void> {
  await writeFile(`${path}.part`, JSON.stringify(value), { mode: 0o600 });
  await rename(`${path}.part`, path);
}

/**
 * Leaves a request for the process that has the workspace. True when it was carried out, false when nobody did in time;
 * throws what the other process refused it with.
 */
export async function askRunningProcess(folder: string, request: ControlRequest): Promise<boolean> {
  const place = join(folder, folderName);
  await mkdir(place, { recursive: true, mode: 0o700 });
  const name = `${request.event}-${request.id}.json`;
  const answer = join(place, `${request.event}-${request.id}.answer`);
  const untilMs = Date.now() + answerWithinMs;
  await rm(answer, { force: true });
  await writeWhole(join(place, name), { untilMs });
  while (Date.now() < untilMs) {
    await sleep(50);
    const left = await readdir(place).catch(() => [name]);
    if (left.includes(name)) continue;
    const refusal = JSON.parse(await readFile(answer, 'utf8').catch(() => 'null')) as ControlAnswer;
    await rm(answer, { force: true });
    if (refusal !== null) throw new AppError(refusal.code, refusal.details);
    return true;
  }
  await rm(join(place, name), { force: true });
  return false;
}

/** Carries out what other shells have asked for and still wait for; a request whose shell has gone is taken away. */
export async function serveControlRequests(folder: string, assent: Assent): Promise<void> {
  const place = join(folder, folderName);
  const names = await readdir(place).catch(() => []); // No folder: nobody has asked.
  for (const name of names.filter((candidate) => candidate.endsWith('.json'))) {
    const path = join(place, name);
    const match = /^(pause|resume|stop)-(\d{1,15})\.json$/.exec(name);
    if (match && (await isAwaited(path))) {
      const refusal = await carryOut(assent, match[1] as ControlRequest['event'], Number(match[2]));
      if (refusal !== null) await writeWhole(path.replace(/json$/, 'answer'), refusal);
    }
    await rm(path, { force: true });
  }
}

async function isAwaited(path: string): Promise<boolean> {
  try {
    const { untilMs } = JSON.parse(await readFile(path, 'utf8')) as { untilMs?: unknown };
    return typeof untilMs === 'number' && Date.now() < untilMs;
  } catch {
    return false; // Taken back meanwhile, or not one of ours.
  }
}

async function carryOut(assent: Assent, event: ControlRequest['event'], id: number): Promise<ControlAnswer> {
  try {
    await assent.campaigns[event](id);
    return null;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { code: error.code, details: error.details };
  }
}
