import Database from 'better-sqlite3';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ShellBench } from './shell-bench.ts';

// Every refusal has a code of its own, an exit code, and changes nothing.
const bench = new ShellBench();
const draft = ['--audience', 'all', '--gateway', 'practice', '--name', 'x'];

beforeAll(async () => {
  await bench.init();
  await bench.data('contacts', 'import', bench.people(3));
  await bench.data('gateway', 'add', 'rehearsal', '--name', 'practice');
  await bench.data('gateway', 'accept', 'practice', '--by', 'A tester');
  await bench.data(
    'gateway',
    'add',
    'clickatell',
    '--name',
    'real',
    '--url',
    'http://127.0.0.1:9',
    '--key-env',
    'ASSENT_NO_SUCH_KEY',
  );
  await bench.data('campaign', 'create', ...draft, '--purpose', 'transactional', '--text', 'Hi {{nickname}}');
  await bench.data('campaign', 'create', ...draft, '--purpose', 'marketing', '--text', 'Acme: hi. Reply STOP');
  const real = ['--audience', 'all', '--gateway', 'real', '--name', 'x', '--purpose', 'transactional', '--text', 'Hi'];
  await bench.data('campaign', 'create', ...real);
  bench.file('empty.csv', '');
  bench.file('plain.csv', 'name,town\nAnn,Durban\n');
});
afterAll(() => bench.close());

const file = (name: string): string => join(bench.root, name);

const cases: readonly (readonly [code: string, exit: number, words: () => readonly string[]])[] = [
  ['usage.unknownCommand', 2, () => ['nonsense']],
  ['usage.unknownCommand', 2, () => ['contacts', 'fly']],
  ['usage.unknownCommand', 2, () => ['__proto__', 'x']],
  ['usage.unknownCommand', 2, () => ['contacts', 'count', 'extra']],
  ['usage.unknownFlag', 2, () => ['contacts', 'count', '--fast']],
  ['usage.missing', 2, () => ['contacts', 'show']],
  ['usage.missing', 2, () => ['consent', 'why', '0824100001']],
  ['usage.missing', 2, () => ['campaign', 'create', '--name']],
  ['usage.badValue', 2, () => ['consent', 'why', '0824100001', '--purpose', 'fun']],
  ['usage.badValue', 2, () => ['campaign', 'check', 'one']],
  ['usage.badValue', 2, () => ['campaign', 'check', '2', '--rehearse-at', 'tomorrow']],
  ['usage.badValue', 2, () => ['contacts', 'export', file('people.pdf')]],
  ['phone.invalid', 1, () => ['contacts', 'show', '1234567890'.repeat(4)]],
  ['phone.invalid', 1, () => ['block', 'add', 'nobody']],
  ['contact.notFound', 1, () => ['contacts', 'show', '0839999999']],
  ['file.notFound', 1, () => ['contacts', 'import', file('none.csv')]],
  ['file.empty', 1, () => ['contacts', 'import', file('empty.csv')]],
  ['file.noNumberColumn', 1, () => ['contacts', 'import', file('plain.csv')]],
  ['file.unknownColumn', 1, () => ['contacts', 'import', file('people.csv'), '--map', 'Nope=city']],
  [
    'audience.unknown',
    1,
    () => ['campaign', 'create', ...draft, '--audience', 'everyone', '--purpose', 'service', '--text', 'x'],
  ],
  [
    'import.notFound',
    1,
    () => ['campaign', 'create', ...draft, '--audience', 'import:77', '--purpose', 'service', '--text', 'x'],
  ],
  ['text.empty', 1, () => ['campaign', 'create', ...draft, '--purpose', 'service', '--text', ' ']],
  ['gateway.notFound', 1, () => ['gateway', 'sheet', 'nowhere']],
  ['gateway.exists', 1, () => ['gateway', 'add', 'rehearsal', '--name', 'practice']],
  [
    'gateway.urlRefused',
    1,
    () => ['gateway', 'add', 'clickatell', '--name', 'a', '--url', 'http://sms.example', '--key-env', 'K'],
  ],
  ['campaign.notFound', 1, () => ['campaign', 'send', '99']],
  ['campaign.nobody', 1, () => ['campaign', 'send', '2']],
  ['campaign.realGateway', 1, () => ['campaign', 'check', '3', '--rehearse-at', '2026-11-25T10:00:00Z']],
  ['campaign.wrongState', 1, () => ['campaign', 'pause', '2']],
  ['merge.unknownField', 1, () => ['campaign', 'check', '1']],
  ['merge.unknownField', 1, () => ['campaign', 'send', '1']],
  ['gateway.notAccepted', 1, () => ['campaign', 'send', '3']],
  ['workspace.exists', 1, () => ['workspace', 'init', '--country', 'ZA', '--business', 'Acme']],
  ['workspace.notFound', 1, () => ['contacts', 'count', '--workspace', file('nowhere')]],
];

describe('refused', () => {
  test.each(cases)('%s (exit %i)', async (code, exit, words) => {
    const answer = await bench.call(...words());
    expect(answer, answer.stdout + answer.stderr).toMatchObject({ exit, error: { code }, stderr: '' });
    expect(answer.error?.message).toMatch(/^\S.* .*\S$/s);
  });

  test('a key that is not in the environment', async () => {
    await bench.data('gateway', 'accept', 'real', '--by', 'A tester');
    for (const words of [
      ['gateway', 'test', 'real'],
      ['campaign', 'send', '3'],
    ]) {
      expect(await bench.call(...words)).toMatchObject({ exit: 1, error: { code: 'gateway.secretMissing' } });
    }
  });

  test('left everything as it was', async () => {
    expect(await bench.data('workspace', 'info')).toMatchObject({ contacts: 3, messages: 0, blocked: 0 });
    const campaigns = (await bench.data('campaign', 'list')) as unknown as { state: string }[];
    expect(campaigns.map(({ state }) => state)).toEqual(['draft', 'draft', 'draft']);
    expect((await bench.data('gateway', 'list')) as unknown as unknown[]).toHaveLength(2);
  });

  test('a fault that nobody foresaw ends with exit 3', async () => {
    const db = new Database(join(bench.folder, 'workspace.sqlite'));
    db.exec('DELETE FROM workspace');
    db.close();
    expect(await bench.call('workspace', 'info')).toMatchObject({ exit: 3, error: { code: 'internal' } });
  });
});
