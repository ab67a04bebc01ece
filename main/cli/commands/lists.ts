import { newClientId } from '../../composition.ts';
import { argument, flag } from '../command.ts';
import type { Answer, Call, Command } from '../command.ts';
import { table } from '../output.ts';
import { actor, targetOf } from '../people.ts';

async function all(call: Call): Promise<Answer> {
  const rows = (await (await call.open()).lists.all()).filter(({ kind }) => kind === 'list');
  const shown = rows.map(({ id, name, size, usedBy }) => ({ id, name, people: size, usedBy: usedBy.join(', ') }));
  return { data: rows, text: table(shown) };
}

async function create(call: Call): Promise<Answer> {
  const assent = await call.open();
  const members = flag(call, 'rule') === null ? null : await targetOf(call, assent, undefined);
  const row = await assent.lists.create(argument(call, 0), members, actor());
  return { data: row, text: `List ${row.id} “${row.name}”: ${row.size ?? 0} people\n` };
}

/** Adds or removes the person with a number, or everybody of a rule. */
async function change(call: Call, kind: 'listAdd' | 'listRemove'): Promise<Answer> {
  const assent = await call.open();
  const { id: listId, name } = await assent.lists.named(argument(call, 0), 'list');
  const target = await targetOf(call, assent, call.arguments.positional[1]);
  const clientId = newClientId();
  call.signal.addEventListener('abort', () => assent.bulk.cancel(clientId));
  const result = await assent.bulk.run({ target, action: { kind, listId }, clientId, by: actor() });
  const words = kind === 'listAdd' ? 'added to' : 'removed from';
  return { data: { listId, ...result }, text: `${result.changed} of ${result.people} ${words} “${name}”\n` };
}

async function show(call: Call): Promise<Answer> {
  const assent = await call.open();
  const row = await assent.lists.named(argument(call, 0), 'list');
  const { size, samples } = await assent.rules.size({ subject: 'list', operator: 'has', values: [String(row.id)] });
  const people = samples.map(({ e164, name }) => ({ number: e164, name }));
  return { data: { ...row, size, samples }, text: `“${row.name}”: ${size} people\n${table(people)}` };
}

async function remove(call: Call): Promise<Answer> {
  const assent = await call.open();
  const { id, name } = await assent.lists.named(argument(call, 0), 'list');
  await assent.lists.remove(id);
  return { data: { id }, text: `Deleted the list “${name}”; its people stay.\n` };
}

const ofPeople = { takes: ['LIST', 'NUMBER?'], flags: { rule: 'value' }, required: [] } as const;

export const listCommands: readonly Command[] = [
  { name: 'lists list', summary: 'all lists', takes: [], flags: {}, required: [], run: all },
  {
    name: 'lists create',
    summary: 'make a list, empty or of those who fulfil a rule now',
    takes: ['NAME'],
    flags: { rule: 'value' },
    required: [],
    run: create,
  },
  {
    name: 'lists add',
    summary: 'add a person, or those of a rule',
    ...ofPeople,
    run: (call) => change(call, 'listAdd'),
  },
  {
    name: 'lists remove',
    summary: 'remove a person, or those of a rule',
    ...ofPeople,
    run: (call) => change(call, 'listRemove'),
  },
  { name: 'lists show', summary: 'size and ten people', takes: ['LIST'], flags: {}, required: [], run: show },
  { name: 'lists delete', summary: 'delete a list', takes: ['LIST'], flags: {}, required: [], run: remove },
];
