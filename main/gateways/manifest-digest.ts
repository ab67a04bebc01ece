import { createHash } from 'node:crypto';
import type { GatewayManifest } from '../services/ports.ts';

/** JSON with sorted keys: the same content gives the same bytes, in whatever order it was put together. */
function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, inner]) => `${JSON.stringify(key)}:${canonicalJson(inner)}`).join(',')}}`;
}

/** SHA-256 of a manifest, in hex: what an acceptance is bound to. */
export function manifestDigest(manifest: GatewayManifest): string {
  return createHash('sha256').update(canonicalJson(manifest)).digest('hex');
}
