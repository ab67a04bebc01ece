import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { useRef } from 'react';
import type { GridColumn } from './grid-row.tsx';

export interface GridSort {
  readonly by: string;
  readonly direction: 'ascending' | 'descending';
}

/** How far a key or a drag may make a column narrower or wider, in px. */
const leastPx = 72;
const mostPx = 640;

/** A width a column can have. */
export function fitWidth(px: number): number {
  return Math.round(Math.min(mostPx, Math.max(leastPx, px)));
}

/** How wide a column is on the screen now, in px; null where it is not shown. */
export function shownWidth(key: string): number | null {
  const cell = document.querySelector(`.g-head [data-column="${CSS.escape(key)}"]`);
  return cell ? cell.getBoundingClientRect().width : null;
}

/** The edge of a heading, to be dragged; twice clicked it gives the column its own width back. The keys are the grid's. */
function Grip({ column, onResize }: { readonly column: string; readonly onResize: GridHeadProps<never>['onResize'] }) {
  const start = useRef<{ readonly x: number; readonly px: number; readonly sign: number } | null>(null);
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- only for the pointer; Shift and arrows do the same
    <span
      className="g-grip"
      aria-hidden
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        const sign = getComputedStyle(event.currentTarget).direction === 'rtl' ? -1 : 1;
        start.current = { x: event.clientX, px: shownWidth(column) ?? leastPx, sign };
      }}
      onPointerMove={(event) => {
        if (start.current === null) return;
        onResize(column, fitWidth(start.current.px + (event.clientX - start.current.x) * start.current.sign));
      }}
      onPointerUp={() => {
        start.current = null;
      }}
      onClick={(event) => event.stopPropagation()}
      onDoubleClick={() => onResize(column, null)}
    />
  );
}

interface GridHeadProps<Row> {
  readonly columns: readonly GridColumn<Row>[];
  readonly sort: GridSort;
  readonly isAllSelected: boolean;
  readonly tabCol: number;
  /** Null: as wide as the column is by itself. */
  readonly onResize: (key: string, px: number | null) => void;
}

/** The headings; a heading that can sort says how, and Enter, Space or a click turns it round. */
export function GridHead<Row>({ columns, sort, isAllSelected, tabCol, onResize }: GridHeadProps<Row>) {
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
            data-column={key}
            aria-colindex={at + 2}
            aria-keyshortcuts="Shift+ArrowLeft Shift+ArrowRight"
            {...(sortBy === null ? {} : { 'aria-sort': direction })}
            tabIndex={tabCol === at + 1 ? 0 : -1}
          >
            <span className="clip">{title}</span>
            {direction === 'ascending' ? <IconArrowUp size={14} aria-hidden /> : null}
            {direction === 'descending' ? <IconArrowDown size={14} aria-hidden /> : null}
            <Grip column={key} onResize={onResize} />
          </div>
        );
      })}
    </div>
  );
}
