import { streamXlsxRows } from 'hucre/xlsx';
import { AppError } from '#domain/kernel/errors.ts';
import type { ByteSource } from './byte-source.ts';
import { cellText } from './cell-text.ts';
import { readLimits } from './read-limits.ts';
import type { RowNumbers } from './row-numbers.ts';
import { damaged, recordOf } from './table-records.ts';
import type { TableRecord } from './table-records.ts';
import { sheetPackage } from './xlsx-parts.ts';
import type { Workbook, WorkbookSheet } from './xlsx-workbook.ts';
import type { ZipArchive } from './zip-archive.ts';

const GROUP_ROWS = 200;

/** A workbook whose directory has been read. */
export interface OpenWorkbook {
  readonly source: ByteSource;
  readonly zip: ZipArchive;
  readonly workbook: Workbook;
}

/**
 * Reads a sheet by the library, which is slow and needs much memory but knows what our own scanner does not. The first
 * `skip` rows, empty ones counted, were read already and are left out; `numbers` are theirs. Throws `file.damaged`, `file.tooLarge`.
 */
export async function* readSheetByLibrary(
  { source, zip, workbook }: OpenWorkbook,
  sheet: WorkbookSheet,
  skip: number,
  numbers: RowNumbers,
): AsyncGenerator<readonly TableRecord[]> {
  refuseLarge(source, zip, [sheet.part, workbook.stringsPart]);
  const parts = sheetPackage(source, zip, workbook, sheet, () => undefined);
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
      if (seen <= skip) continue;
      const rowNumber = checkedRowNumber(source, value.index);
      numbers.add(rowNumber);
      const record = recordOf(source.fileName, rowNumber, value.values.map(cellText));
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

function checkedRowNumber(source: ByteSource, index: number): number {
  if (!Number.isInteger(index) || index < 0) throw damaged(source.fileName, 'a row has no valid number');
  return index + 1;
}

/** Whatever the parser throws of itself, it throws because of what is in the file. */
function translateParserError(source: ByteSource, sheet: WorkbookSheet, error: unknown): AppError {
  if (error instanceof AppError) return error;
  return damaged(source.fileName, `the sheet ${sheet.name} cannot be read`, error);
}

function refuseLarge(source: ByteSource, zip: ZipArchive, parts: readonly (string | null)[]): void {
  for (const part of parts) {
    if (part === null || !zip.has(part) || zip.inflatedBytes(part) <= readLimits.libraryPartBytes) continue;
    throw damaged(source.fileName, `the part ${part} holds something that cannot be read in so large a workbook`);
  }
}
