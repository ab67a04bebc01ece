import type { Page } from 'playwright-core';

/** The import wizard by its buttons. Most functions start at the file step and end at the step they name. */

export async function toRead(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Choose a file' }).click();
  await page.getByRole('button', { name: 'The rows look right' }).waitFor();
}

export async function toMatch(page: Page): Promise<void> {
  await toRead(page);
  await page.getByRole('button', { name: 'The rows look right' }).click();
  await page.getByRole('columnheader', { name: 'Goes to' }).waitFor();
}

export async function toCheck(page: Page): Promise<void> {
  await toMatch(page);
  await page.getByRole('button', { name: 'Check the rows' }).click();
}

/** Goes on when the step allows it. */
export async function goOn(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Go on', exact: true }).click();
}

export async function toKnown(page: Page): Promise<void> {
  await toCheck(page);
  await goOn(page);
  await page.getByRole('radio', { name: /^Fill what is empty/ }).waitFor();
}

export async function toPermission(page: Page): Promise<void> {
  await toKnown(page);
  await goOn(page);
  await page.getByRole('radio', { name: /^I do not have permission/ }).waitFor();
}

export async function toLists(page: Page): Promise<void> {
  await toPermission(page);
  await page.getByRole('radio', { name: /^I do not have permission/ }).check();
  await goOn(page);
}

export async function toImport(page: Page): Promise<void> {
  await toLists(page);
  await page.getByRole('button', { name: 'Look it over' }).click();
  await page.getByRole('button', { name: /^Import \d/ }).waitFor();
}

/** Says yes to all five statements and fills in the proof. */
export async function statePermission(page: Page): Promise<void> {
  await page.getByRole('radio', { name: /^These people gave permission/ }).check();
  await page.getByRole('radio', { name: /^Offers/ }).check();
  await page.getByRole('radio', { name: 'Yes', exact: true }).first().waitFor();
  for (const yes of await page.getByRole('radio', { name: 'Yes', exact: true }).all()) await yes.check();
  await page.getByLabel('How did they agree?').fill('Paper form');
  await page.getByLabel(/^When\?/).fill('2026-03-01');
  await page.getByLabel('The exact words they agreed to').fill('Yes, text me offers');
  await page.getByLabel('Where is the proof?').fill('Blue folder in the office');
  await page.getByLabel('Your name').fill('Lerato Mabaso');
  await page.getByLabel(/^Your role/).fill('owner');
}

/** From the read step of a file that was dropped to the last look, with every answer as it stands and no permission. */
export async function readToImport(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'The rows look right' }).click();
  await page.getByRole('button', { name: 'Check the rows' }).click();
  await goOn(page);
  await page.getByRole('radio', { name: /^Fill what is empty/ }).waitFor();
  await goOn(page);
  await page.getByRole('radio', { name: /^I do not have permission/ }).check();
  await goOn(page);
  await page.getByRole('button', { name: 'Look it over' }).click();
}
