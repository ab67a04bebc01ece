import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { settled, startRig } from './mocked-window.ts';
import type { MockedWindow, Rig } from './mocked-window.ts';
import type { Scenario } from './scripted-world.ts';

// How a long list is drawn: widths, heights, and the plain table of 50 rows a page.

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

async function contacts(scenario: Partial<Scenario> = {}): Promise<Page> {
  open = await rig.open('/contacts', scenario);
  await open.page.getByText('Thandi Mokoena').first().waitFor();
  await settled(open.page);
  return open.page;
}

const heading = (page: Page, name: string) => page.getByRole('columnheader', { name });

async function widthOf(page: Page, name: string): Promise<number> {
  return Math.round((await heading(page, name).boundingBox())?.width ?? 0);
}

const rowHeight = (page: Page): Promise<number> =>
  page.evaluate(() => document.querySelector('.g-view [role=row]')?.getBoundingClientRect().height ?? 0);

const savedSettings = (page: Page) => page.evaluate(() => scripted.world.settings);

describe('the width of a column', () => {
  test('follows a drag at its edge px by px and sorts nothing; twice clicked it has its own width again', async () => {
    const page = await contacts();
    const own = await widthOf(page, 'Name');
    const box = await heading(page, 'Name').boundingBox();
    const edge = { x: (box?.x ?? 0) + (box?.width ?? 0) - 5, y: (box?.y ?? 0) + 18 };
    await page.mouse.move(edge.x, edge.y);
    await page.mouse.down();
    await page.mouse.move(edge.x + 70, edge.y, { steps: 5 });
    await page.mouse.up();
    expect(await widthOf(page, 'Name')).toBe(own + 70);
    expect(await heading(page, 'Name').getAttribute('aria-sort')).toBe('none');
    await page.mouse.dblclick(edge.x + 70, edge.y);
    await expect.poll(() => widthOf(page, 'Name')).toBe(own);
  });

  test('follows Shift and the arrows on its heading, and is said', async () => {
    const page = await contacts();
    await heading(page, 'Number').focus();
    const own = await widthOf(page, 'Number');
    await page.keyboard.press('Shift+ArrowRight');
    await page.keyboard.press('Shift+ArrowRight');
    expect(await widthOf(page, 'Number')).toBe(own + 40);
    await page.getByText(`Number: ${own + 40} pixels wide`).waitFor({ state: 'attached' });
    await page.keyboard.press('Shift+ArrowLeft');
    expect(await widthOf(page, 'Number')).toBe(own + 20);
    expect(await page.evaluate(() => document.activeElement?.textContent)).toContain('Number');
  });

  test('is changed with buttons from what is seen, never jumping the other way', async () => {
    const page = await contacts();
    const own = await widthOf(page, 'Name');
    await page.getByRole('button', { name: 'Columns' }).click();
    await page.getByRole('button', { name: 'Name: wider' }).click();
    await expect.poll(() => page.locator('[data-column=name]').evaluate((cell) => cell.clientWidth)).toBe(own + 20);
  });

  test('is kept in a saved view', async () => {
    const page = await contacts();
    await heading(page, 'Number').focus();
    await page.keyboard.press('Shift+ArrowRight');
    const px = await widthOf(page, 'Number');
    await page.getByRole('button', { name: 'Views' }).click();
    await page.getByRole('menuitem', { name: 'Save this view …' }).click();
    await page.getByRole('textbox', { name: 'Name' }).fill('Wide numbers');
    await page.getByRole('button', { name: 'Save the view' }).click();
    await heading(page, 'Number').focus();
    await page.keyboard.press('Shift+ArrowLeft');
    await page.getByRole('button', { name: 'Views' }).click();
    await page.getByRole('menuitem', { name: 'Wide numbers' }).click();
    await expect.poll(() => widthOf(page, 'Number')).toBe(px);
  });
});

describe('the rows', () => {
  test('are lower when they are to be compact, and the setting is kept', async () => {
    const page = await contacts();
    expect(await rowHeight(page)).toBe(38);
    await page.getByRole('button', { name: 'Columns' }).click();
    await page.getByRole('combobox', { name: 'Rows of long lists' }).click();
    await page.getByRole('option', { name: /Compact/ }).click();
    await expect.poll(() => rowHeight(page)).toBe(32);
    expect(await savedSettings(page)).toMatchObject({ density: 'compact', actor: 'Lerato Mabaso' });
  });

  test('compact, the last of a million is whole all the same', async () => {
    const page = await contacts({ people: 1_000_000, density: 'compact' });
    await page.getByRole('gridcell', { name: 'Thandi Mokoena' }).focus();
    await page.keyboard.press('Control+End');
    const last = page.locator('[role=row][aria-rowindex="1000001"]');
    await expect.poll(() => last.count()).toBe(1);
    const [grid, row] = [await page.getByRole('grid').boundingBox(), await last.boundingBox()];
    expect((row?.y ?? 0) + (row?.height ?? 0)).toBeLessThanOrEqual((grid?.y ?? 0) + (grid?.height ?? 0) + 1);
  });
});

describe('the simple table', () => {
  test('has 50 rows a page, says which, and goes to the last page and back', async () => {
    const page = await contacts();
    await page.getByRole('button', { name: 'Columns' }).click();
    await page.getByRole('switch', { name: /Simple table/ }).check();
    await page.keyboard.press('Escape');
    await page.getByText('Rows 1 to 50 of 12,480').first().waitFor();
    expect(await page.getByRole('grid').count()).toBe(0);
    expect(await page.getByRole('row').count()).toBe(51);
    await page.getByRole('button', { name: 'Last page' }).click();
    await page.getByText('Page 250 of 250').waitFor();
    expect(await page.getByRole('row').count()).toBe(31);
    await page.getByRole('button', { name: 'First page' }).click();
    await page.getByRole('rowheader', { name: 'Thandi Mokoena' }).waitFor();
    expect(await savedSettings(page)).toMatchObject({ simpleTable: true });
  });

  test('sorts, selects, opens and deletes as the grid does, by keyboard alone', async () => {
    const page = await contacts({ simpleTable: true });
    await page.getByRole('button', { name: 'Name', exact: true }).press('Enter');
    await expect.poll(() => heading(page, 'Name').getAttribute('aria-sort')).toBe('ascending');
    await page.getByRole('button', { name: 'Added', exact: true }).press('Enter');
    await page.getByRole('checkbox', { name: 'Select Siobhan O’Neill' }).press('Space');
    await page.getByText('1 person selected').waitFor();
    await page.getByRole('checkbox', { name: 'Select everybody' }).press('Space');
    await page.getByText('All 12,480 matching selected').waitFor();
    await page.getByRole('button', { name: 'Clear' }).press('Enter');
    await page.getByRole('button', { name: 'Siobhan O’Neill' }).press('Enter');
    await page.getByRole('complementary', { name: 'Person' }).waitFor();
  });

  test('another list begins at its first page', async () => {
    const page = await contacts({ simpleTable: true });
    await page.getByRole('button', { name: 'Next page' }).click();
    await page.getByText('Rows 51 to 100 of 12,480').first().waitFor();
    await page.getByRole('searchbox').fill('siobhan');
    await page.getByText('Rows 1 to 1 of 1').first().waitFor();
  });
});
