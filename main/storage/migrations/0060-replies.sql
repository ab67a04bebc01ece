-- Replies are read in every language we have words for. What may be a stop blocks advertising until a person decides.

CREATE TABLE inbound_new (
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
INSERT INTO inbound_new SELECT id, gateway_id, gateway_message_id, e164, from_number, to_number, text, verdict, NULL, NULL,
  NULL, CASE WHEN verdict = 'stop' AND e164 IS NOT NULL THEN 'blocked' ELSE 'none' END, campaign_id, cancelled,
  received_at_ms, recorded_at_ms FROM inbound;
DROP TABLE inbound;
ALTER TABLE inbound_new RENAME TO inbound;
CREATE INDEX inbound_by_campaign ON inbound (campaign_id, id);
CREATE INDEX inbound_by_number ON inbound (e164, id);

-- `reassigned`: somebody else has the number now; no permission follows it there.
CREATE TABLE suppression_new (
  e164 TEXT PRIMARY KEY,
  reason TEXT NOT NULL CHECK (reason IN ('keyword', 'operator', 'carrier', 'import', 'reassigned')),
  detail TEXT NOT NULL,
  at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO suppression_new SELECT * FROM suppression;
DROP TABLE suppression;
ALTER TABLE suppression_new RENAME TO suppression;
CREATE INDEX suppression_by_time ON suppression (at_ms DESC, e164);

-- A reply that may be a stop. While it has no decision, its number gets no advertising. It is kept by number, so it
-- outlives the contact.
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
CREATE INDEX reply_review_open ON reply_review (e164) WHERE decision IS NULL;
CREATE INDEX reply_review_due ON reply_review (due_at_ms) WHERE decision IS NULL;

CREATE TRIGGER reply_review_keeps BEFORE DELETE ON reply_review
BEGIN
  SELECT RAISE(ABORT, 'decisions about replies are append-only');
END;

-- A decision is taken once; nothing else of a review ever changes.
CREATE TRIGGER reply_review_stays BEFORE UPDATE ON reply_review
WHEN OLD.decision IS NOT NULL OR NEW.inbound_id IS NOT OLD.inbound_id OR NEW.e164 IS NOT OLD.e164
  OR NEW.opened_at_ms IS NOT OLD.opened_at_ms OR NEW.due_at_ms IS NOT OLD.due_at_ms
BEGIN
  SELECT RAISE(ABORT, 'decisions about replies are append-only');
END;
