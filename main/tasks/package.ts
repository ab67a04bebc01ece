import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { iconPng } from './draw-icon.ts';
import { prepareElectron } from './electron-runtime.ts';
import type { ElectronRuntime } from './electron-runtime.ts';
import { inProject, say } from './project.ts';
import { runCommand } from './run-command.ts';
import { ensureBuilt, writeAppFolder } from './stage-app.ts';

/** The packed app: where it is and what starts it. */
export interface PackedApp {
  readonly folder: string;
  readonly executable: string;
}

/** electron-builder packs what package.json names, so the staged one names the native packages beside it. */
async function nameNativePackages(folder: string, runtime: ElectronRuntime): Promise<void> {
  const file = join(folder, 'package.json');
  const facts = JSON.parse(await readFile(file, 'utf8')) as Record<string, unknown>;
  const dependencies: Record<string, string> = {};
  for (const { name } of runtime.nativePackages) {
    const own = join(folder, 'node_modules', name, 'package.json');
    const native = JSON.parse(await readFile(own, 'utf8')) as { version: string; dependencies?: unknown };
    dependencies[name] = native.version;
    // What only its installer needs is not there and would be reported as missing.
    await writeFile(own, JSON.stringify({ ...native, dependencies: {}, scripts: {} }, null, 2));
  }
  await writeFile(file, JSON.stringify({ ...facts, dependencies }, null, 2));
}

function platformFlag(): string {
  return { darwin: '--mac', win32: '--win' }[process.platform as string] ?? '--linux';
}

/**
 * Packs the app of this machine's platform, unpacked (`dir`) unless other targets are named; those make electron-builder
 * download tools. `output` is a folder, `out` by default.
 */
export async function packageApp(targets: readonly string[] = ['dir'], output = inProject('out')): Promise<PackedApp> {
  const runtime = await prepareElectron();
  await ensureBuilt();
  await writeFile(inProject('assets/icon.png'), iconPng());
  const staged = await mkdtemp(join(tmpdir(), 'assent-package-'));
  try {
    await writeAppFolder(staged, runtime);
    await nameNativePackages(staged, runtime);
    const settings = {
      'directories.app': staged,
      'directories.output': output,
      electronDist: runtime.folder,
      electronVersion: runtime.version,
      npmRebuild: 'false',
      // An Electron that gets a new fuse must fail the build; the older fallback lacks some of today's.
      ...(runtime.kind === 'own' ? { 'electronFuses.strictlyRequireAllFuses': 'true' } : {}),
    };
    const options = Object.entries(settings).map(([key, value]) => `-c.${key}=${value}`);
    const cli = inProject('node_modules', 'electron-builder', 'cli.js');
    const args = [cli, platformFlag(), ...targets, '--publish', 'never', ...options];
    await runCommand(process.execPath, args, { cwd: inProject() });
  } finally {
    await rm(staged, { recursive: true, force: true });
  }
  const unpacked = (await readdir(output)).find((name) => name.endsWith('unpacked') || name.startsWith('mac'));
  if (unpacked === undefined) throw new Error(`electron-builder left no app in ${output}`);
  const folder = join(output, unpacked);
  const program = { darwin: 'Assent.app/Contents/MacOS/Assent', win32: 'Assent.exe' }[process.platform as string];
  return { folder, executable: join(folder, program ?? 'assent') };
}

if (import.meta.main) {
  const targets = process.argv.slice(2);
  const { folder } = await packageApp(targets.length > 0 ? targets : ['dir']);
  say(`The packed app is in ${folder}`);
}
