const NAMED_ENTITIES = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
]);

/** A start tag: its name without namespace prefix, and its attributes with their prefixes. */
export interface XmlTag {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
}

/**
 * The start tags of a small, trusted-in-size XML text in document order; comments, CDATA and instructions are passed
 * over. Nothing nests and nothing is expanded, so no input can make it work more than its own length.
 */
export function* startTags(xml: string): Generator<XmlTag> {
  let at = xml.indexOf('<');
  while (at !== -1) {
    const skipped = endOfOther(xml, at);
    if (skipped !== null) {
      at = xml.indexOf('<', skipped);
      continue;
    }
    const end = endOfTag(xml, at);
    yield readTag(xml.slice(at + 1, end));
    at = xml.indexOf('<', end);
  }
}

/** Where a comment, CDATA section, instruction, declaration or end tag ends; null for a start tag. */
function endOfOther(xml: string, at: number): number | null {
  const closing = [
    ['<!--', '-->'],
    ['<![CDATA[', ']]>'],
    ['<?', '?>'],
    ['<!', '>'],
    ['</', '>'],
  ] as const;
  for (const [opener, closer] of closing) {
    if (!xml.startsWith(opener, at)) continue;
    const end = xml.indexOf(closer, at + opener.length);
    return end === -1 ? xml.length : end + closer.length;
  }
  return null;
}

/** Index of the `>` that ends a start tag; one inside an attribute's quotes does not. */
function endOfTag(xml: string, at: number): number {
  let quote = '';
  for (let i = at + 1; i < xml.length; i += 1) {
    const char = xml.charAt(i);
    if (quote !== '') {
      if (char === quote) quote = '';
    } else if (char === '"' || char === "'") quote = char;
    else if (char === '>') return i;
  }
  return xml.length;
}

/** The inside of a start tag taken apart. */
export function readTag(content: string): XmlTag {
  const name = /^[^\s/]*/.exec(content)?.[0] ?? '';
  return { name: name.slice(name.indexOf(':') + 1), attributes: readAttributes(content, name.length) };
}

/** By hand, since an expression would try each letter of a long name anew. */
function readAttributes(content: string, from: number): ReadonlyMap<string, string> {
  const attributes = new Map<string, string>();
  let at = from;
  for (let equals = content.indexOf('=', at); equals !== -1; equals = content.indexOf('=', at)) {
    const before = content.slice(at, equals).trimEnd();
    const name = before.slice(lastSpace(before) + 1);
    at = equals + 1;
    while (isSpace(content.charCodeAt(at))) at += 1;
    const quote = content.charAt(at);
    if (quote !== '"' && quote !== "'") continue;
    const end = content.indexOf(quote, at + 1);
    if (end === -1) break;
    attributes.set(name, decodeEntities(content.slice(at + 1, end)));
    at = end + 1;
  }
  return attributes;
}

function lastSpace(text: string): number {
  let at = text.length - 1;
  while (at >= 0 && !isSpace(text.charCodeAt(at))) at -= 1;
  return at;
}

function isSpace(code: number): boolean {
  return code === 0x20 || (code >= 0x09 && code <= 0x0d);
}

/** Text with its character references resolved; unknown ones stay as they are. */
export function decodeEntities(text: string): string {
  return text.replace(/&(#x?[0-9a-f]{1,6}|[a-z]{2,4});/gi, (whole, body: string) => {
    if (!body.startsWith('#')) return NAMED_ENTITIES.get(body) ?? whole;
    const isHex = body[1] === 'x' || body[1] === 'X';
    const code = isHex ? Number.parseInt(body.slice(2), 16) : Number.parseInt(body.slice(1), 10);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '\uFFFD';
  });
}
