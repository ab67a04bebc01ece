import { createServer } from 'node:net';
import type { AddressInfo, Server } from 'node:net';
import { join } from 'node:path';
import type { ElectronApplication, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { removeFolder, scratchFolder, stageWindows } from '../../../main/tasks/window-session.ts';
import type { WindowSession, WindowStage } from '../../../main/tasks/window-session.ts';
import type {} from '../../../preload/window.d.ts';

// The window as a hostile page would find it (security.md, section 5 E). Everything is tried from inside the real page.

let stage: WindowStage;
let session: WindowSession;
let app: ElectronApplication;
let page: Page;
let folder: string;
let recorder: Server;
let port = 0;
let connections = 0;

beforeAll(async () => {
  recorder = createServer((socket) => {
    connections += 1;
    socket.destroy();
  });
  await new Promise<void>((resolve) => recorder.listen(0, '127.0.0.1', resolve));
  port = (recorder.address() as AddressInfo).port;
  stage = await stageWindows();
  folder = await scratchFolder();
  session = await stage.open({ workspace: join(folder, 'workspace'), userData: join(folder, 'window') });
  ({ app, page } = session);
});

afterAll(async () => {
  await session.close();
  await stage.remove();
  await removeFolder(folder);
  recorder.close();
});

beforeEach(() => {
  connections = 0;
});

/** Long enough for a request to reach a server on this computer. */
const settleMs = 400;

describe('E2: nothing leaves the page', () => {
  test('the recorder sees a connection that is made', async () => {
    await fetch(`http://127.0.0.1:${port}/`).catch(() => undefined);
    expect(connections).toBeGreaterThan(0);
  });

  test.each([
    ['fetch', (base: string) => `fetch('http://${base}/').catch(() => {})`],
    [
      'XMLHttpRequest',
      (base: string) => `{ const x = new XMLHttpRequest(); x.open('POST', 'http://${base}/'); x.send('a'); }`,
    ],
    ['WebSocket', (base: string) => `try { new WebSocket('ws://${base}/') } catch {}`],
    ['EventSource', (base: string) => `try { new EventSource('http://${base}/') } catch {}`],
    ['sendBeacon', (base: string) => `navigator.sendBeacon('http://${base}/', 'a')`],
    ['image', (base: string) => `new Image().src = 'http://${base}/x.png'`],
    [
      'stylesheet',
      (base: string) =>
        `{ const l = document.createElement('link'); l.rel = 'stylesheet'; l.href = 'http://${base}/x.css'; document.head.append(l); }`,
    ],
    [
      'prefetch',
      (base: string) =>
        `{ const l = document.createElement('link'); l.rel = 'prefetch'; l.href = 'http://${base}/x'; document.head.append(l); }`,
    ],
    [
      'script',
      (base: string) =>
        `{ const s = document.createElement('script'); try { s.src = 'http://${base}/x.js'; document.head.append(s); } catch {} }`,
    ],
    [
      'frame',
      (base: string) =>
        `{ const f = document.createElement('iframe'); f.src = 'http://${base}/'; document.body.append(f); f.remove; }`,
    ],
    [
      'form',
      (base: string) =>
        `{ const f = document.createElement('form'); f.action = 'http://${base}/'; f.method = 'post'; document.body.append(f); f.submit(); }`,
    ],
    [
      'WebRTC',
      (base: string) =>
        `{ const p = new RTCPeerConnection({ iceServers: [{ urls: 'turn:${base}?transport=tcp', username: 'a', credential: 'b' }] }); p.createDataChannel('a'); p.createOffer().then((o) => p.setLocalDescription(o)); }`,
    ],
  ])('%s', async (_name, script) => {
    await page.evaluate(script(`127.0.0.1:${port}`));
    await page.waitForTimeout(settleMs);
    expect(connections).toBe(0);
  });
});

describe('E3: the page cannot go anywhere', () => {
  test.each([
    ['location', (base: string) => `location.href = 'http://${base}/'`],
    ['data: address', () => `location.href = 'data:text/html,<h1>x</h1>'`],
    ['file: address', () => `location.href = 'file:///etc/passwd'`],
    ['javascript: address', () => `location.href = 'javascript:document.title="owned"'`],
    ['blob: address', () => `location.href = URL.createObjectURL(new Blob(['<h1>x</h1>'], { type: 'text/html' }))`],
    ['another host of app:', () => `location.href = 'app://evil/'`],
    ['a file of app: that is no page', () => `location.href = 'app://assent/nothing-here'`],
    [
      'link',
      (base: string) =>
        `{ const a = document.createElement('a'); a.href = 'http://${base}/'; document.body.append(a); a.click(); }`,
    ],
    [
      'link to a new window',
      (base: string) =>
        `{ const a = document.createElement('a'); a.href = 'http://${base}/'; a.target = '_blank'; document.body.append(a); a.click(); }`,
    ],
    ['window.open', (base: string) => `window.open('http://${base}/')`],
    ['window.open of our own page', () => `window.open('app://assent/')`],
    [
      'meta refresh',
      (base: string) =>
        `{ const m = document.createElement('meta'); m.httpEquiv = 'refresh'; m.content = '0;url=http://${base}/'; document.head.append(m); }`,
    ],
  ])('%s', async (_name, script) => {
    await page.evaluate(script(`127.0.0.1:${port}`)).catch(() => undefined);
    await page.waitForTimeout(settleMs);
    expect(new URL(page.url()).origin === 'null' ? page.url().slice(0, 13) : page.url()).toContain('app://assent');
    expect(app.windows()).toHaveLength(1);
    expect(await page.title()).not.toBe('owned');
    expect(connections).toBe(0);
  });
});

describe('E3: the window is never left empty', () => {
  const isHome = (): Promise<boolean> => page.getByRole('heading', { level: 1 }).isVisible();

  test.each([
    ['location', `location.href = 'about:blank'`],
    ['location, replaced', `location.replace('about:blank')`],
    [
      'a link',
      `{ const a = document.createElement('a'); a.href = 'about:blank'; document.body.append(a); a.click(); }`,
    ],
    ['twice in a row', `location.href = 'about:blank'; setTimeout(() => { location.href = 'about:blank#2' }, 20)`],
  ])('about:blank by %s is undone', async (_name, script) => {
    const left = page.waitForEvent('framenavigated', (frame) => frame.url().startsWith('about:blank'));
    await page.evaluate(script).catch(() => undefined);
    await left;
    await page.waitForURL('app://assent/');
    await expect.poll(isHome).toBe(true);
  });

  test.each(['back()', 'go(-1)', 'go(-5)', 'forward()', 'go(1)'])('history.%s stays on the page', async (step) => {
    await page.evaluate(`location.href = 'about:blank'`).catch(() => undefined);
    await page.waitForURL('app://assent/');
    await expect.poll(isHome).toBe(true);
    await page.evaluate(`history.${step}`);
    await page.waitForTimeout(settleMs);
    await page.waitForURL('app://assent/**');
    expect(await isHome()).toBe(true);
    expect(await page.evaluate(() => history.length)).toBe(1);
  });

  test('going back over screens still works', async () => {
    await page.evaluate(() => (location.hash = '#/one'));
    await page.evaluate(() => (location.hash = '#/two'));
    await page.evaluate(() => history.back());
    await page.waitForURL('app://assent/#/one');
    expect(await isHome()).toBe(true);
  });
});

describe('E4: every permission is denied', () => {
  test.each([
    'geolocation',
    'notifications',
    'camera',
    'microphone',
    'clipboard-read',
    'midi',
    'persistent-storage',
    'storage-access',
    'background-sync',
    'screen-wake-lock',
    'local-fonts',
    'window-management',
  ])('%s', async (name) => {
    const state = await page.evaluate(
      (permission) =>
        navigator.permissions.query({ name: permission as PermissionName }).then(
          (status) => status.state,
          () => 'unsupported',
        ),
      name,
    );
    expect(['denied', 'unsupported']).toContain(state);
  });

  test.each([
    ['camera', `navigator.mediaDevices.getUserMedia({ video: true })`],
    ['screen', `navigator.mediaDevices.getDisplayMedia({ video: true })`],
    ['place', `new Promise((ok, no) => navigator.geolocation.getCurrentPosition(ok, no))`],
    ['clipboard', `navigator.clipboard.readText()`],
    ['MIDI', `navigator.requestMIDIAccess({ sysex: true })`],
    ['USB', `navigator.usb.requestDevice({ filters: [] })`],
    ['serial', `navigator.serial.requestPort()`],
    [
      'HID',
      `navigator.hid.requestDevice({ filters: [] }).then((found) => found.length === 0 ? Promise.reject(new Error('none')) : found)`,
    ],
    ['Bluetooth', `navigator.bluetooth.requestDevice({ acceptAllDevices: true })`],
  ])('%s cannot be used', async (_name, script) => {
    const outcome = await Promise.race([
      page.evaluate(`(async () => { try { await (${script}); return 'allowed' } catch { return 'denied' } })()`),
      page.waitForTimeout(3_000).then(() => 'denied'),
    ]);
    expect(outcome).toBe('denied');
  });

  test('notifications', async () => {
    expect(await page.evaluate(() => Notification.requestPermission())).toBe('denied');
  });
});

describe('E5 and E6: app:// serves a fixed list, always with its policy', () => {
  const get = (path: string): Promise<{ status: number; headers: Record<string, string> }> =>
    app.evaluate(async ({ session: sessions }, url) => {
      const answer = await sessions.fromPartition('assent').fetch(url);
      return { status: answer.status, headers: Object.fromEntries(answer.headers.entries()) };
    }, `app://assent${path}`);

  test.each([
    '/../package.json',
    '/%2e%2e/package.json',
    '/..%5cpackage.json',
    '/%00',
    '/main/index.js',
    `/${'a'.repeat(5_000)}`,
  ])('%s is not there', async (path) => {
    const { status, headers } = await get(path);
    expect(status).toBe(404);
    expect(headers['content-security-policy']).toContain("default-src 'none'");
  });

  test('the page itself carries every header', async () => {
    const { status, headers } = await get('/');
    expect(status).toBe(200);
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
    });
    for (const rule of [
      "script-src 'self'",
      "connect-src 'none'",
      "object-src 'none'",
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
      "require-trusted-types-for 'script'",
    ]) {
      expect(headers['content-security-policy']).toContain(rule);
    }
    expect(headers['content-security-policy']).not.toMatch(/unsafe/);
  });
});

describe('E7: the page has no power of its own', () => {
  test('its web preferences are the strict ones', async () => {
    const preferences = await app.evaluate(({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents as unknown as {
        getLastWebPreferences(): Record<string, unknown>;
      };
      return contents.getLastWebPreferences();
    });
    expect(preferences).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
    });
    // Electron leaves out what was never switched on.
    const dangerous = [
      'nodeIntegrationInWorker',
      'nodeIntegrationInSubFrames',
      'allowRunningInsecureContent',
      'experimentalFeatures',
      'webviewTag',
      'navigateOnDragDrop',
    ];
    expect(dangerous.filter((name) => preferences[name] === true)).toEqual([]);
  });

  test('it has no Node, and exactly three doors', async () => {
    expect(await page.evaluate(`[typeof require, typeof process, typeof module, typeof Buffer].join()`)).toBe(
      'undefined,undefined,undefined,undefined',
    );
    expect(await page.evaluate(() => Object.keys(window.api).toSorted())).toEqual(['call', 'dropFiles', 'on']);
  });

  test('markup from a string is never markup, and an inline handler never runs', async () => {
    const outcome = await page.evaluate(`(() => {
      try { document.body.insertAdjacentHTML('beforeend', '<img src=x onerror="window.owned = 1">'); return 'inserted' } catch { return 'refused' }
    })()`);
    expect(outcome).toBe('refused');
    await page
      .evaluate(
        `{ const b = document.createElement('button'); b.setAttribute('on' + 'click', 'window.owned = 1'); document.body.append(b); b.click(); b.remove(); }`,
      )
      .catch(() => undefined);
    expect(await page.evaluate('window.owned')).toBeUndefined();
    await page.evaluate(`try { setTimeout('window.owned = 1', 0) } catch {}`);
    await page.waitForTimeout(100);
    expect(await page.evaluate('window.owned')).toBeUndefined();
  });
});

describe('the border', () => {
  test('an unknown call does not exist, an extra key is refused, a wrong type is refused', async () => {
    await expect(page.evaluate(() => window.api.call('files.read' as never, {} as never))).rejects.toThrow();
    const extra = await page.evaluate(() =>
      window.api.call('contacts.page', { search: '', after: null, limit: 5, sql: 'x' } as never),
    );
    expect(extra).toMatchObject({ ok: false, error: { code: 'input.invalid' } });
    const wrong = await page.evaluate(() =>
      window.api.call('contacts.page', { search: '', after: null, limit: 5_000 } as never),
    );
    expect(wrong).toMatchObject({ ok: false, error: { code: 'input.invalid' } });
  });

  test('a path cannot be made up: not as a token, not as a scripted file', async () => {
    const forged = await page.evaluate(() =>
      window.api.call('imports.describe', {
        token: 'a'.repeat(24),
        sheet: null,
        encoding: null,
        delimiter: null,
        country: 'ZA',
      } as never),
    );
    expect(forged).toMatchObject({ ok: false });
    expect(await page.evaluate(() => window.api.dropFiles([new File(['a'], '/etc/passwd')]))).toEqual([]);
  });

  test('another window, even with our preload, is no sender', async () => {
    const outcome = await app.evaluate(async ({ BrowserWindow, app: electronApp }) => {
      const preload = `${electronApp.getAppPath()}/dist/preload/preload.cjs`;
      const other = new BrowserWindow({
        show: false,
        webPreferences: { preload, sandbox: true, contextIsolation: true },
      });
      await other.loadURL('about:blank').catch(() => undefined);
      const answer: unknown = await other.webContents.executeJavaScript(
        `window.api ? window.api.call('workspace.info', {}) : 'no api'`,
      );
      other.destroy();
      return answer;
    });
    expect(outcome).toMatchObject({ ok: false, error: { code: 'sender.refused' } });
  });
});
