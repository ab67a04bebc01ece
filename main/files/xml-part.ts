import { TextDecoder } from 'node:util';
import { readLimits } from './read-limits.ts';
import { damaged } from './table-records.ts';
import { incomplete, tooDeep } from './xml-bytes.ts';
import type { XmlBytes } from './xml-bytes.ts';
import { decodeXmlText, UnknownConstruct } from './xml-text.ts';

/** Bytes that may wait for more without a second look at once; past it each look waits for twice as many. */
const EASY_BYTES = 64 * 1024;

/** What is done with the elements of a part; every element not taken is passed over, its children are offered. */
export interface PartHandler {
  /** Name of the part's root element. */
  readonly root: string;
  /**
   * An element was opened. True when the handler has read it down to its end tag. `isForeign` says that its prefix is
   * not the root's.
   */
  onElement(parent: string, name: string, isEmpty: boolean, isForeign: boolean): boolean;
  /** Text that is not white space stood directly in an element. */
  onText(parent: string): void;
}

/**
 * Drives a handler through an XML part that arrives in chunks. Works in steps, each of one element the handler takes or
 * one tag it does not: a step that lacks bytes is undone and done again when they are there.
 */
export class XmlPart {
  readonly xml: XmlBytes;
  readonly #handler: PartHandler;
  readonly #open: string[] = [];
  #prefix = '';
  #hasRoot = false;
  #lookAt = 0;

  constructor(xml: XmlBytes, handler: PartHandler) {
    this.xml = xml;
    this.#handler = handler;
  }

  push(chunk: Uint8Array): void {
    const { xml } = this;
    xml.append(chunk);
    if (xml.end < this.#lookAt) return;
    xml.refresh();
    this.#run();
    const rest = xml.end - xml.at;
    this.#lookAt = rest > EASY_BYTES ? 2 * rest : 0;
  }

  /** No chunk is to come. Throws `file.damaged` when the part stops in the middle or is another part. */
  finish(): void {
    const { xml } = this;
    xml.refresh();
    this.#run();
    if (this.#hasRoot && this.#open.length === 0 && xml.at === xml.end) return;
    throw damaged(xml.fileName, `the part ${xml.part} is cut off`);
  }

  #run(): void {
    const { xml } = this;
    let mark = xml.at;
    try {
      for (;;) {
        mark = xml.at;
        this.#step();
      }
    } catch (error) {
      if (error !== incomplete) throw error;
      xml.at = Math.max(mark, this.#passedTo);
    }
  }

  /** White space may be let go of piece by piece, since nothing begins in it. */
  #passedTo = 0;

  #step(): void {
    const { xml } = this;
    this.#passedTo = 0;
    if (xml.bytes[xml.at] !== 0x3c) return this.#text();
    const token = xml.next();
    if (token === 'text') return;
    if (token === 'cdata') return this.#handler.onText(this.#open.at(-1) ?? '');
    const tag = xml.prefix() + xml.name();
    if (token === 'close') {
      if (this.#open.pop() !== tag) throw xml.malformed();
      return;
    }
    this.#element(tag, token === 'empty');
  }

  #text(): void {
    const { xml } = this;
    const { bytes, end } = xml;
    let at = xml.at;
    let isBlank = true;
    for (; at < end && bytes[at] !== 0x3c; at += 1) isBlank &&= (bytes[at] ?? 0) <= 0x20;
    if (!isBlank) this.#strayText(xml.at);
    xml.at = at;
    if (at < end) return;
    this.#passedTo = end;
    throw incomplete;
  }

  #strayText(at: number): void {
    const isByteOrderMark = !this.#hasRoot && at === 0 && this.xml.bytes.readUIntBE(0, 3) === 0xefbbbf;
    if (this.#open.length === 0 && !isByteOrderMark) throw this.xml.malformed();
    if (this.#open.length > 0) this.#handler.onText(this.#open.at(-1) ?? '');
  }

  #element(tag: string, isEmpty: boolean): void {
    const { xml } = this;
    const parent = this.#open.at(-1);
    if (parent === undefined) {
      if (this.#hasRoot) throw xml.malformed();
      if (xml.name() !== this.#handler.root) {
        throw damaged(xml.fileName, `the part ${xml.part} is no ${this.#handler.root}`);
      }
      this.#hasRoot = true;
      this.#prefix = xml.prefix();
    } else {
      const isForeign = xml.prefix() !== this.#prefix;
      const parentName = parent.slice(parent.indexOf(':') + 1);
      if (this.#handler.onElement(parentName, xml.name(), isEmpty, isForeign)) return;
    }
    if (isEmpty) return;
    this.#open.push(tag);
    if (this.#open.length > readLimits.xmlDepth) throw tooDeep(xml);
  }
}

/** Runs a whole part through a handler, for parts of which nothing is handed out on the way. */
export async function scanWholePart(part: XmlPart, chunks: AsyncIterable<Uint8Array>): Promise<void> {
  for await (const chunk of utf8Chunks(part.xml, chunks)) part.push(chunk);
  part.finish();
}

/**
 * The bytes of a part as UTF-8: OPC allows UTF-16 beside it (ECMA-376 part 2, 8.1.4). Throws `file.damaged` for
 * another encoding.
 */
export async function* utf8Chunks(xml: XmlBytes, chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let decoder: TextDecoder | null = null;
  let isFirst = true;
  for await (const chunk of chunks) {
    if (isFirst) decoder = utf16Decoder(chunk);
    if (isFirst && decoder === null) refuseOtherEncodings(xml, chunk);
    isFirst = false;
    yield decoder === null ? chunk : Buffer.from(decoder.decode(chunk, { stream: true }));
  }
  if (decoder !== null) yield Buffer.from(decoder.decode());
}

function utf16Decoder(start: Uint8Array): TextDecoder | null {
  const [first, second] = start;
  if ((first === 0xff && second === 0xfe) || (first === 0x3c && second === 0)) return new TextDecoder('utf-16le');
  if ((first === 0xfe && second === 0xff) || (first === 0 && second === 0x3c)) return new TextDecoder('utf-16be');
  return null;
}

function refuseOtherEncodings(xml: XmlBytes, start: Uint8Array): void {
  const text = Buffer.from(start.subarray(0, 200)).toString('latin1');
  const encoding = /^(?:\xef\xbb\xbf)?<\?xml[^>]*\sencoding\s*=\s*["']([^"'>]*)["']/.exec(text)?.[1] ?? 'UTF-8';
  if (/^(?:utf-?8|us-ascii|ascii)$/i.test(encoding)) return;
  throw damaged(xml.fileName, `the part ${xml.part} is written in ${encoding}, which no workbook may be`);
}

/** An element of a small part: its parent's name, its own without prefix, and its attributes. */
export interface XmlElement {
  readonly parent: string;
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
}

/** The elements of a small part in document order. Throws `file.damaged` when it is not well-formed or another part. */
export async function readElements(
  xml: XmlBytes,
  root: string,
  chunks: AsyncIterable<Uint8Array>,
): Promise<readonly XmlElement[]> {
  const elements: XmlElement[] = [];
  const handler: PartHandler = {
    root,
    onText: () => undefined,
    onElement(parent, name, _isEmpty, isForeign) {
      if (!isForeign) elements.push({ parent, name, attributes: decodedAttributes(xml) });
      return false;
    },
  };
  await scanWholePart(new XmlPart(xml, handler), chunks);
  return elements;
}

function decodedAttributes(xml: XmlBytes): ReadonlyMap<string, string> {
  try {
    return new Map([...xml.attributes()].map(([name, value]) => [name, decodeXmlText(value)]));
  } catch (error) {
    if (error instanceof UnknownConstruct) throw xml.malformed();
    throw error;
  }
}
