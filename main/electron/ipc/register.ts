import { ipcMain } from 'electron';
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { calls } from '#contract/contract.ts';
import type { CallName } from '#contract/contract.ts';
import type { Reply, WireError } from '#contract/errors.ts';
import { tokenFor } from '../chosen-files.ts';
import type { Engine } from '../engine.ts';
import { logLine } from '../logging.ts';
import { toWire } from '../wire-errors.ts';
import { isTrustedSender } from './sender.ts';

const slowMs = 100;
const mostDropped = 10;

function refusal(code: 'sender.refused' | 'input.invalid', detail: string): WireError {
  const words = {
    what: 'Assent refused a request of its own window.',
    notDone: 'Nothing was done.',
    next: 'Try again; if it happens again, restart Assent.',
  };
  return { code, details: { detail }, words };
}

function internal(error: unknown, call: string): WireError {
  const incidentId = randomUUID().slice(0, 8);
  logLine('internal error', {
    call,
    incidentId,
    error: error instanceof Error ? (error.stack ?? error.message) : String(error),
  });
  const words = {
    what: 'Something unexpected went wrong.',
    notDone: 'The last action may not have been done.',
    next: `Look whether it was, then try again. Incident ${incidentId}.`,
  };
  return { code: 'internal', details: { incidentId }, words };
}

/** One call: strict input, the engine, strict output. An output with an extra field is a fault, not a leak. */
async function answer(name: CallName, input: unknown, engine: Engine): Promise<Reply<unknown>> {
  const { input: inputSchema, output: outputSchema } = calls[name] as { input: z.ZodType; output: z.ZodType };
  const parsed = inputSchema.safeParse(input);
  if (!parsed.success)
    return { ok: false, error: refusal('input.invalid', parsed.error.issues[0]?.path.join('.') ?? '') };
  const startedMs = performance.now();
  try {
    const value = outputSchema.parse(await engine.call(name, parsed.data));
    const tookMs = Math.round(performance.now() - startedMs);
    if (tookMs > slowMs) logLine('slow call', { call: name, tookMs });
    return { ok: true, value };
  } catch (error) {
    return { ok: false, error: toWire(error) ?? internal(error, name) };
  }
}

/** Registers every call of the contract: sender, then shape, then work. `windows` holds the ids of our own windows. */
export function registerCalls(engine: Engine, windows: ReadonlySet<number>): void {
  for (const name of Object.keys(calls) as CallName[]) {
    ipcMain.handle(`call:${name}`, (event, input: unknown) => {
      if (!isTrustedSender(event, windows)) {
        logLine('refused sender', { call: name });
        return { ok: false, error: refusal('sender.refused', '') } satisfies Reply<never>;
      }
      return answer(name, input, engine);
    });
  }
  ipcMain.handle('files:dropped', (event, paths: unknown) => {
    const parsed = z.array(z.string().min(1).max(4_096)).max(mostDropped).safeParse(paths);
    return isTrustedSender(event, windows) && parsed.success ? parsed.data.map(tokenFor) : [];
  });
}
