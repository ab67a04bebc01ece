import { appendEvent } from './ledger.ts';
import { moveMessage } from './moves.ts';
import { decodeCursor, encodeCursor } from './paging.ts';
import { suppressionOf } from './suppression-of.ts';
import { prepared } from '../database.ts';
import type { ReadableDb, WritableDb } from '../database.ts';
import type { GateCode } from '#domain/consent/gate-codes.ts';
import type { LedgerEntry } from '#domain/consent/ledger.ts';
import { purposes } from '#domain/consent/purpose.ts';
import type { Page } from '../../services/storage-port.ts';
import type { Suppression, SuppressionReads, SuppressionWrites } from '../../services/suppression-port.ts';

type BlockInput = Parameters<SuppressionWrites['block']>[0];

const methodOf: Readonly<Record<Suppression['reason'], LedgerEntry['method']>> = {
  keyword: 'keyword',
  reassigned: 'keyword',
  import: 'import',
  operator: 'operator',
  carrier: 'operator',
};

const codeOf: Readonly<Record<Suppression['reason'], GateCode>> = {
  keyword: 'SUPPRESSED',
  carrier: 'SUPPRESSED',
  import: 'SUPPRESSED',
  operator: 'BLOCKLISTED',
  reassigned: 'REASSIGNED',
};

/** Reasons that outlast a START; a file that repeats a STOP is no new reason. */
const outlastsStart: ReadonlySet<Suppression['reason']> = new Set(['operator', 'carrier', 'reassigned']);

/**
 * Blocks a number for good: suppression, ledger event and the end of everything queued for it, in the caller's
 * transaction. An existing block keeps its first reason and date, but a STOP by reply gives way to a stronger reason: a
 * START lifts the one and must not lift the other. Replies of the number that wait for a decision need none any more.
 */
export function suppress(db: WritableDb, input: BlockInput): { added: boolean; cancelled: number } {
  const { e164, reason, detail, by, nowMs } = input;
  const before = suppressionOf(db, { e164 })?.reason ?? null;
  const added = before === null;
  const isStronger = before === 'keyword' && outlastsStart.has(reason);
  if (added || isStronger) {
    prepared<[object]>(
      db,
      `INSERT INTO suppression VALUES (@e164, @reason, @detail, @nowMs)
       ON CONFLICT (e164) DO UPDATE SET reason = excluded.reason, detail = excluded.detail`,
    ).run({ e164, reason, detail, nowMs });
    appendEvent(db, {
      event: 'withdraw',
      purpose: 'all',
      e164,
      method: methodOf[reason],
      sourceRef: reason,
      textShown: '',
      evidence: detail,
      recordedBy: by,
      occurredAtMs: nowMs,
      recordedAtMs: nowMs,
    });
  }
  prepared<[object]>(
    db,
    `UPDATE reply_review SET decision = 'stop', decided_by = @by, decision_reason = @detail, decided_at_ms = @nowMs
     WHERE e164 = @e164 AND decision IS NULL`,
  ).run({ e164, by, detail, nowMs });
  const queued = prepared<[string], { id: number }>(
    db,
    "SELECT id FROM message WHERE e164 = ? AND state = 'queued'",
  ).all(e164);
  for (const { id } of queued) {
    moveMessage(db, {
      id,
      event: 'skip',
      atMs: nowMs,
      detail,
      code: codeOf[reason],
    });
  }
  return { added, cancelled: queued.length };
}

/**
 * Lifts a block that a STOP by reply has set, and no other; answers whether there was one. The ledger gets a new grant for
 * each permission that the STOP ended, and for orders and appointments: a START asks for no more than there was before.
 */
export function liftKeyword(
  db: WritableDb,
  input: { readonly e164: string; readonly detail: string; readonly by: string; readonly nowMs: number },
): boolean {
  const { e164, detail, by, nowMs } = input;
  if (suppressionOf(db, { e164 })?.reason !== 'keyword') return false;
  const lastBefore = prepared<[object], { event: string; textShown: string; sequence: number }>(
    db,
    `SELECT event, text_shown AS textShown, sequence FROM consent_event
     WHERE e164 = @e164 AND purpose IN (@purpose, 'all') AND sequence < (SELECT max(sequence) FROM consent_event
       WHERE e164 = @e164 AND event = 'withdraw' AND method = 'keyword') ORDER BY sequence DESC LIMIT 1`,
  );
  prepared<[string]>(db, "DELETE FROM suppression WHERE e164 = ? AND reason = 'keyword'").run(e164);
  for (const purpose of purposes) {
    const before = lastBefore.get({ e164, purpose });
    const wasGranted = before?.event === 'grant';
    if (!wasGranted && purpose !== 'transactional') continue;
    appendEvent(db, {
      event: 'grant',
      purpose,
      e164,
      method: 'keyword',
      sourceRef: 'START',
      textShown: before && wasGranted ? before.textShown : '',
      evidence: before && wasGranted ? `${detail}; the permission of event ${before.sequence} stands again` : detail,
      recordedBy: by,
      occurredAtMs: nowMs,
      recordedAtMs: nowMs,
    });
  }
  return true;
}

/** The blocklist, newest first; a search looks into numbers and names. */
export function blockPage(
  db: ReadableDb,
  input: Parameters<SuppressionReads['blockPage']>[0],
): ReturnType<SuppressionReads['blockPage']> {
  type Row = Suppression & { e164: string; contactId: number | null; name: string | null };
  const digits = input.search.replace(/\D/g, '').replace(/^0+/, '');
  const filter = { digits: `%${digits}%`, name: `%${input.search.trim().replace(/[\\%_]/g, '\\$&')}%` };
  const where =
    input.search.trim() === ''
      ? '1'
      : `(c.name LIKE @name ESCAPE '\\'${digits.length >= 3 ? ' OR b.e164 LIKE @digits' : ''})`;
  const [atMs, e164] = decodeCursor(input.after) ?? [Number.MAX_SAFE_INTEGER, ''];
  const source = 'suppression b LEFT JOIN contact c ON c.e164 = b.e164';
  const rows = prepared<[object], Row>(
    db,
    `SELECT b.e164, b.reason, b.detail, b.at_ms AS atMs, c.id AS contactId, c.name FROM ${source}
     WHERE ${where} AND (b.at_ms < @atMs OR (b.at_ms = @atMs AND b.e164 > @e164)) ORDER BY b.at_ms DESC, b.e164 LIMIT @limit`,
  ).all({ ...filter, atMs, e164, limit: input.limit + 1 });
  const total = prepared<[object], { n: number }>(db, `SELECT count(*) AS n FROM ${source} WHERE ${where}`).get(filter);
  const shown = rows.slice(0, input.limit);
  const last = shown.at(-1);
  const page: Page<Row> = {
    rows: shown,
    next: rows.length > input.limit && last ? encodeCursor([last.atMs, last.e164]) : null,
    total: total?.n ?? 0,
  };
  return page;
}
