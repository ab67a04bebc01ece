import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { openStorage } from '../../main/storage/client.ts';
import { openWriter } from '../../main/storage/database.ts';
import { stageWindows } from '../../main/tasks/window-session.ts';
import { dropFile } from '../e2e/support/screens.ts';
import { readToImport } from '../e2e/support/import-wizard.ts';
import { insertCrowd } from '../support/contact-crowd.ts';
import { percentile, whole } from './measuring.ts';
import type { BenchRow } from './measuring.ts';
import { writePeople } from './people.ts';

const frameLimitMs = 20;
/** About four seconds at a screen's 60 a second. */
const frames = 240;
const workerUrl = new URL('../../main/storage/storage.worker.ts', import.meta.url);

async function fillWorkspace(folder: string, people: number): Promise<void> {
  const nowMs = Date.now();
  const create = { business: 'Acme', country: 'ZA', zone: 'Africa/Johannesburg', nowMs };
  await (await openStorage({ folder, workerUrl, create })).close();
  const db = openWriter(folder);
  insertCrowd(db, people, nowMs);
  db.close();
}

/** Moves the grid five rows at every frame; answers how long each frame took, in milliseconds. */
async function scroll(page: Page): Promise<readonly number[]> {
  return page.evaluate(async (count) => {
    const view = document.querySelector('.g-view');
    if (view === null) throw new Error('no grid');
    const times: number[] = [];
    let last = await new Promise<number>(requestAnimationFrame);
    for (let at = 0; at < count; at += 1) {
      view.scrollTop += 180;
      const now = await new Promise<number>(requestAnimationFrame);
      times.push(now - last);
      last = now;
    }
    return times;
  }, frames);
}

async function showContacts(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Contacts', exact: true }).click();
  await page.locator('.g-view [role=gridcell]').first().waitFor();
}

const isImporting = (page: Page): Promise<boolean> => page.getByText(/^Importing \d+ %/).isVisible();

function frameRow(what: string, times: readonly number[]): BenchRow {
  const p95 = percentile(times, 95);
  return {
    what,
    ours: `${p95.toFixed(1)} ms`,
    peer: `p50 ${percentile(times, 50).toFixed(1)}, longest ${percentile(times, 100).toFixed(0)} of ${whole(times.length)}`,
    ratio: '-',
    target: `<= ${frameLimitMs} ms`,
    isMet: p95 <= frameLimitMs,
  };
}

/** The real window on a large workspace: frames while its grid is scrolled, alone and while a file is imported. */
export async function benchGrid(people: number): Promise<readonly BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'assent-bench-grid-'));
  const stage = await stageWindows();
  try {
    const workspace = join(folder, 'workspace');
    await fillWorkspace(workspace, people);
    const file = join(folder, 'people.csv');
    await writePeople(file, people);
    const session = await stage.open({ workspace, userData: join(folder, 'window') });
    const { page } = session;
    await showContacts(page);
    const alone = await scroll(page);
    await dropFile(page, file);
    await readToImport(page);
    await page.getByRole('button', { name: /^Import \d/ }).click({ timeout: 120_000 });
    await showContacts(page);
    const during: number[] = [];
    while (during.length === 0 || (during.length < frames * 4 && (await isImporting(page)))) {
      during.push(...(await scroll(page)));
    }
    await session.close();
    const name = `scrolling ${whole(people)} contacts`;
    return [frameRow(`${name}, p95 frame`, alone), frameRow('  while as many are imported, p95 frame', during)];
  } finally {
    await stage.remove();
    rmSync(folder, { recursive: true, force: true });
  }
}
