-- What takes a change of contacts back, and the words of notes to be searched.

-- One row for each change that can be taken back.
CREATE TABLE undo (
  token TEXT PRIMARY KEY,
  -- `tag`, `untag`, `listAdd`, `listRemove`, `setField`, `delete`, `merge`, `fieldRemove`.
  kind TEXT NOT NULL,
  -- JSON: what the change was about.
  detail TEXT NOT NULL,
  at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- What stood there before, for each contact that was changed; JSON, by kind.
CREATE TABLE undo_contact (
  token TEXT NOT NULL REFERENCES undo (token) ON DELETE CASCADE,
  contact_id INTEGER NOT NULL,
  before TEXT NOT NULL,
  PRIMARY KEY (token, contact_id)
) STRICT, WITHOUT ROWID;

CREATE VIRTUAL TABLE note_search USING fts5 (
  text, tokenize = 'trigram remove_diacritics 1', content = 'contact_note', content_rowid = 'id', detail = 'none',
  columnsize = 0);
INSERT INTO note_search (note_search) VALUES ('rebuild');
CREATE TRIGGER contact_note_found AFTER INSERT ON contact_note
BEGIN
  INSERT INTO note_search (rowid, text) VALUES (NEW.id, NEW.text);
END;
CREATE TRIGGER contact_note_lost AFTER DELETE ON contact_note
BEGIN
  INSERT INTO note_search (note_search, rowid, text) VALUES ('delete', OLD.id, OLD.text);
END;
