import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import type { CallName } from '#contract/contract.ts';
import { startRig } from './mocked-window.ts';
import type { MockedWindow, Rig } from './mocked-window.ts';
import type { Scenario } from './scripted-world.ts';

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

const changes = (page: Page): Promise<(readonly [CallName, unknown])[]> =>
  page.evaluate(() => {
    const names = ['fields.add', 'fields.change', 'fields.order', 'fields.remove', 'undo.apply'];
    return scripted.calls.filter(([name]) => names.includes(name));
  });

const row = (page: Page, name: string) => page.getByRole('row').filter({ hasText: name });

async function change(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: `Change ${name}` }).click();
}

async function pickKind(page: Page, kind: string): Promise<void> {
  await page.getByRole('combobox', { name: 'Kind' }).click();
  await page.getByRole('option', { name: kind, exact: true }).click();
}

describe('fields', () => {
  test.each([
    ['the columns', 'Columns', 'Manage fields', 'button'],
    ['tidying up', 'Tidy up', 'Add, rename or remove fields', 'menuitem'],
  ] as const)('are reached from %s', async (_from, opener, item, role) => {
    const page = await at('/contacts');
    await page.getByRole('button', { name: opener }).click();
    await page.getByRole(role, { name: item }).click();
    await page.getByRole('heading', { name: 'Fields', level: 1 }).waitFor();
    expect(await row(page, 'Branch').innerText()).toMatch(/Text\s*9,200\s*Nothing/);
    expect(await row(page, 'Favourite shelf').innerText()).toMatch(/Crime, Poetry.*\s*Choice\s*3,077\s*Crime lovers/);
  });

  test('are reached from Settings', async () => {
    const page = await at('/settings');
    await page.getByRole('link', { name: 'Manage fields' }).click();
    await page.getByRole('heading', { name: 'Fields', level: 1 }).waitFor();
  });

  test('a choice is added with its words, each on a line of its own by Enter', async () => {
    const page = await at('/contacts/fields');
    await page.getByRole('button', { name: 'Add a field' }).click();
    await page.getByRole('textbox', { name: 'Name' }).fill('Shirt');
    await pickKind(page, 'Choice');
    expect(await page.getByRole('dialog').getByRole('button', { name: 'Add the field' }).isDisabled()).toBe(true);
    await page.getByRole('button', { name: 'Add a choice' }).click();
    await page.keyboard.type('Small');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('Choice 2');
    await page.keyboard.type('Large');
    await page.getByRole('button', { name: 'Add the field' }).click();
    await row(page, 'Shirt').waitFor();
    expect(await changes(page)).toEqual([
      ['fields.add', { label: 'Shirt', type: 'choice', options: ['Small', 'Large'] }],
    ]);
  });

  test('a renamed choice takes its people along, and Undo gives the old word back', async () => {
    const page = await at('/contacts/fields');
    await change(page, 'Favourite shelf');
    await page.getByRole('textbox', { name: 'Choice 1' }).fill('Crime novels');
    await page.getByRole('button', { name: 'Take away Travel' }).click();
    await page.getByRole('button', { name: 'Poetry: earlier' }).click();
    await page.getByRole('button', { name: 'Save' }).click();
    await row(page, 'Poetry, Crime novels, Children').waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await row(page, 'Crime, Poetry, Travel, Children').waitFor();
    expect(await changes(page)).toMatchObject([
      [
        'fields.change',
        {
          key: 'genre',
          type: 'choice',
          options: ['Poetry', 'Crime novels', 'Children'],
          renames: [{ from: 'Crime', to: 'Crime novels' }],
          clearsUnfit: false,
        },
      ],
      [
        'fields.change',
        { options: ['Crime', 'Poetry', 'Travel', 'Children'], renames: [{ from: 'Crime novels', to: 'Crime' }] },
      ],
    ]);
  });

  test('a kind that would lose values is refused, and says which; nothing is cleared', async () => {
    const page = await at('/contacts/fields');
    await change(page, 'Branch');
    await pickKind(page, 'Number');
    await page.getByText(/9,200 people have a value here/).waitFor();
    await page.getByRole('button', { name: 'Save' }).click();
    await page
      .getByRole('alert')
      .getByText(/would be lost if it had to be a number: Rosebank/)
      .waitFor();
    await page.keyboard.press('Escape');
    expect(await row(page, 'Branch').innerText()).toContain('Text');
    expect(await changes(page)).toMatchObject([['fields.change', { clearsUnfit: false }]]);
  });

  test('an order is changed with buttons, and said', async () => {
    const page = await at('/contacts/fields');
    await page.getByRole('button', { name: 'Branch: earlier' }).click();
    await page.getByText('Branch is now number 1 of 5').waitFor();
    await expect.poll(() => page.getByRole('row').nth(1).innerText()).toContain('Branch');
    expect(await changes(page)).toEqual([
      ['fields.order', { keys: ['branch', 'first_name', 'next_visit', 'member', 'genre'] }],
    ]);
  });

  test('removing one says what is lost, is typed when many lose it, and comes back with Undo', async () => {
    const page = await at('/contacts/fields');
    await page.getByRole('button', { name: 'Remove Branch' }).click();
    await page.getByText(/9,200 people lose the values/).waitFor();
    const go = page.getByRole('button', { name: 'Remove it' });
    expect(await go.isDisabled()).toBe(true);
    await page.getByLabel('Type 9,200 to go on').fill('9200');
    await go.click();
    await expect.poll(() => row(page, 'Branch').count()).toBe(0);
    await page.getByRole('button', { name: 'Undo' }).click();
    await row(page, 'Branch').waitFor();
    expect((await changes(page)).map(([name]) => name)).toEqual(['fields.remove', 'undo.apply']);
  });

  test('one that a segment asks for cannot be removed, and says so', async () => {
    const page = await at('/contacts/fields');
    await page.getByRole('button', { name: 'Remove Favourite shelf' }).click();
    await page.getByText('Crime lovers asks for it').waitFor();
    expect(await page.getByRole('button', { name: 'Remove it' }).count()).toBe(0);
  });
});
