import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { extname, join } from 'node:path';
import { chromium } from 'playwright-core';
import type { Browser, Page } from 'playwright-core';
import { build } from 'vite';
import type { Scenario } from './scripted-world.ts';

const root = new URL('../../..', import.meta.url).pathname;
const built = process.env['ASSENT_TEST_RENDERER'] ?? join(root, 'dist/renderer');
const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.woff2': 'font/woff2',
};

/** The browser the specs run in: `ASSENT_TEST_BROWSER`, or the system's Chromium. */
const browserPath = process.env['ASSENT_TEST_BROWSER'] ?? '/usr/bin/chromium';

/** Why the specs of this folder cannot run here, said aloud too; null when they can. */
export function whyNot(): string | null {
  const reason = missing();
  if (reason !== null) process.stderr.write(`skipped: ${reason}\n`);
  return reason;
}

function missing(): string | null {
  if (!existsSync(browserPath)) return `no browser at ${browserPath}: set ASSENT_TEST_BROWSER to a Chromium`;
  if (!existsSync(join(built, 'index.html'))) return 'dist/renderer is not built: run the renderer build first';
  return null;
}

/** The same rules as the app's own pages: scripts and fonts from here, styles with the nonce, nothing else at all. */
function policy(nonce: string): string {
  return `default-src 'none'; script-src 'self'; style-src 'self' 'nonce-${nonce}'; img-src 'self' data:; font-src 'self'; connect-src 'none'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types default`;
}

function serve(): Promise<Server> {
  const files = new Set(
    readdirSync(built, { recursive: true }).map((path) => `/${String(path).replaceAll('\\', '/')}`),
  );
  const server = createServer((request, response) => {
    if (request.url === '/favicon.ico') return void response.writeHead(204).end();
    const path = request.url === '/' ? '/index.html' : ((request.url ?? '').split('?')[0] ?? '');
    if (!files.has(path) || extname(path) === '') return void response.writeHead(404).end();
    const body = readFileSync(join(built, path));
    const html =
      path === '/index.html'
        ? body.toString('utf8').replace('name="csp-nonce" content=""', 'name="csp-nonce" content="c3BlY3M="')
        : body;
    response
      .writeHead(200, {
        'Content-Type': types[extname(path)] ?? 'application/octet-stream',
        'Content-Security-Policy': policy('c3BlY3M='),
      })
      .end(html);
  });
  return new Promise((done) => server.listen(0, '127.0.0.1', () => done(server)));
}

async function scriptedApi(): Promise<string> {
  const result = await build({
    configFile: false,
    root,
    logLevel: 'error',
    build: {
      write: false,
      minify: false,
      target: 'chrome130',
      lib: { entry: join(root, 'test/e2e/mocked/scripted-api.ts'), formats: ['iife'], name: 'scriptedApi' },
    },
  });
  const [output] = Array.isArray(result) ? result : [result];
  if (!output || !('output' in output)) throw new Error('the scripted api did not build');
  return output.output[0].code;
}

export interface MockedWindow {
  readonly page: Page;
  /** What the page complained about: errors, refused resources, requests that left the loopback server. */
  readonly complaints: string[];
  readonly close: () => Promise<void>;
}

export interface Rig {
  readonly open: (
    route: string,
    scenario?: Partial<Scenario>,
    size?: { width: number; height: number },
  ) => Promise<MockedWindow>;
  readonly close: () => Promise<void>;
}

/** The built renderer in a real browser, behind the real content policy, in front of a scripted main. */
export async function startRig(): Promise<Rig> {
  const server = await serve();
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const origin = `http://127.0.0.1:${address.port}`;
  const script = await scriptedApi();
  const browser: Browser = await chromium.launch({
    executablePath: browserPath,
    args: ['--no-sandbox', '--force-color-profile=srgb'],
  });
  return {
    async open(route, scenario = {}, size = { width: 1280, height: 800 }) {
      const context = await browser.newContext({
        viewport: size,
        reducedMotion: 'reduce',
        locale: 'en-GB',
        timezoneId: 'Africa/Johannesburg',
        bypassCSP: false,
      });
      const page = await context.newPage();
      const complaints: string[] = [];
      page.on('pageerror', (error) => complaints.push(`error: ${error.message}`));
      page.on('console', (message) => {
        if (message.type() === 'error' || message.type() === 'warning')
          complaints.push(`${message.type()}: ${message.text()}`);
      });
      page.on('request', (request) => {
        if (!request.url().startsWith(origin) && !request.url().startsWith('data:'))
          complaints.push(`left the page: ${request.url()}`);
      });
      await page.addInitScript({ content: `globalThis.scenario = ${JSON.stringify(scenario)};\n${script}` });
      await page.goto(`${origin}/#${route}`);
      await page.waitForSelector('h1', { timeout: 10_000 }).catch((error: unknown) => {
        throw new Error(`no screen at ${route}: ${complaints.join('; ')}`, { cause: error });
      });
      return { page, complaints, close: () => context.close() };
    },
    async close() {
      await browser.close();
      await new Promise((done) => server.close(done));
    },
  };
}
