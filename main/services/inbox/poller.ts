import { parsePhone } from '#domain/phone/parse-phone.ts';
import { AppError } from '#domain/kernel/errors.ts';
import { errorWords } from '#domain/kernel/error-words.ts';
import type { ServiceContext } from '../context.ts';
import type { GatewayService } from '../gateways/gateway-service.ts';
import type { Gateway, InboundText, Receipt } from '../ports.ts';
import type { GatewayRow } from '../gateway-port.ts';

/** Status questions on their way at once, and at most in one round, per gateway. */
const statusAtOnce = 16;
const statusPerRound = 500;
/** Rounds: quick while receipts or replies are coming in, slow otherwise; slower after a failure. */
const busyMs = 1_000;
const idleMs = 15_000;
const failedMs = 60_000;

/** What one round over all gateways brought. */
export interface PollResult {
  readonly texts: number;
  readonly stops: number;
  /** Replies that wait for a decision now. */
  readonly reviews: number;
  readonly receipts: number;
  readonly problems: readonly string[];
}

/** A sender's number as the gateway writes it, with its country; both null when it is none (a short code, a name). */
function numberOf(from: string): { readonly e164: string | null; readonly country: string | null } {
  const parsed = parsePhone(/^\d/.test(from) ? `+${from}` : from, null);
  return parsed.ok ? { e164: parsed.value.e164, country: parsed.value.country } : { e164: null, country: null };
}

function withNumber(text: InboundText): InboundText & ReturnType<typeof numberOf> {
  return { ...text, ...numberOf(text.from) };
}

/** Fetches receipts and replies from every accepted gateway; a STOP acts in the transaction that stores it. */
export function createPoller({ storage, clock, emit }: ServiceContext, gatewayService: GatewayService) {
  let stopping: AbortController | null = null;
  let loop: Promise<void> = Promise.resolve();
  let running: Promise<PollResult> | null = null;

  async function statuses(gateway: Gateway, due: readonly { gatewayMessageId: string }[]): Promise<Receipt[]> {
    const queue = [...due];
    const receipts: Receipt[] = [];
    const worker = async (): Promise<void> => {
      for (let next = queue.shift(); next; next = queue.shift())
        receipts.push(await gateway.status(next.gatewayMessageId));
    };
    const results = await Promise.allSettled(Array.from({ length: statusAtOnce }, worker));
    const failed = results.find((result) => result.status === 'rejected');
    // What was answered is kept; the first failure is told once it is.
    if (failed && receipts.length === 0) throw failed.reason;
    return receipts;
  }

  async function pollOne(row: GatewayRow): Promise<Omit<PollResult, 'problems'>> {
    const gateway = await gatewayService.connect(row.id);
    const nowMs = clock.nowMs();
    const due = await storage.read.receiptsDue({ gatewayId: row.id, nowMs, limit: statusPerRound });
    const answered = await statuses(gateway, due);
    let inbound = { texts: 0, stops: 0, reviews: 0, starts: 0 };
    let pushed: readonly Receipt[] = [];
    if (gateway.canPollReplies) {
      const page = await gateway.inbound(row.inboundCursor);
      pushed = page.receipts;
      inbound = await storage.write.inbound({
        gatewayId: row.id,
        texts: page.texts.map(withNumber),
        cursor: page.cursor,
        nowMs,
      });
    }
    const receipts = [...answered, ...pushed];
    const { changed, campaigns } =
      receipts.length === 0
        ? { changed: 0, campaigns: [] }
        : await storage.write.receipts({ gatewayId: row.id, receipts, nowMs });
    for (const id of campaigns) {
      const campaign = await storage.read.campaign({ id });
      if (campaign) emit('campaigns.progress', { id, counts: campaign.counts, perSecond: 0 });
    }
    const { texts, stops, reviews, starts } = inbound;
    if (texts > 0) emit('inbox.received', { texts, stops });
    if (stops + reviews + starts > 0) emit('consent.changed', {});
    return { texts, stops, reviews, receipts: changed };
  }

  /** Replies nobody decided about in time are stops, whether or not a gateway answers. */
  async function decideOverdue(): Promise<void> {
    const { stopped } = await storage.write.reviewsOverdue({ nowMs: clock.nowMs() });
    if (stopped === 0) return;
    emit('consent.changed', {});
    emit('inbox.received', { texts: 0, stops: stopped });
  }

  async function pollAll(): Promise<PollResult> {
    await decideOverdue();
    const result = { texts: 0, stops: 0, reviews: 0, receipts: 0 };
    const problems: string[] = [];
    for (const row of await gatewayService.rows()) {
      if (gatewayService.standing(row) !== 'accepted') continue;
      try {
        const one = await pollOne(row);
        result.texts += one.texts;
        result.stops += one.stops;
        result.reviews += one.reviews;
        result.receipts += one.receipts;
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
        problems.push(`${row.name}: ${errorWords(error).what}`);
      }
    }
    return { ...result, problems };
  }

  /** One round now; calls that come while one is under way share it. */
  function poll(): Promise<PollResult> {
    running ??= pollAll().finally(() => {
      running = null;
    });
    return running;
  }

  async function keepPolling(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      let pauseMs = failedMs;
      try {
        const { texts, receipts, problems } = await poll();
        if (problems.length === 0) pauseMs = texts + receipts > 0 || (await isExpecting()) ? busyMs : idleMs;
      } catch {
        // Storage trouble shows where the user acts; polling only tries again later.
      }
      await clock.sleep(pauseMs, signal);
    }
  }

  async function isExpecting(): Promise<boolean> {
    const campaigns = await storage.read.campaignsIn({ states: ['sending', 'paused', 'finished'] });
    const recent = campaigns.filter((campaign) => (campaign.startedAtMs ?? 0) > clock.nowMs() - 3_600_000);
    return recent.some(({ counts }) => counts.accepted + counts.enroute > 0);
  }

  return {
    poll,
    start(): void {
      if (stopping) return;
      stopping = new AbortController();
      loop = keepPolling(stopping.signal);
    },
    async close(): Promise<void> {
      stopping?.abort();
      await loop;
      await running?.catch(() => undefined); // Its caller has the error.
    },
  };
}
