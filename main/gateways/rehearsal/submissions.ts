import { asRecord, own } from '../json-reading.ts';
import { encodeId, finalStatus, markOf, share } from './fate.ts';
import type { MessageMark } from './fate.ts';
import type { RehearsalOptions, Submission } from './rehearsal-options.ts';

const maxMessages = 100;
const maxContentLength = 1_600;

/** One answer: its HTTP status and its JSON. */
export interface OneApiAnswer {
  readonly status: number;
  readonly body: object;
}

export interface SubmissionCounts {
  submits: number;
  accepted: number;
  refused: number;
}

/** A refusal of the whole request, as the One API words it. */
export function globalError(status: number, code: number, description: string): OneApiAnswer {
  return { status, body: { error: { code, description } } };
}

function refusal(to: string, code: number, description: string): object {
  return { error: { code, description }, accepted: false, to };
}

/** Takes submissions as the One API does: 202, 207 for mixed batches, the lone 400, 402 without funds. */
export class Submissions {
  readonly #options: RehearsalOptions;
  readonly #guaranteed = new Set<string>();
  #recent = new Set<string>();
  #recentAtMs = 0;
  #balance: number;
  readonly counts: SubmissionCounts = { submits: 0, accepted: 0, refused: 0 };
  readonly #learn: (apiMessageId: string, clientMessageId: string | null) => void;

  constructor(options: RehearsalOptions, learn: (apiMessageId: string, clientMessageId: string | null) => void) {
    this.#options = options;
    this.#balance = options.balance;
    this.#learn = learn;
  }

  get balance(): number {
    return Math.round(this.#balance * 10_000) / 10_000;
  }

  /** The submissions in a body, or the refusal of the whole. */
  read(body: unknown): readonly Submission[] | OneApiAnswer {
    const messages = own(asRecord(body), 'messages');
    if (!Array.isArray(messages) || messages.length === 0) return globalError(400, 21, 'Payload data is malformed.');
    if (messages.length > maxMessages) return globalError(400, 22, 'Maximum messages per request exceeded.');
    return (messages as readonly unknown[]).map((message) => {
      const record = asRecord(message);
      const read = (name: string): string | null => {
        const value = own(record, name);
        return typeof value === 'string' ? value : null;
      };
      const ordinal = this.counts.submits++;
      return {
        ordinal,
        to: read('to') ?? '',
        clientMessageId: read('clientMessageId'),
        content: read('content') ?? '',
      };
    });
  }

  take(submissions: readonly Submission[]): OneApiAnswer {
    const entries = submissions.map((submission) => this.#takeOne(submission));
    const refused = entries.filter((entry) => 'error' in entry && entry.error !== null);
    const isBroke = refused.some((entry) => (entry as { error: { code: number } }).error.code === 20);
    const body = { messages: entries, error: null };
    if (refused.length === 0) return { status: 202, body };
    if (entries.length > refused.length) return { status: 207, body };
    return { status: isBroke ? 402 : 400, body };
  }

  #takeOne(submission: Submission): object {
    const objection = this.#findObjection(submission);
    if (objection !== null) {
      this.counts.refused += 1;
      return objection;
    }
    this.counts.accepted += 1;
    this.#balance -= this.#options.pricePerText;
    const apiMessageId = this.#makeId(submission);
    this.#learn(apiMessageId, submission.clientMessageId);
    this.#options.onAccepted?.(submission, apiMessageId);
    const { to, clientMessageId } = submission;
    return { apiMessageId, accepted: true, to, ...(clientMessageId === null ? {} : { clientMessageId }), error: null };
  }

  #findObjection({ to, content, clientMessageId, ordinal }: Submission): object | null {
    const { seed, refusalShare, pricePerText } = this.#options;
    if (!/^[1-9]\d{6,14}$/.test(to)) return refusal(to, 23, 'Invalid or missing parameter: to .');
    if (content === '') return refusal(to, 23, 'Invalid or missing parameter: content .');
    if (content.length > maxContentLength) return refusal(to, 24, 'Maximum message content size exceeded.');
    if (this.#balance < pricePerText) return refusal(to, 20, 'Insufficient account balance.');
    const key = clientMessageId ?? `#${ordinal}`;
    if (share(seed, 'refusal', to, key) >= refusalShare) return null;
    if (share(seed, 'why', to, key) < 0.2) return refusal(to, 26, 'Recipient opted out.');
    return refusal(to, 25, `Invalid recipient address: ${to}`);
  }

  #makeId({ to, clientMessageId, ordinal }: Submission): string {
    const { seed, guaranteedStops, nowMs } = this.#options;
    const mark = markOf(seed, to, clientMessageId ?? `#${ordinal}`);
    const isDelivered = finalStatus(this.#options, to, mark) === 'DEVICE_ACK';
    const isGuaranteedStop = isDelivered && !this.#guaranteed.has(to) && this.#guaranteed.size < guaranteedStops;
    if (isGuaranteedStop) this.#guaranteed.add(to);
    const nowIsMs = nowMs();
    if (nowIsMs !== this.#recentAtMs) this.#recent = new Set();
    this.#recentAtMs = nowIsMs;
    const message: MessageMark = { acceptedAtMs: nowIsMs, to, mark, isGuaranteedStop };
    let id = encodeId(seed, message);
    // The same text twice within a millisecond still gets two ids, so that a double sending shows.
    for (let later = 1; this.#recent.has(id); later += 1) {
      id = encodeId(seed, { ...message, acceptedAtMs: nowIsMs + later });
    }
    this.#recent.add(id);
    return id;
  }
}
