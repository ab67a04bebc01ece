import { prepared } from '../database.ts';
import type { ReadableDb } from '../database.ts';
import type { DisclosedDay, DisclosedText, GatewayReads } from '../../services/gateway-port.ts';

// What left is not written down a second time: the message says when and through which gateway, the acceptance that stood
// at that moment says what the gateway is told with it.

const acceptanceThen = `(SELECT max(a.id) FROM gateway_acceptance a WHERE a.gateway_id = m.gateway_id
  AND a.accepted_at_ms <= m.submitted_at_ms AND (a.withdrawn_at_ms IS NULL OR a.withdrawn_at_ms > m.submitted_at_ms))`;

// A text that came back in line, proven not sent, has no `submitted_at_ms` any more.
const left = `m.submitted_at_ms IS NOT NULL AND m.state NOT IN ('queued', 'skipped', 'cancelled')`;

/** Texts handed to gateways from one instant up to another, by day and gateway, newest first; days of a fixed offset. */
export function disclosedDays(db: ReadableDb, input: Parameters<GatewayReads['disclosedDays']>[0]): DisclosedDay[] {
  return prepared<[object], DisclosedDay>(
    db,
    `SELECT date((m.submitted_at_ms + @offsetMs) / 1000, 'unixepoch') AS day, m.gateway_id AS gatewayId,
       count(*) AS texts, count(DISTINCT m.e164) AS people
     FROM message m WHERE m.submitted_at_ms >= @fromMs AND m.submitted_at_ms < @toMs AND ${left}
     GROUP BY 1, 2 ORDER BY 1 DESC, 2`,
  ).all(input);
}

/** Every text to one number that left, newest first, with the sheet that was accepted then. */
export function disclosedTexts(db: ReadableDb, { e164 }: { readonly e164: string }): DisclosedText[] {
  return prepared<[string], DisclosedText>(
    db,
    `SELECT m.id AS messageId, m.submitted_at_ms AS atMs, m.gateway_id AS gatewayId, k.name AS campaign,
       s.digest AS sheetDigest, s.accepted_by AS acceptedBy, s.accepted_at_ms AS acceptedAtMs
     FROM message m JOIN campaign k ON k.id = m.campaign_id LEFT JOIN gateway_acceptance s ON s.id = ${acceptanceThen}
     WHERE m.e164 = ? AND ${left} ORDER BY m.submitted_at_ms DESC LIMIT 1000`,
  ).all(e164);
}

/** When the first text left; null when none has. */
export function firstDisclosure(db: ReadableDb): number | null {
  const sql = 'SELECT min(submitted_at_ms) FROM message WHERE submitted_at_ms IS NOT NULL';
  return prepared<[], number | null>(db, sql).pluck().get() ?? null;
}
