import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import type { CallName } from '#contract/contract.ts';
import { startRig } from './mocked-window.ts';
import type { MockedWindow, Rig } from './mocked-window.ts';
import type { Scenario } from './scripted-world.ts';

// Of the scripted twins the first share a name, the second nearly, and the third once said stop under one number.

let rig: Rig;
let open: MockedWindow | null = null;
beforeAll(async () => {
  rig = await startRig();
});
afterEach(() => {
  expect(open?.complaints ?? []).toEqual([]);
  open?.close();
  open = null;
});
afterAll(() => rig.close());

async function at(route: string, scenario: Partial<Scenario> = {}): Promise<Page> {
  open = await rig.open(route, scenario);
  return open.page;
}

/** The calls that change something, in their order. */
const changes = (page: Page): Promise<(readonly [CallName, unknown])[]> =>
  page.evaluate(() => {
    const names = ['contacts.merge', 'contacts.setApart', 'contacts.bulk', 'undo.apply', 'undo.forget'];
    return scripted.calls.filter(([name]) => names.includes(name));
  });

const pairs = (page: Page) => page.getByRole('navigation', { name: 'People who may be one' }).getByRole('button');
const line = (page: Page, name: string) => page.getByRole('row', { name: new RegExp(`^${name}`) });
const merge = (page: Page) => page.getByRole('button', { name: 'Merge into one person' });

describe('two people who may be one', () => {
  test('are reached from the list, compared line by line, and merged with the values that were picked', async () => {
    const page = await at('/contacts');
    await page.getByRole('button', { name: 'Tidy up' }).click();
    await page.getByRole('menuitem', { name: 'Find people who are here twice' }).click();
    await page.getByText('3 pairs to look at').waitFor();
    await line(page, 'Name').getByText('the same in both').waitFor();
    await line(page, 'Branch').getByRole('radio', { name: 'Sandton' }).check();
    await page.getByText(/^ListsBook club$/).waitFor();
    await merge(page).click();
    await page.getByText('2 pairs to look at').waitFor();
    expect(await changes(page)).toEqual([
      [
        'contacts.merge',
        {
          keepId: 1,
          dropId: 5_001,
          name: 'Thandi Mokoena',
          values: [
            { key: 'branch', value: 'Sandton' },
            { key: 'next_visit', value: '2 Dec 2026' },
          ],
        },
      ],
    ]);
  });

  test('come apart with Control+Z, and also long after the bar has gone', async () => {
    const page = await at('/contacts/merge');
    await merge(page).click();
    await page.getByText('2 pairs to look at').waitFor();
    await page.keyboard.press('Control+z');
    await page.getByText('3 pairs to look at').waitFor();
    await pairs(page).first().click();
    await line(page, 'Name').getByText('the same in both').waitFor();
    await merge(page).click();
    await page.getByRole('region', { name: 'Undo', exact: true }).getByRole('button', { name: 'Close' }).click();
    await page.getByRole('button', { name: 'Take apart Thandi Mokoena' }).click();
    await page.getByText('3 pairs to look at').waitFor();
    expect((await changes(page)).map(([name]) => name)).toEqual([
      'contacts.merge',
      'undo.apply',
      'contacts.merge',
      'undo.apply',
    ]);
  });

  test('keep the other number when that is picked, and its values with it', async () => {
    const page = await at('/contacts/merge');
    await line(page, 'Number that stays').getByRole('radio').nth(1).check();
    expect(await line(page, 'Branch').getByRole('radio', { name: 'Sandton' }).isChecked()).toBe(true);
    // The kept one has no next visit: the other's stays all the same.
    expect(await line(page, 'Next visit').getByRole('radio', { name: '2 Dec 2026' }).isChecked()).toBe(true);
    await merge(page).click();
    await page.getByText('2 pairs to look at').waitFor();
    expect(await changes(page)).toMatchObject([['contacts.merge', { keepId: 5_001, dropId: 1 }]]);
  });

  test('that are two people are not asked about again, unless that is taken back', async () => {
    const page = await at('/contacts/merge');
    await page.getByRole('button', { name: 'They are two people' }).click();
    await page.getByText('2 pairs to look at').waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByText('3 pairs to look at').waitFor();
    expect(await changes(page)).toEqual([
      ['contacts.setApart', { firstId: 1, secondId: 5_001, isApart: true }],
      ['contacts.setApart', { firstId: 1, secondId: 5_001, isApart: false }],
    ]);
  });

  test('of whom one said stop are merged only after somebody says what that means for the other number', async () => {
    const page = await at('/contacts/merge');
    await pairs(page).nth(2).click();
    await page.getByText(/is blocked: Asked to stop/).waitFor();
    expect(await merge(page).isDisabled()).toBe(true);
    expect(await page.getByRole('radiogroup').getByRole('radio', { checked: true }).count()).toBe(0);
    await page.getByRole('radio', { name: /^Block .* too/ }).check();
    await merge(page).click();
    await page.getByText('2 pairs to look at').waitFor();
    expect(await changes(page)).toMatchObject([
      ['contacts.bulk', { target: { kind: 'ids', ids: [5_003] }, action: { kind: 'block' } }],
      ['contacts.merge', { keepId: 5_003, dropId: 5 }],
    ]);
  });

  test('are gone through by keyboard alone: pick, skip, merge, and the focus goes along', async () => {
    const page = await at('/contacts/merge');
    await merge(page).waitFor();
    await line(page, 'Branch').getByRole('radio', { name: 'Rosebank' }).focus();
    await page.keyboard.press('ArrowRight');
    expect(await line(page, 'Branch').getByRole('radio', { name: 'Sandton' }).isChecked()).toBe(true);
    await page.getByRole('button', { name: 'Skip for now' }).focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('H2');
    expect(await pairs(page).nth(1).getAttribute('aria-current')).toBe('true');
    await merge(page).focus();
    await page.keyboard.press('Enter');
    await page.getByText('2 pairs to look at').waitFor();
    await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('H2');
    expect(await changes(page)).toMatchObject([['contacts.merge', {}]]);
  });

  test('are none: it says so and leads back', async () => {
    const page = await at('/contacts/merge', { fill: 'empty' });
    await page.getByText('Nobody seems to be here twice').waitFor();
    await page.getByRole('main').getByRole('button', { name: 'Back to everybody' }).click();
    await page.getByRole('heading', { name: 'Contacts', level: 1 }).waitFor();
  });
});
