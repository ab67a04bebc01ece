import { AppError } from '#domain/kernel/errors.ts';
import { argument, flag, numberOf } from '../command.ts';
import type { Call, Command } from '../command.ts';
import { table } from '../output.ts';

const filters = ['all', 'optOuts', 'review'] as const;

function filterOf(text: string): (typeof filters)[number] {
  const found = filters.find((filter) => filter === text);
  if (!found) throw new AppError('usage.badValue', { flag: '--filter', value: text, expected: filters.join(', ') });
  return found;
}

async function decide(call: Call): Promise<{ data: unknown; text: string }> {
  const decision = argument(call, 1);
  if (decision !== 'stop' && decision !== 'keep')
    throw new AppError('usage.badValue', { flag: 'DECISION', value: decision, expected: 'stop or keep' });
  const id = numberOf(argument(call, 0), 'ID');
  const { inbox } = await call.open();
  const reply = await inbox.decide({ id, decision, by: flag(call, 'by') ?? '', reason: flag(call, 'reason') ?? '' });
  return { data: reply, text: `${reply.shown}: ${reply.done}\n` };
}

export const inboxCommands: readonly Command[] = [
  {
    name: 'inbox poll',
    summary: 'fetch replies and receipts now',
    takes: [],
    flags: {},
    required: [],
    async run(call) {
      const result = await (await call.open()).poller.poll();
      const problems = result.problems.map((problem) => `${problem}\n`).join('');
      return {
        data: result,
        text: `${result.texts} replies (${result.stops} stops, ${result.reviews} to decide), ${result.receipts} receipts\n${problems}`,
      };
    },
  },
  {
    name: 'inbox list',
    summary: 'replies and what was done about them',
    takes: [],
    flags: { campaign: 'value', filter: 'value', limit: 'value' },
    required: [],
    async run(call) {
      const limit = Math.min(200, Number(flag(call, 'limit') ?? 200) || 200);
      const campaignId = flag(call, 'campaign');
      const filter = filterOf(flag(call, 'filter') ?? 'all');
      const page = await (
        await call.open()
      ).inbox.list({
        campaignId: campaignId === null ? null : Number(campaignId),
        filter,
        after: null,
        limit,
      });
      const rows = page.rows.map(({ id, receivedAtMs, shown, text, asks, reason, done }) => ({
        id,
        at: new Date(receivedAtMs).toISOString().slice(0, 19),
        from: shown,
        text,
        asks,
        why: reason,
        done,
      }));
      return { data: { total: page.total, rows: page.rows }, text: table(rows) };
    },
  },
  {
    name: 'inbox decide',
    summary: 'say whether a reply that may be a stop is one',
    takes: ['ID', 'DECISION'],
    flags: { by: 'value', reason: 'value' },
    required: ['by'],
    run: decide,
  },
];
