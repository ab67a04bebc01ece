import { newClientId } from '../../composition.ts';
import type { Assent } from '../../composition.ts';
import { argument, audienceOf, flag, numberOf, purposeOf } from '../command.ts';
import type { Answer, Call, Command } from '../command.ts';
import { facts, table } from '../output.ts';
import { askRunningProcess, serveControlRequests } from '../control-requests.ts';
import { AppError } from '#domain/kernel/errors.ts';

/** With `--wait`, how long nothing may change before the shell stops waiting for receipts. */
const quietMs = 30_000;
/** Replies come after the last receipt; this long they are still looked for. */
const repliesMs = 4_000;

async function create(call: Call): Promise<Answer> {
  const assent = await call.open();
  const gateway = await assent.gateways.get({ name: flag(call, 'gateway') ?? '' });
  const audience = audienceOf(flag(call, 'audience') ?? '');
  if (audience.kind === 'import') await assent.imports.report(audience.importId);
  const text = flag(call, 'text') ?? '';
  if (text.trim() === '') throw new AppError('text.empty', {});
  const saved = await assent.campaigns.save(null, {
    name: flag(call, 'name') ?? '',
    purpose: purposeOf(flag(call, 'purpose') ?? ''),
    gatewayId: gateway.id,
    sender: flag(call, 'sender'),
    text,
    audience,
  });
  return { data: { id: saved.row.id, revision: saved.revision }, text: `Campaign ${saved.row.id}\n` };
}

function rehearseAt(call: Call): number | null {
  const text = flag(call, 'rehearse-at');
  if (text === null) return null;
  const atMs = Date.parse(text);
  if (Number.isNaN(atMs))
    throw new AppError('usage.badValue', {
      flag: '--rehearse-at',
      value: text,
      expected: 'an instant such as 2026-11-25T10:00:00+02:00',
    });
  return atMs;
}

async function check(call: Call): Promise<Answer> {
  const assent = await call.open();
  const result = await assent.campaigns.check(numberOf(argument(call, 0), 'ID'), rehearseAt(call));
  const reasons = [...result.reasons, ...result.holds].map(({ code, count, words, action }) => ({
    people: count,
    code,
    words,
    action,
  }));
  const figures = facts({
    'will get it': result.willGet,
    'will not': result.matched - result.willGet,
    'of them later': result.later,
    texts: result.parts,
  });
  const notes = result.notes.map((note) => `${note}\n`).join('');
  return { data: result, text: `${figures}${reasons.length ? `\n${table(reasons)}` : ''}${notes}` };
}

/** Waits until every text has its last receipt, or nothing has changed for a while; replies are fetched meanwhile. */
async function waitForReceipts(call: Call, assent: Assent, id: number): Promise<void> {
  let lastChange = Date.now();
  let lastPicture = '';
  let settledAt: number | null = null;
  while (!call.signal.aborted && Date.now() - lastChange < quietMs) {
    const { texts, problems } = await assent.poller.poll();
    const { row } = await assent.campaigns.get(id);
    const picture = JSON.stringify(row.counts);
    if (picture !== lastPicture || texts > 0) lastChange = Date.now();
    lastPicture = picture;
    call.progress(progressLine(row.counts));
    for (const problem of problems) call.progress(problem);
    const isOpen = (await assent.receiptsOpen(id)) > 0;
    settledAt = isOpen ? null : texts > 0 ? Date.now() : (settledAt ?? Date.now());
    if (settledAt !== null && Date.now() - settledAt > repliesMs) return;
    await serveControlRequests(call.folder, assent);
    if (assent.dispatcher.isRunning(id)) return; // Resumed from another shell.
    await assent.clock.sleep(300, call.signal);
  }
}

function progressLine(counts: Awaited<ReturnType<Assent['campaigns']['get']>>['row']['counts']): string {
  const { waiting, accepted, enroute, delivered, failed, uncertain, skipped } = counts;
  return `${waiting} waiting, ${accepted + enroute} on the way, ${delivered} delivered, ${failed} failed, ${uncertain} not sure, ${skipped} skipped`;
}

async function send(call: Call): Promise<Answer> {
  const assent = await call.open();
  const id = numberOf(argument(call, 0), 'ID');
  const { row, revision } = await assent.campaigns.get(id);
  call.signal.addEventListener(
    'abort',
    () => void assent.campaigns.pause(id, 'Stopped in the shell').catch(() => undefined),
  );
  if (row.state === 'paused') await assent.campaigns.resume(id);
  else {
    const rehearseAtMs = rehearseAt(call);
    const { willGet } = await assent.campaigns.check(id, rehearseAtMs);
    await assent.campaigns.start({ id, revision, expectedPeople: willGet, clientId: newClientId(), rehearseAtMs });
  }
  do {
    await handOver(call, assent, id);
    if (flag(call, 'wait') !== null) await waitForReceipts(call, assent, id);
  } while (assent.dispatcher.isRunning(id));
  return report(assent, id);
}

/** People who may not be texted within this time wait for their hours; the shell does not wait with them. */
const hoursMs = 10 * 60_000;

/**
 * Until everybody who may be texted now has been handed over; people who wait for an hour stay in line. A send that a
 * fault paused is refused with that fault: the campaign is paused, and nobody in line was lost.
 */
async function handOver(call: Call, assent: Assent, id: number): Promise<void> {
  while (assent.dispatcher.isRunning(id)) {
    const { row } = await assent.campaigns.get(id);
    call.progress(progressLine(row.counts));
    const idleUntil = assent.dispatcher.idleUntilMs(id);
    if (row.state === 'sending' && idleUntil !== null && idleUntil > assent.clock.nowMs() + hoursMs) {
      await assent.campaigns.pause(
        id,
        'Everybody who may be texted now was; the others wait for their hours. Send again then.',
      );
    }
    await serveControlRequests(call.folder, assent);
    await assent.clock.sleep(100);
  }
  const fault = assent.dispatcher.faultOf(id);
  if (fault) throw fault;
}

async function report(assent: Assent, id: number): Promise<Answer> {
  const { row } = await assent.campaigns.get(id);
  const skipped = await assent.campaigns.skipReasons(id);
  const { counts } = row;
  const data = {
    id,
    name: row.name,
    state: row.state,
    purpose: row.purpose,
    gateway: row.gateway,
    pauseReason: row.pauseReason,
    counts,
    ...counts,
    replies: row.replies,
    optOuts: row.optOuts,
    skippedReasons: skipped,
    startedAtMs: row.startedAtMs,
    finishedAtMs: row.finishedAtMs,
  };
  const { matched, delivered, failed, uncertain, waiting, accepted, enroute, parts } = counts;
  const figures = facts({
    campaign: row.name,
    state: row.state,
    people: matched,
    delivered,
    'on the way': accepted + enroute,
    failed,
    'not sure': uncertain,
    waiting,
    skipped: counts.skipped,
    cancelled: counts.cancelled,
    texts: parts,
    replies: row.replies,
    'opted out': row.optOuts,
  });
  const why = skipped.length
    ? `\n${table(skipped.map(({ code, count, words }) => ({ people: count, code, words })))}`
    : '';
  return { data, text: `${figures}${row.pauseReason ? `${row.pauseReason}\n` : ''}${why}` };
}

/** Pause, resume and stop also reach a send that runs in another process. */
function steer(event: 'pause' | 'resume' | 'stop', summary: string): Command {
  return {
    name: `campaign ${event}`,
    summary,
    takes: ['ID'],
    flags: {},
    required: [],
    async run(call) {
      const id = numberOf(argument(call, 0), 'ID');
      try {
        const assent = await call.open();
        if (event === 'resume') {
          await assent.campaigns.resume(id);
          await handOver(call, assent, id);
        } else await assent.campaigns[event](id);
        return await report(assent, id);
      } catch (error) {
        if (!(error instanceof AppError && error.code === 'workspace.locked')) throw error;
        const done = await askRunningProcess(call.folder, { event, id });
        if (!done) throw error;
        return {
          data: { id, event, by: 'the running process' },
          text: `Campaign ${id}: ${event} done by the running process\n`,
        };
      }
    },
  };
}

async function messages(call: Call): Promise<Answer> {
  const assent = await call.open();
  const id = numberOf(flag(call, 'campaign') ?? '', '--campaign');
  const rows = [];
  for (let after: string | null = null; ;) {
    const page = await assent.campaigns.messages(id, { after, limit: 200 });
    for (const row of page.rows) {
      const {
        e164,
        messageId,
        name,
        state,
        parts,
        encoding,
        code,
        detail,
        gatewayMessageId,
        submittedAtMs,
        updatedAtMs,
      } = row;
      rows.push({
        to: e164,
        state,
        parts,
        gatewayId: gatewayMessageId,
        updatedAt: new Date(updatedAtMs).toISOString(),
        messageId,
        name,
        encoding,
        code,
        detail,
        submittedAt: submittedAtMs === null ? null : new Date(submittedAtMs).toISOString(),
      });
    }
    after = page.next;
    if (after === null) break;
  }
  return { data: rows, text: table(rows, ['to', 'name', 'state', 'parts', 'code', 'updatedAt']) };
}

export const campaignCommands: readonly Command[] = [
  {
    name: 'campaign create',
    summary: 'write a campaign',
    takes: [],
    flags: { name: 'value', purpose: 'value', audience: 'value', gateway: 'value', text: 'value', sender: 'value' },
    required: ['name', 'purpose', 'audience', 'gateway', 'text'],
    run: create,
  },
  {
    name: 'campaign check',
    summary: 'who will get it, who will not and why, and what it takes',
    takes: ['ID'],
    flags: { 'rehearse-at': 'value' },
    required: [],
    run: check,
  },
  {
    name: 'campaign send',
    summary: 'send it; --wait for receipts and replies too',
    takes: ['ID'],
    flags: { wait: 'switch', 'rehearse-at': 'value' },
    required: [],
    run: send,
  },
  steer('pause', 'claim nothing more'),
  steer('resume', 'go on'),
  steer('stop', 'cancel everything that has not left'),
  {
    name: 'campaign report',
    summary: 'what became of it',
    takes: ['ID'],
    flags: {},
    required: [],
    run: async (call) => report(await call.open(), numberOf(argument(call, 0), 'ID')),
  },
  {
    name: 'campaign list',
    summary: 'campaigns, newest first',
    takes: [],
    flags: {},
    required: [],
    async run(call) {
      const page = await (await call.open()).campaigns.list({ after: null, limit: 200 });
      const rows = page.rows.map(({ id, name, purpose, state, counts }) => ({
        id,
        name,
        purpose,
        state,
        people: counts.matched,
        delivered: counts.delivered,
        failed: counts.failed,
        skipped: counts.skipped,
      }));
      return { data: page.rows, text: table(rows) };
    },
  },
  {
    name: 'messages list',
    summary: 'every message of a campaign',
    takes: [],
    flags: { campaign: 'value' },
    required: ['campaign'],
    run: messages,
  },
  {
    name: 'messages trace',
    summary: 'one message from queue to last receipt',
    takes: ['MESSAGE'],
    flags: {},
    required: [],
    async run(call) {
      const timeline = await (await call.open()).campaigns.timeline(numberOf(argument(call, 0), 'MESSAGE'));
      const events = table(
        timeline.events.map(({ atMs, title, detail }) => ({ at: new Date(atMs).toISOString(), title, detail })),
      );
      return { data: timeline, text: `${timeline.shown}: ${timeline.text}\n${events}` };
    },
  },
];
