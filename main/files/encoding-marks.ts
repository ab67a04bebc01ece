/** The encoding a byte order mark at the beginning of a file names; null without one. */
export function markedEncoding(start: Buffer): string | null {
  const begins = (...bytes: readonly number[]) => bytes.every((byte, index) => start[index] === byte);
  if (begins(0xef, 0xbb, 0xbf)) return 'utf-8';
  // Before UTF-16LE, whose mark is the first half of this one; a UTF-16 text does not begin with a zero character.
  if (begins(0xff, 0xfe, 0, 0)) return 'utf-32le';
  if (begins(0, 0, 0xfe, 0xff)) return 'utf-32be';
  if (begins(0xff, 0xfe)) return 'utf-16le';
  if (begins(0xfe, 0xff)) return 'utf-16be';
  return null;
}

/**
 * UTF-16 without a mark: text has no zero bytes in any other encoding, and here they stand on one side only, since
 * separators, digits and line ends are there in every script.
 */
export function unmarkedUtf16(start: Buffer): 'utf-16le' | 'utf-16be' | null {
  const pairs = Math.floor(start.length / 2);
  if (pairs < 2) return null;
  let evenZeros = 0;
  let oddZeros = 0;
  for (let i = 0; i < pairs * 2; i += 2) {
    if (start[i] === 0) evenZeros += 1;
    if (start[i + 1] === 0) oddZeros += 1;
  }
  // In few bytes a stray zero proves nothing.
  const enough = pairs * (pairs < 64 ? 0.4 : 0.1);
  if (oddZeros > enough && evenZeros < oddZeros * 0.05 && isTextual(start, 'utf-16le')) return 'utf-16le';
  if (evenZeros > enough && oddZeros < evenZeros * 0.05 && isTextual(start, 'utf-16be')) return 'utf-16be';
  return null;
}

/** Numbers of a binary file have zeros on one side too, but read as text they are full of control characters. */
function isTextual(start: Buffer, encoding: string): boolean {
  const text = new TextDecoder(encoding).decode(start);
  let controls = 0;
  for (let i = 0; i < text.length; i += 1) if (isControl(text.charCodeAt(i))) controls += 1;
  return controls <= text.length * 0.01;
}

/** Tabs and line ends are text; the last three are what is no character at all. */
function isControl(code: number): boolean {
  return code < 9 || (code > 13 && code < 32) || code >= 0xfffd;
}
