import { isoDay, readDate } from '#domain/importing/dates.ts';
import type {
  ImportBegin,
  ImportCounts,
  ImportFinish,
  ImportOutcome,
  ImportPermission,
  PeopleBatch,
} from '../../services/import-port.ts';
import { prepared } from '../database.ts';
import type { WritableDb } from '../database.ts';
import { grantNumbers } from '../queries/ledger.ts';
import { suppress } from '../queries/suppressions.ts';
import type { PeopleApplied } from './apply-people.ts';
import { TagSetter } from './tag-setter.ts';

/** The row of an import that begins: its contacts carry its id, its counts follow at the end. */
export function insertImport(db: WritableDb, { clientId, by, atMs }: ImportBegin): number {
  const { lastInsertRowid } = prepared<[object]>(
    db,
    `INSERT INTO import (client_id, file_name, file_sha256, mapping, settings, repairs, rows, created, updated, unchanged,
       duplicates, invalid, blocked, opt_outs, by, at_ms)
     VALUES (@clientId, '', '', '[]', '{}', '[]', 0, 0, 0, 0, 0, 0, 0, 0, @by, @atMs)`,
  ).run({ clientId, by, atMs });
  return Number(lastInsertRowid);
}

/** Every row of the file in exactly one count. */
export function outcomeCounts(
  people: PeopleApplied,
  batches: readonly PeopleBatch[],
  { invalid }: ImportFinish,
): ImportCounts {
  const sum = (of: (batch: PeopleBatch) => number): number => batches.reduce((total, batch) => total + of(batch), 0);
  return {
    ...people.counts,
    rows: sum((batch) => batch.rows),
    duplicates: sum((batch) => batch.repeats.length + batch.sameAgain),
    invalid,
    optOuts: people.optOuts.size,
  };
}

interface Completing {
  readonly begin: ImportBegin;
  readonly finish: ImportFinish;
  readonly people: PeopleApplied;
  readonly importId: number;
  readonly batches: readonly PeopleBatch[];
}

/**
 * Everything about an import that needs all of its people to be there. Nothing here lifts a block; the only
 * permissions recorded are those that a named person stated for these people.
 */
export function completeImport(db: WritableDb, completing: Completing): ImportOutcome {
  const { begin, finish, people, importId, batches } = completing;
  const counts = outcomeCounts(people, batches, finish);
  writeReport(db, completing, counts);
  writeRejects(db, importId, finish);
  joinLists(db, importId, begin);
  setTags(db, importId, begin);
  for (const [number, rowNumber] of people.optOuts) {
    const detail = `the file ${finish.fileName}, row ${rowNumber}, says so`;
    suppress(db, { e164: `+${number}`, reason: 'import', detail, by: `import ${importId}`, nowMs: begin.atMs });
  }
  const granted = finish.permission === null ? 0 : grantPeople(db, completing);
  return { ...counts, importId, changed: people.changed, granted };
}

function writeReport(db: WritableDb, { finish, importId, people }: Completing, counts: ImportCounts): void {
  prepared<[object]>(
    db,
    `UPDATE import SET file_name = @fileName, file_sha256 = @sha256, sheet = @sheet, country = @country,
       mapping = @mapping, settings = @settings, repairs = @repairs, rows = @rows, created = @created,
       updated = @updated, unchanged = @unchanged, duplicates = @duplicates, invalid = @invalid, blocked = @blocked,
       opt_outs = @optOuts, first_contact_id = @first, last_contact_id = @last WHERE id = @importId`,
  ).run({
    ...counts,
    importId,
    fileName: finish.fileName,
    sha256: finish.sha256,
    sheet: finish.sheet,
    country: finish.country,
    mapping: JSON.stringify(finish.mapping),
    settings: finish.settings,
    repairs: finish.repairs,
    first: people.createdIds?.first ?? null,
    last: people.createdIds?.last ?? null,
  });
}

function writeRejects(db: WritableDb, importId: number, { rejects }: ImportFinish): void {
  const insert = prepared<[number, number, string, string, string]>(
    db,
    'INSERT INTO import_reject VALUES (?, ?, ?, ?, ?)',
  );
  for (const { rowNumber, reason, shown, cells } of rejects) {
    insert.run(importId, rowNumber, reason, shown, JSON.stringify(cells));
  }
}

/** Everybody the file names, new and known; blocked numbers were dropped before. */
const peopleOfImport = `SELECT c.id FROM contact c
  WHERE c.import_id = @importId AND c.id BETWEEN (SELECT first_contact_id FROM import WHERE id = @importId)
    AND (SELECT last_contact_id FROM import WHERE id = @importId)
  UNION ALL SELECT contact_id FROM import_row WHERE import_id = @importId`;

function joinLists(db: WritableDb, importId: number, { lists, atMs }: ImportBegin): void {
  for (const name of lists) {
    prepared<[object]>(
      db,
      `INSERT INTO contact_list (name, kind, created_at_ms, updated_at_ms) VALUES (@name, 'list', @atMs, @atMs)
       ON CONFLICT (name) DO NOTHING`,
    ).run({ name, atMs });
    prepared<[object]>(
      db,
      `INSERT INTO list_member (list_id, contact_id, import_id, added_at_ms)
       SELECT (SELECT id FROM contact_list WHERE name = @name AND kind = 'list'), p.id, @importId, @atMs
       FROM (${peopleOfImport}) p WHERE true ON CONFLICT DO NOTHING`,
    ).run({ name, importId, atMs });
  }
}

function setTags(db: WritableDb, importId: number, { tags, atMs }: ImportBegin): void {
  const setter = new TagSetter(db, importId, atMs);
  for (const name of tags) {
    prepared<[object]>(
      db,
      `INSERT INTO contact_tag (tag_id, contact_id, import_id) SELECT @tagId, p.id, @importId
       FROM (${peopleOfImport}) p WHERE true ON CONFLICT DO NOTHING`,
    ).run({ tagId: setter.idOf(name), importId });
  }
}

/** Everybody of the import who is not opted out, with the permission that was stated for them. */
function grantPeople(db: WritableDb, { begin, finish, importId, people, batches }: Completing): number {
  const { permission } = finish;
  if (permission === null) return 0;
  const numbers = prepared<[object], string>(db, `SELECT e164 FROM contact WHERE id IN (${peopleOfImport}) ORDER BY id`)
    .pluck()
    .all({ importId }) as string[];
  // Whom the same file opts out has just been blocked, and a blocked number is never granted anything.
  const open = numbers.filter((e164) => !people.optOuts.has(Number(e164.slice(1))));
  const { purpose, wording, evidence, by, occurredAtMs } = permission;
  const shared = { purpose, method: 'import', by, sourceRef: `import:${importId}`, nowMs: begin.atMs } as const;
  if (permission.rows === null) return grantNumbers(db, open, { ...shared, wording, evidence, occurredAtMs }).granted;
  const own = evidenceByNumber(batches);
  let granted = 0;
  for (const e164 of open) {
    const proof = rowProof(permission, own.get(Number(e164.slice(1))) ?? [], begin.atMs);
    if (proof !== null) granted += grantNumbers(db, [e164], { ...shared, ...proof }).granted;
  }
  return granted;
}

function evidenceByNumber(batches: readonly PeopleBatch[]): ReadonlyMap<number, readonly (string | null)[]> {
  const byNumber = new Map<number, readonly (string | null)[]>();
  for (const { evidence, numbers } of batches) {
    for (const row of evidence) byNumber.set(numbers[row.position] ?? 0, row.evidence);
  }
  return byNumber;
}

/** What a row itself says about its permission; null without a date that lies in the past. */
function rowProof(
  { rows, wording, evidence }: ImportPermission,
  said: readonly (string | null)[],
  nowMs: number,
): { readonly wording: string; readonly evidence: string; readonly occurredAtMs: number } | null {
  if (rows === null) return null;
  const [date, source, text, purpose, method] = rows.places.map((place) => said[place] ?? null);
  const day = date == null ? null : readDate(date, rows.dateOrder, new Date(nowMs).getUTCFullYear());
  const occurredAtMs = day === null ? Number.NaN : Date.parse(`${isoDay(day)}T00:00:00Z`);
  if (!(occurredAtMs <= nowMs)) return null;
  const parts = [source, method, purpose].filter((part) => part != null);
  return { wording: text ?? wording, evidence: [...parts, evidence].join('; '), occurredAtMs };
}
