import { app } from 'electron';
import type { Session, WebContents, WebPreferences } from 'electron';

export const appScheme = 'app';
export const appHost = 'assent';
export const appOrigin = `${appScheme}://${appHost}`;

/** Every window's web preferences; a test compares them with what a window really has. */
export function webPreferences(preload: string, session: Session): Readonly<WebPreferences> {
  return Object.freeze({
    preload,
    session,
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
    devTools: !app.isPackaged,
  });
}

/** The page may load only what is served from app://, styles with this answer's nonce, and reach no network at all. */
export function contentSecurityPolicy(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'none'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types default',
  ].join('; ');
}

/** Nothing listens there: what the page tries to send through it goes nowhere. */
const deadProxy = 'http://127.0.0.1:1';

/**
 * Every permission of every kind is denied, and every request that is not app:// is cancelled before it leaves. WebRTC
 * knows neither policy nor request filter; it is told to use a proxy only, and the proxy is a dead one.
 */
export async function lockSession(session: Session): Promise<void> {
  await session.setProxy({ mode: 'fixed_servers', proxyRules: deadProxy, proxyBypassRules: '<-loopback>' });
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.setSpellCheckerEnabled(false);
  session.webRequest.onBeforeRequest((details, answer) => {
    const { protocol } = new URL(details.url);
    answer({ cancel: protocol !== `${appScheme}:` && protocol !== 'devtools:' });
  });
}

/** The one page there is: other files of app:// are its parts, and none of them is a place to go to. */
function isOurPage(url: string): boolean {
  const { protocol, host, pathname } = new URL(url);
  return protocol === `${appScheme}:` && host === appHost && (pathname === '/' || pathname === '/index.html');
}

/** No page leaves app://, nothing opens a window, nothing embeds one. */
export function lockContents(contents: WebContents): void {
  const stay = (event: { preventDefault: () => void }, url: string): void => {
    if (!isOurPage(url)) event.preventDefault();
  };
  contents.on('will-navigate', (event) => stay(event, event.url));
  contents.on('will-redirect', (event) => stay(event, event.url));
  contents.on('will-frame-navigate', (event) => stay(event, event.url));
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp');
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}

/**
 * Brings a window back to its page. Chromium asks nobody before it shows about:blank, so that one can only be undone;
 * the history is forgotten with it, or going back would end there again.
 */
export function keepOnPage(contents: WebContents): void {
  contents.on('did-navigate', (_event, url) => {
    if (isOurPage(url)) return;
    contents
      .loadURL(`${appOrigin}/`)
      .then(() => contents.navigationHistory.clear())
      // Gone again meanwhile, or closed: the next event, if any, repairs it.
      .catch(() => undefined);
  });
}
