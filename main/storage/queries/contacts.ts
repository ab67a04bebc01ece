import { readFields } from './audience.ts';
import { inboxOfContact } from './inbox.ts';
import { messagesOfContact } from './people.ts';
import { decodeCursor, encodeCursor } from './paging.ts';
import { prepared } from '../database.ts';
import type { ReadableDb, WritableDb } from '../database.ts';
import type { Purpose } from '#domain/consent/purpose.ts';
import type {
  ConsentEventRow,
  ContactFile,
  ContactRow,
  ExportedContact,
  Page,
  PageRequest,
  StorageReads,
  SuppressionReason,
  WorkspaceRow,
} from '../../services/storage-port.ts';

interface RawContact {
  id: number;
  e164: string;
  country: string | null;
  numberType: string;
  isTextable: number;
  name: string;
  addedAtMs: number;
  lastMessageAtMs: number | null;
  granted: string | null;
  blockReason: SuppressionReason | null;
  blockDetail: string | null;
  blockAtMs: number | null;
}

const contactColumns = `c.id, c.e164, c.country, c.number_type AS numberType, c.is_textable AS isTextable, c.name,
  c.added_at_ms AS addedAtMs,
  (SELECT max(m.submitted_at_ms) FROM message m WHERE m.e164 = c.e164) AS lastMessageAtMs,
  (SELECT group_concat(s.purpose) FROM consent_state s WHERE s.e164 = c.e164 AND s.state = 'granted') AS granted,
  b.reason AS blockReason, b.detail AS blockDetail, b.at_ms AS blockAtMs`;

function toContact(raw: RawContact): ContactRow {
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
    lastMessageAtMs,
    addedAtMs,
  };
}

/** Digits of a typed number without trunk zeros and prefixes, so that `082 410` and `+27 (0)82 410` find `+2782410…`. */
function numberFragment(search: string): string | null {
  const digits = search
    .replace(/\(0+\)/, '')
    .replace(/\D/g, '')
    .replace(/^0+/, '');
  return digits.length >= 3 && /^[\d\s()+./-]+$/.test(search) ? digits : null;
}

/** An FTS5 phrase per word; quotes inside a word are doubled, so nothing typed is ever an operator. */
function matchExpression(search: string): string | null {
  const fragment = numberFragment(search);
  if (fragment !== null) return `number:"${fragment}"`;
  const words = search.split(/\s+/).filter((word) => [...word].length >= 3);
  return words.length === 0 ? null : words.map((word) => `"${word.replaceAll('"', '""')}"`).join(' ');
}

interface Filter {
  readonly where: string;
  readonly parameters: Record<string, string>;
}

/** Under three letters the trigram index answers nothing: those look for the beginning of the name. */
function searchFilter(search: string): Filter {
  const trimmed = search.trim();
  if (trimmed === '') return { where: '1', parameters: {} };
  const match = matchExpression(trimmed);
  if (match === null)
    return {
      where: "c.name LIKE @prefix ESCAPE '\\'",
      parameters: { prefix: `${trimmed.replace(/[\\%_]/g, '\\$&')}%` },
    };
  return {
    where: 'c.id IN (SELECT rowid FROM contact_search WHERE contact_search MATCH @match)',
    parameters: { match },
  };
}

/** People by name, then number of entry; the walk follows `contact_by_name`. */
export function contactPage(db: ReadableDb, input: PageRequest & { readonly search: string }): Page<ContactRow> {
  const { where, parameters } = searchFilter(input.search);
  const cursor = decodeCursor(input.after);
  const [name, id] = cursor ?? ['', 0];
  const seek = cursor === null ? '1' : '(c.name COLLATE NOCASE, c.id) > (@afterName, @afterId)';
  const rows = prepared<[object], RawContact>(
    db,
    `SELECT ${contactColumns} FROM contact c LEFT JOIN suppression b ON b.e164 = c.e164
     WHERE ${where} AND ${seek} ORDER BY c.name COLLATE NOCASE, c.id LIMIT @limit`,
  ).all({ ...parameters, afterName: name, afterId: id, limit: input.limit + 1 });
  const total =
    prepared<[object], { n: number }>(db, `SELECT count(*) AS n FROM contact c WHERE ${where}`).get(parameters)?.n ?? 0;
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
  const imports = prepared<[number], ContactFile['imports'][number]>(
    db,
    `SELECT i.id AS importId, i.file_name AS fileName, r.row_number AS row, i.at_ms AS atMs, r.outcome
     FROM import_row r JOIN import i ON i.id = r.import_id WHERE r.contact_id = ? ORDER BY i.id DESC LIMIT 100`,
  ).all(raw.id);
  return {
    contact: toContact(raw),
    values: readFields(raw.fields),
    consents,
    events,
    imports,
    messages: messagesOfContact(db, raw.e164),
    inbound: inboxOfContact(db, raw.e164),
  };
}

/** People in id order for an export, `limit` at a time. */
export function contactExport(
  db: ReadableDb,
  input: { readonly afterId: number; readonly limit: number },
): ExportedContact[] {
  return prepared<[number, number], RawContact & { fields: string }>(
    db,
    `SELECT ${contactColumns}, c.fields FROM contact c LEFT JOIN suppression b ON b.e164 = c.e164
     WHERE c.id > ? ORDER BY c.id LIMIT ?`,
  )
    .all(input.afterId, input.limit)
    .map((raw) => {
      const { id, e164, country, name, addedAtMs, grantedPurposes, suppression } = toContact(raw);
      return {
        id,
        e164,
        country,
        name,
        fields: readFields(raw.fields),
        permissions: grantedPurposes,
        blocked: suppression?.reason ?? null,
        addedAtMs,
      };
    });
}

/** Fields that imports brought, with how many people have a value. */
export function fields(db: ReadableDb): ReturnType<StorageReads['fields']> {
  return prepared<[], { key: string; label: string; filled: number }>(
    db,
    `SELECT f.key, f.label, coalesce(n.filled, 0) AS filled FROM field f LEFT JOIN (
       SELECT json_extract(v.value, '$[0]') AS key, count(*) AS filled FROM contact c, json_each(c.fields) v GROUP BY 1
     ) n ON n.key = f.key ORDER BY f.label COLLATE NOCASE`,
  ).all();
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
  prepared<[object]>(db, 'INSERT INTO workspace VALUES (1, @workspaceId, @business, @country, @zone, @nowMs)').run(row);
}
