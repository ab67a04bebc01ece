import { contextBridge, ipcRenderer, webUtils } from 'electron';
import { callNames, eventNames } from '#contract/channels.ts';
import type { CallName } from '#contract/contract.ts';
import type { EventName } from '#contract/events.ts';
import type { AssentApi } from './window.d.ts';

// The bridge: allow-lists and nothing else. Main checks sender and shape of every call again.

const calls: ReadonlySet<string> = new Set(callNames);
const events: ReadonlySet<string> = new Set(eventNames);

const api: AssentApi = {
  call(name: CallName, input: unknown) {
    if (!calls.has(name)) return Promise.reject(new Error('unknown call'));
    return ipcRenderer.invoke(`call:${name}`, input);
  },
  on(name: EventName, listener: (data: never) => void) {
    if (!events.has(name)) throw new Error('unknown event');
    // Only the data crosses, never Electron's event object.
    const pass = (_event: unknown, ...data: unknown[]): void => listener(data[0] as never);
    ipcRenderer.on(`event:${name}`, pass);
    return () => ipcRenderer.removeListener(`event:${name}`, pass);
  },
  dropFiles(files) {
    // A path comes from a real dropped file or not at all: scripts cannot make one up.
    const paths = files.map((file) => webUtils.getPathForFile(file)).filter((path) => path !== '');
    return ipcRenderer.invoke('files:dropped', paths);
  },
};

contextBridge.exposeInMainWorld('api', api);
