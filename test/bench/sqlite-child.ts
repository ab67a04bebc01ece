import { createDatabase, openWriter } from '../../main/storage/database.ts';
import { mkdirSync } from 'node:fs';
import { personRow } from './people.ts';

// The floor of a large import: what SQLite alone needs for the same table and the same two indexes, on one thread, with
// every value ready in memory. Nothing is read, checked, normalised or compared.

const [folder = '', count = '0'] = process.argv.slice(2);
const people = Number(count);
const rowsAtOnce = 25;
mkdirSync(folder, { recursive: true });
createDatabase(folder);
const db = openWriter(folder);

const values: string[] = [];
for (let at = 0; at < people; at += 1) {
  const [, first = '', last = '', ...others] = personRow(at);
  const number = `+278${2 + (at % 3)}${String(1_000_000 + at)}`;
  values.push(number, `${first} ${last}`, JSON.stringify([first, last, ...others]));
}

const startMs = performance.now();
const row = "(?, 'ZA', 'mobile', 1, ?, ?, 1, 1)";
const insert = db.prepare(
  `INSERT INTO contact (e164, country, number_type, is_textable, name, fields, added_at_ms, updated_at_ms)
   VALUES ${Array<string>(rowsAtOnce).fill(row).join(', ')}`,
);
db.exec('BEGIN IMMEDIATE; DROP INDEX contact_by_number');
for (let at = 0; at < values.length; at += rowsAtOnce * 3) insert.run(values.slice(at, at + rowsAtOnce * 3));
db.exec(`INSERT INTO contact_search (rowid, text) SELECT id, name || char(10) || e164 FROM contact;
  CREATE UNIQUE INDEX contact_by_number ON contact (e164); COMMIT`);
const tookMs = performance.now() - startMs;
db.close();
process.stdout.write(`${JSON.stringify({ tookMs })}\n`);
