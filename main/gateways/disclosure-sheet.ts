import type { GatewayManifest } from '../services/ports.ts';
import { manifestDigest } from './manifest-digest.ts';

function section(title: string, lines: readonly string[]): string {
  return [title, ...lines.map((line) => `  - ${line}`)].join('\n');
}

function named(items: readonly { readonly name: string; readonly meaning: string }[]): string[] {
  return items.map(({ name, meaning }) => `${name}: ${meaning}`);
}

function security(origin: string): string {
  return origin.startsWith('https:')
    ? 'TLS 1.2 or newer, certificate checked'
    : 'not encrypted; stays on this computer';
}

/** The disclosure sheet as plain text, everything in it from the manifest (consent.md 6). */
export function printSheet(manifest: GatewayManifest): string {
  const hosts = manifest.hosts.map(({ origin, paths }) => `${origin} (${security(origin)}): ${paths.join(', ')}`);
  return [
    `What ${manifest.title} is told`,
    section('Hosts and paths', hosts),
    section('Fields that leave with each text', named(manifest.fields)),
    section('Headers and metadata', [
      ...named(manifest.headers),
      'your internet address and the time, as with every connection',
    ]),
    section('Not sent', manifest.notSent),
    section('Who receives it', [
      `legal entity: ${manifest.legalEntity}`,
      `country: ${manifest.country}`,
      `retention: ${manifest.retention}`,
      `terms: ${manifest.termsUrl ?? 'none'}`,
    ]),
    section('What they may do', manifest.whatTheyMayDo),
    section('Opting out there', [manifest.optOutBehaviour]),
    `Digest of this sheet: ${manifestDigest(manifest)}`,
    '',
  ].join('\n\n');
}
