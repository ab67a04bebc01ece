import { crc32, deflateRawSync } from 'node:zlib';

/** One entry to write, with what may be odd or untrue about it. */
export interface ZipEntryPlan {
  readonly name: string;
  readonly content: string | Uint8Array;
  readonly isStored?: boolean;
  /** Where the sizes stand: before the data, behind it as streaming writers do, or in ZIP64 fields. */
  readonly sizes?: 'before' | 'behind' | 'zip64';
  readonly flags?: number;
  /** Data already deflated, when the content would be too large to hold; `content` is then ignored. */
  readonly packed?: { readonly data: Buffer; readonly crc32: number; readonly bytes: number };
  /** Lies of the central directory. */
  readonly statedBytes?: number;
  readonly statedHeaderAt?: number;
}

interface Facts {
  readonly data: Buffer;
  readonly crc32: number;
  readonly bytes: number;
}

const SENTINEL = 0xffffffff;

/** A ZIP file by the book (APPNOTE 6.3.10), written entry by entry in the order given. */
export function writeZip(plans: readonly ZipEntryPlan[], options: { readonly isZip64?: boolean } = {}): Buffer {
  const body: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const plan of plans) {
    const facts = factsOf(plan);
    const local = localEntry(plan, facts);
    directory.push(directoryEntry(plan, facts, plan.statedHeaderAt ?? at));
    body.push(local);
    at += local.length;
  }
  const central = Buffer.concat(directory);
  return Buffer.concat([...body, central, endRecords(plans.length, central.length, at, options.isZip64 === true)]);
}

function factsOf(plan: ZipEntryPlan): Facts {
  if (plan.packed !== undefined) return plan.packed;
  const raw = Buffer.from(plan.content as Uint8Array);
  return { data: plan.isStored === true ? raw : deflateRawSync(raw), crc32: crc32(raw), bytes: raw.length };
}

function flagsOf(plan: ZipEntryPlan): number {
  return (plan.flags ?? 0) | (plan.sizes === 'behind' ? 8 : 0);
}

function localEntry(plan: ZipEntryPlan, facts: Facts): Buffer {
  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x04034b50, 0);
  header.writeUInt16LE(plan.sizes === 'zip64' ? 45 : 20, 4);
  header.writeUInt16LE(flagsOf(plan), 6);
  header.writeUInt16LE(plan.isStored === true ? 0 : 8, 8);
  const isBehind = plan.sizes === 'behind';
  const extra = plan.sizes === 'zip64' ? zip64Extra([facts.bytes, facts.data.length]) : Buffer.alloc(0);
  if (!isBehind) {
    header.writeUInt32LE(facts.crc32, 14);
    header.writeUInt32LE(plan.sizes === 'zip64' ? SENTINEL : facts.data.length, 18);
    header.writeUInt32LE(plan.sizes === 'zip64' ? SENTINEL : facts.bytes, 22);
  }
  const name = Buffer.from(plan.name);
  header.writeUInt16LE(name.length, 26);
  header.writeUInt16LE(extra.length, 28);
  const descriptor = Buffer.alloc(isBehind ? 16 : 0);
  if (isBehind) {
    descriptor.writeUInt32LE(0x08074b50, 0);
    descriptor.writeUInt32LE(facts.crc32, 4);
    descriptor.writeUInt32LE(facts.data.length, 8);
    descriptor.writeUInt32LE(facts.bytes, 12);
  }
  return Buffer.concat([header, name, extra, facts.data, descriptor]);
}

function zip64Extra(values: readonly number[]): Buffer {
  const extra = Buffer.alloc(4 + 8 * values.length);
  extra.writeUInt16LE(1, 0);
  extra.writeUInt16LE(8 * values.length, 2);
  values.forEach((value, i) => extra.writeBigUInt64LE(BigInt(value), 4 + 8 * i));
  return extra;
}

function directoryEntry(plan: ZipEntryPlan, facts: Facts, headerAt: number): Buffer {
  const entry = Buffer.alloc(46);
  const isZip64 = plan.sizes === 'zip64';
  const bytes = plan.statedBytes ?? facts.bytes;
  entry.writeUInt32LE(0x02014b50, 0);
  entry.writeUInt16LE(isZip64 ? 45 : 20, 6);
  entry.writeUInt16LE(flagsOf(plan), 8);
  entry.writeUInt16LE(plan.isStored === true ? 0 : 8, 10);
  entry.writeUInt32LE(facts.crc32, 16);
  entry.writeUInt32LE(isZip64 ? SENTINEL : facts.data.length, 20);
  entry.writeUInt32LE(isZip64 ? SENTINEL : bytes, 24);
  const name = Buffer.from(plan.name);
  const extra = isZip64 ? zip64Extra([bytes, facts.data.length, headerAt]) : Buffer.alloc(0);
  entry.writeUInt16LE(name.length, 28);
  entry.writeUInt16LE(extra.length, 30);
  entry.writeUInt32LE(isZip64 ? SENTINEL : headerAt, 42);
  return Buffer.concat([entry, name, extra]);
}

function endRecords(entries: number, bytes: number, at: number, isZip64: boolean): Buffer {
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(isZip64 ? 0xffff : entries, 8);
  end.writeUInt16LE(isZip64 ? 0xffff : entries, 10);
  end.writeUInt32LE(isZip64 ? SENTINEL : bytes, 12);
  end.writeUInt32LE(isZip64 ? SENTINEL : at, 16);
  if (!isZip64) return end;
  const record = Buffer.alloc(56);
  record.writeUInt32LE(0x06064b50, 0);
  record.writeBigUInt64LE(44n, 4);
  record.writeUInt16LE(45, 12);
  record.writeUInt16LE(45, 14);
  [entries, entries, bytes, at].forEach((value, i) => record.writeBigUInt64LE(BigInt(value), 24 + 8 * i));
  const locator = Buffer.alloc(20);
  locator.writeUInt32LE(0x07064b50, 0);
  locator.writeBigUInt64LE(BigInt(at + bytes), 8);
  locator.writeUInt32LE(1, 16);
  return Buffer.concat([record, locator, end]);
}
