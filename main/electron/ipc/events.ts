import type { BrowserWindow } from 'electron';
import { events } from '#contract/events.ts';
import type { EventName } from '#contract/events.ts';
import { logLine } from '../logging.ts';

/** Sends an event to our windows, parsed like every answer: only what the contract names leaves. */
export function broadcast(windows: readonly BrowserWindow[], name: string, data: unknown): void {
  if (!Object.hasOwn(events, name)) return;
  const parsed = events[name as EventName].safeParse(data);
  if (!parsed.success) {
    logLine('bad event', { call: name, error: parsed.error.message });
    return;
  }
  for (const window of windows) if (!window.isDestroyed()) window.webContents.send(`event:${name}`, parsed.data);
}
