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

/**
 * Brings the schema up to date, each step in a transaction of its own; does nothing when it is. References are not
 * enforced meanwhile, because a step may rebuild a table that others point at; each is checked before it is committed.
 */
export function migrate(db: Database.Database): void {
  const current = Number(db.pragma('user_version', { simple: true }));
  const open = migrations().filter(({ version }) => version > current);
  if (open.length === 0) return;
  db.pragma('foreign_keys = OFF');
  for (const { version, name } of open) {
    const sql = readFileSync(new URL(name, folder), 'utf8');
    db.transaction(() => {
      db.exec(sql);
      const broken = db.pragma('foreign_key_check') as unknown[];
      if (broken.length > 0) throw new Error(`migration ${name} leaves ${broken.length} broken references`);
      db.pragma(`user_version = ${version}`);
    }).immediate();
  }
  db.pragma('foreign_keys = ON');
}
