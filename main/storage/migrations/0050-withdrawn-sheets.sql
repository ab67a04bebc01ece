-- An acceptance can be taken back; what left while it stood stays on record.
ALTER TABLE gateway_acceptance ADD COLUMN withdrawn_at_ms INTEGER;
ALTER TABLE gateway_acceptance ADD COLUMN withdrawn_by TEXT;
