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

function option(name: string): string | undefined {
  const at = process.argv.indexOf(name);
  return at === -1 ? undefined : process.argv[at + 1];
}

/** The workspace to open: `--workspace DIR`, else the one in the user's own data folder. */
export function workspaceFolder(): string {
  return option('--workspace') ?? join(app.getPath('userData'), 'workspace');
}

/** `--rehearsal-stops N`: so many people of a rehearsal reply STOP, besides those who do by chance. */
export function rehearsalStops(): number {
  const given = Number(option('--rehearsal-stops') ?? 0);
  return Number.isSafeInteger(given) && given > 0 ? given : 0;
}
