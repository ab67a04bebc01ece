import type { CallName, Handlers, Output } from '#contract/contract.ts';
import type { EventData, EventName } from '#contract/events.ts';
import { campaignHandlers } from './scripted-campaigns.ts';
import { Refusal } from './scripted-check.ts';
import { begunDrafts, importHandlers } from './scripted-imports.ts';
import { inboxHandlers } from './scripted-inbox.ts';
import { contactHandlers } from './scripted-contacts.ts';
import { day, fileOf, nowMs, personAt } from './scripted-people.ts';
import { disclosuresOf, sheetOf } from './scripted-sheets.ts';
import { calm, clickatell, newWorld, rehearsal } from './scripted-world.ts';
import type { Scenario, World } from './scripted-world.ts';

// Answers the renderer's calls in a browser, without main: typed by the contract, stateful, and able to fail on demand.

interface Scripted {
  readonly emit: <N extends EventName>(name: N, data: EventData<N>) => void;
  readonly calls: (readonly [CallName, unknown])[];
  readonly world: World;
  /** When a call was last made or answered, by `performance.now()`; calls that never answer do not count. */
  readonly traffic: { open: number; lastMs: number };
}

declare global {
  var scenario: Partial<Scenario> | undefined;
  var scripted: Scripted;
}

const listeners = new Map<string, Set<(data: never) => void>>();

function emit<N extends EventName>(name: N, data: EventData<N>): void {
  for (const listener of listeners.get(name) ?? []) listener(data as never);
}

const countries = [
  { code: 'GB', name: 'United Kingdom', callingCode: '44' },
  { code: 'IE', name: 'Ireland', callingCode: '353' },
  { code: 'IN', name: 'India', callingCode: '91' },
  { code: 'ZA', name: 'South Africa', callingCode: '27' },
  { code: 'US', name: 'United States', callingCode: '1' },
];

function workspaceOf(world: World): Output<'workspace.info'> {
  return {
    workspaceId: 'w-1',
    path: '/home/lerato/Assent/blue-crane',
    business: world.business,
    country: 'ZA',
    zone: 'Africa/Johannesburg',
    schemaVersion: 1,
    appVersion: '0.1.0',
    contacts: world.people,
    messages: world.people * 2,
    blocked: world.blocked.length,
    bytes: 41_300_000,
    createdAtMs: nowMs - 90 * day,
  };
}

function summaryOf(world: World): Output<'home.summary'> {
  const rows = world.campaigns.map(({ row }) => row);
  const isBusy = world.people > 0;
  const days = isBusy
    ? [1, 3, 4, 5, 7, 8, 9, 11, 12, 13, 14, 16, 17, 18, 22, 24, 26, 29].map((ago) => ({
        day: new Date(nowMs - ago * day).toISOString().slice(0, 10),
        delivered: 300 + ((ago * 397) % 1700),
        failed: 8 + ((ago * 13) % 60),
        other: ago % 4,
      }))
    : [];
  const sum = (key: 'delivered' | 'failed' | 'other') => days.reduce((total, one) => total + one[key], 0);
  const ready = world.gateways.some(({ state }) => state === 'ready');
  return {
    needs: [
      ...(isBusy
        ? [
            {
              kind: 'uncertain' as const,
              title: '12 texts not sure',
              detail: 'Autumn sale: we do not know if they left; they are not sent again by themselves',
              count: 12,
              campaignId: 1,
            },
          ]
        : []),
      ...(isBusy
        ? [
            {
              kind: 'reviews' as const,
              title: 'A reply may be a stop',
              detail:
                'Decide by 26 Nov 2026, 10:00; until then no offers or news go there, afterwards it counts as a stop',
              count: 1,
              campaignId: null,
            },
            {
              kind: 'paused' as const,
              title: 'Spring window is paused',
              detail: 'Twenty texts in a row failed: the gateway refuses the key.',
              count: 620,
              campaignId: 4,
            },
          ]
        : []),
      ...(isBusy
        ? []
        : [
            {
              kind: 'noContacts' as const,
              title: 'Nobody to text yet',
              detail: 'Import a spreadsheet of your customers',
              count: 0,
              campaignId: null,
            },
          ]),
      ...(world.gateways.length === 0
        ? [
            {
              kind: 'noGateway' as const,
              title: 'No gateway yet',
              detail: 'Add the rehearsal gateway first: it costs nothing and reaches nobody',
              count: 0,
              campaignId: null,
            },
          ]
        : []),
      ...(world.gateways.length > 0 && !ready
        ? [
            {
              kind: 'gatewayNotAccepted' as const,
              title: 'A gateway waits for you',
              detail: 'Read its disclosure sheet and accept it',
              count: 0,
              campaignId: null,
            },
          ]
        : []),
    ],
    running: rows.filter(({ state }) => state === 'sending' || state === 'paused'),
    recent: rows.filter(({ state }) => state !== 'sending' && state !== 'paused').slice(0, 5),
    last30: {
      sent: sum('delivered') + sum('failed') + sum('other'),
      delivered: sum('delivered'),
      failed: sum('failed'),
      optedOut: isBusy ? 77 : 0,
      replies: isBusy ? 312 : 0,
      days,
    },
    contacts: world.people,
  };
}

function page<T>(all: readonly T[], { after, limit }: { after: string | null; limit: number }) {
  const from = Number(after ?? 0);
  return {
    rows: all.slice(from, from + limit),
    next: from + limit < all.length ? String(from + limit) : null,
    total: all.length,
  };
}

const tick = (ms: number) => new Promise((done) => setTimeout(done, ms));

function handlersOf(world: World, scenario: Scenario): Handlers {
  return {
    ...campaignHandlers(world, (id) => emit('campaigns.changed', { id })),
    ...contactHandlers(world, emit),
    'app.state': async () => ({
      workspace: world.isOpen ? workspaceOf(world) : null,
      problem:
        scenario.workspace === 'locked'
          ? {
              code: 'workspace.locked',
              what: 'Another copy of Assent has this workspace open.',
              notDone: 'Nothing was opened or changed.',
              next: 'Close the other window, then try again.',
            }
          : null,
      suggestedCountry: 'ZA',
      suggestedZone: 'Africa/Johannesburg',
      settings: world.settings,
      secrets: { available: scenario.fill === 'busy', backend: 'gnome-libsecret' },
      countries,
    }),
    'app.saveSettings': async (settings) => (world.settings = settings),
    'workspace.create': async ({ business }) => {
      world.business = business;
      world.isOpen = true;
      return workspaceOf(world);
    },
    'workspace.info': async () => workspaceOf(world),
    'home.summary': async () => summaryOf(world),
    'contacts.page': async ({ search, after, limit }) => {
      const wanted = search.toLowerCase();
      if (wanted !== '')
        return page(
          Array.from({ length: Math.min(world.people, 300) }, (_, at) => personAt(at)).filter(({ name, shown }) =>
            `${name} ${shown} ${shown.replaceAll(' ', '')}`.toLowerCase().includes(wanted),
          ),
          { after, limit },
        );
      const from = Number(after ?? 0);
      const rows = Array.from({ length: Math.min(limit, world.people - from) }, (_, at) => personAt(from + at));
      return { rows, next: from + limit < world.people ? String(from + limit) : null, total: world.people };
    },
    'contacts.get': async ({ id }) => fileOf(id - 1),
    'contacts.fields': async () =>
      ['First name', 'Last name', 'Branch', 'Next visit'].map((label, at) => ({
        key: label.toLowerCase().replace(' ', '_'),
        label,
        filled: at === 0 ? 12_368 : 9_200,
      })),
    ...importHandlers(world, scenario, (name, data) => emit(name, data as never)),
    'consent.grant': async () => {
      world.granted += 412;
      return { matched: 420, granted: 412, already: 3, blocked: 5 };
    },
    'blocklist.page': async ({ search, ...at }) =>
      page(
        world.blocked.filter(({ name, shown }) =>
          `${name ?? ''} ${shown}`.toLowerCase().includes(search.toLowerCase()),
        ),
        at,
      ),
    'blocklist.add': async ({ number, note }) => {
      world.blocked = [
        {
          e164: number,
          shown: number,
          name: null,
          contactId: null,
          reason: 'operator',
          detail: note,
          atMs: Date.now(),
        },
        ...world.blocked,
      ];
      return { e164: number, shown: number, added: true, cancelled: 1 };
    },
    'gateways.list': async () => world.gateways,
    'gateways.add': async ({ name, kind, url, repliesUrl }) => {
      const base = kind === 'rehearsal' ? rehearsal : clickatell;
      const added = {
        ...base,
        id: world.gateways.length + 10,
        name,
        url,
        repliesUrl,
        canPollReplies: kind === 'rehearsal' || repliesUrl !== null,
        state: 'notAccepted' as const,
        acceptedBy: null,
        acceptedAtMs: null,
        lastPollAtMs: null,
      };
      world.gateways = [...world.gateways, added];
      return added;
    },
    'gateways.sheet': async ({ id }) => sheetOf(world.gateways.find((row) => row.id === id) ?? rehearsal),
    'gateways.accept': async ({ id, by }) => {
      const accepted = {
        ...(world.gateways.find((row) => row.id === id) ?? rehearsal),
        state: 'ready' as const,
        acceptedBy: by,
        acceptedAtMs: Date.now(),
      };
      world.gateways = world.gateways.map((row) => (row.id === id ? accepted : row));
      return accepted;
    },
    'gateways.withdraw': async ({ id }) => {
      const known = world.gateways.find((row) => row.id === id) ?? rehearsal;
      const gateway = { ...known, state: 'notAccepted' as const, acceptedBy: null, acceptedAtMs: null };
      world.gateways = world.gateways.map((row) => (row.id === id ? gateway : row));
      return { gateway, paused: 1 };
    },
    'privacy.disclosures': async ({ month }) => disclosuresOf(world.gateways, month),
    'gateways.test': async () => [
      { name: 'Address', ok: true, detail: 'answers over TLS 1.3', tookMs: 41 },
      { name: 'Key', ok: true, detail: 'accepted', tookMs: 88 },
      { name: 'Replies', ok: false, detail: 'this gateway has no address for replies', tookMs: 3 },
    ],
    'gateways.poll': async () => ({ texts: 0, receipts: 4, problems: [] }),
    ...inboxHandlers(world),
  };
}

const scenario: Scenario = { ...calm, ...globalThis.scenario };
const world = newWorld(scenario);
if (scenario.drafts) world.drafts = begunDrafts();
const handlers = handlersOf(world, scenario) as unknown as Record<CallName, (input: unknown) => Promise<unknown>>;
const calls: (readonly [CallName, unknown])[] = [];
const failing = new Set(scenario.failing);
const hanging = new Set(scenario.hanging);
const traffic = { open: 0, lastMs: 0 };

async function answer(name: CallName, input: unknown): Promise<unknown> {
  if (scenario.delayMs > 0) await tick(scenario.delayMs);
  if (failing.has(name)) return { ok: false, error: refusal };
  try {
    return { ok: true, value: structuredClone(await handlers[name](input)) };
  } catch (error) {
    if (error instanceof Refusal) return { ok: false, error: error.wire };
    if (error instanceof Error && 'wire' in error) return { ok: false, error: error.wire };
    throw error;
  }
}

const refusal = {
  code: 'storage.failed',
  details: {},
  words: {
    what: 'The workspace’s database did not answer.',
    notDone: 'Nothing was changed.',
    next: 'Try again. If it happens again, restart Assent.',
  },
} as const;

Object.defineProperty(globalThis, 'api', {
  value: Object.freeze({
    async call(name: CallName, input: unknown): Promise<unknown> {
      calls.push([name, input]);
      if (hanging.has(name)) return new Promise(() => undefined);
      traffic.open += 1;
      return answer(name, input).finally(() => {
        traffic.open -= 1;
        traffic.lastMs = performance.now();
      });
    },
    on(name: string, listener: (data: never) => void): () => void {
      const group = listeners.get(name) ?? new Set();
      listeners.set(name, group.add(listener));
      return () => group.delete(listener);
    },
    async dropFiles(files: readonly File[]) {
      return files.map(({ name }) => ({ token: 'token-token-token-2', fileName: name }));
    },
  }),
});
globalThis.scripted = { emit, calls, world, traffic };
