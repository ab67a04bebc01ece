import { AppError } from '#domain/kernel/errors.ts';

/** Decodes chunk after chunk; `end` gives what was held back. */
export interface TextStreamDecoder {
  push(chunk: Uint8Array): string;
  end(): string;
}

// Bytes 80 to 9F of windows-1252 (WHATWG index-windows-1252). Own table: the runtimes we ship on do not agree about
// these 32 bytes (some decode them as ISO 8859-1 controls).
const WINDOWS_1252_HIGH =
  '\u20ac\u0081\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u008d\u017d\u008f' +
  '\u0090\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u009d\u017e\u0178';

/**
 * A decoder for any encoding the platform knows; a byte order mark is dropped, broken sequences become U+FFFD.
 * Throws `usage.badValue` for an unknown name.
 */
export function createTextDecoder(encoding: string): TextStreamDecoder {
  if (encoding.toLowerCase() === 'windows-1252') return { push: decodeWindows1252, end: () => '' };
  const utf32 = /^utf-32(le|be)$/i.exec(encoding);
  if (utf32 !== null) return utf32Decoder(utf32[1]?.toLowerCase() === 'le');
  return platformDecoder(encoding);
}

/** The platform has no UTF-32 (the encoding standard leaves it out); old statistics programs still write it. */
function utf32Decoder(isLittleEndian: boolean): TextStreamDecoder {
  let rest: Uint8Array = new Uint8Array(0);
  let isStart = true;
  function push(chunk: Uint8Array): string {
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength - (bytes.byteLength % 4));
    let text = '';
    for (let at = 0; at < view.byteLength; at += 4) text += characterOf(view.getUint32(at, isLittleEndian));
    rest = Uint8Array.from(bytes.subarray(view.byteLength));
    if (isStart && text !== '') {
      isStart = false;
      return text.startsWith('\uFEFF') ? text.slice(1) : text;
    }
    return text;
  }
  return { push, end: () => (rest.length === 0 ? '' : '\ufffd') };
}

function characterOf(code: number): string {
  const isScalar = code <= 0x10ffff && (code < 0xd800 || code > 0xdfff);
  return isScalar ? String.fromCodePoint(code) : '\ufffd';
}

function decodeWindows1252(chunk: Uint8Array): string {
  const latin1 = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength).toString('latin1');
  return latin1.replace(/[\u0080-\u009f]/g, (char) => WINDOWS_1252_HIGH.charAt(char.charCodeAt(0) - 0x80));
}

function platformDecoder(encoding: string): TextStreamDecoder {
  try {
    const decoder = new TextDecoder(encoding);
    return { push: (chunk) => decoder.decode(chunk, { stream: true }), end: () => decoder.decode() };
  } catch (cause) {
    const expected = 'utf-8, utf-16le, utf-16be, windows-1252 or another known encoding';
    throw new AppError('usage.badValue', { flag: '--encoding', value: encoding, expected }, { cause });
  }
}
