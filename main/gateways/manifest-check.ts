import type { GatewayManifest } from '../services/ports.ts';

/** What a request is about to disclose. `path` includes the query; `bodyText` is the JSON that would be sent. */
export interface Disclosure {
  readonly origin: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly bodyText: string | null;
}

/** An origin ending in `:*` stands for every port of a loopback address; it exists for the rehearsal only. */
const anyPort = ':*';

function matchesOrigin(listed: string, origin: string): boolean {
  if (!listed.endsWith(anyPort)) return listed === origin;
  const base = listed.slice(0, -anyPort.length);
  return base === 'http://127.0.0.1' && /^:\d+$/.test(origin.slice(base.length)) && origin.startsWith(base);
}

function matchesSegments(template: string, path: string): boolean {
  const wanted = template.split('/');
  const found = path.split('/');
  if (wanted.length !== found.length) return false;
  return wanted.every((segment, index) => {
    const part = found[index] ?? '';
    return /^\{\w+\}$/.test(segment) ? part !== '' : part === segment;
  });
}

/** Compares a path with a template such as `/v1/message/{id}` or `/events?after={cursor}`; queries may leave names out. */
export function matchesPath(template: string, path: string): boolean {
  const [wantedPath = '', wantedQuery = ''] = template.split('?', 2);
  const cut = path.indexOf('?');
  const foundPath = cut < 0 ? path : path.slice(0, cut);
  if (!matchesSegments(wantedPath, foundPath)) return false;
  const allowed = new Set(wantedQuery.split('&').map((pair) => pair.split('=')[0]));
  const names = cut < 0 ? [] : [...new URLSearchParams(path.slice(cut + 1)).keys()];
  return names.every((name) => name !== '' && allowed.has(name));
}

/** The first object key in a parsed JSON value that is not listed. Iterative, so that depth cannot exhaust the stack. */
function firstUnlisted(listed: ReadonlySet<string>, json: unknown): string | null {
  const open: unknown[] = [json];
  while (open.length > 0) {
    const value = open.pop();
    if (typeof value !== 'object' || value === null) continue;
    const isArray = Array.isArray(value);
    for (const name of Object.keys(value)) {
      if (!isArray && !listed.has(name)) return name;
      open.push((value as Record<string, unknown>)[name]);
    }
  }
  return null;
}

function findUnlistedHeader(manifest: GatewayManifest, headers: Readonly<Record<string, string>>): string | null {
  const listed = new Set(manifest.headers.map((header) => header.name.toLowerCase()));
  for (const [name, value] of Object.entries(headers)) {
    if (!listed.has(name.toLowerCase())) return `the header ${name}`;
    if (!/^[\t\x20-\x7e]*$/.test(value)) return `a header ${name} that cannot be written`;
  }
  return null;
}

/** Where a request goes and what its head says. */
export type Address = Omit<Disclosure, 'bodyText'>;

/**
 * What of a request's address and headers the manifest does not list, in words, or null when everything is listed.
 * Checks origin, path, query names and headers (consent.md 6).
 */
export function findUnlistedAddress(manifest: GatewayManifest, request: Address): string | null {
  const hosts = manifest.hosts.filter((host) => matchesOrigin(host.origin, request.origin));
  if (hosts.length === 0) return `the host ${request.origin}`;
  let url: URL;
  try {
    url = new URL(request.origin + request.path);
  } catch {
    return 'an address that cannot be read';
  }
  // Dot segments and the like would be rewritten on the way: only the path that was checked may be the one requested.
  if (url.origin !== request.origin || url.pathname + url.search !== request.path) return 'a path that is not plain';
  if (!hosts.some((host) => host.paths.some((template) => matchesPath(template, request.path)))) {
    return `the path ${url.pathname}`;
  }
  return findUnlistedHeader(manifest, request.headers);
}

/** The first field of a JSON text, as it would leave, that is not among the listed names; in words, or null. */
export function findUnlistedField(listed: ReadonlySet<string>, bodyText: string | null): string | null {
  if (bodyText === null) return null;
  const unlisted = firstUnlisted(listed, JSON.parse(bodyText));
  return unlisted === null ? null : `the field ${unlisted}`;
}

/** The names of the fields a manifest lists. */
export function listedFields(manifest: GatewayManifest): ReadonlySet<string> {
  return new Set(manifest.fields.map((field) => field.name));
}
