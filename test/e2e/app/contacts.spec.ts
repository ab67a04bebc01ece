import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { removeFolder, scratchFolder, stageWindows } from '../../../main/tasks/window-session.ts';
import type { WindowSession, WindowStage } from '../../../main/tasks/window-session.ts';
import { importDropped, makeWorkspace } from '../support/screens.ts';

// The contacts of one workspace, in the real app: each test goes on where the one before has left off.

let stage: WindowStage;
let folder: string;
let session: WindowSession;

/** Ten people, two of whom are one: a name turned round, another number, another city. */
const people = [
  'Name;Mobile;City',
  'Ann Smith;082 410 1001;Durban',
  'Smith Ann;082 410 1002;Paarl',
  'Thandi Mokoena;082 410 1003;Durban',
  'Zoë Martin;082 410 1004;Durban',
  'Pieter Botha;082 410 1005;Paarl',
  'Priya Naidoo;082 410 1006;Knysna',
  'Lindiwe Nkosi;082 410 1007;Durban',
  'Carlos Pérez;082 410 1008;Paarl',
  'Hannelie Fourie;082 410 1009;Knysna',
  '=Ahmed El-Sayed;082 410 1010;Durban',
].join('\n');

async function open(): Promise<Page> {
  session = await stage.open({ workspace: join(folder, 'shop'), userData: join(folder, 'window') });
  session.page.setDefaultTimeout(15_000);
  return session.page;
}

beforeAll(async () => {
  stage = await stageWindows();
  folder = await scratchFolder();
  const page = await open();
  await makeWorkspace(page, 'Acme Hair');
  const path = join(folder, 'people.csv');
  writeFileSync(path, people);
  await importDropped(page, path);
});

afterAll(async () => {
  await session?.close();
  await stage.remove();
  await removeFolder(folder);
});

const cell = (page: Page, name: string) => page.getByRole('gridcell', { name });

/** How many people the list shows; its row of headings does not count. */
const shown = async (page: Page): Promise<number> =>
  Number(await page.getByRole('grid').getAttribute('aria-rowcount')) - 1;

async function toContacts(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Contacts' }).click();
  await page.getByRole('grid').waitFor();
}

async function menu(page: Page, opener: string, item: string | RegExp): Promise<void> {
  await page.getByRole('button', { name: opener, exact: true }).click();
  await page.getByRole('menuitem', { name: item }).click();
}

describe('contacts', () => {
  test('a filter is kept as a segment and as a view, also through a restart', async () => {
    let { page } = session;
    await toContacts(page);
    await page.getByRole('button', { name: 'Filter', exact: true }).click();
    await page.getByRole('combobox', { name: 'What' }).click();
    await page.getByRole('option', { name: 'City' }).click();
    await page.getByRole('textbox', { name: 'Value' }).fill('durban');
    await page.getByText('5 people now').waitFor();
    await page.getByRole('button', { name: 'Show these people' }).click();
    await expect.poll(() => shown(page)).toBe(5);
    await page.getByRole('columnheader', { name: 'Number' }).press('Shift+ArrowRight');
    await page.getByRole('button', { name: 'Save as segment or list' }).click();
    await page.getByRole('textbox', { name: 'Name' }).fill('Durbanites');
    await page.getByRole('button', { name: 'Save the segment' }).click();
    await page.getByText('Segment “Durbanites” saved').waitFor();
    await menu(page, 'Views', 'Save this view …');
    await page.getByRole('textbox', { name: 'Name' }).fill('Durban people');
    await page.getByRole('button', { name: 'Save the view' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await session.close();

    page = await open();
    await page.getByRole('link', { name: 'Lists' }).click();
    await page.getByRole('row', { name: /^Durbanites.*Live.*5 people/ }).waitFor();
    await toContacts(page);
    await expect.poll(() => shown(page)).toBe(10);
    await menu(page, 'Views', 'Durban people');
    await expect.poll(() => shown(page)).toBe(5);
    const width = await page.getByRole('columnheader', { name: 'Number' }).boundingBox();
    expect(Math.round(width?.width ?? 0)).toBe(170);
    await page.getByRole('button', { name: /^Remove the filter/ }).click();
    await expect.poll(() => shown(page)).toBe(10);
  });

  test('people who were deleted come back with Control+Z, with their fields', async () => {
    const { page } = session;
    await cell(page, 'Pieter Botha').focus();
    await page.keyboard.press('Space');
    await cell(page, 'Priya Naidoo').focus();
    await page.keyboard.press('Space');
    await page.getByText('2 people selected').waitFor();
    await page.keyboard.press('Delete');
    await expect.poll(() => shown(page)).toBe(8);
    await page.getByText('2 people deleted').first().waitFor();
    await page.keyboard.press('Control+z');
    await expect.poll(() => shown(page)).toBe(10);
    await cell(page, 'Priya Naidoo').click();
    await page.getByRole('button', { name: /^City Knysna/ }).waitFor();
    await page.getByRole('button', { name: 'Back to everybody' }).click();
  });

  test('two who are one are merged with the values picked, and taken apart after a restart', async () => {
    let { page } = session;
    await menu(page, 'Tidy up', 'Find people who are here twice');
    await page.getByText('1 pair to look at').waitFor();
    const city = page.getByRole('row', { name: /^City/ });
    await city.getByRole('radio', { name: 'Paarl' }).check();
    await page.getByRole('row', { name: /^Name/ }).getByRole('radio', { name: 'Ann Smith' }).check();
    await page
      .getByRole('row', { name: /^Number/ })
      .getByRole('radio', { name: /410 1001/ })
      .check();
    await page.getByRole('button', { name: 'Merge into one person' }).click();
    await page.getByText('Nobody seems to be here twice').waitFor();
    await toContacts(page);
    await expect.poll(() => shown(page)).toBe(9);
    await cell(page, 'Ann Smith').click();
    await page.getByRole('button', { name: /^City Paarl/ }).waitFor();
    await session.close();

    page = await open();
    await toContacts(page);
    await menu(page, 'Tidy up', 'Find people who are here twice');
    await page.getByRole('button', { name: /^Take apart/ }).click();
    await page.getByText('1 pair to look at').waitFor();
    await page.getByRole('button', { name: 'They are two people' }).click();
    await page.getByText('Nobody seems to be here twice').waitFor();
    await toContacts(page);
    await expect.poll(() => shown(page)).toBe(10);
    await cell(page, 'Ann Smith').click();
    await page.getByRole('button', { name: /^City Durban/ }).waitFor();
    await page.getByRole('button', { name: 'Back to everybody' }).click();
  });

  test('a field is renamed, removed with its values and brought back; one that is asked for stays', async () => {
    const { page } = session;
    await menu(page, 'Tidy up', 'Add, rename or remove fields');
    await page.getByRole('button', { name: 'Remove City' }).click();
    await page.getByText('Durbanites asks for it').waitFor();
    await page.getByRole('button', { name: 'Keep the field' }).click();
    await page.getByRole('link', { name: 'Lists' }).click();
    const segment = page.getByRole('row', { name: /^Durbanites/ });
    await segment.getByRole('button', { name: 'Delete' }).click();
    await segment.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Undo' }).click();
    await segment.getByText('5 people').waitFor();
    await segment.getByRole('button', { name: 'Delete' }).click();
    await segment.waitFor({ state: 'detached' });
    await toContacts(page);
    await menu(page, 'Tidy up', 'Add, rename or remove fields');
    await page.getByRole('button', { name: 'Change City' }).click();
    await page.getByRole('textbox', { name: 'Name' }).fill('Town');
    await page.getByRole('combobox', { name: 'Kind' }).click();
    await page.getByRole('option', { name: 'Number' }).click();
    await page.getByRole('button', { name: 'Save' }).click();
    await page
      .getByRole('alert')
      .getByText(/10 people have a value in “Town” that would be lost/)
      .waitFor();
    await page.getByRole('combobox', { name: 'Kind' }).click();
    await page.getByRole('option', { name: 'Text' }).click();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('row', { name: /Town.*10/ }).waitFor();
    await page.getByRole('button', { name: 'Remove Town' }).click();
    await page.getByRole('button', { name: 'Remove it' }).click();
    await page.getByRole('row', { name: /Town/ }).waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByRole('row', { name: /Town.*10/ }).waitFor();
  });

  test('everybody is exported to a CSV that spreadsheets open as it is meant', async () => {
    const { app, page } = session;
    const path = join(folder, 'export.csv');
    await app.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
    }, path);
    await toContacts(page);
    await menu(page, 'Export', /^CSV/);
    await page.getByText(/10 people saved as/).waitFor();
    const text = readFileSync(path, 'utf8');
    expect(text.startsWith('\uFEFF')).toBe(true);
    const lines = text.slice(1).trimEnd().split(/\r?\n/);
    expect(lines).toHaveLength(11);
    expect(lines[0]).toContain('Town');
    expect(text).toContain('Zoë,Martin,Durban');
    // A cell that begins like a formula is text.
    expect(text).not.toMatch(/(^|[,;\n"])=Ahmed/);
    expect(text).toContain("'=Ahmed,El-Sayed");
  });
});
