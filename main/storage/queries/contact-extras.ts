import { compileRule } from './filters.ts';
import { viewRowsOf } from './view-rows.ts';
import { prepared } from '../database.ts';
import type { ReadableDb, WritableDb } from '../database.ts';
import type {
  ContactChange,
  ContactNote,
  ContactReads,
  ContactWrites,
  SavedView,
} from '../../services/contact-port.ts';
import type { Rule } from '#domain/contacts/rule.ts';

const mostChanges = 500;

/** Tags, lists, notes and the history of one contact, newest first. */
export function contactExtras(
  db: ReadableDb,
  { id }: { readonly id: number },
): ReturnType<ContactReads['contactExtras']> {
  const tags = prepared<[number], string>(
    db,
    'SELECT t.name FROM contact_tag x JOIN tag t ON t.id = x.tag_id WHERE x.contact_id = ? ORDER BY t.name',
  )
    .pluck()
    .all(id);
  const lists = prepared<[number], { id: number; name: string }>(
    db,
    'SELECT l.id, l.name FROM list_member m JOIN contact_list l ON l.id = m.list_id WHERE m.contact_id = ? ORDER BY l.name',
  ).all(id);
  const notes = prepared<[number], ContactNote>(
    db,
    'SELECT id, text, by, at_ms AS atMs FROM contact_note WHERE contact_id = ? ORDER BY id DESC LIMIT 1000',
  ).all(id);
  const changes = prepared<[number, number], { atMs: number; by: string; source: string; changes: string }>(
    db,
    'SELECT at_ms AS atMs, by, source, changes FROM contact_change WHERE contact_id = ? ORDER BY id DESC LIMIT ?',
  )
    .all(id, mostChanges)
    .map((row): ContactChange => ({ ...row, changes: readChanges(row.changes) }));
  return { tags, lists, notes, changes };
}

function readChanges(json: string): ContactChange['changes'] {
  const shown = (value: string | number | null): string | null => (value === null ? null : String(value));
  return (JSON.parse(json) as [string, string | number | null, string | number | null][]).map(
    ([key, before, after]) => ({
      key,
      before: shown(before),
      after: shown(after),
    }),
  );
}

/** How many fulfil a rule, with a few of them: newest first. */
export function ruleSize(
  db: ReadableDb,
  { rule, samples }: { readonly rule: Rule; readonly samples: number },
): ReturnType<ContactReads['ruleSize']> {
  const { where, parameters } = compileRule(db, rule);
  const size =
    db.prepare<[object], number>(`SELECT count(*) FROM contact c WHERE ${where}`).pluck().get(parameters) ?? 0;
  const ids =
    size === 0
      ? []
      : db
          .prepare<[object], number>(`SELECT c.id FROM contact c WHERE ${where} ORDER BY c.id DESC LIMIT @samples`)
          .pluck()
          .all({ ...parameters, samples });
  return { size, samples: viewRowsOf(db, ids).flatMap((row) => (row === null ? [] : [row])) };
}

export function savedViews(db: ReadableDb): SavedView[] {
  return prepared<[], SavedView>(
    db,
    'SELECT id, name, definition, updated_at_ms AS updatedAtMs FROM contact_view ORDER BY name COLLATE NOCASE',
  ).all();
}

/** Keeps a view under a name; another view of that name is replaced by it. */
export function viewSave(db: WritableDb, input: Parameters<ContactWrites['viewSave']>[0]): number {
  prepared<[object]>(db, 'DELETE FROM contact_view WHERE name = @name AND id IS NOT @id').run({
    id: input.id,
    name: input.name,
  });
  const { lastInsertRowid } = prepared<[object]>(
    db,
    `INSERT INTO contact_view (id, name, definition, updated_at_ms) VALUES (@id, @name, @definition, @nowMs)
     ON CONFLICT (id) DO UPDATE SET name = excluded.name, definition = excluded.definition, updated_at_ms = excluded.updated_at_ms`,
  ).run(input);
  return input.id ?? Number(lastInsertRowid);
}

export function viewRemove(db: WritableDb, { id }: { readonly id: number }): null {
  prepared<[number]>(db, 'DELETE FROM contact_view WHERE id = ?').run(id);
  return null;
}
