import { expect, test } from 'vitest';
import { formatAudience, parseAudience } from '#domain/campaign/audience.ts';
import { campaignMoves, campaignStates, nextCampaignState } from '#domain/campaign/campaign-state.ts';
import type { CampaignEvent } from '#domain/campaign/campaign-state.ts';

const events: readonly CampaignEvent[] = ['start', 'pause', 'resume', 'finish', 'stop'];

test('a campaign starts once, and what has ended stays ended', () => {
  const into = (state: string): string[] =>
    campaignStates.flatMap((from) =>
      events.filter((event) => nextCampaignState(from, event) === state).map((event) => `${from} ${event}`),
    );
  expect(into('draft')).toEqual([]);
  expect(into('sending')).toEqual(['draft start', 'paused resume']);
  expect(campaignMoves.finished).toEqual({});
  expect(campaignMoves.stopped).toEqual({});
  expect(nextCampaignState('sending', 'start')).toBeNull();
});

test('an audience is read back as it was written, and nothing else is one', () => {
  for (const audience of [{ kind: 'all' }, { kind: 'import', importId: 12 }] as const) {
    expect(parseAudience(formatAudience(audience))).toEqual(audience);
  }
  for (const text of [
    '',
    'ALL',
    'import:',
    'import:0',
    'import:-1',
    'import:1.5',
    'import:1 OR 1',
    'everyone',
    'import:x',
    'import:99999999999999999999',
  ]) {
    expect(parseAudience(text), text).toBeNull();
  }
});
