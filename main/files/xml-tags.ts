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
  const attributes = new Map<string, string>();
  for (const match of content.matchAll(/([^\s=/"']+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)) {
    attributes.set(match[1] ?? '', decodeEntities(match[2] ?? match[3] ?? ''));
  }
  return { name: name.slice(name.indexOf(':') + 1), attributes };
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
