import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { startRig } from './mocked-window.ts';
import type { MockedWindow, Rig } from './mocked-window.ts';

// The import without a mouse: Tab, arrows, space, Enter, and the wizard's own keys.

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

const focused = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const element = document.activeElement;
    const label = element instanceof HTMLInputElement ? (element.labels?.[0]?.textContent ?? '') : '';
    return element?.getAttribute('aria-label') ?? (label || element?.textContent) ?? '';
  });

/** Walks with Tab until an element whose name begins like this has the focus. */
async function tabTo(page: Page, name: string, key = 'Tab'): Promise<void> {
  for (let step = 0; step < 90; step += 1) {
    await page.keyboard.press(key);
    if ((await focused(page)).startsWith(name)) return;
  }
  throw new Error(`Tab never reaches “${name}”`);
}

const at = (page: Page, title: string): Promise<void> => expect.poll(() => focused(page)).toBe(title);

describe('the import by keyboard only', () => {
  test('goes from the file to its report', async () => {
    open = await rig.open('/import');
    const { page } = open;
    await tabTo(page, 'Choose a file');
    await page.keyboard.press('Enter');
    await at(page, 'Import: read it right');
    await tabTo(page, '3 April 2024');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Control+Enter');

    await at(page, 'Import: match columns');
    await tabTo(page, 'Branch goes to');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Escape');
    await tabTo(page, 'Try Landline earlier');
    await page.keyboard.press('Space');
    await page.keyboard.press('Alt+ArrowRight');

    await at(page, 'Import: check');
    await page.getByRole('button', { name: /^4,610 Ready/ }).waitFor();
    await tabTo(page, 'Lost 0 at the start');
    await page.keyboard.press('Space');
    await page.getByText('212 numbers need a repair').waitFor();
    await page.keyboard.press('Space');
    await page.getByRole('button', { name: /^4,610 Ready/ }).waitFor();
    await page.getByRole('button', { name: 'Go on', exact: true, disabled: false }).waitFor();
    await page.keyboard.press('Alt+ArrowRight');

    await at(page, 'Import: known people');
    await page.keyboard.press('Alt+ArrowLeft');
    await at(page, 'Import: check');
    await page.keyboard.press('Alt+ArrowRight');
    await at(page, 'Import: known people');
    await page.keyboard.press('Alt+ArrowRight');

    await at(page, 'Import: permission');
    await page.keyboard.press('Control+Enter'); // Nothing is chosen: nothing happens.
    await tabTo(page, 'I do not have permission');
    await page.keyboard.press('Space');
    await page.keyboard.press('Control+Enter');

    await at(page, 'Import: lists and tags');
    await tabTo(page, 'Add everybody to a list');
    await page.keyboard.type('Regulars');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Take away Regulars' }).waitFor();
    await page.keyboard.press('Control+Enter');

    await at(page, 'Import: last look');
    await page.getByRole('button', { name: 'Import 4,812 people' }).waitFor();
    await page.keyboard.press('Control+Enter');
    await at(page, 'Import done');
    const run = await page.evaluate(() => scripted.calls.find(([name]) => name === 'imports.run')?.[1]);
    expect(run).toMatchObject({ dateOrder: 'mdy', lists: ['Regulars'], repairsOff: [], permission: null });
  });

  test('a row is corrected, and the wizard’s keys rest while a dialog asks', async () => {
    open = await rig.open('/import', { drafts: true });
    const { page } = open;
    await tabTo(page, 'Discard');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    await expect.poll(() => focused(page)).toBe('Keep it');
    await page.keyboard.press('Alt+ArrowRight');
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await expect.poll(() => focused(page)).toBe('Discard');

    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Enter');
    await at(page, 'Import: known people');
    await page.keyboard.press('Alt+ArrowLeft');
    await at(page, 'Import: check');
    await page.getByRole('button', { name: /^63 Rejected/ }).waitFor();
    await tabTo(page, 'Correct them one by one');
    await page.keyboard.press('Enter');
    await expect.poll(() => focused(page)).toBe('Mob no., row 17');
    await page.keyboard.type('07700900999');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: /^62 Rejected/ }).waitFor();
    await expect.poll(() => focused(page)).toBe('Mob no., row 24'); // Enter goes down, as in a spreadsheet.
    await tabTo(page, 'Undo the change of row 17', 'Shift+Tab');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: /^63 Rejected/ }).waitFor();
  });
});
