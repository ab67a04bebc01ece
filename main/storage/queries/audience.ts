import type { Audience } from '#domain/campaign/audience.ts';
import type { ReadableDb } from '../database.ts';
import { prepared } from '../database.ts';
import { compileRule } from './filters.ts';
import { AppError } from '#domain/kernel/errors.ts';
import type { Rule } from '#domain/contacts/rule.ts';
import { fieldKeys, readValues } from './fields.ts';
import { ownZoneColumn } from './gate-facts.ts';
import { standingColumns } from './standing.ts';
import type { Standing } from './standing.ts';
import type { StorageReads } from '../../services/storage-port.ts';

/** One person of an audience, with what the gate needs of them. */
export interface AudiencePerson extends Standing {
  readonly id: number;
  readonly e164: string;
  readonly country: string | null;
  readonly isTextable: number;
  readonly name: string;
  readonly fields: string;
  readonly ownZone: string | null;
}

const personColumns = `c.id, c.e164, c.country, c.is_textable AS isTextable, c.name, c.fields,
  ${standingColumns('c.e164')}`;

/** People of an import: those it created, which lie together, and those it met. */
const ofImport = `(c.id BETWEEN (SELECT first_contact_id FROM import WHERE id = @importId)
    AND (SELECT last_contact_id FROM import WHERE id = @importId) AND c.import_id = @importId
  OR c.id IN (SELECT contact_id FROM import_row WHERE import_id = @importId))`;

type Named = Readonly<Record<string, string | number>>;

interface Source {
  readonly from: string;
  readonly parameters: Named;
}

/** Audience as SQL over `contact c`. Throws `list.notFound`, `tag.notFound`, `rule.invalid`: a list that is gone is nobody's. */
function source(db: ReadableDb, audience: Audience): Source {
  switch (audience.kind) {
    case 'all':
      return { from: 'contact c', parameters: {} };
    case 'import':
      return { from: `contact c WHERE ${ofImport}`, parameters: { importId: audience.importId } };
    case 'list':
      expectList(db, audience.listId, 'list');
      return { from: `contact c WHERE ${ofList}`, parameters: { listId: audience.listId } };
    case 'segment': {
      const { where, parameters } = compileRule(db, expectList(db, audience.segmentId, 'segment'));
      return { from: `contact c WHERE ${where}`, parameters };
    }
    case 'tag':
      return { from: `contact c WHERE ${ofTag}`, parameters: { tagId: expectTag(db, audience.tag) } };
  }
}

const ofList = 'c.id IN (SELECT contact_id FROM list_member WHERE list_id = @listId)';
const ofTag = 'c.id IN (SELECT contact_id FROM contact_tag WHERE tag_id = @tagId)';

/** The rule of a segment; of a list the rule nobody is asked. */
function expectList(db: ReadableDb, id: number, kind: 'list' | 'segment'): Rule {
  const row = prepared<[number, string], { rule: string | null }>(
    db,
    'SELECT rule FROM contact_list WHERE id = ? AND kind = ?',
  ).get(id, kind);
  if (!row) throw new AppError('list.notFound', { id });
  return JSON.parse(row.rule ?? '{"match":"all","rules":[]}') as Rule;
}

function expectTag(db: ReadableDb, name: string): number {
  const id = prepared<[string], number>(db, 'SELECT id FROM tag WHERE name = ?').pluck().get(name);
  if (id === undefined) throw new AppError('tag.notFound', { name });
  return id;
}

/** Everybody an audience names, in id order, streamed. */
export function* peopleOf(db: ReadableDb, audience: Audience, purpose: string): Generator<AudiencePerson> {
  const { from, parameters } = source(db, audience);
  const sql = `SELECT ${personColumns}, ${ownZoneColumn(db)} AS ownZone FROM ${from} ORDER BY c.id`;
  // A fresh statement each time: an iterator holds its statement until it is done.
  yield* db.prepare<[object], AudiencePerson>(sql).iterate({ ...parameters, purpose });
}

export const audienceSize: (db: ReadableDb, input: { readonly audience: Audience }) => number = (db, { audience }) => {
  const { from, parameters } = source(db, audience);
  // Not kept: a segment's rule makes a statement of its own.
  return db.prepare<[object], { n: number }>(`SELECT count(*) AS n FROM ${from}`).get(parameters)?.n ?? 0;
};

/** The n-th person of an audience (0-based), or a given contact, with their merge values. */
export function audiencePerson(
  db: ReadableDb,
  input: Parameters<StorageReads['audiencePerson']>[0],
): ReturnType<StorageReads['audiencePerson']> {
  type Row = { contactId: number; name: string; fields: string };
  const columns = 'c.id AS contactId, c.name, c.fields';
  let row: Row | undefined;
  if ('contactId' in input) {
    row = prepared<[number], Row>(db, `SELECT ${columns} FROM contact c WHERE c.id = ?`).get(input.contactId);
  } else {
    const { from, parameters } = source(db, input.audience);
    const sql = `SELECT ${columns} FROM ${from} ORDER BY c.id LIMIT 1 OFFSET @position`;
    row = db.prepare<[object], Row>(sql).get({ ...parameters, position: input.position });
  }
  return row ? { contactId: row.contactId, name: row.name, values: readValues(fieldKeys(db), row.fields) } : null;
}

/** How many of an audience have no value for each of these fields. */
export function fieldsMissing(
  db: ReadableDb,
  { audience, keys }: Parameters<StorageReads['fieldsMissing']>[0],
): ReturnType<StorageReads['fieldsMissing']> {
  if (keys.length === 0) return [];
  const size = audienceSize(db, { audience });
  const { from, parameters } = source(db, audience);
  const known = fieldKeys(db);
  return keys.map((key) => {
    const position = known.indexOf(key);
    // The position stands in the text: bound as a parameter it would be a number with a point, which names no element.
    const sql = `SELECT count(nullif(trim(c.fields ->> ${position}), '')) AS n FROM ${from}`;
    const filled = position < 0 ? 0 : (db.prepare<[object], { n: number }>(sql).get(parameters)?.n ?? 0);
    return { key, peopleWithout: size - filled };
  });
}

/** The [key, value] pairs that a message was merged from. */
export function readFields(json: string): [string, string][] {
  return JSON.parse(json) as [string, string][];
}
