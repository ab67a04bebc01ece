-- The order in which people want their fields shown; NULL for a field nobody has placed: it follows the others.
ALTER TABLE field ADD COLUMN rank INTEGER;
