import { Pool } from 'undici';
import { rootCertificates } from 'node:tls';
import { AppError } from '#domain/kernel/errors.ts';
import type { GatewayManifest } from '../services/ports.ts';
import { guardedLookup } from './address-guard.ts';
import { HttpExchange } from './http-exchange.ts';
import type { TransportOutcome } from './http-exchange.ts';
import { findUnlistedAddress, findUnlistedField, listedFields } from './manifest-check.ts';
import type { Address } from './manifest-check.ts';

/** One request. `origin` as in the manifest (with its port), `path` with its query; `body` leaves as JSON. */
export interface EgressRequest {
  readonly method: 'GET' | 'POST';
  readonly origin: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: object | null;
  readonly signal?: AbortSignal | undefined;
  /** For the whole exchange, waiting for a connection included; default 30 s. */
  readonly deadlineMs?: number | undefined;
}

export interface EgressOptions {
  /** PEM certificates trusted besides the built-in ones; there is no way to trust less. */
  readonly caCertificates?: readonly string[];
  readonly deadlineMs?: number;
  readonly connectMs?: number;
  /** Connections kept open to one origin: also the most requests under way at once. */
  readonly connections?: number;
  readonly maxBodyBytes?: number;
}

export interface Egress {
  /**
   * Sends one request once and tells what became of it; never follows a redirect, never tries again.
   * Throws `gateway.egressRefused`, before a connection is made, for anything the manifest does not list.
   */
  request(request: EgressRequest): Promise<TransportOutcome>;
  /** Drops every connection; what is under way ends as `unknown`. */
  close(): Promise<void>;
}

const defaults = { deadlineMs: 30_000, connectMs: 10_000, connections: 64, maxBodyBytes: 1_048_576 };

function openPool(origin: string, options: EgressOptions): Pool {
  const { caCertificates = [] } = options;
  return new Pool(origin, {
    connections: options.connections ?? defaults.connections,
    pipelining: 1,
    allowH2: false,
    // Reading times are bounded by the exchange's own deadline, which a slow drip of bytes cannot extend.
    headersTimeout: 0,
    bodyTimeout: 0,
    connect: {
      timeout: options.connectMs ?? defaults.connectMs,
      minVersion: 'TLSv1.2',
      // Said aloud so that no environment variable can switch it off.
      rejectUnauthorized: true,
      lookup: guardedLookup(origin.startsWith('http:')),
      ...(caCertificates.length > 0 ? { ca: [...rootCertificates, ...caCertificates] } : {}),
    },
  });
}

/**
 * Checks addresses against a manifest. A frozen head to the same place is the same head: it is checked once, not once a
 * text. Anything that could have changed in between is checked every time.
 */
function addressCheck(manifest: GatewayManifest): (request: Address) => string | null {
  const checked = new WeakMap<object, string>();
  return (request) => {
    const place = `${request.origin} ${request.path}`;
    if (checked.get(request.headers) === place) return null;
    const unlisted = findUnlistedAddress(manifest, request);
    if (unlisted === null && Object.isFrozen(request.headers)) checked.set(request.headers, place);
    return unlisted;
  };
}

/**
 * The only way out of this program: requests to what a gateway's manifest lists, and nothing else (consent.md 6).
 * TLS 1.2 or newer with full certificate checks; one pool of kept-alive connections an origin.
 */
export function createEgress(manifest: GatewayManifest, options: EgressOptions = {}): Egress {
  const pools = new Map<string, Pool>();
  const findInAddress = addressCheck(manifest);
  const fields = listedFields(manifest);
  let isClosed = false;

  function poolFor(origin: string): Pool {
    let pool = pools.get(origin);
    if (!pool) {
      pool = openPool(origin, options);
      pools.set(origin, pool);
    }
    return pool;
  }

  return {
    async request({ method, origin, path, headers, body, signal, deadlineMs }) {
      const bodyText = body === null ? null : JSON.stringify(body);
      const unlisted = findInAddress({ origin, path, headers }) ?? findUnlistedField(fields, bodyText);
      if (unlisted !== null) {
        throw new AppError('gateway.egressRefused', { gateway: manifest.title, detail: unlisted });
      }
      if (isClosed) return { kind: 'notSent', why: 'closed', detail: 'the connection is closed' };
      const exchange = new HttpExchange({
        maxBodyBytes: options.maxBodyBytes ?? defaults.maxBodyBytes,
        deadlineMs: deadlineMs ?? options.deadlineMs ?? defaults.deadlineMs,
        signal: signal ?? null,
      });
      return exchange.run(poolFor(origin), { method, path, headers: { ...headers }, body: bodyText });
    },
    async close() {
      isClosed = true;
      await Promise.all([...pools.values()].map((pool) => pool.destroy()));
      pools.clear();
    },
  };
}
