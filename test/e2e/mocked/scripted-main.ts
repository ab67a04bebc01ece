import { BrowserWindow, Menu, app, protocol, session as sessions } from 'electron';
import { avoidPageFaults } from '../../../main/electron/page-engine.ts';
import { serveApp } from '../../../main/electron/protocol.ts';
import { appScheme, lockContents, lockSession, webPreferences } from '../../../main/electron/security.ts';

// A main process without an engine: the product's own protocol, content policy and locks around one window. What the
// renderer calls is answered inside the page by scripted-api.ts. `ASSENT_RENDERER` names the built renderer's folder.

if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
avoidPageFaults();
app.commandLine.appendSwitch('lang', 'en-GB');
app.commandLine.appendSwitch('force-color-profile', 'srgb');
protocol.registerSchemesAsPrivileged([
  { scheme: appScheme, privileges: { standard: true, secure: true, supportFetchAPI: true } },
]);
app.on('web-contents-created', (_event, contents) => lockContents(contents));

/** Electron is ready only after this module has been read, so nothing here may wait for it at the top level. */
async function openWindow(): Promise<void> {
  await app.whenReady();
  Menu.setApplicationMenu(null);
  const session = sessions.fromPartition('assent');
  await lockSession(session);
  serveApp(session, process.env['ASSENT_RENDERER'] ?? '');
  const { preload: _none, ...strict } = webPreferences('', session);
  // It stays on a page that is not there until a spec has said what the window is to find.
  const window = new BrowserWindow({ width: 1280, height: 800, useContentSize: true, webPreferences: strict });
  await window.loadURL('app://assent/empty');
}

void openWindow();
