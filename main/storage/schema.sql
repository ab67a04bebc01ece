-- The whole schema, as the migrations leave it. Checked by test/storage; written with ASSENT_WRITE_SCHEMA=1.
-- user_version 130

CREATE TABLE campaign (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  purpose TEXT CHECK (purpose IN ('transactional', 'service', 'newsletter', 'marketing')),
  gateway_id INTEGER REFERENCES gateway (id),
  sender TEXT,
  text TEXT NOT NULL,
  -- `all` or `import:ID`; NULL while a draft has none.
  audience TEXT,
  state TEXT NOT NULL CHECK (state IN ('draft', 'paused', 'sending', 'finished', 'stopped')),
  revision INTEGER NOT NULL,
  -- What the gate adds to the clock; only ever non-zero on a rehearsal gateway.
  rehearse_offset_ms INTEGER NOT NULL DEFAULT 0,
  pause_reason TEXT,
  start_client_id TEXT UNIQUE,
  created_at_ms INTEGER NOT NULL,
  updated_at_ms INTEGER NOT NULL,
  started_at_ms INTEGER,
  finished_at_ms INTEGER
) STRICT;

CREATE TABLE campaign_count (
  campaign_id INTEGER NOT NULL,
  state TEXT NOT NULL,
  people INTEGER NOT NULL,
  parts INTEGER NOT NULL,
  PRIMARY KEY (campaign_id, state)
) STRICT, WITHOUT ROWID;

CREATE TABLE column_memory (
  fingerprint TEXT PRIMARY KEY,
  mapping TEXT NOT NULL,
  used_at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE consent_event (
  sequence INTEGER PRIMARY KEY,
  event TEXT NOT NULL CHECK (event IN ('grant', 'withdraw')),
  purpose TEXT NOT NULL CHECK (purpose IN ('transactional', 'service', 'newsletter', 'marketing', 'all')),
  -- Number and salt become NULL when a person is erased; the commitment stays and keeps the chain whole.
  e164 TEXT,
  salt BLOB,
  commitment TEXT NOT NULL,
  method TEXT NOT NULL CHECK (method IN ('import', 'paper', 'keyword', 'operator')),
  source_ref TEXT NOT NULL,
  text_shown TEXT NOT NULL,
  evidence TEXT NOT NULL,
  recorded_by TEXT NOT NULL,
  occurred_at_ms INTEGER NOT NULL,
  recorded_at_ms INTEGER NOT NULL,
  previous_hash TEXT NOT NULL,
  hash TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE consent_state (
  e164 TEXT NOT NULL,
  purpose TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('granted', 'withdrawn')),
  sequence INTEGER NOT NULL,
  PRIMARY KEY (e164, purpose)
) STRICT, WITHOUT ROWID;

CREATE TABLE "contact" (
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

CREATE TABLE contact_apart (
  low_id INTEGER NOT NULL REFERENCES contact (id) ON DELETE CASCADE,
  high_id INTEGER NOT NULL REFERENCES contact (id) ON DELETE CASCADE,
  by TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  PRIMARY KEY (low_id, high_id),
  CHECK (low_id < high_id)
) STRICT, WITHOUT ROWID;

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

CREATE TABLE contact_list (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE COLLATE NOCASE,
  kind TEXT NOT NULL CHECK (kind IN ('list', 'segment')),
  -- JSON of the segment's rule (domain/contacts); NULL for a list.
  rule TEXT CHECK ((kind = 'segment') = (rule IS NOT NULL)),
  created_at_ms INTEGER NOT NULL,
  updated_at_ms INTEGER NOT NULL
) STRICT;

CREATE TABLE contact_note (
  id INTEGER PRIMARY KEY,
  contact_id INTEGER NOT NULL REFERENCES contact (id) ON DELETE CASCADE,
  text TEXT NOT NULL,
  by TEXT NOT NULL,
  at_ms INTEGER NOT NULL
) STRICT;

CREATE VIRTUAL TABLE contact_search USING fts5 (
  text, tokenize = 'trigram remove_diacritics 1', content = '', detail = 'none', columnsize = 0);

CREATE TABLE contact_tag (
  tag_id INTEGER NOT NULL REFERENCES tag (id),
  contact_id INTEGER NOT NULL REFERENCES contact (id) ON DELETE CASCADE,
  -- The import that set it, so that undoing takes it away again; NULL when somebody did.
  import_id INTEGER,
  PRIMARY KEY (tag_id, contact_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE contact_view (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE COLLATE NOCASE,
  definition TEXT NOT NULL,
  updated_at_ms INTEGER NOT NULL
) STRICT;

CREATE TABLE "field" (
  position INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  label TEXT NOT NULL,
  type TEXT NOT NULL DEFAULT 'text' CHECK (type IN ('text', 'number', 'date', 'choice', 'yesNo')),
  -- JSON array: what a choice can be; empty for other types.
  options TEXT NOT NULL DEFAULT '[]'
, rank INTEGER) STRICT;

CREATE TABLE gate_decision (
  id INTEGER PRIMARY KEY,
  message_id INTEGER NOT NULL REFERENCES message (id),
  at_ms INTEGER NOT NULL,
  stage TEXT NOT NULL CHECK (stage IN ('build', 'dispatch')),
  is_allowed INTEGER NOT NULL CHECK (is_allowed IN (0, 1)),
  code TEXT,
  codes TEXT NOT NULL,
  rule_set TEXT NOT NULL
) STRICT;

CREATE TABLE gateway (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL CHECK (kind IN ('clickatell', 'rehearsal')),
  url TEXT,
  replies_url TEXT,
  secret_ref TEXT,
  inbound_cursor TEXT,
  last_poll_at_ms INTEGER,
  created_at_ms INTEGER NOT NULL
) STRICT;

CREATE TABLE gateway_acceptance (
  id INTEGER PRIMARY KEY,
  gateway_id INTEGER NOT NULL REFERENCES gateway (id),
  digest TEXT NOT NULL,
  sheet TEXT NOT NULL,
  accepted_by TEXT NOT NULL,
  accepted_at_ms INTEGER NOT NULL,
  app_version TEXT NOT NULL
, withdrawn_at_ms INTEGER, withdrawn_by TEXT) STRICT;

CREATE TABLE "import" (
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

CREATE TABLE "import_reject" (
  import_id INTEGER NOT NULL REFERENCES "import" (id),
  row_number INTEGER NOT NULL,
  reason TEXT NOT NULL,
  shown TEXT NOT NULL,
  -- JSON array: the row's cells as they stood in the file; empty where they may not be kept.
  cells TEXT NOT NULL,
  PRIMARY KEY (import_id, row_number)
) STRICT, WITHOUT ROWID;

CREATE TABLE "import_row" (
  import_id INTEGER NOT NULL REFERENCES "import" (id),
  contact_id INTEGER NOT NULL REFERENCES contact (id) ON DELETE CASCADE,
  row_number INTEGER NOT NULL,
  outcome TEXT NOT NULL CHECK (outcome IN ('updated', 'unchanged')),
  PRIMARY KEY (import_id, contact_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE "inbound" (
  id INTEGER PRIMARY KEY,
  gateway_id INTEGER NOT NULL REFERENCES gateway (id),
  gateway_message_id TEXT NOT NULL,
  e164 TEXT,
  from_number TEXT NOT NULL,
  to_number TEXT NOT NULL,
  text TEXT NOT NULL,
  verdict TEXT NOT NULL CHECK (verdict IN ('stop', 'stop_scoped', 'start', 'yes_if_open_request', 'help', 'wrong_number',
    'review', 'review_if_marketing', 'source_request', 'none')),
  -- Which rule decided and why, in words; NULL for replies of before there were rules.
  rule TEXT,
  reason TEXT,
  language TEXT,
  -- What it did to the number: a new block, a block until a person decides, a block lifted, or nothing.
  effect TEXT NOT NULL CHECK (effect IN ('blocked', 'review', 'lifted', 'none')),
  campaign_id INTEGER REFERENCES campaign (id),
  cancelled INTEGER NOT NULL,
  received_at_ms INTEGER NOT NULL,
  recorded_at_ms INTEGER NOT NULL,
  UNIQUE (gateway_id, gateway_message_id)
) STRICT;

CREATE TABLE list_member (
  list_id INTEGER NOT NULL REFERENCES contact_list (id) ON DELETE CASCADE,
  contact_id INTEGER NOT NULL REFERENCES contact (id) ON DELETE CASCADE,
  import_id INTEGER,
  added_at_ms INTEGER NOT NULL,
  PRIMARY KEY (list_id, contact_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE message (
  id INTEGER PRIMARY KEY,
  campaign_id INTEGER NOT NULL REFERENCES campaign (id),
  gateway_id INTEGER NOT NULL REFERENCES gateway (id),
  contact_id INTEGER REFERENCES contact (id),
  e164 TEXT NOT NULL,
  client_id TEXT NOT NULL UNIQUE,
  -- JSON array of [field, value] pairs: what the person's text was merged from.
  merged TEXT NOT NULL,
  text_digest TEXT NOT NULL,
  parts INTEGER NOT NULL,
  encoding TEXT NOT NULL CHECK (encoding IN ('GSM-7', 'UCS-2')),
  state TEXT NOT NULL CHECK (state IN ('queued', 'submitting', 'accepted', 'enroute', 'delivered', 'undelivered',
    'expired', 'rejected', 'uncertain', 'skipped', 'cancelled')),
  code TEXT,
  detail TEXT,
  attempts INTEGER NOT NULL DEFAULT 0,
  not_before_ms INTEGER NOT NULL DEFAULT 0,
  gateway_message_id TEXT,
  submitted_at_ms INTEGER,
  receipt_due_ms INTEGER,
  updated_at_ms INTEGER NOT NULL,
  UNIQUE (campaign_id, e164)
) STRICT;

CREATE TABLE message_event (
  id INTEGER PRIMARY KEY,
  message_id INTEGER NOT NULL REFERENCES message (id),
  at_ms INTEGER NOT NULL,
  event TEXT NOT NULL,
  to_state TEXT NOT NULL,
  detail TEXT NOT NULL
) STRICT;

CREATE VIRTUAL TABLE note_search USING fts5 (
  text, tokenize = 'trigram remove_diacritics 1', content = 'contact_note', content_rowid = 'id', detail = 'none',
  columnsize = 0);

CREATE TABLE 'note_search_config'(k PRIMARY KEY, v) WITHOUT ROWID;

CREATE TABLE 'note_search_data'(id INTEGER PRIMARY KEY, block BLOB);

CREATE TABLE 'note_search_idx'(segid, term, pgno, PRIMARY KEY(segid, term)) WITHOUT ROWID;

CREATE TABLE parked_receipt (
  gateway_id INTEGER NOT NULL,
  gateway_message_id TEXT NOT NULL,
  status TEXT NOT NULL,
  gateway_status TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  PRIMARY KEY (gateway_id, gateway_message_id, status)
) STRICT, WITHOUT ROWID;

CREATE TABLE reply_review (
  inbound_id INTEGER PRIMARY KEY REFERENCES inbound (id),
  e164 TEXT NOT NULL,
  opened_at_ms INTEGER NOT NULL,
  -- Without a decision by then it counts as a stop.
  due_at_ms INTEGER NOT NULL,
  decision TEXT CHECK (decision IN ('stop', 'keep', 'overdue')),
  decided_by TEXT,
  decision_reason TEXT,
  decided_at_ms INTEGER,
  CHECK ((decision IS NULL) = (decided_by IS NULL) AND (decision IS NULL) = (decision_reason IS NULL)
    AND (decision IS NULL) = (decided_at_ms IS NULL))
) STRICT;

CREATE TABLE "suppression" (
  e164 TEXT PRIMARY KEY,
  reason TEXT NOT NULL CHECK (reason IN ('keyword', 'operator', 'carrier', 'import', 'reassigned')),
  detail TEXT NOT NULL,
  at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE tag (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE COLLATE NOCASE,
  created_at_ms INTEGER NOT NULL
) STRICT;

CREATE TABLE undo (
  token TEXT PRIMARY KEY,
  -- `tag`, `untag`, `listAdd`, `listRemove`, `setField`, `delete`, `merge`, `fieldRemove`.
  kind TEXT NOT NULL,
  -- JSON: what the change was about.
  detail TEXT NOT NULL,
  at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE undo_contact (
  token TEXT NOT NULL REFERENCES undo (token) ON DELETE CASCADE,
  contact_id INTEGER NOT NULL,
  before TEXT NOT NULL,
  PRIMARY KEY (token, contact_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE workspace (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  workspace_id TEXT NOT NULL,
  business TEXT NOT NULL,
  country TEXT NOT NULL,
  zone TEXT NOT NULL,
  created_at_ms INTEGER NOT NULL
, session TEXT NOT NULL DEFAULT '') STRICT;

CREATE INDEX consent_event_by_number ON consent_event (e164, sequence);

CREATE INDEX contact_apart_by_high ON contact_apart (high_id);

CREATE UNIQUE INDEX contact_by_number ON contact (e164);

CREATE INDEX contact_change_by_contact ON contact_change (contact_id, id);

CREATE INDEX contact_change_by_source ON contact_change (source, id);

CREATE INDEX contact_note_by_contact ON contact_note (contact_id, id);

CREATE INDEX contact_tag_by_contact ON contact_tag (contact_id);

CREATE INDEX gate_decision_by_message ON gate_decision (message_id, id);

CREATE INDEX gateway_acceptance_by_gateway ON gateway_acceptance (gateway_id, id);

CREATE INDEX import_by_hash ON import (file_sha256);

CREATE INDEX import_row_by_contact ON import_row (contact_id);

CREATE INDEX inbound_by_campaign ON inbound (campaign_id, id);

CREATE INDEX inbound_by_number ON inbound (e164, id);

CREATE INDEX list_member_by_contact ON list_member (contact_id);

CREATE INDEX message_by_campaign_state ON message (campaign_id, state, id);

CREATE INDEX message_by_contact ON message (contact_id);

CREATE UNIQUE INDEX message_by_gateway_id ON message (gateway_id, gateway_message_id) WHERE gateway_message_id IS NOT NULL;

CREATE INDEX message_by_number ON message (e164, submitted_at_ms);

CREATE INDEX message_by_submission ON message (submitted_at_ms) WHERE submitted_at_ms IS NOT NULL;

CREATE INDEX message_event_by_message ON message_event (message_id, id);

CREATE INDEX message_receipt_due ON message (receipt_due_ms) WHERE receipt_due_ms IS NOT NULL;

CREATE INDEX message_to_claim ON message (campaign_id, not_before_ms, id) WHERE state = 'queued';

CREATE INDEX reply_review_due ON reply_review (due_at_ms) WHERE decision IS NULL;

CREATE INDEX reply_review_open ON reply_review (e164) WHERE decision IS NULL;

CREATE INDEX suppression_by_time ON suppression (at_ms DESC, e164);

CREATE TRIGGER consent_event_keeps BEFORE DELETE ON consent_event
BEGIN
  SELECT RAISE(ABORT, 'the consent ledger is append-only');
END;

CREATE TRIGGER consent_event_stays BEFORE UPDATE OF
  sequence, event, purpose, commitment, method, source_ref, text_shown, evidence, recorded_by, occurred_at_ms,
  recorded_at_ms, previous_hash, hash ON consent_event
BEGIN
  SELECT RAISE(ABORT, 'the consent ledger is append-only');
END;

CREATE TRIGGER contact_note_found AFTER INSERT ON contact_note
BEGIN
  INSERT INTO note_search (rowid, text) VALUES (NEW.id, NEW.text);
END;

CREATE TRIGGER contact_note_lost AFTER DELETE ON contact_note
BEGIN
  INSERT INTO note_search (note_search, rowid, text) VALUES ('delete', OLD.id, OLD.text);
END;

CREATE TRIGGER gate_decision_keeps BEFORE DELETE ON gate_decision
BEGIN
  SELECT RAISE(ABORT, 'gate decisions are append-only');
END;

CREATE TRIGGER gate_decision_stays BEFORE UPDATE ON gate_decision
BEGIN
  SELECT RAISE(ABORT, 'gate decisions are append-only');
END;

CREATE TRIGGER message_counted AFTER INSERT ON message
BEGIN
  INSERT INTO campaign_count VALUES (NEW.campaign_id, NEW.state, 1, NEW.parts)
    ON CONFLICT (campaign_id, state) DO UPDATE SET people = people + 1, parts = parts + NEW.parts;
END;

CREATE TRIGGER message_event_keeps BEFORE DELETE ON message_event
BEGIN
  SELECT RAISE(ABORT, 'message events are append-only');
END;

CREATE TRIGGER message_event_stays BEFORE UPDATE ON message_event
BEGIN
  SELECT RAISE(ABORT, 'message events are append-only');
END;

CREATE TRIGGER message_recounted AFTER UPDATE OF state ON message
WHEN OLD.state <> NEW.state
  AND NOT (OLD.state = 'queued' AND NEW.state = 'submitting')
  AND NOT (OLD.state = 'submitting' AND NEW.state = 'accepted')
BEGIN
  UPDATE campaign_count SET people = people - 1, parts = parts - OLD.parts
    WHERE campaign_id = OLD.campaign_id AND state = OLD.state;
  INSERT INTO campaign_count VALUES (NEW.campaign_id, NEW.state, 1, NEW.parts)
    ON CONFLICT (campaign_id, state) DO UPDATE SET people = people + 1, parts = parts + NEW.parts;
END;

CREATE TRIGGER reply_review_keeps BEFORE DELETE ON reply_review
BEGIN
  SELECT RAISE(ABORT, 'decisions about replies are append-only');
END;

CREATE TRIGGER reply_review_stays BEFORE UPDATE ON reply_review
WHEN OLD.decision IS NOT NULL OR NEW.inbound_id IS NOT OLD.inbound_id OR NEW.e164 IS NOT OLD.e164
  OR NEW.opened_at_ms IS NOT OLD.opened_at_ms OR NEW.due_at_ms IS NOT OLD.due_at_ms
BEGIN
  SELECT RAISE(ABORT, 'decisions about replies are append-only');
END;
