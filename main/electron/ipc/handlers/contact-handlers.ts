import type { contactCalls } from '#contract/contact-calls.ts';
import type { Handlers } from '#contract/contract.ts';
import { everybody } from '../../../services/contacts/targets.ts';
import type { Assent } from '../../../composition.ts';
import type { Desk } from './handlers.ts';

const extensions = { csv: 'csv', xlsx: 'xlsx', vcard: 'vcf', json: 'json' } as const;

/** Views, rules, editing, bulk changes, lists, tags, fields and export. */
export function contactHandlers(desk: Desk): Handlers<keyof typeof contactCalls> {
  const { native } = desk;
  const app = (): Assent => desk.assent();
  /** Whoever is at the screen, as the settings have it. */
  const by = async (): Promise<string> => (await native.settings()).actor || 'somebody at this computer';
  return {
    'views.open': (input) => app().views.open(input),
    'views.count': ({ viewId }) => app().views.count(viewId),
    'views.rows': (input) => app().views.rows(input),
    'views.close': async ({ viewId }) => {
      await app().views.close(viewId);
      return {};
    },
    'views.saved': () => app().views.saved(),
    'views.save': (input) => app().views.save(input),
    'views.remove': async ({ id }) => {
      await app().views.remove(id);
      return {};
    },
    'filters.subjects': () => app().rules.subjects(),
    'filters.parse': ({ text }) => app().rules.parse(text),
    'filters.describe': ({ rule }) => app().rules.describe(rule),
    'filters.size': ({ rule }) => app().rules.size(rule),
    'contacts.file': ({ id }) => app().editing.file(id),
    'contacts.create': async (input) => app().editing.create({ ...input, by: await by() }),
    'contacts.edit': async (input) => app().editing.edit({ ...input, by: await by() }),
    'contacts.addNote': async ({ id, text }) => app().editing.addNote(id, text, await by()),
    'contacts.removeNote': ({ id, noteId }) => app().editing.removeNote(id, noteId),
    'contacts.pairs': () => app().editing.pairs(),
    'contacts.setApart': async (input) => {
      await app().editing.setApart({ ...input, by: await by() });
      return {};
    },
    'contacts.merges': () => app().editing.merges(),
    'contacts.merge': async (input) => app().editing.merge({ ...input, by: await by() }),
    'contacts.bulk': async (input) => app().bulk.run({ ...input, by: await by() }),
    'contacts.cancel': async ({ clientId }) => {
      app().bulk.cancel(clientId);
      app().exports.cancel(clientId);
      return {};
    },
    'contacts.export': async ({ target, format, clientId }) => {
      const path = await native.chooseTarget(`contacts.${extensions[format]}`);
      if (path === null) return { savedAs: null, people: 0 };
      const { people } = await app().exports.run({
        path,
        format,
        target: target ?? { kind: 'rule', rule: everybody },
        clientId,
      });
      return { savedAs: path, people };
    },
    'undo.apply': async ({ undo }) => app().bulk.undo(undo, await by()),
    'undo.forget': async ({ undo }) => {
      await app().bulk.forget(undo);
      return {};
    },
    'lists.list': () => app().lists.all(),
    'lists.create': async ({ name, members }) => app().lists.create(name, members, await by()),
    'lists.rename': ({ id, name }) => app().lists.rename(id, name),
    'lists.remove': ({ id }) => app().lists.remove(id),
    'segments.save': async (input) => app().lists.saveSegment({ ...input, by: await by() }),
    'tags.list': () => app().lists.tags(),
    'tags.remove': ({ name }) => app().lists.removeTag(name),
    'fields.list': () => app().fields.list(),
    'fields.add': (input) => app().fields.add(input),
    'fields.change': async (input) => app().fields.change({ ...input, by: await by() }),
    'fields.order': async ({ keys }) => {
      await app().fields.order(keys);
      return {};
    },
    'fields.remove': async ({ key }) => app().fields.remove(key, await by()),
  };
}
