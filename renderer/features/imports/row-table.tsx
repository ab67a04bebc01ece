import type { RowsReport } from '../../import-check.ts';
import { useImportState } from '../../import-state.ts';
import { Button } from '../../ui/button.tsx';
import { Chip } from '../../ui/chip.tsx';
import type { Tone } from '../../ui/chip.tsx';
import { ScrollTable } from '../../ui/scroll-table.tsx';
import { CellInput } from './cell-input.tsx';
import { heapNames } from './counters.tsx';

type Row = RowsReport['rows'][number];
type Columns = readonly { readonly index: number; readonly name: string }[];

const tones: Readonly<Record<Row['heap'], Tone>> = {
  ready: 'ok',
  known: 'wait',
  duplicate: 'plain',
  blocked: 'bad',
  rejected: 'warn',
};

interface TableProps {
  readonly rows: readonly Row[];
  /** Names of the values that will be stored; null shows the file instead. */
  readonly fields: RowsReport['fields'] | null;
  /** Columns of the file to show, to be changed by typing. */
  readonly columns: Columns;
  readonly hasHeap: boolean;
  readonly hasNumber: boolean;
}

/** Left out by hand and taken back; a row that may not be kept can be neither. */
function LeaveOut({ row }: { readonly row: Row }) {
  const { answers, change } = useImportState();
  if (row.reason === 'underAge') return null;
  if (answers.leftOut.includes(row.row)) {
    return (
      <Button kind="quiet" onClick={() => change({ leftOut: answers.leftOut.filter((other) => other !== row.row) })}>
        Take it back
      </Button>
    );
  }
  if (row.reason === 'leftOut') return null;
  return (
    <Button kind="quiet" onClick={() => change({ leftOut: [...answers.leftOut, row.row] })}>
      Leave out
    </Button>
  );
}

/** Fields that any row of the page fills; the others would be empty columns. */
function filledFields(rows: readonly Row[], fields: RowsReport['fields']) {
  return fields.map((field, at) => ({ ...field, at })).filter(({ at }) => rows.some((row) => row.values[at]));
}

type HeadingsProps = Omit<TableProps, 'rows' | 'fields'> & { readonly values: Values; readonly hasNotes: boolean };

function Headings({ columns, values, hasHeap, hasNumber, hasNotes }: HeadingsProps) {
  return (
    <tr>
      <th scope="col" className="number">
        Row
      </th>
      {hasHeap ? <th scope="col">Heap</th> : null}
      {hasNumber ? <th scope="col">Number</th> : null}
      {values.map(({ key, label }) => (
        <th key={key} scope="col">
          <bdi>{label}</bdi>
        </th>
      ))}
      {columns.map(({ index, name }) => (
        <th key={index} scope="col">
          <bdi>{name}</bdi>
        </th>
      ))}
      {hasNotes ? <th scope="col">What Assent says</th> : null}
      <th scope="col">
        <span className="visually-hidden">Leave out</span>
      </th>
    </tr>
  );
}

type Values = ReturnType<typeof filledFields>;

/** Rows of the file, each with what will be stored or with its cells, and why. Every change makes the check run again. */
export function RowTable(props: TableProps) {
  const { rows, fields, columns, hasHeap, hasNumber } = props;
  const hasNotes = rows.some(({ notes }) => notes.length > 0);
  const values = fields === null ? [] : filledFields(rows, fields);
  return (
    <ScrollTable label="Rows of the file" isShort>
      <table className="grid rejects">
        <thead>
          <Headings {...props} values={values} hasNotes={hasNotes} />
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.row} className="slim">
              <th scope="row" className="number soft">
                {row.row}
              </th>
              {hasHeap ? (
                <td>
                  <Chip tone={tones[row.heap]}>{heapNames[row.heap]}</Chip>
                </td>
              ) : null}
              {hasNumber ? (
                <td className="nowrap strong">
                  <bdi>{row.e164}</bdi>
                </td>
              ) : null}
              {values.map(({ key, at }) => (
                <td key={key} className="stored">
                  <bdi>{row.values[at]}</bdi>
                </td>
              ))}
              {columns.map(({ index, name }) => (
                <td key={index}>
                  {row.reason === 'underAge' ? null : (
                    <CellInput row={row.row} column={index} name={name} text={row.cells[index] ?? ''} />
                  )}
                </td>
              ))}
              {hasNotes ? <td className="soft why">{row.notes.join('. ')}</td> : null}
              <td>
                <LeaveOut row={row} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollTable>
  );
}
