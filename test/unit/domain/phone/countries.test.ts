import { describe, expect, it } from 'vitest';
import { callingCodeOf, countries, isCountryCode } from '#domain/phone/countries.ts';

describe('countries', () => {
  it('has the calling codes of the world, sorted by code', () => {
    const codes = new Map(countries.map(({ code, callingCode }) => [code as string, callingCode]));
    expect(['ZA', 'GB', 'US', 'CA', 'JM', 'DE', 'IN', 'VA', 'KZ'].map((code) => codes.get(code))).toEqual([
      '27',
      '44',
      '1',
      '1',
      '1',
      '49',
      '91',
      '39',
      '7',
    ]);
    expect([...codes.keys()]).toEqual([...codes.keys()].sort());
    expect(codes.size).toBe(countries.length);
    expect(countries.length).toBeGreaterThan(240);
  });

  it('knows a code only as it is written', () => {
    expect(isCountryCode('ZA')).toBe(true);
    for (const text of ['za', 'ZZ', '', 'ZAF', ' ZA', '001', 'constructor', '__proto__'])
      expect(isCountryCode(text)).toBe(false);
    expect(callingCodeOf('ZA')).toBe('27');
    expect(callingCodeOf('toString')).toBe(null);
  });
});
