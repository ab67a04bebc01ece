import { fieldKeys, fieldList, readValues } from './fields.ts';
import { inboxOfContact } from './inbox.ts';
import { messagesOfContact } from './people.ts';
import { decodeCursor, encodeCursor } from './paging.ts';
import { reviewPending } from './standing.ts';
import { searchHits } from './search-hits.ts';
import { prepared } from '../database.ts';
import type { ReadableDb, WritableDb } from '../database.ts';
import type { Purpose } from '#domain/consent/purpose.ts';
import type { ConsentEventRow } from '../../services/consent-port.ts';
import type {
  ContactFile,
  ContactRow,
  Page,
  PageRequest,
  StorageReads,
  WorkspaceRow,
} from '../../services/storage-port.ts';
import type { SuppressionReason } from '../../services/suppression-port.ts';

/** A contact as `contactColumns` read it. */
export interface RawContact {
  id: number;
  e164: string;
  country: string | null;
  numberType: string;
  isTextable: number;
  name: string;
  addedAtMs: number;
  isReviewPending: number;
  lastMessageAtMs: number | null;
  granted: string | null;
  blockReason: SuppressionReason | null;
  blockDetail: string | null;
  blockAtMs: number | null;
}

/** What a list shows of `contact c LEFT JOIN suppression b`. */
export const contactColumns = `c.id, c.e164, c.country, c.number_type AS numberType, c.is_textable AS isTextable, c.name,
  c.added_at_ms AS addedAtMs,
  (SELECT max(m.submitted_at_ms) FROM message m WHERE m.e164 = c.e164) AS lastMessageAtMs,
  (SELECT group_concat(s.purpose) FROM consent_state s WHERE s.e164 = c.e164 AND s.state = 'granted') AS granted,
  ${reviewPending('c.e164')} AS isReviewPending,
  b.reason AS blockReason, b.detail AS blockDetail, b.at_ms AS blockAtMs`;

/** A row of `contactColumns` in the port's terms. */
export function toContact(raw: RawContact): ContactRow {
  const { id, e164, country, numberType, name, addedAtMs, lastMessageAtMs } = raw;
  const suppression =
    raw.blockReason === null
      ? null
      : { reason: raw.blockReason, detail: raw.blockDetail ?? '', atMs: raw.blockAtMs ?? 0 };
  const grantedPurposes = (raw.granted?.split(',') ?? []) as Purpose[];
  return {
    id,
    e164,
    country,
    numberType,
    isTextable: raw.isTextable === 1,
    name,
    suppression,
    grantedPurposes,
    isReviewPending: raw.isReviewPending === 1,
    lastMessageAtMs,
    addedAtMs,
  };
}

/** More people than this are not told apart by a search. */
const searchMost = 10_000;

/** People by name, then number of entry. */
export function contactPage(db: ReadableDb, input: PageRequest & { readonly search: string }): Page<ContactRow> {
  const hits = searchHits(db, input.search, { most: searchMost, accepts: null })?.ids ?? null;
  const where = hits === null ? '1' : 'c.id IN (SELECT value FROM json_each(@hits))';
  const cursor = decodeCursor(input.after);
  const [name, id] = cursor ?? ['', 0];
  const seek = cursor === null ? '1' : '(c.name COLLATE NOCASE, c.id) > (@afterName, @afterId)';
  const rows = prepared<[object], RawContact>(
    db,
    `SELECT ${contactColumns} FROM contact c LEFT JOIN suppression b ON b.e164 = c.e164
     WHERE ${where} AND ${seek} ORDER BY c.name COLLATE NOCASE, c.id LIMIT @limit`,
  ).all({ hits: JSON.stringify(hits), afterName: name, afterId: id, limit: input.limit + 1 });
  const total = hits?.length ?? prepared<[], number>(db, 'SELECT count(*) FROM contact').pluck().get() ?? 0;
  const shown = rows.slice(0, input.limit);
  const last = shown.at(-1);
  return {
    rows: shown.map(toContact),
    next: rows.length > input.limit && last ? encodeCursor([last.name, last.id]) : null,
    total,
  };
}

const eventColumns = `sequence, event, purpose, method, source_ref AS sourceRef, text_shown AS textShown, evidence,
  recorded_by AS recordedBy, occurred_at_ms AS occurredAtMs, recorded_at_ms AS recordedAtMs`;

/** Everything known about one person; null when nobody has that id or number. */
export function contactFile(db: ReadableDb, input: Parameters<StorageReads['contactFile']>[0]): ContactFile | null {
  const where = 'id' in input ? 'c.id = ?' : 'c.e164 = ?';
  const raw = prepared<[number | string], RawContact & { fields: string }>(
    db,
    `SELECT ${contactColumns}, c.fields FROM contact c LEFT JOIN suppression b ON b.e164 = c.e164 WHERE ${where}`,
  ).get('id' in input ? input.id : input.e164);
  if (!raw) return null;
  const events = prepared<[string], ConsentEventRow>(
    db,
    `SELECT ${eventColumns} FROM consent_event WHERE e164 = ? ORDER BY sequence DESC LIMIT 500`,
  ).all(raw.e164);
  const states = prepared<[string], { purpose: Purpose; state: 'granted' | 'withdrawn'; sequence: number }>(
    db,
    'SELECT purpose, state, sequence FROM consent_state WHERE e164 = ?',
  ).all(raw.e164);
  const consents = states.flatMap(({ purpose, state, sequence }) => {
    const event = events.find((candidate) => candidate.sequence === sequence);
    return event ? [{ purpose, state, event }] : [];
  });
  const imports = prepared<[object], ContactFile['imports'][number]>(
    db,
    `SELECT i.id AS importId, i.file_name AS fileName, r.row_number AS row, i.at_ms AS atMs, r.outcome
     FROM import_row r JOIN import i ON i.id = r.import_id WHERE r.contact_id = @id
     UNION ALL SELECT i.id, i.file_name, c.import_row, i.at_ms, 'created' FROM contact c JOIN import i ON i.id = c.import_id
     WHERE c.id = @id ORDER BY 1 DESC LIMIT 100`,
  ).all({ id: raw.id });
  return {
    contact: toContact(raw),
    values: readValues(fieldKeys(db), raw.fields),
    consents,
    events,
    imports,
    messages: messagesOfContact(db, raw.e164),
    inbound: inboxOfContact(db, raw.e164),
  };
}

/** Fields that imports brought, with how many people have a value; by their label. */
export function fields(db: ReadableDb): ReturnType<StorageReads['fields']> {
  const list = fieldList(db);
  if (list.length === 0) return [];
  // One walk over the people for all fields.
  const counts = list.map(({ position }) => `count(fields ->> ${position})`).join(', ');
  const filled = db.prepare(`SELECT ${counts} FROM contact`).raw().get() as number[];
  return list
    .map(({ key, label }, at) => ({ key, label, filled: filled[at] ?? 0 }))
    .toSorted((a, b) => a.label.localeCompare(b.label));
}

export function workspace(db: ReadableDb): WorkspaceRow {
  const row = prepared<[], Omit<WorkspaceRow, 'schemaVersion' | 'bytes'>>(
    db,
    `SELECT workspace_id AS workspaceId, business, country, zone, created_at_ms AS createdAtMs,
       (SELECT count(*) FROM contact) AS contacts,
       (SELECT coalesce(sum(people), 0) FROM campaign_count) AS messages,
       (SELECT count(*) FROM suppression) AS blocked FROM workspace`,
  ).get();
  if (!row) throw new Error('the workspace row is missing');
  const bytes = Number(db.pragma('page_count', { simple: true })) * Number(db.pragma('page_size', { simple: true }));
  return { ...row, schemaVersion: Number(db.pragma('user_version', { simple: true })), bytes };
}

/** Writes the one workspace row of a new file. */
export function insertWorkspace(
  db: WritableDb,
  row: { workspaceId: string; business: string; country: string; zone: string; nowMs: number },
): void {
  prepared<[object]>(db, "INSERT INTO workspace VALUES (1, @workspaceId, @business, @country, @zone, @nowMs, '')").run(
    row,
  );
}
