import { describe, expect, it } from 'vitest';
import { guardedLookup } from '../../main/gateways/address-guard.ts';
import { createEgress } from '../../main/gateways/egress.ts';
import { clickatellManifest } from '../../main/gateways/clickatell/manifest.ts';
import { httpAnswer, startRawServer } from './raw-server.ts';

/** Resolves through the system; an address resolves to itself, as a name turned to it would. */
function resolve(name: string, onlyLoopback: boolean, all: boolean): Promise<string> {
  return new Promise((settle) => {
    guardedLookup(onlyLoopback)(name, { all }, (error, address) => {
      settle(
        error
          ? `refused ${error.code}`
          : typeof address === 'string'
            ? address
            : address.map((each) => each.address).join(),
      );
    });
  });
}

describe('where a name may point to when the connection is made (DNS rebinding)', () => {
  it.each([
    ['169.254.169.254', false],
    ['169.254.0.1', false],
    ['100.100.100.200', false],
    ['0.0.0.0', false],
    ['224.0.0.1', false],
    ['255.255.255.255', false],
    ['fe80::1', false],
    ['::', false],
    ['::ffff:169.254.169.254', false],
    ['fd00:ec2::254', false],
    ['192.168.1.1', true],
    ['93.184.216.34', true],
    ['2001:db8::1', true],
  ])('%s (only this computer: %s) is refused', async (address, onlyLoopback) => {
    for (const all of [true, false]) expect(await resolve(address, onlyLoopback, all)).toBe('refused ADDRESS_REFUSED');
  });

  it.each([
    ['192.168.1.1', false],
    ['93.184.216.34', false],
    ['2001:db8::1', false],
    ['127.0.0.1', true],
    ['127.1.2.3', true],
    ['::1', true],
  ])('%s (only this computer: %s) is let through', async (address, onlyLoopback) => {
    for (const all of [true, false]) expect(await resolve(address, onlyLoopback, all)).toBe(address);
  });

  it('localhost works by name', async () => {
    const server = await startRawServer((_request, socket) => socket.write(httpAnswer(200, '{}')));
    const origin = `http://localhost:${server.port}`;
    const egress = createEgress(clickatellManifest(new URL(origin), null));
    const request = { method: 'GET', origin, path: '/v1/balance', headers: {}, body: null } as const;
    expect(await egress.request(request)).toMatchObject({ kind: 'response', status: 200 });
    await egress.close();
    await server.close();
  });
});
