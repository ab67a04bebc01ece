import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { removeFolder, scratchFolder, stageWindows } from '../../../main/tasks/window-session.ts';
import type { WindowSession, WindowStage } from '../../../main/tasks/window-session.ts';
import { addRehearsal, compose, confirmSend, importDropped, makeWorkspace, recordPermission } from '../support/screens.ts';

let stage: WindowStage;
let folder: string;
let session: WindowSession | null = null;

beforeAll(async () => {
  stage = await stageWindows();
  folder = await scratchFolder();
});

afterAll(async () => {
  await stage.remove();
  await removeFolder(folder);
});

afterEach(async () => {
  await session?.close();
  session = null;
});

/** A semicolon list as a till exports it: names, ugly numbers, one repeated, one that is none, one opted out. */
function customers(count: number): string {
  const rows = Array.from({ length: count }, (_, at) => `Thandi ${at};Mokoena;0${82 + (at % 2)} 41${String(at).padStart(1, '0')} ${String(1000 + at)};${at === 3 ? 'yes' : ''}`);
  return `First name;Surname;Mob no.;Unsubscribed\n${rows.join('\n')}\nTwice;Again;+27 82 410 1000;\nNobody;Here;12;\n`;
}

function write(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

async function open(name: string): Promise<WindowSession> {
  session = await stage.open({ workspace: join(folder, name), userData: join(folder, `${name}-window`) });
  session.page.setDefaultTimeout(15_000);
  return session;
}

describe('a new user', () => {
  test('goes from a dropped spreadsheet to delivered texts, and a STOP is on the blocklist', async () => {
    const { page } = await open('path');
    await makeWorkspace(page, 'Acme Hair');

    await importDropped(page, write('customers.csv', customers(9)));
    const report = page.getByRole('main');
    await expect.poll(() => report.innerText()).toContain('9 people new');
    expect(await report.innerText()).toMatch(/Rows in the file\s*11/);
    expect(await report.innerText()).toContain('too few digits');

    await recordPermission(page, 'Lerato');
    await addRehearsal(page, 'Lerato');
    const people = await compose(page, { name: 'Autumn sale', purpose: /Offers/, text: 'Hi {{first_name|there}}, Acme Hair: 20% off till Sunday. Reply STOP to opt out' });
    expect(people).toBe(8); // Nine people, one of whom the file itself says opted out.
    await confirmSend(page, people);
    await page.getByText('Done', { exact: true }).first().waitFor({ timeout: 30_000 });
    const rows = page.getByRole('table').first();
    await expect.poll(() => rows.getByText(/^(Delivered|Failed)$/).count(), { timeout: 30_000 }).toBe(8);

    await page.getByRole('link', { name: /Blocklist/ }).click();
    await page.getByText('Opted out in a file').waitFor();
  });

  test('sees a person who replied STOP on the blocklist, and the next campaign leaves them out', async () => {
    const { page } = await open('path');
    await page.getByRole('heading', { name: 'Home', level: 1 }).waitFor();
    const before = await page.getByRole('link', { name: /Blocklist/ }).innerText();
    await page.getByRole('link', { name: /Blocklist/ }).click();
    await page.getByLabel('Number').fill('082 410 1000');
    await page.getByLabel('Why').fill('asked at the counter');
    await page.getByRole('button', { name: 'Block for good' }).click();
    await page.getByText('is blocked for good').waitFor();
    await expect.poll(() => page.getByRole('link', { name: /Blocklist/ }).innerText()).not.toBe(before);
    const people = await compose(page, { name: 'Second', purpose: /Offers/, text: 'Acme Hair: last day of the sale. Reply STOP to opt out' });
    expect(people).toBeLessThanOrEqual(7);
  });
});
