import { BrowserWindow, nativeTheme } from 'electron';
import type { Session } from 'electron';
import { preloadFile } from './paths.ts';
import { appOrigin, keepOnPage, webPreferences } from './security.ts';
import { readBounds, readSettings, writeBounds } from './settings.ts';

const paper = { light: '#f6f6f3', dark: '#141513' } as const;

/** Opens the one window, where it was last, in its colour before the first paint. */
export function openWindow(session: Session): BrowserWindow {
  const { theme } = readSettings();
  nativeTheme.themeSource = theme === 'auto' ? 'system' : theme;
  const window = new BrowserWindow({
    width: 1280,
    height: 800,
    ...readBounds(),
    minWidth: 960,
    minHeight: 640,
    show: false,
    title: 'Assent',
    backgroundColor: nativeTheme.shouldUseDarkColors ? paper.dark : paper.light,
    webPreferences: webPreferences(preloadFile, session),
  });
  keepOnPage(window.webContents);
  window.once('ready-to-show', () => window.show());
  window.on('close', () => writeBounds(window.getNormalBounds()));
  void window.loadURL(`${appOrigin}/`);
  return window;
}
