import { afterAll, beforeAll, test } from 'vitest';
import { startRig, settled } from './mocked-window.ts';
import type { Rig } from './mocked-window.ts';
import { importScreens } from './import-screens.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await startRig();
});
afterAll(() => rig.close());
const only = process.env['SHOTS'] ?? '';
const sizes = (process.env['SIZES'] ?? '1280x800').split(',');
const themes = (process.env['THEMES'] ?? 'light').split(',');
test('shots', async () => {
  for (const size of sizes)
    for (const theme of themes)
      for (const { name, route, scenario, act } of importScreens) {
        if (only !== '' && !name.includes(only)) continue;
        const [width, height] = size.split('x').map(Number) as [number, number];
        const open = await rig.open(route, { ...scenario, theme: theme as 'light' }, { width, height });
        try {
          await act?.(open.page);
          await settled(open.page).catch(() => undefined);
        } catch (error) {
          console.log(name, String(error).slice(0, 400));
        }
        if (open.complaints.length > 0) console.log(name, open.complaints);
        await open.page.screenshot({
          path: `/tmp/wt/shots-wizard/${name.replaceAll(/[^a-z0-9]+/gi, '-')}-${size}-${theme}.png`,
        });
        open.close();
      }
}, 900_000);
