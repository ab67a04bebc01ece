import { AppError } from '#domain/kernel/errors.ts';
import type { ErrorCode } from '#domain/kernel/errors.ts';
import type {
  ConnectionCheck,
  Gateway,
  GatewayManifest,
  InboundPage,
  OutboundText,
  Receipt,
} from '../../services/ports.ts';
import type { Egress } from '../egress.ts';
import type { TransportOutcome } from '../http-exchange.ts';
import { asRecord, oneLine, own, parseJson } from '../json-reading.ts';
import { readCallbackPage } from './callback-events.ts';
import { oneApiPaths } from './manifest.ts';
import { readStatusAnswer } from './message-status.ts';
import { classifySubmit, isJsonType } from './submit-answer.ts';

export interface OneApiOptions {
  /** The gateway's name as the user gave it, for errors. */
  readonly name: string;
  readonly manifest: GatewayManifest;
  readonly egress: Egress;
  readonly base: URL;
  readonly replies: URL | null;
  readonly apiKey: string;
  readonly nowMs: () => number;
}

type Response = TransportOutcome & { readonly kind: 'response' };

type GatewayError = 'gateway.badAnswer' | 'gateway.credentials' | 'gateway.noBalance' | 'gateway.refused';

const errorByStatus: Readonly<Record<number, GatewayError>> = {
  401: 'gateway.credentials',
  402: 'gateway.noBalance',
  403: 'gateway.refused',
};

/** The Clickatell One API (gateways.md 1a): one text a request, so that every doubt concerns exactly one text. */
export class OneApiGateway implements Gateway {
  readonly manifest: GatewayManifest;
  readonly canPollReplies: boolean;
  readonly #options: OneApiOptions;
  readonly #paths: ReturnType<typeof oneApiPaths>;
  /** Frozen: the same for every text, so the egress rule has to look at it once. */
  readonly #submitHeaders: Readonly<Record<string, string>>;

  constructor(options: OneApiOptions) {
    this.manifest = options.manifest;
    this.canPollReplies = options.replies !== null;
    this.#options = options;
    this.#paths = oneApiPaths(options.base);
    this.#submitHeaders = Object.freeze({ ...this.#headers(true), 'Content-Type': 'application/json' });
  }

  async submit(text: OutboundText, signal?: AbortSignal) {
    const to = text.to.replace(/^\+/, '');
    const message = {
      channel: 'sms',
      to,
      content: text.text,
      clientMessageId: text.clientId,
      ...(text.sender === null ? {} : { from: text.sender.replace(/^\+(?=\d+$)/, '') }),
    };
    const outcome = await this.#options.egress.request({
      method: 'POST',
      origin: this.#options.base.origin,
      path: this.#paths.messages,
      headers: this.#submitHeaders,
      body: { messages: [message] },
      signal,
    });
    return classifySubmit(outcome, { to, clientMessageId: text.clientId }, this.#options.nowMs());
  }

  async status(gatewayMessageId: string, signal?: AbortSignal): Promise<Receipt> {
    const path = this.#paths.message.replace('{id}', () => encodeURIComponent(gatewayMessageId));
    const response = await this.#get(this.#options.base.origin, path, signal);
    const body = this.#readJson(response);
    // An unknown id has a shape of its own, with whatever status: 400 and 404 in JSON both say "not here".
    if (response.status === 400 || response.status === 404) return readStatusAnswer(gatewayMessageId, null);
    this.#requireSuccess(response);
    return readStatusAnswer(gatewayMessageId, body);
  }

  async inbound(cursor: string | null, signal?: AbortSignal): Promise<InboundPage> {
    const { replies, nowMs } = this.#options;
    if (replies === null) return { texts: [], receipts: [], cursor: cursor ?? '' };
    const path = replies.pathname + (cursor === null ? '' : `?after=${encodeURIComponent(cursor)}`);
    const response = await this.#get(replies.origin, path, signal);
    this.#readJson(response);
    this.#requireSuccess(response);
    const page = readCallbackPage(response.text, nowMs());
    if (page === null) throw this.#error('gateway.badAnswer', 'the relay’s page has no cursor or no events');
    return page;
  }

  async test(signal?: AbortSignal): Promise<readonly ConnectionCheck[]> {
    const startedAt = performance.now();
    const took = (): number => Math.round(performance.now() - startedAt);
    const outcome = await this.#ask(this.#options.base.origin, this.#paths.balance, signal);
    const tookMs = took();
    if (outcome.kind !== 'response') {
      return [{ name: 'Reachable', ok: false, detail: `${outcome.why}: ${outcome.detail}`, tookMs }];
    }
    const checks: ConnectionCheck[] = [{ name: 'Reachable', ok: true, detail: `HTTP ${outcome.status}`, tookMs }];
    checks.push(...this.#checkAccount(outcome, tookMs));
    if (this.#options.replies !== null) checks.push(await this.#checkReplies(signal));
    return checks;
  }

  close(): Promise<void> {
    return this.#options.egress.close();
  }

  #headers(withKey: boolean): Record<string, string> {
    const headers = { Accept: 'application/json', 'User-Agent': 'Assent' };
    return withKey ? { ...headers, Authorization: this.#options.apiKey } : headers;
  }

  #ask(origin: string, path: string, signal: AbortSignal | undefined): Promise<TransportOutcome> {
    // The key belongs to the gateway; a relay elsewhere never sees it.
    const headers = this.#headers(origin === this.#options.base.origin);
    return this.#options.egress.request({ method: 'GET', origin, path, headers, body: null, signal });
  }

  async #get(origin: string, path: string, signal: AbortSignal | undefined): Promise<Response> {
    const outcome = await this.#ask(origin, path, signal);
    if (outcome.kind === 'response') return outcome;
    const isSlow = outcome.why === 'timeout';
    const isGarbled = outcome.why === 'tooLarge' || outcome.why === 'truncated' || outcome.why === 'protocol';
    const code = isSlow ? 'gateway.timeout' : isGarbled ? 'gateway.badAnswer' : 'gateway.unreachable';
    throw this.#error(code, `${outcome.why}, ${outcome.detail}`);
  }

  /** The JSON of an answer; throws `gateway.*` for what HTTP alone already tells. */
  #readJson(response: Response): unknown {
    const { status, contentType, text } = response;
    const code = errorByStatus[status];
    if (code !== undefined && isJsonType(contentType)) throw this.#error(code, this.#describe(response));
    if (status === 429 || status >= 500) throw this.#error('gateway.unreachable', this.#describe(response));
    const body = isJsonType(contentType) ? parseJson(text) : undefined;
    if (body === undefined) throw this.#error('gateway.badAnswer', `HTTP ${status}, not JSON`);
    return body;
  }

  #requireSuccess(response: Response): void {
    if (response.status < 200 || response.status > 299) {
      throw this.#error('gateway.badAnswer', this.#describe(response));
    }
  }

  #describe({ status, text }: Response): string {
    const description = own(asRecord(own(asRecord(parseJson(text)), 'error')), 'description');
    return typeof description === 'string' ? `${oneLine(description)} (HTTP ${status})` : `HTTP ${status}`;
  }

  #checkAccount(response: Response, tookMs: number): ConnectionCheck[] {
    const key = { name: 'Key', tookMs };
    if (errorByStatus[response.status] !== undefined) return [{ ...key, ok: false, detail: this.#describe(response) }];
    const body = isJsonType(response.contentType) ? asRecord(parseJson(response.text)) : null;
    const balance = own(body, 'balance');
    const currency = own(body, 'currency');
    if (response.status !== 200 || typeof balance !== 'number') {
      const detail = `${this.#describe(response)}, not the balance of a One API`;
      return [{ name: 'Protocol', ok: false, detail, tookMs }];
    }
    const amount = `${balance} ${typeof currency === 'string' ? oneLine(currency) : ''}`.trim();
    return [
      { ...key, ok: true, detail: 'accepted' },
      { name: 'Balance', ok: balance > 0, detail: amount, tookMs },
    ];
  }

  async #checkReplies(signal: AbortSignal | undefined): Promise<ConnectionCheck> {
    const startedAt = performance.now();
    const answer = await this.inbound(null, signal).then(
      () => ({ ok: true, detail: 'can be fetched' }),
      (error: unknown) => {
        if (!(error instanceof AppError)) throw error;
        const { detail } = error.details as { detail: string };
        return { ok: false, detail };
      },
    );
    return { name: 'Replies', ...answer, tookMs: Math.round(performance.now() - startedAt) };
  }

  #error(code: Extract<ErrorCode, GatewayError | 'gateway.timeout' | 'gateway.unreachable'>, detail: string): AppError {
    return new AppError(code, { gateway: this.#options.name, detail });
  }
}
