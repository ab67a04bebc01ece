import { countries as regions } from '#domain/phone/countries.ts';
import { zonesOf } from '#domain/consent/hours/quiet-hours.ts';
import type { CallName, Handlers } from '#contract/contract.ts';
import type { Assent } from '../../../composition.ts';
import type { ErrorWords } from '#contract/errors.ts';
import { contactHandlers } from './contact-handlers.ts';
import { importHandlers } from './imports.ts';

export type Settings = {
  theme: 'auto' | 'light' | 'dark';
  actor: string;
  density: 'comfortable' | 'compact';
  simpleTable: boolean;
};

/** What only Electron's main thread can do: dialogs, the file behind a token, settings, the keychain's state. */
export interface Native {
  /** The path behind a token of a chosen or dropped file; throws `file.notFound` for an unknown or expired one. */
  pathOf(token: string): Promise<string>;
  /** A token for a file of ours or of an earlier session; throws `file.notFound` when it is gone. */
  tokenFor(path: string): Promise<{ token: string; fileName: string }>;
  /** What the file behind a token is called. */
  nameOf(token: string): Promise<string>;
  chooseFile(): Promise<{ token: string; fileName: string } | null>;
  /** Asks where to save a file that the engine writes itself; null when the user cancelled. */
  chooseTarget(suggestedName: string): Promise<string | null>;
  settings(): Promise<Settings>;
  saveSettings(settings: Settings): Promise<Settings>;
  secretsState(): Promise<{ available: boolean; backend: string }>;
  locale(): Promise<{ country: string; zone: string }>;
}

/** The engine thread's side of one window: the open workspace, or why there is none. */
export interface Desk {
  readonly native: Native;
  /** Throws when no workspace is open. */
  assent(): Assent;
  opened(): Assent | null;
  problem(): ({ readonly code: string } & ErrorWords) | null;
  create(input: { readonly business: string; readonly country: string; readonly zone: string }): Promise<Assent>;
}

const displayNames = new Intl.DisplayNames(['en'], { type: 'region' });

function countries() {
  return regions
    .map(({ code, callingCode }) => ({ code, name: displayNames.of(code) ?? code, callingCode }))
    .toSorted((a, b) => a.name.localeCompare(b.name));
}

/** Every call of the contract, from parsed input to a use case and back. A missing one does not compile. */
export function createHandlers(desk: Desk): Handlers<CallName> {
  const { native } = desk;
  const app = (): Assent => desk.assent();
  return {
    'app.state': async () => {
      const { country, zone } = await native.locale();
      return {
        workspace: (await desk.opened()?.workspace()) ?? null,
        problem: desk.problem(),
        suggestedCountry: country,
        suggestedZone: zone || (zonesOf(country)[0] ?? 'Etc/UTC'),
        settings: await native.settings(),
        secrets: await native.secretsState(),
        countries: countries(),
      };
    },
    'app.saveSettings': (input) => native.saveSettings(input),
    'workspace.create': async (input) => (await desk.create(input)).workspace(),
    'workspace.info': () => app().workspace(),
    'home.summary': () => app().home.summary(),
    ...contactHandlers(desk),
    'contacts.page': (input) => app().contacts.page(input),
    'contacts.get': ({ id }) => app().contacts.get(id),
    'contacts.fields': () => app().contacts.fields(),
    ...importHandlers(desk),
    'consent.grant': (input) => app().consent.grant(input),
    'blocklist.page': (input) => app().consent.blocklist(input),
    'blocklist.add': (input) => app().consent.block(input),
    'audience.options': () => app().campaigns.audienceOptions(),
    'audience.count': ({ audience, purpose }) => app().campaigns.audienceCount(audience, purpose),
    'text.measure': (input) => app().text.measure(input),
    'text.replaceSafely': async ({ text, characters }) => app().text.replaceSafely(text, characters),
    'campaigns.list': (input) => app().campaigns.list(input),
    'campaigns.save': ({ id, ...draft }) => app().campaigns.save(id, draft),
    'campaigns.get': ({ id }) => app().campaigns.get(id),
    'campaigns.remove': async ({ id }) => {
      await app().campaigns.remove(id);
      return {};
    },
    'campaigns.check': async ({ id, rehearseAtMs }) => {
      const { spread, encodings, ...rest } = await app().campaigns.check(id, rehearseAtMs);
      return { ...rest, spread: [...spread], encodings: [...encodings] };
    },
    'campaigns.start': (input) => app().campaigns.start(input),
    'campaigns.pause': ({ id }) => app().campaigns.pause(id),
    'campaigns.resume': ({ id }) => app().campaigns.resume(id),
    'campaigns.stop': ({ id }) => app().campaigns.stop(id),
    'campaigns.people': (input) => app().campaigns.people(input),
    'campaigns.skipReasons': ({ id }) => app().campaigns.skipReasons(id),
    'messages.timeline': ({ messageId }) => app().campaigns.timeline(messageId),
    'gateways.list': () => app().gateways.list(),
    'gateways.add': (input) => app().gateways.add({ ...input, secretRef: null }),
    'gateways.sheet': async ({ id }) => {
      const { kind: _kind, title: _title, ...sheet } = await app().gateways.sheet({ id });
      return {
        ...sheet,
        hosts: sheet.hosts.map(({ origin, paths }) => ({ origin, paths: [...paths] })),
        fields: [...sheet.fields],
        headers: [...sheet.headers],
        notSent: [...sheet.notSent],
        whatTheyMayDo: [...sheet.whatTheyMayDo],
      };
    },
    'gateways.accept': (input) => app().gateways.accept(input),
    'gateways.withdraw': (input) => app().disclosures.withdraw(input),
    'privacy.disclosures': ({ month }) => app().disclosures.month(month),
    'gateways.test': async ({ id }) => [...(await app().gateways.test(id))],
    'gateways.poll': async () => {
      const { texts, receipts, problems } = await app().poller.poll();
      return { texts, receipts, problems: [...problems] };
    },
    'inbox.list': (input) => app().inbox.list(input),
    'inbox.decide': (input) => app().inbox.decide(input),
  };
}
