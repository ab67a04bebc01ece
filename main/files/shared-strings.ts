import { readLimits } from './read-limits.ts';
import { readRichText } from './rich-text.ts';
import { damaged, tooLarge } from './table-records.ts';
import { XmlBytes } from './xml-bytes.ts';
import { scanWholePart, XmlPart } from './xml-part.ts';
import type { PartHandler } from './xml-part.ts';
import { decodeEscapes, decodeXmlText } from './xml-text.ts';

/** The shared texts of a workbook, undecoded until one is asked for. */
export interface SharedStrings {
  readonly count: number;
  /** The text at an index. Throws `UnknownConstruct` when it holds a reference we do not know. */
  at(index: number): string;
}

const BLOCK_BYTES = 4 * 1024 * 1024;
/** Decoded texts kept: names and towns come again and again, long texts hardly. */
const KEPT_TEXTS = 64 * 1024;
const KEPT_BYTES = 256;
/** Bytes of a text; no spelling of a character is longer than twelve, so what is beyond is too long before it is decoded. */
const LONGEST_TEXT = 12 * readLimits.cellChars;

const LT = 0x3c;
const AMP = 0x26;
const CARRIAGE_RETURN = 0x0d;
const UNDERSCORE = 0x5f;
const SMALL_X = 0x78;

/** Bytes that stand for themselves in a text: printable ASCII and white space but for what may need decoding. */
export const plainBytes = new Uint8Array(256);
for (let byte = 0x20; byte < 0x7f; byte += 1) plainBytes[byte] = 1;
for (const byte of [0x09, 0x0a]) plainBytes[byte] = 1;
for (const byte of [LT, AMP, UNDERSCORE]) plainBytes[byte] = 0;

/** A length with one of these set belongs to a text that must be decoded. */
const IS_ENCODED = 0x80000000;
const LENGTH_MASK = 0x7fffffff;

/**
 * Texts end to end in blocks, with offsets: millions of JavaScript strings would cost several times the memory, and
 * most of them are used once. A block is a Latin-1 string, one byte a byte, since a slice of one costs next to nothing.
 */
class StringStore implements SharedStrings {
  readonly #fileName: string;
  readonly #blocks: string[] = [];
  /** Position of each text: block number times block size, plus the place in the block. */
  #starts = new Uint32Array(1024);
  #lengths = new Uint32Array(1024);
  readonly #block = Buffer.allocUnsafeSlow(BLOCK_BYTES);
  #used = 0;
  #total = 0;
  count = 0;
  readonly #decoded = new Map<number, string>();

  constructor(fileName: string) {
    this.#fileName = fileName;
  }

  /** Adds the text that stands undecoded in `bytes` from one position to another. Throws `file.tooLarge`. */
  add(bytes: Uint8Array, from: number, to: number): void {
    const length = to - from;
    this.#makeRoom(length);
    if (BLOCK_BYTES - this.#used < length) this.close();
    const block = this.#block;
    const start = this.#used;
    let isPlain = true;
    for (let i = 0; i < length; i += 1) {
      const byte = bytes[from + i] ?? 0;
      block[start + i] = byte;
      if (plainBytes[byte] !== 1) isPlain = false;
    }
    this.#starts[this.count] = this.#blocks.length * BLOCK_BYTES + start;
    this.#lengths[this.count] = isPlain ? length : length | IS_ENCODED;
    this.#used = start + length;
    this.count += 1;
  }

  /** Ends the block; after the last text this must be called before one is asked for. */
  close(): void {
    this.#blocks.push(this.#block.toString('latin1', 0, this.#used));
    this.#used = 0;
  }

  at(index: number): string {
    const length = this.#lengths[index] ?? 0;
    if (length >= IS_ENCODED) return this.#decodedAt(index);
    const start = this.#starts[index] ?? 0;
    const from = start % BLOCK_BYTES;
    return (this.#blocks[(start - from) / BLOCK_BYTES] ?? '').slice(from, from + length);
  }

  #decodedAt(index: number): string {
    const known = this.#decoded.get(index);
    if (known !== undefined) return known;
    const start = this.#starts[index] ?? 0;
    const from = start % BLOCK_BYTES;
    const length = (this.#lengths[index] ?? 0) & LENGTH_MASK;
    const bytes = Buffer.from((this.#blocks[(start - from) / BLOCK_BYTES] ?? '').slice(from, from + length), 'latin1');
    const text = decodeText(this.#fileName, bytes, 0, length);
    if (this.#decoded.size >= KEPT_TEXTS) this.#decoded.clear();
    if (length <= KEPT_BYTES) this.#decoded.set(index, text);
    return text;
  }

  #makeRoom(length: number): void {
    if (length > LONGEST_TEXT) throw tooLarge(this.#fileName, '32,767 characters in one cell');
    if (this.count >= readLimits.sharedStrings) throw tooLarge(this.#fileName, '5 million shared texts');
    this.#total += length;
    if (this.#total > readLimits.sharedTextBytes) throw tooLarge(this.#fileName, '192 MB of shared texts');
    if (this.count < this.#starts.length) return;
    const [starts, lengths] = [this.#starts, this.#lengths];
    this.#starts = new Uint32Array(2 * starts.length);
    this.#starts.set(starts);
    this.#lengths = new Uint32Array(2 * lengths.length);
    this.#lengths.set(lengths);
  }
}

/**
 * The text in `bytes` from one position to another, entities and escapes undone.
 * Throws `file.tooLarge` past the length of a cell, `UnknownConstruct`.
 */
export function decodeText(fileName: string, bytes: Buffer, from: number, to: number): string {
  if (to - from > LONGEST_TEXT) throw tooLarge(fileName, '32,767 characters in one cell');
  let isAscii = true;
  let isPlain = true;
  for (let at = from; at < to; at += 1) {
    const byte = bytes[at] ?? 0;
    if (plainBytes[byte] === 1) continue;
    if (byte >= 0x80) isAscii = false;
    else if (byte === AMP || byte === CARRIAGE_RETURN) isPlain = false;
    else if (byte === UNDERSCORE && bytes[at + 1] === SMALL_X) isPlain = false;
  }
  const raw = bytes.toString(isAscii ? 'latin1' : 'utf8', from, to);
  return isPlain ? raw : decodeEscapes(decodeXmlText(raw));
}

/** Reads the shared texts part. Throws `UnknownConstruct`, `file.damaged`, `file.tooLarge`. */
export async function readSharedStrings(
  fileName: string,
  part: string,
  chunks: AsyncIterable<Uint8Array>,
): Promise<SharedStrings> {
  const store = new StringStore(fileName);
  const xml = new XmlBytes(fileName, part);
  await scanWholePart(new XmlPart(xml, stringsHandler(store, xml)), chunks);
  store.close();
  return store;
}

/** The texts of a workbook that has none. */
export function noSharedStrings(fileName: string): SharedStrings {
  return new StringStore(fileName);
}

function stringsHandler(store: StringStore, xml: XmlBytes): PartHandler {
  return {
    root: 'sst',
    onText: () => undefined,
    onElement(parent, name, isEmpty, isForeign) {
      if (isForeign || name !== 'si' || parent !== 'sst') return false;
      if (isEmpty) store.add(xml.bytes, 0, 0);
      else addText(store, xml);
      return true;
    },
  };
}

/** One shared text, and those behind it as long as they have the shape that nearly all have: those are read in place. */
function addText(store: StringStore, xml: XmlBytes): void {
  if (!addPlainText(store, xml, xml.at)) {
    const text = readRichText(xml, 'si');
    if (text.length > readLimits.cellChars) throw tooLarge(xml.fileName, '32,767 characters in one cell');
    // Kept like the others: as bytes in which references and escapes are still to be undone.
    const encoded = Buffer.from(text.replace(/&/g, '&amp;').replace(/\r/g, '&#13;').replace(/_x/g, '_x005F_x'));
    store.add(encoded, 0, encoded.length);
  }
  while (xml.latin1.startsWith('<si><t', xml.at) && addPlainText(store, xml, xml.at + 4));
}

/** Adds the text of an `si` that holds one plain `t`, which begins at `at`; false, with nothing done, for any other. */
function addPlainText(store: StringStore, xml: XmlBytes, at: number): boolean {
  const { bytes, latin1 } = xml;
  let from = 0;
  if (latin1.startsWith('<t>', at)) from = at + 3;
  else if (latin1.startsWith('<t xml:space="preserve">', at)) from = at + 24;
  else return false;
  let to = from;
  while (to < xml.end && bytes[to] !== LT) to += 1;
  if (!latin1.startsWith('</t></si>', to)) return false;
  store.add(bytes, from, to);
  xml.at = to + 9;
  return true;
}

/** The refusal for a cell that names a text which is not there. */
export function noSuchText(fileName: string, rowNumber: number): Error {
  return damaged(fileName, `a cell of row ${rowNumber} names a shared text that is not there`);
}
