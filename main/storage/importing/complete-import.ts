import type {
  ImportBegin,
  ImportCounts,
  ImportFinish,
  ImportOutcome,
  PeopleBatch,
} from '../../services/import-port.ts';
import { prepared } from '../database.ts';
import type { WritableDb } from '../database.ts';
import { grantNumbers, suppress } from '../queries/consent.ts';
import type { PeopleApplied } from './apply-people.ts';

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
  setTags(db, importId, begin, batches);
  for (const [number, rowNumber] of people.optOuts) {
    const detail = `the file ${finish.fileName}, row ${rowNumber}, says so`;
    suppress(db, { e164: `+${number}`, reason: 'import', detail, by: `import ${importId}`, nowMs: begin.atMs });
  }
  const granted = finish.permission === null ? 0 : grantPeople(db, completing);
  return { ...counts, importId, changed: people.changed, granted };
}

function writeReport(
  db: WritableDb,
  { finish, importId, people }: Completing,
  { rows, created, updated, unchanged, duplicates, invalid, blocked, optOuts }: ImportCounts,
): void {
  prepared<[object]>(
    db,
    `UPDATE import SET file_name = @fileName, file_sha256 = @sha256, sheet = @sheet, country = @country,
       mapping = @mapping, settings = @settings, repairs = @repairs, rows = @rows, created = @created,
       updated = @updated, unchanged = @unchanged, duplicates = @duplicates, invalid = @invalid, blocked = @blocked,
       opt_outs = @optOuts, first_contact_id = @first, last_contact_id = @last WHERE id = @importId`,
  ).run({
    ...{ rows, created, updated, unchanged, duplicates, invalid, blocked, optOuts, importId },
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

function setTags(db: WritableDb, importId: number, { tags, atMs }: ImportBegin, batches: readonly PeopleBatch[]): void {
  for (const name of tags) {
    prepared<[object]>(
      db,
      `INSERT INTO contact_tag (tag_id, contact_id, import_id) SELECT @tagId, p.id, @importId
       FROM (${peopleOfImport}) p WHERE true ON CONFLICT DO NOTHING`,
    ).run({ tagId: tagOf(db, name, atMs), importId });
  }
  const set = prepared<[number, number, string]>(
    db,
    `INSERT INTO contact_tag (tag_id, contact_id, import_id) SELECT ?, id, ? FROM contact WHERE e164 = ?
     ON CONFLICT DO NOTHING`,
  );
  for (const batch of batches) {
    for (const { position, tags: own } of batch.tags) {
      for (const name of own) set.run(tagOf(db, name, atMs), importId, `+${batch.numbers[position] ?? 0}`);
    }
  }
}

/** The id of a tag, made when nobody used it before. */
function tagOf(db: WritableDb, name: string, atMs: number): number {
  prepared<[object]>(
    db,
    'INSERT INTO tag (name, created_at_ms) VALUES (@name, @atMs) ON CONFLICT (name) DO NOTHING',
  ).run({ name, atMs });
  return prepared<[string], number>(db, 'SELECT id FROM tag WHERE name = ?').pluck().get(name) as number;
}

function grantPeople(db: WritableDb, { begin, finish, importId, people }: Completing): number {
  const { permission } = finish;
  if (permission === null) return 0;
  const numbers = prepared<[object], string>(
    db,
    `SELECT e164 FROM contact WHERE id IN (${peopleOfImport}) ORDER BY id`,
  )
    .pluck()
    .all({ importId }) as string[];
  // Whom the same file opts out has just been blocked, and a blocked number is never granted anything.
  const open = numbers.filter((e164) => !people.optOuts.has(Number(e164.slice(1))));
  const { granted } = grantNumbers(db, open, {
    purpose: permission.purpose,
    method: 'import',
    wording: permission.wording,
    evidence: permission.evidence,
    by: permission.by,
    sourceRef: `import:${importId}`,
    occurredAtMs: permission.occurredAtMs,
    nowMs: begin.atMs,
  });
  return granted;
}
