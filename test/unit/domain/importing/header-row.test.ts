import { expect, test } from 'vitest';
import { findHeaderRow, hasHeaderRow, headerNames } from '../../../../main/domain/importing/header-row.ts';

test.each([
  ['names', ['Mobile', 'Name'], true],
  ['names that are unknown', ['foo', 'bar'], true],
  ['a phone number', ['+27 82 123 4567', 'Ann'], false],
  ['a phone number with an apostrophe', ["'0821234567", 'Ann'], false],
  ['an e-mail address', ['Ann', 'ann@example.org'], false],
  ['a known name beside a column named by a date', ['Mobile', '20240101'], true],
  ['too few digits for a number', ['2024', '12'], true],
  ['more digits than any phone number', ['1234567890123456', 'x'], true],
])('a first row of %s', (_, row, expected) => {
  expect(hasHeaderRow(row)).toBe(expected);
});

test('missing names are numbered, repeated ones stay', () => {
  expect(headerNames([' Name ', '', 'Name'], 4)).toEqual(['Name', 'Column 2', 'Name', 'Column 4']);
  expect(headerNames(null, 2)).toEqual(['Column 1', 'Column 2']);
});

const person = ['0821234567', 'Ann', 'Lee'];
test.each<[string, readonly (readonly string[])[], number]>([
  ['a header at the top', [['Mobile', 'Name', 'Surname'], person], 1],
  ['a title above', [['Customers of June'], ['Mobile', 'Name', 'Surname'], person], 2],
  ['a title that is itself a column name', [['Customer'], ['Mobile', 'Name', 'Surname'], person], 2],
  ['a title and a date', [['Exported', '2026-11-23'], ['Mobile', 'Name', 'Surname'], person], 2],
  ['a title and unknown names', [['Liste 2024'], ['abc', 'def', 'ghi'], person, person], 2],
  ['nobody named the columns', [person, person], 0],
  ['a person first, names later in the data', [person, ['Mobile', 'Name', 'Surname'], person], 0],
  ['one column', [['mobile'], ['0821234567']], 1],
  ['one column with an unknown name', [['Liste'], ['0821234567'], ['0821234568']], 1],
  ['one column without a name', [['0821234567'], ['0821234568']], 0],
  ['a header and nobody', [['Mobile', 'Name']], 1],
  ['a header narrower than its rows', [['Name', 'Mobile'], ['Ann'], ['Bo', '0821234567', 'extra']], 1],
  [
    'names that mean something to JavaScript',
    [
      ['__proto__', 'constructor'],
      ['a', 'b'],
    ],
    1,
  ],
  ['nothing', [], 0],
])('the row that names the columns: %s', (_, rows, expected) => {
  expect(findHeaderRow(rows.map((cells, index) => ({ rowNumber: index + 1, cells })))).toBe(expected);
});

test('row numbers of the file count, not positions', () => {
  const rows = [
    { rowNumber: 3, cells: ['Price list'] },
    { rowNumber: 7, cells: ['Mobile', 'Name'] },
    { rowNumber: 9, cells: ['0821234567', 'Ann'] },
  ];
  expect(findHeaderRow(rows)).toBe(7);
});
