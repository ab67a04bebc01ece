import { afterEach, describe, expect, it } from 'vitest';
import type { E164 } from '#domain/kernel/ids.ts';
import { classifyReply } from '#domain/consent/replies/classify-reply.ts';
import { testContext } from '../../support/replies.ts';
import type { RehearsalFault, RehearsalOptions } from '../../../main/gateways/rehearsal/rehearsal-options.ts';
import { createGateways } from '../../../main/gateways/registry.ts';
import type { Gateway, GatewayConfig, Gateways, OutboundText } from '../../../main/services/ports.ts';
import { secrets } from '../clickatell-bench.ts';

const config: GatewayConfig = { name: 'Rehearsal', kind: 'rehearsal', url: null, repliesUrl: null, secretRef: null };
const opened: Gateways[] = [];

afterEach(async () => {
  for (const gateways of opened.splice(0)) await gateways.close();
});

const calm: Partial<RehearsalOptions> = {
  delayMs: { min: 0, max: 0 },
  refusalShare: 0,
  failureShare: 0,
  expiryShare: 0,
  stopShare: 0,
  replyShare: 0,
  receiptDelayMs: { min: 0, max: 0 },
  replyDelayMs: { min: 0, max: 0 },
};

async function open(rehearsal: Partial<RehearsalOptions> = {}): Promise<Gateway> {
  const gateways = createGateways({ rehearsal: { ...calm, ...rehearsal }, egress: { deadlineMs: 1_000 } });
  opened.push(gateways);
  return gateways.open(config, secrets);
}

function textTo(index: number): OutboundText {
  const clientId = String(index).padStart(32, '0');
  return { clientId, to: `+2782000${String(index).padStart(4, '0')}` as E164, text: 'Hi', sender: null };
}

describe('the rehearsal through the real adapter', () => {
  it('accepts, delivers and brings STOP back', async () => {
    const gateway = await open({ guaranteedStops: 2 });
    const outcomes = [];
    for (let index = 0; index < 5; index += 1) outcomes.push(await gateway.submit(textTo(index)));
    expect(outcomes.map(({ kind }) => kind)).toEqual(Array.from({ length: 5 }, () => 'accepted'));
    const first = outcomes[0];
    const receipt = await gateway.status(first?.kind === 'accepted' ? first.gatewayMessageId : '');
    expect(receipt).toMatchObject({ status: 'delivered', gatewayStatus: 'DEVICE_ACK' });
    const page = await gateway.inbound(null);
    expect(page.texts.map(({ from }) => from).sort()).toEqual(['27820000000', '27820000001']);
    expect((await gateway.inbound(page.cursor)).texts).toEqual([]);
  });

  it('every STOP it makes up is one to the keyword rules, and nothing else is', async () => {
    const stops = await open({ stopShare: 1 });
    const others = await open({ replyShare: 1 });
    const read = async (gateway: Gateway): Promise<string[]> => {
      for (let index = 0; index < 60; index += 1) await gateway.submit(textTo(index));
      return [...new Set((await gateway.inbound(null)).texts.map(({ text }) => text))];
    };
    const [stopTexts, otherTexts] = [await read(stops), await read(others)];
    expect(stopTexts.length).toBeGreaterThan(4);
    expect(otherTexts.length).toBeGreaterThan(4);
    expect(stopTexts.filter((text) => !isStop(text))).toEqual([]);
    expect(otherTexts.filter((text) => isStop(text))).toEqual([]);
  });

  it('tests as reachable, key accepted, with balance and replies', async () => {
    const checks = await (await open()).test();
    expect(checks.map(({ name, ok }) => [name, ok])).toEqual([
      ['Reachable', true],
      ['Key', true],
      ['Balance', true],
      ['Replies', true],
    ]);
  });

  it.each<[RehearsalFault, string, number]>([
    [{ kind: 'slow', ms: 50 }, 'accepted', 1],
    [{ kind: 'slow', ms: 5_000 }, 'uncertain', 1],
    [{ kind: 'cutBeforeAccepting' }, 'uncertain', 0],
    [{ kind: 'cutAfterAccepting' }, 'uncertain', 1],
    [{ kind: 'tooManyRequests', retryAfter: '7' }, 'retry', 0],
    [{ kind: 'rateLimitCode' }, 'retry', 0],
    [{ kind: 'unavailable', isAccepted: false }, 'uncertain', 0],
    [{ kind: 'unavailable', isAccepted: true }, 'uncertain', 1],
    [{ kind: 'html' }, 'uncertain', 0],
  ])('the fault %j is %s, and the gateway took %i', async (fault, kind, taken) => {
    const accepted: string[] = [];
    let submissions = 0;
    const gateway = await open({
      faults: () => {
        submissions += 1;
        return fault;
      },
      onAccepted: ({ clientMessageId }) => accepted.push(clientMessageId ?? ''),
    });
    const outcome = await gateway.submit(textTo(1));
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(outcome.kind).toBe(kind);
    expect(accepted).toEqual(Array.from({ length: taken }, () => textTo(1).clientId));
    expect(submissions).toBe(1);
    if (fault.kind === 'tooManyRequests') expect(outcome).toMatchObject({ afterMs: 7_000 });
  });
});

function isStop(text: string): boolean {
  return classifyReply(text, testContext).outcome === 'stop';
}
