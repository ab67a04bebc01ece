import { gateWords } from '#domain/consent/gate-words.ts';
import type { GateCode } from '#domain/consent/gate-codes.ts';
import type { Output } from '#contract/contract.ts';
import { busyInbox } from './scripted-inbox.ts';
import { day, nowMs, personAt } from './scripted-people.ts';

export type Campaign = Output<'campaigns.get'>;
export type Gateway = Output<'gateways.list'>[number];

/** What a spec wants the window to find. */
export interface Scenario {
  readonly workspace: 'open' | 'none' | 'locked';
  readonly fill: 'busy' | 'empty';
  readonly theme: 'auto' | 'light' | 'dark';
  /** Calls that answer with an error. */
  readonly failing: readonly string[];
  /** Calls that never answer. */
  readonly hanging: readonly string[];
  /** How long every answer takes. */
  readonly delayMs: number;
  /** What the file is that somebody chooses. */
  readonly file: 'csv' | 'xlsx' | 'vcard' | 'remembered' | 'noNumber' | 'hopeless' | 'locked';
  /** Whether imports were begun before. */
  readonly drafts: boolean;
  /** How long each seventh of a check or an import takes. */
  readonly stepMs: number;
  /** How many contacts there are; null: as many as a shop has. */
  readonly people: number | null;
  readonly density: 'comfortable' | 'compact';
  /** Long lists as plain tables. */
  readonly simpleTable: boolean;
}

export const calm: Scenario = {
  workspace: 'open',
  fill: 'busy',
  theme: 'light',
  failing: [],
  hanging: [],
  delayMs: 0,
  file: 'csv',
  drafts: false,
  stepMs: 15,
  people: null,
  density: 'comfortable',
  simpleTable: false,
};

export interface World {
  business: string;
  people: number;
  blocked: Output<'blocklist.page'>['rows'];
  gateways: Gateway[];
  campaigns: Campaign[];
  imports: Output<'imports.list'>;
  inbox: Output<'inbox.list'>['rows'];
  drafts: (Output<'imports.openDraft'> & { readonly clientId: string })[];
  settings: Output<'app.state'>['settings'];
  isOpen: boolean;
  granted: number;
}

const noCounts: Campaign['row']['counts'] = {
  matched: 0,
  waiting: 0,
  submitting: 0,
  accepted: 0,
  enroute: 0,
  delivered: 0,
  failed: 0,
  uncertain: 0,
  skipped: 0,
  cancelled: 0,
  parts: 0,
};

/** A campaign with believable figures; what is given wins. */
export function campaign(
  id: number,
  name: string,
  row: Partial<Campaign['row']>,
  rest: Partial<Campaign> = {},
): Campaign {
  return {
    name,
    purpose: 'marketing',
    gatewayId: 1,
    sender: null,
    text: 'Hi {{first_name|there}}, Blue Crane here. It’s our autumn sale: 20 % off every colour until Sunday. Book: bluecrane.example/book Reply STOP to opt out',
    audience: { kind: 'all' },
    revision: 3,
    updatedAtMs: nowMs - 600_000,
    ...rest,
    row: {
      id,
      name,
      purpose: 'marketing',
      state: 'draft',
      gateway: 'Rehearsal',
      mode: 'rehearsal',
      counts: noCounts,
      replies: 0,
      optOuts: 0,
      createdAtMs: nowMs - day,
      startedAtMs: null,
      finishedAtMs: null,
      pauseReason: null,
      ...row,
    },
  };
}

export function skip(code: GateCode, count: number, from: number, outcome: 'reject' | 'defer' | 'hold' = 'reject') {
  const examples = [0, 1, 2].slice(0, count).map((at) => {
    const { id, name, shown } = personAt(from + at);
    return { contactId: id, name, shown, detail: null };
  });
  return { code, outcome, ...gateWords[code], count, examples };
}

const rehearsal: Gateway = {
  id: 1,
  name: 'Rehearsal',
  kind: 'rehearsal',
  title: 'Rehearsal on this computer',
  mode: 'rehearsal',
  url: null,
  repliesUrl: null,
  canPollReplies: true,
  state: 'ready',
  acceptedBy: 'Lerato Mabaso',
  acceptedAtMs: nowMs - 20 * day,
  lastPollAtMs: nowMs - 120_000,
};

const clickatell: Gateway = {
  ...rehearsal,
  id: 2,
  name: 'Clickatell',
  kind: 'clickatell',
  title: 'Clickatell One API',
  mode: 'real',
  url: 'https://platform.clickatell.com',
  canPollReplies: false,
  state: 'notAccepted',
  acceptedBy: null,
  acceptedAtMs: null,
  lastPollAtMs: null,
};

function busyCampaigns(): Campaign[] {
  const sent = {
    matched: 4800,
    waiting: 2384,
    submitting: 3,
    accepted: 40,
    enroute: 78,
    delivered: 1988,
    failed: 31,
    uncertain: 12,
    skipped: 264,
    cancelled: 0,
    parts: 2220,
  };
  return [
    campaign(1, 'Autumn sale', {
      state: 'sending',
      counts: sent,
      replies: 41,
      optOuts: 9,
      startedAtMs: nowMs - 56_000,
    }),
    campaign(7, 'Autumn sale', { state: 'draft', gateway: null, mode: null }),
    campaign(
      2,
      'Book club, December',
      { state: 'draft', gateway: null, mode: null },
      { text: 'Blue Crane: ', purpose: 'newsletter' },
    ),
    campaign(3, 'Opening hours', {
      state: 'finished',
      purpose: 'service',
      counts: { ...noCounts, matched: 3120, delivered: 3041, failed: 38, skipped: 41, parts: 3079 },
      replies: 22,
      optOuts: 4,
      startedAtMs: nowMs - 12 * day,
      finishedAtMs: nowMs - 12 * day + 400_000,
    }),
    campaign(4, 'Spring window', {
      state: 'paused',
      pauseReason: 'Twenty texts in a row failed: the gateway refuses the key. Nothing more leaves until you go on.',
      counts: { ...noCounts, matched: 900, waiting: 620, delivered: 240, failed: 20, skipped: 20, parts: 270 },
      startedAtMs: nowMs - 2 * day,
    }),
    campaign(5, 'Wine evening', {
      state: 'stopped',
      counts: { ...noCounts, matched: 420, delivered: 180, failed: 2, skipped: 8, cancelled: 230, parts: 182 },
      replies: 6,
      optOuts: 1,
      startedAtMs: nowMs - 21 * day,
      finishedAtMs: nowMs - 21 * day,
    }),
    campaign(6, 'Appointment reminders', {
      state: 'finished',
      purpose: 'transactional',
      gateway: 'Clickatell',
      mode: 'real',
      counts: { ...noCounts, matched: 38, delivered: 37, failed: 1, parts: 38 },
      replies: 3,
      startedAtMs: nowMs - 25 * day,
      finishedAtMs: nowMs - 25 * day + 60_000,
    }),
  ];
}

function busyBlocklist(): World['blocked'] {
  const reasons = ['keyword', 'operator', 'carrier', 'import'] as const;
  const details = [
    'STOP',
    'Asked at the counter',
    'Refused by the gateway: opted out there (code 26)',
    'customers.xlsx, row 96, column “Unsub?”',
  ] as const;
  return Array.from({ length: 14 }, (_, at) => {
    const person = personAt(at + 4);
    const kind = at % 4;
    return {
      e164: person.e164,
      shown: person.shown,
      name: kind === 2 ? null : person.name,
      contactId: kind === 2 ? null : person.id,
      reason: reasons[kind] ?? 'keyword',
      detail: details[kind] ?? '',
      atMs: nowMs - at * 3 * day,
    };
  });
}

export const counts = {
  rows: 4930,
  created: 4610,
  updated: 118,
  unchanged: 84,
  duplicates: 43,
  invalid: 63,
  blocked: 12,
  optOuts: 31,
};

export function importRow(importId: number, fileName: string, atMs: number): World['imports'][number] {
  return { ...counts, importId, fileName, atMs, undoneAtMs: null };
}

export function newWorld({ fill, workspace, theme, people, density, simpleTable }: Scenario): World {
  const isBusy = fill === 'busy';
  return {
    business: 'Blue Crane Books',
    people: people ?? (isBusy ? 12_480 : 0),
    blocked: isBusy ? busyBlocklist() : [],
    gateways: isBusy ? [{ ...rehearsal }, { ...clickatell }] : [],
    campaigns: isBusy ? busyCampaigns() : [],
    imports: isBusy
      ? [
          importRow(2, 'customers-november.xlsx', nowMs - 19 * day),
          { ...importRow(3, 'wrong-list.csv', nowMs - 40 * day), undoneAtMs: nowMs - 39 * day },
          importRow(1, 'till-export.csv', nowMs - 60 * day),
        ]
      : [],
    inbox: people === 0 || !isBusy ? [] : busyInbox(),
    drafts: [],
    settings: { theme, actor: isBusy ? 'Lerato Mabaso' : '', density, simpleTable },
    isOpen: workspace === 'open',
    granted: 0,
  };
}

export { clickatell, noCounts, rehearsal };
