import Database from 'better-sqlite3';
import type { Statement } from 'better-sqlite3';
import { chmodSync, existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '#domain/kernel/errors.ts';
import { latestVersion, migrate } from './migrate.ts';

declare const access: unique symbol;

/** A connection that can only be asked. */
export type ReadableDb = Database.Database & { readonly [access]?: 'read' | 'write' };
/** The one connection that can change the workspace. */
export type WritableDb = Database.Database & { readonly [access]: 'write' };

/** `ASNT`: marks the file as an Assent workspace. */
export const applicationId = 0x41534e54;

const fileName = 'workspace.sqlite';
const lockName = 'lock.sqlite';
const ownerName = 'lock.owner';

/** The workspace's database file inside its folder. */
export function databasePath(folder: string): string {
  return join(folder, fileName);
}

/** What each pragma must read back as; WAL resets `synchronous`, so the order matters (security.md 0.1). */
const pragmas: readonly (readonly [string, string | number, string | number])[] = [
  ['synchronous', 'FULL', 2],
  ['foreign_keys', 'ON', 1],
  ['trusted_schema', 'OFF', 0],
  ['cell_size_check', 'ON', 1],
  ['temp_store', 'MEMORY', 2],
  ['secure_delete', 'ON', 1],
  ['busy_timeout', 5000, 5000],
  // 16 MB: a send rewrites the same pages tick after tick, and each checkpoint writes each of them once.
  ['wal_autocheckpoint', 4000, 4000],
];

function applyPragmas(db: Database.Database): void {
  for (const [name, value, expected] of pragmas) {
    db.pragma(`${name} = ${value}`);
    const found = db.pragma(name, { simple: true });
    if (found !== expected) throw new Error(`pragma ${name} reads ${String(found)}, wanted ${expected}`);
  }
}

function openFile(path: string, options: Database.Options): Database.Database {
  const db = new Database(path, options);
  try {
    const id = db.pragma('application_id', { simple: true });
    if (id !== applicationId) throw new AppError('workspace.notAWorkspace', { path });
    const found = Number(db.pragma('user_version', { simple: true }));
    const known = latestVersion();
    if (found > known) throw new AppError('workspace.newer', { path, found, known });
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/** Who may open: exactly one process. The lock is the operating system's and ends with the process, however it ends. */
export interface WorkspaceLock {
  release(): void;
}

/** Takes the workspace for this process; throws `workspace.locked` when another one has it. */
export function lockWorkspace(folder: string): WorkspaceLock {
  const db = new Database(join(folder, lockName), { timeout: 0 });
  try {
    db.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    db.close();
    const busy = error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY');
    if (!busy) throw error;
    const owner = join(folder, ownerName);
    const pid = existsSync(owner) ? Number(readFileSync(owner, 'utf8')) : 0;
    throw new AppError('workspace.locked', { path: folder, pid });
  }
  writeFileSync(join(folder, ownerName), String(process.pid), { mode: 0o600 });
  return { release: () => db.close() };
}

/** Refuses a folder that is not there or holds no workspace, before anything in it is touched. */
export function expectWorkspace(folder: string): void {
  if (!existsSync(folder)) throw new AppError('workspace.notFound', { path: folder });
  if (!statSync(folder).isDirectory() || !existsSync(databasePath(folder))) {
    throw new AppError('workspace.notAWorkspace', { path: folder });
  }
}

/** Makes the folder of a new workspace, for its owner only; refuses one that already holds something else. */
export function prepareFolder(folder: string): void {
  if (existsSync(databasePath(folder))) throw new AppError('workspace.exists', { path: folder });
  if (existsSync(folder)) {
    const known = new Set([lockName, ownerName, `${lockName}-journal`]);
    const foreign = readdirSync(folder).filter((name) => !known.has(name));
    if (!statSync(folder).isDirectory() || foreign.length > 0) {
      throw new AppError('workspace.notAWorkspace', { path: folder });
    }
  } else mkdirSync(folder, { recursive: true, mode: 0o700 });
  chmodSync(folder, 0o700);
}

/** Creates the database file with its first schema. */
export function createDatabase(folder: string): void {
  const path = databasePath(folder);
  const db = new Database(path);
  try {
    chmodSync(path, 0o600);
    db.pragma(`application_id = ${applicationId}`);
    db.pragma('journal_mode = WAL');
    applyPragmas(db);
    migrate(db);
  } finally {
    db.close();
  }
}

/** Opens the writing connection and brings an older schema up to date. */
export function openWriter(folder: string): WritableDb {
  const db = openFile(databasePath(folder), { fileMustExist: true });
  db.pragma('journal_mode = WAL');
  applyPragmas(db);
  migrate(db);
  return db as WritableDb;
}

/** Opens a connection that cannot change anything. */
export function openReader(folder: string): ReadableDb {
  const db = openFile(databasePath(folder), { fileMustExist: true, readonly: true });
  applyPragmas(db);
  return db;
}

/**
 * Runs work in one transaction without the checks of references: following each of a million removed rows into every table
 * that may refer to it takes ten times as long as removing them. The work itself must leave no reference dangling.
 */
export function withoutReferenceChecks<T>(db: WritableDb, work: () => T): T {
  db.pragma('foreign_keys = OFF');
  try {
    return db.transaction(work).immediate();
  } finally {
    applyPragmas(db);
  }
}

const statements = new WeakMap<Database.Database, Map<string, Statement>>();

/** A prepared statement, kept for the connection's life. */
export function prepared<Parameters extends unknown[] = unknown[], Row = unknown>(
  db: ReadableDb,
  sql: string,
): Statement<Parameters, Row> {
  let known = statements.get(db);
  if (!known) statements.set(db, (known = new Map()));
  let statement = known.get(sql);
  if (!statement) known.set(sql, (statement = db.prepare(sql)));
  return statement as unknown as Statement<Parameters, Row>;
}
