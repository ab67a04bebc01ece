import Database from 'better-sqlite3';
import { AppError } from '#domain/kernel/errors.ts';

const damaged = new Set(['SQLITE_CORRUPT', 'SQLITE_NOTADB', 'SQLITE_FORMAT']);

/** SQLite's and the file system's errors in the app's own terms; anything else passes unchanged. */
export function translateStorageError(error: unknown, folder: string): unknown {
  if (error instanceof AppError) return error;
  const code = errorCode(error);
  const detail = error instanceof Error ? error.message : String(error);
  if (code === 'SQLITE_NOTADB') return new AppError('workspace.notAWorkspace', { path: folder }, { cause: error });
  if ([...damaged].some((prefix) => code.startsWith(prefix))) {
    return new AppError('workspace.damaged', { path: folder, detail }, { cause: error });
  }
  if (code === 'SQLITE_FULL' || code === 'ENOSPC') return new AppError('storage.full', { detail }, { cause: error });
  if (/^(SQLITE_READONLY|SQLITE_CANTOPEN|EACCES|EROFS|EPERM)/.test(code)) {
    return new AppError('workspace.readOnly', { path: folder }, { cause: error });
  }
  if (code.startsWith('SQLITE_'))
    return new AppError('storage.failed', { detail: `${code}: ${detail}` }, { cause: error });
  return error;
}

function errorCode(error: unknown): string {
  if (error instanceof Database.SqliteError) return error.code;
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code;
  return '';
}
