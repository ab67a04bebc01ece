import { chmod, chown, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron } from 'playwright-core';
import type { ElectronApplication, Page } from 'playwright-core';
import { ensureDisplay } from './display.ts';
import type { Display } from './display.ts';
import { prepareElectron } from './electron-runtime.ts';
import { stageApp } from './stage-app.ts';
import type { StagedApp } from './stage-app.ts';

/** The real app in a real window, driven from outside: for tests and for pictures. */
export interface WindowSession {
  readonly app: ElectronApplication;
  readonly page: Page;
  /** Closes the window the way a user does. */
  close(): Promise<void>;
  /** Ends the whole process at once, as a power cut would. */
  kill(): Promise<void>;
}

/** A staged build with a screen; windows are opened from it one after the other. */
export interface WindowStage {
  readonly staged: StagedApp;
  readonly env: Readonly<Record<string, string>>;
  open(options: {
    readonly workspace: string;
    readonly userData: string;
    readonly args?: readonly string[];
  }): Promise<WindowSession>;
  remove(): Promise<void>;
}

const isRoot = process.platform === 'linux' && process.getuid?.() === 0;

function environment(display: Display): Record<string, string> {
  const own = Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return { ...Object.fromEntries(own), ...display.env };
}

/** Builds when needed and stages once; `isOpenToAll` lets another user of this computer run it too. */
export async function stageWindows(isOpenToAll = false): Promise<WindowStage> {
  const runtime = await prepareElectron();
  const display = await ensureDisplay(runtime.executable, isOpenToAll);
  const staged = await stageApp(runtime);
  const env = environment(display);
  return {
    staged,
    env,
    async open({ workspace, userData, args = [] }) {
      const app = await _electron.launch({
        executablePath: staged.executable,
        args: [
          ...staged.args,
          ...(isRoot ? ['--no-sandbox'] : []),
          `--user-data-dir=${userData}`,
          '--workspace',
          workspace,
          ...args,
        ],
        env,
      });
      const page = await app.firstWindow();
      await page.locator('h1').first().waitFor();
      return {
        app,
        page,
        close: () => app.close(),
        async kill() {
          const child = app.process();
          const ended = new Promise((resolve) => child.once('exit', resolve));
          child.kill('SIGKILL');
          await ended;
        },
      };
    },
    async remove() {
      await display.stop();
      await staged.remove();
    },
  };
}

/** A new folder for a window's own data. */
export async function scratchFolder(owner?: { readonly uid: number; readonly gid: number }): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'assent-window-'));
  await chmod(folder, 0o700);
  if (owner) await chown(folder, owner.uid, owner.gid);
  return folder;
}

export async function removeFolder(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
}
