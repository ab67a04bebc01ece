import { peopleOf } from './audience.ts';
import { standingColumns } from './standing.ts';
import type { Standing } from './standing.ts';
import { campaignContext, judge, mergedValues, ownZoneColumn } from './gate-facts.ts';
import { prepared } from '../database.ts';
import type { ReadableDb } from '../database.ts';
import { decide } from '#domain/consent/gate.ts';
import type { Denial, GateDecision } from '#domain/consent/gate.ts';
import { parsePhone } from '#domain/phone/parse-phone.ts';
import { measureText } from '#domain/text/segments.ts';
import type { Preflight, PreflightRequest, SkipReason, StorageReads } from '../../services/storage-port.ts';

/** Reasons by code with a few examples each. */
class Tally {
  readonly byCode = new Map<
    string,
    { code: Denial['code']; outcome: Denial['outcome']; count: number; examples: SkipReason['examples'][number][] }
  >();

  add(denial: Denial, person: { readonly id: number; readonly name: string; readonly e164: string }): void {
    let entry = this.byCode.get(denial.code);
    if (!entry)
      this.byCode.set(denial.code, (entry = { code: denial.code, outcome: denial.outcome, count: 0, examples: [] }));
    entry.count += 1;
    if (entry.examples.length < 5) {
      entry.examples.push({ contactId: person.id, name: person.name, e164: person.e164, detail: denial.detail });
    }
  }

  reasons(): SkipReason[] {
    return [...this.byCode.values()].toSorted((a, b) => b.count - a.count);
  }
}

/** The bill and the spread of lengths. */
class Bill {
  parts = 0;
  readonly spread = new Map<number, number>();
  readonly encodings = new Map<'GSM-7' | 'UCS-2', number>();
  longest: Preflight['longest'] = null;

  add(contactId: number, text: string): void {
    const { parts, encoding } = measureText(text);
    this.parts += parts;
    this.spread.set(parts, (this.spread.get(parts) ?? 0) + 1);
    this.encodings.set(encoding, (this.encodings.get(encoding) ?? 0) + 1);
    if (
      this.longest === null ||
      parts > this.longest.parts ||
      (parts === this.longest.parts && text.length > this.longest.text.length)
    ) {
      this.longest = { contactId, text, parts };
    }
  }
}

/** Merges, costs and judges every person of an audience, changing nothing. */
export function preflight(db: ReadableDb, request: PreflightRequest): Preflight {
  const context = campaignContext(db, { ...request.draft, gateway: request.gateway });
  const rejected = new Tally();
  const held = new Tally();
  const bill = new Bill();
  let matched = 0;
  let later = 0;
  let willGet = 0;
  let onRelationship = 0;
  let nextOpenAtMs: number | null = null;
  const at = { gateMs: request.atMs, nowMs: request.atMs, messageId: 0 };
  for (const person of peopleOf(db, request.draft.audience, request.draft.purpose)) {
    matched += 1;
    const merged = mergedValues(context, person.fields);
    const { text, decision } = judge(db, context, { ...person, isKnown: true }, merged, at);
    if (!decision.allowed && decision.decisive.outcome === 'reject') {
      rejected.add(decision.decisive, person);
      continue;
    }
    willGet += 1;
    bill.add(person.id, text);
    if (person.consent !== 'granted') onRelationship += 1;
    if (decision.allowed) continue;
    held.add(decision.decisive, person);
    const hours = decision.denials.find((denial) => denial.code === 'QUIET_HOURS');
    if (!hours) continue;
    later += 1;
    if (hours.notBeforeMs !== null) nextOpenAtMs = Math.min(nextOpenAtMs ?? hours.notBeforeMs, hours.notBeforeMs);
  }
  return {
    matched,
    willGet,
    later,
    nextOpenAtMs,
    reasons: rejected.reasons(),
    holds: held.reasons(),
    parts: bill.parts,
    spread: [...bill.spread].map(([parts, people]) => ({ parts, people })).toSorted((a, b) => a.parts - b.parts),
    encodings: [...bill.encodings].map(([encoding, people]) => ({ encoding, people })),
    longest: bill.longest,
    onRelationship,
  };
}

/** The country of a stranger's number; null where the plan has none. */
function countryOf(e164: string): string | null {
  const number = parsePhone(e164, null);
  return number.ok ? number.value.country : null;
}

/** "May I text this person for this purpose?": the gate's answer for a text that is itself in order. */
export function personDecision(db: ReadableDb, input: Parameters<StorageReads['personDecision']>[0]): GateDecision {
  const { e164, purpose, atMs } = input;
  const standing = prepared<[object], Standing>(db, `SELECT ${standingColumns('@e164')}`).get({ e164, purpose });
  if (standing === undefined) throw new Error('a SELECT without FROM gave no row');
  const row = prepared<[object], { country: string | null; isTextable: number; ownZone: string | null }>(
    db,
    `SELECT c.country, c.is_textable AS isTextable, ${ownZoneColumn(db)} AS ownZone FROM contact c WHERE c.e164 = @e164`,
  ).get({ e164 });
  return decide({
    atMs,
    purpose,
    // A stranger's number may well be fine; what is missing is the ground to text it, and that check says so.
    number: {
      textable: row === undefined || row.isTextable === 1,
      country: row ? row.country : countryOf(e164),
      e164,
      ownZone: row?.ownZone ?? null,
    },
    suppression: standing.suppression === null ? null : { reason: standing.suppression },
    isReviewPending: standing.isReviewPending === 1,
    gateway: 'accepted',
    consent: row === undefined ? 'none' : (standing.consent ?? 'none'),
    isKnown: row !== undefined,
    isRepeat: false,
    text: 'Acme: an example. Reply STOP to opt out',
    missingFields: [],
    sender: null,
    business: 'Acme',
  });
}
