import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Clock, Gateway, SubmitOutcome } from '../../main/services/ports.ts';
import { SendLoop } from '../../main/services/sending/send-loop.ts';
import type { Run } from '../../main/services/sending/send-loop.ts';
import type { Fault } from '../../main/services/sending/gateway-health.ts';
import type { ServiceContext } from '../../main/services/context.ts';
import type { ClaimedText, HandedLog, TickRequest } from '../../main/services/sending-port.ts';
import { importPeople, makeWorkspace, person, startCampaign, statesOf, tuesdayMs } from '../support/workspace.ts';
import type { TestWorkspace } from '../support/workspace.ts';
import { seeded } from '../support/random.ts';

// The loop over a real database. Only the remote host and the clock are made up.

/** On the wire at once; and with what is claimed ahead, the most that one crash can leave in doubt. */
const mostOnWire = 64;
const mostInDoubt = 192;

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** A clock that stands still except while somebody sleeps. */
class TestClock implements Clock {
  ms = tuesdayMs;

  nowMs(): number {
    return this.ms;
  }

  async sleep(ms: number, signal?: AbortSignal): Promise<void> {
    const isWoken = (): boolean => signal?.aborted === true;
    for (let turns = 0; turns < 20 && !isWoken(); turns += 1) await turn();
    if (!isWoken()) this.ms += ms;
  }
}

type Answering = (text: ClaimedText, ordinal: number) => SubmitOutcome | Promise<SubmitOutcome>;

class Stage {
  readonly workspace: TestWorkspace = makeWorkspace();
  readonly clock = new TestClock();
  readonly submitted: string[] = [];
  readonly faults: { fault: Fault; atMs: number }[] = [];
  readonly run: Run = {
    campaignId: 0,
    done: Promise.resolve(),
    abort: new AbortController(),
    isHolding: false,
    idleUntilMs: null,
    wake: () => undefined,
  };
  /** Texts noted as handed over; `note` may be made to fail. */
  readonly noted = new Set<number>();
  readonly unnoted: string[] = [];
  noteFails = false;
  readonly handed: HandedLog = {
    note: (ids) => {
      if (this.noteFails) throw new Error('ENOSPC: no space left on device, write');
      for (const id of ids) this.noted.add(id);
    },
    close: () => undefined,
  };
  onWire = 0;
  worstOnWire = 0;
  worstInDoubt = 0;
  /** Called after each tick is durable and before its answer is back: a crash could be here. */
  afterTick: ((claimed: number) => Promise<void> | void) | null = null;

  constructor(people: number) {
    const everybody = Array.from({ length: people }, (_, index) => person(index));
    importPeople(this.workspace, everybody);
    Object.assign(this.run, { campaignId: startCampaign(this.workspace) });
  }

  get id(): number {
    return this.run.campaignId;
  }

  get counts(): Readonly<Record<string, number>> {
    return this.workspace.read.campaign({ id: this.id })?.counts as unknown as Record<string, number>;
  }

  async send(answering: Answering): Promise<void> {
    await new SendLoop({
      run: this.run,
      context: this.#context(),
      gateway: this.#gateway(answering),
      gatewayName: 'g',
      standing: 'accepted',
      pause: async (fault) => {
        this.faults.push({ fault, atMs: this.clock.ms });
        this.move('pause');
      },
    }).run();
  }

  move(event: 'pause' | 'resume' | 'stop'): void {
    this.workspace.write.campaignMove({ id: this.id, event, reason: null, nowMs: this.clock.ms });
  }

  #context(): ServiceContext {
    const { workspace } = this;
    const tick = async (input: TickRequest): Promise<unknown> => {
      const answer = workspace.write.tick(input);
      this.worstInDoubt = Math.max(this.worstInDoubt, this.counts['submitting'] ?? 0);
      await this.afterTick?.(answer.claimed.length);
      return answer;
    };
    const storage = { write: { tick }, read: { campaign: async () => null } };
    return { storage, clock: this.clock, handed: this.handed, emit: () => undefined } as unknown as ServiceContext;
  }

  #gateway(answering: Answering): Gateway {
    const submit = async (text: ClaimedText): Promise<SubmitOutcome> => {
      this.submitted.push(text.to);
      if (!this.noted.delete(text.messageId)) this.unnoted.push(text.to);
      this.worstOnWire = Math.max(this.worstOnWire, (this.onWire += 1));
      const outcome = await answering(text, this.submitted.length);
      this.onWire -= 1;
      return outcome;
    };
    return { submit } as unknown as Gateway;
  }
}

/** Waits of no fixed length, the same for the same seed. */
function unevenWaits(seed: number): (most: number) => Promise<void> {
  const random = seeded(seed);
  return async (most) => {
    for (let turns = Math.floor(random() * most); turns > 0; turns -= 1) await turn();
  };
}

const taken = (ordinal: number): SubmitOutcome => ({ kind: 'accepted', gatewayMessageId: `g${ordinal}` });
const refused: SubmitOutcome = { kind: 'retry', code: 'NOT_SENT', reason: 'ECONNREFUSED', afterMs: null };

let stage: Stage;
afterEach(() => stage.workspace.close());

describe('the window', () => {
  beforeEach(() => {
    stage = new Stage(1_500);
  });

  test('holds at every instant, however answers and ticks come, and everybody is handed over once', async () => {
    const waits = unevenWaits(20261124);
    let ticks = 0;
    // Long ticks beside quick answers, then quick ticks beside slow answers, by turns.
    const isTickSlow = (): boolean => ticks % 16 < 8;
    stage.afterTick = () => waits((ticks += 1) && isTickSlow() ? 30 : 2);
    await stage.send(async (_text, ordinal) => {
      await waits(isTickSlow() ? 6 : 60);
      return taken(ordinal);
    });
    expect(stage.worstOnWire).toBe(mostOnWire);
    expect(stage.worstInDoubt).toBeGreaterThan(mostOnWire);
    expect(stage.worstInDoubt).toBeLessThanOrEqual(mostInDoubt);
    expect(new Set(stage.submitted).size).toBe(1_500);
    expect(stage.submitted).toHaveLength(1_500);
    expect(stage.unnoted).toEqual([]);
    expect(stage.counts).toMatchObject({ accepted: 1_500, waiting: 0, submitting: 0, uncertain: 0 });
  });

  test('nothing leaves that could not be noted before: the send pauses and everybody waits in line', async () => {
    await stage.send(async (_text, ordinal) => {
      stage.noteFails = ordinal >= 300;
      return taken(ordinal);
    });
    const left = stage.submitted.length;
    expect(left).toBeLessThan(300 + mostOnWire);
    expect(stage.unnoted).toEqual([]);
    expect(stage.counts).toMatchObject({ accepted: left, waiting: 1_500 - left, submitting: 0, uncertain: 0 });
    expect(stage.faults.map(({ fault }) => fault.error.code)).toEqual(['storage.failed']);
  });

  test('is all that is claimed while a gateway answers slowly', async () => {
    // Ticks are done long before the next answer: nothing comes back during one, so nothing is claimed ahead.
    await stage.send(async (_text, ordinal) => {
      for (let turns = 0; turns < 15; turns += 1) await turn();
      return taken(ordinal);
    });
    expect(stage.worstInDoubt).toBeLessThanOrEqual(mostOnWire);
    expect(stage.counts).toMatchObject({ accepted: 1_500 });
  });

  test.each(['pause', 'stop'] as const)(
    '%s: nothing more leaves, and what was claimed ahead is not in doubt',
    async (event) => {
      const waits = unevenWaits(7);
      let whenHeld = 0;
      stage.afterTick = async (claimed) => {
        await waits(12);
        if (stage.submitted.length < 700 || claimed === 0 || whenHeld > 0) return;
        stage.move(event);
        stage.run.isHolding = true;
        whenHeld = stage.submitted.length;
      };
      await stage.send(async (_text, ordinal) => {
        await waits(6);
        return taken(ordinal);
      });
      expect(whenHeld).toBeGreaterThan(0);
      expect(stage.worstInDoubt).toBeGreaterThan(mostOnWire);
      expect(stage.submitted).toHaveLength(whenHeld);
      const rest = 1_500 - whenHeld;
      const [waiting, cancelled] = event === 'pause' ? [rest, 0] : [0, rest];
      expect(stage.counts).toMatchObject({ accepted: whenHeld, waiting, cancelled, submitting: 0, uncertain: 0 });
    },
  );

  test('a text that waited for the wire is judged again: who said STOP meanwhile is not texted', async () => {
    const waits = unevenWaits(9);
    const stuck: (() => void)[] = [];
    let blockedAt = 0;
    stage.afterTick = () => waits(12);
    /** Everybody says STOP while the gateway hangs with texts claimed ahead; five seconds later it goes on. */
    const blockEverybody = (): void => {
      blockedAt = stage.submitted.length;
      stage.workspace.db.exec("INSERT INTO suppression SELECT e164, 'keyword', '', 0 FROM contact");
      stage.clock.ms += 5_000;
      for (const goOn of stuck) goOn();
    };
    let isHanging = false;
    await stage.send(async (_text, ordinal) => {
      if (ordinal <= 700 || blockedAt > 0) await waits(6);
      else {
        if (!isHanging) setTimeout(blockEverybody, 50);
        isHanging = true;
        await new Promise<void>((resolve) => stuck.push(resolve));
      }
      return taken(ordinal);
    });
    expect(blockedAt).toBeGreaterThan(700);
    expect(stage.worstInDoubt).toBeGreaterThan(mostOnWire);
    expect(stage.submitted).toHaveLength(blockedAt);
    expect(stage.counts).toMatchObject({ accepted: blockedAt, skipped: 1_500 - blockedAt, waiting: 0 });
  });
});

describe('a gateway that takes nothing', () => {
  test.each([1, 3, 19])(
    'with %i in line: the send pauses after 20 seconds of it, and everybody still waits',
    async (people) => {
      stage = new Stage(people);
      await stage.send(() => refused);
      expect(stage.faults).toHaveLength(1);
      const { fault, atMs } = stage.faults[0] as { fault: Fault; atMs: number };
      expect(fault.error.code).toBe('gateway.unreachable');
      expect(fault.words).toMatch(/cannot take texts now \(ECONNREFUSED\)/);
      expect(atMs - tuesdayMs).toBeLessThan(25_000);
      expect(stage.submitted.length).toBeGreaterThanOrEqual(3);
      expect(new Set(Object.values(statesOf(stage.workspace, stage.id)))).toEqual(new Set(['queued']));
    },
  );

  test('for a moment only: the send goes on', async () => {
    stage = new Stage(2);
    await stage.send((_text, ordinal) => (ordinal <= 5 ? refused : taken(ordinal)));
    expect(stage.faults).toEqual([]);
    expect(stage.counts).toMatchObject({ accepted: 2 });
  });

  test('and says when to come back is not down', async () => {
    stage = new Stage(1);
    const later = { ...refused, afterMs: 60_000 };
    await stage.send((_text, ordinal) => (ordinal <= 6 ? later : taken(ordinal)));
    expect(stage.faults).toEqual([]);
    expect(stage.counts).toMatchObject({ accepted: 1 });
  });
});
