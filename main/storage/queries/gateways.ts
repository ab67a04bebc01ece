import { campaignMove } from './campaigns.ts';
import { prepared } from '../database.ts';
import type { ReadableDb, WritableDb } from '../database.ts';
import { AppError } from '#domain/kernel/errors.ts';
import type { GatewayRow, GatewayWrites } from '../../services/gateway-port.ts';

type RawGateway = Omit<GatewayRow, 'acceptance'> & {
  digest: string | null;
  acceptedBy: string | null;
  acceptedAtMs: number | null;
};

/** All gateways with the sheet accepted last, unless that was withdrawn. */
export function gateways(db: ReadableDb): GatewayRow[] {
  const rows = prepared<[], RawGateway>(
    db,
    `SELECT g.id, g.name, g.kind, g.url, g.replies_url AS repliesUrl, g.secret_ref AS secretRef, g.inbound_cursor AS inboundCursor,
       g.last_poll_at_ms AS lastPollAtMs, a.digest, a.accepted_by AS acceptedBy, a.accepted_at_ms AS acceptedAtMs
     FROM gateway g LEFT JOIN gateway_acceptance a ON a.id = (SELECT max(id) FROM gateway_acceptance WHERE gateway_id = g.id)
       AND a.withdrawn_at_ms IS NULL
     ORDER BY g.id`,
  ).all();
  return rows.map(({ digest, acceptedBy, acceptedAtMs, ...row }) => ({
    ...row,
    acceptance: digest === null ? null : { digest, by: acceptedBy ?? '', atMs: acceptedAtMs ?? 0 },
  }));
}

/** Adds a gateway; a name stands for one gateway for ever. */
export function gatewayAdd(db: WritableDb, input: Parameters<GatewayWrites['gatewayAdd']>[0]): number {
  const taken = prepared<[string], { id: number }>(db, 'SELECT id FROM gateway WHERE name = ?').get(input.name);
  if (taken) throw new AppError('gateway.exists', { name: input.name });
  const { lastInsertRowid } = prepared<[object]>(
    db,
    `INSERT INTO gateway (name, kind, url, replies_url, secret_ref, created_at_ms)
     VALUES (@name, @kind, @url, @repliesUrl, @secretRef, @nowMs)`,
  ).run(input);
  return Number(lastInsertRowid);
}

/** Records who accepted which sheet, with its text as it was shown. */
export function gatewayAccept(db: WritableDb, input: Parameters<GatewayWrites['gatewayAccept']>[0]): null {
  prepared<[object]>(
    db,
    `INSERT INTO gateway_acceptance (gateway_id, digest, sheet, accepted_by, accepted_at_ms, app_version)
     VALUES (@gatewayId, @digest, @sheet, @by, @nowMs, @appVersion)`,
  ).run(input);
  return null;
}

/** Takes an acceptance back and pauses whatever is being sent through the gateway: after this nothing more is claimed. */
export function gatewayWithdraw(
  db: WritableDb,
  input: Parameters<GatewayWrites['gatewayWithdraw']>[0],
): ReturnType<GatewayWrites['gatewayWithdraw']> {
  prepared<[object]>(
    db,
    `UPDATE gateway_acceptance SET withdrawn_at_ms = @nowMs, withdrawn_by = @by
     WHERE gateway_id = @gatewayId AND withdrawn_at_ms IS NULL`,
  ).run(input);
  const sending = prepared<[number], number>(db, "SELECT id FROM campaign WHERE gateway_id = ? AND state = 'sending'")
    .pluck()
    .all(input.gatewayId) as number[];
  const reason = `${input.by} withdrew the acceptance of the gateway’s sheet`;
  for (const id of sending) campaignMove(db, { id, event: 'pause', reason, nowMs: input.nowMs });
  return { paused: sending };
}
