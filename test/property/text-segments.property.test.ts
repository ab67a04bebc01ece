import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { measureText, partsOnly } from '#domain/text/segments.ts';
import { replaceSafely } from '#domain/text/smart-quotes.ts';

/** Written for the tests from TS 23.038: plain ASCII by range, the rest by name. Slow and obvious. */
const IN_ALPHABET =
  /^[\n\r !-Z_a-z\u00a1\u00a3\u00a4\u00a5\u00a7\u00bf\u00c4\u00c5\u00c6\u00c7\u00c9\u00d1\u00d6\u00d8\u00dc\u00df\u00e0\u00e4\u00e5\u00e6\u00e8\u00e9\u00ec\u00f1\u00f2\u00f6\u00f8\u00f9\u00fc\u0393\u0394\u0398\u039b\u039e\u03a0\u03a3\u03a6\u03a8\u03a9]$/;
const IN_EXTENSION = /^[\f^{}\\[~\]|\u20ac]$/;

/** A second way to count: the list of indivisible costs first, then parts filled one after the other. */
function countSlowly(text: string) {
  const characters = Array.from(text);
  const isGsm7 = characters.every((character) => IN_ALPHABET.test(character) || IN_EXTENSION.test(character));
  const costs = characters.map((character) => {
    if (!isGsm7) return character.length;
    return IN_EXTENSION.test(character) ? 2 : 1;
  });
  const units = costs.reduce((sum, cost) => sum + cost, 0);
  const [alone, each] = isGsm7 ? [160, 153] : [70, 67];
  if (units <= alone) return { encoding: isGsm7 ? 'GSM-7' : 'UCS-2', units, partLengths: units === 0 ? [] : [units] };
  const partLengths: number[] = [];
  let rest = costs;
  while (rest.length > 0) {
    let taken = 0;
    let sum = 0;
    while (taken < rest.length && sum + (rest[taken] ?? 0) <= each) {
      sum += rest[taken] ?? 0;
      taken += 1;
    }
    partLengths.push(sum);
    rest = rest.slice(taken);
  }
  return { encoding: isGsm7 ? 'GSM-7' : 'UCS-2', units, partLengths };
}

const gsm7Character = fc.constantFrom(...'aA1 @£ßÇΩ\n\r', '€', '[', '~', '\f', '|');
const wideCharacter = fc.constantFrom(
  'a',
  'ж',
  'ç',
  '\u2019',
  '\u{1f600}',
  '\u200d',
  '\ud83d',
  '\ude00',
  '[',
  '\u{1f469}',
);
const gsm7Text = fc.array(gsm7Character, { maxLength: 700 }).map((characters) => characters.join(''));
const wideText = fc.array(wideCharacter, { maxLength: 320 }).map((characters) => characters.join(''));
/** Mostly plain, so that pairs fall on every place near a border. */
const borderText = fc
  .record({
    before: fc.nat(165),
    pairs: fc.nat(12),
    filler: fc.constantFrom('a', 'ж'),
    pair: fc.constantFrom('€', '\u{1f600}'),
  })
  .map(({ before, pairs, filler, pair }) => filler.repeat(before) + pair.repeat(pairs) + filler.repeat(before));
const anyText = fc.oneof(gsm7Text, wideText, borderText, fc.string({ unit: 'binary', maxLength: 200 }));

describe('measureText', () => {
  it('counts as the slow way does', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const { encoding, units, partLengths, parts } = measureText(text);
        expect({ encoding, units, partLengths }).toEqual(countSlowly(text));
        expect(parts).toBe(partLengths.length);
        expect(partsOnly(text)).toBe(parts);
      }),
      { numRuns: 4_000 },
    );
  });

  it('makes parts that are the text, each within its limit, no pair split', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const { breaks, partLengths, perPart, parts, remaining, units } = measureText(text);
        const pieces = partLengths.map((_, part) => text.slice(part === 0 ? 0 : breaks[part - 1], breaks[part]));
        expect(pieces.join('')).toBe(text);
        expect(breaks.length).toBe(Math.max(0, parts - 1));
        expect(parts >= 1).toBe(text !== '');
        expect(partLengths.every((length) => length >= 1 && length <= perPart)).toBe(true);
        // Only a pair that does not fit leaves a part short, by one.
        expect(partLengths.slice(0, -1).every((length) => length >= perPart - 1)).toBe(true);
        expect(partLengths.reduce((sum, length) => sum + length, 0)).toBe(units);
        expect(remaining).toBe(perPart - (partLengths.at(-1) ?? 0));
        for (const at of breaks)
          expect(/^[\ud800-\udbff][\udc00-\udfff]$/.test(text.slice(at - 1, at + 1))).toBe(false);
      }),
      { numRuns: 4_000 },
    );
  });

  it('never takes fewer parts for a longer text of the same alphabet', () => {
    fc.assert(
      fc.property(fc.oneof(fc.tuple(gsm7Text, gsm7Text), fc.tuple(wideText, wideText)), ([text, more]) => {
        fc.pre(measureText(text).encoding === measureText(text + more).encoding);
        expect(partsOnly(text + more)).toBeGreaterThanOrEqual(partsOnly(text));
      }),
      { numRuns: 2_000 },
    );
  });

  it('names what forces UCS-2: exactly the characters that are not in the alphabet', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const outside = Array.from(text).filter(
          (character) => !IN_ALPHABET.test(character) && !IN_EXTENSION.test(character),
        );
        const { forcing } = measureText(text);
        expect(forcing.map(({ character }) => character)).toEqual([...new Set(outside)]);
        expect(forcing.reduce((sum, { count }) => sum + count, 0)).toBe(outside.length);
        for (const { character, firstIndex } of forcing) expect(text.startsWith(character, firstIndex)).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('replaceSafely', () => {
  const typed = fc
    .array(
      fc.oneof(
        gsm7Character,
        wideCharacter,
        fc.constantFrom('\u2014', '\u00a0', '\u200b', '\u200c', '\u2026', 'é', '\ufe0f'),
      ),
      {
        maxLength: 60,
      },
    )
    .map((characters) => characters.join(''));

  it('leaves nothing that it said it would replace, and nothing changes the second time', () => {
    fc.assert(
      fc.property(typed, (text) => {
        const replaced = replaceSafely(text);
        const gone = measureText(text).forcing.filter(({ replacement }) => replacement !== null);
        for (const { character } of gone) expect(replaced).not.toContain(character);
        expect(replaceSafely(replaced)).toBe(replaced);
      }),
      { numRuns: 5_000 },
    );
  });

  it('touches no letter, digit or emoji', () => {
    const kept = (text: string) =>
      Array.from(text).filter((character) => /[\p{L}\p{N}\p{Extended_Pictographic}\p{Cs}]/u.test(character));
    fc.assert(
      fc.property(typed, (text) => {
        expect(kept(replaceSafely(text))).toEqual(kept(text));
      }),
      { numRuns: 5_000 },
    );
  });
});
