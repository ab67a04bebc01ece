import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { removeFolder, scratchFolder, stageWindows } from '../../../main/tasks/window-session.ts';
import type { WindowSession, WindowStage } from '../../../main/tasks/window-session.ts';
import {
  addRehearsal,
  compose,
  confirmSend,
  importDropped,
  makeWorkspace,
  recordPermission,
} from '../support/screens.ts';

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
  const rows = Array.from(
    { length: count },
    (_, at) =>
      `Thandi ${at};Mokoena;0${82 + (at % 2)} 41${String(at).padStart(1, '0')} ${String(1000 + at)};${at === 3 ? 'yes' : ''}`,
  );
  return `First name;Surname;Mob no.;Unsubscribed\n${rows.join('\n')}\nTwice;Again;+27 82 410 1000;\nNobody;Here;12;\n`;
}

function write(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

async function open(name: string): Promise<WindowSession> {
  session = await stage.open({
    workspace: join(folder, name),
    userData: join(folder, `${name}-window`),
    args: ['--rehearsal-stops', '2'],
  });
  session.page.setDefaultTimeout(15_000);
  return session;
}

describe('a new user', () => {
  test('goes from a dropped spreadsheet to delivered texts, and a STOP is on the blocklist', async () => {
    const { page } = await open('path');
    await makeWorkspace(page, 'Acme Hair');

    await importDropped(page, write('customers.csv', customers(9)));
    const report = page.getByRole('main');
    await expect.poll(() => report.innerText()).toContain('9 new people');
    expect(await report.innerText()).toMatch(/Rows in the file\s*11/);
    expect(await report.innerText()).toContain('too few digits');

    await recordPermission(page, 'Lerato');
    await addRehearsal(page, 'Lerato');
    const people = await compose(page, {
      name: 'Autumn sale',
      purpose: /Offers/,
      text: 'Hi {{first_name|there}}, Acme Hair: 20% off till Sunday. Reply STOP to opt out',
    });
    expect(people).toBe(8); // Nine people, one of whom the file itself says opted out.
    await confirmSend(page, people);
    await page.getByText('Done', { exact: true }).first().waitFor({ timeout: 30_000 });
    const rows = page.getByRole('table').first();
    await expect.poll(() => rows.getByText(/^(Delivered|Failed)$/).count(), { timeout: 30_000 }).toBe(8);

    await page.getByRole('link', { name: /Blocklist/ }).click();
    await page.getByText('Opted out in a file').waitFor();
    await expect.poll(() => page.getByText('Replied STOP').count(), { timeout: 30_000 }).toBeGreaterThanOrEqual(2);
    await page.getByRole('link', { name: 'Inbox' }).click();
    await expect.poll(() => page.getByText(/Blocked for good/).count()).toBeGreaterThanOrEqual(2);
  });

  test('blocks a person by hand, and the next campaign leaves out everybody who said stop', async () => {
    const { page } = await open('path');
    await page.getByRole('heading', { name: 'Home', level: 1 }).waitFor();
    await page.getByRole('link', { name: /Blocklist/ }).click();
    await page.getByRole('textbox', { name: 'Number', exact: true }).fill('082 418 1008');
    await page.getByRole('textbox', { name: 'Why' }).fill('asked at the counter');
    await page.getByRole('button', { name: 'Block for good' }).click();
    await page.getByText(/is blocked for good|was blocked already/).waitFor();
    const blocked = Number(/\d+/.exec(await page.getByRole('link', { name: /Blocklist/ }).innerText())?.[0]);
    const people = await compose(page, {
      name: 'Second',
      purpose: /Offers/,
      text: 'Acme Hair: last day of the sale. Reply STOP to opt out',
    });
    // Of nine people everybody on the blocklist is left out; a late STOP may add one while the campaign is written.
    expect(people).toBeLessThanOrEqual(9 - blocked);
    expect(people).toBeGreaterThanOrEqual(9 - blocked - 1);
  });

  test('finds a send that was cut by a power cut paused, its doubtful texts named, and nobody texted twice', async () => {
    const first = await open('cut');
    await makeWorkspace(first.page, 'Acme Hair');
    const rows = Array.from({ length: 3_000 }, (_, at) => `Ann ${at};+27824${String(100_000 + at)}`).join('\n');
    await importDropped(first.page, write('many.csv', `Name;Mobile\n${rows}\n`));
    await addRehearsal(first.page, 'Lerato');
    const people = await compose(first.page, {
      name: 'Pick up',
      purpose: /Orders/,
      text: 'Acme Hair: your order is ready',
    });
    expect(people).toBe(3_000);
    await confirmSend(first.page, people);
    await first.kill();

    const { page } = await open('cut');
    await page.getByRole('link', { name: 'Pick up' }).first().click();
    await page.getByText('Paused', { exact: true }).first().waitFor();
    await page.getByText('Assent was closed while this was being sent').waitFor();
    await page.getByRole('button', { name: 'Resume' }).click();
    await page.getByText('Done', { exact: true }).first().waitFor({ timeout: 60_000 });
    const figures = await page.locator('.figures').innerText();
    const of = (name: string): number =>
      Number(new RegExp(`([\\d,]+)\\s*${name}`).exec(figures)?.[1]?.replaceAll(',', '') ?? Number.NaN);
    expect(of('Delivered') + of('On the way') + of('Failed') + of('Not sure') + of('Skipped') + of('Waiting')).toBe(
      3_000,
    );
    expect(of('Waiting')).toBe(0);
    // 64 on the wire, and twice as many claimed ahead.
    expect(of('Not sure')).toBeLessThanOrEqual(192);
  });
});
