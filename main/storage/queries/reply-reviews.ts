import { suppress } from './suppressions.ts';
import { prepared } from '../database.ts';
import type { WritableDb } from '../database.ts';
import { AppError } from '#domain/kernel/errors.ts';
import type { StorageWrites } from '../../services/storage-port.ts';

/** Blocks advertising to a number until somebody decides about a reply. */
export function openReview(
  db: WritableDb,
  review: { readonly inboundId: number; readonly e164: string; readonly dueAtMs: number; readonly nowMs: number },
): void {
  prepared<[object]>(
    db,
    `INSERT INTO reply_review (inbound_id, e164, opened_at_ms, due_at_ms) VALUES (@inboundId, @e164, @nowMs, @dueAtMs)`,
  ).run(review);
}

interface OpenReview {
  readonly inboundId: number;
  readonly e164: string;
  readonly text: string;
}

interface Decision {
  readonly decision: 'stop' | 'keep' | 'overdue';
  readonly by: string;
  readonly reason: string;
  readonly nowMs: number;
}

function close(db: WritableDb, inboundId: number, decision: Decision): void {
  prepared<[object]>(
    db,
    `UPDATE reply_review SET decision = @decision, decided_by = @by, decision_reason = @reason, decided_at_ms = @nowMs
     WHERE inbound_id = @inboundId AND decision IS NULL`,
  ).run({ inboundId, ...decision });
}

/** The stop that a review ends in: closed first, so that the block finds only the number's other reviews to close. */
function stopAfter(db: WritableDb, { inboundId, e164, text }: OpenReview, decision: Decision): number {
  close(db, inboundId, decision);
  const detail = `replied “${text.trim().slice(0, 40)}”: ${decision.reason}`;
  const { added, cancelled } = suppress(db, {
    e164,
    reason: 'keyword',
    detail,
    by: decision.by,
    nowMs: decision.nowMs,
  });
  if (added) {
    prepared<[number, number]>(db, "UPDATE inbound SET effect = 'blocked', cancelled = ? WHERE id = ?").run(
      cancelled,
      inboundId,
    );
  }
  return cancelled;
}

/** A person's decision, taken once. `keep` ends the wait and leaves everything else as it was. */
export function reviewDecide(
  db: WritableDb,
  { id, ...decision }: Parameters<StorageWrites['reviewDecide']>[0],
): ReturnType<StorageWrites['reviewDecide']> {
  type Row = OpenReview & { decision: string | null; isReview: number };
  const row = prepared<[number], Row>(
    db,
    `SELECT i.id AS inboundId, coalesce(r.e164, '') AS e164, i.text, r.decision, r.inbound_id IS NOT NULL AS isReview
     FROM inbound i LEFT JOIN reply_review r ON r.inbound_id = i.id WHERE i.id = ?`,
  ).get(id);
  if (!row) throw new AppError('inbox.notFound', { id });
  if (row.isReview === 0 || row.decision !== null)
    throw new AppError('inbox.nothingToDecide', { id, decision: row.decision });
  if (decision.decision === 'stop') return { cancelled: stopAfter(db, row, decision) };
  close(db, id, decision);
  return { cancelled: 0 };
}

/** No decision in two working days is a stop (consent.md 1.2 rule 3). */
export function reviewsOverdue(
  db: WritableDb,
  { nowMs }: { readonly nowMs: number },
): ReturnType<StorageWrites['reviewsOverdue']> {
  const due = prepared<[number], OpenReview>(
    db,
    `SELECT r.inbound_id AS inboundId, r.e164, i.text FROM reply_review r JOIN inbound i ON i.id = r.inbound_id
     WHERE r.decision IS NULL AND r.due_at_ms <= ? ORDER BY r.due_at_ms, r.inbound_id`,
  ).all(nowMs);
  const reason = 'nobody decided within two working days';
  for (const review of due) stopAfter(db, review, { decision: 'overdue', by: 'Assent', reason, nowMs });
  return { stopped: due.length };
}
