import { memo } from 'react';
import type { ReactNode } from 'react';

export interface GridColumn<Row> {
  readonly key: string;
  readonly title: string;
  /** At least this wide. */
  readonly px: number;
  /** Takes a share of the room that is left. */
  readonly grows?: boolean;
  /** What the list is sorted by when this heading is used; null when it cannot be. */
  readonly sortBy: string | null;
  readonly cell: (row: Row) => ReactNode;
}

interface GridRowProps<Row> {
  readonly index: number;
  readonly top: number;
  readonly row: Row | null | undefined;
  readonly columns: readonly GridColumn<Row>[];
  readonly isSelected: boolean;
  readonly isPicked: boolean;
  /** The column that takes part in the Tab order; -1 when this row does not. */
  readonly tabCol: number;
}

function content<Row>(row: Row | null | undefined, column: GridColumn<Row>, isFirst: boolean): ReactNode {
  if (row === undefined) return <span className="g-bar" />;
  if (row === null) return isFirst ? <span className="soft">Deleted</span> : null;
  return column.cell(row);
}

function PlainRow<Row>({ index, top, row, columns, isSelected, isPicked, tabCol }: GridRowProps<Row>) {
  return (
    <div
      role="row"
      className="g-row"
      aria-rowindex={index + 2}
      aria-selected={isSelected}
      aria-busy={row === undefined}
      data-row={index}
      data-pick={isPicked}
      style={{ top }}
    >
      <div role="gridcell" className="g-cell g-check" data-col={0} aria-colindex={1} tabIndex={tabCol === 0 ? 0 : -1}>
        <span className="g-box" data-on={isSelected} aria-hidden />
        <span className="visually-hidden">{isSelected ? 'Selected' : 'Not selected'}</span>
      </div>
      {columns.map((column, at) => (
        <div
          key={column.key}
          role="gridcell"
          className="g-cell"
          data-col={at + 1}
          aria-colindex={at + 2}
          tabIndex={tabCol === at + 1 ? 0 : -1}
        >
          {content(row, column, at === 0)}
        </div>
      ))}
    </div>
  );
}

/** One row; drawn again only when something of it changed. */
export const GridRow = memo(PlainRow) as typeof PlainRow;
