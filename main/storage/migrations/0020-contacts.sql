-- Contacts at a million: values by position, lists, segments, tags, notes, field history, imports that can be undone.

-- A contact's values stand in `contact.fields` at the position of their field, so that the names are stored once.
CREATE TABLE field_new (
  position INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  label TEXT NOT NULL,
  type TEXT NOT NULL DEFAULT 'text' CHECK (type IN ('text', 'number', 'date', 'choice', 'yesNo')),
  -- JSON array: what a choice can be; empty for other types.
  options TEXT NOT NULL DEFAULT '[]'
) STRICT;
INSERT INTO field_new (position, key, label) SELECT row_number() OVER (ORDER BY key) - 1, key, label FROM field;

-- The number's index stands by itself, so that a large import can build it once at its end. Views sort by themselves.
CREATE TABLE contact_new (
  id INTEGER PRIMARY KEY,
  e164 TEXT NOT NULL,
  country TEXT,
  number_type TEXT NOT NULL,
  is_textable INTEGER NOT NULL CHECK (is_textable IN (0, 1)),
  name TEXT NOT NULL,
  -- JSON array: the value of the field at each position; null or missing where there is none.
  fields TEXT NOT NULL,
  added_at_ms INTEGER NOT NULL,
  updated_at_ms INTEGER NOT NULL,
  -- The import that brought the contact, and the row of its file; NULL when somebody wrote it by hand.
  import_id INTEGER,
  import_row INTEGER
) STRICT;
INSERT INTO contact_new SELECT c.id, c.e164, c.country, c.number_type, c.is_textable, c.name,
  (SELECT json_group_array(
     (SELECT json_extract(p.value, '$[1]') FROM json_each(c.fields) p WHERE json_extract(p.value, '$[0]') = f.key)
     ORDER BY f.position) FROM field_new f),
  c.added_at_ms, c.updated_at_ms,
  (SELECT r.import_id FROM import_row r WHERE r.contact_id = c.id AND r.outcome = 'created'),
  (SELECT r.row_number FROM import_row r WHERE r.contact_id = c.id AND r.outcome = 'created')
  FROM contact c;
DROP TABLE contact;
ALTER TABLE contact_new RENAME TO contact;
CREATE UNIQUE INDEX contact_by_number ON contact (e164);
-- So that removing a contact need not read every message.
CREATE INDEX message_by_contact ON message (contact_id);
DROP TABLE field;
ALTER TABLE field_new RENAME TO field;

-- Trigrams of "name, line feed, number". Hits are a superset; the contact itself decides (queries/search.ts).
DROP TABLE contact_search;
CREATE VIRTUAL TABLE contact_search USING fts5 (
  text, tokenize = 'trigram remove_diacritics 1', content = '', detail = 'none', columnsize = 0);
INSERT INTO contact_search (rowid, text) SELECT id, name || char(10) || e164 FROM contact;

CREATE TABLE import_new (
  id INTEGER PRIMARY KEY,
  client_id TEXT NOT NULL UNIQUE,
  file_name TEXT NOT NULL,
  file_sha256 TEXT NOT NULL,
  sheet TEXT,
  country TEXT,
  -- JSON array of [column, field] pairs.
  mapping TEXT NOT NULL,
  -- JSON object: how duplicates were treated, which repairs were off, lists, tags, what was said about permission.
  settings TEXT NOT NULL,
  -- JSON array of {kind, count, examples}: what was repaired.
  repairs TEXT NOT NULL,
  rows INTEGER NOT NULL,
  created INTEGER NOT NULL,
  updated INTEGER NOT NULL,
  unchanged INTEGER NOT NULL,
  duplicates INTEGER NOT NULL,
  invalid INTEGER NOT NULL,
  blocked INTEGER NOT NULL,
  opt_outs INTEGER NOT NULL,
  -- Contacts it created: id from first to last with contact.import_id = id. NULL when it created none.
  first_contact_id INTEGER,
  last_contact_id INTEGER,
  by TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  undone_at_ms INTEGER,
  -- JSON array: what undoing had to leave, with the reason.
  undo_kept TEXT,
  CHECK (created + updated + unchanged + duplicates + invalid + blocked = rows)
) STRICT;
-- Until now a blocked number's row was counted as what it did to the contact; that stays as it was told then.
INSERT INTO import_new SELECT id, client_id, file_name, file_sha256, sheet, country, mapping, '{}', '[]', rows, created,
  updated, unchanged, duplicates, invalid, 0, opt_outs,
  (SELECT min(c.id) FROM contact c WHERE c.import_id = import.id),
  (SELECT max(c.id) FROM contact c WHERE c.import_id = import.id), '', at_ms, NULL, NULL FROM import;

CREATE TABLE import_reject_new (
  import_id INTEGER NOT NULL REFERENCES import_new (id),
  row_number INTEGER NOT NULL,
  reason TEXT NOT NULL,
  shown TEXT NOT NULL,
  -- JSON array: the row's cells as they stood in the file; empty where they may not be kept.
  cells TEXT NOT NULL,
  PRIMARY KEY (import_id, row_number)
) STRICT, WITHOUT ROWID;
INSERT INTO import_reject_new SELECT * FROM import_reject;

-- Contacts that were there before an import and that it met; those it created carry its id themselves.
CREATE TABLE import_row_new (
  import_id INTEGER NOT NULL REFERENCES import_new (id),
  contact_id INTEGER NOT NULL REFERENCES contact (id) ON DELETE CASCADE,
  row_number INTEGER NOT NULL,
  outcome TEXT NOT NULL CHECK (outcome IN ('updated', 'unchanged')),
  PRIMARY KEY (import_id, contact_id)
) STRICT, WITHOUT ROWID;
INSERT INTO import_row_new SELECT * FROM import_row WHERE outcome <> 'created';

DROP TABLE import_row;
DROP TABLE import_reject;
DROP TABLE import;
ALTER TABLE import_new RENAME TO import;
ALTER TABLE import_reject_new RENAME TO import_reject;
ALTER TABLE import_row_new RENAME TO import_row;
CREATE INDEX import_row_by_contact ON import_row (contact_id);
CREATE INDEX import_by_hash ON import (file_sha256);

-- What changed in a contact after it was made: old and new value by field, newest last.
CREATE TABLE contact_change (
  id INTEGER PRIMARY KEY,
  contact_id INTEGER NOT NULL REFERENCES contact (id) ON DELETE CASCADE,
  at_ms INTEGER NOT NULL,
  by TEXT NOT NULL,
  -- `import:7`, `undo:7`, `edit`, `bulk`, `merge`.
  source TEXT NOT NULL,
  -- JSON array of [field key, old, new]; the field `name` is the shown name.
  changes TEXT NOT NULL
) STRICT;
CREATE INDEX contact_change_by_contact ON contact_change (contact_id, id);
CREATE INDEX contact_change_by_source ON contact_change (source, id);

CREATE TABLE tag (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE COLLATE NOCASE,
  created_at_ms INTEGER NOT NULL
) STRICT;
CREATE TABLE contact_tag (
  tag_id INTEGER NOT NULL REFERENCES tag (id),
  contact_id INTEGER NOT NULL REFERENCES contact (id) ON DELETE CASCADE,
  -- The import that set it, so that undoing takes it away again; NULL when somebody did.
  import_id INTEGER,
  PRIMARY KEY (tag_id, contact_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX contact_tag_by_contact ON contact_tag (contact_id);

-- A list is frozen: its members are written down. A segment is live: its rule is asked each time.
CREATE TABLE contact_list (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE COLLATE NOCASE,
  kind TEXT NOT NULL CHECK (kind IN ('list', 'segment')),
  -- JSON of the segment's rule (domain/contacts); NULL for a list.
  rule TEXT CHECK ((kind = 'segment') = (rule IS NOT NULL)),
  created_at_ms INTEGER NOT NULL,
  updated_at_ms INTEGER NOT NULL
) STRICT;
CREATE TABLE list_member (
  list_id INTEGER NOT NULL REFERENCES contact_list (id) ON DELETE CASCADE,
  contact_id INTEGER NOT NULL REFERENCES contact (id) ON DELETE CASCADE,
  import_id INTEGER,
  added_at_ms INTEGER NOT NULL,
  PRIMARY KEY (list_id, contact_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX list_member_by_contact ON list_member (contact_id);

CREATE TABLE contact_note (
  id INTEGER PRIMARY KEY,
  contact_id INTEGER NOT NULL REFERENCES contact (id) ON DELETE CASCADE,
  text TEXT NOT NULL,
  by TEXT NOT NULL,
  at_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX contact_note_by_contact ON contact_note (contact_id, id);

-- Columns, order, filter and sort of a saved view of the contacts.
CREATE TABLE contact_view (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE COLLATE NOCASE,
  definition TEXT NOT NULL,
  updated_at_ms INTEGER NOT NULL
) STRICT;

-- Which column went where the last time a file had this header.
CREATE TABLE column_memory (
  fingerprint TEXT PRIMARY KEY,
  mapping TEXT NOT NULL,
  used_at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- An import being prepared: where its file is and every answer so far, so that a crash at any step loses none.
CREATE TABLE import_draft (
  id INTEGER PRIMARY KEY,
  client_id TEXT NOT NULL UNIQUE,
  path TEXT NOT NULL,
  file_name TEXT NOT NULL,
  -- Pasted text that we keep in a file of our own, removed with the draft.
  is_own_file INTEGER NOT NULL CHECK (is_own_file IN (0, 1)),
  step TEXT NOT NULL,
  answers TEXT NOT NULL,
  updated_at_ms INTEGER NOT NULL
) STRICT;
