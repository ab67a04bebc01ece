import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { say } from './project.ts';
import { runCommand, tryCommand } from './run-command.ts';

/** A screen to draw on: `env` is added to the app's environment; `stop` ends a screen that was started for this run. */
export interface Display {
  readonly env: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

/** What Electron needs on Debian to open a window without a screen. A pair: the name today, and the one before 2024. */
const debianPackages: readonly (string | readonly [string, string])[] = [
  'xvfb',
  'xauth',
  ['libgtk-3-0t64', 'libgtk-3-0'],
  'libnss3',
  ['libasound2t64', 'libasound2'],
  'libgbm1',
  'libxss1',
  ['libatk-bridge2.0-0t64', 'libatk-bridge2.0-0'],
  ['libcups2t64', 'libcups2'],
  'libnotify4',
  'libsecret-1-0',
  'dbus-x11',
];

/**
 * Makes sure that `executable` has its shared libraries and a screen. A machine with neither gets them: as root on
 * Debian they are installed, otherwise the error names the command. `isOpenToAll` lets other users of this computer
 * draw on a screen started here (tests run the app as an ordinary user).
 */
export async function ensureDisplay(executable: string, isOpenToAll = false): Promise<Display> {
  if (process.platform !== 'linux') return { env: {}, stop: () => Promise.resolve() };
  const hasScreen = isOpenToAll ? false : await isScreenUsable();
  const needsInstall = (await missingLibraries(executable)).length > 0 || (!hasScreen && !(await hasProgram('Xvfb')));
  if (needsInstall) await installPackages();
  const stillMissing = await missingLibraries(executable);
  if (stillMissing.length > 0) throw new Error(`Electron cannot start without: ${stillMissing.join(', ')}`);
  return hasScreen ? { env: {}, stop: () => Promise.resolve() } : startScreen(isOpenToAll);
}

async function isScreenUsable(): Promise<boolean> {
  const { DISPLAY: display, WAYLAND_DISPLAY: wayland } = process.env;
  if (wayland) return true;
  if (!display) return false;
  // A local screen has a socket; one elsewhere (`host:0`) is believed.
  const local = /^:(\d+)/.exec(display);
  return local === null || existsSync(`/tmp/.X11-unix/X${local[1]}`);
}

async function missingLibraries(executable: string): Promise<readonly string[]> {
  const { output } = await tryCommand('ldd', [executable]);
  const missing = output.split('\n').filter((line) => line.includes('not found'));
  return missing.map((line) => line.trim().split(' ')[0] ?? line);
}

async function hasProgram(name: string): Promise<boolean> {
  return (await tryCommand('sh', ['-c', `command -v ${name}`])).code === 0;
}

async function installPackages(): Promise<void> {
  const isDebian = await hasProgram('apt-get');
  if (!isDebian || process.getuid?.() !== 0) {
    const names = debianPackages.map((name) => (typeof name === 'string' ? name : name[1])).join(' ');
    throw new Error(`Electron needs libraries and a screen. On Debian or Ubuntu: sudo apt-get install ${names}`);
  }
  say('Installing the libraries Electron needs and Xvfb, a screen in memory (apt-get) ...');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  if (!(await isKnownPackage('xvfb'))) await runCommand('apt-get', ['update', '-qq'], { env });
  const names: string[] = [];
  for (const name of debianPackages) names.push(await currentName(name));
  await runCommand('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...names], { env });
}

async function currentName(name: string | readonly [string, string]): Promise<string> {
  if (typeof name === 'string') return name;
  return (await isKnownPackage(name[0])) ? name[0] : name[1];
}

/** True for a package apt can install under this very name (a virtual package has no "Package:" record). */
async function isKnownPackage(name: string): Promise<boolean> {
  const { code, output } = await tryCommand('apt-cache', ['show', name]);
  return code === 0 && output.includes(`Package: ${name}`);
}

/** Xvfb picks a free number itself and writes it to the descriptor it is given. */
async function startScreen(isOpenToAll: boolean): Promise<Display> {
  const access = isOpenToAll ? ['-ac'] : [];
  const args = ['-displayfd', '3', '-screen', '0', '1440x960x24', '-nolisten', 'tcp', ...access];
  const server = spawn('Xvfb', args, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  const stop = (): Promise<void> => stopServer(server);
  process.once('exit', () => server.kill());
  const number = await firstLine(server);
  return { env: { DISPLAY: `:${number}` }, stop };
}

function firstLine(server: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    const lines = createInterface({ input: server.stdio[3] as Readable });
    lines.once('line', (line) => resolve(line.trim()));
    server.once('error', reject);
    server.once('exit', (code) => reject(new Error(`Xvfb ended with code ${String(code)} before it was ready`)));
  });
}

async function stopServer(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const ended = new Promise((resolve) => server.once('exit', resolve));
  server.kill();
  await ended;
}
