/**
 * Something in the XML that our scanner does not know. It never guesses: the caller hands the file to the library
 * reader or refuses it.
 */
export class UnknownConstruct extends Error {
  constructor(what: string) {
    super(what);
    this.name = 'UnknownConstruct';
  }
}

const NAMED_ENTITIES = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
]);

/**
 * Text between two tags as XML 1.0 means it: line ends as LF (2.11), the five named entities and numeric references
 * (4.1, 4.6). Throws `UnknownConstruct` for any other `&`.
 */
export function decodeXmlText(raw: string): string {
  const text = withLineFeeds(raw);
  if (!text.includes('&')) return text;
  // A pair of references to surrogates, as some writers make of one character, is put together; a lone one is none.
  return wellFormed(text.replace(/&(?:#x([0-9a-f]{1,8})|#([0-9]{1,9})|([a-z]{2,4}));|&/gi, decodeReference));
}

function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\uFFFD');
}

/** Line ends as LF, as an XML parser hands them on. */
export function withLineFeeds(raw: string): string {
  return raw.includes('\r') ? raw.replace(/\r\n?/g, '\n') : raw;
}

function decodeReference(
  whole: string,
  hex: string | undefined,
  decimal: string | undefined,
  name: string | undefined,
): string {
  if (name !== undefined || (hex === undefined && decimal === undefined)) {
    const character = NAMED_ENTITIES.get(name ?? '');
    if (character === undefined) throw new UnknownConstruct(`the reference ${whole}`);
    return character;
  }
  const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '\uFFFD';
}

/** Undoes the escapes that SpreadsheetML uses for what XML cannot hold, such as `_x000D_` (ECMA-376 part 1, 22.9.2.19). */
export function decodeEscapes(text: string): string {
  if (!text.includes('_x')) return text;
  return wellFormed(
    text.replace(/_x([0-9a-f]{4})_/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
  );
}
