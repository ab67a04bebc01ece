import { randomBytes } from 'node:crypto';
import { createExportFiles } from './files/export-files.ts';
import { join } from 'node:path';
import { createFiles } from './files/files-client.ts';
import { createTableFiles } from './files/table-files.ts';
import { createRowSpills } from './files/row-spill.ts';
import { createPastedTables } from './files/pasted-tables.ts';
import { createGateways } from './gateways/registry.ts';
import type { GatewaysOptions } from './gateways/registry.ts';
import { createCampaignService } from './services/campaigns/campaign-service.ts';
import { createConsentService } from './services/consent/consent-service.ts';
import { createBulkService } from './services/contacts/bulk-service.ts';
import { createContactService } from './services/contacts/contact-service.ts';
import { createEditService } from './services/contacts/edit-service.ts';
import { createExportService } from './services/contacts/export-service.ts';
import { createFieldService } from './services/contacts/field-service.ts';
import { createRuleService } from './services/contacts/rule-service.ts';
import { createViewService } from './services/contacts/view-service.ts';
import { createListService } from './services/lists/list-service.ts';
import type { Emit, ServiceContext } from './services/context.ts';
import { createDisclosureService } from './services/gateways/disclosure-service.ts';
import { createGatewayService } from './services/gateways/gateway-service.ts';
import { createHomeService } from './services/home/home-service.ts';
import { createImportDrafts } from './services/importing/import-drafts.ts';
import { createCheckedRows } from './services/importing/checked-rows.ts';
import { createMending } from './services/importing/mend-rejects.ts';
import { createImportService } from './services/importing/import-service.ts';
import { createInboxService } from './services/inbox/inbox-service.ts';
import { createPoller } from './services/inbox/poller.ts';
import type { Clock, Secrets } from './services/ports.ts';
import { createDispatcher } from './services/sending/dispatcher.ts';
import { createTextService } from './services/text/text-service.ts';
import { openStorage } from './storage/client.ts';
import type { NewWorkspace } from './storage/client.ts';
import { openHandedLog, readHandedLog } from './storage/handed-log.ts';

/** Where the thread entries are: `.ts` beside this file from source, `.js` beside the bundle. */
export interface WorkerUrls {
  readonly storage: URL;
  readonly files: URL;
}

export interface AssentOptions {
  readonly folder: string;
  readonly workers: WorkerUrls;
  readonly secrets: Secrets;
  readonly appVersion: string;
  readonly create?: Omit<NewWorkspace, 'nowMs'>;
  readonly clock?: Clock;
  readonly emit?: Emit;
  readonly gateways?: GatewaysOptions;
}

/** The computer's own clock. */
export const systemClock: Clock = {
  nowMs: () => Date.now(),
  sleep(ms, signal) {
    return new Promise((resolve) => {
      if (signal?.aborted) return resolve();
      const done = (): void => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', done);
        resolve();
      };
      const timer = setTimeout(done, ms);
      signal?.addEventListener('abort', done);
    });
  },
};

/** 32 random hex digits for an intent that must happen once. */
export function newClientId(): string {
  return randomBytes(16).toString('hex');
}

/**
 * Opens a workspace and builds everything that works on it: adapters, then use cases. The window, the shell and the
 * tests all start here. Throws `workspace.*`; nothing stays open then.
 */
export async function openAssent(options: AssentOptions) {
  const clock = options.clock ?? systemClock;
  const { folder, workers } = options;
  const storage = await openStorage({
    folder,
    workerUrl: workers.storage,
    ...(options.create ? { create: { ...options.create, nowMs: clock.nowMs() } } : {}),
  });
  await storage.write.undoForget({ token: null, nowMs: clock.nowMs() });
  const session = newClientId();
  const trail = readHandedLog(folder);
  const { uncertain } = await storage.write.recover({ nowMs: clock.nowMs(), trail, session });
  const handed = openHandedLog(folder, session);
  await storage.write.reviewsOverdue({ nowMs: clock.nowMs() });
  const context: ServiceContext = {
    storage,
    handed,
    clock,
    files: createFiles(workers.files),
    pasted: createPastedTables(join(folder, 'pasted')),
    gateways: createGateways({ nowMs: () => clock.nowMs(), ...options.gateways }),
    secrets: options.secrets,
    emit: options.emit ?? (() => undefined),
    appVersion: options.appVersion,
  };
  const gateways = createGatewayService(context);
  const dispatcher = createDispatcher(context, gateways);
  const poller = createPoller(context, gateways);
  const contacts = createContactService(context);
  const rules = createRuleService(context);
  const campaigns = createCampaignService(context, gateways, dispatcher);
  const imports = createImportService(context, createTableFiles());
  const checkedRows = createCheckedRows(context, createRowSpills(join(folder, 'rows-aside')));
  return {
    folder,
    clock,
    files: context.files,
    pasted: context.pasted,
    /** Texts found in doubt at this start. */
    uncertainAtStart: uncertain,
    workspace: async () => ({ ...(await storage.read.workspace({})), path: folder, appVersion: options.appVersion }),
    contacts,
    views: createViewService(context),
    rules,
    editing: createEditService(context, contacts, newClientId),
    bulk: createBulkService(context, newClientId),
    fields: createFieldService(context, newClientId),
    exports: createExportService(context, createExportFiles()),
    lists: createListService(context, rules, newClientId),
    consent: createConsentService(context, contacts),
    imports,
    checkedRows,
    mending: createMending(context, createTableFiles()),
    importDrafts: createImportDrafts(context),
    gateways,
    disclosures: createDisclosureService(context, gateways, contacts, dispatcher),
    campaigns,
    dispatcher,
    poller,
    receiptsOpen: (campaignId: number) => storage.read.receiptsOpen({ campaignId }),
    inbox: createInboxService(context),
    home: createHomeService(context),
    text: createTextService(context),
    /** Stops claiming, lets answers come in for a bounded time, closes everything in reverse order. */
    async close(): Promise<void> {
      await dispatcher.close();
      await poller.close();
      await checkedRows.forget();
      await imports.close();
      await gateways.close();
      await storage.close();
      handed.close();
    },
  };
}

export type Assent = Awaited<ReturnType<typeof openAssent>>;
