import { mkdir, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '#domain/kernel/errors.ts';
import type { Assent } from '../composition.ts';

// A workspace is open in one process at a time. Another shell that wants to pause or stop a running send leaves a
// request as a file; the sending process carries it out and takes the file away.

export interface ControlRequest {
  readonly event: 'pause' | 'resume' | 'stop';
  readonly id: number;
}

const folderName = 'control';
const answerWithinMs = 8_000;

/** Leaves a request for the process that has the workspace; true when it was carried out in time. */
export async function askRunningProcess(folder: string, request: ControlRequest): Promise<boolean> {
  const place = join(folder, folderName);
  await mkdir(place, { recursive: true, mode: 0o700 });
  const name = `${request.event}-${request.id}.json`;
  const path = join(place, name);
  await writeFile(`${path}.part`, JSON.stringify(request), { mode: 0o600 });
  await rename(`${path}.part`, path);
  const until = Date.now() + answerWithinMs;
  while (Date.now() < until) {
    await sleep(50);
    const left = await readdir(place).catch(() => [name]);
    if (!left.includes(name)) return true;
  }
  await rm(path, { force: true });
  return false;
}

/** Carries out what other shells have asked for. */
export async function serveControlRequests(folder: string, assent: Assent): Promise<void> {
  const place = join(folder, folderName);
  const names = await readdir(place).catch(() => []); // No folder: nobody has asked.
  for (const name of names.filter((candidate) => candidate.endsWith('.json'))) {
    const path = join(place, name);
    const match = /^(pause|resume|stop)-(\d{1,15})\.json$/.exec(name);
    const text = await readFile(path, 'utf8').catch(() => null);
    if (match && text !== null) await carryOut(assent, match[1] as ControlRequest['event'], Number(match[2]));
    await rm(path, { force: true });
  }
}

async function carryOut(assent: Assent, event: ControlRequest['event'], id: number): Promise<void> {
  try {
    await assent.campaigns[event](id);
  } catch (error) {
    if (!(error instanceof AppError)) throw error; // A refusal (already paused, no such campaign) changes nothing here.
  }
}
