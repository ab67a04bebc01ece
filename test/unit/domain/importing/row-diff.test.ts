import fc from 'fast-check';
import { expect, test } from 'vitest';
import { diffContact } from '../../../../main/domain/importing/row-diff.ts';

const map = (entries: Record<string, string>) => new Map(Object.entries(entries));

test('a new person is created with the name the fields give', () => {
  expect(diffContact(null, map({ first_name: 'Ann', last_name: 'Lee' }))).toEqual({
    outcome: 'created',
    merged: { name: 'Ann Lee', values: map({ first_name: 'Ann', last_name: 'Lee' }) },
  });
  expect(diffContact(null, map({})).merged.name).toBeNull();
});

test('an empty or missing cell never blanks what is known', () => {
  const existing = { name: 'Ann', values: map({ first_name: 'Ann', town: 'Paarl' }) };
  expect(diffContact(existing, map({ town: '' }))).toEqual({ outcome: 'unchanged', merged: existing });
});

test('a filled cell overwrites', () => {
  const existing = { name: 'Ann', values: map({ first_name: 'Ann', town: 'Paarl' }) };
  expect(diffContact(existing, map({ town: 'Durban' }))).toEqual({
    outcome: 'updated',
    merged: { name: 'Ann', values: map({ first_name: 'Ann', town: 'Durban' }) },
  });
});

test('a name given by hand stays until a row brings a name', () => {
  const existing = { name: 'Auntie', values: map({ town: 'Paarl' }) };
  expect(diffContact(existing, map({ town: 'Durban' })).merged.name).toBe('Auntie');
  expect(diffContact(existing, map({ first_name: 'Ann' })).merged.name).toBe('Ann');
});

test('a first and a last name outdate an earlier full name', () => {
  const existing = { name: 'Ann Lee', values: map({ full_name: 'Ann Lee' }) };
  expect(diffContact(existing, map({ first_name: 'Ann', last_name: 'Ray' })).merged.name).toBe('Ann Ray');
  expect(diffContact(existing, map({ first_name: 'Ann' })).merged.name).toBe('Ann Lee');
});

test('the same row twice changes nothing the second time', () => {
  const keys = fc.constantFrom('first_name', 'last_name', 'full_name', 'town');
  const row = fc.array(fc.tuple(keys, fc.constantFrom('', 'A', 'B'))).map((entries) => new Map(entries));
  fc.assert(
    fc.property(row, row, (before, incoming) => {
      const existing = diffContact(null, before).merged;
      const once = diffContact(existing, incoming).merged;
      expect(diffContact(once, incoming)).toEqual({ outcome: 'unchanged', merged: once });
      for (const key of existing.values.keys()) expect(once.values.get(key)).toBeTruthy();
    }),
  );
});
