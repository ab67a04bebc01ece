import { AppError } from '#domain/kernel/errors.ts';
import { errorWords } from '#domain/kernel/error-words.ts';
import type { ServiceContext } from '../context.ts';
import type { GatewayService } from '../gateways/gateway-service.ts';
import { SendLoop } from './send-loop.ts';
import type { Run } from './send-loop.ts';

/** How long an ending program waits for answers to texts on their way. */
const drainMs = 10_000;

function newRun(campaignId: number): Run {
  return {
    campaignId,
    done: Promise.resolve(),
    abort: new AbortController(),
    isHolding: false,
    idleUntilMs: null,
    wake: () => undefined,
  };
}

/**
 * Sends campaigns. One loop a campaign: a tick writes the results that came back and claims the next texts in one
 * durable transaction, and only then do those leave. Nothing here decides who gets a text; the tick's gate does.
 */
export function createDispatcher(context: ServiceContext, gatewayService: GatewayService) {
  const { storage, clock, emit } = context;
  const runs = new Map<number, Run>();
  /** What made the last run of a campaign pause by itself. */
  const faults = new Map<number, AppError>();

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
    const id = run.campaignId;
    const campaign = await storage.read.campaign({ id });
    if (!campaign?.gatewayId) throw new AppError('campaign.notFound', { id });
    const gateway = await gatewayService.connect(campaign.gatewayId);
    const standing = gatewayService.standing(await gatewayService.find({ id: campaign.gatewayId }));
    const loop = new SendLoop({
      run,
      context,
      gateway,
      gatewayName: campaign.gateway ?? 'the gateway',
      standing,
      async pause({ error, words }) {
        faults.set(id, error);
        await pause(id, words);
      },
    });
    await loop.run();
  }

  async function pauseForError(id: number, error: unknown): Promise<never> {
    if (error instanceof AppError) faults.set(id, error);
    const words = error instanceof AppError ? errorWords(error) : null;
    await pause(id, words ? `${words.what} ${words.next}` : 'Assent met an unexpected fault.');
    throw error;
  }

  /** Starts or resumes the loop of a campaign that is `sending`; a second call joins the first. */
  function run(campaignId: number): Promise<void> {
    const running = runs.get(campaignId);
    if (running) return running.done;
    const fresh = newRun(campaignId);
    runs.set(campaignId, fresh);
    faults.delete(campaignId);
    fresh.done = send(fresh)
      .catch((error: unknown) => pauseForError(campaignId, error))
      .finally(() => {
        runs.delete(campaignId);
        emit('campaigns.changed', { id: campaignId });
      });
    return fresh.done;
  }

  return {
    run,
    isRunning: (campaignId: number) => runs.has(campaignId),
    /** What made the last run of a campaign pause by itself; null when it ended, or was paused by someone. */
    faultOf: (campaignId: number): AppError | null => faults.get(campaignId) ?? null,
    /** When the next text of a running campaign may be tried; null while one may be now. */
    idleUntilMs: (campaignId: number) => runs.get(campaignId)?.idleUntilMs ?? null,
    /** Nothing is claimed or leaves after this; resolves when what is on its way has been answered. */
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
