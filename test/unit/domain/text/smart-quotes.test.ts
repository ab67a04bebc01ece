import { describe, expect, it } from 'vitest';
import { measureText } from '#domain/text/segments.ts';
import { replaceSafely } from '#domain/text/smart-quotes.ts';

describe('replaceSafely', () => {
  it.each([
    ['\u201cIt\u2019s\u201d \u2013 \u00abyes\u00bb \u2014 now\u2026', '"It\'s" - "yes" - now...'],
    ['20\u00a0%\u202foff\u2009now\u3000x', '20 % off now x'],
    ['so\u00adft\u200b \ufeffx\u200dy', 'soft xy'],
    ['\u201f\u275d\u301d\uff02\u02ba\u02ee', '""""""'],
    ['\u2018\u201b\u02b9\u02bc\u02c8\u00b4`\uff07', "''''''''"],
    ['\u2010\u2011\u2012\u2015\u2212', '-----'],
    ['a\tb', 'a b'],
    ['Plain text: @£$ [€] ~ ÄÖÜ\r\n', 'Plain text: @£$ [€] ~ ÄÖÜ\r\n'],
  ])('%j becomes %j', (text, expected) => {
    expect(replaceSafely(text)).toBe(expected);
  });

  it('leaves letters as they are: without its accent a name is another name', () => {
    expect(replaceSafely('Façade Łódź São Zoë')).toBe('Façade Łódź São Zoë');
  });

  it('never takes a joiner out of an emoji, nor shaping signs out of a script', () => {
    const astronaut = '\u{1f469}\u200d\u{1f680}';
    const family = '\u{1f468}\u200d\u{1f469}\u200d\u{1f467}';
    const heart = '\u2764\ufe0f\u200d\u{1f525}';
    const persian = '\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645';
    const text = `${astronaut} ${family} ${heart} ${persian}`;
    expect(replaceSafely(text)).toBe(text);
  });

  it('does not make a whole character out of two halves', () => {
    expect(replaceSafely('\ud83d\u200b\ude00')).toBe('\ud83d\u200b\ude00');
  });

  it('replaces only the chosen characters', () => {
    expect(replaceSafely('\u201cIt\u2019s\u201d\u2026\u200b', ['\u2019', '\u200b'])).toBe("\u201cIt's\u201d\u2026");
    expect(replaceSafely('\u2019', [])).toBe('\u2019');
  });

  it('brings a text that only its quotes forced back to one part', () => {
    const text = `We\u2019ve moved. ${'Come and see us soon! '.repeat(6)}`;
    expect(measureText(text)).toMatchObject({ encoding: 'UCS-2', parts: 3 });
    expect(measureText(replaceSafely(text))).toMatchObject({ encoding: 'GSM-7', parts: 1, units: 145 });
  });
});
