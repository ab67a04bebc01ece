import { newClientId } from '../../composition.ts';
import { argument } from '../command.ts';
import type { Answer, Call, Command } from '../command.ts';
import { table } from '../output.ts';
import { actor, targetOf } from '../people.ts';

async function all(call: Call): Promise<Answer> {
  const rows = await (await call.open()).lists.tags();
  return { data: rows, text: table(rows) };
}

/** Tags or untags the person with a number, or everybody of a rule. */
async function change(call: Call, kind: 'tag' | 'untag'): Promise<Answer> {
  const assent = await call.open();
  const tag = argument(call, 0);
  const target = await targetOf(call, assent, call.arguments.positional[1]);
  const clientId = newClientId();
  call.signal.addEventListener('abort', () => assent.bulk.cancel(clientId));
  const result = await assent.bulk.run({ target, action: { kind, tag }, clientId, by: actor() });
  const words = kind === 'tag' ? 'now have' : 'no longer have';
  return { data: result, text: `${result.changed} of ${result.people} ${words} the tag “${tag}”\n` };
}

const ofPeople = { takes: ['TAG', 'NUMBER?'], flags: { rule: 'value' }, required: [] } as const;

export const tagCommands: readonly Command[] = [
  { name: 'tags list', summary: 'all tags with how many have each', takes: [], flags: {}, required: [], run: all },
  { name: 'tags add', summary: 'tag a person, or those of a rule', ...ofPeople, run: (call) => change(call, 'tag') },
  {
    name: 'tags remove',
    summary: 'take a tag off a person, or off those of a rule',
    ...ofPeople,
    run: (call) => change(call, 'untag'),
  },
];
