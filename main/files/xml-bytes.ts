import { readLimits } from './read-limits.ts';
import { damaged, tooLarge } from './table-records.ts';

/** Zero bytes kept behind the last byte that arrived: a look ahead of a few bytes needs no check and matches nothing. */
const PADDING = 64;

const LT = 0x3c;
const GT = 0x3e;
const SLASH = 0x2f;
const BANG = 0x21;
const QUESTION = 0x3f;
const COLON = 0x3a;
const SPACE = 0x20;
const QUOTE = 0x22;
const APOSTROPHE = 0x27;

/**
 * Thrown (always this one, so it costs nothing) when what was begun ends behind the bytes that have arrived. The
 * caller goes back to where it began and waits for more.
 */
export const incomplete = new Error('more bytes of the part are needed');

export type XmlToken = 'open' | 'empty' | 'close' | 'text' | 'cdata';

/**
 * The bytes of one XML part that have arrived and are not used yet, and a cursor that reads them token by token.
 * Comments and processing instructions are passed over; a document type is refused; nothing is ever expanded.
 */
export class XmlBytes {
  /** File and part in words for a refusal. */
  readonly fileName: string;
  readonly part: string;
  /** The same bytes twice: as numbers to look at and as Latin-1, of which a slice is the cheapest way to a string. */
  bytes: Buffer = Buffer.alloc(PADDING);
  latin1 = '';
  at = 0;
  end = 0;
  /** Of the token last read: its content, or for tags the name without prefix and the attributes. */
  from = 0;
  to = 0;
  nameFrom = 0;
  nameTo = 0;

  constructor(fileName: string, part: string) {
    this.fileName = fileName;
    this.part = part;
  }

  /** Puts a chunk behind what is not used yet. `refresh` must follow before anything is read. */
  append(chunk: Uint8Array): void {
    const rest = this.end - this.at;
    if (rest > readLimits.xmlPieceBytes) throw tooLarge(this.fileName, '64 MB in one row');
    const needed = rest + chunk.length + PADDING;
    const target =
      needed > this.bytes.length ? Buffer.allocUnsafeSlow(Math.max(needed, 2 * this.bytes.length)) : this.bytes;
    this.bytes.copy(target, 0, this.at, this.end);
    target.set(chunk, rest);
    this.bytes = target;
    this.at = 0;
    this.end = rest + chunk.length;
  }

  refresh(): void {
    this.bytes.fill(0, this.end, this.end + PADDING);
    this.latin1 = this.bytes.toString('latin1', 0, this.end);
  }

  /** Reads one token. Throws `incomplete` when it is not all there, `file.damaged` when it is no XML. */
  next(): XmlToken {
    for (;;) {
      if (this.at >= this.end) throw incomplete;
      if (this.bytes[this.at] !== LT) return this.#text();
      const second = this.bytes[this.at + 1];
      if (second === SLASH) return this.#closeTag();
      if (second === QUESTION) this.at = this.#behind('?>', this.at + 2);
      else if (second !== BANG) return this.#openTag();
      else if (this.startsWith('<!--')) this.at = this.#behind('-->', this.at + 4);
      else if (this.startsWith('<![CDATA[')) return this.#cdata();
      else throw this.#declaration();
    }
  }

  /** Whether the bytes at the cursor are these characters (ASCII). Throws `incomplete` when the end cuts them off. */
  startsWith(characters: string): boolean {
    if (this.latin1.startsWith(characters, this.at)) return true;
    if (this.end - this.at < characters.length && characters.startsWith(this.latin1.slice(this.at, this.end))) {
      throw incomplete;
    }
    return false;
  }

  /** Name of the tag last read, without its prefix. */
  name(): string {
    return this.latin1.slice(this.nameFrom, this.nameTo);
  }

  /** Prefix of the tag last read with its colon, or nothing. */
  prefix(): string {
    return this.latin1.slice(this.from, this.nameFrom);
  }

  /** The attributes of the tag last read, undecoded. An attribute given twice is no XML. */
  attributes(): ReadonlyMap<string, string> {
    const found = new Map<string, string>();
    const raw = this.bytes.toString('utf8', this.nameTo, this.to);
    const pattern = /\s+([^\s=/"'<>]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/y;
    while (pattern.lastIndex < raw.length) {
      const at = pattern.lastIndex;
      const match = pattern.exec(raw);
      if (match === null) {
        if (raw.slice(at).trim() === '') break;
        throw this.malformed();
      }
      if (found.has(match[1] ?? '')) throw this.malformed();
      found.set(match[1] ?? '', match[2] ?? match[3] ?? '');
    }
    return found;
  }

  malformed(): Error {
    return damaged(this.fileName, `the part ${this.part} is not well-formed`);
  }

  #text(): XmlToken {
    const end = this.bytes.indexOf(LT, this.at);
    if (end === -1 || end >= this.end) throw incomplete;
    return this.#found('text', this.at, end, end);
  }

  #cdata(): XmlToken {
    const behind = this.#behind(']]>', this.at + 9);
    return this.#found('cdata', this.at + 9, behind - 3, behind);
  }

  #closeTag(): XmlToken {
    const from = this.at + 2;
    const to = this.#nameEnd(from);
    let at = to;
    while (isSpace(this.bytes[at])) at += 1;
    if (at >= this.end) throw incomplete;
    if (this.bytes[at] !== GT) throw this.malformed();
    return this.#found('close', from, to, at + 1);
  }

  #openTag(): XmlToken {
    const from = this.at + 1;
    const nameTo = this.#nameEnd(from);
    const close = this.#tagEnd(nameTo);
    const isEmpty = this.bytes[close - 1] === SLASH && close > nameTo;
    this.nameTo = nameTo;
    return this.#found(isEmpty ? 'empty' : 'open', from, isEmpty ? close - 1 : close, close + 1);
  }

  /** Finds the end of a name and where it begins behind its prefix. */
  #nameEnd(from: number): number {
    const { bytes, end } = this;
    this.nameFrom = from;
    let at = from;
    for (; at < end; at += 1) {
      const byte = bytes[at] ?? 0;
      if (byte === COLON) this.nameFrom = at + 1;
      else if (byte === GT || byte === SLASH || byte <= SPACE) break;
      else if (byte === LT || byte === QUOTE) throw this.malformed();
    }
    if (at >= end) throw incomplete;
    if (at === this.nameFrom) throw this.malformed();
    this.nameTo = at;
    return at;
  }

  /** Index of the `>` that ends an open tag; one inside the quotes of an attribute does not. */
  #tagEnd(from: number): number {
    const { bytes, end } = this;
    let quote = 0;
    let attributes = 0;
    for (let at = from; at < end; at += 1) {
      const byte = bytes[at];
      if (quote !== 0) {
        if (byte === quote) quote = 0;
      } else if (byte === GT) return at;
      else if (byte === LT) throw this.malformed();
      else if (byte === QUOTE || byte === APOSTROPHE) {
        quote = byte;
        attributes += 1;
        if (attributes > readLimits.xmlAttributes) throw tooLarge(this.fileName, '1,000 attributes in one tag');
      }
    }
    if (end - from > readLimits.xmlTagBytes) throw tooLarge(this.fileName, '1 MB in one tag');
    throw incomplete;
  }

  #behind(closer: string, from: number): number {
    const at = this.latin1.indexOf(closer, from);
    if (at === -1) throw incomplete;
    return at + closer.length;
  }

  #found(token: XmlToken, from: number, to: number, behind: number): XmlToken {
    this.from = from;
    this.to = to;
    this.at = behind;
    return token;
  }

  #declaration(): Error {
    if (this.end - this.at < 9) return incomplete;
    if (this.startsWith('<!DOCTYPE')) return damaged(this.fileName, 'it declares a document type, as no workbook does');
    return this.malformed();
  }
}

function isSpace(byte: number | undefined): boolean {
  return byte === SPACE || byte === 0x0a || byte === 0x0d || byte === 0x09;
}

/** Whether the bytes from one position to another are all white space. */
export function isBlank(bytes: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to; at += 1) if (!isSpace(bytes[at])) return false;
  return true;
}

/**
 * Passes over an element whose open tag was just read, down to its end tag. Throws `incomplete`, `file.damaged` when
 * the tags do not match, `file.tooLarge` past 64 levels below `depth`.
 */
export function skipElement(xml: XmlBytes, depth: number): void {
  const open = [xml.prefix() + xml.name()];
  while (open.length > 0) {
    const token = xml.next();
    if (token === 'open') {
      open.push(xml.prefix() + xml.name());
      if (open.length + depth > readLimits.xmlDepth) throw tooDeep(xml);
    } else if (token === 'close' && open.pop() !== xml.prefix() + xml.name()) throw xml.malformed();
  }
}

/** The refusal for elements nested past the limit. */
export function tooDeep(xml: XmlBytes): Error {
  return tooLarge(xml.fileName, `${readLimits.xmlDepth} levels of elements in ${xml.part}`);
}
