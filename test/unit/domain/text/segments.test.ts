import { describe, expect, it } from 'vitest';
import { septetCost } from '#domain/text/gsm7.ts';
import { measureText, partsOnly } from '#domain/text/segments.ts';

const grin = '\u{1f600}';

/** The alphabet by code point, from the tables of 3GPP TS 23.038; not spelled as in the source. */
const BASIC_BEYOND_ASCII = [
  0xa3, 0xa5, 0xe8, 0xe9, 0xf9, 0xec, 0xf2, 0xc7, 0xd8, 0xf8, 0xc5, 0xe5, 0x394, 0x3a6, 0x393, 0x39b, 0x3a9, 0x3a0,
  0x3a8, 0x3a3, 0x398, 0x39e, 0xc6, 0xe6, 0xdf, 0xc9, 0xa4, 0xa1, 0xc4, 0xd6, 0xd1, 0xdc, 0xa7, 0xbf, 0xe4, 0xf6, 0xf1,
  0xfc, 0xe0,
];
const EXTENDED = [0x0c, 0x5b, 0x5c, 0x5d, 0x5e, 0x7b, 0x7c, 0x7d, 0x7e, 0x20ac];

describe('septetCost', () => {
  it('is 1 for the 127 characters of the alphabet, 2 for the 10 of the extension, 0 for all others', () => {
    const one = new Set([...BASIC_BEYOND_ASCII, 0x0a, 0x0d]);
    for (let code = 0x20; code < 0x7f; code += 1) if (!EXTENDED.includes(code) && code !== 0x60) one.add(code);
    expect(one.size).toBe(127);
    for (let code = 0; code < 0x10000; code += 1) {
      const expected = one.has(code) ? 1 : EXTENDED.includes(code) ? 2 : 0;
      if (septetCost(code) !== expected) expect([code.toString(16), septetCost(code)]).toEqual([code, expected]);
    }
  });

  it.each(['\u001b', 'ç', '`', '\t', 'á', 'ê', 'ã', 'Α', '\u2126', '\u2206', '\u2019', '\u00a0'])(
    '%j is out',
    (text) => {
      expect(septetCost(text.charCodeAt(0))).toBe(0);
    },
  );
});

describe('measureText in GSM-7', () => {
  const base = { encoding: 'GSM-7', forcing: [] };

  it.each([
    ['', 0, 0, 160, 160, [], []],
    ['a', 1, 1, 160, 159, [1], []],
    ['Ç€', 3, 1, 160, 157, [3], []],
    ['a'.repeat(160), 160, 1, 160, 0, [160], []],
    ['a'.repeat(161), 161, 2, 153, 145, [153, 8], [153]],
    ['a'.repeat(306), 306, 2, 153, 0, [153, 153], [153]],
    ['a'.repeat(307), 307, 3, 153, 152, [153, 153, 1], [153, 306]],
    ['€'.repeat(80), 160, 1, 160, 0, [160], []],
    // 153 is odd: 76 pairs fill 152, so every part is one short.
    ['€'.repeat(81), 162, 2, 153, 143, [152, 10], [76]],
    // The pair would stand on septets 153 and 154: it moves to the second part.
    [`${'a'.repeat(152)}€${'a'.repeat(10)}`, 164, 2, 153, 141, [152, 12], [152]],
    // One earlier it fits exactly.
    [`${'a'.repeat(151)}€${'a'.repeat(10)}`, 163, 2, 153, 143, [153, 10], [152]],
    // 306 septets, but the pair on the border makes it three parts.
    [`${'a'.repeat(152)}€${'a'.repeat(152)}`, 306, 3, 153, 152, [152, 153, 1], [152, 304]],
    ['\f\r\n', 4, 1, 160, 156, [4], []],
  ])('%j', (text, units, parts, perPart, remaining, partLengths, breaks) => {
    expect(measureText(text)).toEqual({ ...base, units, parts, perPart, remaining, partLengths, breaks });
    expect(partsOnly(text)).toBe(parts);
  });
});

describe('measureText in UCS-2', () => {
  it.each([
    ['ç', 1, 1, 70, 69, [1], []],
    [grin, 2, 1, 70, 68, [2], []],
    ['ж'.repeat(70), 70, 1, 70, 0, [70], []],
    ['ж'.repeat(71), 71, 2, 67, 63, [67, 4], [67]],
    ['ж'.repeat(134), 134, 2, 67, 0, [67, 67], [67]],
    ['ж'.repeat(135), 135, 3, 67, 66, [67, 67, 1], [67, 134]],
    // As Kannel split it: 80 letters are 67 and 13.
    ['Ж'.repeat(80), 80, 2, 67, 54, [67, 13], [67]],
    [grin.repeat(35), 70, 1, 70, 0, [70], []],
    // 67 is odd: 33 emoji fill 66.
    [grin.repeat(36), 72, 2, 67, 61, [66, 6], [66]],
    [`${'ж'.repeat(66)}${grin}ж${grin}`, 71, 2, 67, 62, [66, 5], [66]],
    [`${'ж'.repeat(65)}${grin}${'ж'.repeat(5)}`, 72, 2, 67, 62, [67, 5], [67]],
    // The brackets cost one unit each here, two septets only in GSM-7.
    ['ж[]', 3, 1, 70, 67, [3], []],
    // Half pairs: a unit each, in either order, also on the border.
    ['\ud83d', 1, 1, 70, 69, [1], []],
    ['\ude00\ud83d', 2, 1, 70, 68, [2], []],
    ['\ud83d'.repeat(71), 71, 2, 67, 63, [67, 4], [67]],
  ])('%j', (text, units, parts, perPart, remaining, partLengths, breaks) => {
    const { forcing, ...measure } = measureText(text);
    expect(measure).toEqual({ encoding: 'UCS-2', units, parts, perPart, remaining, partLengths, breaks });
    expect(forcing.length).toBeGreaterThan(0);
    expect(partsOnly(text)).toBe(parts);
  });
});

describe('forcing characters', () => {
  it('are listed once each, by first place, with what to do about them', () => {
    const text = `It\u2019s \u2014 no, it\u2019s\u00a0${grin} \u0105\u2026`;
    expect(measureText(text).forcing).toEqual([
      { character: '\u2019', codePoint: 'U+2019', name: 'curly quote', count: 2, replacement: "'", firstIndex: 2 },
      { character: '\u2014', codePoint: 'U+2014', name: 'long dash', count: 1, replacement: '-', firstIndex: 5 },
      { character: '\u00a0', codePoint: 'U+00A0', name: 'no-break space', count: 1, replacement: ' ', firstIndex: 15 },
      { character: grin, codePoint: 'U+1F600', name: 'emoji', count: 1, replacement: null, firstIndex: 16 },
      {
        character: '\u0105',
        codePoint: 'U+0105',
        name: 'letter outside the basic alphabet',
        count: 1,
        replacement: null,
        firstIndex: 19,
      },
      { character: '\u2026', codePoint: 'U+2026', name: 'ellipsis', count: 1, replacement: '...', firstIndex: 20 },
    ]);
  });

  it.each([
    ['\u201c', 'curly quote', '"'],
    ['\u00ab', 'angle quote', '"'],
    ['`', 'backtick', "'"],
    ['\u2013', 'short dash', '-'],
    ['\u2212', 'minus sign', '-'],
    ['\t', 'tab', ' '],
    ['\u200b', 'invisible character', ''],
    ['\u00ad', 'soft hyphen', ''],
    ['\u0301', 'separate accent', null],
    ['ç', 'letter outside the basic alphabet', null],
    ['\u20b9', 'sign outside the basic alphabet', null],
    ['\ud83d', 'broken character', null],
    ['\u001b', 'control character', null],
    ['\u{1f1ff}', 'emoji', null],
  ])('%j is a %s', (character, name, replacement) => {
    const [found] = measureText(`ab ${character}`).forcing;
    expect(found).toMatchObject({ character, name, replacement, count: 1, firstIndex: 3 });
  });

  it('keeps the joiner of an emoji and of a shaped script', () => {
    for (const text of [
      '\u{1f469}\u200d\u{1f680}',
      '\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645',
      '\u0915\u094d\u200d\u0937',
    ]) {
      const joiner = measureText(text).forcing.find(({ character }) => /[\u200c\u200d]/.test(character));
      expect(joiner?.replacement).toBe(null);
    }
  });
});
