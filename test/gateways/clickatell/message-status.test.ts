import { describe, expect, it } from 'vitest';
import type { Receipt, ReceiptStatus } from '../../../main/services/ports.ts';
import { receiptStatus } from '../../../main/gateways/clickatell/message-status.ts';
import { apiKey, clickatellConfig, withGateway } from '../clickatell-bench.ts';
import { httpAnswer, startRawServer } from '../raw-server.ts';
import type { RawRequest } from '../raw-server.ts';

const id = '77fb29998253415fa5d66971d519d362';

async function ask(
  status: number,
  body: string,
  headers: Record<string, string> = {},
  asked = id,
): Promise<{ receipt: Receipt; request: RawRequest | undefined }> {
  const server = await startRawServer((_request, socket) => socket.write(httpAnswer(status, body, headers)));
  try {
    const receipt = await withGateway(clickatellConfig(server.origin), (gateway) => gateway.status(asked));
    return { receipt, request: server.requests[0] };
  } finally {
    await server.close();
  }
}

// gateways.md 1a, table of statuses.
const names: readonly [string, number | null, ReceiptStatus][] = [
  ['UNKNOWN', 1, 'unknown'],
  ['QUEUED', 2, 'pending'],
  ['SCHEDULED', 3, 'pending'],
  ['SENT_TO_SUPPLIER', 4, 'enroute'],
  ['DEVICE_ACK', 5, 'delivered'],
  ['READ', 6, 'delivered'],
  ['EXPIRED', 20, 'expired'],
  ['STOPPED_BY_USER', 21, 'cancelled'],
  ['STOPPED_BY_ADMIN', 22, 'cancelled'],
  ['DELIVERY_FAILURE', 23, 'failed'],
  ['ROUTING_ERROR', 100, 'failed'],
  ['EMULATED', 24, 'delivered'],
  ['INSUFFICIENT_ACCOUNT_BALANCE', 25, 'failed'],
  ['VOLUME_LIMIT', 26, 'failed'],
  ['VOLUME_LIMIT_DAILY', 27, 'failed'],
  ['VOLUME_LIMIT_MONTHLY', 28, 'failed'],
  ['RECIPIENT_DOES_NOT_EXIST', 29, 'failed'],
];

describe('the status of a message', () => {
  it.each(names)('%s (code %i) is %s', async (name, code, expected) => {
    const { receipt } = await ask(200, `{"sms":{"status":"${name}","timestamp":1506607698000}}`);
    expect(receipt).toEqual({ gatewayMessageId: id, status: expected, gatewayStatus: name, atMs: 1_506_607_698_000 });
    expect(receiptStatus(null, code)).toBe(expected);
  });

  it.each([60, 61, 80, 81, 82, 83, 84, 85, 130, 131, 999])('code %i alone is failed', (code) => {
    expect(receiptStatus('SOME_NEW_NAME', code)).toBe('failed');
  });

  it.each(['STOP_MARKETING_MESSAGES', 'EXCESSIVE_MESSAGES_TO_RECIPIENT', '', '__proto__', 'constructor', '🙂'])(
    'the unknown name %j is pending',
    async (name) => {
      const { receipt } = await ask(200, JSON.stringify({ sms: { status: name } }));
      expect(receipt).toMatchObject({ status: 'pending', atMs: null });
    },
  );

  it.each([
    ['no channel key', 200, '{"error":{"code":41,"description":"Resource does not exist"}}'],
    ['another channel', 200, '{"whatsapp":{"status":"READ"}}'],
    ['sms null', 200, '{"sms":null}'],
    ['inherited', 200, '{"__proto__":{"sms":{"status":"READ"}}}'],
    ['404', 404, '{"error":{"code":41}}'],
    ['400', 400, '{"error":{"code":41}}'],
  ])('an id the gateway does not know: %s', async (_what, status, body) => {
    expect((await ask(status, body)).receipt).toEqual({
      gatewayMessageId: id,
      status: 'unknown',
      gatewayStatus: 'UNKNOWN',
      atMs: null,
    });
  });

  it.each(['"soon"', '-1', '1e400', 'null', '{}', '99999999999999999999'])(
    'a timestamp of %s is none',
    async (timestamp) => {
      const { receipt } = await ask(200, `{"sms":{"status":"READ","timestamp":${timestamp}}}`);
      expect(receipt).toMatchObject({ status: 'delivered', atMs: null });
    },
  );

  it('asks with the raw key, and writes an odd id so that it stays one segment', async () => {
    const { request } = await ask(200, '{"sms":{"status":"READ"}}', {}, 'a/b?c=d#e f');
    expect(request).toMatchObject({ method: 'GET', path: '/v1/message/a%2Fb%3Fc%3Dd%23e%20f', body: '' });
    expect(request?.headers.get('authorization')).toBe(apiKey);
  });

  it.each<[number, string, Record<string, string>, string]>([
    [401, '{}', {}, 'gateway.credentials'],
    [402, '{}', {}, 'gateway.noBalance'],
    [403, '{}', {}, 'gateway.refused'],
    [429, '{}', {}, 'gateway.unreachable'],
    [500, '', {}, 'gateway.unreachable'],
    [503, '{}', {}, 'gateway.unreachable'],
    [200, '<html>', { 'Content-Type': 'text/html' }, 'gateway.badAnswer'],
    [404, '<html>', { 'Content-Type': 'text/html' }, 'gateway.badAnswer'],
    [401, '<html>', { 'Content-Type': 'text/html' }, 'gateway.badAnswer'],
    [200, '', {}, 'gateway.badAnswer'],
    [200, '{"sms":', {}, 'gateway.badAnswer'],
    [302, '{}', { Location: '/login' }, 'gateway.badAnswer'],
  ])('HTTP %i with %j %j cannot be asked: %s', async (status, body, headers, code) => {
    await expect(ask(status, body, headers)).rejects.toMatchObject({ code, details: { gateway: 'Shop' } });
  });
});
