import { expect, test } from 'vitest';
import { detectNameOrder, splitName } from '../../../../main/domain/importing/name-split.ts';

test.each([
  ['Ann Lee', 'Ann', 'Lee', null],
  ['Lee, Ann', 'Ann', 'Lee', null],
  ['van der Merwe, Jan Hendrik', 'Jan Hendrik', 'van der Merwe', null],
  ['Jan van der Merwe', 'Jan', 'van der Merwe', null],
  ['Jan Van Wyk', 'Jan', 'Van Wyk', null],
  ['Juan de la Cruz', 'Juan', 'de la Cruz', null],
  ["Siobhan O'Neill", 'Siobhan', "O'Neill", null],
  ['John Q. Smith', 'John Q.', 'Smith', null],
  ['Anne-Marie Dupont', 'Anne-Marie', 'Dupont', null],
  ['Madonna', 'Madonna', null, null],
  ['Dr. Ann Lee', 'Ann', 'Lee', 'Dr.'],
  ['Mr Smith', null, 'Smith', 'Mr'],
  ['John Smith, Jr.', 'John', 'Smith', 'Jr.'],
  ['Ana García López', null, null, 'Ana García López'],
  ['María José García López', null, null, 'María José García López'],
  ['Mary Ann Smith', null, null, 'Mary Ann Smith'],
  ['王小明', null, null, '王小明'],
  ['Lee, Ann, Mary', null, null, 'Lee, Ann, Mary'],
  ['Lee,', 'Lee', null, null],
  ['', null, null, null],
])('first name first: %s', (name, first, last, rest) => {
  expect(splitName(name, 'firstLast')).toEqual({ first, last, rest });
});

test.each([
  ['Lee Ann', 'Ann', 'Lee', null],
  ['Nagy István', 'István', 'Nagy', null],
  ['van der Merwe Jan', 'Jan', 'van der Merwe', null],
  ['Lee, Ann', 'Ann', 'Lee', null],
  ['Kovács Anna Mária', null, null, 'Kovács Anna Mária'],
])('last name first: %s', (name, first, last, rest) => {
  expect(splitName(name, 'lastFirst')).toEqual({ first, last, rest });
});

test('the order is told by well-known first names and by capitals', () => {
  expect(detectNameOrder(['Ann Lee', 'Peter Okoro', 'Mary Poe', 'John Ray', 'Sarah Fox'])).toMatchObject({
    order: 'firstLast', confidence: 'sure', reason: '5 of 5 names show it',
  }); // prettier-ignore
  expect(detectNameOrder(['Nagy István', 'Kovács Katalin', 'Szabó Zoltán', 'Tóth Éva', 'Varga János'])).toMatchObject({
    order: 'lastFirst', confidence: 'sure',
  }); // prettier-ignore
  expect(detectNameOrder(['DUPONT Marcel', 'MARTIN Odile'])).toMatchObject({
    order: 'lastFirst',
    confidence: 'likely',
  });
});

test('without a sign, or with as many against it, the user is asked', () => {
  const asked = { confidence: 'check', reason: 'first or last name first?' };
  expect(detectNameOrder(['Xola Qhawe', 'Li Wei'])).toMatchObject({ order: 'firstLast', ...asked });
  expect(detectNameOrder(['Ann Xola', 'Xola Mary'])).toMatchObject(asked);
  expect(detectNameOrder([])).toMatchObject({ ...asked, preview: [] });
});

test('the preview shows each name once, as it would come out', () => {
  const { preview } = detectNameOrder(['Ann Lee', 'Ann Lee', 'Poe, Mary', 'Bo', 'A B', 'C D', 'E F']);
  expect(preview).toHaveLength(5);
  expect(preview.slice(0, 2)).toEqual([
    { name: 'Ann Lee', first: 'Ann', last: 'Lee', rest: null },
    { name: 'Poe, Mary', first: 'Mary', last: 'Poe', rest: null },
  ]);
});
