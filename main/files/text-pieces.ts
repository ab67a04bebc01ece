import type { ByteSource } from './byte-source.ts';
import { wrongType } from './file-kind.ts';
import { createTextDecoder } from './text-decoding.ts';

/** Decoded at a time: short strings stay in the young generation, which makes cutting them twice as fast. */
const DECODED_BYTES = 64 * 1024;

/** The file as text with line ends as LF or CRLF; a NUL character means that it is no text at all. */
export async function* decodedText(
  source: ByteSource,
  encoding: string,
  onBytes: (count: number) => void,
): AsyncGenerator<string> {
  const decoder = createTextDecoder(encoding);
  let heldReturn = '';
  for await (const chunk of source.chunks()) {
    for (let at = 0; at < chunk.length; at += DECODED_BYTES) {
      const piece = chunk.subarray(at, at + DECODED_BYTES);
      const text = heldReturn + decoder.push(piece);
      if (text.includes('\0')) throw wrongType(source, 'a binary file');
      onBytes(piece.length);
      // A CR at the end may be the first half of a CRLF.
      heldReturn = text.endsWith('\r') ? '\r' : '';
      yield withoutLoneReturns(heldReturn === '' ? text : text.slice(0, -1));
    }
  }
  yield withoutLoneReturns(heldReturn + decoder.end());
}

/** Old Macintosh line ends become LF; CRLF, which the scanner knows, stays and costs nothing. */
function withoutLoneReturns(text: string): string {
  for (let at = text.indexOf('\r'); at !== -1; at = text.indexOf('\r', at + 1)) {
    if (text[at + 1] !== '\n') return text.replaceAll(/\r\n?/g, '\n');
  }
  return text;
}
