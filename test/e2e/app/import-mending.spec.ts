import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { removeFolder, scratchFolder, stageWindows } from '../../../main/tasks/window-session.ts';
import type { WindowSession, WindowStage } from '../../../main/tasks/window-session.ts';
import { goOn } from '../support/import-wizard.ts';
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

/** Two London numbers among South African ones, one number too short, one person to be left out. */
const mixed = [
  'Mobile,Client',
  '082 410 2231,Thandi Mokoena',
  '020 7946 0018,Ann Lee',
  '0151 1234567,Bob Ray',
  '0824,Pieter Botha',
  '082 410 2239,Not Now',
  '',
].join('\r\n');

test('a group gets a country of its own, a row is left out, and the rejects are mended and imported', async () => {
  const path = join(folder, 'mixed.csv');
  writeFileSync(path, mixed);
  session = await stage.open({ workspace: join(folder, 'shop'), userData: join(folder, 'window'), args: [] });
  const { page } = session;
  page.setDefaultTimeout(15_000);
  await makeWorkspace(page, 'Acme Hair');
  await dropFile(page, path);
  await page.getByRole('button', { name: 'The rows look right' }).click();
  await page.getByRole('button', { name: 'Check the rows' }).click();

  await page.getByRole('button', { name: /^3 Rejected/ }).waitFor();
  const group = page.getByRole('listitem').filter({ hasText: '2 numbers are not in use in their country' });
  await group.getByRole('button', { name: 'Set a country for these' }).click();
  await page.getByRole('combobox', { name: 'These numbers are from' }).click();
  await page.getByRole('option', { name: /United Kingdom/ }).click();
  await page.getByRole('button', { name: /^1 Rejected/ }).waitFor();
  await page.getByText('read as numbers of United Kingdom').waitFor();

  await page.getByRole('button', { name: /^4 Ready/ }).click();
  const row = page.getByRole('row', { name: /^6 / });
  await row.getByRole('button', { name: 'Leave out' }).click();
  await page.getByText('Row 6 is left out').waitFor();
  await page.getByRole('button', { name: /^2 Rejected/ }).waitFor();

  await goOn(page);
  await page.getByRole('radio', { name: /^Fill what is empty/ }).waitFor();
  await goOn(page);
  await page.getByRole('radio', { name: /^I do not have permission/ }).check();
  await goOn(page);
  await page.getByRole('button', { name: 'Look it over' }).click();
  await page.getByRole('button', { name: 'Import 3 people' }).click();
  await page.getByRole('heading', { name: 'Import done' }).waitFor();
  const report = await page.getByRole('main').innerText();
  expect(report).toMatch(/New people\s*3/);
  expect(report).toMatch(/Rejected\s*2/);
  expect(report).toMatch(/Rows in the file\s*5/);
  expect(report).toContain('left out by hand');

  await page.getByRole('button', { name: 'Fix and import rejects' }).click();
  await page.getByRole('heading', { name: 'Import: check' }).waitFor();
  await page.getByRole('button', { name: /^1 Rows in the file/ }).waitFor();
  await page.getByLabel('Mobile, row 2').fill('082 410 2233');
  await page.getByLabel('Mobile, row 2').press('Tab');
  await page.getByRole('button', { name: /^1 Ready/ }).waitFor();
  await goOn(page);
  await page.getByRole('radio', { name: /^Fill what is empty/ }).waitFor();
  await goOn(page);
  await page.getByRole('radio', { name: /^I do not have permission/ }).check();
  await goOn(page);
  await page.getByRole('button', { name: 'Look it over' }).click();
  await page.getByRole('button', { name: 'Import 1 person' }).click();
  await page.getByRole('heading', { name: 'Import done' }).waitFor();
  await page.getByText('4 contacts').waitFor();
});
