/**
 * Characters that word processors put into texts, each with the GSM-7 spelling that reads the same. The table is the
 * one published with Twilio's smart encoding; accented letters are not in it, because without accent they are other names.
 */
const SAFE: readonly (readonly [to: string, from: string, name: string])[] = [
  ['"', '\u201c\u201d\u201f\u275d\u275e\u301d\u301e\uff02', 'curly quote'],
  ['"', '\u00ab\u00bb', 'angle quote'],
  ['"', '\u02ba\u02ee', 'double prime'],
  ["'", '\u2018\u2019\u201b\u275b\uff07', 'curly quote'],
  ["'", '\u02b9\u02bb\u02bc\u02bd\u02c8\u02ca\u02cb', 'apostrophe letter'],
  ["'", '\u00b4', 'accent used as an apostrophe'],
  ["'", '`', 'backtick'],
  ['-', '\u2010\u2011', 'special hyphen'],
  ['-', '\u2012\u2013', 'short dash'],
  ['-', '\u2014\u2015', 'long dash'],
  ['-', '\u2212', 'minus sign'],
  ['...', '\u2026', 'ellipsis'],
  [' ', '\u00a0\u202f', 'no-break space'],
  [' ', '\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u205f\u3000', 'special space'],
  // Not in that table, but a tab is only ever white space in a text message.
  [' ', '\t', 'tab'],
];

const INVISIBLE = '\u200b\u200c\u200d\ufeff\u00ad';

interface SafeSpelling {
  readonly replacement: string;
  readonly name: string;
}

const spellings: ReadonlyMap<string, SafeSpelling> = new Map(
  SAFE.flatMap(([replacement, from, name]) => [...from].map((character) => [character, { replacement, name }])),
);

const visiblePattern = new RegExp(`[${[...spellings.keys()].join('')}]`, 'g');
const invisiblePattern = new RegExp(`[${INVISIBLE}]+`, 'g');

/**
 * What an invisible character may belong to: an emoji, a letter of a script that it shapes (Persian,
 * Hindi …); and half a pair, which must not become whole.
 */
const shaped =
  /[\p{Extended_Pictographic}\p{Emoji_Modifier}\p{Regional_Indicator}\p{M}\p{Surrogate}]|(?!\p{Script=Latin})\p{L}/u;

/** The safe spelling of a visible character, and its name in plain English; null when there is none. */
export function safeSpelling(character: string): SafeSpelling | null {
  return spellings.get(character) ?? null;
}

/** Whether a character is one of the invisible ones that texts pick up: zero-width signs and the soft hyphen. */
export function isInvisible(character: string): boolean {
  return character !== '' && INVISIBLE.includes(character);
}

/** The indexes of invisible characters that must stay, because they join an emoji or shape the letters beside them. */
export function neededInvisibles(text: string): ReadonlySet<number> {
  const needed = new Set<number>();
  for (const { 0: run, index } of text.matchAll(invisiblePattern)) {
    if (!isShaping(text, index, run.length)) continue;
    for (let offset = 0; offset < run.length; offset += 1) needed.add(index + offset);
  }
  return needed;
}

/**
 * Replaces characters that force UCS-2 by spellings that read the same, and takes out invisible ones; only those of
 * `characters` when given. Letters, emoji and everything else without a safe spelling stay as they are.
 */
export function replaceSafely(text: string, characters?: readonly string[]): string {
  const chosen = characters === undefined ? null : new Set(characters);
  const isChosen = (character: string) => chosen === null || chosen.has(character);
  const visible = text.replace(invisiblePattern, (run: string, index: number) =>
    isShaping(text, index, run.length) ? run : [...run].filter((character) => !isChosen(character)).join(''),
  );
  return visible.replace(visiblePattern, (character) =>
    isChosen(character) ? (spellings.get(character)?.replacement ?? character) : character,
  );
}

function isShaping(text: string, index: number, length: number): boolean {
  return (
    shaped.test(lastCharacter(text.slice(Math.max(0, index - 2), index))) ||
    shaped.test(firstCharacter(text, index + length))
  );
}

function lastCharacter(text: string): string {
  return [...text].at(-1) ?? '';
}

function firstCharacter(text: string, index: number): string {
  const code = text.codePointAt(index);
  return code === undefined ? '' : String.fromCodePoint(code);
}
