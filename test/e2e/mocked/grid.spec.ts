import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { settled, startRig } from './mocked-window.ts';
import type { MockedWindow, Rig } from './mocked-window.ts';

// A million rows of 38 px are taller than Chromium lets an element be (33,554,428 px): a plain list ends at row 883,011.
// Rows are named by their number among the people; the row of headings is the grid's first, so `aria-rowindex` is one more.

const million = 1_000_000;
const rowPx = 38;
const capRow = 883_012;

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

async function contacts(people = million): Promise<Page> {
  open = await rig.open('/contacts', { people });
  await open.page.getByRole('gridcell', { name: 'Thandi Mokoena' }).waitFor();
  return open.page;
}

interface Shown {
  /** Numbers of the people whose rows are seen whole, from `aria-rowindex`. */
  readonly rows: readonly number[];
  /** Of each row its place is compared with the row above: all 38 px apart. */
  readonly isEven: boolean;
}

const shown = (page: Page): Promise<Shown> =>
  page.evaluate((height) => {
    const box = (document.querySelector('.g-view') ?? document.body).getBoundingClientRect();
    const seen = [...document.querySelectorAll('.g-view [role=row]')]
      .map((row) => ({ row: Number(row.getAttribute('aria-rowindex')) - 1, rect: row.getBoundingClientRect() }))
      .filter(({ rect }) => rect.top >= box.top - 0.6 && rect.bottom <= box.bottom + 0.6)
      .toSorted((a, b) => a.row - b.row);
    const isEven = seen.every(
      ({ row, rect }) => Math.abs(rect.top - (seen[0]?.rect.top ?? 0) - (row - (seen[0]?.row ?? 0)) * height) < 0.6,
    );
    return { rows: seen.map(({ row }) => row), isEven };
  }, rowPx);

async function gridBox(page: Page): Promise<{ readonly x: number; readonly y: number }> {
  return (await page.getByRole('grid').boundingBox()) ?? { x: 0, y: 0 };
}

/** The id a row shows, asked of what main was asked for: row n of the newest-first list is contact n. */
const nameAt = (page: Page, row: number): Promise<string> =>
  page
    .locator(`[role=row][aria-rowindex="${row + 1}"] [role=gridcell]`)
    .nth(2)
    .innerText();

/** The number of the n-th person, as the scripted list makes it. */
const numberOf = (row: number): string =>
  `+27 8${(row - 1) % 10} ${String(200 + ((row - 1) % 700))} ${String(1000 + (((row - 1) * 37) % 9000))}`;

const focusedRow = (page: Page): Promise<number> =>
  page.evaluate(() => Number(document.activeElement?.closest('[role=row]')?.getAttribute('aria-rowindex')) - 1);

describe('a million rows by mouse', () => {
  test('the first and the last row are reached by dragging the thumb, and are whole', async () => {
    const page = await contacts();
    expect(await page.getByRole('grid').getAttribute('aria-rowcount')).toBe(String(million + 1));
    expect((await shown(page)).rows[0]).toBe(1);
    await drag(page, 0, 1.2);
    await expect.poll(() => shown(page).then(({ rows }) => rows.at(-1))).toBe(million);
    expect((await shown(page)).isEven).toBe(true);
    await expect.poll(() => nameAt(page, million)).toBe(numberOf(million));
    await drag(page, 1, -0.2);
    await expect.poll(() => shown(page).then(({ rows }) => rows[0])).toBe(1);
  });

  test('row 883,012 is reached by thumb and wheel, and shows its own person', async () => {
    const page = await contacts();
    await drag(page, 0, capRow / million);
    await expect.poll(async () => Math.abs(((await shown(page)).rows[0] ?? 0) - capRow)).toBeLessThan(40_000);
    const box = await gridBox(page);
    await page.mouse.move(box.x + 300, box.y + 200);
    for (let turn = 0; turn < 40; turn += 1) {
      const { rows } = await shown(page);
      const middle = rows[Math.floor(rows.length / 2)] ?? 0;
      if (rows.includes(capRow)) break;
      await page.mouse.wheel(0, (capRow - middle) * rowPx);
      await page.waitForTimeout(60);
    }
    const { rows, isEven } = await shown(page);
    expect(rows).toContain(capRow);
    expect(isEven).toBe(true);
    await expect.poll(() => nameAt(page, capRow)).toBe(numberOf(capRow));
  });

  test('one notch of the wheel moves the rows by as many px as anywhere else, up to the very ends', async () => {
    const page = await contacts();
    const box = await gridBox(page);
    await page.mouse.move(box.x + 300, box.y + 200);
    await page.mouse.wheel(0, 10 * rowPx);
    await expect.poll(() => shown(page).then(({ rows }) => rows[0])).toBe(11);
    await page.mouse.wheel(0, -5_000);
    await expect.poll(() => shown(page).then(({ rows }) => rows[0])).toBe(1);
  });
});

/** Drags the thumb from one share of the track to another. */
async function drag(page: Page, from: number, to: number): Promise<void> {
  const track = await page.evaluate(() => {
    const grid = document.querySelector<HTMLElement>('[role=grid]') ?? document.body;
    const box = grid.getBoundingClientRect();
    const bar = box.width - grid.clientWidth;
    return { x: box.right - bar / 2, top: box.top, height: grid.clientHeight };
  });
  const y = (share: number): number => track.top + 18 + Math.min(1, Math.max(0, share)) * (track.height - 36);
  await page.mouse.move(track.x, y(from));
  await page.mouse.down();
  await page.mouse.move(track.x, y(to) + (to > 1 ? 60 : to < 0 ? -60 : 0), { steps: 8 });
  await page.mouse.up();
}

describe('a million rows by keyboard', () => {
  test('Control+End, Control+Home, the pages and the arrows reach last, first and row 883,012', async () => {
    const page = await contacts();
    await page.getByRole('gridcell', { name: 'Thandi Mokoena' }).focus();
    await page.keyboard.press('Control+End');
    await expect.poll(() => focusedRow(page)).toBe(million);
    expect((await shown(page)).rows.at(-1)).toBe(million);
    await expect.poll(() => nameAt(page, million)).toBe(numberOf(million));
    // Pages up to the neighbourhood would take thousands of presses: the thumb brings us there, the keys to the row.
    await drag(page, 1, capRow / million);
    await settled(page);
    const { rows } = await shown(page);
    await page.locator(`[role=row][aria-rowindex="${(rows[2] ?? 0) + 1}"] [data-col="1"]`).focus();
    const step = await pageStep(page);
    for (let turn = 0; turn < 4_000; turn += 1) {
      const away = capRow - (await focusedRow(page));
      if (away === 0) break;
      const key = Math.abs(away) >= step ? (away > 0 ? 'PageDown' : 'PageUp') : away > 0 ? 'ArrowDown' : 'ArrowUp';
      await page.keyboard.press(key);
    }
    expect(await focusedRow(page)).toBe(capRow);
    expect((await shown(page)).rows).toContain(capRow);
    await expect.poll(() => nameAt(page, capRow)).toBe(numberOf(capRow));
    await page.keyboard.press('Control+Home');
    await expect.poll(() => focusedRow(page)).toBe(1);
    expect((await shown(page)).rows[0]).toBe(1);
  });

  test('Home and End stay in the row, the arrow above the first row is the headings, and Enter there sorts', async () => {
    const page = await contacts(12_480);
    await page.getByRole('gridcell', { name: 'Thandi Mokoena' }).focus();
    await page.keyboard.press('End');
    expect(await focusedCol(page)).toBe(8);
    await page.keyboard.press('Home');
    expect(await focusedCol(page)).toBe(1);
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowUp');
    const heading = page.getByRole('columnheader', { name: 'Name' });
    expect(await heading.getAttribute('aria-sort')).toBe('none');
    await page.keyboard.press('Enter');
    await expect.poll(() => heading.getAttribute('aria-sort')).toBe('ascending');
    expect(await page.getByRole('columnheader', { name: 'Added' }).getAttribute('aria-sort')).toBe('none');
    await page.getByRole('gridcell', { name: 'Ahmed El-Sayed' }).waitFor();
    await page.keyboard.press('Enter');
    await expect.poll(() => heading.getAttribute('aria-sort')).toBe('descending');
  });

  test('one cell only is in the Tab order, and its row stays mounted while it is scrolled away', async () => {
    const page = await contacts();
    await page.getByRole('gridcell', { name: 'Siobhan O’Neill' }).focus();
    const box = await gridBox(page);
    await page.mouse.move(box.x + 300, box.y + 200);
    await page.mouse.wheel(0, 100_000 * rowPx);
    await expect.poll(() => shown(page).then(({ rows }) => rows[0])).toBe(100_001);
    await settled(page);
    expect(await focusedRow(page)).toBe(2);
    expect((await shown(page)).rows).not.toContain(2);
    expect(await page.locator('[role=grid] [tabindex="0"]').count()).toBe(1);
    await page.keyboard.press('ArrowDown');
    await expect.poll(() => focusedRow(page)).toBe(3);
    expect((await shown(page)).rows).toContain(3);
  });

  test('Space selects, Shift and arrows stretch, Control+A means everybody, Escape nobody', async () => {
    const page = await contacts();
    const selected = page.locator('[role=row][aria-selected=true]');
    expect(await page.getByRole('grid').getAttribute('aria-multiselectable')).toBe('true');
    await page.getByRole('gridcell', { name: 'Thandi Mokoena' }).focus();
    await page.keyboard.press('Space');
    await page.getByText('1 person selected').waitFor();
    await page.keyboard.press('Shift+ArrowDown');
    await page.keyboard.press('Shift+ArrowDown');
    await page.getByText('3 people selected').waitFor();
    expect(await selected.count()).toBe(3);
    await page.keyboard.press('Control+a');
    await page.getByText('All 1,000,000 matching selected').waitFor();
    await page.keyboard.press('Escape');
    await expect.poll(() => selected.count()).toBe(0);
  });
});

const focusedCol = (page: Page): Promise<number> =>
  page.evaluate(() => Number(document.activeElement?.getAttribute('aria-colindex')));

/** How many rows PgDn goes on: measured by one press down and one up. */
async function pageStep(page: Page): Promise<number> {
  const from = await focusedRow(page);
  await page.keyboard.press('PageDown');
  await expect.poll(() => focusedRow(page)).toBeGreaterThan(from);
  const to = await focusedRow(page);
  await page.keyboard.press('PageUp');
  await expect.poll(() => focusedRow(page)).toBe(from);
  return to - from;
}

describe('rows on their way', () => {
  test('where the list rests is read, not what it flew over; until then the rows have their places', async () => {
    open = await rig.open('/contacts', { people: million, delayMs: 150 });
    const { page } = open;
    await page.getByRole('gridcell', { name: 'Thandi Mokoena' }).waitFor();
    const before = await page.evaluate(() => scripted.calls.filter(([name]) => name === 'views.rows').length);
    await drag(page, 0, 1.2);
    expect(await page.locator('[role=row][aria-busy=true]').count()).toBeGreaterThan(5);
    expect((await shown(page)).isEven).toBe(true);
    await expect.poll(() => nameAt(page, million)).toBe(numberOf(million));
    const reads = await page.evaluate(() =>
      scripted.calls
        .filter(([name]) => name === 'views.rows')
        .map(([, input]) => input as { from: number; to: number }),
    );
    expect(reads.every(({ from, to }) => to - from <= 200)).toBe(true);
    // The drag passed eight places; at most the one under way, one between and the last were read.
    expect(reads.length - before).toBeLessThanOrEqual(5);
  });
});
