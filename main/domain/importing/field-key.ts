const KEY_MAX_CHARS = 40;

/**
 * The key of a contact field made from a column's name: lower-case a-z, digits and single underscores, accents
 * dropped, at most 40 characters ('Straße & Nr.' becomes 'strasse_nr'). Null when nothing of the name is left.
 */
export function fieldKey(columnName: string): string | null {
  const plain = columnName.replaceAll('ß', 'ss').normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  const words = plain.split(/[^a-z0-9]+/).filter((word) => word !== '');
  const key = words.join('_').slice(0, KEY_MAX_CHARS).replace(/_$/, '');
  if (key === '') return null;
  return /^\d/.test(key) ? `field_${key}`.slice(0, KEY_MAX_CHARS) : key;
}

/** The first of `key`, `key_2`, `key_3` … that is not taken. */
export function freeKey(key: string, taken: ReadonlySet<string>): string {
  if (!taken.has(key)) return key;
  for (let n = 2; ; n += 1) {
    const candidate = `${key.slice(0, KEY_MAX_CHARS - 1 - String(n).length)}_${n}`;
    if (!taken.has(candidate)) return candidate;
  }
}

/** Letters that keep a bar, dot or tail when accents are dropped, and the Greek final s. */
const BARRED: ReadonlyMap<string, string> = new Map([
  ['ß', 'ss'],
  ['ł', 'l'],
  ['ø', 'o'],
  ['đ', 'd'],
  ['ı', 'i'],
  ['æ', 'ae'],
  ['œ', 'oe'],
  ['ð', 'd'],
  ['þ', 'th'],
  ['ς', 'σ'],
]);
/** Longest part of a column's name that is looked at; a longer one is no name. */
const NAME_MAX_CHARS = 200;

function plainLetters(name: string): string {
  const bare = name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  return bare.replace(/[ßłøđıæœðþς]/g, (letter) => BARRED.get(letter) ?? letter);
}

/**
 * A column's name reduced to its letters and digits, for comparing with the words of `header-words.ts`. Only the first
 * 200 characters count.
 */
export function compactName(columnName: string): string {
  return plainLetters(columnName.slice(0, NAME_MAX_CHARS)).replace(/[^\p{L}\p{N}]+/gu, '');
}

/** The words of a column's name: lower case, accents dropped, camelCase taken apart. */
export function nameWords(columnName: string): readonly string[] {
  const apart = columnName.slice(0, NAME_MAX_CHARS).replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2');
  return plainLetters(apart)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}
