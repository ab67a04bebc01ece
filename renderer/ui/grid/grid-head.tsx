import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import type { GridColumn } from './grid-row.tsx';

export interface GridSort {
  readonly by: string;
  readonly direction: 'ascending' | 'descending';
}

interface GridHeadProps<Row> {
  readonly columns: readonly GridColumn<Row>[];
  readonly sort: GridSort;
  readonly isAllSelected: boolean;
  readonly tabCol: number;
}

/** The headings; a heading that can sort says how, and Enter, Space or a click turns it round. */
export function GridHead<Row>({ columns, sort, isAllSelected, tabCol }: GridHeadProps<Row>) {
  return (
    <div role="row" className="g-row g-head" aria-rowindex={1} data-row={-1}>
      <div
        role="columnheader"
        className="g-cell g-check"
        data-col={0}
        aria-colindex={1}
        tabIndex={tabCol === 0 ? 0 : -1}
      >
        <span className="g-box" data-on={isAllSelected} aria-hidden />
        <span className="visually-hidden">{isAllSelected ? 'Everybody is selected' : 'Select everybody'}</span>
      </div>
      {columns.map(({ key, title, sortBy }, at) => {
        const direction = sortBy !== null && sort.by === sortBy ? sort.direction : 'none';
        return (
          <div
            key={key}
            role="columnheader"
            className={sortBy === null ? 'g-cell' : 'g-cell g-sort'}
            data-col={at + 1}
            aria-colindex={at + 2}
            {...(sortBy === null ? {} : { 'aria-sort': direction })}
            tabIndex={tabCol === at + 1 ? 0 : -1}
          >
            <span className="clip">{title}</span>
            {direction === 'ascending' ? <IconArrowUp size={14} aria-hidden /> : null}
            {direction === 'descending' ? <IconArrowDown size={14} aria-hidden /> : null}
          </div>
        );
      })}
    </div>
  );
}
