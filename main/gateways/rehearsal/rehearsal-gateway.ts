import { OneApiGateway } from '../clickatell/one-api.ts';
import { createEgress } from '../egress.ts';
import type { EgressOptions } from '../egress.ts';
import type { Gateway } from '../../services/ports.ts';
import { rehearsalManifest } from './rehearsal-manifest.ts';
import type { Rehearsal } from './rehearsal-server.ts';

/** The same adapter that speaks to Clickatell, over a real socket to the rehearsal. */
export function openRehearsalGateway(
  name: string,
  rehearsal: Rehearsal,
  options: { readonly egress: EgressOptions; readonly nowMs: () => number },
): Gateway {
  return new OneApiGateway({
    name,
    manifest: rehearsalManifest,
    egress: createEgress(rehearsalManifest, options.egress),
    base: new URL(rehearsal.url),
    replies: new URL(rehearsal.repliesUrl),
    apiKey: rehearsal.apiKey,
    nowMs: options.nowMs,
  });
}
