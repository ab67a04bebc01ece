import { streamXlsxRows } from 'hucre/xlsx';
import { AppError } from '#domain/kernel/errors.ts';
import type { TableRequest } from '../services/ports.ts';
import type { ByteSource } from './byte-source.ts';
import { cellText } from './cell-text.ts';
import { readLimits } from './read-limits.ts';
import { damaged, recordOf } from './table-records.ts';
import type { RecordSource, TableRecord } from './table-records.ts';
import { sheetPackage } from './xlsx-parts.ts';
import { readWorkbook } from './xlsx-workbook.ts';
import type { Workbook, WorkbookSheet } from './xlsx-workbook.ts';
import { openZipArchive } from './zip-archive.ts';
import type { ZipArchive } from './zip-archive.ts';

const GROUP_ROWS = 200;

interface OpenWorkbook {
  readonly source: ByteSource;
  readonly zip: ZipArchive;
  readonly workbook: Workbook;
}

/**
 * Opens a workbook (ECMA-376) and the sheet asked for, or the first visible one that has a row.
 * Throws `file.noSuchSheet`, `file.wrongType`, `file.damaged`, `file.tooLarge`, `file.encrypted`, `file.empty`.
 */
export async function openXlsx(source: ByteSource, request: TableRequest): Promise<RecordSource> {
  const zip = await openZipArchive(source);
  const opened = { source, zip, workbook: await readWorkbook(source, zip) };
  const sheet = await chooseSheet(opened, request.sheet);
  let bytesRead = 0;
  const compressed = source.bytes;
  return {
    kind: 'xlsx',
    encoding: null,
    delimiter: null,
    sheet: sheet.name,
    sheets: opened.workbook.sheets.map(({ name, hidden }) => ({ name, hidden })),
    progress: () => Math.min(1, bytesRead / compressed),
    records: () => readSheet(opened, sheet, (count) => (bytesRead += count)),
  };
}

async function chooseSheet(opened: OpenWorkbook, wanted: string | null): Promise<WorkbookSheet> {
  const { source, workbook } = opened;
  if (wanted !== null) {
    const named = workbook.sheets.find(({ name }) => name === wanted);
    if (named !== undefined) return named;
    const sheets = workbook.sheets.map(({ name }) => name);
    throw new AppError('file.noSuchSheet', { fileName: source.fileName, sheet: wanted, sheets });
  }
  const visible = workbook.sheets.filter(({ hidden }) => !hidden);
  for (const sheet of visible) if (await hasRows(opened, sheet)) return sheet;
  throw new AppError('file.empty', { fileName: source.fileName });
}

async function hasRows(opened: OpenWorkbook, sheet: WorkbookSheet): Promise<boolean> {
  for await (const group of readSheet(opened, sheet, () => undefined)) if (group.length > 0) return true;
  return false;
}

async function* readSheet(
  { source, zip, workbook }: OpenWorkbook,
  sheet: WorkbookSheet,
  onCompressed: (bytes: number) => void,
): AsyncGenerator<readonly TableRecord[]> {
  const parts = sheetPackage(source, zip, workbook, sheet, onCompressed);
  const rows = streamXlsxRows(parts.stream, { sheet: 0 });
  let group: TableRecord[] = [];
  let seen = 0;
  try {
    for (;;) {
      const next = rows.next();
      parts.open();
      const { done, value } = await next;
      parts.shut();
      if (done === true) break;
      seen += 1;
      const record = recordOf(source.fileName, checkedRowNumber(source, value.index, seen), value.values.map(cellText));
      if (record !== null) group.push(record);
      if (group.length < GROUP_ROWS) continue;
      yield group;
      group = [];
    }
  } catch (error) {
    throw parts.failure() ?? translateParserError(source, sheet, error);
  } finally {
    parts.end();
    await rows.return();
  }
  if (group.length > 0) yield group;
}

function checkedRowNumber(source: ByteSource, index: number, seen: number): number {
  if (!Number.isInteger(index) || index < 0) throw damaged(source.fileName, 'a row has no valid number');
  // More rows than numbers there are: the same row again and again.
  return seen > readLimits.rows ? seen : index + 1;
}

/** Whatever the parser throws of itself, it throws because of what is in the file. */
function translateParserError(source: ByteSource, sheet: WorkbookSheet, error: unknown): AppError {
  if (error instanceof AppError) return error;
  return damaged(source.fileName, `the sheet ${sheet.name} cannot be read`, error);
}
