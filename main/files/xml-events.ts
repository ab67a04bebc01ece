import { createTextDecoder } from './text-decoding.ts';
import { decodeEntities } from './xml-tags.ts';

/** A tag longer than this is an attack on memory. */
const TAG_CHARS = 256 * 1024;
const DEPTH = 64;

/** What a part of an XML document says, in order. Names have no namespace prefix. */
export interface XmlListener {
  /** `tag` is the inside of the start tag, for `readTag`; an empty element is opened and closed. */
  open(name: string, tag: string): void;
  close(name: string): void;
  text(text: string): void;
}

/** Takes an XML document in pieces of bytes (UTF-8). */
export interface XmlFeed {
  push(bytes: Uint8Array): void;
  end(): void;
}

/**
 * A reader for large XML parts that holds no more than one tag. Throws what `refuse` makes of a document type
 * declaration, elements deeper than 64, tags that never end and text that is cut off.
 */
export function createXmlFeed(listener: XmlListener, refuse: (detail: string) => Error): XmlFeed {
  const decoder = createTextDecoder('utf-8');
  let pending = '';
  let depth = 0;

  function markup(from: number): number {
    if (pending.startsWith('<!--', from)) return past('-->', from + 4);
    if (pending.startsWith('<![CDATA[', from)) {
      const end = past(']]>', from + 9);
      if (end !== -1) listener.text(pending.slice(from + 9, end - 3));
      return end;
    }
    if (pending.startsWith('<!', from)) {
      // One of the three above may still be coming.
      if (pending.length - from < 9) return -1;
      throw refuse('it declares a document type, as no workbook does');
    }
    if (pending.startsWith('<?', from)) return past('?>', from + 2);
    return element(from);
  }

  function past(closing: string, from: number): number {
    const end = pending.indexOf(closing, from);
    return end === -1 ? -1 : end + closing.length;
  }

  function element(from: number): number {
    const end = endOfElement(from + 1);
    if (end === -1) return -1;
    const isEmpty = pending[end - 1] === '/';
    const tag = pending.slice(from + 1, isEmpty ? end - 1 : end);
    if (tag.startsWith('/')) {
      depth -= 1;
      listener.close(localName(tag.slice(1)));
    } else {
      const name = localName(tag);
      listener.open(name, tag);
      if (isEmpty) listener.close(name);
      else depth += 1;
      if (depth > DEPTH) throw refuse('its elements are nested too deep');
    }
    return end + 1;
  }

  /** The `>` that ends a tag; one inside an attribute's quotes does not. */
  function endOfElement(from: number): number {
    let end = pending.indexOf('>', from);
    for (let at = from; end !== -1;) {
      const quote = firstQuote(at, end);
      if (quote === -1) return end;
      const closing = pending.indexOf(pending.charAt(quote), quote + 1);
      if (closing === -1) return -1;
      at = closing + 1;
      if (at > end) end = pending.indexOf('>', at);
    }
    return -1;
  }

  function firstQuote(from: number, to: number): number {
    for (let at = from; at < to; at += 1) {
      const code = pending.charCodeAt(at);
      if (code === 0x22 || code === 0x27) return at;
    }
    return -1;
  }

  function consume(): void {
    let at = 0;
    for (;;) {
      const start = pending.indexOf('<', at);
      if (start === -1) break;
      if (start > at) listener.text(decodeEntities(pending.slice(at, start)));
      const end = markup(start);
      at = start;
      if (end === -1) break;
      at = end;
    }
    pending = pending.slice(at);
    if (pending.length > TAG_CHARS) throw refuse('a tag in it never ends');
  }

  return {
    push(bytes) {
      pending += decoder.push(bytes);
      consume();
    },
    end() {
      pending += decoder.end();
      consume();
      if (depth !== 0 || pending.trim() !== '') throw refuse('it stops in the middle');
    },
  };
}

function localName(tag: string): string {
  const name = /^[^\s/]{0,200}/.exec(tag)?.[0] ?? '';
  return name.slice(name.indexOf(':') + 1);
}
