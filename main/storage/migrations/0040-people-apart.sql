-- Two contacts that look alike and are not one person: somebody said so, and they are not offered for merging again.
CREATE TABLE contact_apart (
  low_id INTEGER NOT NULL REFERENCES contact (id) ON DELETE CASCADE,
  high_id INTEGER NOT NULL REFERENCES contact (id) ON DELETE CASCADE,
  by TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  PRIMARY KEY (low_id, high_id),
  CHECK (low_id < high_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX contact_apart_by_high ON contact_apart (high_id);
