import type { Session } from 'electron';
import { randomBytes } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';
import { appHost, appScheme, contentSecurityPolicy } from './security.ts';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
};

/** The files a page may get: exactly those found in the folder at start, by their URL path. */
function listFiles(folder: string): ReadonlyMap<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return new Map(
    files.map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return [`/${relative(folder, path).split(sep).join('/')}`, path] as const;
    }),
  );
}

function headers(type: string, nonce: string): Record<string, string> {
  return {
    'Content-Type': type,
    'Content-Security-Policy': contentSecurityPolicy(nonce),
    'X-Content-Type-Options': 'nosniff',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Referrer-Policy': 'no-referrer',
    'Cache-Control': 'no-store',
  };
}

/** Serves app://assent/ from a fixed list; any other path, host or trick with dots is 404 with the same headers. */
export function serveApp(session: Session, folder: string): void {
  const files = listFiles(folder);
  session.protocol.handle(appScheme, (request) => {
    const nonce = randomBytes(18).toString('base64');
    const { host, pathname } = new URL(request.url);
    const path =
      host === appHost && request.method === 'GET' ? files.get(pathname === '/' ? '/index.html' : pathname) : undefined;
    if (path === undefined) return new Response('Not found', { status: 404, headers: headers('text/plain', nonce) });
    const type = types[extname(path)] ?? 'application/octet-stream';
    const body = readFileSync(path);
    if (extname(path) !== '.html') return new Response(body, { headers: headers(type, nonce) });
    // The page's own styles carry the nonce of the very answer that brought it.
    const html = body.toString('utf8').replace('name="csp-nonce" content=""', `name="csp-nonce" content="${nonce}"`);
    return new Response(html, { headers: headers(type, nonce) });
  });
}
