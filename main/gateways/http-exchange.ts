import type { Dispatcher } from 'undici';

/** Why a request provably never left: no byte of it was written to any socket. */
export type NotSentReason =
  'dns' | 'refused' | 'unreachable' | 'tls' | 'connectTimeout' | 'noConnection' | 'address' | 'cancelled' | 'closed';

/** Why nobody knows whether the request was acted upon. */
export type UnknownReason = 'timeout' | 'reset' | 'truncated' | 'tooLarge' | 'protocol' | 'cancelled';

/** What became of one request on the wire; what an answer means is the adapter's business. */
export type TransportOutcome =
  | {
      readonly kind: 'response';
      readonly status: number;
      /** Lower case, without parameters. */
      readonly contentType: string | null;
      readonly text: string;
      readonly retryAfter: string | null;
    }
  | { readonly kind: 'notSent'; readonly why: NotSentReason; readonly detail: string }
  | { readonly kind: 'unknown'; readonly why: UnknownReason; readonly detail: string };

export interface ExchangeLimits {
  readonly maxBodyBytes: number;
  readonly deadlineMs: number;
  readonly signal: AbortSignal | null;
}

/** The exchanges that end with one signal: a listener for each text would be walked through with every other one. */
const cancelledBy = new WeakMap<AbortSignal, Set<() => void>>();

function cancelsOf(signal: AbortSignal): Set<() => void> {
  let cancels = cancelledBy.get(signal);
  if (!cancels) {
    const fresh = new Set<() => void>();
    cancels = fresh;
    cancelledBy.set(signal, fresh);
    signal.addEventListener('abort', () => fresh.forEach((cancel) => cancel()), { once: true });
  }
  return cancels;
}

type Headers = Readonly<Record<string, string | string[] | undefined>>;

function firstValue(value: string | string[] | undefined): string | null {
  return (Array.isArray(value) ? value[0] : value) ?? null;
}

/** Words for a failure before the first byte; the class itself does not depend on them. */
function notSentReason(code: string): NotSentReason {
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN' || code === 'EAI_FAIL') return 'dns';
  if (code === 'ECONNREFUSED') return 'refused';
  if (code === 'UND_ERR_CONNECT_TIMEOUT' || code === 'ETIMEDOUT') return 'connectTimeout';
  if (code === 'ADDRESS_REFUSED') return 'address';
  if (code === 'UND_ERR_DESTROYED' || code === 'UND_ERR_CLOSED') return 'closed';
  if (/^(EHOST|ENET|EADDR)/.test(code)) return 'unreachable';
  if (/^(ERR_TLS|ERR_SSL|CERT_|UNABLE_TO_|DEPTH_ZERO|SELF_SIGNED|HOSTNAME_|EPROTO|INVALID_CA|ECONNRESET)/.test(code)) {
    return 'tls';
  }
  return 'unreachable';
}

/**
 * One request and its answer. The one fact that decides between "not sent" and "unknown" is whether undici ever began
 * to write the request (`onRequestStart`): no error code is trusted for that (security.md 4.4).
 */
export class HttpExchange implements Dispatcher.DispatchHandler {
  readonly #limits: ExchangeLimits;
  #settle: (outcome: TransportOutcome) => void = () => undefined;
  #isSettled = false;
  #controller: Dispatcher.DispatchController | null = null;
  #status = 0;
  #headers: Headers = {};
  #chunks: Buffer[] = [];
  #bytes = 0;

  constructor(limits: ExchangeLimits) {
    this.#limits = limits;
  }

  run(dispatcher: Dispatcher, options: Dispatcher.DispatchOptions): Promise<TransportOutcome> {
    return new Promise((resolve) => {
      const { signal, deadlineMs } = this.#limits;
      const timer = setTimeout(() => this.#giveUp('timeout', `no full answer within ${deadlineMs} ms`), deadlineMs);
      const cancel = (): void => this.#giveUp('cancelled', 'cancelled');
      const cancels = signal ? cancelsOf(signal) : null;
      cancels?.add(cancel);
      this.#settle = (outcome) => {
        if (this.#isSettled) return;
        this.#isSettled = true;
        clearTimeout(timer);
        cancels?.delete(cancel);
        this.#chunks = [];
        resolve(outcome);
      };
      if (signal?.aborted) cancel();
      else dispatcher.dispatch(options, this);
    });
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    // Given up while it waited for a connection, or started once already: writing it now could be a second sending.
    if (this.#isSettled || this.#controller !== null) {
      controller.abort(new Error('this request must not be written'));
      this.#settle({ kind: 'unknown', why: 'reset', detail: 'the connection broke' });
      return;
    }
    this.#controller = controller;
  }

  onResponseStart(_controller: Dispatcher.DispatchController, status: number, headers: Headers): void {
    this.#status = status;
    this.#headers = headers;
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#bytes += chunk.length;
    if (this.#bytes > this.#limits.maxBodyBytes) this.#giveUp('tooLarge', `over ${this.#limits.maxBodyBytes} bytes`);
    else this.#chunks.push(chunk);
  }

  onResponseEnd(): void {
    this.#settle({
      kind: 'response',
      status: this.#status,
      contentType: firstValue(this.#headers['content-type'])?.split(';')[0]?.trim().toLowerCase() || null,
      // A byte order mark stays in the text: it is not JSON and must not pass for it.
      text: Buffer.concat(this.#chunks).toString('utf8'),
      retryAfter: firstValue(this.#headers['retry-after']),
    });
  }

  onResponseError(_controller: Dispatcher.DispatchController | null, error: Error): void {
    const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
    const detail = code || error.name;
    if (this.#controller === null) return this.#settle({ kind: 'notSent', why: notSentReason(code), detail });
    if (this.#status >= 200) return this.#settle({ kind: 'unknown', why: 'truncated', detail });
    const isProtocol = error.name === 'HTTPParserError' || code === 'UND_ERR_HEADERS_OVERFLOW';
    this.#settle({ kind: 'unknown', why: isProtocol ? 'protocol' : 'reset', detail });
  }

  #giveUp(why: 'timeout' | 'cancelled' | 'tooLarge', detail: string): void {
    if (this.#controller === null) {
      this.#settle({ kind: 'notSent', why: why === 'cancelled' ? 'cancelled' : 'noConnection', detail });
      return;
    }
    this.#settle({ kind: 'unknown', why, detail });
    this.#controller.abort(new Error(detail));
  }
}
