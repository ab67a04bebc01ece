import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { settled, startRig } from './mocked-window.ts';
import type { MockedWindow, Rig } from './mocked-window.ts';
import { screens } from './screens-under-test.ts';

// Where the focus is (ux.md 5.3): after a new screen on its title, after a dialog on what opened it, never nowhere.

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
  await settled(open.page);
  return open.page;
}

const focused = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const { activeElement } = document;
    return `${activeElement?.tagName.toLowerCase()}: ${activeElement?.getAttribute('aria-label') ?? activeElement?.textContent}`;
  });

const routes = [...new Set(screens.filter(({ act, scenario }) => !act && !scenario).map(({ route }) => route))];

describe('a new screen', () => {
  test.each(routes)('%s has one title, and the focus is on it or in its panel', async (route) => {
    const page = await at('/settings');
    // As a link or the menu would: no new page is loaded.
    await page.evaluate((hash) => (location.hash = `#${hash}`), route);
    await settled(page);
    await expect.poll(() => focused(page)).toMatch(/^(h1: .|aside: Person)/);
    expect(await page.getByRole('heading', { level: 1 }).count()).toBe(1);
    expect(await page.title()).toMatch(/^.+ – Assent$/);
  });
});

/** What Tab can reach, in its order, until it comes round. */
async function tabRound(page: Page): Promise<string[]> {
  const found: string[] = [];
  for (let step = 0; step < 600; step += 1) {
    await page.keyboard.press('Tab');
    const key = await page.evaluate(() => {
      const element = document.activeElement;
      if (!element || element === document.body) return null;
      return `${[...document.querySelectorAll('*')].indexOf(element)}`;
    });
    if (key !== null && key === found[0]) return found;
    if (key !== null) found.push(key);
  }
  throw new Error('Tab never comes round');
}

/** What can be used on the screen, found without a keyboard. */
function usable(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const all = [...document.querySelectorAll('*')];
    // A group of radio buttons is one stop, its chosen one or its first; the arrows walk inside it.
    const isStop = (element: Element): boolean => {
      if (!(element instanceof HTMLInputElement) || element.type !== 'radio') return true;
      const group = `input[type=radio][name="${element.name}"]`;
      return element === (document.querySelector(`${group}:checked`) ?? document.querySelector(group));
    };
    return all
      .filter((element) => element.matches(':is(a[href], button, input, select, textarea):not(:disabled)'))
      .filter((element) => element.checkVisibility({ visibilityProperty: true }) && isStop(element))
      .map((element) => `${all.indexOf(element)}`);
  });
}

async function unreachable(page: Page): Promise<string[]> {
  const wanted = await usable(page);
  const reached = new Set(await tabRound(page));
  expect(wanted.length).toBeGreaterThan(8);
  return wanted.filter((key) => !reached.has(key));
}

describe('Tab', () => {
  test.each(routes.filter((route) => route !== '/contacts'))(
    'reaches everything that can be used on %s',
    async (route) => {
      expect(await unreachable(await at(route))).toEqual([]);
    },
  );

  test('is caught passing a button by', async () => {
    const page = await at('/settings');
    await page.evaluate(() => {
      const button = document.createElement('button');
      button.textContent = 'out of reach';
      button.tabIndex = -1;
      document.querySelector('main')?.append(button);
    });
    expect(await unreachable(page)).toHaveLength(1);
  });
});

describe('a dialog gives the focus back to what opened it', () => {
  test.each([
    ['/contacts/2', 'Block', 'Escape'],
    ['/campaigns/1', 'Stop for good', 'Escape'],
    ['/compose/7/message', 'Delete draft', 'Escape'],
    ['/gateways', 'Add a gateway', 'Escape'],
    ['/campaigns/1', 'Thandi Mokoena', 'Escape'],
    ['/campaigns/1', 'Stop for good', 'Close'],
    ['/gateways', 'Add a gateway', 'Close'],
  ])('%s: %s, left by %s', async (route, opener, way) => {
    const page = await at(route);
    await page.getByRole('button', { name: opener, exact: true }).first().focus();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog');
    await dialog.waitFor();
    await expect.poll(() => dialog.evaluate((element) => element.contains(document.activeElement))).toBe(true);
    if (way === 'Escape') await page.keyboard.press('Escape');
    else await dialog.getByRole('button', { name: way, exact: true }).press('Enter');
    await dialog.waitFor({ state: 'detached' });
    await expect.poll(() => focused(page)).toBe(`button: ${opener}`);
  });
});
