import { AppError } from '#domain/kernel/errors.ts';
import type { GateFacts } from '#domain/consent/gate.ts';
import type { ServiceContext } from '../context.ts';
import type { ConnectionCheck, Gateway, GatewayConfig, GatewayKind, GatewayManifest } from '../ports.ts';
import type { GatewayRow } from '../gateway-port.ts';

/** A gateway as lists show it. */
export interface GatewayView {
  readonly id: number;
  readonly name: string;
  readonly kind: GatewayKind;
  readonly title: string;
  readonly mode: 'rehearsal' | 'real';
  readonly url: string | null;
  readonly repliesUrl: string | null;
  readonly canPollReplies: boolean;
  readonly state: 'ready' | 'notAccepted' | 'sheetChanged';
  readonly acceptedBy: string | null;
  readonly acceptedAtMs: number | null;
  readonly lastPollAtMs: number | null;
}

export interface NewGateway {
  readonly name: string;
  readonly kind: GatewayKind;
  readonly url: string | null;
  readonly repliesUrl: string | null;
  /** The credential itself, to be put into the keychain; or a reference to where it already is. */
  readonly credential: string | null;
  readonly secretRef: string | null;
}

export interface SheetView extends GatewayManifest {
  readonly gateway: GatewayView;
  readonly digest: string;
  readonly text: string;
}

const defaultUrl: Readonly<Record<GatewayKind, string | null>> = {
  clickatell: 'https://platform.clickatell.com',
  rehearsal: null,
};

function toConfig(row: Pick<GatewayRow, 'name' | 'kind' | 'url' | 'repliesUrl' | 'secretRef'>): GatewayConfig {
  const { name, kind, url, repliesUrl, secretRef } = row;
  return { name, kind, url, repliesUrl, secretRef };
}

/** How long an acceptance stands (consent.md 6): twelve months. */
const acceptedForMs = 365 * 86_400_000;

/** Adding gateways, their disclosure sheets, and handing out open connections to accepted ones only. */
export function createGatewayService({ storage, gateways, secrets, clock, emit, appVersion }: ServiceContext) {
  const open = new Map<number, Promise<Gateway>>();

  /** Where the sheet stands: what the gate calls acceptance. After twelve months it is asked for again. */
  function standing(row: GatewayRow): GateFacts['gateway'] {
    if (row.acceptance === null || clock.nowMs() - row.acceptance.atMs > acceptedForMs) return 'notAccepted';
    return row.acceptance.digest === gateways.digest(toConfig(row)) ? 'accepted' : 'sheetChanged';
  }

  function view(row: GatewayRow): GatewayView {
    const state = standing(row);
    return {
      id: row.id,
      name: row.name,
      kind: row.kind,
      title: gateways.manifest(toConfig(row)).title,
      mode: row.kind === 'rehearsal' ? 'rehearsal' : 'real',
      url: row.url,
      repliesUrl: row.repliesUrl,
      canPollReplies: row.kind === 'rehearsal' || row.repliesUrl !== null,
      state: state === 'accepted' ? 'ready' : state,
      acceptedBy: row.acceptance?.by ?? null,
      acceptedAtMs: row.acceptance?.atMs ?? null,
      lastPollAtMs: row.lastPollAtMs,
    };
  }

  async function find(key: { readonly id: number } | { readonly name: string }): Promise<GatewayRow> {
    const rows = await storage.read.gateways({});
    const row = rows.find((candidate) => ('id' in key ? candidate.id === key.id : candidate.name === key.name));
    if (!row) throw new AppError('gateway.notFound', { name: 'id' in key ? String(key.id) : key.name });
    return row;
  }

  /** The open connection of a gateway whose sheet is accepted as it stands; throws `gateway.notAccepted` or `gateway.sheetChanged`. */
  async function connect(id: number): Promise<Gateway> {
    const row = await find({ id });
    const state = standing(row);
    if (state === 'notAccepted') throw new AppError('gateway.notAccepted', { name: row.name });
    if (state === 'sheetChanged') throw new AppError('gateway.sheetChanged', { name: row.name });
    let gateway = open.get(id);
    if (!gateway) {
      gateway = gateways.open(toConfig(row), secrets);
      open.set(id, gateway);
      gateway.catch(() => open.delete(id)); // A failed opening is tried afresh next time.
    }
    return gateway;
  }

  return {
    standing,
    find,
    connect,
    rows: () => storage.read.gateways({}),
    async list(): Promise<GatewayView[]> {
      return (await storage.read.gateways({})).map(view);
    },
    async get(key: { readonly id: number } | { readonly name: string }): Promise<GatewayView> {
      return view(await find(key));
    },
    async add(input: NewGateway): Promise<GatewayView> {
      const url = input.url ?? defaultUrl[input.kind];
      const config = { ...input, url };
      gateways.manifest(toConfig(config)); // Refuses an address that is not allowed before anything is kept.
      const taken = (await storage.read.gateways({})).some((row) => row.name === input.name);
      if (taken) throw new AppError('gateway.exists', { name: input.name });
      const needsKey = input.kind !== 'rehearsal';
      if (needsKey && input.credential === null && input.secretRef === null)
        throw new AppError('usage.missing', { what: 'the API key' });
      const secretRef =
        input.credential === null ? input.secretRef : await secrets.store(`gateway-${input.name}`, input.credential);
      const id = await storage.write.gatewayAdd({
        name: input.name,
        kind: input.kind,
        url,
        repliesUrl: input.repliesUrl,
        secretRef,
        nowMs: clock.nowMs(),
      });
      emit('gateways.changed', {});
      return view(await find({ id }));
    },
    async sheet(key: { readonly id: number } | { readonly name: string }): Promise<SheetView> {
      const row = await find(key);
      const config = toConfig(row);
      return {
        ...gateways.manifest(config),
        gateway: view(row),
        digest: gateways.digest(config),
        text: gateways.sheet(config),
      };
    },
    /** Records who accepted the sheet; refuses when it is no longer the one that was shown. */
    async accept(input: { readonly id: number; readonly digest: string; readonly by: string }): Promise<GatewayView> {
      const row = await find({ id: input.id });
      const config = toConfig(row);
      if (gateways.digest(config) !== input.digest) throw new AppError('gateway.sheetChanged', { name: row.name });
      if (input.by.trim() === '') throw new AppError('usage.missing', { what: 'the name of the person who accepts' });
      await storage.write.gatewayAccept({
        gatewayId: row.id,
        digest: input.digest,
        sheet: gateways.sheet(config),
        by: input.by.trim(),
        appVersion,
        nowMs: clock.nowMs(),
      });
      emit('gateways.changed', {});
      return view(await find({ id: input.id }));
    },
    /** Takes the acceptance back: whatever is being sent through the gateway pauses, and nothing is sent or fetched until it is accepted anew. */
    async withdraw(input: { readonly id: number; readonly by: string }) {
      const row = await find({ id: input.id });
      const by = input.by.trim();
      if (by === '') throw new AppError('usage.missing', { what: 'the name of the person who withdraws' });
      if (row.acceptance === null) throw new AppError('gateway.notAccepted', { name: row.name });
      const { paused } = await storage.write.gatewayWithdraw({ gatewayId: row.id, by, nowMs: clock.nowMs() });
      emit('gateways.changed', {});
      return { gateway: view(await find({ id: input.id })), paused };
    },
    async test(id: number): Promise<readonly ConnectionCheck[]> {
      return (await connect(id)).test();
    },
    async close(): Promise<void> {
      const connections = await Promise.allSettled(open.values());
      for (const connection of connections) if (connection.status === 'fulfilled') await connection.value.close();
      open.clear();
      await gateways.close();
    },
  };
}

export type GatewayService = ReturnType<typeof createGatewayService>;
