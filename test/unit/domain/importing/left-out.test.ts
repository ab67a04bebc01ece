import { expect, test } from 'vitest';
import { createLeavingOut } from '#domain/importing/left-out.ts';
import { createRowReader } from '#domain/importing/row-reader.ts';
import type { ImportPlan } from '#domain/importing/import-plan.ts';

const plan: ImportPlan = {
  country: 'ZA',
  columns: [
    { index: 0, field: 'mobile' },
    { index: 1, field: 'age_check' },
  ],
  repairsOff: [],
  nameOrder: null,
  decimalComma: false,
  dateOrder: 'dmy',
  fieldTypes: [],
  todayMs: Date.UTC(2026, 10, 24),
  ageLimitCountry: 'ZA',
};
const reader = createRowReader(plan);
const good = reader.read(['082 410 2231', '1980-01-01'], 2);
const short = reader.read(['0824', ''], 3);
const child = reader.read(['082 410 2232', '2020-01-01'], 4);

test('without anything left out every row passes as it is', () => {
  const leave = createLeavingOut({ rows: [], reasons: [] });
  expect([good, short, child].map(leave)).toEqual([good, short, child]);
});

test('a row left out by its number is rejected with a reason of its own, and its number is shown', () => {
  const leave = createLeavingOut({ rows: [2, 3], reasons: [] });
  expect(leave(good)).toMatchObject({ kind: 'invalid', rowNumber: 2, reason: 'leftOut', shown: '+27824102231' });
  expect(leave(short)).toMatchObject({ kind: 'invalid', rowNumber: 3, reason: 'leftOut', shown: '0824' });
});

test('every row with one problem is left out together; others stay', () => {
  const leave = createLeavingOut({ rows: [], reasons: ['tooShort'] });
  expect(leave(short)).toMatchObject({ reason: 'leftOut', mayKeepCells: true });
  expect(leave(good)).toBe(good);
});

test('nothing of a row under the age limit is kept, however it is left out', () => {
  for (const leave of [
    createLeavingOut({ rows: [4], reasons: [] }),
    createLeavingOut({ rows: [], reasons: ['underAge'] }),
  ]) {
    expect(leave(child)).toMatchObject({ reason: 'underAge', shown: '', mayKeepCells: false });
  }
});
