import type { SubmitOutcome } from '../../services/ports.ts';
import type { TransportOutcome } from '../http-exchange.ts';
import { asGatewayId, asRecord, oneLine, own, parseJson } from '../json-reading.ts';
import type { JsonRecord } from '../json-reading.ts';
import { retryAfterMs } from '../retry-after.ts';
import { errorMeaning } from './error-codes.ts';

type Response = TransportOutcome & { readonly kind: 'response' };

/** What was asked, to tell an answer to it from an answer to something else. `to` is digits only. */
export interface SentText {
  readonly to: string;
  readonly clientMessageId: string;
}

/** What an answer's body says, whatever its HTTP status. */
interface Reading {
  readonly isJson: boolean;
  readonly body: JsonRecord | null;
  /** The one entry; null when there is none or more than one. */
  readonly entry: JsonRecord | null;
  readonly claimsAcceptance: boolean;
  readonly code: number | null;
  readonly description: string;
}

function uncertain(code: string, reason: string): SubmitOutcome {
  return { kind: 'uncertain', code, reason };
}

function stopForAnswer(reason: string): SubmitOutcome {
  return { kind: 'stop', error: 'gateway.badAnswer', reason };
}

/** True for the content types JSON comes with; an absent one is judged by the body. */
export function isJsonType(contentType: string | null): boolean {
  return contentType === null || /^(application|text)\/([\w.-]+\+)?json$/.test(contentType);
}

function readError(value: unknown): { code: number; description: string } | null {
  const error = asRecord(value);
  const code = own(error, 'code');
  const number = typeof code === 'string' && /^\d{1,4}$/.test(code) ? Number(code) : code;
  if (typeof number !== 'number' || !Number.isInteger(number)) return null;
  const description = own(error, 'description');
  return { code: number, description: typeof description === 'string' ? oneLine(description) : '' };
}

function readAnswer({ contentType, text }: Response): Reading {
  const isJson = isJsonType(contentType);
  const body = isJson ? asRecord(parseJson(text)) : null;
  const messages = own(body, 'messages');
  const entries: readonly unknown[] = Array.isArray(messages) ? messages : [];
  const entry = entries.length === 1 ? asRecord(entries[0]) : null;
  const error = readError(own(entry, 'error')) ?? readError(own(body, 'error'));
  return {
    isJson,
    body,
    entry,
    claimsAcceptance: entries.some((each) => own(asRecord(each), 'accepted') === true),
    code: error?.code ?? null,
    description: error?.description ?? '',
  };
}

/** A key that came twice leaves open which value was meant; the last one silently wins in every parser. */
function isAmbiguous(text: string): boolean {
  const seen = text.match(/"(messages|accepted|apiMessageId)"\s*:/g) ?? [];
  return new Set(seen.map((key) => key.replace(/\s/g, ''))).size !== seen.length;
}

function isForAnother(entry: JsonRecord, sent: SentText): boolean {
  const to = own(entry, 'to');
  const clientMessageId = own(entry, 'clientMessageId');
  if (typeof to === 'string' && to !== '' && to.replace(/\D/g, '') !== sent.to) return true;
  return typeof clientMessageId === 'string' && clientMessageId !== sent.clientMessageId;
}

/** A refusal with a code. An entry's unknown code is about that text; an unknown global one is about all of them. */
function byCode(reading: Reading, response: Response, nowMs: number): SubmitOutcome | null {
  if (reading.code === null) return null;
  const code = String(reading.code);
  const meaning = errorMeaning(reading.code);
  const reason = `${reading.description || meaning?.text || 'refused'} (code ${code})`;
  const verdict = meaning?.verdict ?? (reading.entry ? 'rejected' : { stop: 'gateway.refused' as const });
  if (typeof verdict === 'object') return { kind: 'stop', error: verdict.stop, reason };
  if (verdict === 'retry') return { kind: 'retry', code, reason, afterMs: retryAfterMs(response.retryAfter, nowMs) };
  if (verdict === 'uncertain') return uncertain(code, reason);
  return { kind: 'rejected', code, reason, optedOut: verdict === 'optedOut' };
}

/** 2xx: accepted only with one clear entry for this text and an id; anything less may or may not be a text sent. */
function classifySuccess(response: Response, reading: Reading, sent: SentText, nowMs: number): SubmitOutcome {
  if (!reading.isJson || reading.body === null) return uncertain('NOT_JSON', 'the answer is not that of a One API');
  if (reading.entry === null || isAmbiguous(response.text)) return uncertain('MALFORMED', 'the answer is not clear');
  if (isForAnother(reading.entry, sent)) return uncertain('OTHER_TEXT', 'the answer is about another text');
  const accepted = own(reading.entry, 'accepted');
  if (accepted === false) {
    const reason = 'refused without a reason';
    return byCode(reading, response, nowMs) ?? { kind: 'rejected', code: 'NO_CODE', reason, optedOut: false };
  }
  const id = asGatewayId(own(reading.entry, 'apiMessageId'));
  if (accepted !== true || id === null) return uncertain('NO_ID', 'the answer has no usable message id');
  if (reading.code !== null) return uncertain('CONTRADICTION', 'the answer accepts and refuses at once');
  return { kind: 'accepted', gatewayMessageId: id };
}

/** 4xx: proven not accepted, unless the body says otherwise. */
function classifyRefusal(response: Response, reading: Reading, nowMs: number): SubmitOutcome {
  const { status, text } = response;
  const words = reading.description === '' ? `HTTP ${status}` : `${reading.description} (HTTP ${status})`;
  if (reading.claimsAcceptance) return uncertain('CONTRADICTION', `HTTP ${status} with an accepted text`);
  if (status === 408) return uncertain('HTTP_408', 'the gateway gave up waiting');
  if (status === 429) {
    const afterMs = retryAfterMs(response.retryAfter, nowMs);
    return { kind: 'retry', code: String(reading.code ?? 'HTTP_429'), reason: words, afterMs };
  }
  if (status === 404 || !reading.isJson) return stopForAnswer(words);
  if (status === 401) return { kind: 'stop', error: 'gateway.credentials', reason: words };
  if (status === 402) return { kind: 'stop', error: 'gateway.noBalance', reason: words };
  if (status === 403) return { kind: 'stop', error: 'gateway.refused', reason: words };
  if (reading.body === null && text !== '')
    return uncertain('MALFORMED', `HTTP ${status} with a body that is not JSON`);
  const outcome = byCode(reading, response, nowMs);
  if (outcome !== null) return outcome;
  const isRefusedText = own(reading.entry, 'accepted') === false;
  return isRefusedText ? { kind: 'rejected', code: 'NO_CODE', reason: words, optedOut: false } : stopForAnswer(words);
}

/**
 * What became of one submitted text (gateways.md 1a, security.md 4.4). Only a clear acceptance is `accepted`; only what
 * provably was not taken may be tried again; everything in between is `uncertain`.
 */
export function classifySubmit(outcome: TransportOutcome, sent: SentText, nowMs: number): SubmitOutcome {
  if (outcome.kind === 'notSent') {
    return { kind: 'retry', code: `NOT_SENT_${outcome.why.toUpperCase()}`, reason: outcome.detail, afterMs: null };
  }
  if (outcome.kind === 'unknown') return uncertain(`UNKNOWN_${outcome.why.toUpperCase()}`, outcome.detail);
  const { status } = outcome;
  if (status < 200 || status >= 500) return uncertain(`HTTP_${status}`, `HTTP ${status}: it may have been taken`);
  if (status >= 300 && status < 400) return stopForAnswer(`HTTP ${status} points elsewhere; it was not followed`);
  const reading = readAnswer(outcome);
  if (status < 300) return classifySuccess(outcome, reading, sent, nowMs);
  return classifyRefusal(outcome, reading, nowMs);
}
