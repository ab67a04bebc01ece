import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  accepted,
  importPeople,
  makeWorkspace,
  numberOf,
  person,
  startCampaign,
  tick,
  tuesdayMs,
} from '../support/workspace.ts';
import type { TestWorkspace } from '../support/workspace.ts';

let workspace: TestWorkspace;
beforeEach(() => {
  workspace = makeWorkspace();
  importPeople(
    workspace,
    [0, 1, 2].map((index) => person(index)),
  );
});
afterEach(() => workspace.close());

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

function accept(digest: string, nowMs: number): void {
  workspace.write.gatewayAccept({ gatewayId: 1, digest, sheet: 'sheet', by: 'Lerato', appVersion: '1', nowMs });
}

/** Sends one text to the first person in line and has it accepted. */
function send(campaignId: number, nowMs: number): void {
  const [text] = tick(workspace, campaignId, 1, { nowMs }).claimed;
  tick(workspace, campaignId, 0, { nowMs, results: [accepted(text?.messageId ?? 0, `g${nowMs}`, nowMs)] });
}

describe('what left', () => {
  test('is counted by the day of the zone and by gateway, from the messages that were handed over', () => {
    const id = startCampaign(workspace);
    // 22:30 on the 24th in UTC is the 25th in Johannesburg.
    for (const atMs of [tuesdayMs, tuesdayMs + hourMs, Date.UTC(2026, 10, 24, 22, 30)]) send(id, atMs);
    const days = { fromMs: tuesdayMs - dayMs, toMs: tuesdayMs + dayMs, offsetMs: 2 * hourMs };
    expect(workspace.read.disclosedDays(days)).toEqual([
      { day: '2026-11-25', gatewayId: 1, texts: 1, people: 1 },
      { day: '2026-11-24', gatewayId: 1, texts: 2, people: 2 },
    ]);
    expect(workspace.read.disclosedDays({ ...days, fromMs: tuesdayMs + dayMs, toMs: tuesdayMs + 2 * dayMs })).toEqual(
      [],
    );
    expect(workspace.read.firstDisclosure({})).toBe(tuesdayMs);
  });

  test('does not count who was skipped, nor a text that came back unsent', () => {
    const id = startCampaign(workspace);
    const [text] = tick(workspace, id, 1).claimed;
    const outcome = { kind: 'retry', code: 'X', reason: 'no connection', afterMs: 60_000 } as const;
    tick(workspace, id, 0, { results: [{ messageId: text?.messageId ?? 0, outcome, atMs: tuesdayMs }] });
    expect(workspace.read.disclosedDays({ fromMs: 0, toMs: tuesdayMs * 2, offsetMs: 0 })).toEqual([]);
    expect(workspace.read.firstDisclosure({})).toBeNull();
  });

  test('of one number names the acceptance that stood then, and none where none stood', () => {
    accept('first', tuesdayMs - dayMs);
    send(startCampaign(workspace), tuesdayMs);
    workspace.write.gatewayWithdraw({ gatewayId: 1, by: 'Lerato', nowMs: tuesdayMs + hourMs });
    const later = startCampaign(workspace, { nowMs: tuesdayMs + 2 * hourMs });
    // Only a fault could send now; the record must not say that somebody allowed it.
    send(later, tuesdayMs + 2 * hourMs);
    accept('second', tuesdayMs + 3 * hourMs);
    send(startCampaign(workspace, { nowMs: tuesdayMs + 4 * hourMs }), tuesdayMs + 4 * hourMs);
    const texts = workspace.read.disclosedTexts({ e164: numberOf(0) });
    expect(texts.map(({ atMs, sheetDigest }) => [(atMs - tuesdayMs) / hourMs, sheetDigest])).toEqual([
      [4, 'second'],
      [2, null],
      [0, 'first'],
    ]);
    expect(workspace.read.disclosedTexts({ e164: numberOf(2) })).toEqual([]);
  });
});

describe('withdrawing the acceptance of a sheet', () => {
  test('pauses what is being sent through that gateway in the same transaction, and nothing more is claimed', () => {
    accept('first', tuesdayMs);
    const id = startCampaign(workspace);
    const other = workspace.write.gatewayAdd({
      name: 'other',
      kind: 'rehearsal',
      url: null,
      repliesUrl: null,
      secretRef: null,
      nowMs: tuesdayMs,
    });
    expect(workspace.write.gatewayWithdraw({ gatewayId: other, by: 'Lerato', nowMs: tuesdayMs })).toEqual({
      paused: [],
    });
    expect(workspace.write.gatewayWithdraw({ gatewayId: 1, by: 'Lerato', nowMs: tuesdayMs })).toEqual({ paused: [id] });
    expect(tick(workspace, id, 64)).toMatchObject({ claimed: [], waiting: 3, state: 'paused' });
    expect(workspace.read.campaign({ id })?.pauseReason).toBe('Lerato withdrew the acceptance of the gateway’s sheet');
    expect(workspace.read.gateways({}).map(({ acceptance }) => acceptance)).toEqual([null, null]);
  });

  test('can be followed by accepting again, and both stay on record', () => {
    accept('first', tuesdayMs);
    workspace.write.gatewayWithdraw({ gatewayId: 1, by: 'Lerato', nowMs: tuesdayMs + 1 });
    accept('first', tuesdayMs + 2);
    expect(workspace.read.gateways({})[0]?.acceptance).toMatchObject({ digest: 'first', atMs: tuesdayMs + 2 });
    expect(
      workspace.db.prepare('SELECT accepted_at_ms, withdrawn_at_ms, withdrawn_by FROM gateway_acceptance').raw().all(),
    ).toEqual([
      [tuesdayMs, tuesdayMs + 1, 'Lerato'],
      [tuesdayMs + 2, null, null],
    ]);
  });
});
