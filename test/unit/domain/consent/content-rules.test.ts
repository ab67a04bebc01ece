import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { deniedContent, doubtfulContent } from '#domain/consent/content-rules.ts';
import type { CheckedText } from '#domain/consent/content-rules.ts';
import { contentWords } from '#domain/consent/content-words.ts';

const base: CheckedText = {
  text: 'Acme: 20 % off until Sunday. Reply STOP to opt out',
  purpose: 'marketing',
  country: 'ZA',
  sender: null,
};
const denied = (change: Partial<CheckedText>): readonly string[] =>
  deniedContent({ ...base, ...change }).map(({ code }) => code);
const doubtful = (change: Partial<CheckedText>): readonly string[] =>
  doubtfulContent({ ...base, ...change }).map(({ code }) => code);

test('a plain text of a known sender has nothing', () => {
  expect(denied({})).toEqual([]);
  expect(doubtful({})).toEqual([]);
});

describe('public shorteners', () => {
  test.each([
    'bit.ly/x1',
    'https://bit.ly/x1',
    'HTTP://BIT.LY/x',
    'www.tinyurl.com/abc',
    'see t.co.',
    'go.rebrand.ly/q',
  ])('%s stops a text to the United States and Canada, and is a doubt elsewhere', (link) => {
    const text = `Acme: ${link} Reply STOP to opt out`;
    expect(denied({ text, country: 'US' })).toEqual(['SHORTENER']);
    expect(denied({ text, country: 'CA', purpose: 'transactional' })).toEqual(['SHORTENER']);
    expect(denied({ text })).toEqual([]);
    expect(doubtful({ text })).toContain('SHORTENER_ELSEWHERE');
    expect(doubtful({ text, country: null })).toContain('SHORTENER_ELSEWHERE');
    expect(doubtful({ text, country: 'US' })).not.toContain('SHORTENER_ELSEWHERE');
  });

  test.each(['habit.ly2 day', 'rabbit.lyon', 'acme.example/sale', 'about.com', 'exit.co.za', 'R 1.200,00'])(
    '%s is none',
    (words) => {
      const text = `Acme: ${words} Reply STOP to opt out`;
      expect(denied({ text, country: 'US' })).toEqual([]);
      expect(doubtful({ text })).not.toContain('SHORTENER_ELSEWHERE');
    },
  );

  test('the place in the text is told', () => {
    const text = 'Acme: see https://bit.ly/x now';
    expect(deniedContent({ ...base, text, country: 'US', purpose: 'service' })).toEqual([
      { code: 'SHORTENER', at: { from: 10, to: 25 }, detail: 'https://bit.ly/' },
    ]);
  });
});

describe('labels of a country', () => {
  test.each([
    ['VN', base.text, null, '[QC]'],
    ['KR', base.text, null, '(광고)'],
    ['KR', `(광고) ${base.text}`, null, '무료수신거부'],
    ['SA', base.text, null, '-AD'],
    ['SA', 'Acme: a.example/stop', 'ACME', '-AD'],
    ['AE', base.text, null, 'AD-'],
  ] as const)('%s: %s from %s lacks %s', (country, text, sender, label) => {
    const found = deniedContent({ ...base, country, text, sender });
    expect(found).toContainEqual({ code: 'LABEL_MISSING', at: null, detail: label });
    expect(denied({ country, text, sender, purpose: 'service' })).toEqual([]);
  });

  test.each([
    ['VN', `[QC] ${base.text}`, null],
    ['KR', `(광고) Acme: sale. 무료수신거부 080 123 4567`, null],
    ['SA', 'Acme: sale. Stop: https://acme.example/s', 'ACME-AD'],
    ['AE', 'Acme: sale. Reply STOP to opt out', 'AD-ACME'],
  ] as const)('%s: %s from %s has its label', (country, text, sender) => {
    expect(denied({ country, text, sender })).toEqual([]);
  });

  test('advertising to the Emirates holds no link and no phone number', () => {
    const found = (text: string): readonly string[] => denied({ country: 'AE', sender: 'AD-ACME', text });
    expect(found('Acme: sale. acme.example Reply STOP')).toEqual(['CONTACT_IN_TEXT']);
    expect(found('Acme: sale. Call 04 123 4567. Reply STOP')).toEqual(['CONTACT_IN_TEXT']);
    expect(found('Acme: sale until 31 December. Reply STOP')).toEqual([]);
  });
});

describe('a name as the sender', () => {
  test('needs another way out in the text', () => {
    expect(denied({ sender: 'ACME' })).toEqual(['NO_REPLY_PATH']);
    expect(denied({ sender: 'ACME', purpose: 'newsletter' })).toEqual(['NO_REPLY_PATH']);
    expect(denied({ sender: 'ACME', purpose: 'service' })).toEqual([]);
    expect(denied({ sender: '+27821234567' })).toEqual([]);
    expect(denied({ sender: '36111' })).toEqual([]);
  });

  test.each([
    'Acme: sale. Stop: https://acme.example/x1',
    'Acme: sale. To end: acme.example/stop',
    'Acme: sale. SMS STOP to 36105',
    'Acme: sale. STOP 36111',
    'Acme: sale. To opt out call 0800 123 456',
    'Acme: sale. Opt out: +27 82 123 4567',
  ])('“%s” names one', (text) => {
    expect(denied({ sender: 'ACME', text })).toEqual([]);
  });

  test.each([
    'Acme: sale today.Reply STOP',
    'Acme: 20 % off, R 1200. STOP',
    'Acme: order 12345 to go. STOP to end',
    'Acme: sale on 24-12-2026. STOP',
  ])('“%s” names none', (text) => {
    expect(denied({ sender: 'ACME', text })).toEqual(['NO_REPLY_PATH']);
  });
});

test('918 characters are the most', () => {
  expect(denied({ text: 'x'.repeat(918) })).toEqual([]);
  expect(denied({ text: 'x'.repeat(919) })).toEqual(['TOO_LONG']);
  expect(doubtful({ text: 'x'.repeat(306) })).toEqual([]);
  expect(doubtful({ text: 'x'.repeat(307) })).toEqual(['LONG_TEXT']);
});

describe('a doubt', () => {
  test.each([
    ['LINK_NOT_SECURE', 'see http://acme.example'],
    ['LINK_BARE_ADDRESS', 'see https://203.0.113.7/x'],
    ['LINK_LOOKALIKE', 'see https://аcme.example'],
    ['LINK_LOOKALIKE', 'see https://xn--cme-5cd.example'],
    ['SENSITIVE_CATEGORY', 'Two bottles of wine for one'],
    ['SENSITIVE_CATEGORY', 'Free spins at our CASINO'],
    ['SHOUTING', 'BIG SALE TODAY AT YOUR FAVOURITE SHOP'],
    ['SHOUTING', 'Sale!!! Come now'],
    ['CARD_NUMBER', 'card 4111 1111 1111 1111'],
    ['ONE_TIME_CODE', 'Your one-time code is 482910'],
    ['OPTOUT_UNCLEAR', 'sale, stop2quit'],
  ] as const)('%s: “%s”', (code, text) => {
    expect(doubtful({ text })).toContain(code);
    expect(contentWords[code].words.length).toBeGreaterThan(5);
  });

  test.each([
    ['SENSITIVE_CATEGORY', 'The wineland tour begins'],
    ['SENSITIVE_CATEGORY', 'We begin on Monday'],
    ['SHOUTING', 'Reply STOP, ACME'],
    ['CARD_NUMBER', 'order 4111 1111 1111 1112'],
    ['CARD_NUMBER', 'call +27 82 123 4567'],
    ['ONE_TIME_CODE', 'pin board 1200 x 900'],
    ['LINK_LOOKALIKE', 'see https://acme.example'],
  ] as const)('not %s: “%s”', (code, text) => {
    expect(doubtful({ text })).not.toContain(code);
  });

  test('a name as the sender is replaced or refused in some countries', () => {
    expect(doubtful({ sender: 'ACME', country: 'BR' })).toContain('SENDER_REPLACED');
    expect(doubtful({ sender: 'ACME', country: 'US' })).toContain('SENDER_REPLACED');
    expect(doubtful({ sender: 'ACME' })).not.toContain('SENDER_REPLACED');
    expect(doubtful({ sender: '12345', country: 'BR' })).not.toContain('SENDER_REPLACED');
  });
});

test('any text is looked at without a crash, and every place lies in it', () => {
  const texts = fc.string({ unit: 'binary', maxLength: 400 });
  const pieces = fc.array(fc.constantFrom('a.', '.', '-', '+1', '(', '1 ', 'http://', 'bit.ly/', 'STOP ', 'ß', '😀'), {
    maxLength: 300,
  });
  fc.assert(
    fc.property(
      fc.oneof(
        texts,
        pieces.map((all) => all.join('')),
      ),
      fc.constantFrom('US', 'AE', 'KR', null),
      (text, country) => {
        const checked: CheckedText = { text, purpose: 'marketing', country, sender: 'ACME' };
        for (const { at } of [...deniedContent(checked), ...doubtfulContent(checked)]) {
          if (at === null) continue;
          expect(at.from).toBeGreaterThanOrEqual(0);
          expect(at.from).toBeLessThan(at.to);
          expect(at.to).toBeLessThanOrEqual(text.length);
        }
      },
    ),
  );
});
