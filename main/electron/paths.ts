import { app } from 'electron';
import { join } from 'node:path';

/** Where this build's files are: everything lies in `dist` beside the main bundle. */
export const distFolder = join(import.meta.dirname, '..');
export const rendererFolder = join(distFolder, 'renderer');
export const preloadFile = join(distFolder, 'preload', 'preload.cjs');

/** A thread entry beside this bundle. */
export function workerUrl(name: 'engine' | 'storage' | 'files'): URL {
  return new URL(`./${name}.worker.js`, import.meta.url);
}

/** The workspace to open: `--workspace DIR`, else the one in the user's own data folder. */
export function workspaceFolder(): string {
  const at = process.argv.indexOf('--workspace');
  const given = at === -1 ? undefined : process.argv[at + 1];
  return given ?? join(app.getPath('userData'), 'workspace');
}
