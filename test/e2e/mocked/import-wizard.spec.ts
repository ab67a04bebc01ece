import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import type { CallName, Input } from '#contract/contract.ts';
import {
  goOn,
  statePermission,
  toCheck,
  toImport,
  toKnown,
  toLists,
  toMatch,
  toPermission,
  toRead,
} from '../support/import-wizard.ts';
import { startRig } from './mocked-window.ts';
import type { MockedWindow, Rig } from './mocked-window.ts';
import type { Scenario } from './scripted-world.ts';

// The import by mouse: every answer of every step arrives in main, and what main answers stands on the screen.

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

async function at(scenario: Partial<Scenario> = {}, route = '/import'): Promise<Page> {
  open = await rig.open(route, scenario);
  return open.page;
}

const callsOf = <N extends CallName>(page: Page, name: N): Promise<Input<N>[]> =>
  page.evaluate(
    (wanted) => scripted.calls.filter(([found]) => found === wanted).map(([, input]) => input),
    name,
  ) as Promise<Input<N>[]>;

async function pick(page: Page, select: string | RegExp, option: string | RegExp): Promise<void> {
  await page.getByRole('combobox', { name: select }).click();
  await page.getByRole('option', { name: option }).click();
}

const step = (page: Page, name: string): Promise<void> => page.getByRole('heading', { level: 1, name }).waitFor();

describe('the whole wizard', () => {
  test('takes every answer to the import, and the check and the run are asked the same', async () => {
    const page = await at();
    await toRead(page);
    await pick(page, 'Letters are written as', 'Western (Mac)');
    await page.getByRole('radio', { name: /4 March 2024/ }).check();
    await page.getByRole('switch', { name: /comma stands before/ }).uncheck();
    await page.getByRole('button', { name: 'The rows look right' }).click();

    await pick(page, 'Cust_ref goes to', 'New field: Cust ref');
    await pick(page, 'Spent is kept as', 'Number');
    await page.getByRole('button', { name: 'Try Landline earlier' }).click();
    await pick(page, 'The order of a name', 'Last name, then first name');
    await page.getByRole('button', { name: /Keep as proof/ }).click();
    await page.getByRole('button', { name: 'Check the rows' }).click();

    await page.getByRole('switch', { name: /Lost 0/ }).uncheck();
    await page.getByLabel('Mob no., row 17', { exact: true }).fill('082 410 9999');
    await page.getByLabel('Mob no., row 17', { exact: true }).press('Enter');
    await page.getByText('Changed by hand (1)').waitFor();
    await goOn(page);

    await page.getByRole('radio', { name: /^Take over/ }).check();
    await page.getByRole('checkbox', { name: 'Spent' }).uncheck();
    await page.getByRole('radio', { name: /^Put them together/ }).check();
    await goOn(page);

    expect(await page.getByRole('radio', { checked: true }).count()).toBe(0); // Nothing is answered beforehand.
    await statePermission(page);
    await page.getByText('The permission is whole').waitFor();
    await goOn(page);

    expect(
      await page.locator('datalist option').evaluateAll((all) => all.map((one) => one.getAttribute('value'))),
    ).toEqual(['Book club', 'Rosebank regulars']);
    await page.getByLabel('Add everybody to a list').fill('Regulars');
    await page.getByLabel('Add everybody to a list').press('Enter');
    await page.getByRole('button', { name: /^import \d{4}-\d\d-\d\d$/ }).click();
    await page.getByRole('button', { name: 'Look it over' }).click();
    await page.getByText('get permission').waitFor();
    await page.getByRole('button', { name: /^Import [\d,]+ people/ }).click();
    await step(page, 'Import done');

    const [run] = await callsOf(page, 'imports.run');
    expect(run).toMatchObject({
      encoding: 'macintosh',
      country: 'ZA',
      dateOrder: 'mdy',
      decimalComma: false,
      nameOrder: 'lastFirst',
      repairsOff: ['lostZero'],
      fieldTypes: [{ key: 'spent', type: 'number' }],
      edits: [{ row: 17, column: 0, value: '082 410 9999' }],
      leftOut: [],
      lists: ['Regulars'],
      by: 'Lerato Mabaso',
      policy: { inFile: 'merge', existing: 'overwrite', newOnly: false },
      permission: { purpose: 'marketing', method: 'Paper form', by: 'Lerato Mabaso', role: 'owner' },
    });
    expect(run?.policy.overwrite).not.toContain('spent');
    expect(run?.policy.overwrite).toContain('branch');
    expect(run?.tags.join()).toMatch(/^import \d{4}-\d\d-\d\d$/);
    expect(Object.values(run?.permission?.statements ?? {})).toEqual(['yes', 'yes', 'yes', 'yes', 'yes']);
    expect(run?.mapping.filter(({ field }) => field === 'mobile').map(({ index }) => index)).toEqual([2, 0]);
    expect(run?.mapping).toContainEqual({ index: 7, field: 'cust_ref' });
    expect(run?.mapping).toContainEqual({ index: 8, field: 'permission_text' });

    const last = (await callsOf(page, 'imports.check')).at(-1);
    const { clientId: checked, lists: _l, tags: _t, ...asChecked } = last ?? ({} as Input<'imports.check'>);
    const { clientId, lists: _lists, tags: _tags, ...asRun } = run ?? ({} as Input<'imports.run'>);
    expect(asChecked).toEqual(asRun);
    expect(checked).not.toBe(clientId);
    expect((await callsOf(page, 'imports.saveDraft')).every((draft) => draft.clientId === clientId)).toBe(true);
  });

  test('moves the focus to the title with every step', async () => {
    const page = await at();
    await toRead(page);
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('Import: read it right');
    await page.getByRole('button', { name: 'The rows look right' }).click();
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('Import: match columns');
  });
});

describe('reading', () => {
  test('shows the same letters read in three ways, and reads the file again in the chosen one', async () => {
    const page = await at();
    await toRead(page);
    await page.getByRole('button', { name: /Compare other ways/ }).click();
    await page.getByRole('radio', { name: 'Unicode (UTF-8)' }).check();
    await page.getByRole('region', { name: 'First rows' }).getByText('Zo�').first().waitFor();
    expect((await callsOf(page, 'imports.describe')).at(-1)).toMatchObject({ encoding: 'utf-8' });
  });

  test('marks hidden sheets, says when the file was imported before, and takes the country the numbers are of', async () => {
    const page = await at({ file: 'xlsx' });
    await toRead(page);
    await page.getByText('This very file was imported before').waitFor();
    await page.getByRole('combobox', { name: 'Sheet' }).click();
    await page.getByRole('option', { name: 'Old list (hidden)' }).click();
    await expect
      .poll(async () => (await callsOf(page, 'imports.describe')).at(-1))
      .toMatchObject({ sheet: 'Old list', country: 'GB' });
    await page.getByRole('button', { name: 'The rows look right' }).click();
    await page.getByText('97 % of the numbers look like numbers of United Kingdom').waitFor();
    await pick(page, /Numbers without a country code/, /South Africa/);
    await page.getByRole('button', { name: 'Check the rows' }).click();
    await expect.poll(async () => (await callsOf(page, 'imports.check')).at(-1)).toMatchObject({ country: 'ZA' });
  });

  test('a header on another row makes the matching void', async () => {
    const page = await at();
    await toMatch(page);
    await pick(page, 'Branch goes to', 'Do not import');
    await page.getByRole('button', { name: 'Back', exact: true }).click();
    await pick(page, 'Names of the columns', /^Row 2$/);
    await page.getByRole('button', { name: 'The rows look right' }).click();
    expect(await page.getByRole('combobox', { name: 'Branch goes to' }).inputValue()).toBe('Branch');
    expect((await callsOf(page, 'imports.describe')).at(-1)).toMatchObject({ headerRow: 2 });
  });

  test('a vCard has nothing to choose about reading', async () => {
    const page = await at({ file: 'vcard' });
    await page.getByRole('button', { name: 'Choose a file' }).click();
    await step(page, 'Import: match columns');
    await page.getByText('not needed').waitFor();
    await page.getByRole('button', { name: 'Back', exact: true }).click();
    await step(page, 'Import contacts');
  });
});

describe('matching', () => {
  test('two columns for one field are asked about, and nothing goes on before the answer', async () => {
    const page = await at();
    await toMatch(page);
    await pick(page, 'Cust_ref goes to', 'Full name');
    const next = page.getByRole('button', { name: 'Check the rows' });
    expect(await next.isDisabled()).toBe(true);
    await page.getByRole('button', { name: 'Take “Cust_ref”' }).click();
    expect(await next.isEnabled()).toBe(true);
    expect(await page.getByRole('combobox', { name: 'Client goes to' }).inputValue()).toBe('Do not import');
    await page.getByRole('button', { name: 'Back to what was found' }).click();
    expect(await page.getByRole('combobox', { name: 'Client goes to' }).inputValue()).toBe('Full name');
  });

  test('without a number nothing goes on', async () => {
    const page = await at({ file: 'noNumber' });
    await toMatch(page);
    await page.getByText('No column goes to the mobile number yet').waitFor();
    expect(await page.getByRole('button', { name: 'Check the rows' }).isDisabled()).toBe(true);
  });

  test('columns matched as last time lead straight to the check, which says so', async () => {
    const page = await at({ file: 'remembered' });
    await toRead(page);
    await page.getByRole('button', { name: 'The rows look right' }).click();
    await step(page, 'Import: check');
    await page.getByRole('button', { name: 'Change the matching' }).click();
    await page.getByText('You imported a file with these columns before').waitFor();
  });
});

describe('the check', () => {
  test('counts every row once, and a counter shows its heap', async () => {
    const page = await at();
    await toCheck(page);
    const counters = page.getByRole('group', { name: 'Rows of the file' });
    await counters.getByRole('button', { name: /^12 Blocked/ }).click();
    await page.getByText('no import can lift a block').waitFor();
    await page.getByRole('heading', { name: 'Blocked (12)' }).waitFor();
    await counters.getByRole('button', { name: /^202 Already known/ }).click();
    await page.getByRole('cell', { name: 'thandi@example.com' }).waitFor();
    expect(await page.getByText('What cannot be used').count()).toBe(0);
    await page.getByRole('button', { name: /^29 Needs a look/ }).click();
    await page.getByText('This is a landline').first().waitFor();
    expect((await callsOf(page, 'imports.rows')).map(({ heap }) => heap)).toEqual([
      'rejected',
      'blocked',
      'known',
      'look',
    ]);
  });

  test('shows all rows of a heap page by page, as they will be stored and as they stand in the file', async () => {
    const page = await at();
    await toCheck(page);
    await page.getByRole('button', { name: /^4,610 Ready/ }).click();
    await page.getByRole('heading', { name: 'Ready (4,610)' }).waitFor();
    await page.getByText('1 to 100 of 4,610').waitFor();
    await page.getByRole('columnheader', { name: 'First name' }).waitFor();
    await page.getByRole('button', { name: 'Next', exact: true }).click();
    await page.getByText('101 to 200 of 4,610').waitFor();
    await page.getByRole('button', { name: 'Last', exact: true }).click();
    await page.getByText('4,601 to 4,610 of 4,610').waitFor();
    expect(await page.getByRole('button', { name: 'Next', exact: true }).isDisabled()).toBe(true);
    await page.getByRole('button', { name: 'Change cells' }).click();
    await page.getByLabel('Client, row 4603', { exact: true }).fill('Ann Cele');
    await page.getByLabel('Client, row 4603', { exact: true }).press('Tab');
    await page.getByText('Changed by hand (1)').waitFor();
    await expect
      .poll(async () => (await callsOf(page, 'imports.check')).at(-1))
      .toMatchObject({ edits: [{ row: 4603, column: 1, value: 'Ann Cele' }] });
  });

  test('mends rows: by hand, by leaving out, by country, and takes it all back', async () => {
    const page = await at();
    await toCheck(page);
    await page.getByRole('button', { name: 'Correct them one by one' }).first().click();
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-label')))
      .toBe('Mob no., row 17');
    await page.keyboard.type('0824109999');
    await page.keyboard.press('Tab');
    await page.getByRole('button', { name: /^62 Rejected/ }).waitFor();
    await page.getByRole('row', { name: /^24 / }).getByRole('button', { name: 'Leave out' }).click();
    await page.getByText('Row 24 is left out').waitFor();
    await page.getByRole('button', { name: 'Undo the change of row 17' }).click();
    await expect
      .poll(async () => (await callsOf(page, 'imports.check')).at(-1))
      .toMatchObject({ edits: [], leftOut: [24] });
    await page.getByRole('button', { name: 'Set a country for these' }).click();
    await pick(page, 'These numbers are from', /Ireland/);
    await page.getByText('37 numbers have too few digits: read as numbers of Ireland').waitFor();
    await expect
      .poll(async () => (await callsOf(page, 'imports.check')).at(-1))
      .toMatchObject({ country: 'ZA', groupCountries: [{ reason: 'tooShort', country: 'IE' }] });
    await page.getByText('28 numbers have too few digits', { exact: true }).waitFor(); // Nine of them were mended.
    await page.getByRole('button', { name: 'Undo the country: 37 numbers have too few digits' }).click();
    await page.getByText('37 numbers have too few digits', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Leave these rows out' }).first().click();
    await expect
      .poll(async () => (await callsOf(page, 'imports.check')).at(-1))
      .toMatchObject({ leftOut: [24], leftOutReasons: ['tooShort'] });
    await page.getByText('37 numbers have too few digits: all left out').waitFor();
    await page.getByRole('button', { name: 'Undo leaving out: 37 numbers have too few digits' }).click();
    await page.getByRole('button', { name: 'Choose another column for the number' }).click();
    await step(page, 'Import: match columns');
  });

  test('a repair switched off can be allowed again from its problem', async () => {
    const page = await at();
    await toCheck(page);
    await page.getByRole('switch', { name: /Scientific/ }).uncheck();
    await page.getByText('31 numbers need a repair that is switched off').waitFor();
    await page.getByRole('button', { name: 'Allow this repair' }).click();
    await expect.poll(() => page.getByText('need a repair').count()).toBe(0);
  });

  test('can be cancelled and begun again; a file without any usable row goes nowhere', async () => {
    const page = await at({ stepMs: 300 });
    await toCheck(page);
    await page.getByRole('button', { name: 'Cancel the check' }).click();
    await page.getByText('The check was cancelled').waitFor();
    expect(await page.getByRole('button', { name: 'Go on', exact: true }).isDisabled()).toBe(true);
    const [asked] = await callsOf(page, 'imports.check');
    expect(await callsOf(page, 'imports.cancel')).toEqual([{ clientId: asked?.clientId }]);
    await page.getByRole('main').getByRole('button', { name: 'Check the rows' }).click();
    await page.getByRole('button', { name: /^4,610 Ready/ }).waitFor();

    const hopeless = await at({ file: 'hopeless' });
    await toCheck(hopeless);
    await hopeless.getByText('No row of this file has a usable number').waitFor();
    expect(await hopeless.getByRole('button', { name: 'Go on', exact: true }).isDisabled()).toBe(true);
  });

  test('new people only asks for no change of anybody', async () => {
    const page = await at();
    await toKnown(page);
    await page.getByRole('cell', { name: 'thandi@example.com' }).waitFor();
    await page.getByRole('radio', { name: /^New people only/ }).check();
    await page.getByText('Nobody you have would change').waitFor();
    expect((await callsOf(page, 'imports.check')).at(-1)?.policy).toMatchObject({ existing: 'skip', newOnly: true });
  });
});

describe('permission', () => {
  test('a no to whether they agreed, or to whether the list was bought, stops the import', async () => {
    const page = await at();
    await toPermission(page);
    const next = page.getByRole('button', { name: 'Go on', exact: true });
    expect(await next.isDisabled()).toBe(true);
    await page.getByRole('radio', { name: /^These people gave permission/ }).check();
    expect(await next.isDisabled()).toBe(true); // No purpose is chosen beforehand.
    await page.getByRole('radio', { name: /^Offers/ }).check();
    for (const at of [0, 1]) {
      await page.getByRole('radio', { name: 'No', exact: true }).nth(at).check();
      await page.getByText('This list may not be imported.').first().waitFor();
      expect(await next.isDisabled()).toBe(true);
      await page.getByRole('radio', { name: 'Yes', exact: true }).nth(at).check();
      expect(await next.isEnabled()).toBe(true);
    }
    await page.getByText('no permission is recorded then').waitFor();
  });

  test('an incomplete statement is checked as such and gives nothing', async () => {
    const page = await at();
    await toPermission(page);
    await page.getByRole('radio', { name: /^These people gave permission/ }).check();
    await page.getByRole('radio', { name: /^News/ }).check();
    await goOn(page);
    await page.getByRole('button', { name: 'Look it over' }).click();
    await page.getByText('Not every question was answered').waitFor();
    await page.getByText('None recorded').waitFor();
  });
});

describe('the run', () => {
  test('is paused and resumed, goes on behind other screens, and ends in its report', async () => {
    const page = await at({ stepMs: 250 });
    await toImport(page);
    await page.getByRole('button', { name: 'Import 4,812 people' }).click();
    await page.getByRole('button', { name: 'Pause' }).click();
    await step(page, 'Import: under way');
    await page.getByRole('heading', { name: 'The import is paused' }).waitFor();
    await page.getByRole('button', { name: 'Resume' }).click();
    await page.getByRole('button', { name: 'Go on working' }).click();
    await page.getByText(/^Importing \d+ %$/).waitFor();
    await page.getByText('Import done').click();
    await step(page, 'Import done');
    expect(await page.evaluate(() => scripted.world.drafts)).toEqual([]);
  });

  test('cancelled, keeps nothing of the file and everything that was decided', async () => {
    const page = await at({ stepMs: 150 });
    await toImport(page);
    await page.getByRole('button', { name: 'Import 4,812 people' }).click();
    await page.getByRole('button', { name: 'Cancel the import' }).click();
    await page.getByText('Nothing of the file was kept').waitFor();
    await page.getByRole('button', { name: 'Back to the last step' }).click();
    await page.getByRole('button', { name: 'Import 4,812 people' }).waitFor();
    expect(await page.evaluate(() => scripted.world.imports.length)).toBe(3);
  });

  test('that fails says what, what not and what next, and can be tried again', async () => {
    const page = await at({ failing: ['imports.run'] });
    await toImport(page);
    await page.getByRole('button', { name: 'Import 4,812 people' }).click();
    await page.getByRole('alert').getByText('Nothing was changed').waitFor();
    await page.getByRole('button', { name: 'Back to the last step' }).click();
    await page.getByRole('button', { name: 'Import 4,812 people' }).waitFor();
  });
});

describe('pasting', () => {
  test('anywhere on the first screen begins an import', async () => {
    const page = await at();
    await page.evaluate(() => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', 'Name\tMobile\nThandi\t0824102231');
      window.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }));
    });
    await page.getByRole('button', { name: 'The rows look right' }).waitFor();
    expect(await callsOf(page, 'files.paste')).toEqual([{ text: 'Name\tMobile\nThandi\t0824102231' }]);
  });

  test('into the dialog works, a very large table too, and one over the limit is refused', async () => {
    const page = await at();
    await page.getByRole('button', { name: 'Paste a table' }).click();
    const area = page.getByRole('dialog').getByRole('textbox');
    const paste = (rows: number): Promise<void> =>
      area.evaluate((element, count) => {
        const clipboardData = new DataTransfer();
        clipboardData.setData('text/plain', 'Thandi Mokoena\t0824102231\n'.repeat(count));
        element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
      }, rows);
    await paste(800_000);
    await page.getByText('800,000 rows pasted').waitFor();
    await page.getByRole('button', { name: 'Use this table' }).click();
    await page.getByText('That is too much to paste').waitFor();
    expect(await callsOf(page, 'files.paste')).toEqual([]);
    await page.getByRole('button', { name: 'Paste a table' }).click();
    await area.fill('Name\tMobile\nLi Wei\t0781234567');
    await page.getByRole('button', { name: 'Use this table' }).click();
    await page.getByRole('button', { name: 'The rows look right' }).waitFor();
    expect(await callsOf(page, 'files.paste')).toEqual([{ text: 'Name\tMobile\nLi Wei\t0781234567' }]);
  });
});

describe('a draft', () => {
  test('is kept half a second after a change, with every answer', async () => {
    const page = await at();
    await toMatch(page);
    await pick(page, 'Branch goes to', 'Do not import');
    await expect
      .poll(async () => (await callsOf(page, 'imports.saveDraft')).at(-1))
      .toMatchObject({ step: 'match', token: 'token-token-token-1', answers: expect.stringContaining('"columns":[{') });
    const kept = (await callsOf(page, 'imports.saveDraft')).at(-1);
    expect(JSON.parse(kept?.answers ?? '{}')).toMatchObject({ clientId: kept?.clientId });
    expect(JSON.parse(kept?.answers ?? '{}').columns).toContainEqual({ index: 4, field: null });
  });

  test('of a closed wizard opens at its step with its answers, and imports under its own id', async () => {
    const page = await at();
    await toLists(page);
    await page.getByRole('button', { name: /^import \d{4}-/ }).click();
    await page.getByRole('button', { name: 'Close' }).click();
    await step(page, 'Contacts');
    await page.getByRole('button', { name: 'Import', exact: true }).click();
    await page.getByText('Carry on where you left').waitFor();
    await page.getByRole('button', { name: 'Open', exact: true }).click();
    await step(page, 'Import: lists and tags');
    await page.getByRole('button', { name: /^Take away import/ }).waitFor();
    const [first] = await callsOf(page, 'imports.saveDraft');
    await page.getByRole('button', { name: 'Look it over' }).click();
    await page.getByRole('button', { name: 'Import 4,812 people' }).click();
    await step(page, 'Import done');
    expect((await callsOf(page, 'imports.run'))[0]?.clientId).toBe(first?.clientId);
  });

  test('can be discarded after asking; one that is gone says so', async () => {
    const page = await at({ drafts: true });
    await page.getByRole('button', { name: 'Discard' }).first().click();
    await page.getByRole('button', { name: 'Keep it' }).click();
    expect(await callsOf(page, 'imports.removeDraft')).toEqual([]);
    await page.getByRole('button', { name: 'Discard' }).first().click();
    await page.getByRole('button', { name: 'Discard the draft' }).click();
    await expect.poll(() => page.getByRole('button', { name: 'Open', exact: true }).count()).toBe(1);
    await page.evaluate(() => (scripted.world.drafts = []));
    await page.getByRole('button', { name: 'Open', exact: true }).click();
    await page.getByRole('alert').getByText('finished or thrown away already').waitFor();
  });

  test('that cannot be kept says so and stops nobody', async () => {
    const page = await at({ failing: ['imports.saveDraft'] });
    await toMatch(page);
    await page.getByText('draft not saved').waitFor();
    await page.getByRole('button', { name: 'Check the rows' }).click();
    await step(page, 'Import: check');
  });
});

describe('an import that was done', () => {
  test('is undone after its effects were read, and says what stayed', async () => {
    const page = await at({}, '/imports/2');
    await page.getByRole('button', { name: 'Undo this import' }).click();
    await page.getByText('4,604 people').waitFor();
    await page.getByText('got a text since').waitFor();
    expect(await callsOf(page, 'imports.undo')).toEqual([]);
    await page.getByRole('button', { name: 'Undo the import' }).click();
    await page.getByText('The import was undone').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click();
    await step(page, 'Import undone');
    expect(await callsOf(page, 'imports.undo')).toEqual([{ id: 2, by: 'Lerato Mabaso' }]);
    expect(await page.getByRole('button', { name: 'New campaign to these' }).count()).toBe(0);
  });

  test.each(['imports.undoCheck', 'imports.undo', 'imports.saveRejects'] as const)(
    '%s failing says so',
    async (name) => {
      const page = await at({ failing: [name] }, '/imports/2');
      if (name === 'imports.saveRejects') await page.getByRole('button', { name: 'Save as CSV' }).click();
      else await page.getByRole('button', { name: 'Undo this import' }).click();
      if (name === 'imports.undo') await page.getByRole('button', { name: 'Undo the import' }).click();
      await page.getByRole('alert').getByText('Nothing was changed').waitFor();
    },
  );

  test('saves its rejects in both forms', async () => {
    const page = await at({}, '/imports/2');
    await page.getByRole('button', { name: 'Save as Excel' }).click();
    await page.getByText('customers-november-rejects.xlsx').waitFor();
    await page.getByRole('button', { name: 'Save as CSV' }).click();
    await page.getByText('customers-november-rejects.csv').waitFor();
    expect(await callsOf(page, 'imports.saveRejects')).toEqual([
      { id: 2, format: 'xlsx' },
      { id: 2, format: 'csv' },
    ]);
  });

  test('opens its rejects in the wizard as it was decided, kept as a draft, without any permission', async () => {
    const page = await at({}, '/imports/2');
    await page.getByRole('button', { name: 'Fix and import rejects' }).click();
    await step(page, 'Import: check');
    await page.getByText('draft kept').waitFor();
    expect(await callsOf(page, 'imports.mendRejects')).toEqual([{ id: 2 }]);
    expect((await callsOf(page, 'imports.check')).at(-1)).toMatchObject({
      token: 'token-token-token-9',
      encoding: 'utf-8',
      delimiter: ',',
      headerRow: 1,
      country: 'GB',
      nameOrder: 'lastFirst',
      dateOrder: 'mdy',
      policy: { inFile: 'merge', existing: 'overwrite' },
      permission: null,
    });
    const kept = JSON.parse((await callsOf(page, 'imports.saveDraft')).at(-1)?.answers ?? '{}');
    expect(kept).toMatchObject({ permission: null, lists: ['Regulars'], tags: ['import 2026-11-05'] });
  });

  test('whose rejects cannot be opened says so', async () => {
    const page = await at({ failing: ['imports.mendRejects'] }, '/imports/2');
    await page.getByRole('button', { name: 'Fix and import rejects' }).click();
    await page.getByRole('alert').getByText('Nothing was changed').waitFor();
    await step(page, 'Import done');
  });
});

describe('an encrypted workbook', () => {
  test('asks for its password, says when it is wrong, and keeps it out of the draft', async () => {
    const page = await at({ file: 'locked' });
    await page.getByRole('button', { name: 'Choose a file' }).click();
    await page.getByRole('heading', { name: 'This workbook has a password' }).waitFor();
    const field = page.getByLabel('Password', { exact: true });
    expect(await field.getAttribute('type')).toBe('password');
    expect(await page.getByRole('button', { name: 'Open it' }).isDisabled()).toBe(true);
    await field.fill('geheim');
    await field.press('Enter');
    await page.getByRole('alert').getByText('That is not the password').waitFor();
    await field.fill('secret');
    await page.getByRole('button', { name: 'Open it' }).click();
    await page.getByRole('button', { name: 'The rows look right' }).click();
    await page.getByText('draft kept').waitFor();
    expect((await callsOf(page, 'imports.unlock')).map(({ password }) => password)).toEqual(['geheim', 'secret']);
    const others = await page.evaluate(() => scripted.calls.filter(([name]) => name !== 'imports.unlock'));
    expect(JSON.stringify(others)).not.toMatch(/secret|geheim/);
  });
});

test('an empty table is saved from the first step', async () => {
  const page = await at();
  await page.getByRole('button', { name: 'Save an empty table with the right headings' }).click();
  await page.getByText('people-to-import.csv').waitFor();
});

describe('a call that fails', () => {
  test.each([
    ['imports.describe', (page: Page) => page.getByRole('button', { name: 'Choose a file' }).click()],
    ['files.choose', (page: Page) => page.getByRole('button', { name: 'Choose a file' }).click()],
    ['imports.check', toCheck],
    [
      'imports.statements',
      async (page: Page) => {
        await toPermission(page);
        await page.getByRole('radio', { name: /^These people gave/ }).check();
      },
    ],
    ['imports.drafts', () => Promise.resolve()],
    ['imports.list', () => Promise.resolve()],
  ] as const)('%s: what happened, what was not done, what to do', async (name, act) => {
    const page = await at({ failing: [name] });
    await act(page);
    const words = await page.getByRole('alert').first().innerText();
    expect(words).toContain('did not answer');
    expect(words).toContain('Nothing was changed');
  });
});
