import { Readable } from 'node:stream';
import { createInflateRaw, crc32 } from 'node:zlib';
import { AppError } from '#domain/kernel/errors.ts';
import type { ByteSource } from './byte-source.ts';
import { readLimits } from './read-limits.ts';
import { damaged, tooLarge } from './table-records.ts';
import { partKey, readZipDirectory } from './zip-directory.ts';
import type { ZipEntry } from './zip-directory.ts';

/** So that a chunk, and the string made of it, stay below what the engine keeps apart as large: that is twice as slow. */
const INFLATED_CHUNK_BYTES = 96 * 1024;

/** A ZIP file read part by part, never unpacked to disk. */
export interface ZipArchive {
  readonly names: readonly string[];
  has(name: string): boolean;
  /** Bytes the part says it has when inflated; reading proves it. */
  inflatedBytes(name: string): number;
  /** A whole part of at most `maxBytes`. */
  read(name: string, maxBytes: number): Promise<Buffer>;
  /** A part in chunks; `onCompressed` hears how many bytes of the file were consumed. */
  stream(name: string, onCompressed?: (bytes: number) => void): AsyncGenerator<Buffer>;
}

/**
 * Opens a ZIP file. Everything inflated is counted against the limits of this one archive and checked against the
 * stated size and CRC-32. Throws `file.damaged`, `file.tooLarge`, `file.encrypted`.
 */
export async function openZipArchive(source: ByteSource): Promise<ZipArchive> {
  const entries = await readZipDirectory(source);
  let inflatedTotal = 0;

  function entryOf(name: string): ZipEntry {
    const entry = entries.get(partKey(name));
    if (entry === undefined) throw damaged(source.fileName, `the part ${name} is missing`);
    return entry;
  }

  async function* stream(name: string, onCompressed?: (bytes: number) => void): AsyncGenerator<Buffer> {
    const entry = entryOf(name);
    let inflated = 0;
    let checksum = 0;
    const mismatch = () => damaged(source.fileName, `the part ${name} does not match its checksum`);
    for await (const chunk of inflatedChunks(source, entry, onCompressed)) {
      inflated += chunk.length;
      inflatedTotal += chunk.length;
      checkInflated(source, entry, inflated, inflatedTotal);
      checksum = crc32(chunk, checksum);
      // Before the last piece is handed over: a taker that has all it was promised does not come back.
      if (inflated === entry.inflatedBytes && checksum !== entry.crc32) throw mismatch();
      yield chunk;
    }
    if (inflated !== entry.inflatedBytes || checksum !== entry.crc32) throw mismatch();
  }

  async function read(name: string, maxBytes: number): Promise<Buffer> {
    const chunks: Buffer[] = [];
    let total = 0;
    for await (const chunk of stream(name)) {
      total += chunk.length;
      if (total > maxBytes) throw tooLarge(source.fileName, `${Math.round(maxBytes / 1024 / 1024)} MB in ${name}`);
      chunks.push(chunk);
    }
    return Buffer.concat(chunks);
  }

  return {
    names: [...entries.values()].map(({ name }) => name),
    has: (name) => entries.has(partKey(name)),
    inflatedBytes: (name) => entryOf(name).inflatedBytes,
    read,
    stream,
  };
}

function checkInflated(source: ByteSource, entry: ZipEntry, inflated: number, total: number): void {
  if (inflated > entry.inflatedBytes) throw damaged(source.fileName, `the part ${entry.name} is longer than it says`);
  if (inflated > readLimits.inflatedEntryBytes) throw tooLarge(source.fileName, '1 GB in one sheet');
  if (total > readLimits.inflatedTotalBytes) throw tooLarge(source.fileName, '2 GB when unpacked');
  if (inflated > readLimits.inflatedGraceBytes && inflated > entry.compressedBytes * readLimits.inflatedRatio) {
    throw tooLarge(source.fileName, 'unpacking to 200 times its size');
  }
}

async function* inflatedChunks(
  source: ByteSource,
  entry: ZipEntry,
  onCompressed: ((bytes: number) => void) | undefined,
): AsyncGenerator<Buffer> {
  const packed = packedChunks(source, entry, onCompressed);
  if (entry.method === 0) return yield* packed;
  if (entry.method !== 8) throw damaged(source.fileName, `the part ${entry.name} is packed in an unknown way`);
  const inflater = createInflateRaw({ chunkSize: INFLATED_CHUNK_BYTES });
  const input = Readable.from(packed, { highWaterMark: 1 });
  input.on('error', (error) => inflater.destroy(error));
  input.pipe(inflater);
  try {
    for await (const chunk of inflater) yield chunk as Buffer;
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw damaged(source.fileName, `the part ${entry.name} cannot be unpacked`, error);
  } finally {
    input.destroy();
    inflater.destroy();
  }
}

async function* packedChunks(
  source: ByteSource,
  entry: ZipEntry,
  onCompressed: ((bytes: number) => void) | undefined,
): AsyncGenerator<Buffer> {
  const header = await source.read(entry.headerAt, 30);
  if (header.length < 30 || header.readUInt32LE(0) !== 0x04034b50) {
    throw damaged(source.fileName, `the part ${entry.name} is not where the file says`);
  }
  const start = entry.headerAt + 30 + header.readUInt16LE(26) + header.readUInt16LE(28);
  const end = start + entry.compressedBytes;
  if (end > source.bytes) throw damaged(source.fileName, `the part ${entry.name} is cut off`);
  for await (const chunk of source.chunks(start, end)) {
    onCompressed?.(chunk.length);
    yield chunk;
  }
}
