import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { readToImport } from './import-wizard.ts';

/** The window as its user sees it: one function a job, found by what stands on the screen. */

export async function makeWorkspace(page: Page, business: string): Promise<void> {
  await page.getByLabel('Your business').fill(business);
  await page.getByRole('combobox', { name: 'Country' }).click();
  await page.getByRole('option', { name: /South Africa/ }).click();
  await page.getByLabel('Time zone').fill('Africa/Johannesburg');
  await page.getByRole('button', { name: 'Make my workspace' }).click();
  await page.getByRole('heading', { name: 'Home', level: 1 }).waitFor();
}

/** Drops a real file on the window: the browser's own file chooser gives the File its path, as a drop does. */
export async function dropFile(page: Page, path: string): Promise<void> {
  await page.evaluate(() => {
    const input = document.createElement('input');
    input.type = 'file';
    input.id = 'test-drop';
    document.body.append(input);
  });
  await page.locator('#test-drop').setInputFiles(path);
  await page.evaluate(() => {
    const input = document.querySelector<HTMLInputElement>('#test-drop');
    const transfer = new DataTransfer();
    for (const file of input?.files ?? []) transfer.items.add(file);
    window.dispatchEvent(new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true }));
    input?.remove();
  });
}

export async function importDropped(page: Page, path: string): Promise<void> {
  await dropFile(page, path);
  await readToImport(page);
  await page.getByRole('button', { name: /^Import \d/ }).click();
  await page.getByRole('heading', { name: 'Import done' }).waitFor();
}

export async function recordPermission(page: Page, by: string): Promise<void> {
  await page.getByRole('button', { name: 'Record permission for them' }).click();
  await page.getByRole('radio', { name: /Offers/ }).check();
  await page.getByLabel(/exact words/).fill('Text me offers');
  await page.getByLabel(/Where the proof is/).fill('paper forms, blue folder');
  await page.getByLabel(/Your name/).fill(by);
  await page.getByRole('button', { name: 'Record permission' }).click();
  await page.getByText(/Recorded for/).waitFor();
}

export async function addRehearsal(page: Page, by: string): Promise<void> {
  await page.getByRole('link', { name: 'Gateways' }).click();
  await page.getByRole('banner').getByRole('button', { name: 'Add a gateway' }).click();
  await page.getByRole('button', { name: 'Add and read its sheet' }).click();
  await page.getByRole('heading', { name: 'What leaves this computer' }).waitFor();
  await page.getByLabel(/Your name/).fill(by);
  await page.getByLabel(/Type the gateway/).fill('Rehearsal');
  await page.getByRole('button', { name: 'I accept this sheet' }).click();
  await page.getByText('Ready', { exact: true }).waitFor();
}

/** Writes a campaign up to its last question; answers how many people it says. */
export async function compose(
  page: Page,
  options: { readonly name: string; readonly purpose: RegExp; readonly text: string },
): Promise<number> {
  await page.getByRole('link', { name: 'Campaigns', exact: true }).click();
  await page.getByRole('banner').getByRole('button', { name: 'New campaign' }).click();
  await page.getByLabel('Name of this campaign').fill(options.name);
  await page.getByRole('radio', { name: options.purpose }).check();
  await page.getByRole('combobox', { name: 'People' }).click();
  await page.getByRole('option', { name: /Everybody/ }).click();
  await page.getByRole('combobox', { name: 'Gateway' }).click();
  await page.getByRole('option', { name: /Rehearsal/ }).click();
  await page.getByRole('button', { name: 'Write the message' }).click();
  await page.getByLabel('Message').fill(options.text);
  await page.getByRole('button', { name: 'Check everybody' }).click();
  const rehearse = page.getByRole('button', { name: 'Rehearse that hour' });
  const next = page.getByRole('button', { name: 'Go to the last step' });
  await next.waitFor();
  // At night the people's windows are closed: the rehearsal pretends it is their morning.
  if (await rehearse.isVisible()) {
    await rehearse.click();
    await page
      .getByText(/Rehearsed as if it were/)
      .first()
      .waitFor();
  }
  await next.click();
  const button = page.getByRole('button', { name: /^Send to/ });
  await button.waitFor();
  const count = Number(/[\d,]+/.exec(await button.innerText())?.[0].replaceAll(',', ''));
  expect(count).toBeGreaterThan(0);
  return count;
}

/** Gives the last answer; types the number where it is asked. */
export async function confirmSend(page: Page, count: number): Promise<void> {
  const typed = page.getByLabel(/^Type \d+ to go on/);
  if (await typed.isVisible()) await typed.fill(String(count));
  await page.getByRole('button', { name: /^Send to/ }).click();
  await page.getByText(/^of [\d,]+ handed over/).waitFor();
}
