import { createDecipheriv, createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { AppError } from '#domain/kernel/errors.ts';
import type { ByteSource } from './byte-source.ts';
import { openCompound } from './compound-file.ts';
import type { CompoundStream } from './compound-file.ts';

// Workbooks under a password as Excel writes them since 2010: MS-OFFCRYPTO 2.3.4.10 to 2.3.4.15, agile encryption.

const SEGMENT_BYTES = 4_096;
const CHUNK_BYTES = 256 * 1024;
const INFO_BYTES_MAX = 64 * 1024;
/** Office asks for 100,000 rounds. More than ten times that is a file made to keep us busy. */
const SPIN_MAX = 1_000_000;
/** What each key is derived for. */
const BLOCKS = {
  verifierInput: Buffer.from('fea7d2763b4b9e79', 'hex'),
  verifierHash: Buffer.from('d7aa0f6d3061344e', 'hex'),
  key: Buffer.from('146e0be7abacd0d6', 'hex'),
  macKey: Buffer.from('5fb2ad010cb9e1f6', 'hex'),
  macValue: Buffer.from('a0677f02b22c8433', 'hex'),
} as const;
const HASHES: Readonly<Record<string, string>> = { SHA1: 'sha1', SHA256: 'sha256', SHA384: 'sha384', SHA512: 'sha512' };

/** How one of the two keys of a file is used. */
interface Cipher {
  readonly hash: string;
  readonly hashBytes: number;
  readonly keyBytes: number;
  readonly salt: Buffer;
}

interface Locked extends Cipher {
  readonly spins: number;
  readonly verifierInput: Buffer;
  readonly verifierHash: Buffer;
  readonly key: Buffer;
}

interface Description {
  readonly data: Cipher;
  readonly locked: Locked;
  readonly macKey: Buffer;
  readonly macValue: Buffer;
}

/**
 * The workbook inside an encrypted file as a source of its own, decrypted where it is read: nothing of it is written to
 * disk, and no more than is asked for stands in memory. Its SHA-256 is that of the file as it is. Throws
 * `file.wrongPassword`, `file.lockedOtherwise` for other kinds of encryption, `file.damaged`.
 */
export async function openEncrypted(source: ByteSource, password: string): Promise<ByteSource> {
  const { fileName } = source;
  const find = await openCompound(source).catch(() => null);
  const info = await find?.('EncryptionInfo');
  const content = await find?.('EncryptedPackage');
  if (!info || !content || info.bytes > INFO_BYTES_MAX) throw new AppError('file.lockedOtherwise', { fileName });
  const description = describe(await info.read(0, info.bytes));
  if (description === null) throw new AppError('file.lockedOtherwise', { fileName });
  if (description.locked.spins > SPIN_MAX) throw damaged(fileName, 'its password asks for too much work');
  const key = unlock(description.locked, password);
  if (key === null) throw new AppError('file.wrongPassword', { fileName });
  if (!(await isWhole(content, description, key))) throw damaged(fileName, 'its content is not what was encrypted');
  return decrypted(source, content, description.data, key);
}

/** What the file says about its encryption; null for what is not agile AES in blocks of 16. */
function describe(info: Buffer): Description | null {
  if (info.length < 8 || info.readUInt16LE(0) !== 4 || info.readUInt16LE(2) !== 4) return null;
  const xml = info.subarray(8).toString('utf8');
  const keyData = tagOf(xml, '<keyData');
  const integrity = tagOf(xml, '<dataIntegrity');
  const encryptedKey = tagOf(xml, 'encryptedKey ');
  const data = cipherOf(keyData);
  const own = cipherOf(encryptedKey);
  if (data === null || own === null) return null;
  const spins = Number(valueOf(encryptedKey, 'spinCount'));
  const locked = {
    ...own,
    spins: Number.isSafeInteger(spins) && spins >= 0 ? spins : Infinity,
    verifierInput: bytesOf(encryptedKey, 'encryptedVerifierHashInput'),
    verifierHash: bytesOf(encryptedKey, 'encryptedVerifierHashValue'),
    key: bytesOf(encryptedKey, 'encryptedKeyValue'),
  };
  const macKey = bytesOf(integrity, 'encryptedHmacKey');
  const macValue = bytesOf(integrity, 'encryptedHmacValue');
  const parts = [locked.verifierInput, locked.verifierHash, locked.key, macKey, macValue];
  const isInBlocks = parts.every(({ length }) => length > 0 && length % 16 === 0);
  return isInBlocks ? { data, locked, macKey, macValue } : null;
}

function tagOf(xml: string, begin: string): string {
  const from = xml.indexOf(begin);
  return from < 0 ? '' : xml.slice(from, xml.indexOf('>', from));
}

function valueOf(tag: string, name: string): string {
  const from = tag.indexOf(` ${name}="`);
  if (from < 0) return '';
  const begin = from + name.length + 3;
  return tag.slice(begin, tag.indexOf('"', begin));
}

const bytesOf = (tag: string, name: string): Buffer => Buffer.from(valueOf(tag, name), 'base64');

function cipherOf(tag: string): Cipher | null {
  const hash = HASHES[valueOf(tag, 'hashAlgorithm').replace('-', '')];
  const keyBits = Number(valueOf(tag, 'keyBits'));
  const isKnown = valueOf(tag, 'cipherAlgorithm') === 'AES' && valueOf(tag, 'cipherChaining') === 'ChainingModeCBC';
  if (hash === undefined || !isKnown || ![128, 192, 256].includes(keyBits)) return null;
  if (valueOf(tag, 'blockSize') !== '16') return null;
  const hashBytes = createHash(hash).digest().length;
  return { hash, hashBytes, keyBytes: keyBits / 8, salt: bytesOf(tag, 'saltValue') };
}

/** The key of the content, or null when the password does not open it. */
function unlock(locked: Locked, password: string): Buffer | null {
  const { hash, salt, spins, keyBytes, hashBytes } = locked;
  let digest = createHash(hash).update(salt).update(Buffer.from(password, 'utf16le')).digest();
  const round = Buffer.alloc(4);
  for (let at = 0; at < spins; at += 1) {
    round.writeUInt32LE(at);
    digest = createHash(hash).update(round).update(digest).digest();
  }
  const open = (block: Buffer, sealed: Buffer): Buffer => {
    const key = fitted(createHash(hash).update(digest).update(block).digest(), keyBytes);
    return decipher(key, fitted(salt, 16), sealed);
  };
  const input = open(BLOCKS.verifierInput, locked.verifierInput).subarray(0, salt.length);
  const wanted = open(BLOCKS.verifierHash, locked.verifierHash).subarray(0, hashBytes);
  const found = createHash(hash).update(input).digest();
  if (wanted.length !== found.length || !timingSafeEqual(wanted, found)) return null;
  return open(BLOCKS.key, locked.key).subarray(0, keyBytes);
}

/** Cut, or filled up as the format says. */
function fitted(bytes: Buffer, length: number): Buffer {
  if (bytes.length >= length) return bytes.subarray(0, length);
  return Buffer.concat([bytes, Buffer.alloc(length - bytes.length, 0x36)]);
}

function decipher(key: Buffer, iv: Buffer, sealed: Buffer): Buffer {
  const aes = createDecipheriv(`aes-${key.length * 8}-cbc`, key, iv).setAutoPadding(false);
  return Buffer.concat([aes.update(sealed), aes.final()]);
}

const ivOf = ({ hash, salt }: Cipher, block: Buffer): Buffer =>
  fitted(createHash(hash).update(salt).update(block).digest(), 16);

/** Whether the content is what was encrypted: its code of authenticity over every byte. */
async function isWhole(
  content: CompoundStream,
  { data, macKey, macValue }: Description,
  key: Buffer,
): Promise<boolean> {
  const own = decipher(key, ivOf(data, BLOCKS.macKey), macKey).subarray(0, data.hashBytes);
  const wanted = decipher(key, ivOf(data, BLOCKS.macValue), macValue).subarray(0, data.hashBytes);
  const mac = createHmac(data.hash, own);
  for (let at = 0; at < content.bytes; at += CHUNK_BYTES) mac.update(await content.read(at, CHUNK_BYTES));
  const found = mac.digest();
  return found.length === wanted.length && timingSafeEqual(found, wanted);
}

async function decrypted(source: ByteSource, content: CompoundStream, data: Cipher, key: Buffer): Promise<ByteSource> {
  const { fileName } = source;
  const length = await content.read(0, 8);
  const bytes = length.length < 8 ? 0 : Number(length.readBigUInt64LE(0));
  if (bytes === 0 || bytes > content.bytes - 8) throw damaged(fileName, 'its content is cut short');
  const segmentIv = Buffer.alloc(4);

  async function read(position: number, wanted: number): Promise<Buffer> {
    const end = Math.min(position + wanted, bytes);
    if (position >= end) return Buffer.alloc(0);
    const first = Math.floor(position / SEGMENT_BYTES);
    const last = Math.floor((end - 1) / SEGMENT_BYTES);
    const sealed = await content.read(8 + first * SEGMENT_BYTES, (last - first + 1) * SEGMENT_BYTES);
    const parts: Buffer[] = [];
    for (let at = first; at <= last; at += 1) {
      segmentIv.writeUInt32LE(at);
      const from = (at - first) * SEGMENT_BYTES;
      const segment = sealed.subarray(from, Math.min(from + SEGMENT_BYTES, sealed.length));
      const whole = segment.length - (segment.length % 16);
      parts.push(decipher(key, ivOf(data, segmentIv), segment.subarray(0, whole)));
    }
    const from = position - first * SEGMENT_BYTES;
    return Buffer.concat(parts).subarray(from, from + end - position);
  }
  async function* chunks(from = 0, to = bytes): AsyncGenerator<Buffer> {
    for (let at = from; at < to; at += CHUNK_BYTES) {
      const chunk = await read(at, Math.min(CHUNK_BYTES, to - at));
      if (chunk.length > 0) yield chunk;
    }
  }
  return { fileName, bytes, read, chunks, sha256: () => source.sha256(), close: () => source.close() };
}

function damaged(fileName: string, detail: string): AppError {
  return new AppError('file.damaged', { fileName, detail });
}
