import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SubmitOutcome } from '../../../main/services/ports.ts';
import { classifySubmit } from '../../../main/gateways/clickatell/submit-answer.ts';
import { clickatellConfig, nowMs, text, withGateway } from '../clickatell-bench.ts';
import { httpAnswer, startRawServer } from '../raw-server.ts';

const to = '27821234567';
const id = '77fb29998253415fa5d66971d519d362';

/** Submits one text to a server that gives this answer, and requires that it saw the text exactly once. */
async function submitTo(status: number, body: string, headers: Record<string, string> = {}): Promise<SubmitOutcome> {
  const server = await startRawServer((_request, socket) => socket.write(httpAnswer(status, body, headers)));
  try {
    const outcome = await withGateway(clickatellConfig(server.origin), (gateway) => gateway.submit(text));
    expect(server.requests).toHaveLength(1);
    return outcome;
  } finally {
    await server.close();
  }
}

function entryAnswer(code: number, description = 'words'): string {
  return JSON.stringify({ messages: [{ error: { code, description }, accepted: false, to }], error: null });
}

function globalAnswer(code: number, description = 'words'): string {
  return JSON.stringify({ error: { code, description } });
}

describe('accepted', () => {
  it.each([
    [
      'error null (G-ONE)',
      202,
      `{"messages":[{"apiMessageId":"${id}","accepted":true,"to":"${to}","error":null}],"error":null}`,
    ],
    ['error absent (RUST)', 202, `{"messages":[{"apiMessageId":"${id}","accepted":true,"to":"${to}"}]}`],
    [
      '207 with our entry accepted',
      207,
      `{"messages":[{"apiMessageId":"${id}","accepted":true,"to":"${to}"}],"error":null}`,
    ],
    [
      'unknown fields',
      202,
      `{"v":2,"messages":[{"apiMessageId":"${id}","accepted":true,"to":"+${to}","parts":1,"x":{"y":[]}}]}`,
    ],
    ['no number given back', 202, `{"messages":[{"apiMessageId":"${id}","accepted":true}]}`],
  ])('%s', async (_what, status, body) => {
    expect(await submitTo(status, body)).toEqual({ kind: 'accepted', gatewayMessageId: id });
  });

  it('an id of 200 characters', async () => {
    const long = 'a'.repeat(200);
    const body = `{"messages":[{"apiMessageId":"${long}","accepted":true}]}`;
    expect(await submitTo(202, body)).toEqual({ kind: 'accepted', gatewayMessageId: long });
  });
});

// gateways.md 1a, table of error codes: code, HTTP, level, and what security.md 4.4 makes of it.
type Expected = 'rejected' | 'optedOut' | 'retry' | 'uncertain' | 'credentials' | 'noBalance' | 'refused' | 'badAnswer';
const table: readonly [number, number, 'G' | 'M', Expected][] = [
  [1, 401, 'G', 'credentials'],
  [2, 400, 'G', 'refused'],
  [3, 400, 'G', 'refused'],
  [7, 401, 'G', 'credentials'],
  [18, 500, 'G', 'uncertain'],
  [18, 500, 'M', 'uncertain'],
  [19, 503, 'G', 'uncertain'],
  [19, 503, 'M', 'uncertain'],
  [20, 402, 'M', 'noBalance'],
  [21, 400, 'G', 'rejected'],
  [22, 400, 'G', 'rejected'],
  [23, 400, 'M', 'rejected'],
  [24, 400, 'M', 'rejected'],
  [25, 400, 'M', 'rejected'],
  [26, 400, 'M', 'optedOut'],
  [27, 400, 'M', 'rejected'],
  [28, 400, 'M', 'rejected'],
  [30, 400, 'M', 'rejected'],
  [31, 400, 'M', 'rejected'],
  [32, 400, 'M', 'rejected'],
  [33, 400, 'M', 'rejected'],
  [38, 400, 'M', 'refused'],
  [39, 400, 'M', 'refused'],
  [40, 400, 'M', 'rejected'],
  [41, 400, 'G', 'badAnswer'],
  [42, 400, 'G', 'badAnswer'],
  [43, 400, 'G', 'retry'],
  [43, 400, 'M', 'retry'],
  [44, 400, 'M', 'refused'],
  [45, 400, 'M', 'refused'],
  [46, 400, 'M', 'refused'],
  [100, 400, 'M', 'rejected'],
  [101, 400, 'M', 'rejected'],
  [110, 400, 'M', 'refused'],
  [111, 400, 'M', 'refused'],
];

function summary(outcome: SubmitOutcome): string {
  if (outcome.kind === 'stop') return outcome.error.replace('gateway.', '');
  return outcome.kind === 'rejected' && outcome.optedOut ? 'optedOut' : outcome.kind;
}

describe('the published error codes', () => {
  it.each(table)('code %i with HTTP %i at level %s is %s', async (code, status, level, expected) => {
    const body = level === 'G' ? globalAnswer(code) : entryAnswer(code);
    expect(summary(await submitTo(status, body))).toBe(expected);
  });

  it.each(table.filter(([, , level]) => level === 'M'))(
    'code %i in a 207 overrides HTTP (was %i, level %s): %s',
    async (code, _status, _level, expected) => {
      expect(summary(await submitTo(207, entryAnswer(code)))).toBe(expected);
    },
  );

  it('keeps the code and the gateway’s words', async () => {
    expect(await submitTo(400, entryAnswer(25, 'Invalid recipient address: 27\u202e82'))).toEqual({
      kind: 'rejected',
      code: '25',
      reason: 'Invalid recipient address: 27 82 (code 25)',
      optedOut: false,
    });
  });

  it.each([
    ['reserved, about the text', 400, entryAnswer(29), 'rejected'],
    ['unheard of, about the text', 400, entryAnswer(999), 'rejected'],
    ['unheard of, about everything', 400, globalAnswer(999), 'refused'],
    ['as a string', 400, '{"messages":[{"accepted":false,"error":{"code":"26"}}]}', 'optedOut'],
    ['missing, but refused', 400, '{"messages":[{"accepted":false,"error":false}]}', 'rejected'],
    ['missing, in a 207', 207, '{"messages":[{"accepted":false}]}', 'rejected'],
  ])('a code that is %s', async (_what, status, body, expected) => {
    expect(summary(await submitTo(status, body))).toBe(expected);
  });
});

describe('HTTP statuses', () => {
  const empty = { 'Content-Type': '' };
  const html = { 'Content-Type': 'text/html; charset=utf-8' };
  const page = '<html>Sign in</html>';

  it.each<[number, string, Record<string, string>, string]>([
    [401, '', empty, 'credentials'],
    [401, '{}', {}, 'credentials'],
    [402, '{}', {}, 'noBalance'],
    [403, '{}', {}, 'refused'],
    [404, '{}', {}, 'badAnswer'],
    [404, page, html, 'badAnswer'],
    [400, page, html, 'badAnswer'],
    [401, page, html, 'badAnswer'],
    [400, '{}', {}, 'badAnswer'],
    [400, '', empty, 'badAnswer'],
    [405, '{}', {}, 'badAnswer'],
    [407, page, html, 'badAnswer'],
    [400, '{"messages":[', {}, 'uncertain'],
    [408, '', empty, 'uncertain'],
    [429, '{}', {}, 'retry'],
    [429, page, html, 'retry'],
    [301, '', { Location: 'https://elsewhere.example/' }, 'badAnswer'],
    [302, page, { ...html, Location: '/login' }, 'badAnswer'],
    [304, '', empty, 'badAnswer'],
    [307, '', { Location: '/v1/message' }, 'badAnswer'],
    [308, '', { Location: '/v1/message' }, 'badAnswer'],
    [500, '', empty, 'uncertain'],
    [501, '{}', {}, 'uncertain'],
    [502, page, html, 'uncertain'],
    [503, page, { ...html, 'Retry-After': '5' }, 'uncertain'],
    [504, '', empty, 'uncertain'],
    [500, entryAnswer(25), {}, 'uncertain'],
    [599, '{}', {}, 'uncertain'],
  ])('%i with %j %j is %s', async (status, body, headers, expected) => {
    expect(summary(await submitTo(status, body, headers))).toBe(expected);
  });

  it('a refusal that claims to have accepted is believed in neither', async () => {
    const body = `{"messages":[{"apiMessageId":"${id}","accepted":true,"to":"${to}"}]}`;
    for (const status of [400, 401, 402, 403, 404, 429, 500]) {
      expect(summary(await submitTo(status, body))).toBe('uncertain');
    }
  });
});

describe('a success that does not prove acceptance is uncertain (G6, G7)', () => {
  const entry = (more: string): string => `{"messages":[{"accepted":true,"to":"${to}"${more}}]}`;
  const accepted = `{"apiMessageId":"${id}","accepted":true,"to":"${to}"}`;

  it.each<[string, string, Record<string, string>?]>([
    ['a login page', '<!doctype html><title>Free Wi-Fi</title>', { 'Content-Type': 'text/html' }],
    ['an acceptance that says it is a page', `{"messages":[${accepted}]}`, { 'Content-Type': 'text/html' }],
    ['nothing', '', { 'Content-Type': '' }],
    ['nothing, as JSON', ''],
    ['half of it', `{"messages":[{"apiMessageId":"${id}","accepted":true`],
    ['a byte order mark', `\ufeff{"messages":[${accepted}]}`],
    ['NaN', `{"messages":[{"apiMessageId":NaN,"accepted":true}]}`],
    ['100,000 lists', '['.repeat(100_000) + ']'.repeat(100_000)],
    ['100,000 objects', '{"messages":'.repeat(100_000) + '1' + '}'.repeat(100_000)],
    ['duplicate keys', `{"messages":[{"apiMessageId":"${id}","accepted":false,"accepted":true}]}`],
    ['two lists', `{"messages":[],"messages":[${accepted}]}`],
    ['__proto__', `{"__proto__":{"messages":[${accepted}]}}`],
    ['an entry’s __proto__', `{"messages":[{"__proto__":${accepted}}]}`],
    ['null', 'null'],
    ['a number', '1'],
    ['a list', `[${accepted}]`],
    ['no messages', '{}'],
    ['no entries', '{"messages":[]}'],
    ['two entries', `{"messages":[${accepted},{"accepted":false}]}`],
    ['an entry that is null', '{"messages":[null]}'],
    ['messages that is no list', `{"messages":{"0":${accepted},"length":1}}`],
    ['no id', entry('')],
    ['an id that is null', entry(',"apiMessageId":null')],
    ['an empty id', entry(',"apiMessageId":""')],
    ['an id that is a number', entry(',"apiMessageId":7')],
    ['an id that is a list', entry(`,"apiMessageId":["${id}"]`)],
    ['an id of 10 KB', entry(`,"apiMessageId":"${'a'.repeat(10_240)}"`)],
    ['an id with a line break', entry(',"apiMessageId":"a\\nb"')],
    ['an id that is half a character', entry(',"apiMessageId":"\\ud800"')],
    ['an id that climbs', entry(',"apiMessageId":".."')],
    ['accepted as a word', `{"messages":[{"apiMessageId":"${id}","accepted":"true"}]}`],
    ['accepted left out', `{"messages":[{"apiMessageId":"${id}","to":"${to}"}]}`],
    ['accepted and an error', entry(`,"apiMessageId":"${id}","error":{"code":25}`)],
    ['another number', `{"messages":[{"apiMessageId":"${id}","accepted":true,"to":"27829999999"}]}`],
    ['another text of ours', `{"messages":[{"apiMessageId":"${id}","accepted":true,"clientMessageId":"c-17"}]}`],
    ['a global error', globalAnswer(1)],
  ])('%s', async (_what, body, headers) => {
    for (const status of [200, 202, 207]) expect((await submitTo(status, body, headers)).kind).toBe('uncertain');
  });

  it('HTTP 204', async () => {
    expect((await submitTo(204, '', { 'Content-Type': '', 'Content-Length': '' })).kind).toBe('uncertain');
  });
});

describe('how long to wait', () => {
  // The bench’s time is Sun, 06 Nov 1994 08:49:37 GMT.
  it.each<[string, number | null]>([
    ['7', 7_000],
    ['0', 1_000],
    ['-5', 1_000],
    ['3600', 3_600_000],
    ['3601', 3_600_000],
    ['1000000000000', 3_600_000],
    ['1e12', 3_600_000],
    ['Sun, 06 Nov 1994 08:49:57 GMT', 20_000],
    ['Sun, 06 Nov 1994 08:00:00 GMT', 1_000],
    ['Mon, 07 Nov 1994 08:49:37 GMT', 3_600_000],
    ['soon', null],
    ['7 foo', null],
    ['1994', 1_994_000],
    ['', null],
  ])('Retry-After: %s', async (value, afterMs) => {
    const headers = value === '' ? {} : { 'Retry-After': value };
    expect(await submitTo(429, globalAnswer(43), headers)).toMatchObject({ kind: 'retry', code: '43', afterMs });
    expect(await submitTo(400, entryAnswer(43), headers)).toMatchObject({ kind: 'retry', code: '43', afterMs });
  });
});

describe('whatever comes back', () => {
  const sent = { to, clientMessageId: text.clientId };
  const loose = fc.oneof(
    fc.json({ maxDepth: 4 }),
    fc.string(),
    fc
      .record({
        messages: fc.array(
          fc.record(
            {
              accepted: fc.oneof(fc.boolean(), fc.jsonValue()),
              apiMessageId: fc.oneof(fc.string(), fc.jsonValue()),
              to: fc.constantFrom(to, '1', null),
              error: fc.oneof(fc.record({ code: fc.integer({ min: 0, max: 200 }) }), fc.jsonValue()),
            },
            { requiredKeys: [] },
          ),
          { maxLength: 2 },
        ),
        error: fc.oneof(fc.constant(null), fc.record({ code: fc.integer({ min: 0, max: 200 }) })),
      })
      .map((value) => JSON.stringify(value)),
  );

  it('it is never tried again or given up when HTTP says it may have been taken, and accepted only with an id', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 100, max: 599 }),
        fc.constantFrom('application/json', 'text/html', null),
        loose,
        (status, contentType, body) => {
          const outcome = classifySubmit(
            { kind: 'response', status, contentType, text: body, retryAfter: null },
            sent,
            nowMs,
          );
          if (status >= 500 || status < 200) expect(outcome.kind).toBe('uncertain');
          if (outcome.kind === 'accepted') {
            expect(status).toBeGreaterThanOrEqual(200);
            expect(status).toBeLessThan(300);
            const parsed = JSON.parse(body) as { messages: { accepted: unknown; apiMessageId: unknown }[] };
            expect(parsed.messages).toHaveLength(1);
            expect(parsed.messages[0]).toMatchObject({ accepted: true, apiMessageId: outcome.gatewayMessageId });
            expect(outcome.gatewayMessageId).not.toBe('');
          }
          // A 2xx is only taken back by an explicit refusal of this very text.
          if (status >= 200 && status < 300 && outcome.kind !== 'accepted' && outcome.kind !== 'uncertain') {
            expect((JSON.parse(body) as { messages: { accepted: unknown }[] }).messages[0]?.accepted).toBe(false);
          }
        },
      ),
      { numRuns: 5_000 },
    );
  });
});
