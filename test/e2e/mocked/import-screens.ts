import type { Page } from 'playwright-core';
import {
  statePermission,
  toCheck,
  toImport,
  toKnown,
  toLists,
  toMatch,
  toPermission,
  toRead,
} from '../support/import-wizard.ts';
import type { Screen } from './screens-under-test.ts';

const checked = (page: Page): Promise<void> =>
  page.getByRole('button', { name: 'Go on', exact: true, disabled: false }).waitFor();

const pickField = async (page: Page, column: string, option: string): Promise<void> => {
  await page.getByRole('combobox', { name: `${column} goes to` }).click();
  await page.getByRole('option', { name: option, exact: true }).click();
};

async function run(page: Page): Promise<void> {
  await toImport(page);
  await page.getByRole('button', { name: /^Import \d/ }).click();
  await page.getByRole('button', { name: 'Cancel the import' }).waitFor();
}

/** Every step of the import wizard, in the states that look different. */
export const importScreens: readonly Screen[] = [
  { name: 'import 1, file', route: '/import', scenario: { drafts: true } },
  { name: 'import 1, file, nothing before', route: '/import', scenario: { fill: 'empty' } },
  {
    name: 'import 1, pasting',
    route: '/import',
    act: async (page) => {
      await page.getByRole('button', { name: 'Paste a table' }).click();
      await page.getByRole('dialog').waitFor();
    },
  },
  {
    name: 'import 1, discarding a draft',
    route: '/import',
    scenario: { drafts: true },
    act: (page) => page.getByRole('button', { name: 'Discard' }).first().click(),
  },
  { name: 'import 2, read', route: '/import', act: toRead },
  {
    name: 'import 2, encodings',
    route: '/import',
    act: async (page) => {
      await toRead(page);
      await page.getByRole('button', { name: /Compare other ways/ }).click();
    },
  },
  { name: 'import 2, workbook', route: '/import', scenario: { file: 'xlsx' }, act: toRead },
  {
    name: 'import 1, password',
    route: '/import',
    scenario: { file: 'locked' },
    act: async (page) => {
      await page.getByRole('button', { name: 'Choose a file' }).click();
      await page.getByLabel('Password', { exact: true }).fill('geheim');
      await page.getByLabel('Password', { exact: true }).press('Enter');
      await page.getByRole('alert').waitFor();
    },
  },
  { name: 'import 3, match', route: '/import', act: toMatch },
  {
    name: 'import 3, two columns to one field',
    route: '/import',
    act: async (page) => {
      await toMatch(page);
      await pickField(page, 'Cust_ref', 'Full name');
      await page.getByText('2 columns go to').waitFor();
    },
  },
  { name: 'import 3, no number', route: '/import', scenario: { file: 'noNumber' }, act: toMatch },
  {
    name: 'import 4, check',
    route: '/import',
    act: async (page) => {
      await toCheck(page);
      await checked(page);
    },
  },
  {
    name: 'import 4, unusable rows',
    route: '/import',
    act: async (page) => {
      await toCheck(page);
      await page.getByRole('button', { name: /Rejected/ }).click();
      await checked(page);
      await page.getByRole('button', { name: 'Correct them one by one' }).first().click();
    },
  },
  {
    name: 'import 4, rows that are ready',
    route: '/import',
    act: async (page) => {
      await toCheck(page);
      await page.getByRole('button', { name: /Ready/ }).click();
      await page.getByRole('heading', { name: /^Ready \(/ }).waitFor();
    },
  },
  {
    name: 'import 4, cells of known people',
    route: '/import',
    act: async (page) => {
      await toCheck(page);
      await page.getByRole('button', { name: /Already known/ }).click();
      await page.getByRole('heading', { name: /^Already known \(/ }).waitFor();
      await page.getByRole('button', { name: 'Change cells' }).click();
    },
  },
  {
    name: 'import 4, changed by hand',
    route: '/import',
    act: async (page) => {
      await toCheck(page);
      await page.getByRole('button', { name: 'Set a country for these' }).first().click();
      await page.getByRole('combobox', { name: 'These numbers are from' }).click();
      await page.getByRole('option', { name: /Ireland/ }).click();
      await page.getByRole('row', { name: /^17 / }).getByRole('button', { name: 'Leave out' }).click();
      await page.getByText('Row 17 is left out').waitFor();
      await checked(page);
    },
  },
  {
    name: 'import 4, rows that cannot be read',
    route: '/import',
    scenario: { failing: ['imports.rows'] },
    act: async (page) => {
      await toCheck(page);
      await page.getByRole('alert').waitFor();
    },
  },
  {
    name: 'import 4, rows on their way',
    route: '/import',
    scenario: { hanging: ['imports.rows'] },
    act: async (page) => {
      await toCheck(page);
      await checked(page);
    },
  },
  {
    name: 'import 4, no row can be used',
    route: '/import',
    scenario: { file: 'hopeless' },
    act: async (page) => {
      await toCheck(page);
      await page.getByText('No row of this file has a usable number').waitFor();
    },
  },
  {
    name: 'import 4, cancelled',
    route: '/import',
    scenario: { stepMs: 1_000 },
    act: async (page) => {
      await toCheck(page);
      await page.getByRole('button', { name: 'Cancel the check' }).click();
      await page.getByText('The check was cancelled').waitFor();
    },
  },
  {
    name: 'import 5, known people',
    route: '/import',
    act: async (page) => {
      await toKnown(page);
      await page.getByRole('radio', { name: /^Take over/ }).check();
      await checked(page);
    },
  },
  { name: 'import 6, permission', route: '/import', act: toPermission },
  {
    name: 'import 6, permission stated',
    route: '/import',
    act: async (page) => {
      await toPermission(page);
      await statePermission(page);
    },
  },
  {
    name: 'import 6, refused',
    route: '/import',
    act: async (page) => {
      await toPermission(page);
      await page.getByRole('radio', { name: /^These people gave permission/ }).check();
      await page.getByRole('radio', { name: /^Offers/ }).check();
      await page.getByRole('radio', { name: 'No', exact: true }).nth(1).check();
    },
  },
  {
    name: 'import 7, lists and tags',
    route: '/import',
    act: async (page) => {
      await toLists(page);
      await page.getByLabel('Add everybody to a list').fill('Regulars');
      await page.getByRole('button', { name: 'Add', exact: true }).first().click();
      await page.getByRole('button', { name: /^import \d{4}/ }).click();
    },
  },
  { name: 'import 8, dry run', route: '/import', act: toImport },
  {
    name: 'import 8, importing',
    route: '/import',
    scenario: { hanging: ['imports.run'] },
    act: async (page) => {
      await run(page);
      await page.evaluate(() => {
        const [, input] = scripted.calls.findLast(([name]) => name === 'imports.run') ?? [];
        const { clientId } = input as { clientId: string };
        scripted.emit('imports.progress', { clientId, rows: 2_020, share: 0.41 });
      });
      await page.getByText('2,020').first().waitFor();
    },
  },
  {
    name: 'import 8, cancelled',
    route: '/import',
    scenario: { stepMs: 200 },
    act: async (page) => {
      await run(page);
      await page.getByRole('button', { name: 'Cancel the import' }).click();
      await page.getByText('The import was cancelled').waitFor();
    },
  },
  {
    name: 'import 8, failed',
    route: '/import',
    scenario: { failing: ['imports.run'] },
    act: async (page) => {
      await toImport(page);
      await page.getByRole('button', { name: /^Import \d/ }).click();
      await page.getByRole('alert').waitFor();
    },
  },
  { name: 'import 9, report', route: '/imports/2' },
  { name: 'import 9, report of an undone import', route: '/imports/3' },
  {
    name: 'import 9, undoing',
    route: '/imports/2',
    act: async (page) => {
      await page.getByRole('button', { name: 'Undo this import' }).click();
      await page.getByRole('button', { name: 'Undo the import' }).waitFor();
    },
  },
];
