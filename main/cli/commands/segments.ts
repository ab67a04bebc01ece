import { argument, flag } from '../command.ts';
import type { Answer, Call, Command } from '../command.ts';
import { table } from '../output.ts';
import { actor } from '../people.ts';

async function all(call: Call): Promise<Answer> {
  const rows = (await (await call.open()).lists.all()).filter(({ kind }) => kind === 'segment');
  return { data: rows, text: table(rows.map(({ id, name, words }) => ({ id, name, rule: words }))) };
}

async function create(call: Call): Promise<Answer> {
  const assent = await call.open();
  const { rule } = await assent.rules.parse(flag(call, 'rule') ?? '');
  const row = await assent.lists.saveSegment({ id: null, name: argument(call, 0), rule, by: actor() });
  const { size } = await assent.rules.size(rule);
  return { data: { ...row, size }, text: `Segment ${row.id} “${row.name}”: ${size} people now\n` };
}

async function show(call: Call): Promise<Answer> {
  const assent = await call.open();
  const row = await assent.lists.named(argument(call, 0), 'segment');
  const rule = row.rule ?? { match: 'all' as const, rules: [] };
  const [{ size, samples }, { text }] = [await assent.rules.size(rule), await assent.rules.describe(rule)];
  const people = samples.map(({ e164, name }) => ({ number: e164, name }));
  return { data: { ...row, text, size, samples }, text: `“${row.name}”: ${text}\n${size} people\n${table(people)}` };
}

async function remove(call: Call): Promise<Answer> {
  const assent = await call.open();
  const { id, name } = await assent.lists.named(argument(call, 0), 'segment');
  await assent.lists.remove(id);
  return { data: { id }, text: `Deleted the segment “${name}”.\n` };
}

export const segmentCommands: readonly Command[] = [
  { name: 'segments list', summary: 'all segments', takes: [], flags: {}, required: [], run: all },
  {
    name: 'segments create',
    summary: "make a segment: --rule 'city is Durban and tag has vip'",
    takes: ['NAME'],
    flags: { rule: 'value' },
    required: ['rule'],
    run: create,
  },
  {
    name: 'segments show',
    summary: 'rule, size and ten people',
    takes: ['SEGMENT'],
    flags: {},
    required: [],
    run: show,
  },
  { name: 'segments delete', summary: 'delete a segment', takes: ['SEGMENT'], flags: {}, required: [], run: remove },
];
