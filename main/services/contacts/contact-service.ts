import { gateWords } from '#domain/consent/gate-words.ts';
import { outcomeWords } from '#domain/consent/replies/reply-outcome.ts';
import { purposes } from '#domain/consent/purpose.ts';
import type { Purpose } from '#domain/consent/purpose.ts';
import { AppError } from '#domain/kernel/errors.ts';
import type { E164 } from '#domain/kernel/ids.ts';
import { isCountryCode } from '#domain/phone/countries.ts';
import { parsePhone } from '#domain/phone/parse-phone.ts';
import type { ServiceContext } from '../context.ts';
import type { ConsentEventRow } from '../consent-port.ts';
import type { ContactFile, PageRequest } from '../storage-port.ts';
import { blockedBy, rowView } from './row-view.ts';
import { messageWords, shownDate, shownPurpose, shownTime } from '../words.ts';

/** One purpose's answer to "may I text this person, and why?". */
export interface PurposeAnswer {
  readonly purpose: Purpose;
  readonly allowed: boolean;
  readonly code: string | null;
  readonly answer: string;
  readonly proof: string;
  readonly next: string | null;
}

function eventView(event: ConsentEventRow, zone: string) {
  if (event.event === 'withdraw') {
    return {
      atMs: event.recordedAtMs,
      kind: 'block' as const,
      title: `No more texts: ${blockedBy[event.method] ?? 'withdrawn'}`,
      detail: `${event.evidence} · by ${event.recordedBy}`,
    };
  }
  return {
    atMs: event.recordedAtMs,
    kind: 'grant' as const,
    title: `Permission: ${shownPurpose(event.purpose)}`,
    detail: `“${event.textShown}” · ${event.evidence} · recorded by ${event.recordedBy}, ${shownDate(event.recordedAtMs, zone)}`,
  };
}

function timeline(file: ContactFile, zone: string) {
  const entries = [
    ...file.events.map((event) => eventView(event, zone)),
    ...file.imports.map((row) => ({
      atMs: row.atMs,
      kind: 'imported' as const,
      title: 'Imported',
      detail: `${row.fileName}, row ${row.row} (${row.outcome})`,
    })),
    ...file.messages
      .filter((message) => message.submittedAtMs !== null)
      .map((message) => ({
        atMs: message.submittedAtMs ?? 0,
        kind: 'message' as const,
        title: message.campaign,
        detail: messageWords(message),
      })),
    ...file.inbound.map((reply) => ({
      atMs: reply.receivedAtMs,
      kind: 'reply' as const,
      title: reply.verdict === 'none' ? 'Replied' : `Replied: ${outcomeWords[reply.verdict].toLowerCase()}`,
      detail: reply.text,
    })),
  ];
  return entries.toSorted((a, b) => b.atMs - a.atMs).slice(0, 500);
}

/** People: lists, one person, and the answer to "may I text them, and why?". */
export function createContactService({ storage, clock }: ServiceContext) {
  async function zone(): Promise<string> {
    return (await storage.read.workspace({})).zone;
  }

  async function answer(file: ContactFile | null, e164: string, purpose: Purpose): Promise<PurposeAnswer> {
    const atMs = clock.nowMs();
    const decision = await storage.read.personDecision({ e164, purpose, atMs });
    const place = await zone();
    const granted = file?.consents.find((consent) => consent.purpose === purpose && consent.state === 'granted');
    const imported = file?.imports.at(-1);
    const source = imported
      ? `${imported.fileName}, row ${imported.row}, ${shownDate(imported.atMs, place)}`
      : 'entered by hand';
    const proof = granted
      ? `“${granted.event.textShown}” · Proof: ${granted.event.evidence} · Recorded by ${granted.event.recordedBy} on ${shownDate(granted.event.recordedAtMs, place)}.`
      : file
        ? `Known from ${source}.`
        : 'Nobody with this number is in the workspace.';
    const words = shownPurpose(purpose);
    if (decision.allowed) {
      const ground = granted ? '' : ' The import is the recorded relationship; it allows nothing else.';
      return { purpose, allowed: true, code: null, answer: `Yes, for ${words}`, proof: proof + ground, next: null };
    }
    const { code, outcome, notBeforeMs } = decision.decisive;
    if (outcome === 'defer') {
      const when = notBeforeMs === null ? '' : `, from ${shownTime(notBeforeMs, place)}`;
      return {
        purpose,
        allowed: true,
        code,
        answer: `Yes, for ${words}, but not at this hour${when}`,
        proof,
        next: decision.decisive.detail ?? gateWords[code].action,
      };
    }
    const suppression = file?.contact.suppression ?? (await storage.read.suppressionOf({ e164 }));
    const why =
      suppression && (code === 'SUPPRESSED' || code === 'BLOCKLISTED' || code === 'REASSIGNED')
        ? `${blockedBy[suppression.reason]} on ${shownDate(suppression.atMs, place)}: ${suppression.detail}.`
        : proof;
    return {
      purpose,
      allowed: false,
      code,
      answer: `No, for ${words}: ${gateWords[code].words.toLowerCase()}`,
      proof: why,
      next: gateWords[code].action,
    };
  }

  async function detail(file: ContactFile) {
    const place = await zone();
    const answers = [];
    for (const purpose of purposes.toReversed()) answers.push(await answer(file, file.contact.e164, purpose));
    const check = await storage.read.ledgerCheck({});
    return {
      contact: rowView(file.contact),
      numberType: file.contact.numberType,
      values: file.values.map(([key, value]) => ({ key, value })),
      answers,
      timeline: timeline(file, place),
      chain: { ok: check.ok, events: check.events },
      messages: file.messages.map(({ messageId, campaignId, campaign, state, code, parts, updatedAtMs }) => ({
        messageId,
        campaignId,
        campaign,
        state,
        code,
        parts,
        updatedAtMs,
      })),
    };
  }

  return {
    async page(input: PageRequest & { readonly search: string }) {
      const { rows, next, total } = await storage.read.contactPage(input);
      return { rows: rows.map(rowView), next, total };
    },
    async get(id: number) {
      const file = await storage.read.contactFile({ id });
      if (!file) throw new AppError('contact.notFound', { number: String(id) });
      return detail(file);
    },
    fields: () => storage.read.fields({}),
    /** E.164 of a number as somebody typed it; throws `phone.invalid`. */
    async parseNumber(number: string): Promise<E164> {
      const { country } = await storage.read.workspace({});
      const parsed = parsePhone(number, isCountryCode(country) ? country : null);
      if (!parsed.ok) throw new AppError('phone.invalid', { number: number.slice(0, 60), reason: parsed.reason });
      return parsed.value.e164;
    },
    async byNumber(number: string) {
      const e164 = await this.parseNumber(number);
      const file = await storage.read.contactFile({ e164 });
      if (!file) throw new AppError('contact.notFound', { number: e164 });
      return detail(file);
    },
    /** The answer for one number and purpose, also for strangers. */
    async why(number: string, purpose: Purpose) {
      const e164 = await this.parseNumber(number);
      const file = await storage.read.contactFile({ e164 });
      const result = await answer(file, e164, purpose);
      return { e164, name: file?.contact.name ?? null, ...result, timeline: file ? timeline(file, await zone()) : [] };
    },
    count: async () => (await storage.read.workspace({})).contacts,
  };
}

export type ContactService = ReturnType<typeof createContactService>;
