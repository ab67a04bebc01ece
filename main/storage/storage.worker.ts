import { parentPort, workerData } from 'node:worker_threads';
import { randomUUID } from 'node:crypto';
import { createWrites, reads } from './dispatch.ts';
import { createDatabase, expectWorkspace, lockWorkspace, openReader, openWriter, prepareFolder } from './database.ts';
import type { ReadableDb, WorkspaceLock } from './database.ts';
import type { StorageWrites } from '../services/storage-port.ts';
import { translateStorageError } from './errors.ts';
import { insertWorkspace } from './queries/contacts.ts';
import type { StorageAnswer, StorageCall, StorageWorkerData } from './client.ts';
import { AppError } from '#domain/kernel/errors.ts';

// Thread entry: one connection, calls answered in order. The writing thread also holds the workspace's lock.

const { folder, role, create } = workerData as StorageWorkerData;
const port = parentPort;
if (!port) throw new Error('the storage worker needs a parent');

let lock: WorkspaceLock | null = null;
let db: ReadableDb | null = null;
let writes: StorageWrites | null = null;

function open(): null {
  if (role === 'reader') {
    db = openReader(folder);
    return null;
  }
  if (create) prepareFolder(folder);
  else expectWorkspace(folder);
  lock = lockWorkspace(folder);
  if (create) createDatabase(folder);
  const writer = openWriter(folder);
  db = writer;
  writes = createWrites(writer);
  if (create) writer.transaction(() => insertWorkspace(writer, { ...create, workspaceId: randomUUID() })).immediate();
  return null;
}

function run(call: StorageCall): unknown {
  if (db === null) throw new Error('the storage worker is closed');
  if (call.kind === 'read' && Object.hasOwn(reads, call.name)) {
    return (reads[call.name as keyof typeof reads] as (db: ReadableDb, input: unknown) => unknown)(db, call.input);
  }
  if (call.kind === 'write' && writes !== null && Object.hasOwn(writes, call.name)) {
    return (writes[call.name as keyof StorageWrites] as (input: unknown) => unknown)(call.input);
  }
  throw new Error(`no such storage call: ${call.kind} ${call.name}`);
}

function answer(id: number, work: () => unknown): void {
  let reply: StorageAnswer;
  try {
    reply = { id, ok: true, value: work() };
  } catch (error) {
    const translated = translateStorageError(error, folder);
    reply =
      translated instanceof AppError
        ? { id, ok: false, code: translated.code, details: translated.details, message: translated.message }
        : {
            id,
            ok: false,
            code: null,
            details: null,
            message: error instanceof Error ? (error.stack ?? error.message) : String(error),
          };
  }
  port?.postMessage(reply);
}

port.on('message', (call: StorageCall) => {
  if (call.kind === 'open') return answer(call.id, () => open());
  if (call.kind !== 'close') return answer(call.id, () => run(call));
  answer(call.id, () => {
    db?.close();
    lock?.release();
    db = null;
    return null;
  });
  port.close();
});

// The reader says only that it is loaded; it opens when it is told to.
answer(0, () => (role === 'writer' ? open() : null));
