import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { startRig } from './mocked-window.ts';
import type { MockedWindow, Rig } from './mocked-window.ts';

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

async function at(route: string): Promise<Page> {
  open = await rig.open(route);
  return open.page;
}

const focused = (page: Page): Promise<string> =>
  page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent ?? '');

/** Walks with Tab until the element of this name has the focus; fails when a whole round does not find it. */
async function tabTo(page: Page, name: string): Promise<void> {
  for (let step = 0; step < 60; step += 1) {
    await page.keyboard.press('Tab');
    if ((await focused(page)) === name) return;
  }
  throw new Error(`Tab never reaches “${name}”`);
}

describe('without a mouse', () => {
  test('a new screen puts the focus on its title, and the first Tab offers to skip the places', async () => {
    const page = await at('/');
    expect(await focused(page)).toBe('Home');
    await page.getByRole('link', { name: 'Contacts' }).press('Enter');
    await page.getByRole('heading', { name: 'Contacts', level: 1 }).waitFor();
    expect(await focused(page)).toBe('Contacts');
    await page.evaluate(() => document.querySelector<HTMLElement>('.skip')?.focus());
    await page.keyboard.press('Enter');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('main');
  });

  test('F6 walks the regions and comes round', async () => {
    const page = await at('/campaigns');
    const regions: string[] = [];
    for (let step = 0; step < 4; step += 1) {
      await page.keyboard.press('F6');
      regions.push(await page.evaluate(() => document.activeElement?.tagName ?? ''));
    }
    expect(regions.toSorted()).toEqual(['FOOTER', 'HEADER', 'MAIN', 'NAV']);
  });

  test('Enter on a person opens the panel and goes there; Escape goes back to the row', async () => {
    const page = await at('/contacts');
    await page.getByRole('gridcell', { name: 'Siobhan' }).press('Enter');
    await page.getByText('Yes, for Offers').waitFor();
    expect(await focused(page)).toBe('Person');
    await page.keyboard.press('F6');
    await page.keyboard.press('Shift+F6');
    expect(await focused(page)).toBe('Person');
    await page.keyboard.press('Escape');
    await page.getByRole('complementary').waitFor({ state: 'detached' });
    expect(await focused(page)).toBe('Siobhan O’Neill');
  });

  test('Control+K finds a person from anywhere, and typing keeps the focus', async () => {
    const page = await at('/campaigns');
    await page.keyboard.press('Control+k');
    await page.keyboard.type('nomvula', { delay: 30 });
    await page.getByRole('gridcell', { name: 'Nomvula Dlamini' }).waitFor();
    expect(await page.getByRole('searchbox').inputValue()).toBe('nomvula');
    await expect.poll(() => page.getByRole('grid').getByRole('row').count()).toBe(2);
    await page.keyboard.press('Escape');
    await page.getByRole('gridcell', { name: 'Thandi Mokoena' }).waitFor();
  });

  test('stopping a campaign asks first, begins on the safe answer, and gives the focus back', async () => {
    const page = await at('/campaigns/1');
    await page.getByRole('button', { name: 'Stop for good' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    await expect.poll(() => focused(page)).toBe('Go on as before');
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await expect.poll(() => focused(page)).toBe('Stop for good');
    expect(await page.evaluate(() => scripted.calls.some(([name]) => name === 'campaigns.stop'))).toBe(false);
  });

  test('a person can be blocked, and Escape blocks nobody', async () => {
    const page = await at('/contacts');
    await page.getByRole('gridcell', { name: 'Siobhan' }).press('Enter');
    await page.getByText('Yes, for Offers').waitFor();
    await tabTo(page, 'Block');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await page.evaluate(() => scripted.calls.some(([name]) => name === 'blocklist.add'))).toBe(false);
    await expect.poll(() => focused(page)).toBe('Block');
    await page.keyboard.press('Enter');
    await page.getByLabel('Why').fill('asked by phone');
    await tabTo(page, 'Block for good');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    const call = await page.evaluate(() => scripted.calls.find(([name]) => name === 'blocklist.add')?.[1]);
    expect(call).toEqual({ number: '+447700900412', note: 'asked by phone', by: 'Lerato Mabaso' });
  });
});
