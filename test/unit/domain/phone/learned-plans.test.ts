import { describe, expect, it } from 'vitest';
import { followReading } from '#domain/phone/follow-reading.ts';
import { LearnedPlans } from '#domain/phone/learned-plans.ts';
import type { CountryCode } from '#domain/phone/parse-phone.ts';
import { scanSpelling } from '#domain/phone/quick-spelling.ts';
import { readWithPlan } from '#domain/phone/read-with-plan.ts';

/** A reader that counts how often it asks the slow way. */
function counted(follow = followReading, nodesMax = 250_000) {
  const asked: string[] = [];
  const plans = new LearnedPlans(
    (spelling, country) => {
      asked.push(spelling.digits);
      return readWithPlan(spelling, country);
    },
    follow,
    nodesMax,
  );
  const read = (text: string, country: CountryCode | null = 'ZA'): string => {
    const run = scanSpelling(text);
    if (run === null) throw new Error(`${text} was not scanned`);
    const result = plans.read(run, country);
    return result.ok ? `${result.value.e164} ${result.value.country ?? ''} ${result.value.type}` : result.reason;
  };
  return { read, asked };
}

describe('a reader that learns', () => {
  it('asks the slow way once for numbers alike', () => {
    const { read, asked } = counted();
    expect(read('0821234567')).toBe('+27821234567 ZA mobile');
    expect(read('082 765 4321')).toBe('+27827654321 ZA mobile');
    expect(read('0829999999')).toBe('+27829999999 ZA mobile');
    expect(asked).toEqual(['0821234567']);
  });

  it('keeps apart what differs in length, plus or country', () => {
    const { read } = counted();
    const read4 = [read('+4915112345678'), read('4915112345678', 'DE'), read('4915112345678', 'ZA')];
    expect(read4).toEqual(['+4915112345678 DE mobile', '+4915112345678 DE mobile', 'tooLong']);
    expect(read('+491511234567')).not.toBe(read('+4915112345678'));
    expect(read('0821234567', null)).toBe('countryNeeded');
    expect(read('0821234567', 'ZA')).toBe('+27821234567 ZA mobile');
  });

  it('learns a refusal with its reason', () => {
    const { read, asked } = counted();
    expect([read('+27 00 000 0000'), read('+27 00 111 1111')]).toEqual(['invalid', 'invalid']);
    expect([read('+999 821234567'), read('+999 111111111')]).toEqual(['unknownCountry', 'unknownCountry']);
    expect(asked).toHaveLength(2);
  });

  it('asks the slow way each time where nothing can be told of others', () => {
    const { read, asked } = counted();
    // In Brazil a carrier's code may stand before the number, and the library puts other digits in its place.
    expect([read('0 21 11 98765 4321', 'BR'), read('0 21 11 98765 4322', 'BR')]).toEqual([
      '+5511987654321 BR mobile',
      '+5511987654322 BR mobile',
    ]);
    expect(asked).toHaveLength(2);
  });

  it('trusts no rule of a country and length once the slow way has contradicted one', () => {
    const { read, asked } = counted((spelling, country) => {
      const followed = followReading(spelling, country);
      const { answer } = followed;
      return answer.ok ? { ...followed, answer: { ok: true, value: { ...answer.value, type: 'fixed' } } } : followed;
    });
    expect([read('0821234567'), read('0821234568'), read('0831234568')]).toEqual([
      '+27821234567 ZA mobile',
      '+27821234568 ZA mobile',
      '+27831234568 ZA mobile',
    ]);
    expect(asked).toHaveLength(3);
  });

  it('stops learning, not reading, when its room is used up', () => {
    const { read, asked } = counted(followReading, 30);
    const numbers = ['+27821234567', '+447911123456', '+12015550123', '+4915112345678', '+33612345678', '+61412345678'];
    const first = numbers.map((text) => read(text).split(' ')[0]);
    expect(first).toEqual(numbers);
    expect(numbers.map((text) => read(text).split(' ')[0])).toEqual(numbers);
    expect(asked.length).toBeGreaterThan(numbers.length);
  });
});
