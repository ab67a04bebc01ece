import { expect, test } from 'vitest';
import { hasHeaderRow, headerNames } from '../../../../main/domain/importing/header-row.ts';

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
  expect(headerNames(['0821234567', 'Ann'], 2)).toEqual(['Column 1', 'Column 2']);
});
