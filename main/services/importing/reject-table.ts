import type { ImportReject } from '../import-port.ts';
import { rejectColumns } from './import-answers.ts';
import { problemWords } from './problem-words.ts';

/** A cell of the table of rejected rows. */
type Cell = string | number;

/**
 * Rejected rows as they stood in the file, under its own header, with row number and problem behind them: mended, the
 * table can be imported again, and the two columns of ours are left out then.
 */
export function rejectTable(header: readonly string[], rejects: readonly ImportReject[]): readonly (readonly Cell[])[] {
  const width = Math.max(header.length, ...rejects.map(({ cells }) => cells.length));
  const padded = (cells: readonly string[]): Cell[] => [...cells, ...Array<string>(width - cells.length).fill('')];
  return [
    [...padded(header), rejectColumns.row, rejectColumns.problem],
    ...rejects.map(({ rowNumber, reason, cells }) => [...padded(cells), rowNumber, problemWords(reason)]),
  ];
}
