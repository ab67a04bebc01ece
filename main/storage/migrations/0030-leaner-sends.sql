-- Every text of a send makes these two moves. The tick counts them all at once; the trigger would count them one by one.
DROP TRIGGER message_recounted;
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

-- Written twice for every text, read once at a start: the counters say which campaigns have any.
DROP INDEX message_in_doubt;
