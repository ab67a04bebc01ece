import { AppError } from '#domain/kernel/errors.ts';
import type { ByteSource } from './byte-source.ts';
import { readLimits } from './read-limits.ts';
import { damaged, tooLarge } from './table-records.ts';

/** One entry as the central directory states it. Sizes in bytes; all of it is a claim until the entry is read. */
export interface ZipEntry {
  readonly name: string;
  readonly method: number;
  readonly crc32: number;
  readonly compressedBytes: number;
  readonly inflatedBytes: number;
  readonly headerAt: number;
}

const END_RECORD_BYTES = 22;
const LOCAL_HEADER_BYTES = 30;
const MAX_COMMENT_BYTES = 65_535;
const SENTINEL_16 = 0xffff;
const SENTINEL_32 = 0xffffffff;

interface Directory {
  readonly at: number;
  readonly bytes: number;
  readonly entries: number;
}

/**
 * Reads a ZIP file's central directory (APPNOTE 6.3.10, sections 4.3.12 to 4.3.16, with ZIP64); keys as `partKey` makes.
 * Throws `file.damaged` when it is missing or contradicts itself, `file.tooLarge`, `file.encrypted`.
 */
export async function readZipDirectory(source: ByteSource): Promise<Map<string, ZipEntry>> {
  const directory = await findDirectory(source);
  if (directory.entries > readLimits.zipEntries) throw tooLarge(source.fileName, '2,000 parts in the workbook');
  if (directory.bytes > readLimits.zipDirectoryBytes) throw tooLarge(source.fileName, '16 MB of part names');
  const bytes = await source.read(directory.at, directory.bytes);
  if (bytes.length !== directory.bytes) throw cutShort(source);
  const entries = new Map<string, ZipEntry>();
  let at = 0;
  for (let i = 0; i < directory.entries; i += 1) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== 0x02014b50) throw cutShort(source);
    const nameBytes = bytes.readUInt16LE(at + 28);
    const extraBytes = bytes.readUInt16LE(at + 30);
    const next = at + 46 + nameBytes + extraBytes + bytes.readUInt16LE(at + 32);
    if (next > bytes.length) throw cutShort(source);
    const entry = readEntry(source, bytes.subarray(at, next), nameBytes, extraBytes);
    const key = partKey(entry.name);
    if (entries.has(key)) throw damaged(source.fileName, `the part ${entry.name} is in it twice`);
    entries.set(key, entry);
    at = next;
  }
  refuseOverlaps(source, [...entries.values()]);
  return entries;
}

/** Part names differ in more than the case of letters (ECMA-376 part 2, 6.2.2.3); some writers use backslashes. */
export function partKey(name: string): string {
  return name.replaceAll('\\', '/').toLowerCase();
}

/** Entries that share bytes of the file unpack the same bytes again and again: the sign of a bomb, never of a writer. */
function refuseOverlaps(source: ByteSource, entries: readonly ZipEntry[]): void {
  const inOrder = entries.toSorted((a, b) => a.headerAt - b.headerAt);
  for (const [i, entry] of inOrder.entries()) {
    const next = inOrder[i + 1];
    const end = entry.headerAt + LOCAL_HEADER_BYTES + Buffer.byteLength(entry.name) + entry.compressedBytes;
    if (next !== undefined && end > next.headerAt) {
      throw damaged(source.fileName, `the parts ${entry.name} and ${next.name} overlap`);
    }
  }
}

function cutShort(source: ByteSource): AppError<'file.damaged'> {
  return damaged(source.fileName, 'its end is missing, as after a broken download or copy');
}

async function findDirectory(source: ByteSource): Promise<Directory> {
  const tailAt = Math.max(0, source.bytes - END_RECORD_BYTES - MAX_COMMENT_BYTES);
  const tail = await source.read(tailAt, END_RECORD_BYTES + MAX_COMMENT_BYTES);
  for (let at = tail.length - END_RECORD_BYTES; at >= 0; at -= 1) {
    if (tail.readUInt32LE(at) !== 0x06054b50) continue;
    const entries = tail.readUInt16LE(at + 10);
    const bytes = tail.readUInt32LE(at + 12);
    const start = tail.readUInt32LE(at + 16);
    if (entries !== SENTINEL_16 && bytes !== SENTINEL_32 && start !== SENTINEL_32) {
      return { at: start, bytes, entries };
    }
    return findDirectory64(source, tailAt + at);
  }
  throw cutShort(source);
}

async function findDirectory64(source: ByteSource, endRecordAt: number): Promise<Directory> {
  const locator = await source.read(Math.max(0, endRecordAt - 20), 20);
  if (locator.length < 20 || locator.readUInt32LE(0) !== 0x07064b50) throw cutShort(source);
  const record = await source.read(Number(locator.readBigUInt64LE(8)), 56);
  if (record.length < 56 || record.readUInt32LE(0) !== 0x06064b50) throw cutShort(source);
  return {
    entries: Number(record.readBigUInt64LE(32)),
    bytes: Number(record.readBigUInt64LE(40)),
    at: Number(record.readBigUInt64LE(48)),
  };
}

function readEntry(source: ByteSource, header: Buffer, nameBytes: number, extraBytes: number): ZipEntry {
  const name = header.toString('utf8', 46, 46 + nameBytes);
  if ((header.readUInt16LE(8) & 1) !== 0) throw new AppError('file.encrypted', { fileName: source.fileName });
  const stated = [header.readUInt32LE(24), header.readUInt32LE(20), header.readUInt32LE(42)];
  const extra = header.subarray(46 + nameBytes, 46 + nameBytes + extraBytes);
  const [inflatedBytes = 0, compressedBytes = 0, headerAt = 0] = withZip64(source, stated, extra);
  return {
    name,
    method: header.readUInt16LE(10),
    crc32: header.readUInt32LE(16),
    compressedBytes,
    inflatedBytes,
    headerAt,
  };
}

/** Replaces each 32-bit field that is all ones by the next 64-bit number of the ZIP64 extra field. */
function withZip64(source: ByteSource, stated: readonly number[], extra: Buffer): number[] {
  if (!stated.includes(SENTINEL_32)) return [...stated];
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    if (extra.readUInt16LE(at) !== 1) continue;
    let next = at + 4;
    const end = Math.min(extra.length, next + extra.readUInt16LE(at + 2));
    return stated.map((value) => {
      if (value !== SENTINEL_32) return value;
      if (next + 8 > end) throw cutShort(source);
      next += 8;
      return Number(extra.readBigUInt64LE(next - 8));
    });
  }
  throw cutShort(source);
}
