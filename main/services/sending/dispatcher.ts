import { AppError } from '#domain/kernel/errors.ts';
import { errorWords } from '#domain/kernel/error-words.ts';
import type { ServiceContext } from '../context.ts';
import type { GatewayService } from '../gateways/gateway-service.ts';
import type { Gateway, SubmitOutcome } from '../ports.ts';
import type { ClaimedText, SubmitResult, TickAnswer } from '../storage-port.ts';

/** Texts that may be on their way at once; also the most that one crash can leave in doubt. */
const fullWindow = 64;
/** The window a send starts with; it doubles with every tick that brought no trouble. */
const firstWindow = 4;
/** A gateway that answers doubtfully this often in a row is not to be trusted with more. */
const doubtsToPause = 5;
/** A gateway that cannot be reached this often in a row is down. */
const refusalsToPause = 20;
/** How long an ending program waits for answers to texts on their way. */
const drainMs = 10_000;
const progressEveryMs = 250;

interface Run {
  readonly campaignId: number;
  done: Promise<void>;
  readonly abort: AbortController;
  /** Set when nothing more may be claimed: pause, stop, closing. */
  isHolding: boolean;
  /** When the next waiting text may be tried; null while there is something to do now. */
  idleUntilMs: number | null;
  wake: () => void;
}

/** What made a send pause by itself, in words for the campaign's page. */
function pauseWords(outcome: SubmitOutcome & { kind: 'stop' }, gateway: string): string {
  const error = new AppError(outcome.error, { gateway, detail: outcome.reason });
  const { what, next } = errorWords(error);
  return `${what} ${next}`;
}

/**
 * Sends campaigns. One loop a campaign: a tick writes the results that came back and claims the next texts in one
 * durable transaction, and only then do those leave. Nothing here decides who gets a text; the tick's gate does.
 */
export function createDispatcher(context: ServiceContext, gatewayService: GatewayService) {
  const { storage, clock, emit } = context;
  const runs = new Map<number, Run>();

  async function pause(id: number, reason: string): Promise<void> {
    try {
      await storage.write.campaignMove({ id, event: 'pause', reason, nowMs: clock.nowMs() });
    } catch (error) {
      // It may have finished or been stopped in the meantime: then there is nothing to pause.
      if (!(error instanceof AppError && error.code === 'campaign.wrongState')) throw error;
    }
    emit('campaigns.changed', { id });
  }

  async function send(run: Run): Promise<void> {
    const campaign = await storage.read.campaign({ id: run.campaignId });
    if (!campaign?.gatewayId) throw new AppError('campaign.notFound', { id: run.campaignId });
    const gatewayId = campaign.gatewayId;
    const gateway = await gatewayService.connect(gatewayId);
    const loop = new SendLoop(run, context, gateway, campaign.gateway ?? 'the gateway', pause);
    await loop.run(async () => gatewayService.standing(await gatewayService.find({ id: gatewayId })));
  }

  /** Starts or resumes the loop of a campaign that is `sending`; a second call joins the first. */
  function run(campaignId: number): Promise<void> {
    const running = runs.get(campaignId);
    if (running) return running.done;
    const fresh: Run = {
      campaignId,
      done: Promise.resolve(),
      abort: new AbortController(),
      isHolding: false,
      idleUntilMs: null,
      wake: () => undefined,
    };
    runs.set(campaignId, fresh);
    fresh.done = send(fresh)
      .catch(async (error: unknown) => {
        const reason =
          error instanceof AppError
            ? `${errorWords(error).what} ${errorWords(error).next}`
            : 'Assent met an unexpected fault.';
        await pause(campaignId, reason);
        throw error;
      })
      .finally(() => {
        runs.delete(campaignId);
        emit('campaigns.changed', { id: campaignId });
      });
    return fresh.done;
  }

  return {
    run,
    isRunning: (campaignId: number) => runs.has(campaignId),
    /** When the next text of a running campaign may be tried; null while one may be now. */
    idleUntilMs: (campaignId: number) => runs.get(campaignId)?.idleUntilMs ?? null,
    /** Nothing is claimed after this; resolves when what is on its way has been answered. */
    async hold(campaignId: number): Promise<void> {
      const running = runs.get(campaignId);
      if (!running) return;
      running.isHolding = true;
      running.wake();
      await running.done.catch(() => undefined); // Its starter sees the error; here only the end counts.
    },
    /** Stops claiming everywhere, waits a bounded time for answers, then gives up on the rest (they become uncertain). */
    async close(): Promise<void> {
      const all = [...runs.values()];
      for (const each of all) {
        each.isHolding = true;
        each.wake();
      }
      const timer = setTimeout(() => all.forEach((each) => each.abort.abort()), drainMs);
      await Promise.allSettled(all.map((each) => each.done));
      clearTimeout(timer);
    },
  };
}

export type Dispatcher = ReturnType<typeof createDispatcher>;

/** The state of one campaign's send: what is on its way, what came back, how the gateway fares. */
class SendLoop {
  #run: Run;
  #context: ServiceContext;
  #gateway: Gateway;
  #gatewayName: string;
  #pause: (id: number, reason: string) => Promise<void>;
  #results: SubmitResult[] = [];
  #inFlight = 0;
  #window = firstWindow;
  #doubts = 0;
  #refusals = 0;
  #pauseReason: string | null = null;
  #notify: () => void = () => undefined;
  #lastProgressMs = 0;
  #handedOver = 0;

  constructor(
    run: Run,
    context: ServiceContext,
    gateway: Gateway,
    gatewayName: string,
    pause: (id: number, reason: string) => Promise<void>,
  ) {
    this.#run = run;
    this.#context = context;
    this.#gateway = gateway;
    this.#gatewayName = gatewayName;
    this.#pause = pause;
  }

  async run(standing: () => Promise<'accepted' | 'notAccepted' | 'sheetChanged'>): Promise<void> {
    const accepted = await standing();
    for (;;) {
      const answer = await this.#tick(accepted);
      for (const text of answer.claimed) this.#submit(text);
      await this.#report();
      if (this.#pauseReason !== null && answer.state === 'sending') {
        await this.#pause(this.#run.campaignId, this.#pauseReason);
        this.#run.isHolding = true;
      }
      const isOver = this.#run.isHolding || answer.state !== 'sending';
      if (isOver && this.#inFlight === 0 && this.#results.length === 0) break;
      await this.#waitForNews(answer, isOver);
    }
    await this.#report(true);
  }

  async #tick(gateway: 'accepted' | 'notAccepted' | 'sheetChanged'): Promise<TickAnswer> {
    const results = this.#results;
    this.#results = [];
    const mayClaim = !this.#run.isHolding && this.#pauseReason === null;
    const claim = mayClaim ? Math.max(0, this.#window - this.#inFlight) : 0;
    const request = { campaignId: this.#run.campaignId, results, claim, nowMs: this.#context.clock.nowMs(), gateway };
    const answer = await this.#context.storage.write.tick(request);
    if (results.some((result) => result.outcome.kind === 'accepted'))
      this.#window = Math.min(fullWindow, this.#window * 2);
    return answer;
  }

  #submit(text: ClaimedText): void {
    this.#inFlight += 1;
    const settle = (outcome: SubmitOutcome): void => {
      this.#inFlight -= 1;
      this.#judge(outcome);
      this.#results.push({ messageId: text.messageId, outcome, atMs: this.#context.clock.nowMs() });
      this.#notify();
    };
    this.#gateway.submit(text, this.#run.abort.signal).then(settle, (error: unknown) => {
      // A refusal of our own egress rule leaves before any byte; anything else that throws proves nothing.
      if (error instanceof AppError) settle({ kind: 'stop', error: error.code, reason: error.message });
      else settle({ kind: 'uncertain', code: 'FAULT', reason: 'an unexpected fault while handing over' });
    });
  }

  #judge(outcome: SubmitOutcome): void {
    this.#doubts = outcome.kind === 'uncertain' ? this.#doubts + 1 : 0;
    this.#refusals = outcome.kind === 'retry' ? this.#refusals + 1 : 0;
    if (outcome.kind === 'accepted') this.#handedOver += 1;
    if (outcome.kind === 'uncertain' || outcome.kind === 'retry') this.#window = firstWindow;
    if (outcome.kind === 'stop') this.#pauseReason ??= pauseWords(outcome, this.#gatewayName);
    if (this.#doubts >= doubtsToPause) {
      this.#pauseReason ??= `${this.#gatewayName} gave no clear answer ${this.#doubts} times in a row. Those texts are marked “not sure” and are not sent again by themselves.`;
    }
    if (this.#refusals >= refusalsToPause && outcome.kind === 'retry') {
      this.#pauseReason ??= `${this.#gatewayName} cannot take texts now (${outcome.reason}). Nothing is lost: everybody still waits in line.`;
    }
  }

  /** Waits for an answer, a wake-up, or the time when the next waiting text may be tried. */
  async #waitForNews(answer: TickAnswer, isOver: boolean): Promise<void> {
    if (this.#results.length > 0) return;
    const { clock } = this.#context;
    const wakeUp = new AbortController();
    this.#notify = () => wakeUp.abort();
    this.#run.wake = () => wakeUp.abort();
    if (this.#inFlight === 0 && !isOver && answer.claimed.length === 0) {
      this.#run.idleUntilMs = answer.nextAtMs;
      const untilMs = answer.nextAtMs === null ? 50 : answer.nextAtMs - clock.nowMs();
      // Long waits are cut into pieces: a laptop that slept must look at its clock again.
      await clock.sleep(Math.min(Math.max(untilMs, 10), 30_000), wakeUp.signal);
    } else if (this.#inFlight > 0) await clock.sleep(30_000, wakeUp.signal);
    this.#notify = () => undefined;
    this.#run.idleUntilMs = null;
  }

  async #report(isLast = false): Promise<void> {
    const { clock, storage, emit } = this.#context;
    const nowMs = clock.nowMs();
    const sinceMs = nowMs - this.#lastProgressMs;
    if (!isLast && sinceMs < progressEveryMs) return;
    const perSecond = this.#lastProgressMs === 0 ? 0 : Math.round((this.#handedOver * 1000) / Math.max(1, sinceMs));
    this.#lastProgressMs = nowMs;
    this.#handedOver = 0;
    const campaign = await storage.read.campaign({ id: this.#run.campaignId });
    if (campaign) emit('campaigns.progress', { id: campaign.id, counts: campaign.counts, perSecond });
  }
}
