import { expect, test } from 'vitest';
import { fieldKeysOf } from '../../../../main/domain/importing/import-plan.ts';
import type { ImportPlan } from '../../../../main/domain/importing/import-plan.ts';
import { createRowReader } from '../../../../main/domain/importing/row-reader.ts';

/** A plan whose columns go, in their order, to these targets; null leaves a column out. */
function planOf(fields: readonly (string | null)[], changes: Partial<ImportPlan> = {}): ImportPlan {
  return {
    country: 'ZA',
    columns: fields.map((field, index) => ({ index, field })),
    repairsOff: [],
    nameOrder: null,
    decimalComma: false,
    dateOrder: 'dmy',
    fieldTypes: [],
    todayMs: Date.UTC(2026, 10, 24),
    ageLimitCountry: 'ZA',
    ...changes,
  };
}

function read(plan: ImportPlan, ...cells: readonly string[]) {
  return createRowReader(plan).read(cells, 7);
}

test('a row becomes a person, its values in the order of the keys', () => {
  const plan = planOf(['first_name', 'mobile', 'opt_out', 'town', null, 'last_name', 'tags']);
  expect(createRowReader(plan).fieldKeys).toEqual(['first_name', 'town', 'last_name']);
  expect(read(plan, ' Ann ', '082 123 4567', 'STOP', 'Cape\u0000  Town', 'secret', 'Lee', 'VIP; Gold,VIP')).toEqual({
    kind: 'person',
    rowNumber: 7,
    e164: '+27821234567',
    country: 'ZA',
    type: 'mobile',
    name: 'Ann Lee',
    values: ['Ann', 'Cape Town', 'Lee'],
    optOut: true,
    repair: null,
    before: null,
    evidence: null,
    tags: ['VIP', 'Gold'],
    badValues: [],
  });
});

test('a row without a number says why and what stood there', () => {
  const plan = planOf(['first_name', 'mobile']);
  expect(read(plan, 'Ann', 'call me')).toEqual({
    kind: 'invalid', rowNumber: 7, reason: 'noDigits', shown: 'call me', repairKind: null, mayKeepCells: true,
  }); // prettier-ignore
  expect(read(plan, 'Ann')).toMatchObject({ reason: 'empty', shown: '' });
  expect(read(planOf(['first_name']), 'Ann')).toMatchObject({ reason: 'empty' });
});

test('rows with one problem are read as of another country, and only those', () => {
  const plan = planOf(['mobile'], { groupCountries: [['invalid', 'GB']] });
  // A London landline is no South African number; the group's country makes it one of its own.
  expect(read(planOf(['mobile']), '020 7946 0018')).toMatchObject({ reason: 'invalid' });
  expect(read(plan, '020 7946 0018')).toMatchObject({ e164: '+442079460018', country: 'GB' });
  // What is a number as it is, and what has another problem, is not touched; what is none there either keeps its reason.
  expect(read(plan, '082 410 2231')).toMatchObject({ e164: '+27824102231' });
  expect(read(plan, '0824')).toMatchObject({ reason: 'tooShort' });
  const other = planOf(['mobile'], { groupCountries: [['tooShort', 'GB']] });
  expect(read(other, '020 7946 0018')).toMatchObject({ reason: 'invalid' });
  expect(read(plan, '12345')).toMatchObject({ reason: 'invalid', shown: '12345' });
});

test('a repair that is switched off is not done for the country of a group either', () => {
  const group = { groupCountries: [['invalid', 'GB']] } as const;
  expect(read(planOf(['mobile'], group), '2079460018')).toMatchObject({ e164: '+442079460018', repair: 'lostZero' });
  const off = planOf(['mobile'], { ...group, repairsOff: ['lostZero'] });
  expect(read(off, '2079460018')).toMatchObject({ reason: 'invalid' });
});

test('of several number columns the first that a text can reach counts, in the order of the plan', () => {
  const columns = [
    { index: 2, field: 'mobile' },
    { index: 0, field: 'mobile' },
    { index: 1, field: 'mobile' },
  ];
  const plan = planOf([], { columns });
  expect(fieldKeysOf(plan)).toEqual(['phone_2', 'phone_3']);
  const landline = '011 884 0000';
  expect(read(plan, '0821234567', '0831234567', landline)).toMatchObject({
    e164: '+27821234567',
    values: ['+27118840000', '+27831234567'],
  });
  // Nothing that a text reaches: the first number at all, and what is no number is kept as it stands.
  expect(read(plan, '', 'ask Bo', landline)).toMatchObject({
    e164: '+27118840000',
    type: 'fixed',
    values: ['ask Bo', null],
  });
  expect(read(plan, '0821234567', '+27 82 123 4567', '')).toMatchObject({ values: [null, null] });
  expect(read(plan, '', '12', '')).toMatchObject({ kind: 'invalid', reason: 'tooShort', shown: '12' });
});

test('keys of further numbers leave out what a column of the plan has', () => {
  const plan = planOf(['mobile', 'mobile', 'phone_2']);
  expect(fieldKeysOf(plan)).toEqual(['phone_2', 'phone_3']);
  expect(read(plan, '0821234567', '0831234567', 'desk')).toMatchObject({ values: ['desk', '+27831234567'] });
});

test('opting out: one column is enough, an unclear word blocks and is shown, nothing lifts a block', () => {
  const plan = planOf(['mobile', 'opt_out', 'opt_out']);
  expect(read(plan, '0821234567', 'yes', 'no')).toMatchObject({ optOut: true });
  expect(read(plan, '0821234567', 'no', 'x')).toMatchObject({ optOut: true });
  expect(read(plan, '0821234567', 'no', '')).toMatchObject({ optOut: false, badValues: [] });
  expect(read(plan, '0821234567', '2024-03-01 10:00', '')).toMatchObject({ optOut: true, badValues: [] });
  expect(read(plan, '0821234567', 'asked Mary', '')).toMatchObject({
    optOut: true,
    badValues: [['opt_out', 'asked Mary']],
  });
});

test('what a file says about a permission is kept as evidence and never as a field', () => {
  const plan = planOf(['permission_source', 'mobile', 'permission_date', 'permission_text']);
  const reader = createRowReader(plan);
  expect([reader.fieldKeys, reader.evidenceRoles]).toEqual([
    [],
    ['permission_date', 'permission_source', 'permission_text'],
  ]);
  expect(read(plan, 'web form', '0821234567', '1/2/2024', '')).toMatchObject({
    values: [],
    evidence: ['1/2/2024', 'web form', null],
    optOut: false,
  });
  expect(read(plan, '', '0821234567', ' ', '')).toMatchObject({ evidence: null });
});

test.each([
  ['ZA', '17'],
  ['ZA', '24/11/2009'],
  ['ZA', '2009'],
  // Eighteen only if the birthday is over.
  ['ZA', '2008'],
  ['ZA', '15-17'],
  ['ZA', '<18'],
  ['ZA', '25 Nov 2008'],
  ['GB', '12 years'],
  ['GB', '2013-11-25'],
  ['DE', '15'],
  [null, '15'],
  ['IN', '40180'],
] as const)('in %s the age %s is under the limit, and nothing of the row is kept', (ageLimitCountry, age) => {
  const plan = planOf(['first_name', 'mobile', 'age_check'], { ageLimitCountry });
  const refused = {
    kind: 'invalid', rowNumber: 7, reason: 'underAge', shown: '', repairKind: null, mayKeepCells: false,
  }; // prettier-ignore
  expect(read(plan, 'Kim', '0821234567', age)).toEqual(refused);
  // A bad number does not change that: a rejected row would keep the cells.
  expect(read(plan, 'Kim', 'nothing', age)).toEqual(refused);
});

test.each([
  ['ZA', '18'],
  ['ZA', '24/11/2008'],
  ['ZA', '18+'],
  ['ZA', '35-44'],
  ['US', '13'],
  ['GB', '24.11.2013'],
  ['DE', '16'],
  ['ZA', ''],
  ['IN', '29500'],
] as const)('in %s the age %s is old enough, and is not kept either', (ageLimitCountry, age) => {
  const plan = planOf(['mobile', 'age_check'], { ageLimitCountry });
  expect(read(plan, '0821234567', age)).toMatchObject({ kind: 'person', values: [], badValues: [] });
});

test('an age that nobody can read is counted and not shown', () => {
  expect(read(planOf(['mobile', 'age_check']), '0821234567', 'ask')).toMatchObject({
    kind: 'person',
    badValues: [['age_check', '']],
  });
});

test('typed fields: what does not fit is left out and shown, and the row stays', () => {
  const fieldTypes = [
    ['points', 'number'],
    ['joined', 'date'],
    ['member', 'yesNo'],
    ['size', 'choice'],
  ] as const;
  const plan = planOf(['mobile', 'points', 'joined', 'member', 'size'], { fieldTypes, decimalComma: true });
  expect(read(plan, '0821234567', '1.234,50', '3/4/24', 'Oui', 'L')).toMatchObject({
    values: ['1234.5', '2024-04-03', 'yes', 'L'],
    badValues: [],
  });
  expect(read(plan, '0821234567', 'many', '31/2/2024', 'perhaps', '')).toMatchObject({
    kind: 'person',
    values: [null, null, null, null],
    badValues: [
      ['points', 'many'],
      ['joined', '31/2/2024'],
      ['member', 'perhaps'],
    ],
  });
});

test('a full name is taken apart when the plan says so, and nothing of it is lost', () => {
  const plan = planOf(['full_name', 'mobile'], { nameOrder: 'firstLast' });
  expect(fieldKeysOf(plan)).toEqual(['first_name', 'last_name', 'full_name']);
  const values = (name: string) => {
    const row = read(plan, name, '0821234567');
    return row.kind === 'person' ? [row.name, ...row.values] : [];
  };
  expect(values('Ann Lee')).toEqual(['Ann Lee', 'Ann', 'Lee', null]);
  expect(values('Lee, Ann')).toEqual(['Ann Lee', 'Ann', 'Lee', null]);
  expect(values('Dr. Ann Lee')).toEqual(['Dr. Ann Lee', 'Ann', 'Lee', 'Dr. Ann Lee']);
  expect(values('Ana García López')).toEqual(['Ana García López', null, null, 'Ana García López']);
  expect(values('Madonna')).toEqual(['Madonna', 'Madonna', null, null]);
  const own = planOf(['full_name', 'mobile', 'first_name'], { nameOrder: 'firstLast' });
  expect(read(own, 'Ann Lee', '0821234567', 'Annie')).toMatchObject({
    name: 'Ann Lee',
    values: ['Annie', null, 'Ann Lee'],
  });
});

test('names of columns that mean something to JavaScript are keys like any other', () => {
  const plan = planOf(['__proto__', 'constructor', 'mobile', 'toString']);
  expect(read(plan, 'a', 'b', '0821234567', 'c')).toMatchObject({ values: ['a', 'b', 'c'], name: '' });
});
