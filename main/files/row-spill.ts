import { randomBytes } from 'node:crypto';
import { mkdir, open, rm } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '#domain/kernel/errors.ts';
import type { RowSpill, RowSpills } from '../services/import-port.ts';

/**
 * Rows put aside in one private folder. Each file loses its name as soon as it is open, so the system frees it when it
 * is closed, also by a crash; where a name cannot be taken from an open file it goes at the end.
 */
export function createRowSpills(folder: string): RowSpills {
  return {
    async open(): Promise<RowSpill> {
      const path = join(folder, `rows-${randomBytes(6).toString('hex')}`);
      try {
        // Whatever a crash left behind.
        await rm(folder, { recursive: true, force: true }).catch(() => undefined);
        await mkdir(folder, { recursive: true, mode: 0o700 });
        const file = await open(path, 'wx+', 0o600);
        await rm(path, { force: true }).catch(() => undefined);
        return spillInto(file, path);
      } catch (error) {
        throw noRoom(error);
      }
    },
  };
}

function spillInto(file: FileHandle, path: string): RowSpill {
  let end = 0;
  return {
    async append(bytes) {
      const at = end;
      end += bytes.byteLength;
      try {
        for (let done = 0; done < bytes.byteLength;) {
          const { bytesWritten } = await file.write(bytes, done, bytes.byteLength - done, at + done);
          done += bytesWritten;
        }
      } catch (error) {
        throw noRoom(error);
      }
    },
    async read(from, bytes) {
      const buffer = new Uint8Array(bytes);
      const { bytesRead } = await file.read(buffer, 0, bytes, from);
      if (bytesRead < bytes) throw noRoom(new Error('the rows put aside have gone'));
      return buffer;
    },
    async close() {
      await file.close();
      await rm(path, { force: true }).catch(() => undefined);
    },
  };
}

function noRoom(error: unknown): AppError {
  const detail = error instanceof Error ? error.message : String(error);
  return new AppError('file.noRoom', { detail }, { cause: error });
}
