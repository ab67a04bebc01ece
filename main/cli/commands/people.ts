import type { Assent } from '../../composition.ts';
import { argument, flag } from '../command.ts';
import type { Answer, Call, Command } from '../command.ts';
import { facts, table } from '../output.ts';
import { actor, idOf, limitOf, valuesOf, viewOf } from '../people.ts';

const mostRows = 200;
const viewFlags = { rule: 'value', search: 'value', sort: 'value', down: 'switch', limit: 'value' } as const;

type Row = NonNullable<Awaited<ReturnType<Assent['views']['rows']>>['rows'][number]>;

function shown(rows: readonly Row[]): string {
  return table(
    rows.map(({ e164, name, country, textable, tags }) => ({
      number: e164,
      name,
      country,
      mayText: textable.reason,
      tags: tags.join(', '),
    })),
  );
}

/** The first rows of a view, with the size of the whole. */
async function list(call: Call, search?: string): Promise<Answer> {
  const assent = await call.open();
  const opened = await viewOf(call, assent, search);
  const { viewId } = opened;
  const { count: total, isExact } = opened.isExact ? opened : await assent.views.count(viewId);
  const { rows } = await assent.views.rows({ viewId, from: 0, to: limitOf(call, mostRows, 50) });
  const known = rows.flatMap((row) => (row === null ? [] : [row]));
  return { data: { total, isExact, rows: known }, text: `${isExact ? total : `${total}+`} found\n${shown(known)}` };
}

async function count(call: Call): Promise<Answer> {
  const assent = await call.open();
  // Everybody is counted without opening a view.
  const isEverybody = flag(call, 'rule') === null && flag(call, 'search') === null;
  const people = isEverybody
    ? await assent.contacts.count()
    : await assent.views.ids((await viewOf(call, assent)).viewId).then((ids) => ids.length);
  return { data: { count: people }, text: `${people}\n` };
}

async function show(call: Call): Promise<Answer> {
  const assent = await call.open();
  const { contact } = await assent.contacts.byNumber(argument(call, 0));
  const person = await assent.editing.file(contact.id);
  const head = facts({
    name: contact.name,
    number: contact.e164,
    country: contact.country,
    ...(person.tags.length > 0 ? { tags: person.tags.join(', ') } : {}),
    ...(person.lists.length > 0 ? { lists: person.lists.map(({ name }) => name).join(', ') } : {}),
    ...Object.fromEntries(person.values.map(({ key, value }) => [key, value])),
  });
  const why = person.answers.map(({ answer, proof }) => `${answer}\n    ${proof}\n`).join('');
  const events = table(
    person.timeline.map(({ atMs, title, detail }) => ({
      when: new Date(atMs).toISOString().slice(0, 16),
      title,
      detail,
    })),
  );
  return { data: person, text: `${head}\n${why}\n${events}` };
}

async function add(call: Call): Promise<Answer> {
  const assent = await call.open();
  const input = { number: argument(call, 0), name: flag(call, 'name') ?? '', values: valuesOf(call), by: actor() };
  const created = await assent.editing.create(input);
  const note = created.isBlocked ? ' The number is blocked and stays blocked.' : '';
  return { data: created, text: `Added contact ${created.id}.${note}\n` };
}

async function edit(call: Call): Promise<Answer> {
  const assent = await call.open();
  const id = await idOf(assent, argument(call, 0));
  let person = await assent.editing.edit({ id, name: flag(call, 'name'), values: valuesOf(call), by: actor() });
  const note = flag(call, 'note');
  if (note !== null) person = await assent.editing.addNote(id, note, actor());
  const [last] = person.changes;
  const rows = last?.changes.map(({ key, before, after }) => ({ field: key, before, after })) ?? [];
  return { data: person, text: table(rows) };
}

/** The kept person's values win; what only the other has is added. */
async function merge(call: Call): Promise<Answer> {
  const assent = await call.open();
  const keep = await assent.contacts.byNumber(argument(call, 0));
  const drop = await assent.contacts.byNumber(argument(call, 1));
  const has = new Set(keep.values.map(({ key }) => key));
  const merged = await assent.editing.merge({
    keepId: keep.contact.id,
    dropId: drop.contact.id,
    name: flag(call, 'name') ?? (keep.contact.name || drop.contact.name),
    values: drop.values.filter(({ key }) => !has.has(key)),
    by: actor(),
  });
  return { data: merged, text: `Merged ${drop.contact.e164} into ${keep.contact.e164}.\n` };
}

export const peopleCommands: readonly Command[] = [
  {
    name: 'contacts count',
    summary: 'how many people there are, or fulfil a rule',
    takes: [],
    flags: { rule: 'value', search: 'value' },
    required: [],
    run: count,
  },
  {
    name: 'contacts search',
    summary: 'find people by name, part of a number, tag or note',
    takes: ['TEXT'],
    flags: viewFlags,
    required: [],
    run: (call) => list(call, argument(call, 0)),
  },
  {
    name: 'contacts list',
    summary: 'people of a rule in an order; --sort added, name, number, country, lastMessage, lastReply or field:KEY',
    takes: [],
    flags: viewFlags,
    required: [],
    run: (call) => list(call),
  },
  {
    name: 'contacts show',
    summary: 'one person, with the answer to “may I text them?”',
    takes: ['NUMBER'],
    flags: {},
    required: [],
    run: show,
  },
  {
    name: 'contacts add',
    summary: 'add a person; never gives permission',
    takes: ['NUMBER'],
    flags: { name: 'value', set: 'value' },
    required: [],
    run: add,
  },
  {
    name: 'contacts edit',
    summary: 'change a name or fields of one person, or add a note',
    takes: ['NUMBER'],
    flags: { name: 'value', set: 'value', note: 'value' },
    required: [],
    run: edit,
  },
  {
    name: 'contacts merge',
    summary: 'put the second person into the first; blocks and permissions stay with their numbers',
    takes: ['KEEP', 'DROP'],
    flags: { name: 'value' },
    required: [],
    run: merge,
  },
];
