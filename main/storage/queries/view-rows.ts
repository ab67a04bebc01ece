import { contactColumns, toContact } from './contacts.ts';
import type { RawContact } from './contacts.ts';
import { fieldKeys, readValues } from './fields.ts';
import { prepared } from '../database.ts';
import type { ReadableDb } from '../database.ts';
import type { ExportedRow, ViewRow } from '../../services/contact-port.ts';

type RawRow = RawContact & { fields: string; lastReplyAtMs: number | null };

const rowColumns = `${contactColumns}, c.fields,
  (SELECT max(r.received_at_ms) FROM inbound r WHERE r.e164 = c.e164) AS lastReplyAtMs`;

/** Names that belong to contacts (tags, lists), by contact. */
function namesOf(db: ReadableDb, ids: string, source: 'tag' | 'list'): ReadonlyMap<number, string[]> {
  const from =
    source === 'tag'
      ? 'contact_tag x JOIN tag n ON n.id = x.tag_id'
      : 'list_member x JOIN contact_list n ON n.id = x.list_id';
  const rows = prepared<[string], { id: number; name: string }>(
    db,
    `SELECT x.contact_id AS id, n.name FROM json_each(?) chosen CROSS JOIN ${from}
     WHERE x.contact_id = chosen.value ORDER BY n.name`,
  ).all(ids);
  const names = new Map<number, string[]>();
  for (const { id, name } of rows) {
    const known = names.get(id);
    if (known) known.push(name);
    else names.set(id, [name]);
  }
  return names;
}

function rawRows(db: ReadableDb, ids: string): ReadonlyMap<number, RawRow> {
  const rows = prepared<[string], RawRow>(
    db,
    `SELECT ${rowColumns} FROM json_each(?) chosen CROSS JOIN contact c ON c.id = chosen.value
     LEFT JOIN suppression b ON b.e164 = c.e164`,
  ).all(ids);
  return new Map(rows.map((row) => [row.id, row]));
}

/** Contacts in the order of these ids; null where there is none (any more). */
export function viewRowsOf(db: ReadableDb, ids: Uint32Array | readonly number[]): (ViewRow | null)[] {
  const chosen = JSON.stringify([...ids]);
  const rows = rawRows(db, chosen);
  const tags = namesOf(db, chosen, 'tag');
  const lists = namesOf(db, chosen, 'list');
  const keys = fieldKeys(db);
  return Array.from(ids, (id) => {
    const raw = rows.get(id);
    if (!raw) return null;
    return {
      ...toContact(raw),
      lastReplyAtMs: raw.lastReplyAtMs,
      tags: tags.get(id) ?? [],
      lists: lists.get(id) ?? [],
      values: readValues(keys, raw.fields),
    };
  });
}

/** Contacts for an export, in the order of these ids; those that are gone are left out. */
export function exportRows(db: ReadableDb, { ids }: { readonly ids: Uint32Array }): ExportedRow[] {
  const rows = viewRowsOf(db, ids);
  return rows.flatMap((row) => {
    if (row === null) return [];
    const { id, e164, country, name, values, tags, grantedPurposes, suppression, addedAtMs } = row;
    const blocked = suppression?.reason ?? null;
    return [{ id, e164, country, name, values, tags, permissions: grantedPurposes, blocked, addedAtMs }];
  });
}
