import { septetCost, septetsOf } from './gsm7.ts';
import { characterName, safeReplacement } from './smart-quotes.ts';

export type Encoding = 'GSM-7' | 'UCS-2';

/** A character that turns the whole text into UCS-2. */
export interface ForcingCharacter {
  readonly character: string;
  /** `U+2019`. */
  readonly codePoint: string;
  readonly name: string;
  readonly count: number;
  /** What may stand in its place without changing the meaning; null when nothing safely can. */
  readonly replacement: string | null;
  readonly firstIndex: number;
}

/** A text's length as the operator bills it. Units are septets (GSM-7) or UTF-16 code units (UCS-2). */
export interface TextMeasure {
  readonly encoding: Encoding;
  readonly units: number;
  readonly parts: number;
  /** The most one part holds, given how many parts there are. */
  readonly perPart: number;
  /** Units that still fit into the last part. */
  readonly remaining: number;
  /** Units in each part. */
  readonly partLengths: readonly number[];
  /** String indexes at which a new part begins. */
  readonly breaks: readonly number[];
  readonly forcing: readonly ForcingCharacter[];
}

interface Limits {
  readonly single: number;
  readonly part: number;
}

/** 140 octets, less the 6 of the concatenation header when there are several parts (gateways.md 6). */
const limits: Readonly<Record<Encoding, Limits>> = {
  'GSM-7': { single: 160, part: 153 },
  'UCS-2': { single: 70, part: 67 },
};

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}

function isLowSurrogate(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff;
}

/** Length in UTF-16 units of what must stay together at an index: a surrogate pair or a single unit. */
function widthAt(text: string, at: number): number {
  return isHighSurrogate(text.charCodeAt(at)) && isLowSurrogate(text.charCodeAt(at + 1)) ? 2 : 1;
}

function costAt(text: string, at: number, encoding: Encoding, width: number): number {
  return encoding === 'GSM-7' ? septetCost(text.charCodeAt(at)) : width;
}

/** Fills parts in order; what does not fit whole begins the next one, so a part can be one unit short. */
function pack(text: string, encoding: Encoding): { partLengths: number[]; breaks: number[] } {
  const limit = limits[encoding].part;
  const partLengths: number[] = [];
  const breaks: number[] = [];
  let used = 0;
  for (let at = 0; at < text.length;) {
    const width = encoding === 'GSM-7' ? 1 : widthAt(text, at);
    const cost = costAt(text, at, encoding, width);
    if (used + cost > limit) {
      partLengths.push(used);
      breaks.push(at);
      used = 0;
    }
    used += cost;
    at += width;
  }
  partLengths.push(used);
  return { partLengths, breaks };
}

/** Measures a text: encoding, units, parts and the characters that force UCS-2. Empty text is 0 parts. */
export function measureText(text: string): TextMeasure {
  const septets = septetsOf(text);
  const encoding: Encoding = septets >= 0 ? 'GSM-7' : 'UCS-2';
  const units = septets >= 0 ? septets : text.length;
  const { single, part } = limits[encoding];
  const forcing = septets >= 0 ? [] : forcingCharacters(text);
  if (units <= single) {
    const partLengths = units === 0 ? [] : [units];
    return {
      encoding,
      units,
      parts: partLengths.length,
      perPart: single,
      remaining: single - units,
      partLengths,
      breaks: [],
      forcing,
    };
  }
  const { partLengths, breaks } = pack(text, encoding);
  const remaining = part - (partLengths.at(-1) ?? 0);
  return { encoding, units, parts: partLengths.length, perPart: part, remaining, partLengths, breaks, forcing };
}

/** Just the number of parts, for costing whole audiences. */
export function partsOnly(text: string): number {
  const septets = septetsOf(text);
  const encoding: Encoding = septets >= 0 ? 'GSM-7' : 'UCS-2';
  const units = septets >= 0 ? septets : text.length;
  if (units === 0) return 0;
  return units <= limits[encoding].single ? 1 : pack(text, encoding).partLengths.length;
}

function forcingCharacters(text: string): ForcingCharacter[] {
  const found = new Map<string, { count: number; firstIndex: number }>();
  for (let at = 0; at < text.length;) {
    const width = widthAt(text, at);
    const character = text.slice(at, at + width);
    if (width === 2 || septetCost(text.charCodeAt(at)) === 0) {
      const known = found.get(character);
      if (known) known.count += 1;
      else found.set(character, { count: 1, firstIndex: at });
    }
    at += width;
  }
  return [...found].map(([character, { count, firstIndex }]) => ({
    character,
    codePoint: `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`,
    name: characterName(character),
    count,
    replacement: safeReplacement(character),
    firstIndex,
  }));
}
