import { expect, test } from 'vitest';
import { PERMISSION_REASON, matchColumns } from '../../../../main/domain/importing/column-guessing.ts';
import { applyMapping } from '../../../../main/domain/importing/column-mapping.ts';
import { guessCountry } from '../../../../main/domain/importing/country-guess.ts';
import { headerFingerprint } from '../../../../main/domain/importing/header-fingerprint.ts';

const mobile = '082 123 4567';
const other = '083 123 4567';

test('several columns with numbers for texts stand in order of priority', () => {
  const matches = matchColumns(['Phone', 'Mobile', 'Landline'], [[other, mobile, '011 884 0000']], 'ZA');
  expect(matches.map(({ field, priority }) => [field, priority])).toEqual([
    ['mobile', 2],
    ['mobile', 1],
    // 'phone_2' is kept for the second number of a person.
    ['phone_3', null],
  ]);
  expect(matches[0]).toMatchObject({
    confidence: 'likely',
    reason: 'used where the better one is empty; 100 % look like mobile numbers',
  });
  expect(applyMapping([], matches)).toEqual({
    ok: true,
    value: [
      { index: 1, field: 'mobile' },
      { index: 0, field: 'mobile' },
      { index: 2, field: 'phone_3' },
    ],
  });
});

test('the user gives the number to one column: the others no longer have it', () => {
  const matches = matchColumns(['Phone', 'Mobile'], [[other, mobile]], 'ZA');
  expect(applyMapping([{ column: 'Phone', field: 'mobile' }], matches)).toMatchObject({
    value: [{ index: 1, field: null }, { index: 0, field: 'mobile' }],
  }); // prettier-ignore
});

test('what may prove a permission is left out, and offered', () => {
  const header = ['Mobile', 'Consent', 'Consent date', 'Consent source', 'Consent wording'];
  const matches = matchColumns(header, [[mobile, 'yes', '1/2/2024', 'shop', 'Yes, text me']], 'ZA');
  expect(matches.map(({ field, offer }) => [field, offer])).toEqual([
    ['mobile', null],
    [null, null],
    [null, 'permission_date'],
    [null, 'permission_source'],
    [null, 'permission_text'],
  ]);
  expect(matches[1]?.reason).toBe(PERMISSION_REASON);
});

test('ages are checked and never kept, and no field takes the key of a role', () => {
  const header = ['Mobile', 'Date of birth', 'Age', 'Age check', 'Tags', 'Labels', 'Opt_out!', 'Permission-date'];
  const fields = matchColumns(header, [[mobile, '1/2/1990', '34', 'x', 'a', 'b', 'no', '1/2/2024']], 'ZA');
  expect(fields.map(({ field }) => field)).toEqual([
    'mobile', 'age_check', 'age_check', 'age_check_2', 'tags', 'tags', 'opt_out', null,
  ]); // prettier-ignore
});

test('content alone: e-mail addresses and words of being out', () => {
  const rows = [
    [mobile, 'ann@example.org', 'Active', 'Red'],
    [other, 'bo@example.org', 'Unsubscribed', 'Active'],
  ];
  expect(matchColumns(['Mobile', 'Column 2', 'Status', 'Colour'], rows, 'ZA')).toMatchObject([
    {},
    { field: 'email', confidence: 'likely', reason: '100 % look like e-mail addresses' },
    { field: 'opt_out', confidence: 'check', reason: 'its words say who is out' },
    { field: 'colour' },
  ]);
});

test('a column about stops that may be about bus stops is one to check', () => {
  expect(matchColumns(['Mobile', 'Stop'], [[mobile, 'Main Road']], 'ZA')[1]).toMatchObject({
    field: 'opt_out',
    confidence: 'check',
    reason: '100 % say neither yes nor no, and would be blocked',
  });
});

test('what was decided for the same header is proposed again', () => {
  const remembered = [
    { index: 0, field: 'mobile' },
    { index: 1, field: 'nickname' },
    { index: 2, field: 'permission_date' },
    { index: 3, field: null },
    { index: 4, field: null },
  ];
  const header = ['Mobile', 'First name', 'Consent date', 'Town', 'Unsubscribed'];
  const matches = matchColumns(header, [[mobile, 'Ann', '1/2/2024', 'Paarl', 'no']], 'ZA', remembered);
  const sure = { confidence: 'sure', reason: 'same as last time' };
  expect(matches).toMatchObject([
    { field: 'mobile', priority: 1, ...sure },
    { field: 'nickname', ...sure },
    { field: 'permission_date', ...sure },
    { field: null, ...sure },
    { field: null, confidence: 'check', reason: 'left out last time, though it may say who is out' },
  ]);
  expect(matchColumns(header, [['Ann', '', '', '', '']], 'ZA', remembered)[0]).toMatchObject({
    field: 'mobile',
    confidence: 'check',
    reason: 'same as last time, but only 0 % look like phone numbers',
  });
});

test('a header is known again by its names, however they are written', () => {
  const one = headerFingerprint(['First name', 'Mobile-No.', 'Größe']);
  expect(headerFingerprint([' FIRST_NAME ', 'mobile no', 'grosse'])).toBe(one);
  for (const header of [
    ['Mobile no', 'First name', 'Größe'],
    ['First name', 'Mobile no'],
    ['First', 'name mobile no', 'Größe'],
    ['First name', 'Mobile no', 'Größe', ''],
  ]) {
    expect(headerFingerprint(header)).not.toBe(one);
  }
  const long = Array.from({ length: 1_000 }, (_, index) => `${'x'.repeat(1_000)} ${index}`);
  expect(headerFingerprint(long).length).toBeLessThan(2_050);
  expect(headerFingerprint(['§§', '__proto__'])).not.toBe(headerFingerprint(['$$', '__proto__']));
});

const british = ['07400 123456', '07812 345678', '07555 123456', '07950 123458', '020 7946 0018'];

test('the numbers say which country they are of', () => {
  expect(guessCountry([mobile, other], 'ZA')).toEqual({ country: 'ZA', share: 1, confidence: 'sure' });
  expect(guessCountry(['+66 81 234 5678', '+66 81 234 5679'], 'ZA')).toEqual({
    country: 'TH', share: 1, confidence: 'sure',
  }); // prettier-ignore
});

test('British numbers could be Iraqi ones: the large country is proposed, and is to be checked', () => {
  for (const given of ['ZA', null] as const) {
    expect(guessCountry(british, given)).toEqual({ country: 'GB', share: 0.8, confidence: 'check' });
  }
  expect(guessCountry([...british, '+44 7400 123456', '+44 7911 123457', '+44 7911 123458'], 'IQ')).toMatchObject({
    country: 'GB',
  });
});

test('numbers that fit several countries, or none, leave the given one', () => {
  // Ten digits after 09: mobiles in Ethiopia, Taiwan, Vietnam and more.
  expect(guessCountry(['0912345678', '0922345678'], 'DE')).toMatchObject({ country: 'DE', confidence: 'given' });
  expect(guessCountry(['Ann', '12', ''], 'ZA')).toEqual({ country: 'ZA', share: 0, confidence: 'given' });
  expect(guessCountry([], null)).toEqual({ country: null, share: 0, confidence: 'given' });
});
