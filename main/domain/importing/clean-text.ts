/** Longest value a contact's field keeps, in characters. */
export const VALUE_MAX_CHARS = 1_000;

const PLAIN = 0;
/** A plain space: fine between two other characters. */
const SPACE = 1;
/** Anything the slow way must look at: white space, control and direction characters, surrogates. */
const ODD = 2;

/** For each UTF-16 unit whether a text that holds it may need cleaning. */
const KINDS = buildKinds();

function buildKinds(): Uint8Array {
  const kinds = new Uint8Array(0x10000);
  const odd = /[\s\u0085\p{Cc}\p{Cf}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/u;
  for (let code = 0; code < 0x10000; code += 1) if (odd.test(String.fromCharCode(code))) kinds[code] = ODD;
  kinds.fill(ODD, 0xd800, 0xe000);
  kinds[0x20] = SPACE;
  return kinds;
}

/**
 * A value as it is kept: control characters and characters that change the direction of the text around them are
 * taken out, white space is one space, at most 1,000 characters and never half a character. A text that is clean
 * already comes back as it is, after one look at each of its characters.
 */
export function cleanText(cell: string): string {
  const { length } = cell;
  if (length > VALUE_MAX_CHARS) return cleanSlowly(cell);
  let before = SPACE;
  for (let index = 0; index < length; index += 1) {
    const kind = KINDS[cell.charCodeAt(index)] ?? ODD;
    if (kind !== PLAIN && (kind === ODD || before === SPACE)) return cleanSlowly(cell);
    before = kind;
  }
  return before === SPACE && length > 0 ? cleanSlowly(cell) : cell;
}

function cleanSlowly(cell: string): string {
  const spaced = cell.slice(0, VALUE_MAX_CHARS * 4).replace(/[\s\u0085]+/gu, ' ');
  const visible = spaced.replace(/[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu, '').trim();
  return visible
    .slice(0, VALUE_MAX_CHARS)
    .replace(/\p{Surrogate}/gu, '')
    .trimEnd();
}
