import { AppError } from '#domain/kernel/errors.ts';
import type { ByteSource } from './byte-source.ts';
import { markedEncoding } from './encoding-marks.ts';
import { createTextDecoder } from './text-decoding.ts';

/** What the app can read, in words for a refusal. */
export const EXPECTED_KINDS = 'a table (.csv, .tsv, .txt), a workbook (.xlsx, .xls, .xlsb, .ods) or contacts (.vcf)';

const OLE_MAGIC = Buffer.from('d0cf11e0a1b11ae1', 'hex');

const FOREIGN_MAGIC: readonly (readonly [Buffer, string])[] = [
  [Buffer.from('%PDF'), 'a PDF document'],
  [Buffer.from('89504e47', 'hex'), 'a picture'],
  [Buffer.from('ffd8ff', 'hex'), 'a picture'],
  [Buffer.from('GIF8'), 'a picture'],
  [Buffer.from('II*\0'), 'a picture'],
  [Buffer.from('MM\0*'), 'a picture'],
  [Buffer.from('1f8b', 'hex'), 'a gzip archive'],
  [Buffer.from('Rar!'), 'a RAR archive'],
  [Buffer.from("7z\xbc\xaf'\x1c", 'latin1'), 'a 7-Zip archive'],
  [Buffer.from('{\\rtf'), 'a rich text document'],
  [Buffer.from('SQLite format 3\0'), 'a database'],
  [Buffer.from('\x7fELF', 'latin1'), 'a program'],
  [Buffer.from('MZ\x90\0', 'latin1'), 'a program'],
];

/** Text that is certainly no table, by how it begins (lower case, spaces before it skipped). */
const FOREIGN_TEXT: readonly (readonly [string, string])[] = [
  ['<!doctype html', 'an HTML page'],
  ['<html', 'an HTML page'],
  ['<table', 'an HTML page'],
  ['<?xml', 'an XML file'],
];

/**
 * Decides by the first bytes, never by the name, how a file is to be read.
 * Throws `file.wrongType` with what it is, or `file.encrypted` for a workbook under a password.
 */
export async function detectFileKind(source: ByteSource): Promise<'text' | 'vcard' | 'xls' | 'zip'> {
  const start = await source.read(0, 512);
  if (start.subarray(0, 2).toString('latin1') === 'PK' && isZipSignature(start)) return 'zip';
  if (start.subarray(0, OLE_MAGIC.length).equals(OLE_MAGIC)) return oleKind(source);
  const found = foreignKind(start);
  if (found !== null) throw wrongType(source, found);
  return VCARD_START.test(beginningOf(start)) ? 'vcard' : 'text';
}

const VCARD_START = /^begin[ \t]*:[ \t]*vcard/;

/** The first characters in lower case, mark and spaces aside. */
function beginningOf(start: Buffer): string {
  const decoder = createTextDecoder(markedEncoding(start) ?? 'utf-8');
  return decoder.push(start).trimStart().toLowerCase();
}

/** The refusal for a file that is something else. */
export function wrongType(source: ByteSource, found: string): AppError<'file.wrongType'> {
  return new AppError('file.wrongType', { fileName: source.fileName, expected: EXPECTED_KINDS, found });
}

function isZipSignature(start: Buffer): boolean {
  const third = start[2];
  const fourth = start[3];
  return (third === 3 && fourth === 4) || (third === 5 && fourth === 6) || (third === 7 && fourth === 8);
}

function foreignKind(start: Buffer): string | null {
  for (const [magic, words] of FOREIGN_MAGIC) if (start.subarray(0, magic.length).equals(magic)) return words;
  const riffKind = start.subarray(8, 12).toString('latin1');
  if (start.subarray(0, 4).toString('latin1') === 'RIFF') return riffKind === 'WEBP' ? 'a picture' : 'a media file';
  const text = beginningOf(start);
  for (const [beginning, words] of FOREIGN_TEXT) if (text.startsWith(beginning)) return words;
  return null;
}

/** An OLE container holds either an encrypted workbook or a document of the Office 97 age: its stream names tell. */
async function oleKind(source: ByteSource): Promise<'xls'> {
  const marks = ['EncryptedPackage', 'Workbook', 'Book', 'WordDocument', 'PowerPoint Document'];
  const found = await namesWithin(source, marks);
  if (found.has('EncryptedPackage')) throw new AppError('file.encrypted', { fileName: source.fileName });
  if (found.has('Workbook') || found.has('Book')) return 'xls';
  if (found.has('WordDocument')) throw wrongType(source, 'an old Word document (.doc)');
  if (found.has('PowerPoint Document')) throw wrongType(source, 'an old PowerPoint presentation (.ppt)');
  throw wrongType(source, 'an old Office document');
}

async function namesWithin(source: ByteSource, names: readonly string[]): Promise<Set<string>> {
  const found = new Set<string>();
  // Directory entries hold their name as UTF-16LE ended by a zero character.
  const needles = names.map((name) => [name, Buffer.from(`${name}\0`, 'utf16le')] as const);
  let tail: Buffer = Buffer.alloc(0);
  for await (const chunk of source.chunks()) {
    const window = Buffer.concat([tail, chunk]);
    for (const [name, needle] of needles) if (window.includes(needle)) found.add(name);
    tail = window.subarray(-64);
  }
  return found;
}
