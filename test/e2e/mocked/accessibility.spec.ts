import { AxeBuilder } from '@axe-core/playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startRig, whyNot } from './mocked-window.ts';
import type { Rig } from './mocked-window.ts';
import { screens } from './screens-under-test.ts';

const reason = whyNot();
if (reason !== null) console.warn(`skipped: ${reason}`);

let rig: Rig;
beforeAll(async () => {
  if (reason === null) rig = await startRig();
});
afterAll(() => (reason === null ? rig.close() : undefined));

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

describe.skipIf(reason !== null)('every screen', () => {
  const cases = screens.flatMap((screen) =>
    (['light', 'dark'] as const).map((theme) => [screen.name, theme, screen] as const),
  );

  test.each(cases)(
    '%s, %s: nothing for axe to object to, and the content policy holds',
    async (_name, theme, screen) => {
      const { page, complaints, close } = await rig.open(screen.route, { ...screen.scenario, theme });
      await screen.act?.(page);
      await page.waitForTimeout(250);
      const { violations } = await new AxeBuilder({ page }).withTags(rules).analyze();
      const found = violations.map(
        ({ id, nodes }) => `${id}: ${nodes.map(({ target }) => String(target)).join(' | ')}`,
      );
      expect(found).toEqual([]);
      expect(complaints).toEqual([]);
      await close();
    },
  );

  test.each(
    screens.filter(({ act }) => act === undefined).map(({ name, route, scenario }) => [name, route, scenario] as const),
  )('%s: fits into the smallest window without a sideways scroll', async (_name, route, scenario) => {
    const { page, close } = await rig.open(route, scenario, { width: 960, height: 640 });
    await page.waitForTimeout(150);
    const overflow = await page.evaluate(() => {
      const main = document.querySelector('#main');
      const top = document.querySelector('.top');
      return [main, top, document.documentElement].map((element) =>
        element ? element.scrollWidth - element.clientWidth : 0,
      );
    });
    expect(overflow).toEqual([0, 0, 0]);
    await close();
  });
});
