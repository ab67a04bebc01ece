import { app, protocol, session as sessions } from 'electron';
import type { BrowserWindow } from 'electron';
import { startEngine } from './engine.ts';
import { broadcast } from './ipc/events.ts';
import { registerCalls } from './ipc/register.ts';
import { logLine } from './logging.ts';
import { setMenu } from './menu.ts';
import { rendererFolder } from './paths.ts';
import { serveApp } from './protocol.ts';
import { appScheme, lockContents, lockSession } from './security.ts';
import { openWindow } from './window.ts';

const mostReloads = 3;
const reloadsWithinMs = 60_000;

/** Reloads a crashed page a few times; the engine goes on meanwhile. */
function reviveOnCrash(window: BrowserWindow): void {
  const crashes: number[] = [];
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    logLine('renderer gone', { error: reason });
    const nowMs = Date.now();
    crashes.push(nowMs);
    const recent = crashes.filter((atMs) => atMs > nowMs - reloadsWithinMs);
    if (recent.length <= mostReloads && !window.isDestroyed()) window.webContents.reload();
  });
}

/** Builds the app: session, engine thread, border, window; closes in reverse order. */
export async function startApp(): Promise<void> {
  protocol.registerSchemesAsPrivileged([
    { scheme: appScheme, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
  app.on('web-contents-created', (_event, contents) => lockContents(contents));
  await app.whenReady();
  // In memory only: the page leaves no cache, cookie or storage on disk.
  const session = sessions.fromPartition('assent');
  await lockSession(session);
  serveApp(session, rendererFolder);
  const windows: BrowserWindow[] = [];
  const ids = new Set<number>();
  const engine = startEngine((name, data) => broadcast(windows, name, data));
  registerCalls(engine, ids);

  const open = (): void => {
    const window = openWindow(session);
    const { id } = window.webContents;
    ids.add(id);
    windows.push(window);
    reviveOnCrash(window);
    window.on('closed', () => {
      ids.delete(id);
      windows.splice(windows.indexOf(window), 1);
    });
  };
  setMenu((route) => broadcast(windows, 'app.navigate', { route }));
  open();

  app.on('second-instance', () => {
    const [window] = windows;
    if (!window) return open();
    if (window.isMinimized()) window.restore();
    window.focus();
  });
  app.on('activate', () => windows.length === 0 && open());
  app.on('window-all-closed', () => process.platform !== 'darwin' && app.quit());
  let isClosed = false;
  app.on('will-quit', (event) => {
    if (isClosed) return;
    event.preventDefault();
    void engine.close().finally(() => {
      isClosed = true;
      app.quit();
    });
  });
}
