import { describe, expect, it } from 'vitest';
import { compileDigitPattern } from '#domain/phone/digit-pattern.ts';
import type { DigitPattern } from '#domain/phone/digit-pattern.ts';
import { seeded } from '../../../support/random.ts';

function compiled(source: string): DigitPattern {
  const pattern = compileDigitPattern(source);
  if (pattern === null) throw new Error(`${source} was not understood`);
  return pattern;
}

describe('a pattern of digits', () => {
  it('is certain as soon as all further digits say the same', () => {
    const mobile = compiled('8[1-4]\\d{7}');
    expect(mobile.matchWhole('821234567')).toEqual({ isMatch: true, looked: 2 });
    expect(mobile.matchWhole('851234567')).toEqual({ isMatch: false, looked: 2 });
    expect(mobile.matchWhole('721234567')).toEqual({ isMatch: false, looked: 1 });
    expect(mobile.matchWhole('82123456')).toEqual({ isMatch: false, looked: 0 });
    expect(compiled('[0-4]\\d{3}|[5-9]\\d{3}').matchWhole('7123')).toEqual({ isMatch: true, looked: 0 });
    expect(compiled('12(?:34)?').matchWhole('1234')).toEqual({ isMatch: true, looked: 4 });
  });

  it('looks as far as a match at the start may reach, and no farther than there are digits', () => {
    const trunk = compiled('(?:0|90)(?:(1[245]|21)(\\d{10,11}))?');
    expect(trunk.reach('11987654321')).toBe(1);
    expect(trunk.reach('0119876543210')).toBe(3);
    expect(trunk.reach('021987654321')).toBe(1);
    expect(trunk.reach('0211198765432')).toBe(13);
    const local = compiled('([3-8]\\d{6})$|1');
    expect(local.reach('3591234')).toBe(7);
    expect(local.reach('2423591234')).toBe(1);
    expect(local.reach('3591234567')).toBe(1);
  });

  it('finds how a number begins', () => {
    const leading = compiled('74576|(?:16|7[56])24');
    expect(leading.matchStart('7624369230')).toEqual({ isMatch: true, looked: 4 });
    expect(leading.matchStart('7911123456')).toEqual({ isMatch: false, looked: 2 });
    expect(compiled('268').matchStart('26')).toEqual({ isMatch: false, looked: 0 });
  });

  it.each(['a', '\\s', '(?=1)2', '[^1]', '1+', '1*', '.', '1{99}', '(1', '1)', '[1', '{2}', '1{', '(?<n>1)', '\\d\\b'])(
    'says nothing about %s',
    (source) => {
      expect(compileDigitPattern(source)).toBeNull();
    },
  );

  it('says what the same regular expression says', () => {
    const next = seeded(11);
    const upTo = (count: number): number => Math.floor(next() * count);
    const piece = (depth: number): string => {
      const atoms = ['\\d', '1', '2', '[1-3]', '[02]', '[13-5]'];
      const inner = (): string => `(?:${alternatives(depth - 1)})`;
      const atom = depth > 0 && next() < 0.4 ? inner() : (atoms[upTo(atoms.length)] ?? '');
      return atom + (['', '', '?', '{2}', '{1,3}', '{0,2}'][upTo(6)] ?? '');
    };
    const sequence = (depth: number): string => Array.from({ length: 1 + upTo(3) }, () => piece(depth)).join('');
    const alternatives = (depth: number): string =>
      Array.from({ length: 1 + upTo(2) }, () => sequence(depth)).join('|');
    for (let round = 0; round < 300; round += 1) {
      const source = alternatives(2);
      const pattern = compiled(source);
      for (let number = 0; number < 12; number += 1) {
        const text = Array.from({ length: upTo(7) }, () => String(upTo(6))).join('');
        const { isMatch, looked } = pattern.matchWhole(text);
        expect([source, text, isMatch]).toEqual([source, text, new RegExp(`^(?:${source})$`).test(text)]);
        const start = pattern.matchStart(text);
        expect([source, text, start.isMatch]).toEqual([source, text, new RegExp(`^(?:${source})`).test(text)]);
        // Other digits where none was looked at change nothing, and neither where the match at the start ends.
        const other = (from: number): string =>
          text.slice(0, from) + text.slice(from).replace(/\d/g, () => String(upTo(10)));
        expect(pattern.matchWhole(other(looked))).toEqual({ isMatch, looked });
        expect(pattern.matchStart(other(start.looked))).toEqual(start);
        const end = (tried: string): number | undefined => new RegExp(`^(?:${source})`).exec(tried)?.[0].length;
        expect([source, text, end(other(pattern.reach(text)))]).toEqual([source, text, end(text)]);
      }
    }
  });
});
