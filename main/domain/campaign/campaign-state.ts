/** The life of a campaign. A start writes every message row and leaves `draft` in one transaction: there is no half campaign. */
export const campaignStates = ['draft', 'paused', 'sending', 'finished', 'stopped'] as const;

export type CampaignState = (typeof campaignStates)[number];

export type CampaignEvent = 'start' | 'pause' | 'resume' | 'finish' | 'stop';

export const campaignMoves: {
  readonly [From in CampaignState]: { readonly [Event in CampaignEvent]?: CampaignState };
} = {
  draft: { start: 'sending' },
  sending: { pause: 'paused', finish: 'finished', stop: 'stopped' },
  paused: { resume: 'sending', stop: 'stopped', finish: 'finished' },
  finished: {},
  stopped: {},
};

/** Where an event leads from a state, or null when the move does not exist. */
export function nextCampaignState(from: CampaignState, event: CampaignEvent): CampaignState | null {
  return campaignMoves[from][event] ?? null;
}
