interface Family {
  readonly name: string;
  readonly to: string;
  readonly from: string;
}

/** Characters that word processors put in by themselves, and the plain ones that say the same (gateways.md 6). */
const families: readonly Family[] = [
  { name: 'curly quote', to: '"', from: '\u201c\u201d\u201f\u02ba\u02ee\u275d\u275e\u301d\u301e\uff02\u00ab\u00bb' },
  {
    name: 'curly quote',
    to: "'",
    from: '\u2018\u2019\u201b\u02b9\u02bb\u02bc\u02bd\u02c8\u02ca\u02cb\u00b4\u0060\u275b\uff07',
  },
  { name: 'long dash', to: '-', from: '\u2010\u2011\u2012\u2013\u2014\u2015\u2212' },
  { name: 'ellipsis', to: '...', from: '\u2026' },
  {
    name: 'special space',
    to: ' ',
    from: '\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t',
  },
  { name: 'invisible character', to: '', from: '\u200b\u200c\ufeff\u00ad' },
];

const replacements: ReadonlyMap<string, Family> = new Map(
  families.flatMap((family) => [...family.from].map((character) => [character, family] as const)),
);

const ownNames: ReadonlyMap<string, string> = new Map([
  ['\u0060', 'backtick'],
  ['\u00b4', 'acute accent'],
  ['\t', 'tab'],
  ['\u00a0', 'no-break space'],
  ['\u200d', 'joiner'],
  ['\u200b', 'zero-width space'],
  ['\u00ad', 'soft hyphen'],
]);

/** What may stand for a character without changing what the text says; null when nothing safely can. */
export function safeReplacement(character: string): string | null {
  return replacements.get(character)?.to ?? null;
}

/** A short plain name for a character outside the basic alphabet. */
export function characterName(character: string): string {
  const own = ownNames.get(character) ?? replacements.get(character)?.name;
  if (own !== undefined) return own;
  if (/\p{Extended_Pictographic}|\p{Emoji_Modifier}|\p{Regional_Indicator}|\ufe0f/u.test(character)) return 'emoji';
  return /\p{L}/u.test(character) ? 'letter outside the basic alphabet' : 'sign outside the basic alphabet';
}

/**
 * Replaces characters that have a safe replacement: all of them, or only the given ones. Letters, names and emoji are
 * never touched; a joiner inside an emoji has no replacement here.
 */
export function replaceSafely(text: string, characters?: readonly string[]): string {
  const only = characters ? new Set(characters) : null;
  let result = '';
  for (const character of text) {
    const replacement = only === null || only.has(character) ? safeReplacement(character) : null;
    result += replacement ?? character;
  }
  return result;
}
