import { AppError } from '#domain/kernel/errors.ts';
import type { Gateway, GatewayConfig, GatewayManifest, Gateways, Secrets } from '../services/ports.ts';
import { clickatellManifest } from './clickatell/manifest.ts';
import { printSheet } from './disclosure-sheet.ts';
import type { EgressOptions } from './egress.ts';
import { manifestDigest } from './manifest-digest.ts';
import { rehearsalManifest } from './rehearsal/rehearsal-manifest.ts';
import type { RehearsalOptions } from './rehearsal/rehearsal-options.ts';
import type { Rehearsal } from './rehearsal/rehearsal-server.ts';
import { checkGatewayUrl } from './url-policy.ts';

export interface GatewaysOptions {
  /** What the built-in rehearsal does differently from its gentle defaults. */
  readonly rehearsal?: Partial<RehearsalOptions>;
  /** Certificates, deadlines and connections of every gateway. */
  readonly egress?: EgressOptions;
  readonly nowMs?: () => number;
}

const clickatellUrl = 'https://platform.clickatell.com';

/** The checked addresses of a Clickatell gateway; throws `gateway.urlRefused`. */
function addresses(config: GatewayConfig): { base: URL; replies: URL | null } {
  const base = checkGatewayUrl(config.url ?? clickatellUrl);
  return { base, replies: config.repliesUrl === null ? null : checkGatewayUrl(config.repliesUrl) };
}

/** The rehearsal has no address of its own; one that is given would silently not be used. */
function requireNoAddress(config: GatewayConfig): void {
  const url = config.url ?? config.repliesUrl;
  if (url !== null) throw new AppError('gateway.urlRefused', { url, detail: 'the rehearsal runs in Assent itself' });
}

function manifestOf(config: GatewayConfig): GatewayManifest {
  switch (config.kind) {
    case 'clickatell': {
      const { base, replies } = addresses(config);
      return clickatellManifest(base, replies);
    }
    case 'rehearsal':
      requireNoAddress(config);
      return rehearsalManifest;
  }
}

async function readKey(config: GatewayConfig, secrets: Secrets): Promise<string> {
  if (config.secretRef === null) {
    throw new AppError('gateway.secretMissing', { name: config.name, source: 'no reference' });
  }
  const key = (await secrets.read(config.secretRef)).trim();
  // Refused here, in words, rather than by the HTTP layer; a header cannot carry it.
  if (!/^[\x20-\x7e]+$/.test(key)) {
    throw new AppError('gateway.credentials', { gateway: config.name, detail: 'it is empty or has odd characters' });
  }
  return key;
}

/** All kinds of gateway behind one door. The rehearsal's server starts with the first gateway that needs it. */
export function createGateways(options: GatewaysOptions = {}): Gateways {
  const { egress = {}, nowMs = () => Date.now() } = options;
  const opened = new Set<Gateway>();
  let rehearsal: Promise<Rehearsal> | null = null;

  function shareRehearsal(): Promise<Rehearsal> {
    const starting =
      rehearsal ?? import('./rehearsal/rehearsal-server.ts').then((server) => server.startRehearsal(options.rehearsal));
    rehearsal = starting;
    // A start that failed (a port in use) is tried afresh by the next gateway.
    starting.catch(() => {
      if (rehearsal === starting) rehearsal = null;
    });
    return starting;
  }

  async function openOne(config: GatewayConfig, secrets: Secrets): Promise<Gateway> {
    const manifest = manifestOf(config);
    if (config.kind === 'rehearsal') {
      const { openRehearsalGateway } = await import('./rehearsal/rehearsal-gateway.ts');
      return openRehearsalGateway(config.name, await shareRehearsal(), { egress, nowMs });
    }
    const apiKey = await readKey(config, secrets);
    const { base, replies } = addresses(config);
    // The HTTP stack is loaded with the first gateway that needs it: most commands of the shell never do.
    const [{ OneApiGateway }, { createEgress }] = await Promise.all([
      import('./clickatell/one-api.ts'),
      import('./egress.ts'),
    ]);
    return new OneApiGateway({
      name: config.name,
      manifest,
      egress: createEgress(manifest, egress),
      base,
      replies,
      apiKey,
      nowMs,
    });
  }

  return {
    manifest: manifestOf,
    digest: (config) => manifestDigest(manifestOf(config)),
    sheet: (config) => printSheet(manifestOf(config)),
    async open(config, secrets) {
      const gateway = await openOne(config, secrets);
      opened.add(gateway);
      return gateway;
    },
    async close() {
      await Promise.all([...opened].map((gateway) => gateway.close()));
      opened.clear();
      await (await rehearsal)?.close();
      rehearsal = null;
    },
  };
}
