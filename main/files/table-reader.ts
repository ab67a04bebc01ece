import { AppError } from '#domain/kernel/errors.ts';
import { hasHeaderRow, headerNames } from '#domain/importing/header-row.ts';
import type { TableBatch, TableDescription, TableRequest } from '../services/ports.ts';
import { openByteSource, sha256Of } from './byte-source.ts';
import type { ByteSource } from './byte-source.ts';
import { openCsv } from './csv-reader.ts';
import { detectFileKind } from './file-kind.ts';
import { readLimits } from './read-limits.ts';
import type { RecordSource, TableRecord } from './table-records.ts';
import { openXlsx } from './xlsx-reader.ts';

/** Describes a file: what it is, its header and first rows. Throws `file.*` errors, `usage.badValue`. */
export async function describeTable(request: TableRequest): Promise<TableDescription> {
  const source = await openByteSource(request.path);
  try {
    const table = await openTable(source, request);
    const { header, sample } = await readBeginning(source, table);
    const { kind, encoding, delimiter, sheet, sheets } = table;
    const sha256 = await sha256Of(source);
    const { fileName, bytes } = source;
    return { kind, fileName, bytes, sha256, encoding, delimiter, sheet, sheets, header, sample };
  } finally {
    await source.close();
  }
}

/** The data rows of a file in batches of up to 1,000. Leaving the loop early closes the file. */
export async function* readBatches(request: TableRequest): AsyncGenerator<TableBatch> {
  const source = await openByteSource(request.path);
  try {
    const table = await openTable(source, request);
    let batch: TableRecord[] = [];
    let chars = 0;
    for await (const record of dataRecords(table)) {
      batch.push(record);
      chars += charsOf(record);
      if (batch.length < readLimits.batchRows && chars < readLimits.batchChars) continue;
      yield batchOf(batch, table.progress());
      [batch, chars] = [[], 0];
    }
    if (batch.length > 0) yield batchOf(batch, 1);
  } finally {
    await source.close();
  }
}

async function openTable(source: ByteSource, request: TableRequest): Promise<RecordSource> {
  const kind = await detectFileKind(source);
  return kind === 'zip' ? openXlsx(source, request) : openCsv(source, request);
}

async function* eachRecord(table: RecordSource): AsyncGenerator<TableRecord> {
  for await (const group of table.records()) yield* group;
}

/** Everything below the header; all of it when the first row is data already. */
async function* dataRecords(table: RecordSource): AsyncGenerator<TableRecord> {
  let isFirst = true;
  for await (const record of eachRecord(table)) {
    if (!isFirst || !hasHeaderRow(record.cells)) yield record;
    isFirst = false;
  }
}

async function readBeginning(
  source: ByteSource,
  table: RecordSource,
): Promise<{ header: readonly string[]; sample: readonly (readonly string[])[] }> {
  let first: readonly string[] | null = null;
  const rows: (readonly string[])[] = [];
  for await (const { cells } of eachRecord(table)) {
    if (first !== null || !hasHeaderRow(cells)) rows.push(cells);
    first ??= cells;
    if (rows.length === readLimits.sampleRows) break;
  }
  if (first === null) throw new AppError('file.empty', { fileName: source.fileName });
  const width = Math.max(first.length, ...rows.map((row) => row.length));
  const header = headerNames(first, width);
  return { header, sample: rows.map((row) => [...row, ...Array<string>(width - row.length).fill('')]) };
}

function charsOf(record: TableRecord): number {
  let chars = 0;
  for (const cell of record.cells) chars += cell.length + 8;
  return chars;
}

function batchOf(records: readonly TableRecord[], progress: number): TableBatch {
  return { rowNumbers: records.map(({ rowNumber }) => rowNumber), rows: records.map(({ cells }) => cells), progress };
}
