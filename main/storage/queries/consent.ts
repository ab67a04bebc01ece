import { createHash, randomBytes } from 'node:crypto';
import { decodeCursor, encodeCursor } from './paging.ts';
import { peopleOf } from './audience.ts';
import { moveMessage } from './moves.ts';
import { prepared } from '../database.ts';
import type { ReadableDb, WritableDb } from '../database.ts';
import { canonicalEntry, genesisHash } from '#domain/consent/ledger.ts';
import type { GateCode } from '#domain/consent/gate-codes.ts';
import type { LedgerEntry } from '#domain/consent/ledger.ts';
import { purposes } from '#domain/consent/purpose.ts';
import type { Purpose } from '#domain/consent/purpose.ts';
import type { LedgerCheck, Page, StorageReads, StorageWrites, Suppression } from '../../services/storage-port.ts';

type NewEvent = Omit<LedgerEntry, 'sequence' | 'commitment'> & { readonly e164: string };

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function commit(salt: Uint8Array, e164: string): string {
  return createHash('sha256').update(salt).update(e164).digest('hex');
}

/** Appends one event to the ledger and keeps the current state beside it. */
function appendEvent(db: WritableDb, event: NewEvent): void {
  const last = prepared<[], { sequence: number; hash: string }>(
    db,
    'SELECT sequence, hash FROM consent_event ORDER BY sequence DESC LIMIT 1',
  ).get();
  const previousHash = last?.hash ?? genesisHash;
  const salt = randomBytes(16);
  const { e164, ...rest } = event;
  const entry: LedgerEntry = { ...rest, sequence: (last?.sequence ?? 0) + 1, commitment: commit(salt, e164) };
  prepared<[object]>(
    db,
    `INSERT INTO consent_event VALUES (@sequence, @event, @purpose, @e164, @salt, @commitment, @method, @sourceRef,
       @textShown, @evidence, @recordedBy, @occurredAtMs, @recordedAtMs, @previousHash, @hash)`,
  ).run({ ...entry, e164, salt, previousHash, hash: sha256(canonicalEntry(previousHash, entry)) });
  const touched = event.purpose === 'all' ? purposes : [event.purpose];
  for (const purpose of touched) {
    prepared<[object]>(
      db,
      `INSERT INTO consent_state VALUES (@e164, @purpose, @state, @sequence)
       ON CONFLICT (e164, purpose) DO UPDATE SET state = excluded.state, sequence = excluded.sequence`,
    ).run({ e164, purpose, state: event.event === 'grant' ? 'granted' : 'withdrawn', sequence: entry.sequence });
  }
}

type GrantInput = Parameters<StorageWrites['grantConsent']>[0];

function* numbersOf(db: ReadableDb, input: GrantInput): Generator<string> {
  if (input.audience.kind === 'numbers') yield* new Set(input.audience.e164s);
  else for (const person of peopleOf(db, input.audience, input.purpose)) yield person.e164;
}

/** Records a grant for everybody of an audience who is not blocked and has none yet. */
export function grantConsent(db: WritableDb, input: GrantInput): ReturnType<StorageWrites['grantConsent']> {
  // Gathered first: an iterator must not walk a table that the loop writes to.
  return grantNumbers(db, Array.from(numbersOf(db, input)), { ...input, occurredAtMs: input.nowMs });
}

/** What the grants of one statement have in common. */
export interface Grant {
  readonly purpose: Purpose;
  readonly method: 'import' | 'paper';
  readonly wording: string;
  readonly evidence: string;
  readonly by: string;
  readonly sourceRef: string;
  readonly occurredAtMs: number;
  readonly nowMs: number;
}

/** Records a grant for each number that is not blocked and has none yet. */
export function grantNumbers(
  db: WritableDb,
  numbers: readonly string[],
  grant: Grant,
): ReturnType<StorageWrites['grantConsent']> {
  const result = { matched: 0, granted: 0, already: 0, blocked: 0 };
  for (const e164 of numbers) {
    result.matched += 1;
    const state = prepared<[string, string], { state: string }>(
      db,
      'SELECT state FROM consent_state WHERE e164 = ? AND purpose = ?',
    ).get(e164, grant.purpose)?.state;
    if (suppressionOf(db, { e164 })) result.blocked += 1;
    else if (state === 'granted') result.already += 1;
    else {
      appendEvent(db, {
        event: 'grant',
        purpose: grant.purpose,
        e164,
        method: grant.method,
        sourceRef: grant.sourceRef,
        textShown: grant.wording,
        evidence: grant.evidence,
        recordedBy: grant.by,
        occurredAtMs: grant.occurredAtMs,
        recordedAtMs: grant.nowMs,
      });
      result.granted += 1;
    }
  }
  return result;
}

/** Withdraws what one source has granted and nothing else has renewed, such as an import that is undone. */
export function withdrawSource(
  db: WritableDb,
  input: { readonly sourceRef: string; readonly by: string; readonly evidence: string; readonly nowMs: number },
): number {
  const granted = prepared<[string], { e164: string; purpose: Purpose }>(
    db,
    `SELECT s.e164, s.purpose FROM consent_event v JOIN consent_state s ON s.sequence = v.sequence
     WHERE v.source_ref = ? AND v.event = 'grant' AND s.state = 'granted'`,
  ).all(input.sourceRef);
  for (const { e164, purpose } of granted) {
    appendEvent(db, {
      event: 'withdraw',
      purpose,
      e164,
      method: 'operator',
      sourceRef: input.sourceRef,
      textShown: '',
      evidence: input.evidence,
      recordedBy: input.by,
      occurredAtMs: input.nowMs,
      recordedAtMs: input.nowMs,
    });
  }
  return granted.length;
}

type BlockInput = Parameters<StorageWrites['block']>[0];

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

/** The block on a number, or null. */
export function suppressionOf(db: ReadableDb, { e164 }: { readonly e164: string }): Suppression | null {
  return (
    prepared<[string], Suppression>(db, 'SELECT reason, detail, at_ms AS atMs FROM suppression WHERE e164 = ?').get(
      e164,
    ) ?? null
  );
}

/** The blocklist, newest first; a search looks into numbers and names. */
export function blockPage(
  db: ReadableDb,
  input: Parameters<StorageReads['blockPage']>[0],
): ReturnType<StorageReads['blockPage']> {
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

/** Walks the whole chain: every hash recomputed, every link and commitment compared. */
export function ledgerCheck(db: ReadableDb): LedgerCheck {
  type Row = LedgerEntry & { e164: string | null; salt: Buffer | null; previousHash: string; hash: string };
  let previous: string = genesisHash;
  let events = 0;
  const rows = db
    .prepare<[], Row>(
      `SELECT sequence, event, purpose, e164, salt, commitment, method, source_ref AS sourceRef, text_shown AS textShown,
         evidence, recorded_by AS recordedBy, occurred_at_ms AS occurredAtMs, recorded_at_ms AS recordedAtMs,
         previous_hash AS previousHash, hash FROM consent_event ORDER BY sequence`,
    )
    .iterate();
  for (const { e164, salt, previousHash, hash, ...entry } of rows) {
    events += 1;
    const isLinked =
      entry.sequence === events && previousHash === previous && sha256(canonicalEntry(previous, entry)) === hash;
    const isTheirs = e164 === null || salt === null || commit(salt, e164) === entry.commitment;
    if (!isLinked || !isTheirs) return { ok: false, events, brokenAt: entry.sequence };
    previous = hash;
  }
  return { ok: true, events, brokenAt: null };
}
