import { describe, expect, it } from 'vitest';
import type { E164 } from '#domain/kernel/ids.ts';
import { formatPhone, isTextable, parsePhone } from '#domain/phone/parse-phone.ts';
import type { CountryCode, PhoneType } from '#domain/phone/parse-phone.ts';
import { phoneReasonWords } from '#domain/phone/phone-reasons.ts';

/** The E.164 of a text, or the reason why there is none. */
function read(text: string, country: CountryCode | null): string {
  const result = parsePhone(text, country);
  return result.ok ? result.value.e164 : result.reason;
}

describe('spellings of one South African mobile', () => {
  it.each([
    '+27821234567',
    '+27 82 123 4567',
    '+27 (0)82 123 4567',
    '0821234567',
    '082 123 4567',
    '082-123-4567',
    '082.123.4567',
    '082/123 4567',
    '(082) 123 4567',
    '[082] 123_4567',
    '082\u2013123\u20144567',
    '082\u2011123\u22124567',
    '082\u00a0123\u00a04567',
    '082\u2009123\u202f4567',
    '082\u3000123\u30004567',
    '082\t123\n4567',
    '0027 82 123 4567',
    '+0027 82 123 4567',
    '+ 27 82 123 4567',
    '(+27) 82 123 4567',
    '\uff0b27821234567',
    'tel:+27-82-123-4567',
    'TEL:+27821234567',
    'Tel: 082 123 4567',
    'tel:%2B27821234567',
    'tel:821234567;phone-context=+27',
    'sms:+27821234567',
    "'0821234567",
    '\u20190821234567',
    '"0821234567"',
    '="0821234567"',
    '\u201c082 123 4567\u201d',
    ' 082 123 4567 ;',
    '\u202a+27 82 123 4567\u202c',
    '\u200e082\u200b123\u2060 4567\ufeff',
    '\uff10\uff18\uff12\uff11\uff12\uff13\uff14\uff15\uff16\uff17',
    '\u0660\u0668\u0662\u0661\u0662\u0663\u0664\u0665\u0666\u0667',
    '+\u06f2\u06f7\u06f8\u06f2\u06f1\u06f2\u06f3\u06f4\u06f5\u06f6\u06f7',
    '\u0966\u096e\u0968 \u0967\u0968\u0969 \u096a\u096b\u096c\u096d',
    // What a spreadsheet makes of it: the 0 or the + gone, scientific, decimals, groups of thousands.
    '821234567',
    '27821234567',
    '2.7821234567E+10',
    '2,7821234567E+10',
    '2.7821234567e10',
    '8.21234567E+08',
    '27821234567.0',
    '821234567.00',
    '27,821,234,567',
    '82.123.45.67',
  ])('%j', (text) => {
    expect(read(text, 'ZA')).toBe('+27821234567');
  });
});

describe('calls abroad', () => {
  it('reads 00 under every country, and without one', () => {
    for (const country of ['ZA', 'US', 'AU', 'BR', 'JP', 'KR', null] as const)
      expect(read('0027 82 123 4567', country)).toBe('+27821234567');
  });

  it.each([
    ['011 27 82 123 4567', 'US'],
    ['011 27 82 123 4567', 'JM'],
    ['0011 27 82 123 4567', 'AU'],
    ['010 27 82 123 4567', 'JP'],
    ['810 27 82 123 4567', 'RU'],
    ['009 27 82 123 4567', 'NG'],
    ['119 27 82 123 4567', 'CU'],
    ['001 27 82 123 4567', 'HK'],
  ] as const)('reads %s as dialled in %s', (text, country) => {
    expect(read(text, country)).toBe('+27821234567');
  });

  it('reads 011 only where it is dialled', () => {
    expect(parsePhone('011 27 82 123 4567', 'ZA').ok).toBe(false);
    expect(read('011 27 82 123 4567', null)).toBe('countryNeeded');
    expect(read('011 555 1234', 'ZA')).toBe('+27115551234'); // Johannesburg
  });

  it('refuses a prefix that means two different numbers', () => {
    // Out of Korea, 001 is the prefix and 65 Singapore; read as 00, it is 1-658, Jamaica.
    expect(read('001 65 8234 5678', 'KR')).toBe('ambiguous');
    expect(read('001 65 8234 5678', 'SG')).toBe('ambiguous');
    expect(read('+65 8234 5678', 'KR')).toBe('+6582345678');
  });
});

describe('lost signs', () => {
  it.each([
    // 4915… is also the beginning of a possible landline number in Germany, and libphonenumber takes it for one.
    ['4915112345678', 'DE', '+4915112345678'],
    ['62812345678', 'ID', '+62812345678'],
    ['38343201234', 'XK', '+38343201234'],
    ['447400123456', 'GB', '+447400123456'],
    ['12015550123', 'US', '+12015550123'],
    ['79123456789', 'RU', '+79123456789'],
    ['89123456789', 'RU', '+79123456789'],
    // The 0 belongs to the number in Italy (landlines) and in Côte d'Ivoire.
    ['612345678', 'IT', '+390612345678'],
    ['0612345678', 'IT', '+390612345678'],
    ['3123456789', 'IT', '+393123456789'],
    ['708123456', 'CI', '+2250708123456'],
    ['0708123456', 'CI', '+2250708123456'],
  ] as const)('reads %s in %s as %s', (text, country, expected) => {
    expect(read(text, country)).toBe(expected);
  });

  it('does not guess another country than the given one', () => {
    expect(parsePhone('447400123456', 'ZA').ok).toBe(false);
    expect(read('27821234567', null)).toBe('countryNeeded');
  });
});

describe('old Mexico', () => {
  it.each(['+52 1 55 1234 5678', '+52 55 1234 5678', '0052 1 55 1234 5678'])('%s', (text) => {
    expect(read(text, null)).toBe('+525512345678');
  });
  it.each(['55 1234 5678', '044 55 1234 5678', '045 55 1234 5678', '01 55 1234 5678', '5215512345678', '525512345678'])(
    '%s in Mexico',
    (text) => {
      expect(read(text, 'MX')).toBe('+525512345678');
    },
  );
});

describe('refusals', () => {
  it.each([
    ['', 'ZA', 'empty'],
    [' \u00a0\u200b ', 'ZA', 'empty'],
    ["''", 'ZA', 'empty'],
    ['n/a', 'ZA', 'noDigits'],
    ['-', 'ZA', 'noDigits'],
    ['.', 'ZA', 'noDigits'],
    ['\u{1f600}', 'ZA', 'noDigits'],
    ['call 082 123 4567', 'ZA', 'notANumber'],
    ['082 123 4567 x12', 'ZA', 'notANumber'],
    ['tel:0821234567;ext=3', 'ZA', 'notANumber'],
    ['27+821234567', 'ZA', 'notANumber'],
    ['1-800-FLOWERS', 'US', 'notANumber'],
    ['ann1978@example.com', 'US', 'notANumber'],
    ['82123456.50', 'ZA', 'notANumber'],
    ['082 123 4567, 083 123 4567', 'ZA', 'notANumber'],
    ['20/12/2024', 'DK', 'looksLikeDate'],
    ['20.12.2024', 'DK', 'looksLikeDate'],
    ['12/20/2024', 'DK', 'looksLikeDate'],
    ['2024-12-20', 'SG', 'looksLikeDate'],
    ['2.78E+10', 'ZA', 'digitsLost'],
    ['2,78212E+10', 'ZA', 'digitsLost'],
    ['7.4E+09', 'GB', 'digitsLost'],
    ['0821234567', null, 'countryNeeded'],
    ['+999 123 4567', 'ZA', 'unknownCountry'],
    ['12', 'ZA', 'tooShort'],
    ['+27 82', 'ZA', 'tooShort'],
    ['0'.repeat(40), 'ZA', 'tooLong'],
    ['1'.repeat(40), 'ZA', 'tooLong'],
    ['+27 82 123 4567 89', 'ZA', 'tooLong'],
    ['082 123 4567 / 083 123 4567', 'ZA', 'tooLong'],
    ['+1 555 123 4567', 'US', 'invalid'],
    ['000 000 0000', 'ZA', 'unknownCountry'],
    // Valid to libphonenumber, but not E.164: a pager of 6 digits in all, a landline of 17.
    ['+49 1643', 'DE', 'tooShort'],
    ['+49 733 484451308185', 'DE', 'tooLong'],
    // Two landline numbers: 31… that lost its +62, or 62 31… that lost its 0.
    ['62316468982', 'ID', 'ambiguous'],
    // A lost 0 is put back before a number of the country, not to make 011 of it.
    ['11 44 7911 123456', 'US', 'tooLong'],
    // One digit short: libphonenumber would take it.
    ['082 123 456', 'ZA', 'invalid'],
  ] as const)('%j under %s is %s', (text, country, reason) => {
    expect(read(text, country)).toBe(reason);
  });

  it('reads eight digits in pairs as a Danish number, not as a date', () => {
    expect(read('20 12 20 24', 'DK')).toBe('+4520122024');
    expect(read('20.12.20.24', 'DK')).toBe('+4520122024');
  });

  it('takes a last group of zeros for digits, not for decimals', () => {
    expect(read('082123.0000', 'ZA')).toBe('+27821230000');
    expect(read('27.821.230.000', 'ZA')).toBe('+27821230000');
  });

  it('answers inputs of a megabyte', () => {
    const megabyte = 1_000_000;
    expect(read('7'.repeat(megabyte), 'ZA')).toBe('tooLong');
    expect(read('a'.repeat(megabyte), 'ZA')).toBe('notANumber');
    expect(read('-'.repeat(megabyte), 'ZA')).toBe('notANumber');
    expect(read(`${'('.repeat(megabyte)}1`, 'ZA')).toBe('notANumber');
    expect(read(`${' '.repeat(megabyte)}0821234567${'\u200b'.repeat(megabyte)}`, 'ZA')).toBe('+27821234567');
  });

  it('has words for every reason', () => {
    expect(Object.values(phoneReasonWords).every((words) => words.length > 10)).toBe(true);
  });
});

describe('country and type', () => {
  it.each([
    ['+27 82 123 4567', 'ZA', 'mobile'],
    ['+27 11 555 1234', 'ZA', 'fixed'],
    ['+1 201 555 0123', 'US', 'fixed-or-mobile'],
    ['+1 876 210 1234', 'JM', 'mobile'],
    ['+1 800 234 5678', 'US', 'toll-free'],
    ['+44 7400 123456', 'GB', 'mobile'],
    ['+44 7781 123456', 'GG', 'mobile'],
    ['+44 20 7946 0018', 'GB', 'fixed'],
    ['+44 909 879 0000', 'GB', 'premium'],
    ['+44 56 1234 5678', 'GB', 'voip'],
    ['+44 70 1234 5678', 'GB', 'other'],
    ['+800 1234 5678', null, 'toll-free'],
    ['+881 612 345 678', null, 'mobile'],
  ] as const)('%s is in %s, %s', (text, country, type) => {
    const value = { e164: text.replaceAll(' ', '') as E164, country, type };
    expect(parsePhone(text, null)).toEqual({ ok: true, value });
  });

  it('finds mobiles and lines that may be mobiles textable, and nothing else', () => {
    const types: PhoneType[] = [
      'mobile',
      'fixed',
      'fixed-or-mobile',
      'toll-free',
      'premium',
      'voip',
      'other',
      'unknown',
    ];
    expect(types.filter((type) => isTextable({ type }))).toEqual(['mobile', 'fixed-or-mobile']);
  });
});

describe('formatPhone', () => {
  it.each([
    ['+27821234567', '+27 82 123 4567'],
    ['+447400123456', '+44 7400 123456'],
    ['+12015550123', '+1 201 555 0123'],
    ['+33612345678', '+33 6 12 34 56 78'],
  ])('writes %s as %s', (e164, expected) => {
    expect(formatPhone(e164 as E164)).toBe(expected);
  });

  it('gives back a number that no plan knows as it is', () => {
    expect(formatPhone('+999123456789' as E164)).toBe('+999123456789');
  });
});
