import { decodeId, fateOf, hash32 } from './fate.ts';
import type { RehearsalOptions } from './rehearsal-options.ts';

const pageSize = 500;

interface DueReply {
  readonly atMs: number;
  readonly envelope: object;
}

/** A page as a relay answers it. */
export interface RelayPage {
  readonly cursor: string;
  readonly events: readonly object[];
}

/**
 * The replies of the rehearsal's recipients. It learns of messages when they are accepted and whenever their status is
 * asked, so replies also come after a restart. A cursor of another process starts from the beginning: reply ids are
 * the same everywhere, so what comes twice is recognised.
 */
export class ReplyLog {
  readonly #options: RehearsalOptions;
  readonly #life: string;
  readonly #known = new Set<string>();
  #waiting: DueReply[] = [];
  readonly #log: object[] = [];

  /** `life` tells this process's cursors from those of others. */
  constructor(options: RehearsalOptions, life: string) {
    this.#options = options;
    this.#life = life;
  }

  get delivered(): number {
    return this.#log.length;
  }

  learn(apiMessageId: string, clientMessageId: string | null): void {
    const { seed } = this.#options;
    const message = decodeId(seed, apiMessageId);
    if (message === null || this.#known.has(apiMessageId)) return;
    const { reply } = fateOf(this.#options, message);
    if (reply === null) return;
    this.#known.add(apiMessageId);
    const hex = (part: string): string => hash32(seed, part, apiMessageId).toString(16).padStart(8, '0');
    const moText = {
      channel: 'sms',
      messageId: ['a', 'b', 'c', 'd'].map(hex).join(''),
      relatedMessageId: apiMessageId,
      ...(clientMessageId === null ? {} : { relatedClientMessageId: clientMessageId }),
      from: message.to,
      to: '00000',
      timestamp: reply.atMs,
      content: reply.text,
      charset: 'UTF-8',
      sms: { network: 'Rehearsal' },
    };
    const envelope = { integrationId: 'rehearsal', integrationName: 'Rehearsal', event: { moText: [moText] } };
    this.#waiting.push({ atMs: reply.atMs, envelope });
  }

  /** Replies that have arrived by now and come after the cursor, oldest first. */
  page(after: string | null, nowMs: number): RelayPage {
    const due = this.#waiting.filter((reply) => reply.atMs <= nowMs).sort((a, b) => a.atMs - b.atMs);
    if (due.length > 0) {
      this.#waiting = this.#waiting.filter((reply) => reply.atMs > nowMs);
      for (const reply of due) this.#log.push(reply.envelope);
    }
    const [life, position = ''] = (after ?? '').split('.');
    const start = life === this.#life && /^\d{1,12}$/.test(position) ? Math.min(Number(position), this.#log.length) : 0;
    const events = this.#log.slice(start, start + pageSize);
    return { cursor: `${this.#life}.${start + events.length}`, events };
  }
}
