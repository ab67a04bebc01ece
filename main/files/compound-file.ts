import { AppError } from '#domain/kernel/errors.ts';
import type { ByteSource } from './byte-source.ts';

// The container of old Office files and of encrypted new ones: MS-CFB, a small file system in sectors.

const MAGIC = Buffer.from('d0cf11e0a1b11ae1', 'hex');
const HEADER_BYTES = 512;
const ENTRY_BYTES = 128;
const HEADER_FAT_SECTORS = 109;
/** The largest number that is a sector; those above it end a chain or mark a free one. */
const LAST_SECTOR = 0xfffffffa;
/** Streams shorter than this lie in small pieces. */
const SMALL_BYTES = 4_096;
const STREAM = 2;
const ROOT = 5;
/** Entries of a directory; an encrypted workbook has about ten. */
const ENTRIES_MAX = 4_096;

/** A stream of a container, read where it is asked for. */
export interface CompoundStream {
  readonly bytes: number;
  /** Reads up to `length` bytes at `position`; shorter only at the end. */
  read(position: number, length: number): Promise<Buffer>;
}

interface Layout {
  readonly source: ByteSource;
  readonly sectorBytes: number;
  readonly fat: Uint32Array;
}

interface Entry {
  readonly name: string;
  readonly kind: number;
  readonly start: number;
  readonly bytes: number;
}

/**
 * Finds streams by name anywhere in a container. Only as much is read as the sector table and the directory take; every
 * chain is at most as long as the file has sectors. Throws `file.damaged`.
 */
export async function openCompound(source: ByteSource): Promise<(name: string) => Promise<CompoundStream | null>> {
  const header = await source.read(0, HEADER_BYTES);
  if (!header.subarray(0, MAGIC.length).equals(MAGIC) || header.length < HEADER_BYTES) throw broken(source);
  const shift = header.readUInt16LE(30);
  if (shift !== 9 && shift !== 12) throw broken(source);
  const sectorBytes = 1 << shift;
  const layout = { source, sectorBytes, fat: await readFat(source, header, sectorBytes) };
  const entries = await readDirectory(layout, header.readUInt32LE(48));
  // The format knows one value only; a larger one would send long streams through the small pieces.
  if (header.readUInt32LE(56) !== SMALL_BYTES) throw broken(source);
  const miniStart = header.readUInt32LE(60);
  return async (name) => {
    const entry = entries.find((one) => one.kind === STREAM && one.name === name);
    if (entry === undefined) return null;
    if (entry.bytes >= SMALL_BYTES) return streamOf(layout, entry.start, entry.bytes);
    return openMini(
      layout,
      entry,
      entries.find(({ kind }) => kind === ROOT),
      miniStart,
    );
  };
}

/** The sector table: its own sectors are listed in the header and, for large files, in a chain of further lists. */
async function readFat(source: ByteSource, header: Buffer, sectorBytes: number): Promise<Uint32Array> {
  const most = Math.ceil(source.bytes / sectorBytes);
  const perSector = sectorBytes / 4;
  const count = header.readUInt32LE(44);
  if (count > Math.ceil(most / perSector) + 1) throw broken(source);
  const places: number[] = [];
  for (let at = 0; at < HEADER_FAT_SECTORS; at += 1) places.push(header.readUInt32LE(76 + at * 4));
  let next = header.readUInt32LE(68);
  while (next <= LAST_SECTOR && places.length < count) {
    const list = await readSector(source, sectorBytes, next);
    for (let at = 0; at < perSector - 1; at += 1) places.push(list.readUInt32LE(at * 4));
    next = list.readUInt32LE(sectorBytes - 4);
  }
  const fat = new Uint32Array(count * perSector);
  for (let at = 0; at < count; at += 1) {
    const sector = await readSector(source, sectorBytes, places[at] ?? LAST_SECTOR + 1);
    for (let slot = 0; slot < perSector; slot += 1) fat[at * perSector + slot] = sector.readUInt32LE(slot * 4);
  }
  return fat;
}

async function readSector(source: ByteSource, sectorBytes: number, sector: number): Promise<Buffer> {
  const at = (sector + 1) * sectorBytes;
  if (sector > LAST_SECTOR || at >= source.bytes) throw broken(source);
  const bytes = await source.read(at, sectorBytes);
  // The last sector of a file may be cut short by its writer.
  return bytes.length === sectorBytes ? bytes : Buffer.concat([bytes], sectorBytes);
}

/** The sectors of a stream in order. */
function chainOf(source: ByteSource, fat: Uint32Array, start: number, most: number): Uint32Array {
  const chain = new Uint32Array(most);
  let sector = start;
  for (let at = 0; at < most; at += 1) {
    if (sector >= fat.length) throw broken(source);
    chain[at] = sector;
    sector = fat[sector] ?? LAST_SECTOR + 1;
  }
  return chain;
}

function streamOf({ source, sectorBytes, fat }: Layout, start: number, bytes: number): CompoundStream {
  if (bytes > source.bytes) throw broken(source);
  const chain = chainOf(source, fat, start, Math.ceil(bytes / sectorBytes));
  return {
    bytes,
    async read(position, length) {
      const end = Math.min(position + length, bytes);
      const parts: Buffer[] = [];
      for (let at = position; at < end;) {
        const first = Math.floor(at / sectorBytes);
        // Sectors that follow each other in the file are read at once.
        let last = first;
        while ((last + 1) * sectorBytes < end && chain[last + 1] === (chain[last] ?? 0) + 1) last += 1;
        const to = Math.min(end, (last + 1) * sectorBytes);
        const from = ((chain[first] ?? 0) + 1) * sectorBytes + (at - first * sectorBytes);
        const part = await source.read(from, to - at);
        if (part.length < to - at) throw broken(source);
        parts.push(part);
        at = to;
      }
      return parts.length === 1 ? (parts[0] ?? Buffer.alloc(0)) : Buffer.concat(parts);
    },
  };
}

async function readDirectory(layout: Layout, start: number): Promise<readonly Entry[]> {
  const { source, sectorBytes, fat } = layout;
  const entries: Entry[] = [];
  let sector = start;
  while (sector <= LAST_SECTOR) {
    if (entries.length > ENTRIES_MAX || sector >= fat.length) throw broken(source);
    const bytes = await readSector(source, sectorBytes, sector);
    for (let at = 0; at < sectorBytes; at += ENTRY_BYTES) entries.push(entryOf(bytes.subarray(at, at + ENTRY_BYTES)));
    sector = fat[sector] ?? LAST_SECTOR + 1;
  }
  return entries;
}

function entryOf(bytes: Buffer): Entry {
  const nameBytes = Math.min(64, Math.max(2, bytes.readUInt16LE(64))) - 2;
  return {
    name: bytes.subarray(0, nameBytes).toString('utf16le'),
    kind: bytes.readUInt8(66),
    start: bytes.readUInt32LE(116),
    bytes: Number(bytes.readBigUInt64LE(120)),
  };
}

/** A small stream lies in pieces of 64 bytes inside the stream of the root entry. */
async function openMini(
  layout: Layout,
  entry: Entry,
  root: Entry | undefined,
  miniStart: number,
): Promise<CompoundStream> {
  const { source, sectorBytes, fat } = layout;
  if (root === undefined) throw broken(source);
  const whole = streamOf(layout, root.start, root.bytes);
  const miniSectors = Math.ceil(root.bytes / 64);
  const tableSectors = Math.ceil((miniSectors * 4) / sectorBytes);
  const table = streamOf(layout, miniStart, Math.min(tableSectors, fat.length) * sectorBytes);
  const raw = await table.read(0, table.bytes);
  const miniFat = new Uint32Array(Math.floor(raw.length / 4)).map((_zero, at) => raw.readUInt32LE(at * 4));
  const chain = chainOf(source, miniFat, entry.start, Math.ceil(entry.bytes / 64));
  const pieces: Buffer[] = [];
  for (const piece of chain) pieces.push(await whole.read(piece * 64, 64));
  const bytes = Buffer.concat(pieces).subarray(0, entry.bytes);
  if (bytes.length < entry.bytes) throw broken(source);
  return { bytes: bytes.length, read: async (position, length) => bytes.subarray(position, position + length) };
}

function broken({ fileName }: ByteSource): AppError {
  return new AppError('file.damaged', { fileName, detail: 'its container cannot be read' });
}
