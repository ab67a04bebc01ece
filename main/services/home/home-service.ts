import { campaignView } from '../campaigns/campaign-service.ts';
import type { ServiceContext } from '../context.ts';
import type { HomeFigures } from '../storage-port.ts';
import { shownTime } from '../words.ts';

type NeedKind = 'uncertain' | 'reviews' | 'paused' | 'gatewayNotAccepted' | 'noGateway' | 'noContacts' | 'failed';

interface Need {
  readonly kind: NeedKind;
  readonly title: string;
  readonly detail: string;
  readonly count: number;
  readonly campaignId: number | null;
}

/** What waits for a person, most urgent first. */
function needsOf(figures: HomeFigures, zone: string): Need[] {
  const needs: Need[] = figures.uncertain.map(({ campaignId, name, count }) => ({
    kind: 'uncertain',
    title: `${count} texts not sure`,
    detail: `${name}: we do not know if they left; they are not sent again by themselves`,
    count,
    campaignId,
  }));
  if (figures.reviews > 0 && figures.reviewDueAtMs !== null) {
    const by = shownTime(figures.reviewDueAtMs, zone);
    needs.push({
      kind: 'reviews',
      title: figures.reviews === 1 ? 'A reply may be a stop' : `${figures.reviews} replies may be stops`,
      detail: `Decide by ${by}; until then no offers or news go there, afterwards it counts as a stop`,
      count: figures.reviews,
      campaignId: null,
    });
  }
  for (const { campaignId, name, reason, count } of figures.paused) {
    needs.push({
      kind: 'paused',
      title: `${name} is paused`,
      detail: reason ?? `${count} people still wait`,
      count,
      campaignId,
    });
  }
  const setUp = (kind: NeedKind, title: string, detail: string): void =>
    void needs.push({ kind, title, detail, count: 0, campaignId: null });
  if (figures.contacts === 0) setUp('noContacts', 'Nobody to text yet', 'Import a spreadsheet of your customers');
  if (figures.gateways === 0)
    setUp('noGateway', 'No gateway yet', 'Add the rehearsal gateway first: it costs nothing and reaches nobody');
  else if (figures.acceptedGateways === 0)
    setUp('gatewayNotAccepted', 'A gateway waits for you', 'Read its disclosure sheet and accept it');
  return needs;
}

/** The Home screen: what needs you, what runs, the last 30 days. */
export function createHomeService({ storage, clock }: ServiceContext) {
  return {
    async summary() {
      const { zone } = await storage.read.workspace({});
      const figures = await storage.read.home({ nowMs: clock.nowMs(), zone });
      const running = await storage.read.campaignsIn({ states: ['sending', 'paused'] });
      const recent = await storage.read.campaignsIn({ states: ['finished', 'stopped', 'draft'] });
      const sum = (pick: (day: HomeFigures['days'][number]) => number): number =>
        figures.days.reduce((total, day) => total + pick(day), 0);
      const [delivered, failed, other] = [
        sum((day) => day.delivered),
        sum((day) => day.failed),
        sum((day) => day.other),
      ];
      return {
        needs: needsOf(figures, zone),
        running: running.slice(0, 5).map(campaignView),
        recent: recent.slice(0, 5).map(campaignView),
        last30: {
          sent: delivered + failed + other,
          delivered,
          failed,
          optedOut: figures.optedOut,
          replies: figures.replies,
          days: figures.days.slice(-31),
        },
        contacts: figures.contacts,
      };
    },
  };
}
