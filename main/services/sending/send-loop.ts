import { AppError } from '#domain/kernel/errors.ts';
import type { ServiceContext } from '../context.ts';
import type { Gateway, SubmitOutcome } from '../ports.ts';
import type { ClaimedText, SubmitResult, TickAnswer, TickRequest } from '../sending-port.ts';
import { fullWindow, GatewayHealth } from './gateway-health.ts';
import type { Fault } from './gateway-health.ts';

/**
 * Texts that may be claimed beyond those on the wire, so that the wire has work while a tick is written: twice as many as
 * came back during the last tick, so a slow gateway gets few. With the window it is the most that one crash can leave in
 * doubt.
 */
const mostAhead = 128;
/** A text waits no longer than this between the gate's word and the wire; then it goes back and is judged again. */
const freshMs = 1_000;
/** Answers are gathered this long, or until there are half a window of them: one fsync for many. */
const gatherMs = 3;
const progressEveryMs = 250;

/** A campaign that is being sent, as its starter and its loop share it. */
export interface Run {
  readonly campaignId: number;
  done: Promise<void>;
  readonly abort: AbortController;
  /** Set when nothing more may be claimed or leave: pause, stop, closing. */
  isHolding: boolean;
  /** When the next waiting text may be tried; null while there is something to do now. */
  idleUntilMs: number | null;
  wake: () => void;
}

export interface SendLoopParts {
  readonly run: Run;
  readonly context: ServiceContext;
  readonly gateway: Gateway;
  readonly gatewayName: string;
  readonly standing: TickRequest['gateway'];
  readonly pause: (fault: Fault) => Promise<void>;
}

interface ReadyText {
  readonly text: ClaimedText;
  readonly claimedAtMs: number;
}

/** The state of one campaign's send: what is claimed, what is on its way, what came back, how the gateway fares. */
export class SendLoop {
  readonly #parts: SendLoopParts;
  readonly #health: GatewayHealth;
  /** Durably claimed, not yet on the wire. */
  #ready: ReadyText[] = [];
  #inFlight = 0;
  #results: SubmitResult[] = [];
  #ahead = 0;
  #notify: () => void = () => undefined;
  /** How many answers `#notify` waits for. */
  #wanted = 1;
  #lastProgressMs = 0;
  #handedOver = 0;
  #progress: Promise<void> = Promise.resolve();

  constructor(parts: SendLoopParts) {
    this.#parts = parts;
    this.#health = new GatewayHealth(parts.gatewayName);
  }

  /** Runs until everything is answered and nothing more may be claimed. */
  async run(): Promise<void> {
    const { run, pause } = this.#parts;
    for (;;) {
      const answer = await this.#tick();
      this.#pump();
      await this.#report();
      this.#health.check(this.#parts.context.clock.nowMs());
      const { fault } = this.#health;
      if (fault !== null && answer.state === 'sending') {
        run.isHolding = true;
        await pause(fault);
      }
      const isOver = run.isHolding || answer.state !== 'sending';
      if (isOver) this.#giveBackReady();
      if (isOver && this.#inFlight === 0 && this.#results.length === 0) break;
      await this.#waitForNews(answer, isOver);
    }
    await this.#report(true);
  }

  /** Writes what came back and claims what the window and what is on its way leave room for. */
  async #tick(): Promise<TickAnswer> {
    const { run, context, standing } = this.#parts;
    const results = this.#results;
    this.#results = [];
    const mayClaim = !run.isHolding && this.#health.fault === null;
    const room = this.#health.window + Math.min(this.#ahead, mostAhead) - this.#inFlight - this.#ready.length;
    const nowMs = context.clock.nowMs();
    const answer = await context.storage.write.tick({
      campaignId: run.campaignId,
      results,
      claim: mayClaim ? Math.max(0, room) : 0,
      nowMs,
      gateway: standing,
    });
    if (results.some((result) => result.outcome.kind === 'accepted')) this.#health.grow();
    this.#ahead = 2 * this.#results.length;
    for (const text of answer.claimed) this.#ready.push({ text, claimedAtMs: nowMs });
    return answer;
  }

  /** Puts claimed texts on the wire as long as the window has room; a hold or a fault sends the rest back in line. */
  #pump(): void {
    if (this.#parts.run.isHolding || this.#health.fault !== null) this.#giveBackReady();
    if (this.#ready.length === 0) return;
    const staleMs = this.#parts.context.clock.nowMs() - freshMs;
    const room = Math.min(fullWindow, this.#health.window) - this.#inFlight;
    const leaving: ClaimedText[] = [];
    let at = 0;
    for (; at < this.#ready.length && leaving.length < room; at += 1) {
      const { text, claimedAtMs } = this.#ready[at] as ReadyText;
      if (claimedAtMs < staleMs) this.#giveBack(text, 'it waited too long for the gateway');
      else leaving.push(text);
    }
    if (at > 0) this.#ready.splice(0, at);
    if (leaving.length > 0 && this.#note(leaving)) for (const text of leaving) this.#submit(text);
  }

  /** Notes what leaves before it leaves; when that fails it goes back in line and the send pauses. */
  #note(leaving: readonly ClaimedText[]): boolean {
    try {
      this.#parts.context.handed.note(leaving.map(({ messageId }) => messageId));
      return true;
    } catch (error) {
      const detail = error instanceof Error ? error.message : String(error);
      for (const text of leaving) this.#giveBack(text, 'it could not be noted before it left');
      this.#health.halt(new AppError('storage.failed', { detail }));
      return false;
    }
  }

  #giveBackReady(): void {
    for (const { text } of this.#ready.splice(0)) this.#giveBack(text, 'the send was held before it was handed over');
  }

  /** Never handed to the adapter, so proven not sent. */
  #giveBack(text: ClaimedText, reason: string): void {
    const outcome = { kind: 'retry', code: 'NOT_HANDED_OVER', reason, afterMs: 0 } as const;
    this.#results.push({ messageId: text.messageId, outcome, atMs: this.#parts.context.clock.nowMs() });
  }

  #submit(text: ClaimedText): void {
    this.#inFlight += 1;
    const { gateway, run } = this.#parts;
    gateway.submit(text, run.abort.signal).then(
      (outcome) => this.#settle(text, outcome),
      (error: unknown) => {
        // A refusal of our own egress rule leaves before any byte; anything else that throws proves nothing.
        if (error instanceof AppError) this.#settle(text, { kind: 'stop', error: error.code, reason: error.message });
        else {
          const reason = 'an unexpected fault while handing over';
          this.#settle(text, { kind: 'uncertain', code: 'FAULT', reason });
        }
      },
    );
  }

  #settle(text: ClaimedText, outcome: SubmitOutcome): void {
    const nowMs = this.#parts.context.clock.nowMs();
    this.#inFlight -= 1;
    this.#health.note(outcome, nowMs);
    if (outcome.kind === 'accepted') this.#handedOver += 1;
    this.#results.push({ messageId: text.messageId, outcome, atMs: nowMs });
    this.#pump();
    if (this.#results.length >= this.#wanted || this.#inFlight === 0) this.#notify();
  }

  /** Waits for answers, a wake-up, or the time when the next waiting text may be tried. */
  async #waitForNews(answer: TickAnswer, isOver: boolean): Promise<void> {
    const { run, context } = this.#parts;
    // Long waits are cut into pieces: a laptop that slept must look at its clock again.
    let waitMs = 30_000;
    this.#wanted = 1;
    if (this.#results.length > 0) {
      this.#wanted = Math.ceil(this.#health.window / 2);
      if (this.#results.length >= this.#wanted || this.#inFlight === 0) return;
      waitMs = gatherMs;
    } else if (this.#inFlight === 0) {
      if (isOver || answer.claimed.length > 0) return;
      run.idleUntilMs = answer.nextAtMs;
      waitMs = this.#untilNextMs(answer.nextAtMs);
    }
    const wakeUp = new AbortController();
    this.#notify = () => wakeUp.abort();
    run.wake = this.#notify;
    await context.clock.sleep(waitMs, wakeUp.signal);
    this.#notify = () => undefined;
    run.idleUntilMs = null;
  }

  #untilNextMs(nextAtMs: number | null): number {
    const nowMs = this.#parts.context.clock.nowMs();
    const untilMs = nextAtMs === null ? 50 : nextAtMs - nowMs;
    const { downAtMs } = this.#health;
    const untilDownMs = downAtMs === null ? Number.POSITIVE_INFINITY : downAtMs - nowMs;
    return Math.min(Math.max(Math.min(untilMs, untilDownMs), 10), 30_000);
  }

  /** Tells the progress now and then, without keeping the wire waiting for it. */
  async #report(isLast = false): Promise<void> {
    const nowMs = this.#parts.context.clock.nowMs();
    const sinceMs = nowMs - this.#lastProgressMs;
    if (!isLast && sinceMs < progressEveryMs) return;
    await this.#progress; // Long over, but for the last one.
    const perSecond = this.#lastProgressMs === 0 ? 0 : Math.round((this.#handedOver * 1000) / Math.max(1, sinceMs));
    this.#lastProgressMs = nowMs;
    this.#handedOver = 0;
    this.#progress = this.#emitProgress(perSecond);
    this.#progress.catch(() => undefined); // Whoever awaits it sees the error.
    if (isLast) await this.#progress;
  }

  async #emitProgress(perSecond: number): Promise<void> {
    const { storage, emit } = this.#parts.context;
    const campaign = await storage.read.campaign({ id: this.#parts.run.campaignId });
    if (campaign) emit('campaigns.progress', { id: campaign.id, counts: campaign.counts, perSecond });
  }
}
