import { afterEach, describe, expect, it } from 'vitest';
import { decodeId, encodeId, share } from '../../../main/gateways/rehearsal/fate.ts';
import type { RehearsalOptions } from '../../../main/gateways/rehearsal/rehearsal-options.ts';
import { startRehearsal } from '../../../main/gateways/rehearsal/rehearsal-server.ts';
import type { Rehearsal } from '../../../main/gateways/rehearsal/rehearsal-server.ts';

const startMs = 1_700_000_000_000;
const running: Rehearsal[] = [];

afterEach(async () => {
  for (const rehearsal of running.splice(0)) await rehearsal.close();
});

/** Quick, fault-free and with the clock in the test's hand unless said otherwise. */
async function start(options: Partial<RehearsalOptions> = {}): Promise<Rehearsal> {
  const rehearsal = await startRehearsal({
    seed: 'seed-1',
    delayMs: { min: 0, max: 0 },
    refusalShare: 0,
    failureShare: 0,
    expiryShare: 0,
    stopShare: 0,
    replyShare: 0,
    nowMs: () => startMs,
    ...options,
  });
  running.push(rehearsal);
  return rehearsal;
}

interface Entry {
  readonly apiMessageId?: string;
  readonly accepted: boolean;
  readonly to: string;
  readonly error?: { readonly code: number } | null;
}

interface Answer {
  readonly status: number;
  readonly body: { messages?: Entry[]; error?: { code: number } | null };
}

/** Node's own client: independent of the program's HTTP code. */
async function send(rehearsal: Rehearsal, messages: readonly object[], key = rehearsal.apiKey): Promise<Answer> {
  const response = await fetch(`${rehearsal.url}/v1/message`, {
    method: 'POST',
    headers: { Authorization: key, 'Content-Type': 'application/json' },
    body: JSON.stringify({ messages }),
  });
  return { status: response.status, body: (await response.json()) as Answer['body'] };
}

async function get<T>(rehearsal: Rehearsal, path: string): Promise<T> {
  const response = await fetch(rehearsal.url + path, { headers: { Authorization: rehearsal.apiKey } });
  return (await response.json()) as T;
}

interface Page {
  readonly cursor: string;
  readonly events: readonly { event: { moText: { messageId: string; from: string; content: string }[] } }[];
}

async function replies(rehearsal: Rehearsal, after: string | null): Promise<Page> {
  return get<Page>(rehearsal, `/relay/events${after === null ? '' : `?after=${encodeURIComponent(after)}`}`);
}

function person(index: number): { channel: string; to: string; content: string; clientMessageId: string } {
  return { channel: 'sms', to: String(27_820_000_000 + index), content: 'Hi', clientMessageId: `c-${index}` };
}

const people = (count: number): ReturnType<typeof person>[] =>
  Array.from({ length: count }, (_, index) => person(index));

function statusOf(rehearsal: Rehearsal, id: string): Promise<{ sms?: { status: string; timestamp: number } }> {
  return get(rehearsal, `/v1/message/${id}`);
}

/** What everyone's message ends as, long after. */
async function outcomes(options: Partial<RehearsalOptions>): Promise<string[]> {
  let nowMs = startMs;
  const rehearsal = await start({ ...options, nowMs: () => nowMs });
  const { body } = await send(rehearsal, people(100));
  nowMs += 3_600_000;
  return Promise.all(
    (body.messages ?? []).map(async (entry) =>
      entry.apiMessageId
        ? ((await statusOf(rehearsal, entry.apiMessageId)).sms?.status ?? '?')
        : `code ${entry.error?.code}`,
    ),
  );
}

const mixed = { refusalShare: 0.2, failureShare: 0.2, expiryShare: 0.2 };

describe('submissions', () => {
  it('one text is answered as documented', async () => {
    const rehearsal = await start();
    const { status, body } = await send(rehearsal, [person(1)]);
    expect(status).toBe(202);
    expect(body).toEqual({
      messages: [
        {
          apiMessageId: expect.stringMatching(/^[0-9a-f]{32}$/) as string,
          accepted: true,
          to: '27820000001',
          clientMessageId: 'c-1',
          error: null,
        },
      ],
      error: null,
    });
  });

  it.each([
    ['no number', { content: 'Hi' }, 23],
    ['a number with +', { to: '+27820000001', content: 'Hi' }, 23],
    ['letters', { to: '27999abcde', content: 'Hi' }, 23],
    ['no content', { to: '27820000001' }, 23],
    ['too long', { to: '27820000001', content: 'x'.repeat(2_000) }, 24],
  ])('a lone refusal is HTTP 400: %s', async (_what, message, code) => {
    const { status, body } = await send(await start(), [message]);
    expect([status, body.error, body.messages?.[0]?.accepted, body.messages?.[0]?.error?.code]).toEqual([
      400,
      null,
      false,
      code,
    ]);
  });

  it('a mixed batch is HTTP 207, in order', async () => {
    const { status, body } = await send(await start(), [person(1), { to: 'x', content: 'Hi' }, person(2)]);
    expect(status).toBe(207);
    expect(body.messages?.map((entry) => entry.accepted)).toEqual([true, false, true]);
  });

  it('101 in a batch, or none, is refused whole', async () => {
    const rehearsal = await start();
    expect(await send(rehearsal, people(101))).toMatchObject({ status: 400, body: { error: { code: 22 } } });
    expect(await send(rehearsal, [])).toMatchObject({ status: 400, body: { error: { code: 21 } } });
    expect(rehearsal.stats().accepted).toBe(0);
  });

  it('a wrong key is HTTP 401 and nothing is taken', async () => {
    const rehearsal = await start();
    expect(await send(rehearsal, [person(1)], 'wrong')).toEqual({
      status: 401,
      body: { error: { code: 1, description: 'Invalid or missing integration API Key' } },
    });
    expect(rehearsal.stats().submits).toBe(0);
  });

  it('the balance falls with every text until HTTP 402', async () => {
    const rehearsal = await start({ balance: 0.6, pricePerText: 0.25 });
    expect(await get(rehearsal, '/v1/balance')).toEqual({ currency: 'ZAR', balance: 0.6 });
    const statuses = [];
    for (const index of [1, 2, 3]) statuses.push((await send(rehearsal, [person(index)])).status);
    expect(statuses).toEqual([202, 202, 402]);
    expect(await get(rehearsal, '/v1/balance')).toEqual({ currency: 'ZAR', balance: 0.1 });
  });

  it('the same text twice gets two ids', async () => {
    const rehearsal = await start();
    const ids = [];
    for (let count = 0; count < 5; count += 1)
      ids.push((await send(rehearsal, [person(1)])).body.messages?.[0]?.apiMessageId);
    expect(new Set(ids).size).toBe(5);
    expect(rehearsal.stats()).toMatchObject({ submits: 5, accepted: 5 });
  });
});

describe('what happens follows from the seed', () => {
  it('the same seed gives the same outcomes, another seed others', async () => {
    const first = await outcomes(mixed);
    expect(await outcomes(mixed)).toEqual(first);
    expect(await outcomes({ ...mixed, seed: 'seed-2' })).not.toEqual(first);
    const kinds = new Set(first.map((outcome) => outcome.replace(/ \d+/, '')));
    expect([...kinds].sort()).toEqual(['DELIVERY_FAILURE', 'DEVICE_ACK', 'EXPIRED', 'code']);
  });

  it.each([
    [{ failureShare: 1 }, 'DELIVERY_FAILURE'],
    [{ expiryShare: 1 }, 'EXPIRED'],
    [{}, 'DEVICE_ACK'],
  ])('shares of %j make all end %s', async (options, status) => {
    expect(new Set(await outcomes(options))).toEqual(new Set([status]));
  });

  it('a refusal share of 1 refuses everyone, by the codes for bad and opted-out numbers', async () => {
    expect(new Set(await outcomes({ refusalShare: 1 }))).toEqual(new Set(['code 25', 'code 26']));
  });

  it('shares come out near what was asked', () => {
    const hits = Array.from({ length: 20_000 }, (_, index) => share('s', 'x', String(27_820_000_000 + index))).filter(
      (each) => each < 0.1,
    );
    // 2,000 expected; 5 standard deviations are 212.
    expect(Math.abs(hits.length - 2_000)).toBeLessThan(212);
  });
});

describe('receipts without memory', () => {
  it('go from queued to sent to final as time passes, also in another process with the seed', async () => {
    let nowMs = startMs;
    const options = { nowMs: () => nowMs, receiptDelayMs: { min: 3_000, max: 3_000 } };
    const first = await start(options);
    const id = (await send(first, [person(1)])).body.messages?.[0]?.apiMessageId ?? '';
    const second = await start(options);
    const seen = [];
    for (const afterMs of [0, 999, 1_000, 2_999, 3_000, 86_400_000]) {
      nowMs = startMs + afterMs;
      const answers = await Promise.all([statusOf(first, id), statusOf(second, id)]);
      expect(answers[0]).toEqual(answers[1]);
      seen.push(answers[1].sms);
    }
    expect(seen).toEqual([
      { status: 'QUEUED', timestamp: startMs },
      { status: 'QUEUED', timestamp: startMs },
      { status: 'SENT_TO_SUPPLIER', timestamp: startMs + 1_000 },
      { status: 'SENT_TO_SUPPLIER', timestamp: startMs + 1_000 },
      { status: 'DEVICE_ACK', timestamp: startMs + 3_000 },
      { status: 'DEVICE_ACK', timestamp: startMs + 3_000 },
    ]);
  });

  it('all outcomes are the same after a restart', async () => {
    let nowMs = startMs;
    const options = { ...mixed, nowMs: () => nowMs };
    const first = await start(options);
    const ids = (await send(first, people(100))).body.messages?.flatMap(({ apiMessageId }) => apiMessageId ?? []) ?? [];
    nowMs += 60_000;
    const before = await Promise.all(ids.map((id) => statusOf(first, id)));
    const second = await start(options);
    expect(await Promise.all(ids.map((id) => statusOf(second, id)))).toEqual(before);
    expect(ids.length).toBeGreaterThan(50);
  });

  it('an id of another seed, or none at all, is not known', async () => {
    const first = await start();
    const id = (await send(first, [person(1)])).body.messages?.[0]?.apiMessageId ?? '';
    const other = await start({ seed: 'seed-2' });
    for (const unknown of [id, 'f'.repeat(32), 'nonsense', '..']) {
      expect(await statusOf(other, encodeURIComponent(unknown))).not.toHaveProperty('sms');
    }
  });

  it.each([
    [1, '1234567', 0, false],
    [startMs, '27821234567', 0xfffff, true],
    [0xfff_ffff_ffff, '999999999999999', 1, false],
  ])('an id carries its message: %i %s %i %s', (acceptedAtMs, to, mark, isGuaranteedStop) => {
    const message = { acceptedAtMs, to, mark, isGuaranteedStop };
    const id = encodeId('s', message);
    expect(id).toMatch(/^[0-9a-f]{32}$/);
    expect(decodeId('s', id)).toEqual(message);
  });
});

describe('replies', () => {
  const times = { receiptDelayMs: { min: 1_000, max: 2_000 }, replyDelayMs: { min: 1_000, max: 5_000 } };

  it('the guaranteed STOPs come from exactly the first delivered people, once per cursor', async () => {
    let nowMs = startMs;
    const rehearsal = await start({ ...times, guaranteedStops: 3, failureShare: 0.4, nowMs: () => nowMs });
    const entries = (await send(rehearsal, people(40))).body.messages ?? [];
    const early = await replies(rehearsal, null);
    expect(early.events).toEqual([]);
    nowMs += 60_000;
    const delivered = [];
    for (const { to, apiMessageId = '' } of entries) {
      if ((await statusOf(rehearsal, apiMessageId)).sms?.status === 'DEVICE_ACK') delivered.push(to);
    }
    const page = await replies(rehearsal, early.cursor);
    const texts = page.events.flatMap(({ event }) => event.moText);
    expect(texts.map(({ from }) => from).sort()).toEqual(delivered.slice(0, 3).sort());
    expect(delivered.length).toBeGreaterThan(3);
    expect(texts.every(({ content }) => /^(stop|unsubscribe)/i.test(content))).toBe(true);
    expect((await replies(rehearsal, page.cursor)).events).toEqual([]);
    expect(await replies(rehearsal, null)).toEqual(page);
  });

  it('come in pages, each reply once, in the order of their times', async () => {
    let nowMs = startMs;
    const rehearsal = await start({ ...times, stopShare: 0.5, replyShare: 0.5, nowMs: () => nowMs });
    for (let batch = 0; batch < 7; batch += 1) await send(rehearsal, people(700).slice(batch * 100, batch * 100 + 100));
    const seen: string[] = [];
    let cursor: string | null = null;
    for (let round = 0; round < 12; round += 1) {
      nowMs += 1_000;
      const page: Page = await replies(rehearsal, cursor);
      seen.push(...page.events.flatMap(({ event }) => event.moText.map(({ from }) => from)));
      cursor = page.cursor;
    }
    expect([...seen].sort()).toEqual(people(700).map(({ to }) => to));
  });

  it('come after a restart too, under the same ids, and an old cursor is no obstacle', async () => {
    let nowMs = startMs;
    const options = { ...times, stopShare: 1, nowMs: () => nowMs };
    const first = await start(options);
    const ids = (await send(first, people(10))).body.messages?.flatMap(({ apiMessageId }) => apiMessageId ?? []) ?? [];
    nowMs += 60_000;
    const before = await replies(first, null);
    const second = await start(options);
    expect((await replies(second, before.cursor)).events).toEqual([]);
    for (const id of ids) await statusOf(second, id);
    const after = await replies(second, before.cursor);
    const idsOf = (page: Page): string[] =>
      page.events.flatMap(({ event }) => event.moText.map(({ messageId }) => messageId)).sort();
    expect(idsOf(after)).toEqual(idsOf(before));
    expect(idsOf(after)).toHaveLength(10);
  });

  it.each(['', 'x', '.', 'abc.5', '../../etc', '9'.repeat(300), '\u0000'])(
    'the cursor %j starts from the beginning',
    async (cursor) => {
      let nowMs = startMs;
      const rehearsal = await start({ ...times, stopShare: 1, nowMs: () => nowMs });
      await send(rehearsal, people(3));
      nowMs += 60_000;
      expect((await replies(rehearsal, cursor)).events).toHaveLength(3);
    },
  );
});
