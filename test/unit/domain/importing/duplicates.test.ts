import { expect, test } from 'vitest';
import { mergeContact } from '../../../../main/domain/importing/contact-merge.ts';
import type { ExistingPolicy, IncomingContact } from '../../../../main/domain/importing/contact-merge.ts';
import { gather, gatherMore } from '../../../../main/domain/importing/file-duplicates.ts';
import type { KeepRule } from '../../../../main/domain/importing/file-duplicates.ts';
import { createRowReader } from '../../../../main/domain/importing/row-reader.ts';
import type { PersonRow } from '../../../../main/domain/importing/row-outcome.ts';

const reader = createRowReader({
  country: 'ZA',
  columns: ['mobile', 'first_name', 'last_name', 'town', 'opt_out', 'tags', 'permission_date', 'permission_text'].map(
    (field, index) => ({ index, field }),
  ),
  repairsOff: [],
  nameOrder: null,
  decimalComma: false,
  dateOrder: 'dmy',
  fieldTypes: [],
  todayMs: 0,
  ageLimitCountry: null,
});

function person(...cells: readonly string[]): PersonRow {
  const row = reader.read(['0821234567', ...cells], 1);
  if (row.kind !== 'person') throw new Error(row.reason);
  return row;
}

function gathered(keep: KeepRule, first: PersonRow, ...later: readonly PersonRow[]) {
  let all = gather(first);
  for (const row of later) all = gatherMore(all, row, keep, reader.fieldKeys);
  return all;
}

const ann = person('Ann', 'Lee', '', 'no', 'VIP');
const annLater = person('Ann', '', 'Paarl', '', 'Gold');

test('of two rows of one person the first, the last, or both count', () => {
  expect(gathered('first', ann, annLater)).toMatchObject({
    rows: 2,
    household: null,
    row: { values: ['Ann', 'Lee', null] },
  });
  expect(gathered('last', ann, annLater).row.values).toEqual(['Ann', null, 'Paarl']);
  expect(gathered('merge', ann, annLater).row.values).toEqual(['Ann', 'Lee', 'Paarl']);
  expect(gathered('first', ann, annLater).row.tags).toEqual(['VIP', 'Gold']);
});

test.each(['first', 'last', 'merge'] as const)('keep %s: whoever opts out opts the number out', (keep) => {
  const out = person('Ann', 'Lee', '', 'STOP');
  expect(gathered(keep, out, ann).row.optOut).toBe(true);
  expect(gathered(keep, ann, out).row.optOut).toBe(true);
  expect(gathered(keep, ann, out, person('Bo')).row.optOut).toBe(true);
  expect(gathered(keep, ann, annLater).row.optOut).toBe(false);
});

test('people who share a number stay one contact, and their fields are not mixed', () => {
  const bo = person('Bo', 'Lee', 'Paarl');
  expect(gathered('merge', ann, bo, person('Cy', 'Lee'), bo)).toMatchObject({
    rows: 4,
    household: 'Bo Lee; Cy Lee',
    row: { name: 'Ann Lee', values: ['Ann', 'Lee', null] },
  });
  expect(gathered('last', ann, bo, ann)).toMatchObject({ household: 'Bo Lee', row: { name: 'Ann Lee' } });
});

test.each([
  [person('Ann', 'Lee'), person('Ann', 'Ray')],
  [person('Ann', 'Lee'), person('A.', 'Lee')],
  [person('Ann', 'Lee'), person('ÁNN', 'lee')],
  [person('Ann', 'Lee'), person('Lee', 'Ann')],
  [person('Ann', 'Lee'), person('', '')],
])('one person under two spellings is no household', (one, other) => {
  expect(gathered('merge', one, other).household).toBeNull();
});

test('evidence of a permission comes from one row, and from one person', () => {
  const dated = person('Ann', 'Lee', '', '', '', '1/2/2024', '');
  const worded = person('Ann', 'Lee', '', '', '', '', 'Yes, text me');
  expect(gathered('merge', dated, worded).row.evidence).toEqual(['1/2/2024', null]);
  expect(gathered('merge', ann, worded).row.evidence).toEqual([null, 'Yes, text me']);
  expect(gathered('merge', person('Bo', 'Lee'), worded).row.evidence).toBeNull();
});

const map = (entries: Record<string, string>) => new Map(Object.entries(entries));
const known = { name: 'Ann Lee', values: map({ first_name: 'Ann', last_name: 'Lee', town: 'Paarl' }) };

function incoming(values: Record<string, string | null>, name = '', household: string | null = null): IncomingContact {
  return { name, keys: Object.keys(values), values: Object.values(values), household };
}
const policy = (changes: Partial<ExistingPolicy> = {}): ExistingPolicy => ({
  existing: 'fillEmpty', overwrite: null, newOnly: false, ...changes,
}); // prettier-ignore

test('a new person is created', () => {
  expect(mergeContact(null, incoming({ first_name: 'Bo', town: null }, 'Bo', 'Cy Poe'), policy())).toEqual({
    outcome: 'created',
    merged: { name: 'Bo', values: map({ first_name: 'Bo', household: 'Cy Poe' }) },
    changes: [],
    takesPart: true,
  });
});

test('fill empty leaves what is known, overwrite changes the chosen fields', () => {
  const row = incoming({ first_name: 'Ann', town: 'Durban', email: 'a@b.cd', street: null }, 'Ann');
  expect(mergeContact(known, row, policy())).toMatchObject({
    outcome: 'updated', changes: [['email', null, 'a@b.cd']], takesPart: true,
  }); // prettier-ignore
  expect(mergeContact(known, row, policy({ existing: 'overwrite' })).changes).toEqual([
    ['town', 'Paarl', 'Durban'],
    ['email', null, 'a@b.cd'],
  ]);
  const chosen = policy({ existing: 'overwrite', overwrite: ['email'] });
  expect(mergeContact(known, row, chosen).changes).toEqual([['email', null, 'a@b.cd']]);
});

test('skip and new only change nothing; with new only known people take no part', () => {
  const row = incoming({ town: 'Durban', email: 'a@b.cd' }, 'Bo');
  const untouched = { outcome: 'unchanged', merged: known, changes: [] };
  expect(mergeContact(known, row, policy({ existing: 'skip' }))).toEqual({ ...untouched, takesPart: true });
  expect(mergeContact(known, row, policy({ newOnly: true }))).toEqual({ ...untouched, takesPart: false });
});

test('somebody else on a known number joins the household and fills nothing in', () => {
  const bo = incoming({ first_name: 'Bo', last_name: 'Lee', email: 'bo@b.cd' }, 'Bo Lee', 'Cy Lee');
  const merge = mergeContact(known, bo, policy());
  expect(merge.changes).toEqual([['household', null, 'Bo Lee; Cy Lee']]);
  expect(mergeContact(merge.merged, bo, policy()).outcome).toBe('unchanged');
  const taken = mergeContact(known, bo, policy({ existing: 'overwrite' }));
  expect(taken.merged.name).toBe('Bo Lee');
  expect(taken.changes).toEqual([
    ['first_name', 'Ann', 'Bo'],
    ['email', null, 'bo@b.cd'],
    ['household', null, 'Ann Lee; Cy Lee'],
    ['name', 'Ann Lee', 'Bo Lee'],
  ]);
});

test('a first and a last name outdate an earlier full name, and a name given by hand stays', () => {
  const full = { name: 'Ann Lee', values: map({ full_name: 'Ann Lee' }) };
  const row = incoming({ first_name: 'Ann', last_name: 'Ray' }, 'Ann Ray');
  expect(mergeContact(full, row, policy({ existing: 'overwrite' })).merged.name).toBe('Ann Ray');
  expect(mergeContact(full, row, policy()).merged.name).toBe('Ann Lee');
  const byHand = { name: 'Auntie', values: map({ town: 'Paarl' }) };
  expect(mergeContact(byHand, incoming({ town: 'Durban' }), policy({ existing: 'overwrite' })).merged.name).toBe(
    'Auntie',
  );
});
