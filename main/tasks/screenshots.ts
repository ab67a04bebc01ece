import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Page } from 'playwright-core';
import { say } from './project.ts';
import { removeFolder, scratchFolder, stageWindows } from './window-session.ts';

// `node main/tasks/screenshots.ts DIR WORKSPACE`: a picture of every screen of a workspace, in both sizes and both themes.

const sizes = [
  { width: 1280, height: 800 },
  { width: 1920, height: 1080 },
] as const;
const themes = ['light', 'dark'] as const;

const screens: readonly (readonly [string, string])[] = [
  ['home', '/'],
  ['inbox', '/inbox'],
  ['contacts', '/contacts'],
  ['person', '/contacts/2'],
  ['here-twice', '/contacts/merge'],
  ['fields', '/contacts/fields'],
  ['import', '/import'],
  ['import-report', '/imports/1'],
  ['permission', '/permission/1'],
  ['compose-audience', '/compose'],
  ['campaigns', '/campaigns'],
  ['campaign', '/campaigns/1'],
  ['blocklist', '/blocklist'],
  ['gateways', '/gateways'],
  ['sheet', '/gateways/1/sheet'],
  ['privacy', '/privacy'],
  ['settings', '/settings'],
];

async function settle(page: Page): Promise<void> {
  await page.locator('h1').first().waitFor();
  await page.waitForTimeout(350);
}

/** Walks the composer to its check with a text that has one dear character; nothing is sent. */
async function compose(page: Page, shoot: (name: string) => Promise<void>): Promise<void> {
  await page.evaluate(`location.hash = '#/compose'`);
  await settle(page);
  await page.getByLabel('Name of this campaign').fill('Autumn sale');
  await page.getByRole('radio', { name: /Offers/ }).check();
  await page.getByRole('combobox', { name: 'People' }).click();
  await page.getByRole('option', { name: /Everybody/ }).click();
  await page.getByRole('combobox', { name: 'Gateway' }).click();
  await page.getByRole('option').first().click();
  await settle(page);
  await shoot('compose-audience-filled');
  await page.getByRole('button', { name: 'Write the message' }).click();
  await page
    .getByLabel('Message')
    .fill('Hi {{first_name|there}}, it’s our autumn sale: 20 % off every colour until Sunday.');
  await settle(page);
  await shoot('compose-message');
  await page.getByLabel('Message').fill('Blue Crane Books: 20 % off until Sunday. Reply STOP to opt out');
  await settle(page);
  await page.getByRole('button', { name: 'Check everybody' }).click();
  await settle(page);
  await shoot('compose-check');
}

async function main(): Promise<void> {
  const [folder, workspace] = process.argv.slice(2).map((path) => resolve(path));
  if (!folder || !workspace) throw new Error('usage: screenshots.ts DIR WORKSPACE');
  await mkdir(folder, { recursive: true });
  const stage = await stageWindows();
  const userData = await scratchFolder();
  const { app, page, close } = await stage.open({ workspace, userData });
  page.setDefaultTimeout(15_000);
  let taken = 0;
  for (const size of sizes) {
    await app.evaluate(
      ({ BrowserWindow }, { width, height }) => BrowserWindow.getAllWindows()[0]?.setContentSize(width, height),
      size,
    );
    await page.setViewportSize(size);
    for (const theme of themes) {
      await page.emulateMedia({ colorScheme: theme });
      const shoot = async (name: string): Promise<void> => {
        await page.screenshot({ path: join(folder, `${name}-${size.width}-${theme}.png`) });
        taken += 1;
      };
      for (const [name, route] of screens) {
        await page.evaluate(`location.hash = '#${route}'`);
        await settle(page);
        await shoot(name);
      }
      await compose(page, shoot);
    }
  }
  await close();
  await stage.remove();
  await removeFolder(userData);
  say(`${taken} pictures in ${folder}`);
}

await main();
