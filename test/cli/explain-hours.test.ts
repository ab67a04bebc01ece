import { describe, expect, test } from 'vitest';
import { shell } from '../support/shell.ts';

const night = ['--purpose', 'marketing', '--from', '2026-11-24T21:40:00+02:00'];

describe('explain hours', () => {
  test('answers one JSON line without a workspace', async () => {
    const { exit, stdout } = await shell(['explain', 'hours', '+27 82 410 0001', ...night]);
    expect(exit).toBe(0);
    expect(stdout.trim().split('\n')).toHaveLength(1);
    expect(JSON.parse(stdout)).toMatchObject({
      number: '+27824100001',
      country: 'ZA',
      open: false,
      opensAt: '2026-11-25T06:00:00.000Z',
      zones: ['Africa/Johannesburg'],
      ruleIds: ['ZA'],
      reason: 'It is 21:40 in Johannesburg; texts to South Africa may leave again tomorrow at 08:00',
    });
  });

  test('with --json in the usual envelope; the country and the zone may be named', async () => {
    const words = ['--json', 'explain', 'hours', '0412 345 678', '--country', 'au', '--zone', 'Australia/Perth'];
    const { data } = await shell([...words, '--purpose', 'newsletter', '--from', '2026-11-25T10:00:00Z']);
    expect(data).toMatchObject({ number: '+61412345678', open: true, zones: ['Australia/Perth'], zonesFrom: 'person' });
  });

  test('an order leaves at any hour, and no row holds it', async () => {
    const { data } = await shell(['--json', 'explain', 'hours', '+27824100001', '--purpose', 'transactional']);
    expect(data).toMatchObject({ open: true, ruleIds: [], reason: '' });
  });

  test.each([
    ['phone.invalid', 1, ['12', ...night]],
    ['usage.missing', 2, ['+27824100001']],
    ['usage.badValue', 2, ['+27824100001', '--purpose', 'fun']],
    ['usage.badValue', 2, ['+27824100001', '--purpose', 'marketing', '--from', 'tonight']],
    ['usage.badValue', 2, ['+27824100001', ...night, '--zone', 'Africa/Durban']],
    ['usage.badValue', 2, ['0824100001', ...night, '--country', 'QQ']],
  ] as const)('%s (exit %i): %j', async (code, exit, words) => {
    expect(await shell(['--json', 'explain', 'hours', ...words])).toMatchObject({ exit, error: { code } });
  });
});
