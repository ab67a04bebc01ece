import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { shell, startShell } from '../support/shell.ts';
import { ShellBench } from './shell-bench.ts';

// One business from an empty folder to replies, call by call, as a person at a terminal would do it.
const bench = new ShellBench();
beforeAll(() => bench.init());
afterAll(() => bench.close());

const sheet = `Name,Cell number,Town,Unsubscribed
Ann,082 410 0001,Cape Town,
Bob,+27 82 410 0002,Durban,
Cid,0824100003,Durban,yes
Bob again,0824100002,Durban,
Dee,12,Durban,
`;

describe('from a spreadsheet to replies', () => {
  test('a dry run tells everything and keeps nothing', async () => {
    const path = bench.file('people.csv', sheet);
    const data = await bench.data('contacts', 'import', path, '--country', 'ZA', '--dry-run');
    expect(data).toMatchObject({
      rows: 5,
      created: 3,
      updated: 0,
      unchanged: 0,
      duplicates: 1,
      invalid: 1,
      importId: null,
    });
    expect(await bench.data('contacts', 'count')).toEqual({ count: 0 });
  });

  test('the import takes the same, with a column renamed', async () => {
    const path = join(bench.root, 'people.csv');
    const data = await bench.data('contacts', 'import', path, '--map', 'Town=branch');
    expect(data).toMatchObject({ rows: 5, created: 3, duplicates: 1, invalid: 1, importId: 1, optOuts: 1 });
    expect(data['mapping']).toContainEqual({ column: 'Town', field: 'branch' });
    expect(data['problems']?.[0]).toMatchObject({ count: 1, examples: [{ row: 6, shown: '12' }] });
    expect(await bench.data('contacts', 'count')).toEqual({ count: 3 });
  });

  test('again it changes nothing', async () => {
    const data = await bench.data('contacts', 'import', join(bench.root, 'people.csv'), '--map', 'Town=branch');
    // The one whom the file opts out is on the blocklist since the first time.
    expect(data).toMatchObject({ created: 0, updated: 0, unchanged: 2, duplicates: 1, invalid: 1, blocked: 1 });
  });

  test('people are found and shown', async () => {
    expect(await bench.data('contacts', 'search', '082-410-0002')).toMatchObject({ total: 1, rows: [{ name: 'Bob' }] });
    const inDurban = await bench.data('contacts', 'list', '--rule', 'branch contains durb');
    expect(inDurban).toMatchObject({ total: 2 });
    const person = await bench.data('contacts', 'show', '0824100001');
    expect(person).toMatchObject({ contact: { e164: '+27824100001', name: 'Ann' } });
  });

  test('exports hold everybody and can be imported elsewhere', async () => {
    await bench.data('contacts', 'export', join(bench.root, 'out.json'));
    const people = JSON.parse(readFileSync(join(bench.root, 'out.json'), 'utf8')) as { number: string }[];
    expect(people.map(({ number }) => number).toSorted()).toEqual(['+27824100001', '+27824100002', '+27824100003']);
    await bench.data('contacts', 'export', join(bench.root, 'out.csv'));
    const other = new ShellBench();
    try {
      await other.init();
      const data = await other.data('contacts', 'import', join(bench.root, 'out.csv'));
      expect(data).toMatchObject({ rows: 3, created: 3, invalid: 0 });
      expect(await other.data('contacts', 'show', '0824100002')).toMatchObject({ contact: { name: 'Bob' } });
    } finally {
      other.close();
    }
  });

  test('permission is recorded with its proof, blocks are kept, and both are explained', async () => {
    const why = (number: string) => bench.data('consent', 'why', number, '--purpose', 'marketing');
    expect(await why('0824100001')).toMatchObject({ allowed: false, code: 'NO_CONSENT' });
    const proof = ['--wording', 'I want offers', '--evidence', 'form 12', '--by', 'A tester'];
    const granted = await bench.data('consent', 'grant', '--purpose', 'marketing', '--audience', 'all', ...proof);
    expect(granted).toMatchObject({ matched: 3, granted: 2, already: 0, blocked: 1 });
    expect(await bench.data('block', 'add', '0824100002', '--note', 'asked at the till')).toMatchObject({
      added: true,
    });
    expect(await bench.data('block', 'add', '+27824100002')).toMatchObject({ added: false });
    expect(await bench.data('block', 'check', '082 410 0002')).toMatchObject({ blocked: true, reason: 'operator' });
    expect(await bench.data('block', 'list')).toMatchObject({ total: 2 });
    expect(await why('0824100002')).toMatchObject({ allowed: false, code: 'BLOCKLISTED' });
    expect(await why('0824100003')).toMatchObject({ allowed: false, code: 'SUPPRESSED' });
    expect(await bench.data('consent', 'verify')).toMatchObject({ ok: true });
  });

  test('a gateway is read, accepted and tested, in this order', async () => {
    await bench.data('gateway', 'add', 'rehearsal', '--name', 'practice');
    const sheetText = await bench.data('gateway', 'sheet', 'practice');
    expect(sheetText).toMatchObject({ gateway: { state: 'notAccepted' }, kind: 'rehearsal' });
    expect(await bench.call('gateway', 'test', 'practice')).toMatchObject({
      exit: 1,
      error: { code: 'gateway.notAccepted' },
    });
    expect(await bench.data('gateway', 'accept', 'practice', '--by', 'A tester')).toMatchObject({ state: 'ready' });
    const { checks } = (await bench.data('gateway', 'test', 'practice')) as unknown as { checks: { ok: boolean }[] };
    expect(checks.length).toBeGreaterThan(1);
    expect(checks.every(({ ok }) => ok)).toBe(true);
  });

  test('a marketing campaign is checked, rehearsed in opening hours, and adds up', async () => {
    const draft = ['--purpose', 'marketing', '--audience', 'all', '--gateway', 'practice'];
    const text = 'Acme {{branch|town}}: 20 % off today. Reply STOP to opt out';
    await bench.data('campaign', 'create', '--name', 'Sale', ...draft, '--text', text);
    const at = ['--rehearse-at', '2026-11-25T10:00:00+02:00'];
    const check = await bench.data('campaign', 'check', '1', ...at);
    expect(check).toMatchObject({ matched: 3, willGet: 1, later: 0, parts: 1 });
    const sent = await bench.data('campaign', 'send', '1', '--wait', ...at);
    expect(sent).toMatchObject({ state: 'finished', matched: 3, skipped: 2, waiting: 0, uncertain: 0 });
    const counts = sent as unknown as Record<string, number>;
    const kinds = [
      'waiting',
      'submitting',
      'accepted',
      'enroute',
      'delivered',
      'failed',
      'uncertain',
      'skipped',
      'cancelled',
    ];
    expect(kinds.reduce((sum, kind) => sum + (counts[kind] ?? Number.NaN), 0)).toBe(3);
    expect(await bench.data('campaign', 'report', '1')).toEqual(sent);
    expect(await bench.call('campaign', 'send', '1')).toMatchObject({
      exit: 1,
      error: { code: 'campaign.wrongState' },
    });
  });

  test('at night the same campaign waits instead', async () => {
    const draft = ['--purpose', 'marketing', '--audience', 'all', '--gateway', 'practice'];
    await bench.data(
      'campaign',
      'create',
      '--name',
      'Night',
      ...draft,
      '--text',
      'Acme: night sale. Reply STOP to opt out',
    );
    const check = await bench.data('campaign', 'check', '2', '--rehearse-at', '2026-11-25T22:00:00+02:00');
    expect(check).toMatchObject({ willGet: 1, later: 1, nextOpenAtMs: Date.UTC(2026, 10, 26, 6) });
  });

  test('a transactional campaign reaches people without a grant, but nobody who asked to stop', async () => {
    const draft = ['--purpose', 'transactional', '--audience', 'import:1', '--gateway', 'practice'];
    await bench.data(
      'campaign',
      'create',
      '--name',
      'Order',
      ...draft,
      '--text',
      'Hi {{full_name}}, your order is ready.',
    );
    expect(await bench.data('campaign', 'send', '3')).toMatchObject({
      matched: 3,
      skipped: 2,
      waiting: 0,
      state: 'finished',
    });
    const messages = (await bench.data('messages', 'list', '--campaign', '3')) as unknown as {
      to: string;
      state: string;
    }[];
    expect(messages.map(({ to }) => to).toSorted()).toEqual(['+27824100001', '+27824100002', '+27824100003']);
    expect(
      messages
        .filter(({ state }) => state === 'skipped')
        .map(({ to }) => to)
        .toSorted(),
    ).toEqual(['+27824100002', '+27824100003']);
    expect(await bench.data('inbox', 'list')).toHaveProperty('total');
    expect(await bench.data('workspace', 'info')).toMatchObject({ contacts: 3, messages: 6 });
  });

  test('what left is listed, and nothing leaves after the acceptance was withdrawn', async () => {
    const left = (await bench.data('privacy', 'left')) as unknown as { days: { texts: number }[] };
    // Ann alone was texted: the offer and the order.
    expect(left.days.reduce((sum, day) => sum + day.texts, 0)).toBe(2);
    const own = await bench.data('privacy', 'left', '--number', '082 410 0001');
    expect(own).toMatchObject({
      e164: '+27824100001',
      texts: [{ acceptedBy: 'A tester' }, { acceptedBy: 'A tester' }],
    });
    expect(await bench.call('privacy', 'left', '--month', 'May')).toMatchObject({ error: { code: 'usage.badValue' } });

    expect(await bench.data('gateway', 'withdraw', 'practice', '--by', 'A tester')).toMatchObject({
      state: 'notAccepted',
      paused: 0,
    });
    expect(await bench.call('gateway', 'test', 'practice')).toMatchObject({ error: { code: 'gateway.notAccepted' } });
    expect(await bench.call('gateway', 'withdraw', 'practice', '--by', 'A tester')).toMatchObject({
      error: { code: 'gateway.notAccepted' },
    });
  });
});

describe('explain', () => {
  const lines = (text: string): unknown[] =>
    text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as unknown);

  test('text answers every line in order, bad ones too', async () => {
    const stdin = ['"hello"', 'not json', '5', '"Grüße 😀"', '""'].join('\n');
    const { exit, stdout } = await shell(['explain', 'text', '--stdin', '--json'], { stdin });
    expect(exit).toBe(0);
    expect(lines(stdout)).toMatchObject([
      { encoding: 'GSM-7', units: 5, parts: 1 },
      { error: 'notJson' },
      { error: 'notAString' },
      { encoding: 'UCS-2', units: 8, parts: 1 },
      { units: 0 },
    ]);
  });

  test('phone answers every line in order, bad ones too', async () => {
    const stdin = [
      '{"number":"082 410 0001","country":"za"}',
      '{',
      '{"number":"12","country":"ZA"}',
      '{"country":"ZA"}',
      '{"number":"1","country":"QQ"}',
      '[]',
      'null',
    ];
    const { stdout } = await shell(['--json', 'explain', 'phone', '--stdin'], { stdin: stdin.join('\n') });
    expect(lines(stdout)).toMatchObject([
      { e164: '+27824100001', country: 'ZA' },
      { error: 'notJson' },
      { error: 'tooShort' },
      { error: 'noNumber' },
      { error: 'unknownCountry' },
      { error: 'noNumber' },
      { error: 'noNumber' },
    ]);
  });
});

test('rehearse serve answers as a One API until it is interrupted', async () => {
  const words = ['--json', 'rehearse', 'serve', '--protocol', 'one-api', '--port', '0', '--key', 'k'];
  const child = startShell(words);
  try {
    const ended = once(child, 'close');
    const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
    const { data } = JSON.parse(line) as { data: { url: string } };
    const ask = async (key: string): Promise<number> =>
      (await fetch(`${data.url}/v1/balance`, { headers: { Authorization: key } })).status;
    expect([await ask('k'), await ask('wrong')]).toEqual([200, 401]);
    child.kill('SIGINT');
    expect(await ended).toEqual([0, null]);
  } finally {
    child.kill('SIGKILL');
  }
});
