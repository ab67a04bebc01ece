import { findForcing } from './forcing.ts';
import type { ForcingCharacter } from './forcing.ts';
import { septetCost } from './gsm7.ts';

/** How a text goes over the air and what it costs. */
export interface TextMeasure {
  readonly encoding: 'GSM-7' | 'UCS-2';
  /** Septets in GSM-7, UTF-16 code units in UCS-2. */
  readonly units: number;
  readonly parts: number;
  /** The most units one part of this text can hold: 160 or 70 alone, 153 or 67 each when there are several. */
  readonly perPart: number;
  /** Units that still fit into the last part. */
  readonly remaining: number;
  /** Units in each part. A part is one short where an escape or surrogate pair would not fit whole. */
  readonly partLengths: readonly number[];
  /** String indexes at which the second and each later part begins. */
  readonly breaks: readonly number[];
  /** What keeps the text out of GSM-7, by first place; empty in GSM-7. */
  readonly forcing: readonly ForcingCharacter[];
}

/** 140 octets: 160 septets or 70 units. The 6 octets that join parts leave 153 and 67 (3GPP TS 23.040, 8-bit reference). */
const SEPTETS_ALONE = 160;
const SEPTETS_PER_PART = 153;
const UNITS_ALONE = 70;
const UNITS_PER_PART = 67;

/**
 * Measures a text as it will be sent: encoding, parts and where they break, and what forces UCS-2. Parts are found by
 * packing, because a pair is never split. The empty text is GSM-7 with no part.
 */
export function measureText(text: string): TextMeasure {
  const septets = countSeptets(text);
  const isGsm7 = septets !== null;
  const units = septets ?? text.length;
  const alone = isGsm7 ? SEPTETS_ALONE : UNITS_ALONE;
  const shared = {
    encoding: isGsm7 ? 'GSM-7' : 'UCS-2',
    units,
    forcing: isGsm7 ? [] : findForcing(text),
  } as const;
  if (units <= alone) {
    const partLengths = units === 0 ? [] : [units];
    return { ...shared, parts: partLengths.length, perPart: alone, remaining: alone - units, partLengths, breaks: [] };
  }
  const perPart = isGsm7 ? SEPTETS_PER_PART : UNITS_PER_PART;
  const { partLengths, breaks } = pack(text, perPart, isGsm7);
  const remaining = perPart - (partLengths.at(-1) ?? 0);
  return { ...shared, parts: partLengths.length, perPart, remaining, partLengths, breaks };
}

/** The number of parts alone, for costing many texts: same answer as `measureText`, nothing allocated. */
export function partsOnly(text: string): number {
  const septets = countSeptets(text);
  if (septets !== null) {
    if (septets <= SEPTETS_ALONE) return septets === 0 ? 0 : 1;
    // Without pairs, packing is dividing.
    if (septets === text.length) return Math.ceil(septets / SEPTETS_PER_PART);
  } else if (text.length <= UNITS_ALONE) return 1;
  const perPart = septets === null ? UNITS_PER_PART : SEPTETS_PER_PART;
  let parts = 1;
  let used = 0;
  for (let index = 0; index < text.length;) {
    const length = septets === null ? charLength(text, index) : 1;
    const cost = septets === null ? length : septetCost(text.charCodeAt(index));
    if (used + cost > perPart) {
      parts += 1;
      used = 0;
    }
    used += cost;
    index += length;
  }
  return parts;
}

/** Septets of a text in GSM-7; null when a character of it is not in the alphabet. */
function countSeptets(text: string): number | null {
  let septets = 0;
  for (let index = 0; index < text.length; index += 1) {
    const cost = septetCost(text.charCodeAt(index));
    if (cost === 0) return null;
    septets += cost;
  }
  return septets;
}

function pack(text: string, perPart: number, isGsm7: boolean) {
  const partLengths: number[] = [];
  const breaks: number[] = [];
  let used = 0;
  for (let index = 0; index < text.length;) {
    const length = isGsm7 ? 1 : charLength(text, index);
    const cost = isGsm7 ? septetCost(text.charCodeAt(index)) : length;
    if (used + cost > perPart) {
      partLengths.push(used);
      breaks.push(index);
      used = 0;
    }
    used += cost;
    index += length;
  }
  partLengths.push(used);
  return { partLengths, breaks };
}

/** 2 where a surrogate pair begins, else 1; a lone surrogate is a unit like any other. */
function charLength(text: string, index: number): 1 | 2 {
  const unit = text.charCodeAt(index);
  if (unit < 0xd800 || unit > 0xdbff) return 1;
  const next = text.charCodeAt(index + 1);
  return next >= 0xdc00 && next <= 0xdfff ? 2 : 1;
}
