import { compactName } from './field-key.ts';

/** Names of a fingerprint together are at most this long; a checksum stands for what is cut off. */
const FINGERPRINT_MAX_CHARS = 2_000;

/**
 * The same text for the same column names in the same order, whatever their case, accents, spaces and punctuation:
 * the key under which a mapping is remembered. Different headers give different texts, except by chance beyond the
 * length kept (2 × 32 bits of checksum).
 */
export function headerFingerprint(header: readonly string[]): string {
  const names = header.map((name) => compactName(name) || name.slice(0, 20).trim());
  const whole = names.join('\u001f');
  const shown = names
    .map((name) => name.slice(0, 40))
    .join('|')
    .slice(0, FINGERPRINT_MAX_CHARS);
  return `1:${header.length}:${checksum(whole, 0x811c9dc5)}${checksum(whole, 0x9747b28c)}:${shown}`;
}

/** FNV-1a over UTF-16 units, 32 bits, as eight hexadecimal digits. No secret and no safety rests on it. */
function checksum(text: string, seed: number): string {
  let hash = seed;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return (hash >>> 0).toString(16).padStart(8, '0');
}
