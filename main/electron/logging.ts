import { app } from 'electron';
import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';

const largestBytes = 1_000_000;

/** Numbers lose all but their last three digits, and quoted texts are cut: a log is read by others. */
export function masked(text: string): string {
  return text.replace(/\+?\d[\d\s()-]{5,}(\d{3})/g, '…$1').replace(/[“"][^”"]{12,}[”"]/g, '“…”');
}

function logFile(): string {
  const folder = join(app.getPath('userData'), 'logs');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return join(folder, 'assent.log');
}

/** Writes one line; only these fields, masked. A log that cannot be written stops nothing. */
export function logLine(
  what: string,
  fields: { readonly error?: string; readonly call?: string; readonly tookMs?: number; readonly incidentId?: string },
): void {
  try {
    const path = logFile();
    if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) > largestBytes) renameSync(path, `${path}.1`);
    const { error, call, tookMs, incidentId } = fields;
    const line = {
      at: new Date().toISOString(),
      what,
      call,
      tookMs,
      incidentId,
      error: error === undefined ? undefined : masked(error),
    };
    appendFileSync(path, `${JSON.stringify(line)}\n`, { mode: 0o600 });
  } catch {
    // Nowhere to write to: the action itself already reports what matters.
  }
}
