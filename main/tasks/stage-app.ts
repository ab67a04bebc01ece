import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildApp } from './build.ts';
import type { ElectronRuntime } from './electron-runtime.ts';
import { inProject, packageFacts } from './project.ts';

/** An app folder that this runtime starts: `executable args…`, then whatever the app itself takes. */
export interface StagedApp {
  readonly executable: string;
  readonly args: readonly string[];
  readonly folder: string;
  remove(): Promise<void>;
}

function newestMs(folder: string): number {
  if (!existsSync(folder)) return 0;
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return entries.reduce((newest, entry) => Math.max(newest, statSync(join(entry.parentPath, entry.name)).mtimeMs), 0);
}

/** Builds when a source file is newer than what was built. */
export async function ensureBuilt(): Promise<void> {
  const source = Math.max(...['main', 'preload', 'renderer'].map((folder) => newestMs(inProject(folder))));
  const built = existsSync(inProject('dist/renderer/index.html')) && existsSync(inProject('dist/main/migrations'));
  if (!built || newestMs(inProject('dist')) < source) await buildApp();
}

/** Copies the build and the native module that loads in this runtime into one folder. */
export async function writeAppFolder(folder: string, runtime: ElectronRuntime): Promise<void> {
  const { name, productName, version, description, author, license, main } = packageFacts();
  await mkdir(join(folder, 'node_modules'), { recursive: true });
  await cp(inProject('dist'), join(folder, 'dist'), { recursive: true });
  const facts = { name, productName, version, description, author, license, main, type: 'module' };
  await writeFile(join(folder, 'package.json'), `${JSON.stringify(facts, null, 2)}\n`);
  for (const native of runtime.nativePackages) {
    await cp(native.folder, join(folder, 'node_modules', native.name), { recursive: true, dereference: true });
  }
}

/**
 * Stages the app for this runtime. An ordinary Electron takes the folder as an argument; the fallback runtime only looks
 * into its own `resources/app`, so it is laid out anew around it, with links to its large files.
 */
export async function stageApp(runtime: ElectronRuntime): Promise<StagedApp> {
  await ensureBuilt();
  const folder = await mkdtemp(join(tmpdir(), 'assent-app-'));
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true });
  if (runtime.kind === 'own') {
    await writeAppFolder(folder, runtime);
    return { executable: runtime.executable, args: [folder], folder, remove };
  }
  const copied = new Set(['electron', 'chrome-sandbox']);
  for (const name of readdirSync(runtime.folder)) {
    if (name === 'resources') continue;
    // Chromium finds its files beside the real executable, so that one cannot be a link.
    if (copied.has(name)) await cp(join(runtime.folder, name), join(folder, name));
    else await symlink(join(runtime.folder, name), join(folder, name));
  }
  await writeAppFolder(join(folder, 'resources', 'app'), runtime);
  return { executable: join(folder, 'electron'), args: [], folder, remove };
}
