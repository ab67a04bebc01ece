import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDatabase, openWriter } from '../../main/storage/database.ts';
import type { WritableDb } from '../../main/storage/database.ts';
import { reads, writes } from '../../main/storage/dispatch.ts';
import { insertWorkspace } from '../../main/storage/queries/contacts.ts';
import type { IncomingContact, StorageReads, StorageWrites, SubmitResult } from '../../main/services/storage-port.ts';
import type { Purpose } from '#domain/consent/purpose.ts';

/** Tuesday 2026-11-24 10:00 in Johannesburg: no quiet hours in South Africa. */
export const tuesdayMs = Date.UTC(2026, 10, 24, 8);

/** A real workspace on disk, asked and told in this process as its thread would: one transaction a write. */
export interface TestWorkspace {
  readonly folder: string;
  readonly db: WritableDb;
  readonly read: StorageReads;
  readonly write: StorageWrites;
  close(): void;
}

function bind<Calls extends object>(
  calls: Readonly<Record<keyof Calls, unknown>>,
  run: (call: (input: unknown) => unknown, input: unknown) => unknown,
  db: WritableDb,
): Calls {
  const entries = Object.entries(calls).map(([name, call]) => {
    const bound = (input: unknown): unknown => (call as (db: WritableDb, input: unknown) => unknown)(db, input);
    return [name, (input: unknown) => run(bound, input)] as const;
  });
  return Object.fromEntries(entries) as Calls;
}

export function makeWorkspace(business = 'Acme'): TestWorkspace {
  const folder = mkdtempSync(join(tmpdir(), 'assent-storage-'));
  createDatabase(folder);
  const db = openWriter(folder);
  const zone = 'Africa/Johannesburg';
  insertWorkspace(db, { workspaceId: 'w', business, country: 'ZA', zone, nowMs: tuesdayMs });
  const write = bind<StorageWrites>(writes, (call, input) => db.transaction(() => call(input)).immediate(), db);
  const gateway = { name: 'g', kind: 'rehearsal', url: null, repliesUrl: null, secretRef: null } as const;
  write.gatewayAdd({ ...gateway, nowMs: tuesdayMs });
  return {
    folder,
    db,
    read: bind<StorageReads>(reads, (call, input) => call(input), db),
    write,
    close() {
      db.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The n-th South African mobile number. */
export function numberOf(index: number): string {
  return `+2782400${String(index).padStart(4, '0')}`;
}

export function person(index: number, more: Partial<IncomingContact> = {}): IncomingContact {
  const name = more.name ?? `Person ${index}`;
  return {
    rowNumber: index + 2,
    e164: numberOf(index),
    country: 'ZA',
    numberType: 'MOBILE',
    isTextable: true,
    name,
    fields: [['full_name', name]],
    isOptOut: false,
    ...more,
  };
}

let imports = 0;

/** Imports people as the import service does; `apply: false` is a dry run. */
export function importPeople({ write }: TestWorkspace, people: readonly IncomingContact[], apply = true) {
  const clientId = `import-${(imports += 1)}`;
  write.importBegin({ clientId });
  const { duplicates } = write.importStage({ clientId, people });
  return write.importFinish({
    clientId,
    apply,
    fileName: 'people.csv',
    sha256: clientId,
    sheet: null,
    country: 'ZA',
    mapping: [['mobile', 'mobile']],
    fields: [{ key: 'full_name', label: 'Full name' }],
    rows: people.length,
    duplicateRows: duplicates,
    rejects: [],
    invalid: 0,
    atMs: tuesdayMs,
  });
}

export function grant({ write }: TestWorkspace, purpose: Purpose, e164s: readonly string[], nowMs = tuesdayMs) {
  return write.grantConsent({
    purpose,
    audience: { kind: 'numbers', e164s },
    wording: 'I agree',
    evidence: 'form',
    by: 'A tester',
    sourceRef: 'paper',
    method: 'paper',
    nowMs,
  });
}

let drafts = 0;

/** A started campaign to everybody; answers its id. The text differs each time so that none repeats another. */
export function startCampaign(
  { read, write }: TestWorkspace,
  options: { readonly purpose?: Purpose; readonly text?: string; readonly nowMs?: number } = {},
): number {
  const { purpose = 'transactional', nowMs = tuesdayMs } = options;
  const text = options.text ?? `Acme: order ${(drafts += 1)} is ready. Reply STOP to opt out`;
  const draft = { name: 'A campaign', purpose, gatewayId: 1, sender: null, text, audience: { kind: 'all' as const } };
  const id = write.campaignSave({ id: null, draft, nowMs });
  const { willGet } = read.preflight({ draft, gateway: 'accepted', atMs: nowMs });
  const clientId = `start-${id}`;
  const gateway = 'accepted' as const;
  write.campaignStart({ id, revision: 1, expectedPeople: willGet, clientId, rehearseOffsetMs: 0, gateway, nowMs });
  return id;
}

/** One tick of the send with the sheet accepted. */
export function tick({ write }: TestWorkspace, campaignId: number, claim: number, more: Partial<TickInput> = {}) {
  return write.tick({ campaignId, results: [], claim, nowMs: tuesdayMs, gateway: 'accepted', ...more });
}

type TickInput = Parameters<StorageWrites['tick']>[0];

export function accepted(messageId: number, gatewayMessageId: string, atMs = tuesdayMs): SubmitResult {
  return { messageId, outcome: { kind: 'accepted', gatewayMessageId }, atMs };
}

/** A reply from a number, as the poller hands it over. */
export function reply({ write }: TestWorkspace, e164: string, text: string, id: string, nowMs = tuesdayMs) {
  const inbound = { gatewayMessageId: id, from: e164.slice(1), to: '1', text, receivedAtMs: nowMs, e164 };
  return write.inbound({ gatewayId: 1, texts: [inbound], cursor: id, nowMs });
}

/** number -> state of one campaign. */
export function statesOf({ read }: TestWorkspace, campaignId: number): Record<string, string> {
  const { rows } = read.people({ campaignId, filter: 'all', after: null, limit: 1_000 });
  return Object.fromEntries(rows.map((row) => [row.e164, row.state]));
}
