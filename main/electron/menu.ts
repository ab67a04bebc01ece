import { Menu, app } from 'electron';
import type { MenuItemConstructorOptions } from 'electron';

/** The native menu; everything in it is also in the window. `go` opens a screen. */
export function setMenu(go: (route: string) => void): void {
  const place = (label: string, route: string, accelerator: string): MenuItemConstructorOptions => ({
    label,
    accelerator,
    click: () => go(route),
  });
  const template: MenuItemConstructorOptions[] = [
    ...(process.platform === 'darwin' ? [{ role: 'appMenu' } as const] : []),
    {
      label: 'File',
      submenu: [
        place('New Campaign', '/compose', 'CmdOrCtrl+N'),
        place('Import…', '/import', 'CmdOrCtrl+O'),
        { type: 'separator' },
        process.platform === 'darwin' ? { role: 'close' } : { role: 'quit' },
      ],
    },
    { role: 'editMenu' },
    {
      label: 'View',
      submenu: [
        place('Home', '/', 'CmdOrCtrl+1'),
        place('Inbox', '/inbox', 'CmdOrCtrl+2'),
        place('Contacts', '/contacts', 'CmdOrCtrl+3'),
        place('Campaigns', '/campaigns', 'CmdOrCtrl+4'),
        place('Blocklist', '/blocklist', 'CmdOrCtrl+5'),
        place('Gateways', '/gateways', 'CmdOrCtrl+6'),
        place('Settings', '/settings', 'CmdOrCtrl+,'),
        { type: 'separator' },
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { role: 'togglefullscreen' },
        ...(app.isPackaged ? [] : [{ role: 'toggleDevTools' } as const]),
      ],
    },
    { role: 'windowMenu' },
  ];
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}
