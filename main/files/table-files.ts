import type { TableFiles } from '../services/ports.ts';
import { toCsv } from './export-writer.ts';
import { writeWhole } from './whole-file.ts';

type Rows = readonly (readonly (string | number)[])[];

/** XLSX with text cells only: a spreadsheet program evaluates none of them and rounds no number. */
async function* workbook(rows: Rows): AsyncGenerator<Uint8Array> {
  const { writeXlsxStream } = await import('hucre/xlsx');
  const text = rows.map((row) => row.map(String));
  for await (const chunk of writeXlsxStream(text, { name: 'Rows' })) yield chunk;
}

/** Writes small tables; see the port. */
export function createTableFiles(): TableFiles {
  return {
    write: ({ path, format, rows }) => writeWhole(path, format === 'csv' ? toCsv(rows) : workbook(rows)),
  };
}
