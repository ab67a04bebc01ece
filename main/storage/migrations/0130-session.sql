-- Names the run of the program that handed.log belongs to; a log of another run proves nothing.
ALTER TABLE workspace ADD COLUMN session TEXT NOT NULL DEFAULT '';
