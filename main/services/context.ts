import type { Clock, Files, Gateways, PastedTables, Secrets } from './ports.ts';
import type { HandedLog } from './sending-port.ts';
import type { Storage } from './storage-port.ts';
import type { CampaignCounts } from './storage-port.ts';

/** What the use cases tell whoever watches: facts about what changed, never commands. */
export interface ServiceEvents {
  'imports.progress': { readonly clientId: string; readonly rows: number; readonly share: number };
  'campaigns.progress': { readonly id: number; readonly counts: CampaignCounts; readonly perSecond: number };
  'campaigns.changed': { readonly id: number };
  'contacts.changed': Record<string, never>;
  'contacts.progress': { readonly clientId: string; readonly done: number; readonly total: number };
  'consent.changed': Record<string, never>;
  'inbox.received': { readonly texts: number; readonly stops: number };
  'gateways.changed': Record<string, never>;
}

export type Emit = <N extends keyof ServiceEvents>(name: N, data: ServiceEvents[N]) => void;

/** What every use case works with. */
export interface ServiceContext {
  readonly storage: Storage;
  readonly handed: HandedLog;
  readonly clock: Clock;
  readonly files: Files;
  readonly pasted: PastedTables;
  readonly gateways: Gateways;
  readonly secrets: Secrets;
  readonly emit: Emit;
  readonly appVersion: string;
}
