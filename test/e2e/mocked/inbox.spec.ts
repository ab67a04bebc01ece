import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { settled, startRig } from './mocked-window.ts';
import type { MockedWindow, Rig } from './mocked-window.ts';

let rig: Rig;
let open: MockedWindow | null = null;
beforeAll(async () => {
  rig = await startRig();
});
afterEach(() => {
  open?.close();
  open = null;
});
afterAll(() => rig.close());

async function at(route: string): Promise<Page> {
  open = await rig.open(route);
  await settled(open.page);
  return open.page;
}

const decisions = (page: Page): Promise<unknown[]> =>
  page.evaluate(() => scripted.calls.filter(([name]) => name === 'inbox.decide').map(([, input]) => input));

describe('a reply that may be a stop', () => {
  test('is counted at home, which leads to it', async () => {
    const page = await at('/');
    await page.getByRole('link', { name: 'Decide: A reply may be a stop' }).click();
    await page.getByRole('heading', { name: 'Inbox', level: 1 }).waitFor();
    await page.getByRole('button', { name: 'Needs a decision', pressed: true }).waitFor();
    await page.getByText('Can I stop by on Saturday').waitFor();
    expect(await page.getByRole('row').count()).toBe(2);
  });

  test('shows its reason and needs one to be let through', async () => {
    const page = await at('/inbox');
    await page.getByText('“STOP” is in it').waitFor();
    await page.getByRole('button', { name: 'Not an opt-out' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Can I stop by on Saturday').waitFor();
    expect(await dialog.getByRole('button', { name: 'Not an opt-out' }).isDisabled()).toBe(true);
    await dialog.getByLabel(/Why it is not/).fill('Asks for opening hours');
    await dialog.getByRole('button', { name: 'Not an opt-out' }).click();
    await page.getByText('Not an opt-out, decided Lerato Mabaso: Asks for opening hours').waitFor();
    expect(await page.getByRole('button', { name: 'Opt out', exact: true }).count()).toBe(0);
    expect(await decisions(page)).toEqual([
      { id: 2, decision: 'keep', by: 'Lerato Mabaso', reason: 'Asks for opening hours' },
    ]);
  });

  test('can be decided as a stop; deciding later decides nothing', async () => {
    const page = await at('/inbox/review');
    await page.getByRole('button', { name: 'Opt out', exact: true }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Decide later' }).click();
    expect(await decisions(page)).toEqual([]);
    await page.getByRole('button', { name: 'Opt out', exact: true }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'It is an opt-out' }).click();
    await page.getByText('Nothing waits for you').waitFor();
    await page.getByRole('button', { name: 'Show all replies' }).click();
    await page.getByText('Blocked for good by Lerato Mabaso').waitFor();
    expect(await decisions(page)).toMatchObject([{ id: 2, decision: 'stop' }]);
  });
});
