import { zoneOffsetMs } from '#domain/kernel/zone-offset.ts';
import { prepared } from '../database.ts';
import type { ReadableDb } from '../database.ts';
import type { HomeFigures } from '../../services/storage-port.ts';

const dayMs = 86_400_000;

/** The figures of the Home screen; days are local to the workspace's zone as it is now. */
export function home(db: ReadableDb, input: { readonly nowMs: number; readonly zone: string }): HomeFigures {
  const since = input.nowMs - 30 * dayMs;
  const offsetMs = zoneOffsetMs(input.nowMs, input.zone);
  const days = prepared<[object], HomeFigures['days'][number]>(
    db,
    `SELECT date((submitted_at_ms + @offsetMs) / 1000, 'unixepoch') AS day,
       sum(state = 'delivered') AS delivered, sum(state IN ('undelivered', 'expired', 'rejected')) AS failed,
       sum(state NOT IN ('delivered', 'undelivered', 'expired', 'rejected')) AS other
     FROM message WHERE submitted_at_ms >= @since GROUP BY 1 ORDER BY 1`,
  ).all({ offsetMs, since });
  const one = <Row>(sql: string, parameters: object): Row => prepared<[object], Row>(db, sql).get(parameters) as Row;
  const figures = one<{
    contacts: number;
    gateways: number;
    acceptedGateways: number;
    optedOut: number;
    replies: number;
    reviews: number;
    reviewDueAtMs: number | null;
  }>(
    `SELECT (SELECT count(*) FROM contact) AS contacts, (SELECT count(*) FROM gateway) AS gateways,
       (SELECT count(DISTINCT gateway_id) FROM gateway_acceptance WHERE withdrawn_at_ms IS NULL) AS acceptedGateways,
       (SELECT count(*) FROM suppression WHERE at_ms >= @since AND reason = 'keyword') AS optedOut,
       (SELECT count(*) FROM inbound WHERE recorded_at_ms >= @since) AS replies,
       (SELECT count(*) FROM reply_review WHERE decision IS NULL) AS reviews,
       (SELECT min(due_at_ms) FROM reply_review WHERE decision IS NULL) AS reviewDueAtMs`,
    { since },
  );
  const uncertain = prepared<[], HomeFigures['uncertain'][number]>(
    db,
    `SELECT k.id AS campaignId, k.name, n.people AS count FROM campaign_count n JOIN campaign k ON k.id = n.campaign_id
     WHERE n.state = 'uncertain' AND n.people > 0 ORDER BY k.id DESC LIMIT 10`,
  ).all();
  const paused = prepared<[], HomeFigures['paused'][number]>(
    db,
    `SELECT k.id AS campaignId, k.name, k.pause_reason AS reason, coalesce(n.people, 0) AS count FROM campaign k
     LEFT JOIN campaign_count n ON n.campaign_id = k.id AND n.state = 'queued' WHERE k.state = 'paused' ORDER BY k.id DESC LIMIT 10`,
  ).all();
  return { ...figures, days, uncertain, paused };
}
