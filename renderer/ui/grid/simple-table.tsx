import {
  IconArrowDown,
  IconArrowUp,
  IconChevronLeft,
  IconChevronRight,
  IconChevronsLeft,
  IconChevronsRight,
} from '@tabler/icons-react';
import { useEffect, useState, useSyncExternalStore } from 'react';
import type { ReactNode } from 'react';
import { IconButton } from '../button.tsx';
import { ScrollTable } from '../scroll-table.tsx';
import type { ListProps } from './grid.tsx';
import type { GridSort } from './grid-head.tsx';
import type { GridColumn } from './grid-row.tsx';

/** Rows on a page. */
const pageRows = 50;

interface SimpleTableProps<Row extends { readonly id: number }> extends ListProps<Row> {
  readonly isCompact: boolean;
  /** What a row is called where it is selected. */
  readonly nameOf: (row: Row) => string;
}

interface HeadingProps {
  readonly title: string;
  readonly sortBy: string | null;
  readonly sort: GridSort;
  readonly onSort: (by: string) => void;
}

function Heading({ title, sortBy, sort, onSort }: HeadingProps) {
  if (sortBy === null) return <th scope="col">{title}</th>;
  const direction = sort.by === sortBy ? sort.direction : 'none';
  return (
    <th scope="col" aria-sort={direction}>
      <button type="button" className="simple-sort" onClick={() => onSort(sortBy)}>
        {title}
        {direction === 'ascending' ? <IconArrowUp size={14} aria-hidden /> : null}
        {direction === 'descending' ? <IconArrowDown size={14} aria-hidden /> : null}
      </button>
    </th>
  );
}

interface RowProps<Row extends { readonly id: number }> {
  readonly row: Row | null | undefined;
  readonly list: SimpleTableProps<Row>;
}

function Cells<Row extends { readonly id: number }>({ row, list }: RowProps<Row>): ReactNode {
  const { columns, nameOf, onOpen, onToggle } = list;
  if (!row)
    return (
      <td colSpan={columns.length + 1} aria-busy={row === undefined}>
        {row === null ? <span className="soft">Deleted</span> : <span className="g-bar" />}
      </td>
    );
  const isOn = list.isAllSelected || list.isSelected(row);
  const [first, ...others]: readonly GridColumn<Row>[] = columns;
  return (
    <>
      <td>
        <input type="checkbox" aria-label={`Select ${nameOf(row)}`} checked={isOn} onChange={() => onToggle(row)} />
      </td>
      {first ? (
        <th scope="row">
          <button type="button" className="rowlink" onClick={() => onOpen(row)}>
            {first.cell(row)}
          </button>
        </th>
      ) : null}
      {others.map((column) => (
        <td key={column.key}>{column.cell(row)}</td>
      ))}
    </>
  );
}

interface PagesProps {
  readonly page: number;
  readonly pages: number;
  readonly words: string;
  readonly onGo: (page: number) => void;
}

function Pages({ page, pages, words, onGo }: PagesProps) {
  return (
    <nav className="simple-pages" aria-label="Pages">
      <span className="caption grow" role="status">
        {words}
      </span>
      <IconButton label="First page" disabled={page === 0} onClick={() => onGo(0)}>
        <IconChevronsLeft size={18} />
      </IconButton>
      <IconButton label="Page before" disabled={page === 0} onClick={() => onGo(page - 1)}>
        <IconChevronLeft size={18} />
      </IconButton>
      <span className="small">
        Page {(page + 1).toLocaleString('en-GB')} of {pages.toLocaleString('en-GB')}
      </span>
      <IconButton label="Next page" disabled={page >= pages - 1} onClick={() => onGo(page + 1)}>
        <IconChevronRight size={18} />
      </IconButton>
      <IconButton label="Last page" disabled={page >= pages - 1} onClick={() => onGo(pages - 1)}>
        <IconChevronsRight size={18} />
      </IconButton>
    </nav>
  );
}

/** A long list as plain tables of 50 rows, for screen readers and habits that do not go with an endless grid. */
export function SimpleTable<Row extends { readonly id: number }>(props: SimpleTableProps<Row>) {
  const { label, columns, rows, count, sort, onSort, listKey } = props;
  const [asked, setAsked] = useState({ listKey, page: 0 });
  useSyncExternalStore(rows.subscribe, rows.version);
  const pages = Math.max(1, Math.ceil(count / pageRows));
  // Another list begins at its first page.
  const page = asked.listKey === listKey ? Math.min(asked.page, pages - 1) : 0;
  const from = page * pageRows;
  const to = Math.min(count, from + pageRows);
  useEffect(() => rows.want(from, to), [rows, from, to]);
  const words = `Rows ${(from + 1).toLocaleString('en-GB')} to ${to.toLocaleString('en-GB')} of ${count.toLocaleString('en-GB')}`;
  return (
    <div className="simple-list">
      <ScrollTable key={page} label={label}>
        <table className="grid simple" data-density={props.isCompact ? 'compact' : 'comfortable'}>
          <caption className="visually-hidden">
            {label}. {words}
          </caption>
          <thead>
            <tr>
              <th scope="col">
                <input
                  type="checkbox"
                  aria-label="Select everybody"
                  checked={props.isAllSelected}
                  onChange={props.isAllSelected ? props.onClear : props.onAll}
                />
              </th>
              {columns.map(({ key, title, sortBy }) => (
                <Heading key={key} title={title} sortBy={sortBy} sort={sort} onSort={onSort} />
              ))}
            </tr>
          </thead>
          <tbody>
            {Array.from({ length: to - from }, (_, at) => {
              const row = rows.at(from + at);
              const isOn = row ? props.isAllSelected || props.isSelected(row) || row.id === props.pickedId : false;
              return (
                <tr key={from + at} data-on={isOn}>
                  <Cells row={row} list={props} />
                </tr>
              );
            })}
          </tbody>
        </table>
      </ScrollTable>
      <Pages page={page} pages={pages} words={words} onGo={(next) => setAsked({ listKey, page: next })} />
    </div>
  );
}
