import type { IpcMainInvokeEvent } from 'electron';
import { appHost, appScheme } from '../security.ts';

/** True only for the main frame of a window we made, showing our own page. */
export function isTrustedSender(event: IpcMainInvokeEvent, windows: ReadonlySet<number>): boolean {
  const frame = event.senderFrame;
  if (frame === null || !windows.has(event.sender.id) || frame !== event.sender.mainFrame) return false;
  try {
    const { protocol, host } = new URL(frame.url);
    return protocol === `${appScheme}:` && host === appHost;
  } catch {
    return false;
  }
}
