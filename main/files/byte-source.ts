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
  /** SHA-256 of the whole file, 64 hex digits: of the first pass over all of it, or of one made for the purpose. */
  sha256(): Promise<string>;
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
  let digest: string | null = null;

  async function read(position: number, length: number): Promise<Buffer> {
    const buffer = Buffer.allocUnsafeSlow(Math.max(0, Math.min(length, bytes - position)));
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
  async function* chunksOf(from: number, to: number): AsyncGenerator<Buffer> {
    // None is read ahead: a thread ended in the middle of a read would leave the file open.
    for (let at = from; at < to; at += CHUNK_BYTES) {
      const chunk = await read(at, Math.min(CHUNK_BYTES, to - at));
      if (chunk.length > 0) yield chunk;
    }
  }
  // The digest costs a fraction of reading, a second pass as much as the first: so the first one pays for it.
  async function* hashedChunks(): AsyncGenerator<Buffer> {
    const hash = createHash('sha256');
    for await (const chunk of chunksOf(0, bytes)) {
      hash.update(chunk);
      yield chunk;
    }
    digest = hash.digest('hex');
  }
  function chunks(from = 0, to = bytes): AsyncGenerator<Buffer> {
    return digest === null && from === 0 && to === bytes ? hashedChunks() : chunksOf(from, to);
  }
  async function sha256(): Promise<string> {
    if (digest === null) for await (const _ of chunks()) continue;
    return digest ?? '';
  }
  return { fileName, bytes, read, chunks, sha256, close: () => handle.close() };
}
