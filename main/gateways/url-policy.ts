import { isIP } from 'node:net';
import { AppError } from '#domain/kernel/errors.ts';
import { isForbiddenAddress, isLoopbackAddress } from './address-guard.ts';

/** Names under which clouds serve their metadata, credentials included. */
const metadataNames = new Set(['metadata', 'metadata.google.internal', 'metadata.goog', 'instance-data']);

const maxLength = 2_000;

/** The address without what stands before an `@`, which may be a password. */
function withoutCredentials(text: string): string {
  return text.slice(0, 200).replace(/^([a-z][a-z0-9+.-]*:)?[\\/]*[^/?#\\]*@/i, '$1//…@');
}

function hostOf(url: URL): string {
  return url.hostname.startsWith('[') ? url.hostname.slice(1, -1) : url.hostname;
}

function isThisComputer(host: string): boolean {
  return host === 'localhost' || (isIP(host) !== 0 && isLoopbackAddress(host));
}

/** True when an IPv6 address carries an IPv4 one (mapped, compatible, NAT64, 6to4): a second spelling nobody needs. */
function isDisguisedIpv4(host: string): boolean {
  if (isIP(host) !== 6) return false;
  const carries = /^(::ffff:|64:ff9b:|2002:)/.test(host) || /^::[0-9a-f]+:[0-9a-f]+$/.test(host);
  return carries;
}

/** The one reason why an address is refused, or null. `text` is what the user wrote, `url` what it parses to. */
function findObjection(text: string, url: URL): string | null {
  const host = hostOf(url);
  const written = /^[a-z]+:\/\/([^/?#]*)/i.exec(text)?.[1]?.toLowerCase() ?? '';
  if (written.includes('@')) return 'it holds a user name or password';
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return 'it is not https';
  // The parser rewrites 2130706433, 0x7f.1 or %31 to plain addresses; what was read must be what is used.
  if (written.replace(/:\d*$/, '') !== url.hostname) return `its host is spelled in an unusual way (${url.hostname})`;
  if (isDisguisedIpv4(host)) return 'its host is an IPv4 address in disguise';
  if (isIP(host) !== 0 && isForbiddenAddress(host)) return 'its host is a link-local or reserved address';
  if (metadataNames.has(host.replace(/\.$/, ''))) return 'its host is a metadata service';
  if (url.protocol === 'http:' && !isThisComputer(host)) return 'http is only allowed for this computer itself';
  if (url.search !== '' || url.hash !== '' || /[?#]/.test(text)) return 'it has a query or fragment';
  return null;
}

/**
 * Checks the address of a gateway or relay (security.md T10): https, or http to this computer itself; no credentials,
 * no odd spellings, no link-local or metadata hosts, no query. Throws `gateway.urlRefused`; a password is not repeated in it.
 */
export function checkGatewayUrl(text: string): URL {
  const refuse = (detail: string): AppError =>
    new AppError('gateway.urlRefused', { url: withoutCredentials(text), detail });
  if (text.length > maxLength) throw refuse('it is too long');
  if (!/^[\x21-\x7e]+$/.test(text) || text.includes('\\')) throw refuse('it has characters an address cannot have');
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    throw refuse('it is not an address');
  }
  const objection = findObjection(text, url);
  if (objection !== null) throw refuse(objection);
  return url;
}
