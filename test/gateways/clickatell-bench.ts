import type { E164 } from '#domain/kernel/ids.ts';
import type { EgressOptions } from '../../main/gateways/egress.ts';
import { createGateways } from '../../main/gateways/registry.ts';
import type { Gateway, GatewayConfig, OutboundText, Secrets } from '../../main/services/ports.ts';

export const apiKey = 'test-key==';

/** A keychain of one key. */
export const secrets: Secrets = {
  read: () => Promise.resolve(apiKey),
  store: () => Promise.reject(new Error('not in these tests')),
};

export const text: OutboundText = {
  clientId: '0123456789abcdef0123456789abcdef',
  to: '+27821234567' as E164,
  text: 'Here is my message',
  sender: null,
};

export function clickatellConfig(url: string, repliesUrl: string | null = null): GatewayConfig {
  return { name: 'Shop', kind: 'clickatell', url, repliesUrl, secretRef: 'env:KEY' };
}

/** The time of every test: Sun, 06 Nov 1994 08:49:37 GMT. */
export const nowMs = 784_111_777_000;

/** Runs with a real Clickatell gateway at the address, closed afterwards. */
export async function withGateway<T>(
  config: GatewayConfig,
  run: (gateway: Gateway) => Promise<T>,
  egress: EgressOptions = {},
): Promise<T> {
  const gateways = createGateways({ egress, nowMs: () => nowMs });
  try {
    return await run(await gateways.open(config, secrets));
  } finally {
    await gateways.close();
  }
}
