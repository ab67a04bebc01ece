import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import type { CallName } from '#contract/contract.ts';
import { toImport } from '../support/import-wizard.ts';
import { startRig } from './mocked-window.ts';
import type { MockedWindow, Rig } from './mocked-window.ts';
import type { Scenario } from './scripted-world.ts';

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

async function at(route: string, scenario: Partial<Scenario> = {}): Promise<Page> {
  open = await rig.open(route, scenario);
  return open.page;
}

const callsOf = (page: Page, name: CallName): Promise<unknown[]> =>
  page.evaluate((wanted) => scripted.calls.filter(([found]) => found === wanted).map(([, input]) => input), name);

async function importFile(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Import contacts' }).click();
  await toImport(page);
  await page.getByText('This gives no permission').waitFor();
  await page.getByRole('button', { name: 'Import 4,812 people' }).click();
  await page.getByRole('heading', { name: 'Import done' }).waitFor();
}

async function recordPermission(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Record permission for them' }).click();
  await page.getByRole('radio', { name: /^Offers/ }).check();
  await page.getByLabel(/exact words/).fill('Text me offers');
  await page.getByLabel(/Where the proof is/).fill('paper forms');
  await page.getByLabel(/Your name/).fill('Lerato');
  await page.getByRole('button', { name: 'Record permission' }).click();
  await page.getByText('Recorded for 412 people').waitFor();
}

async function addRehearsal(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Gateways' }).click();
  await page.getByRole('banner').getByRole('button', { name: 'Add a gateway' }).click();
  await page.getByRole('button', { name: 'Add and read its sheet' }).click();
  const accept = page.getByRole('button', { name: 'I accept this sheet' });
  await page.getByLabel(/Your name/).fill('Lerato');
  expect(await accept.isDisabled()).toBe(true);
  await page.getByLabel(/Type the gateway/).fill('Rehearsal');
  await accept.click();
  await page.getByText('Ready', { exact: true }).waitFor();
}

async function choose(page: Page, field: string, option: RegExp): Promise<void> {
  await page.getByRole('combobox', { name: field }).click();
  await page.getByRole('option', { name: option }).click();
}

describe('from an empty computer', () => {
  test('to a campaign under way: import, permission, gateway, text, check, confirmation', async () => {
    const page = await at('/', { workspace: 'none', fill: 'empty' });
    await page.getByLabel('Your business').fill('Blue Crane Books');
    await page.getByRole('button', { name: 'Make my workspace' }).click();
    await page.getByText('First steps').waitFor();
    await importFile(page);
    await recordPermission(page);
    await addRehearsal(page);

    await page.getByRole('link', { name: 'Campaigns', exact: true }).click();
    await page.getByRole('banner').getByRole('button', { name: 'New campaign' }).click();
    const next = page.getByRole('button', { name: 'Write the message' });
    expect(await page.getByRole('radio', { checked: true }).count()).toBe(0); // No purpose is chosen for the user.
    expect(await next.isDisabled()).toBe(true);
    await page.getByLabel('Name of this campaign').fill('Autumn sale');
    await page.getByRole('radio', { name: /^Offers/ }).check();
    await choose(page, 'People', /customers-november/);
    await next.click();

    await page.getByLabel('Message').fill('Hi {{first_name|there}}, Blue Crane: it’s our sale. Reply STOP to opt out');
    await page.getByRole('button', { name: 'Replace it' }).click();
    await expect.poll(() => page.getByLabel('Message').inputValue()).toContain("it's our sale");
    await page.getByText('GSM-7', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Check everybody' }).click();
    await page.getByText('8 people will not get it').waitFor();
    await page.getByRole('button', { name: 'Go to the last step' }).click();
    await page.getByRole('button', { name: 'Send to 412 people' }).click();
    await page.getByText('handed over').waitFor();

    const [start] = await callsOf(page, 'campaigns.start');
    expect(start).toMatchObject({ expectedPeople: 412, rehearseAtMs: null });
    const saved = await callsOf(page, 'campaigns.save');
    expect(saved.at(-1)).toMatchObject({
      name: 'Autumn sale',
      purpose: 'marketing',
      audience: { kind: 'import', importId: 7 },
    });
  });
});

describe('a send', () => {
  test('to more than 500 people waits for the typed number', async () => {
    const page = await at('/compose/7/confirm');
    const send = page.getByRole('button', { name: 'Send to 4,610 people' });
    expect(await send.isDisabled()).toBe(true);
    await page.getByLabel('Type 4610 to go on').fill('461');
    expect(await send.isDisabled()).toBe(true);
    await page.getByLabel('Type 4610 to go on').fill('4,610');
    expect(await send.isEnabled()).toBe(true);
    expect(await callsOf(page, 'campaigns.start')).toEqual([]);
  });

  test('through a gateway whose sheet is not accepted is held, with the way to the sheet', async () => {
    const page = await at('/compose/7/audience');
    await choose(page, 'Gateway', /Clickatell/);
    await page.getByRole('button', { name: 'Write the message' }).click();
    await page.getByRole('button', { name: 'Check everybody' }).click();
    await page.getByText('sheet has not been accepted').waitFor();
    expect(await page.getByRole('button', { name: 'Go to the last step' }).isDisabled()).toBe(true);
    await page.getByRole('button', { name: 'Read the sheet' }).click();
    await page.getByRole('heading', { name: 'Disclosure sheet' }).waitFor();
  });

  test('shows progress as it comes, and is announced once, not at every step', async () => {
    const page = await at('/campaigns/1');
    await page.getByText('of 4,536 handed over').waitFor();
    const spoken = page.locator('p[role=status].visually-hidden');
    const before = await spoken.innerText();
    await page.evaluate(() => {
      const row = scripted.world.campaigns[0]?.row;
      if (row)
        scripted.emit('campaigns.progress', {
          id: 1,
          counts: { ...row.counts, waiting: 2000, delivered: 2372 },
          perSecond: 40,
        });
    });
    await page.getByText('2,372', { exact: true }).waitFor();
    await page.getByText(/40 texts a second · less than a minute left/).waitFor();
    expect(await spoken.innerText()).toBe(before);
  });
});

describe('a draft', () => {
  test('saves itself half a second after the last key, and leaving at once loses nothing', async () => {
    const page = await at('/compose/2/message');
    await page.getByLabel('Message').fill('Blue Crane: the club meets. Reply STOP to opt out');
    await page.getByRole('link', { name: 'Home' }).click();
    await expect
      .poll(() => callsOf(page, 'campaigns.save'))
      .toMatchObject([{ id: 2, text: 'Blue Crane: the club meets. Reply STOP to opt out' }]);
  });

  test('can be deleted after asking, and is not saved again by leaving', async () => {
    const page = await at('/compose/7/message');
    await page.getByLabel('Message').fill('never mind');
    await page.getByRole('button', { name: 'Delete draft' }).click();
    await page.getByRole('button', { name: 'Delete for good' }).click();
    await page.getByRole('heading', { name: 'Campaigns', level: 1 }).waitFor();
    await expect.poll(() => page.getByRole('button', { name: 'Autumn sale' }).count()).toBe(1); // The one that is sent.
    expect(await callsOf(page, 'campaigns.remove')).toEqual([{ id: 7 }]);
    const last = await page.evaluate(
      () => scripted.calls.filter(([name]) => name === 'campaigns.save' || name === 'campaigns.remove').at(-1)?.[0],
    );
    expect(last).toBe('campaigns.remove');
  });

  test('that has been started meanwhile leads to its campaign', async () => {
    const page = await at('/compose/1/message');
    await page.getByText('handed over').waitFor();
  });

  test('that was only looked at is not saved', async () => {
    const page = await at('/compose');
    await page.getByRole('button', { name: 'Close' }).click();
    await page.getByRole('heading', { name: 'Campaigns', level: 1 }).waitFor();
    expect(await callsOf(page, 'campaigns.save')).toEqual([]);
  });

  test('with the gate’s warnings names them while it is written', async () => {
    const page = await at('/compose/7/message');
    await page.getByLabel('Message').fill('Sale today');
    await page.getByText('The text does not say who it is from').waitFor();
    await page.getByRole('button', { name: 'Opt-out line' }).click();
    await expect.poll(() => page.getByText('The text does not say how to stop').count()).toBe(0);
    expect(await page.getByLabel('Message').inputValue()).toBe('Sale today. Reply STOP to opt out');
  });

  test('tells what may be doubtful, with the words it is about', async () => {
    const page = await at('/compose/7/message');
    await page.getByLabel('Message').fill('Acme: wine for two, see http://bit.ly/x. Reply STOP to opt out');
    await page.getByText('The link begins with http://').waitFor();
    await page.getByText('http://bit.ly/', { exact: true }).first().waitFor();
    await page.getByText('public shortener').waitFor();
    await page.getByText('alcohol').waitFor();
  });

  test('says that a name cannot be answered', async () => {
    const page = await at('/compose/7/message');
    await page.getByLabel('From').fill('ACME');
    await page.getByLabel('Message').fill('Acme: sale. Reply STOP to opt out');
    await page.getByText('A name as the sender gets no replies').waitFor();
    await page.getByLabel('Message').fill('Acme: sale. Stop: https://acme.example/stop');
    await expect.poll(() => page.getByText('A name as the sender gets no replies').count()).toBe(0);
  });
});

describe('an error from main', () => {
  test.each([
    'views.open',
    'home.summary',
    'campaigns.list',
    'blocklist.page',
    'inbox.list',
    'gateways.list',
    'campaigns.get',
  ] as const)('of %s is shown with what, what not, and what next', async (name) => {
    const routes = {
      'views.open': '/contacts',
      'home.summary': '/',
      'campaigns.list': '/campaigns',
      'blocklist.page': '/blocklist',
      'inbox.list': '/inbox',
      'gateways.list': '/gateways',
      'campaigns.get': '/campaigns/1',
    };
    const page = await at(routes[name], { failing: [name] });
    const alert = page.getByRole('alert');
    await alert.waitFor();
    const words = await alert.innerText();
    expect(words).toContain('did not answer');
    expect(words).toContain('Nothing was changed');
    expect(words).toContain('Try again');
  });

  test('that passes is left behind by trying again', async () => {
    const page = await at('/contacts', { failing: ['views.open'] });
    await page.getByRole('alert').waitFor();
    const before = (await callsOf(page, 'views.open')).length;
    await page.getByRole('button', { name: 'Try again' }).click();
    await expect.poll(async () => (await callsOf(page, 'views.open')).length).toBe(before + 1);
  });
});

describe('waiting', () => {
  test('shows grey rows, then the list', async () => {
    const page = await at('/contacts', { delayMs: 700 });
    await page.getByRole('status', { name: 'Loading' }).waitFor();
    await page.getByRole('gridcell', { name: 'Thandi Mokoena' }).waitFor();
  });

  test('a dropped file opens the import with its name', async () => {
    const page = await at('/');
    await page.evaluate(() => {
      const transfer = new DataTransfer();
      transfer.items.add(new File(['a'], 'dropped.csv'));
      window.dispatchEvent(new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true }));
    });
    await page.getByRole('button', { name: 'The rows look right' }).waitFor();
    await page.getByRole('banner').getByText('dropped.csv').waitFor();
  });
});
