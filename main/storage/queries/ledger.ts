import { createHash, randomBytes } from 'node:crypto';
import { peopleOf } from './audience.ts';
import { suppressionOf } from './suppression-of.ts';
import { prepared } from '../database.ts';
import type { ReadableDb, WritableDb } from '../database.ts';
import { canonicalEntry, genesisHash } from '#domain/consent/ledger.ts';
import type { LedgerEntry } from '#domain/consent/ledger.ts';
import { purposes } from '#domain/consent/purpose.ts';
import type { Purpose } from '#domain/consent/purpose.ts';
import type { ConsentWrites, LedgerCheck } from '../../services/consent-port.ts';

type NewEvent = Omit<LedgerEntry, 'sequence' | 'commitment'> & { readonly e164: string };

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function commit(salt: Uint8Array, e164: string): string {
  return createHash('sha256').update(salt).update(e164).digest('hex');
}

/** Appends one event to the ledger and keeps the current state beside it. */
export function appendEvent(db: WritableDb, event: NewEvent): void {
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

type GrantInput = Parameters<ConsentWrites['grantConsent']>[0];

function* numbersOf(db: ReadableDb, input: GrantInput): Generator<string> {
  if (input.audience.kind === 'numbers') yield* new Set(input.audience.e164s);
  else for (const person of peopleOf(db, input.audience, input.purpose)) yield person.e164;
}

/** Records a grant for everybody of an audience who is not blocked and has none yet. */
export function grantConsent(db: WritableDb, input: GrantInput): ReturnType<ConsentWrites['grantConsent']> {
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
): ReturnType<ConsentWrites['grantConsent']> {
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
