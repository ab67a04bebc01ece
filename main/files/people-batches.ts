import { createLeavingOut } from '#domain/importing/left-out.ts';
import { createRowReader } from '#domain/importing/row-reader.ts';
import type { PersonRow, RowOutcome } from '#domain/importing/row-outcome.ts';
import type { CellEdit, PeopleBatch, PeopleRequest } from '../services/import-port.ts';
import { openByteSource } from './byte-source.ts';
import { BatchBuilder } from './batch-builder.ts';
import { FileTally } from './file-tally.ts';
import { SeenNumbers } from './seen-numbers.ts';
import { dataGroups, openTable } from './table-reader.ts';

/** People in one batch: enough that crossing threads costs nothing, few enough that progress is seen. */
const batchRows = 1_000;

/**
 * Reads a file's rows as people under a plan. Rows of a number that came before are told apart here, so that whoever
 * writes meets each number once. The last batch has the summary.
 */
export async function* readPeople(request: PeopleRequest): AsyncGenerator<PeopleBatch> {
  const source = await openByteSource(request.table.path);
  try {
    const table = await openTable(source, request.table);
    const reader = createRowReader(request.plan);
    const edit = editing(request.edits);
    const leaveOut = createLeavingOut(request.leftOut);
    const seen = new SeenNumbers();
    const tally = new FileTally(request.rejectsKept);
    let batch = new BatchBuilder(reader.fieldKeys, request);
    for await (const group of dataGroups(table, request.table.headerRow)) {
      for (const record of group) {
        const cells = edit(record.rowNumber, record.cells);
        take(leaveOut(reader.read(cells, record.rowNumber)), cells, { batch, seen, tally });
      }
      if (batch.rows < batchRows) continue;
      yield batch.build(table.progress(), null);
      batch = new BatchBuilder(reader.fieldKeys, request);
    }
    yield batch.build(1, tally.summary(await source.sha256()));
  } finally {
    await source.close();
  }
}

interface Places {
  readonly batch: BatchBuilder;
  readonly seen: SeenNumbers;
  readonly tally: FileTally;
}

function take(row: RowOutcome, cells: readonly string[], { batch, seen, tally }: Places): void {
  batch.rows += 1;
  if (row.kind === 'invalid') {
    const reject = tally.reject(row, cells);
    if (reject !== null) batch.rejects.push(reject);
    return;
  }
  if (row.repair !== null || row.badValues.length > 0) tally.mended(row);
  addPerson(row, batch, seen);
}

function addPerson(row: PersonRow, batch: BatchBuilder, seen: SeenNumbers): void {
  const number = Number(row.e164.slice(1));
  const values = batch.valuesOf(row);
  const before = seen.meet(number, values, row.optOut);
  if (before === 'new') batch.person(row, number, values);
  else if (before === 'differs') batch.repeat(row, number);
  else batch.sameAgain += 1;
}

/** Cells changed by hand, put in before a row is read. */
export function editing(
  edits: readonly CellEdit[],
): (rowNumber: number, cells: readonly string[]) => readonly string[] {
  if (edits.length === 0) return (_rowNumber, cells) => cells;
  const byRow = new Map<number, CellEdit[]>();
  for (const edit of edits) byRow.set(edit.row, [...(byRow.get(edit.row) ?? []), edit]);
  return (rowNumber, cells) => {
    const own = byRow.get(rowNumber);
    if (!own) return cells;
    const changed = [...cells];
    for (const { column, value } of own) {
      while (changed.length < column) changed.push('');
      changed[column] = value;
    }
    return changed;
  };
}
