import type { Page } from 'playwright-core';
import { toCheck, toPermission } from '../support/import-wizard.ts';
import { importScreens } from './import-screens.ts';
import type { Scenario } from './scripted-world.ts';

export interface Screen {
  readonly name: string;
  readonly route: string;
  readonly scenario?: Partial<Scenario>;
  /** What is done on the screen before it is looked at. */
  readonly act?: (page: Page) => Promise<void>;
  /** What must stand on it when it is looked at. */
  readonly shows?: 'loading' | 'progressbar' | 'alert';
}

const newSegment = (page: Page): Promise<void> => page.getByRole('button', { name: 'New segment' }).click();

/** Every screen of the window that has something to show, with its states that look different. */
const filled: readonly Screen[] = [
  { name: 'first run', route: '/', scenario: { workspace: 'none' } },
  { name: 'locked workspace', route: '/', scenario: { workspace: 'locked' } },
  { name: 'home', route: '/' },
  { name: 'home as a table', route: '/', act: (page) => page.getByRole('button', { name: 'Show as table' }).click() },
  { name: 'home, empty', route: '/', scenario: { fill: 'empty' } },
  { name: 'inbox', route: '/inbox' },
  { name: 'inbox, empty', route: '/inbox', scenario: { fill: 'empty' } },
  { name: 'inbox, needs a decision', route: '/inbox/review' },
  { name: 'inbox, nothing to decide', route: '/inbox/review', scenario: { fill: 'empty' } },
  {
    name: 'inbox, deciding that it is none',
    route: '/inbox/review',
    act: (page) => page.getByRole('button', { name: 'Not an opt-out' }).click(),
  },
  {
    name: 'inbox, deciding that it is one',
    route: '/inbox/review',
    act: (page) => page.getByRole('button', { name: 'Opt out', exact: true }).click(),
  },
  { name: 'contacts', route: '/contacts' },
  { name: 'contacts, empty', route: '/contacts', scenario: { fill: 'empty' } },
  { name: 'contacts, failed', route: '/contacts', scenario: { failing: ['views.open'] } },
  {
    name: 'contacts, nothing found',
    route: '/contacts',
    act: async (page) => {
      await page.getByRole('searchbox').fill('nobody of this name');
      await page.getByText('No match for').waitFor();
    },
  },
  {
    name: 'contacts, everybody selected',
    route: '/contacts',
    act: (page) => page.getByRole('columnheader', { name: 'Select everybody' }).click(),
  },
  {
    name: 'contacts, filter',
    route: '/contacts',
    act: async (page) => {
      await page.getByRole('button', { name: 'Filter', exact: true }).click();
      await page.getByRole('button', { name: 'Add a group' }).click();
    },
  },
  {
    name: 'contacts, columns',
    route: '/contacts',
    act: (page) => page.getByRole('button', { name: 'Columns' }).click(),
  },
  {
    name: 'contacts, adding one',
    route: '/contacts',
    act: (page) => page.getByRole('button', { name: 'Add one' }).click(),
  },
  {
    name: 'contacts, undo offered',
    route: '/contacts',
    act: async (page) => {
      await page.getByRole('gridcell', { name: 'Siobhan' }).focus();
      await page.keyboard.press('Space');
      await page.keyboard.press('Delete');
      await page.getByRole('region', { name: 'Undo', exact: true }).waitFor();
    },
  },
  { name: 'contacts, compact', route: '/contacts', scenario: { density: 'compact' } },
  { name: 'contacts, simple table', route: '/contacts', scenario: { simpleTable: true } },
  {
    name: 'contacts, simple table on its way',
    route: '/contacts',
    scenario: { simpleTable: true, hanging: ['views.rows'] },
  },
  { name: 'merging', route: '/contacts/merge' },
  { name: 'merging, nobody', route: '/contacts/merge', scenario: { fill: 'empty' } },
  {
    name: 'merging, one said stop',
    route: '/contacts/merge',
    act: async (page) => {
      await page.getByRole('button', { name: /Nomvula/ }).click();
      await page.getByText('may not want texts on their other number').waitFor();
    },
  },
  {
    name: 'merging, one done',
    route: '/contacts/merge',
    act: async (page) => {
      await page.getByRole('button', { name: 'Merge into one person' }).click();
      await page.getByText('Merged in the last 30 days').waitFor();
    },
  },
  { name: 'fields', route: '/contacts/fields' },
  { name: 'fields, none', route: '/contacts/fields', scenario: { fill: 'empty' } },
  {
    name: 'fields, changing choices',
    route: '/contacts/fields',
    act: async (page) => {
      await page.getByRole('button', { name: 'Change Favourite shelf' }).click();
      await page.getByRole('button', { name: 'Add a choice' }).click();
    },
  },
  {
    name: 'fields, a refused change',
    route: '/contacts/fields',
    act: async (page) => {
      await page.getByRole('button', { name: 'Change Branch' }).click();
      await page.getByRole('combobox', { name: 'Kind' }).click();
      await page.getByRole('option', { name: 'Number' }).click();
      await page.getByRole('button', { name: 'Save' }).click();
    },
    shows: 'alert',
  },
  {
    name: 'fields, removing one',
    route: '/contacts/fields',
    act: (page) => page.getByRole('button', { name: 'Remove Branch' }).click(),
  },
  {
    name: 'fields, one that is used',
    route: '/contacts/fields',
    act: (page) => page.getByRole('button', { name: 'Remove Favourite shelf' }).click(),
  },
  { name: 'lists', route: '/lists' },
  { name: 'lists, empty', route: '/lists', scenario: { fill: 'empty' } },
  { name: 'lists, new segment', route: '/lists', act: newSegment },
  { name: 'a person', route: '/contacts/2' },
  {
    name: 'a person, a field open',
    route: '/contacts/2',
    act: (page) => page.getByRole('button', { name: /^Branch / }).click(),
  },
  { name: 'a blocked person', route: '/contacts/5' },
  {
    name: 'blocking a person',
    route: '/contacts/2',
    act: (page) => page.getByRole('button', { name: 'Block', exact: true }).click(),
  },
  { name: 'campaigns', route: '/campaigns' },
  { name: 'campaigns, empty', route: '/campaigns', scenario: { fill: 'empty' } },
  { name: 'sending', route: '/campaigns/1' },
  { name: 'paused', route: '/campaigns/4' },
  {
    name: 'one text',
    route: '/campaigns/1',
    act: async (page) => {
      await page.getByRole('button', { name: 'Thandi Mokoena' }).click();
      await page.getByText('Allowed by the gate').first().waitFor();
    },
  },
  {
    name: 'stopping',
    route: '/campaigns/1',
    act: (page) => page.getByRole('button', { name: 'Stop for good' }).click(),
  },
  { name: 'compose, audience', route: '/compose/7/audience' },
  { name: 'compose, new', route: '/compose' },
  { name: 'compose, message', route: '/compose/7/message' },
  { name: 'compose, check', route: '/compose/7/check' },
  { name: 'compose, confirm', route: '/compose/7/confirm' },
  ...importScreens,
  { name: 'permission', route: '/permission/2' },
  { name: 'blocklist', route: '/blocklist' },
  { name: 'blocklist, empty', route: '/blocklist', scenario: { fill: 'empty' } },
  { name: 'gateways', route: '/gateways' },
  { name: 'gateways, empty', route: '/gateways', scenario: { fill: 'empty' } },
  {
    name: 'adding a gateway',
    route: '/gateways',
    act: async (page) => {
      await page.getByRole('banner').getByRole('button', { name: 'Add a gateway' }).click();
      await page.getByRole('radio', { name: /Clickatell/ }).check();
    },
  },
  { name: 'disclosure sheet', route: '/gateways/2/sheet' },
  {
    name: 'withdrawing a sheet',
    route: '/gateways/1/sheet',
    act: (page) => page.getByRole('button', { name: 'Withdraw the acceptance' }).click(),
  },
  { name: 'privacy', route: '/privacy' },
  { name: 'privacy, empty', route: '/privacy', scenario: { fill: 'empty' } },
  { name: 'settings', route: '/settings' },
];

const chooseOnly = (page: Page): Promise<void> => page.getByRole('button', { name: 'Choose a file' }).click();

async function toStatements(page: Page): Promise<void> {
  await toPermission(page);
  await page.getByRole('radio', { name: /^These people gave permission/ }).check();
}

const undo = (page: Page): Promise<void> => page.getByRole('button', { name: 'Undo this import' }).click();

/** Every call a screen cannot do without, and where: it may never answer, and it may fail. */
const needed: readonly (readonly [string, string, Screen['act']?])[] = [
  ['app.state', '/'],
  ['home.summary', '/'],
  ['inbox.list', '/inbox'],
  ['views.open', '/contacts'],
  ['contacts.file', '/contacts/2'],
  ['contacts.pairs', '/contacts/merge'],
  ['contacts.file', '/contacts/merge'],
  ['fields.list', '/contacts/fields'],
  ['lists.list', '/lists'],
  ['filters.subjects', '/lists', newSegment],
  ['campaigns.list', '/campaigns'],
  ['campaigns.get', '/campaigns/1'],
  ['campaigns.people', '/campaigns/1'],
  ['campaigns.get', '/compose/7/message'],
  ['audience.options', '/compose/7/audience'],
  ['gateways.list', '/compose/7/audience'],
  ['campaigns.check', '/compose/7/check'],
  ['imports.describe', '/import', chooseOnly],
  ['imports.check', '/import', toCheck],
  ['imports.statements', '/import', toStatements],
  ['imports.get', '/imports/2'],
  ['imports.undoCheck', '/imports/2', undo],
  ['audience.options', '/permission/2'],
  ['blocklist.page', '/blocklist'],
  ['gateways.list', '/gateways'],
  ['gateways.sheet', '/gateways/2/sheet'],
  ['privacy.disclosures', '/privacy'],
  ['workspace.info', '/settings'],
];

/** Every screen while it waits for an answer that does not come. */
const waitingScreens: readonly Screen[] = needed.map(([call, route, act]) => ({
  name: `${route} waiting for ${call}`,
  route,
  scenario: { hanging: [call] },
  // Checking a file counts its rows as it goes.
  shows: call === 'imports.check' ? 'progressbar' : 'loading',
  ...(act ? { act } : {}),
}));

/** Every screen that got an error instead of its answer. */
const failedScreens: readonly Screen[] = needed.map(([call, route, act]) => ({
  name: `${route} without ${call}`,
  route,
  scenario: { failing: [call] },
  shows: 'alert',
  ...(act ? { act } : {}),
}));

/** Calls whose failure is shown beside what still works. */
const partly: readonly Screen[] = [
  {
    name: 'merging without what was merged',
    route: '/contacts/merge',
    scenario: { failing: ['contacts.merges'] },
    shows: 'alert',
  },
  { name: 'import without its drafts', route: '/import', scenario: { failing: ['imports.drafts'] }, shows: 'alert' },
  {
    name: 'import without the earlier ones',
    route: '/import',
    scenario: { failing: ['imports.list'] },
    shows: 'alert',
  },
];

export const screens: readonly Screen[] = [...filled, ...waitingScreens, ...failedScreens, ...partly];
