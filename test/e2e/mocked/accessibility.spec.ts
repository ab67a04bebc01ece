import axe from 'axe-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { settled, startRig } from './mocked-window.ts';
import type { MockedWindow, Rig } from './mocked-window.ts';
import { screens } from './screens-under-test.ts';

// Every route in its states, light and dark, against the rules of WCAG 2.2 AA that a machine can check.

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

const levels = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
/** The rules whose answer depends on the theme; the others would say the same twice. */
const colours = ['color-contrast', 'link-in-text-block'];

declare global {
  interface Window {
    readonly axe: typeof axe;
  }
}

/** What axe objects to, in words short enough to read in a failed test. */
async function objections(page: Page, runOnly: readonly string[]): Promise<string[]> {
  const violations = await page.evaluate(
    async (rules) =>
      (await window.axe.run(document, { runOnly: rules, resultTypes: ['violations'], iframes: false })).violations,
    [...runOnly],
  );
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, any, all }) => `${id}: ${target.join(' ')}: ${[...any, ...all][0]?.message ?? ''}`),
  );
}

describe('axe finds nothing', () => {
  test.each(screens)('$name', async ({ route, scenario, act, shows }) => {
    open = await rig.open(route, { ...scenario, theme: 'auto' });
    const { page } = open;
    await page.emulateMedia({ colorScheme: 'light' });
    await act?.(page);
    await settled(page);
    if (shows === 'loading') await page.getByRole('status', { name: 'Loading' }).first().waitFor();
    else if (shows) await page.getByRole(shows).first().waitFor();
    await page.evaluate(axe.source);
    const light = await objections(page, levels);
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.locator('html[data-mantine-color-scheme=dark]').waitFor({ state: 'attached' });
    const dark = await objections(page, colours);
    expect({ light, dark }).toEqual({ light: [], dark: [] });
    expect(open.complaints).toEqual([]);
  });
});

test('axe sees a label that is missing and a colour that is too pale', async () => {
  open = await rig.open('/settings');
  await settled(open.page);
  await open.page.evaluate(() => {
    const button = document.createElement('button');
    const pale = document.createElement('p');
    pale.textContent = 'too pale';
    pale.style.color = 'rgb(200, 200, 200)';
    // At the top: what is scrolled out of sight axe cannot tell the colours of.
    document.querySelector('main')?.prepend(button, pale);
  });
  await open.page.evaluate(axe.source);
  const found = (await objections(open.page, levels)).map((line) => line.split(':')[0]);
  expect(found.toSorted()).toEqual(['button-name', 'color-contrast']);
});
