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

/** A column's name reduced to its letters and digits, for comparing with the words of `header-words.ts`. */
export function compactName(columnName: string): string {
  const plain = columnName.replaceAll('ß', 'ss').normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  return plain.replace(/[^\p{L}\p{N}]+/gu, '');
}

/** The words of a column's name: lower case, accents dropped, camelCase taken apart. */
export function nameWords(columnName: string): readonly string[] {
  const apart = columnName.replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2').replaceAll('ß', 'ss');
  const plain = apart.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  return plain.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
}
