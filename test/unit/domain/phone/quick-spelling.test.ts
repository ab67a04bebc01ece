import { describe, expect, it } from 'vitest';
import { scanSpelling, textOfRun } from '#domain/phone/quick-spelling.ts';
import { readSpelling } from '#domain/phone/spelling.ts';
import { seeded } from '../../../support/random.ts';

/** What the quick way reads, or null where it leaves a text to the full one. */
function scanned(text: string): { hasPlus: boolean; digits: string } | null {
  const run = scanSpelling(text);
  return run === null ? null : { hasPlus: run.hasPlus, digits: textOfRun(run, 0) };
}

describe('the quick spelling', () => {
  it.each([
    ['+27821234567', true, '27821234567'],
    ['082 123 4567', false, '0821234567'],
    ['(+27) 82-123.4567', true, '27821234567'],
    ['\u202a+27\u00a082\u2011123 4567\u202c', true, '27821234567'],
    ['\uff10\uff18\uff12\uff11\uff12\uff13\uff14\uff15\uff16\uff17', false, '0821234567'],
    ['20-12-34-56', false, '20123456'],
    ['1', false, '1'],
  ])('reads %j', (text, hasPlus, digits) => {
    expect(scanned(text)).toEqual({ hasPlus, digits });
  });

  it.each([
    '',
    ' ',
    '+',
    'n/a',
    "'0821234567",
    'tel:+27821234567',
    '2.7821234567E+10',
    '27821234567.0',
    '82123456.50',
    '20/12/2024',
    '2024-12-20',
    '1.2.2024',
    '+0027821234567',
    '082+1234567',
    '++27821234567',
    '27,821,234,567',
    '1'.repeat(25),
    `${' '.repeat(99)}12`,
    '082\u0000\ud83d1234567',
  ])('leaves %j to the full one', (text) => {
    expect(scanned(text)).toBeNull();
  });

  it('reads what the full one reads, or leaves it', () => {
    const next = seeded(5);
    const signs = '0123456789012345678901234567890123456789 ()-./_+,\'";e\u00a0\u200e\u0665\uff10\u2013\u00b7';
    let read = 0;
    for (let round = 0; round < 200_000; round += 1) {
      const length = 1 + Math.floor(next() * 20);
      const text = Array.from({ length }, () => signs[Math.floor(next() * signs.length)] ?? '').join('');
      const quick = scanned(text);
      if (quick === null) continue;
      read += 1;
      const full = readSpelling(text);
      if (!full.ok || full.value.digits !== quick.digits || full.value.hasPlus !== quick.hasPlus)
        expect([text, quick]).toEqual([text, full]);
    }
    expect(read).toBeGreaterThan(20_000);
  });

  it('gives the digits from any place on, broken or not', () => {
    for (const text of ['0821234567', '082 123 4567', '821-234-567']) {
      const digits = text.replace(/\D/g, '');
      const run = scanSpelling(text);
      for (let from = 0; from <= digits.length; from += 1)
        expect(run === null ? null : textOfRun(run, from)).toBe(digits.slice(from));
    }
  });
});
