import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDatabase, openWriter } from '../../main/storage/database.ts';
import type { WritableDb } from '../../main/storage/database.ts';
import { createWrites, reads } from '../../main/storage/dispatch.ts';
import { insertWorkspace } from '../../main/storage/queries/contacts.ts';
import type { ImportBegin, ImportFinish, PeopleBatch } from '../../main/services/import-port.ts';
import type { StorageReads, StorageWrites } from '../../main/services/storage-port.ts';
import type { SubmitResult } from '../../main/services/sending-port.ts';
import type { Purpose } from '#domain/consent/purpose.ts';
import { isTextable } from '#domain/phone/parse-phone.ts';
import type { CountryCode, PhoneType } from '#domain/phone/parse-phone.ts';

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

function bindReads(db: WritableDb): StorageReads {
  const entries = Object.entries(reads).map(([name, read]) => {
    const call = (input: unknown): unknown => (read as (db: WritableDb, input: unknown) => unknown)(db, input);
    return [name, call] as const;
  });
  return Object.fromEntries(entries) as unknown as StorageReads;
}

export function makeWorkspace(business = 'Acme'): TestWorkspace {
  const folder = mkdtempSync(join(tmpdir(), 'assent-storage-'));
  createDatabase(folder);
  const db = openWriter(folder);
  const zone = 'Africa/Johannesburg';
  insertWorkspace(db, { workspaceId: 'w', business, country: 'ZA', zone, nowMs: tuesdayMs });
  const write = createWrites(db);
  const gateway = { name: 'g', kind: 'rehearsal', url: null, repliesUrl: null, secretRef: null } as const;
  write.gatewayAdd({ ...gateway, nowMs: tuesdayMs });
  return {
    folder,
    db,
    read: bindReads(db),
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

/** A person as a row of a file makes one; `fields` are [key, value] pairs. */
export interface TestPerson {
  readonly rowNumber: number;
  readonly e164: string;
  readonly country: CountryCode | null;
  readonly type: PhoneType;
  readonly name: string;
  readonly fields: readonly (readonly [string, string])[];
  readonly isOptOut: boolean;
  readonly tags: readonly string[];
}

export function person(index: number, more: Partial<TestPerson> = {}): TestPerson {
  const name = more.name ?? `Person ${index}`;
  return {
    rowNumber: index + 2,
    e164: numberOf(index),
    country: 'ZA',
    type: 'mobile',
    name,
    fields: [['full_name', name]],
    isOptOut: false,
    tags: [],
    ...more,
  };
}

/** Packs people as the file reader does: the first row of a number is the person, later ones are repeats. */
export function packPeople(people: readonly TestPerson[], keys: readonly string[]): PeopleBatch {
  const first = new Map<string, TestPerson>();
  const repeats: PeopleBatch['repeats'][number][] = [];
  const valuesOf = ({ fields }: TestPerson) => keys.map((key) => new Map(fields).get(key) ?? null);
  for (const row of people) {
    if (!first.has(row.e164)) first.set(row.e164, row);
    else {
      const { name, rowNumber, isOptOut, tags } = row;
      repeats.push({ number: Number(row.e164.slice(1)), name, rowNumber, isOptOut, tags, values: valuesOf(row) });
    }
  }
  const rows = [...first.values()];
  const kinds = rows.map(({ country, type }) => ({ country, type, isTextable: isTextable({ type }) }));
  return {
    rows: people.length,
    count: rows.length,
    rowNumbers: Uint32Array.from(rows, (row) => row.rowNumber),
    numbers: Float64Array.from(rows, (row) => Number(row.e164.slice(1))),
    kindOf: Uint16Array.from(rows, (_row, at) => at),
    kinds,
    names: Buffer.from(rows.map((row) => row.name).join('\n')),
    values: Buffer.from(rows.map((row) => JSON.stringify(valuesOf(row))).join('\n')),
    optOuts: rows.flatMap((row, at) => (row.isOptOut ? [at] : [])),
    tags: rows.flatMap(({ tags }, position) => (tags.length > 0 ? [{ position, tags }] : [])),
    evidence: [],
    repeats,
    sameAgain: 0,
    rejects: [],
    progress: 1,
    summary: null,
  };
}

let imports = 0;

export interface TestImport {
  /** False is a dry run. */
  readonly apply?: boolean;
  readonly policy?: Partial<ImportBegin['policy']>;
  readonly lists?: readonly string[];
  readonly tags?: readonly string[];
  readonly permission?: ImportFinish['permission'];
  readonly invalid?: number;
  readonly atMs?: number;
}

/** Imports people as the import service does. */
export function importPeople({ read, write }: TestWorkspace, people: readonly TestPerson[], options: TestImport = {}) {
  const clientId = `import-${(imports += 1)}`;
  const known = read.fieldList({}).map(({ key }) => key);
  const added = people.flatMap(({ fields }) => fields.map(([key]) => key)).filter((key) => !known.includes(key));
  const keys = [...known, ...new Set(added)];
  const { apply = true, invalid = 0, atMs = tuesdayMs } = options;
  write.importBegin({
    clientId,
    apply,
    policy: { inFile: 'first', existing: 'overwrite', overwrite: null, newOnly: false, ...options.policy },
    fields: keys.map((key, position) => ({ position, key, label: key, type: 'text' })),
    lists: options.lists ?? [],
    tags: options.tags ?? [],
    expectedRows: people.length,
    by: 'A tester',
    atMs,
  });
  const batch = packPeople(people, keys);
  write.importLoad({ clientId, batch: { ...batch, rows: batch.rows + invalid } });
  return write.importFinish({
    clientId,
    fileName: 'people.csv',
    sha256: clientId,
    sheet: null,
    country: 'ZA',
    mapping: [['mobile', 'mobile']],
    settings: '{}',
    repairs: '[]',
    rejects: [],
    invalid,
    permission: options.permission ?? null,
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
  const inbound = {
    gatewayMessageId: id,
    from: e164.slice(1),
    to: '1',
    text,
    receivedAtMs: nowMs,
    e164,
    country: 'ZA',
  };
  return write.inbound({ gatewayId: 1, texts: [inbound], cursor: id, nowMs });
}

/** number -> state of one campaign. */
export function statesOf({ read }: TestWorkspace, campaignId: number): Record<string, string> {
  const { rows } = read.people({ campaignId, filter: 'all', after: null, limit: 1_000 });
  return Object.fromEntries(rows.map((row) => [row.e164, row.state]));
}
