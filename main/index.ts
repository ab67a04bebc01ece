import { app } from 'electron';
import { startApp } from './electron/app.ts';
import { logLine } from './electron/logging.ts';
import { avoidPageFaults } from './electron/page-engine.ts';

// Process entry: one instance, nothing unlogged, then the composition.

// Root has no Chromium sandbox to enable; asked for it there, Electron would not start at all.
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
// No crash dump with people's numbers in it is ever written or sent.
app.commandLine.appendSwitch('disable-breakpad');
avoidPageFaults();

process.on('uncaughtException', (error) => logLine('uncaught', { error: error.stack ?? error.message }));
process.on('unhandledRejection', (reason) =>
  logLine('unhandled', { error: reason instanceof Error ? (reason.stack ?? reason.message) : String(reason) }),
);

if (app.requestSingleInstanceLock()) {
  startApp().catch((error: unknown) => {
    logLine('start failed', { error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
    app.exit(1);
  });
} else {
  app.quit();
}
