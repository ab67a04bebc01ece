import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { basename } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { AppError } from '#domain/kernel/errors.ts';

/**
 * Writes a file beside its place and renames it at the end: a broken one never looks like a whole one. Readable by its
 * owner only. Throws `file.notWritable` for what the disk refuses; nothing is left then.
 */
export async function writeWhole(path: string, pieces: AsyncIterable<string | Uint8Array>): Promise<void> {
  const part = `${path}.part`;
  try {
    await pipeline(Readable.from(pieces), createWriteStream(part, { mode: 0o600 }));
    await rename(part, path);
  } catch (error) {
    await rm(part, { force: true });
    if (error instanceof AppError) throw error;
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    // Only the disk's own errors are about the file; a fault of ours must not hide behind them.
    if (!/^E[A-Z]+$/.test(code)) throw error;
    const detail = error instanceof Error ? error.message : code;
    throw new AppError('file.notWritable', { fileName: basename(path), detail }, { cause: error });
  }
}
