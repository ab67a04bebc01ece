import Database from 'better-sqlite3';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileHere, interleave, median, runNode, timed, whole } from './measuring.ts';
import type { BenchRow } from './measuring.ts';
import { personRow, writePeople } from './people.ts';

const peakLimitMegabytes = 300;

/** The peer: the same rows, already read and in memory, by one prepared insert in one durable transaction. */
function insertRows(path: string, rows: readonly (readonly string[])[]): void {
  const db = new Database(path);
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.exec(
    'CREATE TABLE person (id INTEGER PRIMARY KEY, number TEXT NOT NULL UNIQUE, first TEXT, last TEXT, city TEXT, email TEXT, customer TEXT, branch TEXT, account TEXT) STRICT',
  );
  const insert = db.prepare(
    'INSERT INTO person (number, first, last, city, email, customer, branch, account) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
  );
  db.transaction(() => rows.forEach((row) => insert.run(...row)))();
  db.close();
}

/** A CSV file through the whole import (read, recognise, check every number, compare, keep) beside plain inserts. */
export async function benchImport(people: number, rounds: number): Promise<readonly BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'assent-bench-import-'));
  try {
    const file = join(folder, 'people.csv');
    await writePeople(file, people);
    const rows = Array.from({ length: people }, (_, at) => personRow(at));
    const peaks: number[] = [];
    const found = await interleave(
      rounds,
      async (round) => {
        const output = await runNode([fileHere('import-child.ts'), file, join(folder, `workspace-${round}`)]);
        const { tookMs, peakMegabytes, created } = JSON.parse(output) as {
          tookMs: number;
          peakMegabytes: number;
          created: number;
        };
        if (created !== people) throw new Error(`expected ${people} new people, found ${created}`);
        peaks.push(peakMegabytes);
        return (people * 1000) / tookMs;
      },
      async (round) => (people * 1000) / (await timed(() => insertRows(join(folder, `peer-${round}.sqlite`), rows))),
    );
    const peak = median(peaks);
    return [
      {
        what: `CSV import of ${whole(people)} rows, rows/s`,
        ours: whole(found.ours),
        peer: `${whole(found.peer)} (prepared SQLite inserts of rows in memory)`,
        ratio: (found.ours / found.peer).toFixed(2),
        target: 'none yet',
        isMet: null,
      },
      {
        what: '  peak memory of that import, MB',
        ours: whole(peak),
        peer: '-',
        ratio: '-',
        target: `<= ${peakLimitMegabytes}`,
        isMet: peak <= peakLimitMegabytes,
      },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
