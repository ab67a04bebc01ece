import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { removeFolder, scratchFolder, stageWindows } from '../../../main/tasks/window-session.ts';
import type { WindowSession, WindowStage } from '../../../main/tasks/window-session.ts';
import { goOn, statePermission } from '../support/import-wizard.ts';
import { dropFile, makeWorkspace } from '../support/screens.ts';

let stage: WindowStage;
let folder: string;
let session: WindowSession | null = null;

beforeAll(async () => {
  stage = await stageWindows();
  folder = await scratchFolder();
});

afterAll(async () => {
  await session?.close();
  await stage.remove();
  await removeFolder(folder);
});

/**
 * A till's export as Windows writes it: a title above the header, semicolons, Western letters, a lost zero, a number in
 * scientific notation, one in twice, one too short, one opted out, dates that can be read in two ways.
 */
const ugly = [
  'Acme Hair, customers;;;;',
  'Mob no.;Client;Unsub?;Since;Spent',
  '082 410 2231;Zoë Martin;;03/04/2024;1.234,50',
  '824102232;José Péter;;11/02/2023;80,00',
  '2.7824102233E+10;Thandi Mokoena;;05/06/2024;12,00',
  '082 410 2231;Zoë Martin;;03/04/2024;1,00',
  '0824102234;Siobhan Müller;Y;07/08/2024;3,50',
  '082 41;Pieter Botha;;09/10/2024;4,00',
  '',
].join('\r\n');

test('an ugly file goes through every step, is imported, and undone without a trace but its block', async () => {
  const path = join(folder, 'ugly.csv');
  writeFileSync(path, Buffer.from(ugly, 'latin1'));
  session = await stage.open({ workspace: join(folder, 'shop'), userData: join(folder, 'window'), args: [] });
  const { page } = session;
  page.setDefaultTimeout(15_000);
  await makeWorkspace(page, 'Acme Hair');

  await dropFile(page, path);
  await page.getByRole('region', { name: 'First rows' }).getByText('José Péter').waitFor();
  await page.getByText('names the columns', { exact: true }).waitFor({ state: 'attached' });
  await page.getByRole('radio', { name: /3 April 2024/ }).check();
  await page.getByRole('button', { name: 'The rows look right' }).click();

  expect(await page.getByRole('combobox', { name: 'Mob no. goes to' }).inputValue()).toBe('Mobile number');
  expect(await page.getByRole('combobox', { name: 'Unsub? goes to' }).inputValue()).toBe('Opted out (blocks)');
  await page.getByRole('combobox', { name: 'Spent is kept as' }).click();
  await page.getByRole('option', { name: 'Number' }).click();
  await page.getByRole('button', { name: 'Check the rows' }).click();

  await page.getByRole('button', { name: /^1 Rejected/ }).waitFor();
  await page.getByRole('switch', { name: /Lost 0/ }).waitFor();
  await page.getByRole('switch', { name: /Scientific/ }).waitFor();
  await page.getByRole('button', { name: /^6 Rows in the file/ }).click();
  await page.getByRole('heading', { name: 'Rows in the file (6)' }).waitFor();
  const rows = page.getByRole('region', { name: 'Rows of the file' }).getByRole('row');
  expect(await rows.nth(1).innerText()).toMatch(/^3\s+Ready\s+\+27824102231\s+Zoë\s+Martin\s+03\/04\/2024\s+1234\.5/s);
  expect(await rows.nth(4).innerText()).toMatch(/^6\s+Duplicate in file\s+\+27824102231.*in an earlier row/s);
  await page.getByRole('button', { name: /^2 Fixed/ }).click();
  await page.getByText('Put right from 824102232').waitFor();
  await page.getByRole('button', { name: /^1 Rejected/ }).click();
  await page.getByLabel('Mob no., row 8').fill('082 410 2235');
  await page.getByLabel('Mob no., row 8').press('Tab');
  await page.getByRole('button', { name: /^0 Rejected/ }).waitFor();
  await goOn(page);
  await page.getByRole('radio', { name: /^Put them together/ }).check();
  await goOn(page);
  await statePermission(page);
  await goOn(page);
  await page.getByLabel('Add everybody to a list').fill('Regulars');
  await page.getByLabel('Add everybody to a list').press('Enter');
  await page.getByRole('button', { name: /^import \d{4}-/ }).click();
  await page.getByRole('button', { name: 'Look it over' }).click();
  await page.getByText('5 people get permission').waitFor();
  await page.getByRole('button', { name: 'Import 5 people' }).click();

  await page.getByRole('heading', { name: 'Import done' }).waitFor();
  const report = await page.getByRole('main').innerText();
  expect(report).toMatch(/New people\s*5/);
  expect(report).toMatch(/Duplicate in file\s*1/);
  expect(report).toMatch(/Rows in the file\s*6/);
  expect(report).toContain('Regulars');
  expect(report).toMatch(/[0-9a-f]{64}/);
  await page.getByText('5 contacts').waitFor();

  await page.getByRole('button', { name: 'Undo this import' }).click();
  await page.getByText('5 people', { exact: true }).first().waitFor();
  await page.getByLabel(/Your name/).fill('Lerato');
  await page.getByRole('button', { name: 'Undo the import' }).click();
  await page.getByText('The import was undone').waitFor();
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click();
  await page.getByRole('heading', { name: 'Import undone' }).waitFor();
  await page.getByText('0 contacts').waitFor();

  await page.getByRole('link', { name: /Blocklist/ }).click();
  await page.getByText('Opted out in a file').waitFor();
});
