import { useEffect, useRef } from 'react';
import { count } from '../../format/format.ts';
import { numbersOf, targetsOf } from '../../import-answers.ts';
import type { Description, ImportAnswers } from '../../import-answers.ts';
import type { CheckReport } from '../../import-check.ts';
import { useImportState } from '../../import-state.ts';
import { Button, LinkButton } from '../../ui/button.tsx';
import { Card } from '../../ui/page.tsx';
import { ScrollTable } from '../../ui/scroll-table.tsx';
import { Empty } from '../../ui/states.tsx';
import { columnName } from './column-fields.ts';

type Reject = CheckReport['rejects'][number];

/** The numbers first, then what helps to know who it is. */
const shownColumns = 3;

function columnsToShow(description: Description, answers: ImportAnswers): readonly { index: number; name: string }[] {
  const numbers = numbersOf(description, answers);
  const others = targetsOf(description, answers)
    .filter(({ index, field }) => field !== null && !numbers.includes(index))
    .map(({ index }) => index);
  return [...numbers, ...others].slice(0, Math.max(shownColumns, numbers.length)).map((index) => ({
    index,
    name: columnName(description.columns.find((column) => column.index === index) ?? { column: '', index }),
  }));
}

interface CellProps {
  readonly row: number;
  readonly column: number;
  readonly name: string;
  readonly before: string;
}

/** One cell, changed by typing in it; the change is taken when the cell is left. */
function Cell({ row, column, name, before }: CellProps) {
  const { answers, change } = useImportState();
  const edit = answers.edits.find((one) => one.row === row && one.column === column);
  const keep = (value: string): void => {
    if (value === (edit?.value ?? before)) return;
    const others = answers.edits.filter((one) => one !== edit);
    const original = edit?.before ?? before;
    change({ edits: value === original ? others : [...others, { row, column, value, before: original }] });
  };
  const shown = edit?.value ?? before;
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    // Taken back from elsewhere; whoever types in the cell goes on typing.
    if (input.current && input.current !== document.activeElement) input.current.value = shown;
  }, [shown]);
  return (
    <input
      ref={input}
      className="cell"
      data-changed={edit !== undefined}
      aria-label={`${name}, row ${row}`}
      defaultValue={shown}
      spellCheck={false}
      onBlur={(event) => keep(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === 'Escape') event.currentTarget.value = shown;
        const isUp = event.key === 'ArrowUp';
        const isDown = event.key === 'ArrowDown' || (event.key === 'Enter' && !event.ctrlKey && !event.metaKey);
        if (!isUp && !isDown) return;
        event.preventDefault();
        keep(event.currentTarget.value);
        cellBeside(event.currentTarget, isUp)?.focus();
      }}
    />
  );
}

/** As in a spreadsheet: the cell above or below, in the same column. */
function cellBeside(cell: HTMLInputElement, isUp: boolean): HTMLInputElement | undefined {
  const row = cell.closest('tr');
  const place = [...(row?.querySelectorAll('input.cell') ?? [])].indexOf(cell);
  const beside = isUp ? row?.previousElementSibling : row?.nextElementSibling;
  return beside?.querySelectorAll<HTMLInputElement>('input.cell')[place];
}

function Row({ reject, columns }: { readonly reject: Reject; readonly columns: ReturnType<typeof columnsToShow> }) {
  const { answers, change } = useImportState();
  return (
    <tr className="slim">
      <th scope="row" className="number soft">
        {reject.row}
      </th>
      {columns.map(({ index, name }) => (
        <td key={index}>
          <Cell row={reject.row} column={index} name={name} before={reject.cells[index] ?? ''} />
        </td>
      ))}
      <td className="soft why">{reject.words}</td>
      <td>
        <Button kind="quiet" onClick={() => change({ leftOut: [...answers.leftOut, reject.row] })}>
          Leave out
        </Button>
      </td>
    </tr>
  );
}

interface TableProps {
  readonly description: Description;
  readonly rejects: readonly Reject[];
  /** Only rows with this reason; null shows all. */
  readonly reason: string | null;
  readonly onAll: () => void;
}

/** Up to 200 rejected rows, to be mended cell by cell; each change makes the check run again. */
export function RejectTable({ description, rejects, reason, onAll }: TableProps) {
  const answers = useImportState((state) => state.answers);
  const table = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (reason !== null) table.current?.querySelector<HTMLInputElement>('input.cell')?.focus();
  }, [reason]);
  const left = new Set(answers.leftOut);
  const isOf = ({ row, reason: why }: Reject): boolean =>
    !left.has(row) && why !== 'leftOut' && (reason === null || why === reason);
  const rows = rejects.filter(isOf);
  const columns = columnsToShow(description, answers);
  return (
    <Card
      title={`Rows to correct by hand (${count(rows.length)})`}
      flush
      aside={reason === null ? null : <LinkButton onClick={onAll}>Show every kind</LinkButton>}
    >
      {rows.length === 0 ? (
        <Empty title="No problems of this kind">
          The rows were mended or left out.{' '}
          {reason === null ? null : <LinkButton onClick={onAll}>Show every kind</LinkButton>}
        </Empty>
      ) : (
        <div ref={table}>
          <ScrollTable label="Rows to correct by hand" isShort>
            <table className="grid rejects">
              <thead>
                <tr>
                  <th scope="col" className="number">
                    Row
                  </th>
                  {columns.map(({ index, name }) => (
                    <th key={index} scope="col">
                      <bdi>{name}</bdi>
                    </th>
                  ))}
                  <th scope="col">What is wrong</th>
                  <th scope="col">
                    <span className="visually-hidden">Leave out</span>
                  </th>
                </tr>
              </thead>
              <tbody>
                {rows.map((reject) => (
                  <Row key={reject.row} reject={reject} columns={columns} />
                ))}
              </tbody>
            </table>
          </ScrollTable>
        </div>
      )}
    </Card>
  );
}
