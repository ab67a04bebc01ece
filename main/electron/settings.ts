import { app, screen } from 'electron';
import type { Rectangle } from 'electron';
import ElectronStore from 'electron-store';
import type { Settings } from './ipc/handlers/handlers.ts';

interface Stored {
  readonly settings: Settings;
  readonly bounds: Rectangle | null;
}

const firstSettings: Settings = { theme: 'auto', actor: '', density: 'comfortable', simpleTable: false };

let store: ElectronStore<Stored> | null = null;

/** Settings only: nothing about people, no credentials. */
function opened(): ElectronStore<Stored> {
  store ??= new ElectronStore<Stored>({
    name: 'settings',
    cwd: app.getPath('userData'),
    defaults: { settings: firstSettings, bounds: null },
    clearInvalidConfig: true,
  });
  return store;
}

export function readSettings(): Settings {
  // A file of an older version does not have every setting.
  return { ...firstSettings, ...opened().get('settings') };
}

export function writeSettings(settings: Settings): Settings {
  opened().set('settings', settings);
  return settings;
}

/** The window's last place, if a screen still shows enough of it. */
export function readBounds(): Rectangle | null {
  const bounds = opened().get('bounds');
  if (bounds === null) return null;
  const isVisible = screen.getAllDisplays().some(({ workArea }) => {
    const width = Math.min(bounds.x + bounds.width, workArea.x + workArea.width) - Math.max(bounds.x, workArea.x);
    const height = Math.min(bounds.y + bounds.height, workArea.y + workArea.height) - Math.max(bounds.y, workArea.y);
    return width > 200 && height > 100;
  });
  return isVisible ? bounds : null;
}

export function writeBounds(bounds: Rectangle): void {
  opened().set('bounds', bounds);
}
