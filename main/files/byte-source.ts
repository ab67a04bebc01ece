import { createHash } from 'node:crypto';
import { open, stat } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { basename } from 'node:path';
import { AppError } from '#domain/kernel/errors.ts';
import { readLimits } from './read-limits.ts';

const CHUNK_BYTES = 256 * 1024;

/** An open file with the size it had when it was opened. */
export interface ByteSource {
  readonly fileName: string;
  readonly bytes: number;
  /** Reads up to `length` bytes at `position`; shorter only at the end of the file. */
  read(position: number, length: number): Promise<Buffer>;
  /** The file in order, in chunks of at most 256 KiB. Each chunk is its own memory. */
  chunks(from?: number, to?: number): AsyncGenerator<Buffer>;
  close(): Promise<void>;
}

/** Opens a regular file. Throws `file.notFound`, `file.notReadable`, `file.empty`, `file.tooLarge`. */
export async function openByteSource(path: string): Promise<ByteSource> {
  const fileName = basename(path);
  const handle = await openRegular(path, fileName);
  try {
    const bytes = (await handle.stat()).size;
    if (bytes === 0) throw new AppError('file.empty', { fileName });
    if (bytes > readLimits.fileBytes) throw new AppError('file.tooLarge', { fileName, limit: '200 MB' });
    return sourceOf(handle, fileName, bytes);
  } catch (error) {
    await handle.close();
    throw error;
  }
}

/** SHA-256 of the whole file, 64 hex digits. */
export async function sha256Of(source: ByteSource): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of source.chunks()) hash.update(chunk);
  return hash.digest('hex');
}

// Looks before opening: opening a named pipe would wait for a writer for ever.
async function openRegular(path: string, fileName: string): Promise<FileHandle> {
  try {
    const facts = await stat(path);
    if (facts.isDirectory()) throw new AppError('file.notReadable', { fileName, detail: 'it is a folder' });
    if (!facts.isFile()) throw new AppError('file.notReadable', { fileName, detail: 'it is not a regular file' });
    return await open(path, 'r');
  } catch (error) {
    throw translateFileError(error, fileName);
  }
}

function translateFileError(error: unknown, fileName: string): Error {
  if (error instanceof AppError) return error;
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
  if (code === 'ENOENT' || code === 'ENOTDIR') return new AppError('file.notFound', { fileName }, { cause: error });
  const words = new Map([
    ['EACCES', 'permission was refused'],
    ['EPERM', 'permission was refused'],
    ['EBUSY', 'another program has it locked'],
    ['EIO', 'the disk reported a read error'],
  ]);
  return new AppError('file.notReadable', { fileName, detail: words.get(code) ?? code }, { cause: error });
}

function sourceOf(handle: FileHandle, fileName: string, bytes: number): ByteSource {
  async function read(position: number, length: number): Promise<Buffer> {
    const buffer = Buffer.alloc(Math.max(0, Math.min(length, bytes - position)));
    let filled = 0;
    while (filled < buffer.length) {
      const { bytesRead } = await readAt(buffer, filled, position + filled);
      if (bytesRead === 0) break;
      filled += bytesRead;
    }
    return buffer.subarray(0, filled);
  }
  async function readAt(buffer: Buffer, filled: number, position: number): Promise<{ bytesRead: number }> {
    try {
      return await handle.read(buffer, filled, buffer.length - filled, position);
    } catch (error) {
      throw translateFileError(error, fileName);
    }
  }
  async function* chunks(from = 0, to = bytes): AsyncGenerator<Buffer> {
    for (let at = from; at < to; at += CHUNK_BYTES) {
      const chunk = await read(at, Math.min(CHUNK_BYTES, to - at));
      if (chunk.length > 0) yield chunk;
    }
  }
  return { fileName, bytes, read, chunks, close: () => handle.close() };
}
