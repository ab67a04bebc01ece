import { describe, expect, it } from 'vitest';
import type { InboundPage } from '../../../main/services/ports.ts';
import { apiKey, clickatellConfig, nowMs, withGateway } from '../clickatell-bench.ts';
import { httpAnswer, startRawServer } from '../raw-server.ts';
import type { RawRequest } from '../raw-server.ts';

async function poll(
  body: string,
  cursor: string | null = null,
): Promise<{ page: InboundPage; request: RawRequest | undefined }> {
  const gatewayServer = await startRawServer(() => undefined);
  const relay = await startRawServer((_request, socket) => socket.write(httpAnswer(200, body)));
  try {
    const config = clickatellConfig(gatewayServer.origin, `${relay.origin}/r/0123/events`);
    const page = await withGateway(config, (gateway) => gateway.inbound(cursor));
    return { page, request: relay.requests[0] };
  } finally {
    await Promise.all([gatewayServer.close(), relay.close()]);
  }
}

function pageOf(...events: readonly string[]): string {
  return `{"cursor":"c-2","events":[${events.join(',')}]}`;
}

// Verbatim from gateways.md 1a.
const statusUpdate =
  '{"integrationId":"fa80…","integrationName":"My integration","event":{"messageStatusUpdate":[{"channel":"sms","messageId":"3a89…","clientMessageId":"c-17","timestamp":1506607698000,"statusCode":5,"status":"DEVICE_ACK"}]}}';
const reply =
  '{"integrationId":"fa80…","integrationName":"My integration","event":{"moText":[{"channel":"sms","messageId":"3a89…","relatedMessageId":"d33e…","relatedClientMessageId":"c-17","from":"2799900001","to":"2799900002","timestamp":1506607698000,"content":"STOP","charset":"UTF-8","sms":{"network":"Network ID"}}]}}';
const readReply = {
  gatewayMessageId: '3a89…',
  from: '2799900001',
  to: '2799900002',
  text: 'STOP',
  receivedAtMs: 1_506_607_698_000,
};
const readUpdate = {
  gatewayMessageId: '3a89…',
  status: 'delivered',
  gatewayStatus: 'DEVICE_ACK',
  atMs: 1_506_607_698_000,
};

describe('replies and receipts from a relay', () => {
  it('reads One API callbacks as they stand', async () => {
    const { page } = await poll(pageOf(reply, statusUpdate));
    expect(page).toEqual({ texts: [readReply], receipts: [readUpdate], cursor: 'c-2' });
  });

  it('passes over what nobody knows yet, and loses nothing beside it', async () => {
    const odd = [
      '{"event":{"moMedia":[{"messageId":"1"}]}}',
      '{"event":{"moLocation":{}}}',
      '{"event":{"newThing":7}}',
      '{"event":null}',
      '{}',
      'null',
      '[]',
      '"text"',
      '{"event":{"moText":[null,7,{"from":"1"},{"content":"x"}]}}',
      '{"event":{"messageStatusUpdate":[{"status":"READ"},{"messageId":""}]}}',
      '{"__proto__":{"event":{}}}',
    ];
    const { page } = await poll(pageOf(...odd, reply, ...odd, statusUpdate));
    expect(page).toEqual({ texts: [readReply], receipts: [readUpdate], cursor: 'c-2' });
  });

  it('reads the PascalCase another receiver saw, and events that are no list', async () => {
    const { page } = await poll(
      pageOf('{"Event":{"MoText":{"MessageId":"1","From":"2","To":"3","Content":"Stop","Timestamp":1506607698000}}}'),
    );
    expect(page.texts).toEqual([
      { gatewayMessageId: '1', from: '2', to: '3', text: 'Stop', receivedAtMs: 1_506_607_698_000 },
    ]);
  });

  it('a STOP without id or time is not lost, and is the same one each time it is read', async () => {
    const bare = '{"event":{"moText":[{"from":"2799900001","content":"STOP"}]}}';
    const first = await poll(pageOf(bare));
    const second = await poll(pageOf(bare));
    expect(first.page.texts).toHaveLength(1);
    expect(first.page.texts[0]).toMatchObject({ from: '2799900001', text: 'STOP', to: '', receivedAtMs: nowMs });
    expect(first.page.texts[0]?.gatewayMessageId).toMatch(/^derived-[0-9a-f]{64}$/);
    expect(second.page).toEqual(first.page);
  });

  it('asks from the beginning, then after the cursor, and never shows the relay the gateway’s key', async () => {
    const first = await poll(pageOf());
    expect(first.request).toMatchObject({ method: 'GET', path: '/r/0123/events' });
    const second = await poll(pageOf(), 'a b&after=c/ü');
    expect(second.request?.path).toBe('/r/0123/events?after=a%20b%26after%3Dc%2F%C3%BC');
    for (const { request } of [first, second]) {
      expect(request?.headers.has('authorization')).toBe(false);
      expect(JSON.stringify([...(request?.headers ?? [])])).not.toContain(apiKey);
    }
  });

  it('shows the key to a relay on the gateway’s own origin', async () => {
    const server = await startRawServer((_request, socket) => socket.write(httpAnswer(200, pageOf())));
    const config = clickatellConfig(server.origin, `${server.origin}/relay/events`);
    await withGateway(config, (gateway) => gateway.inbound(null));
    await server.close();
    expect(server.requests[0]?.headers.get('authorization')).toBe(apiKey);
  });

  it.each([
    ['not JSON', '<html>'],
    ['no cursor', '{"events":[]}'],
    ['a cursor that is a number', '{"cursor":1,"events":[]}'],
    ['a cursor that is half a character', '{"cursor":"\\ud800","events":[]}'],
    ['a cursor of 10 KB', `{"cursor":"${'c'.repeat(10_240)}","events":[]}`],
    ['no events', '{"cursor":"c"}'],
    ['events that is no list', '{"cursor":"c","events":{}}'],
    ['a list', '[]'],
  ])('a page that is none: %s', async (_what, body) => {
    await expect(poll(body)).rejects.toMatchObject({ code: 'gateway.badAnswer' });
  });

  it('without a relay nothing is asked', async () => {
    const server = await startRawServer(() => undefined);
    await withGateway(clickatellConfig(server.origin), async (gateway) => {
      expect(gateway.canPollReplies).toBe(false);
      expect(await gateway.inbound('c-1')).toEqual({ texts: [], receipts: [], cursor: 'c-1' });
    });
    await server.close();
    expect(server.connections()).toBe(0);
  });
});
