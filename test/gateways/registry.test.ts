import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { AppError } from '#domain/kernel/errors.ts';
import { manifestDigest } from '../../main/gateways/manifest-digest.ts';
import { createGateways } from '../../main/gateways/registry.ts';
import type { GatewayConfig, Secrets } from '../../main/services/ports.ts';
import { clickatellConfig, secrets, text } from './clickatell-bench.ts';

const rehearsal: GatewayConfig = { name: 'Try it', kind: 'rehearsal', url: null, repliesUrl: null, secretRef: null };
const real = clickatellConfig('https://platform.clickatell.com');

describe('manifests, digests and sheets', () => {
  const gateways = createGateways();

  it('Clickatell’s names its host and paths, and says what is not known', () => {
    const manifest = gateways.manifest(real);
    expect(manifest.hosts).toEqual([
      { origin: 'https://platform.clickatell.com', paths: ['/v1/message', '/v1/message/{id}', '/v1/balance'] },
    ]);
    expect(manifest.fields.map(({ name }) => name).sort()).toEqual(
      ['channel', 'clientMessageId', 'content', 'from', 'messages', 'to'].sort(),
    );
    expect([manifest.legalEntity, manifest.country, manifest.retention]).toEqual([
      'not known',
      'not known',
      'not known',
    ]);
  });

  it('a relay is a host of its own', () => {
    const config = clickatellConfig('https://platform.clickatell.com', 'https://relay.example/r/1/events');
    expect(gateways.manifest(config).hosts).toContainEqual({
      origin: 'https://relay.example',
      paths: ['/r/1/events?after={cursor}'],
    });
  });

  it('a base address with a path is kept', () => {
    const { hosts } = gateways.manifest(clickatellConfig('https://proxy.example/sms/'));
    expect(hosts[0]).toEqual({
      origin: 'https://proxy.example',
      paths: ['/sms/v1/message', '/sms/v1/message/{id}', '/sms/v1/balance'],
    });
  });

  it('the digest is the same for the same sheet, and another for another host, relay or kind', () => {
    const others = [
      clickatellConfig('https://platform.clickatell.com:8443'),
      clickatellConfig('https://platform.clickatell.com', 'https://relay.example/events'),
      rehearsal,
    ];
    const digest = gateways.digest(real);
    expect(digest).toMatch(/^[0-9a-f]{64}$/);
    expect(createGateways().digest({ ...real, name: 'Other', secretRef: 'env:OTHER' })).toBe(digest);
    expect(new Set([digest, ...others.map((config) => gateways.digest(config))]).size).toBe(4);
  });

  it('the digest does not depend on the order of keys, but on every value', () => {
    const manifest = gateways.manifest(real);
    const reversed = Object.fromEntries(Object.entries(manifest).toReversed()) as unknown as typeof manifest;
    expect(manifestDigest(reversed)).toBe(manifestDigest(manifest));
    for (const key of Object.keys(manifest)) {
      expect(manifestDigest({ ...manifest, [key]: 'changed' })).not.toBe(manifestDigest(manifest));
    }
  });

  it.each([
    ['Clickatell', real],
    ['the rehearsal', rehearsal],
  ])('the sheet of %s prints everything in the manifest', (_what, config) => {
    const manifest = gateways.manifest(config);
    const sheet = gateways.sheet(config);
    const all = [
      manifest.title,
      ...manifest.hosts.flatMap(({ origin, paths }) => [origin, ...paths]),
      ...[...manifest.fields, ...manifest.headers].flatMap(({ name, meaning }) => [name, meaning]),
      ...manifest.notSent,
      manifest.legalEntity,
      manifest.country,
      manifest.retention,
      ...manifest.whatTheyMayDo,
      manifest.optOutBehaviour,
      gateways.digest(config),
    ];
    expect(all.filter((words) => !sheet.includes(words))).toEqual([]);
  });

  it.each([
    ['plain http', clickatellConfig('http://platform.clickatell.com')],
    ['a relay by plain http', clickatellConfig('https://platform.clickatell.com', 'http://relay.example/')],
    ['an address for the rehearsal', { ...rehearsal, url: 'http://127.0.0.1:1' }],
    ['a relay for the rehearsal', { ...rehearsal, repliesUrl: 'http://127.0.0.1:1/' }],
  ])('%s is refused before anything is kept or opened', async (_what, config) => {
    for (const use of [gateways.manifest, gateways.digest, gateways.sheet]) {
      expect(() => use(config)).toThrow(expect.objectContaining({ code: 'gateway.urlRefused' }) as Error);
    }
    await expect(gateways.open(config, secrets)).rejects.toMatchObject({ code: 'gateway.urlRefused' });
  });
});

describe('opening', () => {
  it('without a reference to a key', async () => {
    const config = { ...real, secretRef: null };
    await expect(createGateways().open(config, secrets)).rejects.toMatchObject({ code: 'gateway.secretMissing' });
  });

  it.each(['', ' \n', 'a\nb', 'a\u0000b', 'ключ'])('with the key %j', async (key) => {
    const odd: Secrets = { ...secrets, read: () => Promise.resolve(key) };
    await expect(createGateways().open(real, odd)).rejects.toMatchObject({ code: 'gateway.credentials' });
  });

  it('with a keychain that has no key', async () => {
    const missing = new AppError('gateway.secretMissing', { name: 'Shop', source: 'env:KEY' });
    const empty: Secrets = { ...secrets, read: () => Promise.reject(missing) };
    await expect(createGateways().open(real, empty)).rejects.toBe(missing);
  });

  it('the rehearsal starts once, is shared, and ends with the rest; its digest outlives its port', async () => {
    const first = createGateways();
    const one = await first.open(rehearsal, secrets);
    const two = await first.open({ ...rehearsal, name: 'Again' }, secrets);
    const outcome = await one.submit(text);
    expect(outcome.kind).toBe('accepted');
    const id = outcome.kind === 'accepted' ? outcome.gatewayMessageId : '';
    expect((await two.status(id)).status).not.toBe('unknown');
    await first.close();
    expect(await one.submit(text)).toMatchObject({ kind: 'retry' });

    const second = createGateways();
    const later = await second.open(rehearsal, secrets);
    expect((await later.status(id)).status).not.toBe('unknown');
    expect(second.digest(rehearsal)).toBe(first.digest(rehearsal));
    await second.close();
  });

  it('a rehearsal whose port is taken can be opened once it is free', async () => {
    const squatter = createServer();
    await new Promise<void>((resolve) => squatter.listen(0, '127.0.0.1', resolve));
    const { port } = squatter.address() as AddressInfo;
    const gateways = createGateways({ rehearsal: { port } });
    await expect(gateways.open(rehearsal, secrets)).rejects.toThrow('EADDRINUSE');
    await new Promise((resolve) => squatter.close(resolve));
    expect((await (await gateways.open(rehearsal, secrets)).test())[0]).toMatchObject({ ok: true });
    await gateways.close();
  });

  it('closing what was never opened is no trouble', async () => {
    await expect(createGateways().close()).resolves.toBeUndefined();
  });
});
