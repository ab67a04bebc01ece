/**
 * What two spellings of one name have in common: letters without accents, lower case, the words in one order, titles
 * and initials' points left out. `Dr. Smith, Jane` and `jane smith` are both `jane smith`. Empty for a name of one word,
 * which too many people share.
 */
export function nameKey(name: string): string {
  const plain = name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  const words = plain.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '' && !titles.has(word));
  return words.length < 2 ? '' : words.toSorted().join(' ');
}

const titles: ReadonlySet<string> = new Set(['mr', 'mrs', 'ms', 'miss', 'dr', 'prof', 'mnr', 'mev', 'herr', 'frau']);
