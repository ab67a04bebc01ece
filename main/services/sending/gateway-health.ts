import { AppError } from '#domain/kernel/errors.ts';
import { errorWords } from '#domain/kernel/error-words.ts';
import type { SubmitOutcome } from '../ports.ts';

/** Texts that may be on the wire at once. */
export const fullWindow = 64;
/** The window a send starts with, and falls back to after trouble; it doubles with every tick that brought none. */
export const firstWindow = 4;
/** A gateway that answers doubtfully this often in a row is not to be trusted with more. */
const doubtsToPause = 5;
/** A gateway that takes nothing this often in a row is down. */
const refusalsToPause = 20;
/** With few people in line the tries are far apart: nothing but refusals for this long, and more than a blip, is down too. */
const refusedForMs = 20_000;
const refusalsToBelieve = 3;

/** Why a send pauses by itself: the typed error for the shell, and the words for the campaign's page. */
export interface Fault {
  readonly error: AppError;
  readonly words: string;
}

/** How a gateway fares during one send: how much it is trusted with at once, and when that is nothing any more. */
export class GatewayHealth {
  readonly #name: string;
  #window = firstWindow;
  #doubts = 0;
  #refusals = 0;
  #refusedSinceMs: number | null = null;
  #lastRefusal = '';
  #fault: Fault | null = null;

  constructor(name: string) {
    this.#name = name;
  }

  /** Texts that may be on the wire now. */
  get window(): number {
    return this.#window;
  }

  /** Set once, with the first reason to pause. */
  get fault(): Fault | null {
    return this.#fault;
  }

  /** The instant at which a gateway that goes on taking nothing counts as down; null while it takes texts. */
  get downAtMs(): number | null {
    const isBelieved = this.#refusedSinceMs !== null && this.#refusals >= refusalsToBelieve;
    return isBelieved ? (this.#refusedSinceMs ?? 0) + refusedForMs : null;
  }

  /** After a tick that brought acceptances. */
  grow(): void {
    this.#window = Math.min(fullWindow, this.#window * 2);
  }

  /** What an answer says about the gateway. */
  note(outcome: SubmitOutcome, nowMs: number): void {
    const isDoubt = outcome.kind === 'uncertain';
    const isRefusal = outcome.kind === 'retry';
    this.#doubts = isDoubt ? this.#doubts + 1 : 0;
    this.#refusals = isRefusal ? this.#refusals + 1 : 0;
    if (isDoubt || isRefusal) this.#window = firstWindow;
    if (!isRefusal || outcome.afterMs !== null) this.#refusedSinceMs = null;
    else this.#refusedSinceMs ??= nowMs;
    if (isRefusal) this.#lastRefusal = outcome.reason;
    if (outcome.kind === 'stop') this.#stop(outcome.error, outcome.reason);
    if (isDoubt && this.#doubts >= doubtsToPause) this.#distrust(outcome);
    if (this.#refusals >= refusalsToPause) this.#callDown();
    this.check(nowMs);
  }

  /** Calls the gateway down when it has taken nothing for long enough. */
  check(nowMs: number): void {
    if (this.downAtMs !== null && nowMs >= this.downAtMs) this.#callDown();
  }

  /** Ends the send for a reason of this computer's own. */
  halt(error: AppError): void {
    const { what, next } = errorWords(error);
    this.#fault ??= { error, words: `${what} ${next}` };
  }

  #stop(code: AppError['code'], detail: string): void {
    this.halt(new AppError(code, { gateway: this.#name, detail }));
  }

  #distrust({ code, reason }: SubmitOutcome & { readonly kind: 'uncertain' }): void {
    const detail = `no clear answer ${this.#doubts} times in a row (${reason}); those texts are marked “not sure” and are not sent again by themselves`;
    // Nothing came back, or something that is not an answer to a text.
    const isSilence = code.startsWith('UNKNOWN_');
    this.#fault ??= {
      error: new AppError(isSilence ? 'gateway.timeout' : 'gateway.badAnswer', { gateway: this.#name, detail }),
      words: `${this.#name} gave no clear answer ${this.#doubts} times in a row. Those texts are marked “not sure” and are not sent again by themselves.`,
    };
  }

  #callDown(): void {
    this.#fault ??= {
      error: new AppError('gateway.unreachable', { gateway: this.#name, detail: this.#lastRefusal }),
      words: `${this.#name} cannot take texts now (${this.#lastRefusal}). Nothing is lost: everybody still waits in line.`,
    };
  }
}
