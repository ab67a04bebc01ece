import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import type { CallName } from '#contract/contract.ts';
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

const person = (page: Page, name: string) => page.getByRole('gridcell', { name });
const callsOf = (page: Page, name: CallName): Promise<unknown[]> =>
  page.evaluate((wanted) => scripted.calls.filter(([found]) => found === wanted).map(([, input]) => input), name);

async function choose(page: Page, field: string, option: string | RegExp): Promise<void> {
  await page.getByRole('combobox', { name: field }).last().click();
  await page.getByRole('option', { name: option, exact: true }).click();
}

/** Filters the list by country through the builder. */
async function filterByCountry(page: Page, country: string): Promise<void> {
  await page.getByRole('button', { name: 'Filter', exact: true }).click();
  await choose(page, 'What', 'country');
  await page.getByRole('textbox', { name: 'Value' }).fill(country);
}

describe('finding people', () => {
  test('a search says “10,000+” until everybody is counted, and clears again', async () => {
    const page = await at('/contacts', { people: 20_000 });
    await person(page, 'Thandi Mokoena').waitFor();
    await page.getByRole('searchbox').fill('a');
    await page.getByText('10,000+ found for “a”').waitFor();
    await page.getByText(/1\d,\d{3} found for “a”/).waitFor();
    await page.getByRole('searchbox').fill('nomvula');
    await page.getByText('1 found for “nomvula”').waitFor();
    expect(await person(page, 'Nomvula Dlamini').count()).toBe(1);
    await page.getByRole('searchbox').fill('nobody of this name');
    await page.getByRole('button', { name: 'Clear the search' }).click();
    await page.getByText('20,000 people').first().waitFor();
  });

  test('a filter shows its size before it is used, becomes a chip, and goes with one click', async () => {
    const page = await at('/contacts');
    await filterByCountry(page, 'GB');
    await page.getByText('2 people now').waitFor();
    await page.getByText(/Siobhan O’Neill, J. Smith/).waitFor();
    await page.getByRole('button', { name: 'Show these people' }).click();
    await page.getByText('2 people', { exact: true }).waitFor();
    expect(await page.getByRole('grid').getAttribute('aria-rowcount')).toBe('3');
    await page.getByRole('button', { name: 'Remove the filter: country is GB' }).click();
    await page.getByText('12,480 people').first().waitFor();
  });

  test('who is shown is kept as a segment or as a list, each said in a sentence', async () => {
    const page = await at('/contacts');
    await filterByCountry(page, 'GB');
    await page.getByRole('button', { name: 'Show these people' }).click();
    await page.getByText('2 people', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Save as segment or list' }).click();
    await page.getByText(/joins by themselves/).waitFor();
    await page.getByText(/Exactly the 2 people shown now/).waitFor();
    await page.getByRole('textbox', { name: 'Name' }).fill('Britons');
    await page.getByRole('button', { name: 'Save the segment' }).click();
    await page.getByText('Segment “Britons” saved').waitFor();
    const rule = { match: 'all', rules: [{ subject: 'country', operator: 'is', values: ['GB'] }] };
    expect(await callsOf(page, 'segments.save')).toEqual([{ id: null, name: 'Britons', rule }]);
  });

  test('a view that main has closed is opened again without a word', async () => {
    const page = await at('/contacts', { people: 20_000 });
    await person(page, 'Thandi Mokoena').focus();
    await page.evaluate(async () => {
      for (let viewId = 100; viewId < 120; viewId += 1) await window.api.call('views.close', { viewId });
    });
    const opens = (await callsOf(page, 'views.open')).length;
    await page.keyboard.press('Control+End');
    await expect
      .poll(() => page.locator('[aria-rowindex="20001"] [role=gridcell]').nth(2).innerText())
      .toContain('+27');
    expect(await callsOf(page, 'views.open')).toHaveLength(opens + 1);
    expect(await page.getByRole('alert').count()).toBe(0);
  });

  test('a change elsewhere moves no row: it says so, and Refresh takes it in', async () => {
    const page = await at('/contacts');
    await person(page, 'Thandi Mokoena').waitFor();
    await page.evaluate(() => {
      scripted.world.people += 5;
      scripted.emit('contacts.changed', {});
    });
    await page.getByText('The list has changed since it was opened.').waitFor();
    expect(await page.getByRole('grid').getAttribute('aria-rowcount')).toBe('12481');
    await page.getByRole('button', { name: 'Refresh' }).click();
    await expect.poll(() => page.getByRole('grid').getAttribute('aria-rowcount')).toBe('12486');
    await expect.poll(() => page.getByText('The list has changed').count()).toBe(0);
  });
});

describe('many at once', () => {
  test('deleting two takes them away, and Control+Z brings them back', async () => {
    const page = await at('/contacts');
    await person(page, 'Thandi Mokoena').focus();
    await page.keyboard.press('Space');
    await page.keyboard.press('Shift+ArrowDown');
    await page.getByText('2 people selected').waitFor();
    await page.keyboard.press('Delete');
    await page.getByRole('region', { name: 'Undo', exact: true }).waitFor();
    await expect.poll(() => person(page, 'Siobhan').count()).toBe(0);
    await page.keyboard.press('Control+z');
    await person(page, 'Siobhan').waitFor();
    expect(await callsOf(page, 'undo.apply')).toHaveLength(1);
  });

  test('tagging everybody says how many, goes on the open view, and can be cancelled on the way', async () => {
    const page = await at('/contacts');
    await page.getByRole('columnheader', { name: 'Select everybody' }).click();
    await page.getByText('All 12,480 matching selected').waitFor();
    await page.getByRole('button', { name: 'Tag', exact: true }).click();
    await page.getByRole('combobox', { name: 'Tag' }).fill('autumn');
    await page.getByRole('button', { name: 'Tag 12,480 people' }).click();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByText('Stopped. Nothing was changed. All 12,480 matching selected').waitFor();
    const [asked] = (await callsOf(page, 'contacts.bulk')) as { target: unknown; action: unknown }[];
    expect(asked?.target).toMatchObject({ kind: 'view' });
    expect(asked?.action).toEqual({ kind: 'tag', tag: 'autumn' });
  });

  test('blocking more than 500 asks for the number, and begins on the safe answer', async () => {
    const page = await at('/contacts');
    await person(page, 'Thandi Mokoena').focus();
    await page.keyboard.press('Control+a');
    await page.getByRole('button', { name: 'Block', exact: true }).click();
    const go = page.getByRole('button', { name: 'Block 12,480 people' });
    expect(await go.isDisabled()).toBe(true);
    await page.getByLabel('Type 12,480 to go on').fill('12,480');
    expect(await go.isEnabled()).toBe(true);
    await page.keyboard.press('Escape');
    expect(await callsOf(page, 'contacts.bulk')).toEqual([]);
  });
});

describe('one person', () => {
  test('a field is changed in place, a note and a tag are added', async () => {
    const page = await at('/contacts/2');
    await page.getByRole('button', { name: /^Branch Rosebank/ }).click();
    await page.getByRole('textbox', { name: 'Branch' }).fill('Sandton');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: /^Branch Sandton/ }).waitFor();
    expect(await callsOf(page, 'contacts.edit')).toEqual([
      { id: 2, name: null, values: [{ key: 'branch', value: 'Sandton' }] },
    ]);
    await page.getByRole('textbox', { name: 'New note' }).fill('Likes crime novels');
    await page.getByRole('button', { name: 'Add the note' }).click();
    await page.getByText('Likes crime novels').first().waitFor();
    await page.getByRole('button', { name: 'Remove vip' }).click();
    await page.getByText('No tags yet.').waitFor();
  });
});

describe('lists', () => {
  test('lists and segments with their sizes; a list in use cannot be deleted, another comes back with Undo', async () => {
    const page = await at('/lists');
    await page.getByRole('row', { name: /Book club.*214 people/ }).waitFor();
    const used = page.getByRole('row', { name: /^Book club/ });
    expect(await used.getByRole('button', { name: 'Delete' }).count()).toBe(0);
    await page
      .getByRole('row', { name: /^Rosebank regulars/ })
      .getByRole('button', { name: 'Delete' })
      .click();
    await expect.poll(() => page.getByRole('row', { name: /^Rosebank regulars/ }).count()).toBe(0);
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByRole('row', { name: /^Rosebank regulars/ }).waitFor();
    expect(await callsOf(page, 'lists.remove')).toEqual([{ id: 2 }]);
    expect(await callsOf(page, 'undo.apply')).toHaveLength(1);
  });

  test('a new list, renamed; a segment edited with its size', async () => {
    const page = await at('/lists');
    await page.getByRole('button', { name: 'New list' }).click();
    await page.getByRole('textbox', { name: 'Name' }).fill('Wine evening');
    await page.getByRole('button', { name: 'Make the list' }).click();
    await page
      .getByRole('row', { name: /^Wine evening/ })
      .getByRole('button', { name: 'Rename' })
      .click();
    await page.getByRole('textbox', { name: 'Name' }).fill('Wine evenings');
    await page.getByRole('button', { name: 'Rename it' }).click();
    await page.getByRole('row', { name: /^Wine evenings/ }).waitFor();
    await page
      .getByRole('row', { name: /^South Africans/ })
      .getByRole('button', { name: 'Edit' })
      .click();
    await page.getByRole('textbox', { name: 'Value' }).fill('GB');
    await page.getByText('2 people now').waitFor();
    await page.getByRole('button', { name: 'Save the segment' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await callsOf(page, 'segments.save')).toMatchObject([{ id: 3 }]);
  });

  test('a campaign can be for a list', async () => {
    const page = await at('/compose/7/audience');
    await choose(page, 'People', /List: Book club/);
    await expect
      .poll(async () => (await callsOf(page, 'audience.count')).at(-1))
      .toMatchObject({ audience: { kind: 'list', listId: 1 } });
  });
});
