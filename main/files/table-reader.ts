import { AppError } from '#domain/kernel/errors.ts';
import { findHeaderRow, HEADER_SEARCH_ROWS, headerNames } from '#domain/importing/header-row.ts';
import type { TableBatch, TableDescription, TableRequest } from '../services/ports.ts';
import { openByteSource } from './byte-source.ts';
import type { ByteSource } from './byte-source.ts';
import { openCsv } from './csv-reader.ts';
import { detectFileKind } from './file-kind.ts';
import { openOds } from './ods-reader.ts';
import { readLimits } from './read-limits.ts';
import type { RecordSource, TableRecord } from './table-records.ts';
import { openVcard } from './vcard-reader.ts';
import { openXlsx } from './xlsx-reader.ts';
import { openZipArchive } from './zip-archive.ts';
import type { ZipArchive } from './zip-archive.ts';

/** Describes a file: what it is, its header and first rows. Throws `file.*` errors, `usage.badValue`. */
export async function describeTable(request: TableRequest): Promise<TableDescription> {
  const source = await openByteSource(request.path);
  try {
    const table = await openTable(source, request);
    const beginning = await readBeginning(source, table, request.headerRow);
    const { kind, encoding, delimiter, sheet } = table;
    const encodings = (await table.encodings?.()) ?? [];
    const { fileName, bytes } = source;
    const sheets = table.sheets.map(({ name, hidden, rows = null }) => ({ name, hidden, rows }));
    const sha256 = await source.sha256();
    return { kind, fileName, bytes, sha256, encoding, delimiter, sheet, sheets, encodings, ...beginning };
  } finally {
    await source.close();
  }
}

/**
 * The data rows of a file in batches of up to 1,000; the last one, which may have no rows, tells the file's SHA-256.
 * Leaving the loop early closes the file.
 */
export async function* readBatches(request: TableRequest): AsyncGenerator<TableBatch> {
  const source = await openByteSource(request.path);
  try {
    const table = await openTable(source, request);
    let batch: TableRecord[] = [];
    let chars = 0;
    for await (const group of dataGroups(table, request.headerRow)) {
      for (const record of group) {
        batch.push(record);
        chars += charsOf(record);
        if (batch.length < readLimits.batchRows && chars < readLimits.batchChars) continue;
        yield batchOf(batch, table.progress(), null);
        [batch, chars] = [[], 0];
      }
    }
    yield batchOf(batch, 1, await source.sha256());
  } finally {
    await source.close();
  }
}

/** Opens the table of a file as what its content is, with its password where one is given. Throws `file.*`, `usage.badValue`. */
export async function openTable(source: ByteSource, request: TableRequest): Promise<RecordSource> {
  checkHeaderRow(request.headerRow);
  const password = request.password ?? null;
  if (password === null) return openPlain(source, request);
  try {
    return await openPlain(source, request);
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'file.encrypted') throw error;
    const { openEncrypted } = await import('./encrypted-workbook.ts');
    return openArchive(await openEncrypted(source, password), request);
  }
}

async function openPlain(source: ByteSource, request: TableRequest): Promise<RecordSource> {
  const kind = await detectFileKind(source);
  if (kind === 'zip') return openArchive(source, request);
  if (kind === 'xls') return (await legacyReaders()).openXls(source, request);
  return kind === 'vcard' ? openVcard(source, request) : openCsv(source, request);
}

/** A library with every code page there is: loaded for the files that need it, since each file starts a thread. */
const legacyReaders = () => import('./legacy-workbook.ts');

/** Of the workbooks in ZIP files the names of the parts tell which it is; what is none is refused in words by `openXlsx`. */
async function openArchive(source: ByteSource, request: TableRequest): Promise<RecordSource> {
  const zip = await openZipArchive(source);
  if (zip.has('xl/workbook.bin')) return (await legacyReaders()).openXlsb(source, zip, request);
  if (await isOpenDocumentSheet(zip)) return openOds(source, zip, request);
  return openXlsx(source, request);
}

async function isOpenDocumentSheet(zip: ZipArchive): Promise<boolean> {
  if (!zip.has('mimetype') || !zip.has('content.xml') || zip.inflatedBytes('mimetype') > 1_024) return false;
  return (await zip.read('mimetype', 1_024)).toString('latin1').includes('opendocument.spreadsheet');
}

function checkHeaderRow(row: number | null): void {
  if (row === null || (Number.isInteger(row) && row >= 0 && row <= readLimits.headerRow)) return;
  const expected = `a row number up to ${readLimits.headerRow}, or 0 for none`;
  throw new AppError('usage.badValue', { flag: '--header-row', value: String(row), expected });
}

/**
 * The records below the header row in the groups they were read in. `headerRow` null looks for that row among the
 * first records; 0 says that there is none.
 */
export async function* dataGroups(
  table: RecordSource,
  headerRow: number | null,
): AsyncGenerator<readonly TableRecord[]> {
  let last = table.headerRow ?? headerRow;
  const held: TableRecord[] = [];
  for await (const group of table.records()) {
    if (last !== null) {
      yield recordsAfter(group, last);
      continue;
    }
    for (const record of group) held.push(record);
    if (held.length < HEADER_SEARCH_ROWS) continue;
    last = findHeaderRow(held);
    yield recordsAfter(held, last);
  }
  if (last === null) yield recordsAfter(held, findHeaderRow(held));
}

function recordsAfter(records: readonly TableRecord[], row: number): readonly TableRecord[] {
  const [first] = records;
  return first === undefined || first.rowNumber > row ? records : records.filter(({ rowNumber }) => rowNumber > row);
}

type Beginning = Pick<TableDescription, 'headerRow' | 'header' | 'sample' | 'rawRows'>;

async function readBeginning(source: ByteSource, table: RecordSource, asked: number | null): Promise<Beginning> {
  const wanted = Math.max(HEADER_SEARCH_ROWS, asked ?? 0) + readLimits.sampleRows;
  const records = await firstRecords(table, wanted);
  if (records.length === 0) throw new AppError('file.empty', { fileName: source.fileName });
  const headerRow = table.headerRow ?? asked ?? findHeaderRow(records);
  const named = records.find(({ rowNumber }) => rowNumber === headerRow)?.cells ?? null;
  const rows = recordsAfter(records, headerRow).slice(0, readLimits.sampleRows);
  const width = Math.max(named?.length ?? 0, ...rows.map(({ cells }) => cells.length));
  return {
    headerRow,
    header: headerNames(named, width),
    sample: rows.map(({ cells }) => [...cells, ...Array<string>(width - cells.length).fill('')]),
    rawRows: records.slice(0, readLimits.sampleRows),
  };
}

async function firstRecords(table: RecordSource, count: number): Promise<readonly TableRecord[]> {
  const records: TableRecord[] = [];
  for await (const group of table.records()) {
    for (const record of group) records.push(record);
    if (records.length >= count) break;
  }
  return records.slice(0, count);
}

function charsOf(record: TableRecord): number {
  let chars = 0;
  for (const cell of record.cells) chars += cell.length + 8;
  return chars;
}

function batchOf(records: readonly TableRecord[], progress: number, sha256: string | null): TableBatch {
  const rowNumbers = records.map(({ rowNumber }) => rowNumber);
  return { rowNumbers, rows: records.map(({ cells }) => cells), progress, sha256 };
}
