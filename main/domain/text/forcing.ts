import { septetCost } from './gsm7.ts';
import { isInvisible, neededInvisibles, safeSpelling } from './smart-quotes.ts';

/** A character that forces a text to UCS-2, and with it the price of 70 instead of 160 characters. */
export interface ForcingCharacter {
  /** One code point, or a lone surrogate. */
  readonly character: string;
  /** As in 'U+2019'. */
  readonly codePoint: string;
  /** What it is, in a few plain words. */
  readonly name: string;
  readonly count: number;
  /** What `replaceSafely` puts in its place, '' to take it out; null when nothing reads the same. */
  readonly replacement: string | null;
  /** String index of its first place. */
  readonly firstIndex: number;
}

/** Every character of a text that is not in GSM-7, once each, by first place. */
export function findForcing(text: string): readonly ForcingCharacter[] {
  const places = new Map<string, { count: number; readonly firstIndex: number; isNeeded: boolean }>();
  const needed = neededInvisibles(text);
  let index = 0;
  for (const character of text) {
    if (character.length === 2 || septetCost(character.charCodeAt(0)) === 0) {
      const place = places.get(character) ?? { count: 0, firstIndex: index, isNeeded: false };
      place.count += 1;
      place.isNeeded ||= needed.has(index);
      places.set(character, place);
    }
    index += character.length;
  }
  return [...places].map(([character, { count, firstIndex, isNeeded }]) => ({
    character,
    codePoint: codePointName(character),
    name: plainName(character),
    count,
    replacement: isInvisible(character) ? (isNeeded ? null : '') : (safeSpelling(character)?.replacement ?? null),
    firstIndex,
  }));
}

function codePointName(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}

function plainName(character: string): string {
  const known = safeSpelling(character)?.name;
  if (known !== undefined) return known;
  if (character === '\u200d') return 'invisible joiner';
  if (character === '\u00ad') return 'soft hyphen';
  if (isInvisible(character) || /\p{Cf}/u.test(character)) return 'invisible character';
  if (/\p{Surrogate}/u.test(character)) return 'broken character';
  if (/[\p{Extended_Pictographic}\p{Emoji_Modifier}\p{Regional_Indicator}\ufe0f\u20e3]/u.test(character))
    return 'emoji';
  if (/\p{M}/u.test(character)) return 'separate accent';
  if (/\p{Cc}/u.test(character)) return 'control character';
  return /\p{L}/u.test(character) ? 'letter outside the basic alphabet' : 'sign outside the basic alphabet';
}
