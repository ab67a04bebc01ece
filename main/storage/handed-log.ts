import { closeSync, ftruncateSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { HandedLog, HandedTrail } from '../services/sending-port.ts';

// What has been handed to the wire, written without fsync just before the first byte may leave. After a crash of the
// program the operating system still has every line, so a claimed text that is not here provably never left. After a
// power cut it may have lost some: then the boot id differs and nothing in here counts (security.md 4.3 N1).

const fileName = 'handed.log';
const magic = 'assent-handed-1';
const bootFile = '/proc/sys/kernel/random/boot_id';
/** A message id, and a second time with its bits turned: a record that was torn or zeroed gives itself away. */
const recordBytes = 16;

/** Names this run of the operating system; null where the system does not tell, and then the log is never believed. */
function bootId(): string | null {
  try {
    return readFileSync(bootFile, 'utf8').trim() || null;
  } catch {
    return null;
  }
}

function header(session: string): string {
  return `${magic} ${bootId() ?? '-'} ${session}\n`;
}

function record(messageId: number, buffer: Buffer, offset: number): void {
  const id = BigInt(messageId);
  buffer.writeBigUInt64LE(id, offset);
  buffer.writeBigUInt64LE(BigInt.asUintN(64, ~id), offset + 8);
}

/** Starts the log of a session, which forgets the one before. The session must already be written in the database. */
export function openHandedLog(folder: string, session: string): HandedLog {
  const file = openSync(join(folder, fileName), 'w', 0o600);
  let bytes = writeSync(file, header(session));
  return {
    note(messageIds) {
      const buffer = Buffer.allocUnsafe(messageIds.length * recordBytes);
      messageIds.forEach((id, index) => record(id, buffer, index * recordBytes));
      try {
        const written = writeSync(file, buffer, 0, buffer.length, bytes);
        if (written !== buffer.length) throw new Error('only a part was written');
        bytes += written;
      } catch (error) {
        // Half a record would make the whole log worthless; what stood there before still counts.
        ftruncateSync(file, bytes);
        throw error;
      }
    },
    close: () => closeSync(file),
  };
}

/**
 * What the session before handed over; null when that cannot be known: no log, another run of the operating system, or a
 * record that is not whole.
 */
export function readHandedLog(folder: string): HandedTrail | null {
  let bytes: Buffer;
  try {
    bytes = readFileSync(join(folder, fileName));
  } catch {
    return null;
  }
  const end = bytes.indexOf(10);
  const [word, boot, session] = bytes.toString('latin1', 0, Math.max(end, 0)).split(' ');
  if (word !== magic || boot === undefined || boot !== bootId() || session === undefined) return null;
  const messageIds = readRecords(bytes.subarray(end + 1));
  return messageIds === null ? null : { session, messageIds };
}

function readRecords(bytes: Buffer): number[] | null {
  if (bytes.length % recordBytes !== 0) return null;
  const ids: number[] = [];
  for (let offset = 0; offset < bytes.length; offset += recordBytes) {
    const id = bytes.readBigUInt64LE(offset);
    if (BigInt.asUintN(64, ~id) !== bytes.readBigUInt64LE(offset + 8)) return null;
    ids.push(Number(id));
  }
  return ids;
}
