import type { ByteSource } from './byte-source.ts';

export type TextEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

/**
 * Which encoding a text file is in, decided in this order: byte order mark, the zero bytes of UTF-16,
 * the whole file being valid UTF-8, else windows-1252 (in which every byte means something).
 */
export async function detectEncoding(source: ByteSource): Promise<TextEncoding> {
  const start = await source.read(0, 4096);
  const marked = markedEncoding(start) ?? unmarkedUtf16(start);
  if (marked !== null) return marked;
  return (await isValidUtf8(source)) ? 'utf-8' : 'windows-1252';
}

function markedEncoding(start: Buffer): TextEncoding | null {
  if (start[0] === 0xef && start[1] === 0xbb && start[2] === 0xbf) return 'utf-8';
  if (start[0] === 0xff && start[1] === 0xfe) return 'utf-16le';
  if (start[0] === 0xfe && start[1] === 0xff) return 'utf-16be';
  return null;
}

/** Western text in UTF-16 has a zero in nearly every second byte, and on one side only. */
function unmarkedUtf16(start: Buffer): TextEncoding | null {
  const pairs = Math.floor(start.length / 2);
  if (pairs < 2) return null;
  let evenZeros = 0;
  let oddZeros = 0;
  for (let i = 0; i < pairs * 2; i += 2) {
    if (start[i] === 0) evenZeros += 1;
    if (start[i + 1] === 0) oddZeros += 1;
  }
  if (oddZeros > pairs * 0.6 && evenZeros < pairs * 0.05) return 'utf-16le';
  if (evenZeros > pairs * 0.6 && oddZeros < pairs * 0.05) return 'utf-16be';
  return null;
}

async function isValidUtf8(source: ByteSource): Promise<boolean> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    for await (const chunk of source.chunks()) decoder.decode(chunk, { stream: true });
    decoder.decode();
    return true;
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  }
}
