import { AppError } from '#domain/kernel/errors.ts';
import type { TableRequest } from '../services/ports.ts';
import type { ByteSource } from './byte-source.ts';
import { createOdsListener } from './ods-content.ts';
import type { OdsHandler } from './ods-content.ts';
import { readLimits } from './read-limits.ts';
import { chooseSheet } from './sheet-choice.ts';
import { damaged, recordOf, tooLarge } from './table-records.ts';
import type { RecordSource, TableRecord } from './table-records.ts';
import { createXmlFeed } from './xml-events.ts';
import type { ZipArchive } from './zip-archive.ts';

const CONTENT = 'content.xml';
const MANIFEST = 'META-INF/manifest.xml';

interface CountedSheet {
  readonly name: string;
  readonly hidden: boolean;
  rows: number;
}

/**
 * Opens an OpenDocument spreadsheet (1.0 to 1.3) and the sheet asked for, or the first visible one that has a row. It is
 * unpacked once to learn its sheets and once for each reading, and never held. Throws as the other workbook readers.
 */
export async function openOds(source: ByteSource, zip: ZipArchive, request: TableRequest): Promise<RecordSource> {
  await refuseEncrypted(source, zip);
  const sheets = await countSheets(source, zip);
  const sheet = chooseSheet(source.fileName, sheets, request.sheet);
  let bytesRead = 0;
  return {
    kind: 'ods',
    encoding: null,
    delimiter: null,
    sheet: sheet.name,
    sheets,
    progress: () => Math.min(1, bytesRead / source.bytes),
    records: () => readSheet(source, zip, sheets.indexOf(sheet), (count) => (bytesRead += count)),
  };
}

async function refuseEncrypted(source: ByteSource, zip: ZipArchive): Promise<void> {
  if (!zip.has(MANIFEST)) return;
  const manifest = await zip.read(MANIFEST, readLimits.smallPartBytes);
  if (manifest.includes('encryption-data')) throw new AppError('file.encrypted', { fileName: source.fileName });
}

async function countSheets(source: ByteSource, zip: ZipArchive): Promise<readonly CountedSheet[]> {
  const sheets: CountedSheet[] = [];
  const handler: OdsHandler = {
    sheet(name, hidden) {
      sheets.push({ name, hidden, rows: 0 });
      if (sheets.length > readLimits.sheets) throw tooLarge(source.fileName, `${readLimits.sheets} sheets`);
    },
    rows(_, times) {
      const last = sheets.at(-1);
      if (last !== undefined) last.rows += times;
    },
  };
  for await (const _ of parsed(source, zip, handler, () => undefined)) continue;
  return sheets;
}

async function* readSheet(
  source: ByteSource,
  zip: ZipArchive,
  wanted: number,
  onCompressed: (bytes: number) => void,
): AsyncGenerator<readonly TableRecord[]> {
  let sheet = -1;
  let found: { rowNumber: number; times: number; cells: readonly string[] }[] = [];
  const handler: OdsHandler = {
    sheet: () => (sheet += 1),
    rows(rowNumber, times, cells) {
      if (sheet === wanted) found.push({ rowNumber, times, cells });
    },
  };
  for await (const _ of parsed(source, zip, handler, onCompressed)) {
    yield* recordGroups(source.fileName, found);
    found = [];
    if (sheet > wanted) return;
  }
}

/** Rows said to repeat are made one by one, in groups, so that a million of them are never there at once. */
function* recordGroups(
  fileName: string,
  found: readonly { rowNumber: number; times: number; cells: readonly string[] }[],
): Generator<readonly TableRecord[]> {
  let group: TableRecord[] = [];
  for (const { rowNumber, times, cells } of found) {
    for (let i = 0; i < times; i += 1) {
      const record = recordOf(fileName, rowNumber + i, cells);
      if (record !== null) group.push(record);
      if (group.length < readLimits.batchRows) continue;
      yield group;
      group = [];
    }
  }
  if (group.length > 0) yield group;
}

async function* parsed(
  source: ByteSource,
  zip: ZipArchive,
  handler: OdsHandler,
  onCompressed: (bytes: number) => void,
): AsyncGenerator<void> {
  const refuse = (detail: string) => damaged(source.fileName, detail);
  const feed = createXmlFeed(createOdsListener(handler), refuse);
  for await (const chunk of zip.stream(CONTENT, onCompressed)) {
    feed.push(chunk);
    yield;
  }
  feed.end();
  yield;
}
