import {
  CYRILLIC_FREQUENT,
  CYRILLIC_USUAL,
  HANGUL_FREQUENT,
  HAN_OF_CHINESE,
  HAN_OF_JAPANESE,
  LATIN_ALPHABETS,
} from './script-letters.ts';

const LATIN = LATIN_ALPHABETS.map((letters) => new Set(letters));
const LATIN_KNOWN = new Set(LATIN_ALPHABETS.join(''));
const CYRILLIC_WEIGHTS = new Map<string, number>([
  ...[...CYRILLIC_FREQUENT].map((letter) => [letter, 1] as const),
  ...[...CYRILLIC_USUAL].map((letter) => [letter, 0.6] as const),
]);
const HAN = new Set(HAN_OF_CHINESE + HAN_OF_JAPANESE);
const HANGUL = new Set(HANGUL_FREQUENT);

/** Signs that text has between and around words. */
const USUAL_SIGNS = new Set('’‘“”„«»–—…€£°º¿¡·№、。「」（）：・ー ');

type Script = 'latin' | 'cyrillic' | 'greek' | 'hebrew' | 'arabic' | 'thai' | 'han' | 'kana' | 'hangul';

const SCRIPTS: readonly (readonly [Script, RegExp])[] = [
  ['latin', /\p{Script=Latin}/u],
  ['cyrillic', /\p{Script=Cyrillic}/u],
  ['greek', /\p{Script=Greek}/u],
  ['hebrew', /\p{Script=Hebrew}/u],
  ['arabic', /\p{Script=Arabic}/u],
  ['thai', /\p{Script=Thai}/u],
  ['han', /\p{Script=Han}/u],
  ['kana', /[\p{Script=Hiragana}\p{Script=Katakana}ー]/u],
  ['hangul', /\p{Script=Hangul}/u],
];
const GREEK_FREQUENT = new Set('αοιετσνηυρπκμλςάέήίόύώ');
const HEBREW_FINAL = /[ךםןףץ]/;
const UNREADABLE = /[\p{Cc}\p{Cn}\p{Co}\p{Cs}\ufffd]/u;
const LETTER = /[\p{L}\p{M}]/u;
const MARK = /\p{M}/u;
const UPPER = /\p{Lu}/u;
const LOWER = /\p{Ll}/u;
const RARE_ARABIC = /[^\u0621-\u063a\u0641-\u0652\u067e\u0686\u06a9\u06af\u06cc\u0698\u060c\u061b\u061f]/;

interface Tally {
  /** Characters beyond ASCII. */
  seen: number;
  sum: number;
  readonly latin: Map<string, number>;
}

/**
 * How much decoded text looks like something people write, from about -2 (noise) to 1 (every letter beyond ASCII stands
 * where one language would have it); 0 for text with ASCII only.
 */
export function plausibility(text: string): number {
  const tally: Tally = { seen: 0, sum: 0, latin: new Map() };
  const characters = [...text];
  characters.forEach((character, index) => {
    if (character < '\u0080') return;
    tally.seen += 1;
    tally.sum += worth(character, characters[index - 1] ?? ' ', characters[index + 1] ?? ' ', tally);
  });
  if (tally.seen === 0) return 0;
  return (tally.sum + latinWorth(tally.latin)) / tally.seen;
}

function worth(character: string, before: string, after: string, tally: Tally): number {
  if (UNREADABLE.test(character)) return -4;
  const isInWord = LETTER.test(before) && LETTER.test(after);
  const script = scriptOf(character);
  if (script === null) {
    if (USUAL_SIGNS.has(character)) return isInWord && character !== '’' ? -0.5 : 0.3;
    return isInWord ? -1.5 : -0.6;
  }
  const mixed = mixing(script, before) + mixing(script, after);
  if (mixed < 0) return mixed;
  if (script === 'latin') return latinPlace(character, before, after, tally);
  return letterWorth(script, character, before, after);
}

/** Of letters of two scripts side by side one is wrong; Japanese mixes its own. */
function mixing(script: Script, neighbour: string): number {
  const other = neighbour < '\u0080' ? (/[a-z]/i.test(neighbour) ? 'latin' : null) : scriptOf(neighbour);
  if (other === null || other === script) return 0;
  return (script === 'han' && other === 'kana') || (script === 'kana' && other === 'han') ? 0 : -0.8;
}

function scriptOf(character: string): Script | null {
  for (const [script, letters] of SCRIPTS) if (letters.test(character)) return script;
  return null;
}

/** Where a Latin letter stands tells whether it is one; which language it fits is told by all of them together. */
function latinPlace(character: string, before: string, after: string, tally: Tally): number {
  if (LOWER.test(before) && UPPER.test(character)) return -1.5;
  if (UPPER.test(before) && UPPER.test(character) && LOWER.test(after)) return -1;
  if (!LETTER.test(before) && !LETTER.test(after)) return -0.2;
  // Three accented letters in a row stand in next to no word.
  if (isAccented(before) && isAccented(after)) return -0.8;
  const lower = character === 'İ' ? 'İ' : character.toLowerCase();
  tally.latin.set(lower, (tally.latin.get(lower) ?? 0) + 1);
  return 0;
}

function isAccented(character: string): boolean {
  return character >= '\u0080' && LETTER.test(character);
}

/** One for each letter of the language that explains most, half for letters of others, nothing for unknown ones. */
function latinWorth(letters: ReadonlyMap<string, number>): number {
  let best = 0;
  for (const alphabet of LATIN) {
    let sum = 0;
    for (const [letter, times] of letters) {
      if (alphabet.has(letter)) sum += times;
      else if (LATIN_KNOWN.has(letter)) sum += times * 0.4;
    }
    best = Math.max(best, sum);
  }
  return best;
}

/** Sigma has its own form at the end of a word, and only there. */
function greekWorth(character: string, after: string): number {
  const isEnd = !LETTER.test(after);
  if ((character === 'ς' && !isEnd) || (character === 'σ' && isEnd)) return -1;
  return GREEK_FREQUENT.has(character) ? 1 : 0.5;
}

function letterWorth(script: Script, character: string, before: string, after: string): number {
  switch (script) {
    case 'cyrillic':
    case 'greek':
      if (LOWER.test(before) && UPPER.test(character)) return -1.5;
      if (script === 'greek') return greekWorth(character, after);
      // Words in capitals are written, but Hebrew read in KOI8 is nothing else.
      return (CYRILLIC_WEIGHTS.get(character.toLowerCase()) ?? 0.1) * (UPPER.test(before) ? 0.7 : 1);
    case 'thai':
      return MARK.test(character) && scriptOf(before) !== 'thai' ? -1 : 0.7;
    case 'arabic':
      return RARE_ARABIC.test(character) ? -0.5 : 0.8;
    case 'han':
      return HAN.has(character) ? 1 : 0.1;
    case 'kana':
      return character >= '\uff00' ? 0.1 : 0.9;
    case 'hangul':
      return HANGUL.has(character) ? 1 : 0.3;
    case 'hebrew':
      return HEBREW_FINAL.test(character) && LETTER.test(after) ? -1 : 0.9;
    case 'latin':
      return 0;
  }
}
