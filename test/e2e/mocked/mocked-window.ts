import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron } from 'playwright-core';
import type { ConsoleMessage, ElectronApplication, Page, Request } from 'playwright-core';
import { build } from 'vite';
import type { InlineConfig } from 'vite';
import { ensureDisplay } from '../../../main/tasks/display.ts';
import { prepareElectron } from '../../../main/tasks/electron-runtime.ts';
import { inProject } from '../../../main/tasks/project.ts';
import { ensureBuilt } from '../../../main/tasks/stage-app.ts';
import type {} from './scripted-api.ts';
import type { Scenario } from './scripted-world.ts';

const isRoot = process.platform === 'linux' && process.getuid?.() === 0;
const origin = 'app://assent/';

export interface MockedWindow {
  readonly page: Page;
  /** What the page complained about: errors, warnings, refused resources, requests that left app://. */
  readonly complaints: readonly string[];
  /** Ends listening; the next `open` loads the page anew. */
  readonly close: () => void;
}

export interface Rig {
  readonly open: (
    route: string,
    scenario?: Partial<Scenario>,
    size?: { readonly width: number; readonly height: number },
  ) => Promise<MockedWindow>;
  readonly close: () => Promise<void>;
}

/** Bundles one file of this folder into one script. */
async function bundle(name: string, options: InlineConfig['build']): Promise<string> {
  const result = await build({
    configFile: false,
    root: inProject(),
    logLevel: 'error',
    ssr: { noExternal: true },
    build: { write: false, minify: false, ...options },
  });
  const [output] = Array.isArray(result) ? result : [result];
  if (!output || !('output' in output)) throw new Error(`${name} did not build`);
  return output.output[0].code;
}

function scriptedApi(): Promise<string> {
  const entry = inProject('test/e2e/mocked/scripted-api.ts');
  return bundle('the scripted api', { target: 'chrome130', lib: { entry, formats: ['iife'], name: 'scriptedApi' } });
}

function scriptedMain(): Promise<string> {
  const entry = inProject('test/e2e/mocked/scripted-main.ts');
  return bundle('the scripted main', {
    ssr: entry,
    target: 'node20.18',
    rolldownOptions: { external: ['electron', /^node:/] },
  });
}

/** What the page says while a spec looks at it. */
function listen(page: Page): { readonly complaints: string[]; readonly stop: () => void } {
  const complaints: string[] = [];
  const onError = (error: Error): void => void complaints.push(`error: ${error.stack ?? error.message}`);
  const onConsole = (message: ConsoleMessage): void => {
    if (message.type() === 'error' || message.type() === 'warning')
      complaints.push(`${message.type()}: ${message.text()}`);
  };
  const onRequest = (request: Request): void => {
    if (!request.url().startsWith(origin) && !request.url().startsWith('data:'))
      complaints.push(`left the page: ${request.url()}`);
  };
  page.on('pageerror', onError).on('console', onConsole).on('request', onRequest);
  const stop = (): void => {
    page.off('pageerror', onError).off('console', onConsole).off('request', onRequest);
  };
  return { complaints, stop };
}

/** Waits until no call has been open for a while, so that what is looked at is what a user would see. */
export async function settled(page: Page): Promise<void> {
  await page.waitForFunction(() => scripted.traffic.open === 0 && performance.now() - scripted.traffic.lastMs > 200);
}

/** The built renderer in the project's own Electron, behind the product's protocol and policy, before a scripted main. */
export async function startRig(): Promise<Rig> {
  const runtime = await prepareElectron();
  const display = await ensureDisplay(runtime.executable);
  await ensureBuilt();
  const folder = await mkdtemp(join(tmpdir(), 'assent-mocked-'));
  await writeFile(
    join(folder, 'package.json'),
    '{"name":"scripted","version":"0.0.0","type":"module","main":"main.js"}',
  );
  await writeFile(join(folder, 'main.js'), await scriptedMain());
  const app = await launch(runtime.executable, folder, display.env);
  const page = await app.firstWindow();
  // The page is loaded once for every test: the scenario comes with its address, the answers with every load.
  const scenario = `globalThis.scenario = JSON.parse(new URLSearchParams(location.search).get('scenario') ?? '{}');`;
  await page.addInitScript({ content: `${scenario}\n${await scriptedApi()}` });
  await page.emulateMedia({ reducedMotion: 'reduce' });
  page.setDefaultTimeout(8_000);
  let loads = 0;
  return {
    async open(route, wanted = {}, size = { width: 1280, height: 800 }) {
      await page.setViewportSize(size);
      const { complaints, stop } = listen(page);
      loads += 1;
      const query = new URLSearchParams({ load: String(loads), scenario: JSON.stringify(wanted) });
      await page.goto(`${origin}?${query.toString()}#${route}`);
      await page.waitForSelector('h1, [role=status], [role=alert]', { timeout: 10_000 }).catch((error: unknown) => {
        throw new Error(`no screen at ${route}: ${complaints.join('; ')}`, { cause: error });
      });
      return { page, complaints, close: stop };
    },
    async close() {
      await app.close();
      await display.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function launch(
  executablePath: string,
  folder: string,
  screen: Readonly<Record<string, string>>,
): Promise<ElectronApplication> {
  const own = Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return _electron.launch({
    executablePath,
    args: [folder, ...(isRoot ? ['--no-sandbox'] : []), `--user-data-dir=${join(folder, 'data')}`],
    env: {
      ...Object.fromEntries(own),
      ...screen,
      ASSENT_RENDERER: inProject('dist/renderer'),
      TZ: 'Africa/Johannesburg',
    },
  });
}
