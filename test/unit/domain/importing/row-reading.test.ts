import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fieldKey } from '../../../../main/domain/importing/field-key.ts';
import { displayName } from '../../../../main/domain/importing/display-name.ts';
import { cleanText } from '../../../../main/domain/importing/clean-text.ts';
import { readRow } from '../../../../main/domain/importing/row-reading.ts';
import { readOptOut } from '../../../../main/domain/importing/yes-no-words.ts';

const mapping = [
  { index: 0, field: 'first_name' },
  { index: 1, field: 'mobile' },
  { index: 2, field: 'opt_out' },
  { index: 3, field: 'town' },
  { index: 4, field: null },
];

test('a row becomes a number, values and a wish to be left alone', () => {
  expect(readRow([' Ann ', '082 123 4567', 'STOP', 'Cape\u0000  Town', 'secret'], mapping, 'ZA')).toEqual({
    mobile: { e164: '+27821234567', country: 'ZA', type: 'mobile' },
    values: new Map([
      ['first_name', 'Ann'],
      ['town', 'Cape Town'],
    ]),
    optOut: true,
  });
});

test('a row without a number says why and what stood there', () => {
  expect(readRow(['Ann', 'call me'], mapping, 'ZA')).toMatchObject({ shown: 'call me' });
  expect(readRow(['Ann'], mapping, 'ZA')).toEqual({ invalid: 'empty', shown: '' });
});

test('of two columns for the number the first that is filled counts', () => {
  const two = [
    { index: 0, field: 'mobile' },
    { index: 1, field: 'mobile' },
  ];
  expect(readRow(['', '0821234567'], two, 'ZA')).toMatchObject({ mobile: { e164: '+27821234567' } });
  expect(readRow(['0821234568', '0821234567'], two, 'ZA')).toMatchObject({ mobile: { e164: '+27821234568' } });
});

test('one opt-out column is enough, and another that says no takes nothing back', () => {
  const two = [...mapping, { index: 5, field: 'opt_out' }];
  expect(readRow(['', '0821234567', 'yes', '', '', 'no'], two, 'ZA')).toMatchObject({ optOut: true });
  expect(readRow(['', '0821234567', 'no', '', '', 'x'], two, 'ZA')).toMatchObject({ optOut: true });
  expect(readRow(['', '0821234567', 'no', '', '', ''], two, 'ZA')).toMatchObject({ optOut: false });
});

test.each([
  'yes',
  'Y',
  'TRUE',
  '1',
  'x',
  'Stop',
  'STOP ALL',
  'ja',
  'Oui',
  'sí',
  'sim',
  'vero',
  'opted-out',
  'Opted Out',
  'unsubscribed',
  'Abgemeldet',
  'désabonné',
])('"%s" in an opt-out column blocks', (cell) => expect(readOptOut(cell)).toBe('out'));

test.each(['', ' ', 'no', 'N', 'FALSE', '0', 'nein', 'non', 'active', 'subscribed', '-'])(
  '"%s" in an opt-out column does not',
  (cell) => expect(readOptOut(cell.trim())).toBe('in'),
);

test('the name to show', () => {
  const names = (entries: [string, string][]) => displayName(new Map(entries));
  expect(
    names([
      ['full_name', 'Ann Lee'],
      ['first_name', 'A'],
    ]),
  ).toBe('Ann Lee');
  expect(
    names([
      ['first_name', 'Ann'],
      ['last_name', 'Lee'],
    ]),
  ).toBe('Ann Lee');
  expect(names([['last_name', 'Lee']])).toBe('Lee');
  expect(names([['town', 'Paarl']])).toBeNull();
});

test('text is cleaned of what could move or hide other text', () => {
  expect(cleanText('\u202eevil\u202c\u2066 a\u200e\u0007b\u0085c \ufeff')).toBe('evil ab c');
  expect(cleanText('a\n\t b')).toBe('a b');
  expect(cleanText('👩‍👩‍👧 Zoë')).toBe('👩‍👩‍👧 Zoë');
  expect(cleanText(`${'x'.repeat(999)}😀`)).toBe('x'.repeat(999));
});

test('cleaned text is short, well formed, and clean already', () => {
  const anyText = fc.string({ unit: 'binary', maxLength: 3_000 });
  fc.assert(
    fc.property(anyText, (text) => {
      const clean = cleanText(text);
      expect(clean.length).toBeLessThanOrEqual(1_000);
      expect(clean).not.toMatch(/\p{Cc}|[\u202a-\u202e\u2066-\u2069]/u);
      expect(clean).not.toMatch(/\p{Surrogate}/u);
      expect(cleanText(clean)).toBe(clean);
    }),
  );
});

test('keys of fields', () => {
  expect(['Straße & Nr.', 'Größe', 'first  NAME', '2nd line', '日本', ''].map(fieldKey)).toEqual([
    'strasse_nr',
    'grosse',
    'first_name',
    'field_2nd_line',
    null,
    null,
  ]);
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 120 }), (name) => {
      const key = fieldKey(name);
      if (key === null) return;
      expect(key).toMatch(/^[a-z][a-z0-9]*(_[a-z0-9]+)*$/);
      expect(key.length).toBeLessThanOrEqual(40);
      expect(fieldKey(key)).toBe(key);
    }),
  );
});
