import { expect, test } from 'vitest';
import { isoDay, readDate } from '../../../../main/domain/importing/dates.ts';
import type { DateOrder } from '../../../../main/domain/importing/dates.ts';
import { typedValue } from '../../../../main/domain/importing/typed-value.ts';
import { readOptOut, readYesNo } from '../../../../main/domain/importing/yes-no-words.ts';

const style = { decimalComma: false, dateOrder: 'dmy', latestYear: 2036 } as const;

test.each([
  ['1,234.50', false, '1234.5'],
  ['1.234,50', true, '1234.5'],
  ['1 234,5', true, '1234.5'],
  ["1'234.5", false, '1234.5'],
  ['€ 12', false, '12'],
  ['-0007', false, '-7'],
  ['\u22125', false, '-5'],
  ['0.00', false, '0'],
  ['-0', false, '0'],
  ['12345678901234567890.125', false, '12345678901234567890.125'],
  ['1,5', false, null],
  ['1.5', true, null],
  ['1,23,456', false, null],
  ['1e3', false, null],
  ['12 %', false, null],
  ['', false, null],
  ['9'.repeat(41), false, null],
])('the number %s (decimal comma: %s)', (text, decimalComma, expected) => {
  expect(typedValue(text, 'number', { ...style, decimalComma })).toBe(expected);
});

test.each<readonly [string, DateOrder, string | null]>([
  ['03/04/2024', 'dmy', '2024-04-03'],
  ['03/04/2024', 'mdy', '2024-03-04'],
  ['2024-04-03', 'dmy', '2024-04-03'],
  ['2024/4/3', 'mdy', '2024-04-03'],
  ['24-04-03', 'ymd', '2024-04-03'],
  ['3.4.24', 'dmy', '2024-04-03'],
  ['3. 4. 2024', 'dmy', null],
  ['3.4.99', 'dmy', '1999-04-03'],
  ['25/12/2024', 'mdy', '2024-12-25'],
  ['12/25/2024', 'dmy', '2024-12-25'],
  ['20240403', 'dmy', '2024-04-03'],
  ['2024-04-03T10:15:00Z', 'dmy', '2024-04-03'],
  ['3/4/2024 00:00:00', 'dmy', '2024-04-03'],
  ['3 April 2024', 'mdy', '2024-04-03'],
  ['3-Apr-24', 'mdy', '2024-04-03'],
  ['April 3, 2024', 'dmy', '2024-04-03'],
  ['29/02/2024', 'dmy', '2024-02-29'],
  ['29/02/2023', 'dmy', null],
  ['31/04/2024', 'dmy', null],
  ['13/13/2024', 'dmy', null],
  ['3/4/024', 'dmy', null],
  ['0/4/2024', 'dmy', null],
  ['45385', 'dmy', null],
  ['3/4-2024', 'dmy', null],
  ['3 Aprilish', 'dmy', null],
  ['x'.repeat(1_000_000), 'dmy', null],
])('the date %.30s (%s)', (text, order, expected) => {
  const day = readDate(text, order, 2036);
  expect(day === null ? null : isoDay(day)).toBe(expected);
});

test('yes and no in many languages', () => {
  const yes = [
    'Yes',
    'JA',
    'oui',
    'Sí',
    'sim',
    'tak',
    'ano',
    'Áno',
    'igen',
    'da',
    'да',
    'так',
    'ναι',
    'evet',
    'kyllä',
    'jah',
  ];
  const more = [
    'jā',
    'taip',
    'نعم',
    'כן',
    'हाँ',
    'ya',
    'có',
    '是',
    'はい',
    '예',
    'ndiyo',
    'yebo',
    'x',
    '✓',
    '1',
    'TRUE',
  ];
  expect([...yes, ...more].filter((word) => readYesNo(word) !== 'yes')).toEqual([]);
  const no = [
    'No',
    'nein',
    'non',
    'não',
    'nie',
    'ne',
    'nem',
    'nu',
    'нет',
    'ні',
    'не',
    'όχι',
    'hayır',
    'ei',
    'nē',
    'لا',
    'לא',
  ];
  const further = ['नहीं', 'tidak', 'không', '否', 'いいえ', '아니요', 'hapana', 'cha', 'nej', '0', '-', 'N/A', 'false'];
  expect([...no, ...further].filter((word) => readYesNo(word) !== 'no')).toEqual([]);
  expect(['perhaps', 'Ann', '2'].map(readYesNo)).toEqual([null, null, null]);
});

test('an opt-out cell that says neither is unclear', () => {
  expect(['asked Mary', '27', 'Main Road'].map(readOptOut)).toEqual(['unclear', 'unclear', 'unclear']);
  expect(['2024-03-01', '1/3/2024 10:00', 'opted-out', 'STOP please'].map(readOptOut)).toEqual([
    'out',
    'out',
    'out',
    'out',
  ]);
  expect(['active', 'Subscribed', 'none', ''].map(readOptOut)).toEqual(['in', 'in', 'in', 'in']);
});
