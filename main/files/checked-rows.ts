import { createLeavingOut } from '#domain/importing/left-out.ts';
import { NumberTable } from '#domain/importing/number-table.ts';
import { problemReasons } from '#domain/importing/problem-groups.ts';
import { marksOf, rowMarks } from '#domain/importing/row-marks.ts';
import type { RowOutcome } from '#domain/importing/row-outcome.ts';
import { createRowReader } from '#domain/importing/row-reader.ts';
import type { CheckedBatch, PeopleRequest } from '../services/import-port.ts';
import { openByteSource } from './byte-source.ts';
import { editing } from './people-batches.ts';
import { dataGroups, openTable } from './table-reader.ts';

const batchRows = 5_000;
/** A batch of very wide rows ends early. */
const batchChars = 4 * 1024 * 1024;
/** Longest cell that is kept to be looked at. */
const cellMax = 2_000;

/** Every row of a file with what a check finds in it, in the order of the file. Keeps nothing but the numbers met. */
export async function* readChecked(request: PeopleRequest): AsyncGenerator<CheckedBatch> {
  const source = await openByteSource(request.table.path);
  try {
    const table = await openTable(source, request.table);
    const reader = createRowReader(request.plan);
    const edit = editing(request.edits);
    const leaveOut = createLeavingOut(request.leftOut);
    const met = new NumberTable(1_024);
    let batch = new CheckedRows(met);
    for await (const group of dataGroups(table, request.table.headerRow)) {
      for (const { rowNumber, cells: own } of group) {
        const cells = edit(rowNumber, own);
        batch.add(leaveOut(reader.read(cells, rowNumber)), cells);
      }
      if (batch.rows < batchRows && batch.chars < batchChars) continue;
      yield batch.build();
      batch = new CheckedRows(met);
    }
    yield batch.build();
  } finally {
    await source.close();
  }
}

/** Gathers rows and packs them into flat arrays. */
class CheckedRows {
  chars = 0;
  readonly #met: NumberTable;
  readonly #lines: string[] = [];
  readonly #marks: number[] = [];
  readonly #reasons: number[] = [];
  readonly #numbers: number[] = [];

  constructor(met: NumberTable) {
    this.#met = met;
  }

  get rows(): number {
    return this.#lines.length;
  }

  add(row: RowOutcome, cells: readonly string[]): void {
    const isRejected = row.kind === 'invalid';
    const mayKeep = !isRejected || row.mayKeepCells;
    const line = JSON.stringify(mayKeep ? [row.rowNumber, ...cells.map(cut)] : [row.rowNumber]);
    const number = isRejected ? 0 : Number(row.e164.slice(1));
    const isRepeat = number > 0 && this.#met.get(number) > 0;
    if (number > 0 && !isRepeat) this.#met.set(number, 1);
    this.chars += line.length;
    this.#lines.push(line);
    this.#marks.push(marksOf(row) | (isRepeat ? rowMarks.duplicate : 0));
    this.#reasons.push(isRejected ? problemReasons.indexOf(row.reason) + 1 : 0);
    this.#numbers.push(isRepeat ? 0 : number);
  }

  build(): CheckedBatch {
    return {
      lines: new Uint8Array(Buffer.from(this.#lines.join(''), 'utf8')),
      lengths: Uint32Array.from(this.#lines, (line) => Buffer.byteLength(line, 'utf8')),
      marks: Uint8Array.from(this.#marks),
      reasons: Uint8Array.from(this.#reasons),
      numbers: Float64Array.from(this.#numbers),
    };
  }
}

/** Never half a character: half of one would take other bytes in the line than in its length. */
function cut(cell: string): string {
  return cell.length <= cellMax ? cell : cell.slice(0, cellMax).replace(/[\ud800-\udbff]$/, '');
}
