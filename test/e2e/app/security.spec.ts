import { createSocket } from 'node:dgram';
import type { Socket } from 'node:dgram';
import { createServer } from 'node:net';
import type { AddressInfo, Server } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { callNames } from '../../../main/contract/channels.ts';
import { removeFolder, scratchFolder, stageWindows } from '../../../main/tasks/window-session.ts';
import type { WindowSession, WindowStage } from '../../../main/tasks/window-session.ts';

// The shell as an attacker inside the page meets it: the real window, the real border, a recorder on loopback.

interface Reply {
  readonly ok: boolean;
  readonly error?: { readonly code: string };
}

interface Bridge {
  call(name: string, input: unknown): Promise<Reply>;
  on(name: string, listener: (data: unknown) => void): () => void;
  dropFiles(files: readonly File[]): Promise<readonly unknown[]>;
}

/** Counts every connection and datagram that reaches it. */
interface Recorder {
  readonly port: number;
  seen: number;
  close(): Promise<void>;
}

async function startRecorder(): Promise<Recorder> {
  const server: Server = createServer((socket) => {
    recorder.seen += 1;
    socket.on('error', () => undefined);
    socket.end('HTTP/1.1 200 OK\r\nContent-Length: 0\r\nAccess-Control-Allow-Origin: *\r\n\r\n');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const datagrams: Socket = createSocket('udp4', () => (recorder.seen += 1));
  await new Promise<void>((resolve) => datagrams.bind(port, '127.0.0.1', resolve));
  const recorder: Recorder = {
    port,
    seen: 0,
    async close() {
      datagrams.close();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return recorder;
}

let stage: WindowStage;
let folder: string;
let session: WindowSession;
let recorder: Recorder;

/** Long enough for a request that was let through to reach a recorder on this computer. */
const settleMs = 400;

beforeAll(async () => {
  recorder = await startRecorder();
  stage = await stageWindows();
  folder = await scratchFolder();
  session = await stage.open({ workspace: join(folder, 'workspace'), userData: join(folder, 'window') });
  session.page.setDefaultTimeout(15_000);
});

afterAll(async () => {
  await session.close();
  await stage.remove();
  await recorder.close();
  await removeFolder(folder);
});

beforeEach(async () => {
  recorder.seen = 0;
  await session.page.goto('app://assent/');
  await session.page.locator('h1').first().waitFor();
});

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

describe('nothing leaves the page', () => {
  test('the recorder does see a request of the main process, so it would see one of the page', async () => {
    await fetch(`http://127.0.0.1:${recorder.port}/`).then((answer) => answer.text());
    expect(recorder.seen).toBe(1);
  });

  test('no request API of a script reaches the network', async () => {
    const outcomes = await session.page.evaluate(async (port) => {
      const url = `http://127.0.0.1:${port}/script`;
      const settled = (start: (done: (how: string) => void) => void): Promise<string> =>
        new Promise((resolve) => {
          try {
            start(resolve);
          } catch (error) {
            resolve(`threw ${(error as Error).name}`);
          }
        });
      return {
        fetch: await fetch(url, { mode: 'no-cors' }).then(
          () => 'open',
          () => 'refused',
        ),
        xhr: await settled((done) => {
          const request = new XMLHttpRequest();
          request.onload = () => done('open');
          request.onerror = () => done('refused');
          request.open('POST', url);
          request.send('x');
        }),
        socket: await settled((done) => {
          const socket = new WebSocket(`ws://127.0.0.1:${port}/`);
          socket.onopen = () => done('open');
          socket.onerror = () => done('refused');
        }),
        events: await settled((done) => {
          const source = new EventSource(url);
          source.onopen = () => done('open');
          source.onerror = () => {
            source.close();
            done('refused');
          };
        }),
        keepalive: await fetch(url, { mode: 'no-cors', keepalive: true }).then(
          () => 'open',
          () => 'refused',
        ),
        // Answers true whenever it could be queued, so only the recorder tells.
        beacon: await settled((done) => {
          navigator.sendBeacon(url, 'x');
          done('queued');
        }),
      };
    }, recorder.port);
    await wait(settleMs);
    expect(outcomes).toMatchObject({ fetch: 'refused', xhr: 'refused', keepalive: 'refused' });
    expect(['refused', 'threw SecurityError']).toContain(outcomes.socket);
    expect(['refused', 'threw SecurityError']).toContain(outcomes.events);
    expect(recorder.seen).toBe(0);
  });

  test('no element loads from the network', async () => {
    await session.page.evaluate((port) => {
      const from = (tag: string, attributes: Readonly<Record<string, string>>): void => {
        const element = document.createElement(tag);
        for (const [name, value] of Object.entries(attributes)) {
          // A script's src is guarded against strings as well; that alone would prove nothing about the network.
          try {
            element.setAttribute(name, value);
          } catch {
            continue;
          }
        }
        document.body.append(element);
      };
      const url = `http://127.0.0.1:${port}/element`;
      from('img', { src: url });
      from('link', { rel: 'stylesheet', href: url });
      from('link', { rel: 'preload', as: 'image', href: url });
      from('link', { rel: 'prefetch', href: url });
      from('link', { rel: 'preconnect', href: `http://127.0.0.1:${port}` });
      from('link', { rel: 'icon', href: url });
      from('script', { src: url });
      from('iframe', { src: url });
      from('object', { data: url });
      from('embed', { src: url });
      from('video', { src: url });
      from('audio', { src: url });
      const style = document.createElement('style');
      style.nonce = document.querySelector<HTMLMetaElement>('meta[name=csp-nonce]')?.content ?? '';
      style.textContent = `@import url(${url}); body { background-image: url(${url}) } @font-face { font-family: q; src: url(${url}) } h1 { font-family: q }`;
      document.head.append(style);
    }, recorder.port);
    await wait(settleMs);
    expect(recorder.seen).toBe(0);
  });

  test('WebRTC sends nothing to a STUN server', async () => {
    await session.page.evaluate(async (port) => {
      if (typeof RTCPeerConnection === 'undefined') return;
      try {
        const connection = new RTCPeerConnection({
          iceServers: [
            { urls: `stun:127.0.0.1:${port}` },
            { urls: `turn:127.0.0.1:${port}?transport=tcp`, username: 'u', credential: 'p' },
          ],
        });
        connection.createDataChannel('x');
        await connection.setLocalDescription(await connection.createOffer());
        await new Promise((resolve) => setTimeout(resolve, 2_500));
        connection.close();
      } catch {
        // Refused outright is as good.
      }
    }, recorder.port);
    await wait(settleMs);
    expect(recorder.seen).toBe(0);
  });
});

/** The window's address and how many windows there are, as main sees them. */
function windows(): Promise<readonly string[]> {
  return session.app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().map((window) => window.webContents.getURL()),
  );
}

async function expectToStay(): Promise<void> {
  await wait(settleMs);
  const open = await windows();
  expect(open).toHaveLength(1);
  expect(new URL(open[0] ?? '').origin).toBe(new URL('app://assent/').origin);
  expect(open[0]).toMatch(/^app:\/\/assent\//);
  expect(recorder.seen).toBe(0);
}

describe('the page stays where it is', () => {
  const ways: Readonly<Record<string, (url: string) => void>> = {
    'location =': (url) => (location.href = url),
    'location.replace': (url) => location.replace(url),
    'a meta refresh': (url) => {
      const meta = document.createElement('meta');
      meta.httpEquiv = 'refresh';
      meta.content = `0;url=${url}`;
      document.head.append(meta);
    },
    'a form': (url) => {
      const form = document.createElement('form');
      form.method = 'post';
      form.action = url;
      document.body.append(form);
      form.submit();
    },
    'window.open': (url) => void window.open(url),
    'window.open of a blank page': () => void window.open('about:blank', '_blank'),
    'window.open of an own page': () => void window.open('app://assent/index.html', '_blank'),
    'a link': (url) => {
      const link = document.createElement('a');
      link.href = url;
      document.body.append(link);
      link.click();
    },
    'a link to a new window': (url) => {
      const link = document.createElement('a');
      link.href = url;
      link.target = '_blank';
      document.body.append(link);
      link.click();
    },
    'a download link': (url) => {
      const link = document.createElement('a');
      link.href = url;
      link.download = 'x';
      document.body.append(link);
      link.click();
    },
    'a frame around it': (url) => {
      const frame = document.createElement('iframe');
      frame.src = url;
      document.body.append(frame);
    },
  };
  for (const [name, go] of Object.entries(ways)) {
    test(name, async () => {
      await session.page.evaluate(go, `http://127.0.0.1:${recorder.port}/away`).catch(() => undefined);
      await expectToStay();
    });
  }

  test.each(['file:///etc/passwd', 'data:text/html,<h1>x</h1>', 'app://evil/', 'about:blank', 'chrome://gpu'])(
    'location = %s',
    async (url) => {
      await session.page.evaluate((to) => (location.href = to), url).catch(() => undefined);
      await expectToStay();
    },
  );

  test('real left and middle clicks on a link', async () => {
    await session.page.evaluate((url) => {
      const link = document.createElement('a');
      link.href = url;
      link.id = 'away';
      link.textContent = 'away';
      link.style.cssText = 'position:fixed;inset:0;z-index:99999';
      document.body.append(link);
    }, `http://127.0.0.1:${recorder.port}/click`);
    const link = session.page.locator('#away');
    await link.click({ button: 'middle', noWaitAfter: true });
    await expectToStay();
    await link.click({ modifiers: ['Control'], noWaitAfter: true });
    await expectToStay();
    await link.click({ modifiers: ['Shift'], noWaitAfter: true });
    await expectToStay();
    await link.click({ noWaitAfter: true });
    await expectToStay();
  });

  test('an address dropped on the window', async () => {
    await session.page.evaluate((url) => {
      const transfer = new DataTransfer();
      transfer.setData('text/uri-list', url);
      transfer.setData('text/plain', url);
      document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true }));
    }, `http://127.0.0.1:${recorder.port}/dropped`);
    await expectToStay();
  });

  test('back and forward', async () => {
    await session.page.evaluate(() => {
      history.pushState(null, '', '/one');
      history.back();
      history.back();
      history.go(-9);
      history.forward();
    });
    await expectToStay();
    await expect(session.page.evaluate(() => history.pushState(null, '', 'http://127.0.0.1/'))).rejects.toThrow();
  });
});

test('every permission is denied', async () => {
  const outcomes = await session.page.evaluate(async () => {
    const names = `accelerometer ambient-light-sensor background-fetch background-sync camera clipboard-read
      clipboard-write display-capture geolocation gyroscope idle-detection keyboard-lock local-fonts magnetometer
      microphone midi nfc notifications payment-handler periodic-background-sync persistent-storage pointer-lock push
      screen-wake-lock speaker-selection storage-access top-level-storage-access window-management`.split(/\s+/);
    const states: Record<string, string> = {};
    for (const name of names) {
      const extra = name === 'push' ? { userVisibleOnly: true } : name === 'midi' ? { sysex: true } : {};
      states[name] = await navigator.permissions
        .query({ name, ...extra } as unknown as PermissionDescriptor)
        .then((status) => status.state)
        .catch(() => 'unknown here');
    }
    const refused = (start: () => Promise<unknown>): Promise<string> =>
      Promise.race([
        (async () => start())().then(
          (got) => (got === null || got === undefined ? 'nothing' : 'given'),
          () => 'refused',
        ),
        new Promise<string>((resolve) => setTimeout(() => resolve('no answer'), 3_000)),
      ]);
    const device = navigator as unknown as Record<string, Record<string, (options: unknown) => Promise<unknown>>>;
    const ask = (kind: string, method: string, options: unknown) => (): Promise<unknown> => {
      const api = device[kind];
      if (!api?.[method]) return Promise.reject(new Error('not there'));
      return api[method](options);
    };
    const asked = {
      camera: await refused(() => navigator.mediaDevices.getUserMedia({ video: true })),
      microphone: await refused(() => navigator.mediaDevices.getUserMedia({ audio: true })),
      screen: await refused(() => navigator.mediaDevices.getDisplayMedia({ video: true })),
      place: await refused(() => new Promise((yes, no) => navigator.geolocation.getCurrentPosition(yes, no))),
      clipboardRead: await refused(() => navigator.clipboard.read()),
      clipboardText: await refused(() => navigator.clipboard.readText()),
      midi: await refused(() => navigator.requestMIDIAccess({ sysex: true })),
      usb: await refused(ask('usb', 'requestDevice', { filters: [] })),
      hid: await refused(ask('hid', 'requestDevice', { filters: [] }).bind(null)),
      serial: await refused(ask('serial', 'requestPort', {})),
      bluetooth: await refused(ask('bluetooth', 'requestDevice', { acceptAllDevices: true })),
    };
    return { states, asked, notifications: await Notification.requestPermission() };
  });
  const { states, asked, notifications } = outcomes;
  // A name this Chromium does not know gives no permission either; most must be known for the test to mean anything.
  const known = Object.entries(states).filter(([, state]) => state !== 'unknown here');
  expect(known.length).toBeGreaterThanOrEqual(15);
  expect(known.filter(([, state]) => state !== 'denied')).toEqual([]);
  expect(Object.entries(asked).filter(([, outcome]) => outcome !== 'refused')).toEqual([]);
  expect(notifications).toBe('denied');
});

/** An answer of the app:// handler, asked from main because the page itself may not fetch at all. */
function ask(url: string, method = 'GET'): Promise<{ status: number; headers: Record<string, string>; body: string }> {
  return session.app.evaluate(
    async ({ session: sessions }, request) => {
      const answer = await sessions.fromPartition('assent').fetch(request.url, { method: request.method });
      return { status: answer.status, headers: Object.fromEntries(answer.headers), body: await answer.text() };
    },
    { url, method },
  );
}

describe('app://', () => {
  test('serves the page', async () => {
    const page = await ask('app://assent/');
    expect(page.status).toBe(200);
    expect(page.body).toContain('<div id="root">');
  });

  test.each([
    'app://assent/../package.json',
    'app://assent/../../../../../../etc/passwd',
    'app://assent/%2e%2e/main/index.js',
    'app://assent/%2e%2e%2f%2e%2e%2fpackage.json',
    'app://assent/..%2fmain%2findex.js',
    'app://assent/..%5cmain%5cindex.js',
    'app://assent/assets/..%5c..%5cmain%5cindex.js',
    'app://assent/index.html%00.png',
    'app://assent/%00',
    'app://assent//etc/passwd',
    'app://assent/index.html/',
    'app://assent/main/index.js',
    'app://assent/preload/preload.cjs',
    'app://assent/__proto__',
    'app://assent/constructor',
    `app://assent/${'a'.repeat(60_000)}`,
    `app://assent/${'../'.repeat(5_000)}etc/passwd`,
    'app://evil/',
    'app://evil/index.html',
    'app://assent.evil/index.html',
  ])('answers 404 to %.60s', async (url) => {
    const answer = await ask(url);
    expect(answer.status).toBe(404);
    expect(answer.body).toBe('Not found');
  });

  test('answers nothing but GET', async () => {
    expect((await ask('app://assent/index.html', 'POST')).status).toBe(404);
  });

  test.each(['app://assent/', 'app://assent/nothing-here', 'app://evil/'])('%s carries every header', async (url) => {
    const { headers } = await ask(url);
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'referrer-policy': 'no-referrer',
    });
    const policy = new Map(
      (headers['content-security-policy'] ?? '').split('; ').map((rule) => {
        const [name, ...values] = rule.split(' ');
        return [name ?? '', values] as const;
      }),
    );
    for (const name of ['default-src', 'connect-src', 'object-src', 'base-uri', 'form-action', 'frame-ancestors']) {
      expect([name, policy.get(name)]).toEqual([name, ["'none'"]]);
    }
    expect(policy.get('script-src')).toEqual(["'self'"]);
    expect(policy.get('require-trusted-types-for')).toEqual(["'script'"]);
    expect(policy.get('trusted-types')).toEqual(['default']);
    expect(policy.get('style-src')?.[1]).toMatch(/^'nonce-[\w+/]{24}'$/);
    expect((await ask(url)).headers['content-security-policy']).not.toBe(headers['content-security-policy']);
  });
});

test('the window has exactly the hardened preferences', async () => {
  const all = await session.app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().map((window) => {
      const contents = window.webContents as unknown as { getLastWebPreferences(): Record<string, unknown> };
      const { preload: _path, session: _session, ...rest } = contents.getLastWebPreferences();
      return JSON.parse(JSON.stringify(rest)) as Record<string, unknown>;
    }),
  );
  expect(all).toHaveLength(1);
  expect(all[0]).toMatchObject({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    webviewTag: false,
    navigateOnDragDrop: false,
    spellcheck: false,
    disableBlinkFeatures: 'Auxclick',
  });
  expect(all[0]).not.toHaveProperty('enableBlinkFeatures');
});

describe('injected markup', () => {
  /** Puts elements into the page as an attacker's markup would stand there, and says what ran and what was reported. */
  async function inject(put: () => void): Promise<{ ran: boolean; reported: readonly string[] }> {
    await session.page.evaluate(() => {
      const own = window as unknown as { ran: boolean; reported: string[] };
      own.ran = false;
      own.reported = [];
      document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) =>
        own.reported.push(effectiveDirective),
      );
    });
    await session.page.evaluate(put).catch(() => undefined);
    await wait(200);
    return session.page.evaluate(() => {
      const { ran, reported } = window as unknown as { ran: boolean; reported: string[] };
      return { ran, reported };
    });
  }

  test('an inline script does not run', async () => {
    const { ran, reported } = await inject(() => {
      // Parsed elsewhere, where no Trusted Types are asked for, and moved in: the CSP alone has to stop it.
      const script = document.createElement('script');
      script.append(document.createTextNode('window.ran = true'));
      document.body.append(script);
    });
    expect(ran).toBe(false);
    expect(reported.length).toBeGreaterThan(0);
    expect(reported.every((rule) => rule === 'script-src-elem' || rule === 'require-trusted-types-for')).toBe(true);
  });

  test('a script from elsewhere does not load', async () => {
    const { ran, reported } = await inject(() => {
      const script = document.createElement('script');
      (script as { src: string }).src = 'data:text/javascript,window.ran=true';
      document.body.append(script);
    });
    expect(ran).toBe(false);
    expect(reported.length).toBeGreaterThan(0);
  });

  test('an inline handler does not run', async () => {
    const { ran, reported } = await inject(() => {
      const image = document.createElement('img');
      const handler = document.createAttribute('onerror');
      handler.value = 'window.ran = true';
      image.setAttributeNode(handler);
      image.src = 'data:image/png;base64,AA';
      document.body.append(image);
    });
    expect(ran).toBe(false);
    expect(reported.length).toBeGreaterThan(0);
  });

  test('a javascript: address does not run', async () => {
    const { ran, reported } = await inject(() => {
      const link = document.createElement('a');
      link.href = 'javascript:window.ran=true';
      document.body.append(link);
      link.click();
    });
    expect(ran).toBe(false);
    expect(reported.length).toBeGreaterThan(0);
  });

  test('eval and its relatives do not run', async () => {
    const outcomes = await session.page.evaluate(async () => {
      const page = window as unknown as { ran: boolean; outcome: string[] };
      page.ran = false;
      // The test's own code is let past the policy, so the attempt is made from a timer, where the policy holds.
      return new Promise<{ ran: boolean; threw: boolean }>((resolve) => {
        let threw = false;
        try {
          setTimeout('window.ran = true', 0);
        } catch {
          threw = true;
        }
        setTimeout(() => resolve({ ran: page.ran, threw }), 100);
      });
    });
    expect(outcomes.ran).toBe(false);
  });

  test('a style attribute and a style element without the nonce do not apply', async () => {
    const { reported } = await inject(() => {
      const box = document.createElement('div');
      box.id = 'styled';
      box.setAttribute('style', 'position: fixed');
      const style = document.createElement('style');
      style.append(document.createTextNode('#styled { float: right }'));
      document.body.append(style, box);
    });
    expect([...reported].sort()).toEqual(['style-src-attr', 'style-src-elem']);
    const looks = await session.page.locator('#styled').evaluate((box) => {
      const { position, cssFloat } = getComputedStyle(box);
      return { position, cssFloat };
    });
    expect(looks).toEqual({ position: 'static', cssFloat: 'none' });
  });

  test('a base element does not move the page’s addresses', async () => {
    const { reported } = await inject(() => {
      const base = document.createElement('base');
      base.href = 'http://127.0.0.1/';
      document.head.append(base);
    });
    expect(reported).toContain('base-uri');
    expect(await session.page.evaluate(() => document.baseURI)).toMatch(/^app:\/\/assent\//);
  });

  test('markup in a string never becomes an element', async () => {
    const outcomes = await session.page.evaluate(() => {
      const threw = (act: () => void): string => {
        try {
          act();
          return 'let through';
        } catch (error) {
          return (error as Error).name;
        }
      };
      const box = document.createElement('div');
      document.body.append(box);
      return {
        inner: threw(() => (box.innerHTML = '<img src=x onerror=alert(1)>')),
        outer: threw(() => (box.outerHTML = '<b>x</b>')),
        adjacent: threw(() => box.insertAdjacentHTML('beforeend', '<b>x</b>')),
        write: threw(() => document.write('<b>x</b>')),
        parser: threw(() => void new DOMParser().parseFromString('<b>x</b>', 'text/html')),
        frame: threw(() => (document.createElement('iframe').srcdoc = '<b>x</b>')),
        range: threw(() => void document.createRange().createContextualFragment('<b>x</b>')),
        secondPolicy: threw(() => {
          const types = (window as unknown as { trustedTypes: { createPolicy(name: string, rules: object): void } })
            .trustedTypes;
          types.createPolicy('mine', { createHTML: (text: string) => text });
        }),
        secondDefault: threw(() => {
          const types = (window as unknown as { trustedTypes: { createPolicy(name: string, rules: object): void } })
            .trustedTypes;
          types.createPolicy('default', { createHTML: (text: string) => text });
        }),
      };
    });
    expect(new Set(Object.values(outcomes))).toEqual(new Set(['TypeError']));
  });
});

describe('the bridge', () => {
  test('is all there is', async () => {
    const there = await session.page.evaluate(() => {
      const page = window as unknown as Record<string, unknown>;
      const names = ['require', 'process', 'electron', 'module', 'Buffer', 'global', 'ipcRenderer', '__dirname'];
      return { names: names.filter((name) => name in page), api: Object.keys(page['api'] as object).sort() };
    });
    expect(there).toEqual({ names: [], api: ['call', 'dropFiles', 'on'] });
  });

  test('cannot be replaced by the page', async () => {
    const isSame = await session.page.evaluate(() => {
      const page = window as unknown as { api: unknown };
      const before = page.api;
      try {
        page.api = { call: () => 'mine' };
      } catch {
        // Refused aloud is fine too.
      }
      return page.api === before;
    });
    expect(isSame).toBe(true);
  });

  test('knows no other name', async () => {
    const outcomes = await session.page.evaluate(async () => {
      const { api } = window as unknown as { api: Bridge };
      const refused: string[] = [];
      for (const name of ['app.quit', 'files:dropped', '__proto__', 'constructor', '', 'call:app.state']) {
        await api.call(name, {}).catch(() => refused.push(name));
      }
      let event = 'let through';
      try {
        api.on('ipc-message', () => undefined);
      } catch {
        event = 'refused';
      }
      return { refused: refused.length, event };
    });
    expect(outcomes).toEqual({ refused: 6, event: 'refused' });
  });

  test('refuses an extra key, a wrong type and a missing input in every call', async () => {
    const codes = await session.page.evaluate(async (names) => {
      const { api } = window as unknown as { api: Bridge };
      const seen: string[] = [];
      for (const name of names) {
        for (const input of [{ surprise: 1 }, null, undefined, 'text', 7, [[]]]) {
          const reply = await api.call(name, input);
          if (reply.ok || reply.error?.code !== 'input.invalid') seen.push(`${name} ${JSON.stringify(input)}`);
        }
      }
      return seen;
    }, callNames);
    expect(codes).toEqual([]);
  });

  test('gives no token for a file a script made up, and no file for a token it made up', async () => {
    const outcome = await session.page.evaluate(async () => {
      const { api } = window as unknown as { api: Bridge };
      const tokens = await api.dropFiles([new File(['x'], '/etc/passwd'), new File(['x'], 'people.csv')]);
      const forged = await api.call('imports.describe', {
        token: 'A'.repeat(24),
        sheet: null,
        encoding: null,
        delimiter: null,
        country: 'ZA',
      });
      const notFiles = await api.dropFiles([{ path: '/etc/passwd' } as unknown as File]).catch(() => []);
      return { tokens, forged, notFiles };
    });
    expect(outcome.tokens).toEqual([]);
    expect(outcome.notFiles).toEqual([]);
    expect(outcome.forged.error?.code).toBe('workspace.none');
  });

  test('answers only the window that main opened on our page', async () => {
    const outcomes = await session.app.evaluate(async ({ BrowserWindow, session: sessions }, names) => {
      const [own] = BrowserWindow.getAllWindows();
      const contents = own?.webContents as unknown as { getLastWebPreferences(): { preload: string } };
      const { preload } = contents.getLastWebPreferences();
      const codes: Record<string, string[]> = {};
      for (const url of ['about:blank', 'data:text/html,<h1>x</h1>', 'app://assent/', 'app://evil/']) {
        const other = new BrowserWindow({
          show: false,
          webPreferences: { preload, sandbox: true, session: sessions.fromPartition('assent') },
        });
        await other.loadURL(url).catch(() => undefined);
        const ask = `Promise.all(${JSON.stringify(names)}.map((name) => window.api.call(name, {}).then((r) => r.error ? r.error.code : 'answered')))`;
        const seen = (await other.webContents.executeJavaScript(ask)) as string[];
        const dropped = (await other.webContents.executeJavaScript(
          `window.api.dropFiles([new File(['x'], 'x')])`,
        )) as unknown[];
        codes[url] = [...new Set(seen), `tokens: ${dropped.length}`];
        other.destroy();
      }
      return codes;
    }, callNames);
    expect(Object.keys(outcomes)).toHaveLength(4);
    for (const seen of Object.values(outcomes)) expect(seen).toEqual(['sender.refused', 'tokens: 0']);
  });
});
