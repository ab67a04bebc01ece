import type Database from 'better-sqlite3';
import { readFileSync, readdirSync } from 'node:fs';

const folder = new URL('./migrations/', import.meta.url);

interface Migration {
  readonly version: number;
  readonly name: string;
}

/** Migrations in order; a file is `NNNN-what.sql`, its number is the version it leads to. */
function migrations(): readonly Migration[] {
  return readdirSync(folder)
    .filter((name) => /^\d{4}-[\w-]+\.sql$/.test(name))
    .toSorted()
    .map((name) => ({ version: Number(name.slice(0, 4)), name }));
}

/** The newest schema this build knows. */
export function latestVersion(): number {
  return migrations().at(-1)?.version ?? 0;
}

/** Brings the schema up to date, each step in a transaction of its own; does nothing when it is. */
export function migrate(db: Database.Database): void {
  const current = Number(db.pragma('user_version', { simple: true }));
  for (const { version, name } of migrations()) {
    if (version <= current) continue;
    const sql = readFileSync(new URL(name, folder), 'utf8');
    db.transaction(() => {
      db.exec(sql);
      db.pragma(`user_version = ${version}`);
    }).immediate();
  }
}
