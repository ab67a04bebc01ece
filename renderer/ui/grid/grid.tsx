import { useEffect, useLayoutEffect, useRef, useState, useSyncExternalStore } from 'react';
import type { KeyboardEvent, MouseEvent } from 'react';
import { nextPlace } from './grid-keys.ts';
import type { Place } from './grid-keys.ts';
import { GridHead, fitWidth, shownWidth } from './grid-head.tsx';
import type { GridSort } from './grid-head.tsx';
import { GridRow } from './grid-row.tsx';
import type { GridColumn } from './grid-row.tsx';
import type { RowStore } from './row-store.ts';
import { useScroller } from './use-scroller.ts';

const headPx = 36;
const checkPx = 44;
/** Rows drawn above and below what is seen. */
const spare = 4;
/** Rows keep their place inside a stretch of this many while it is scrolled through. */
const stretch = 1_000;

/** One press of a key makes a column this much wider or narrower. */
const widthStepPx = 20;

/** A long list and what can be done with its rows, however it is drawn. */
export interface ListProps<Row extends { readonly id: number }> {
  readonly label: string;
  readonly columns: readonly GridColumn<Row>[];
  readonly rows: RowStore<Row>;
  readonly count: number;
  readonly sort: GridSort;
  readonly onSort: (by: string) => void;
  readonly isSelected: (row: Row) => boolean;
  readonly isAllSelected: boolean;
  readonly onToggle: (row: Row) => void;
  readonly onAll: () => void;
  readonly onClear: () => void;
  readonly onOpen: (row: Row) => void;
  /** The row shown beside the grid. */
  readonly pickedId: number | null;
  /** Another list: it is shown from its top. */
  readonly listKey: string;
}

export interface GridProps<Row extends { readonly id: number }> extends ListProps<Row> {
  /** Height of a row. */
  readonly rowPx: number;
  readonly onRange: (from: number, to: number) => void;
  readonly onDelete: () => void;
  /** Null: as wide as the column is by itself. */
  readonly onResize: (key: string, px: number | null) => void;
}

/** The cell an event came from. */
function placeOf(target: EventTarget): Place | null {
  const cell = target instanceof Element ? target.closest<HTMLElement>('[data-col]') : null;
  const row = cell?.closest<HTMLElement>('[data-row]');
  return cell && row ? { row: Number(row.dataset['row']), col: Number(cell.dataset['col']) } : null;
}

const isMod = (event: { ctrlKey: boolean; metaKey: boolean }): boolean => event.ctrlKey || event.metaKey;

/**
 * A grid of any number of rows (WAI-ARIA grid pattern): one cell takes part in the Tab order, the keys move it, and the
 * row that holds it stays mounted wherever the list is scrolled. The row of headings counts as the first row.
 */
export function Grid<Row extends { readonly id: number }>(props: GridProps<Row>) {
  const { columns, rows, count, sort, listKey, rowPx } = props;
  const { element, ...scroller } = useScroller(count, rowPx, headPx);
  const [place, setPlace] = useState<Place>({ row: 0, col: 1 });
  const [said, setSaid] = useState('');
  const anchor = useRef(0);
  const wantsFocus = useRef(false);
  useSyncExternalStore(rows.subscribe, rows.version);
  const first = Math.max(0, Math.floor(scroller.offset / rowPx) - spare);
  const last = Math.min(count, Math.ceil((scroller.offset + scroller.view) / rowPx) + spare);
  useEffect(() => rows.want(first, last), [rows, first, last]);
  const now = { row: Math.min(place.row, count - 1), col: Math.min(place.col, columns.length) };

  const shownList = useRef(listKey);
  const { scrollTo } = scroller;
  useLayoutEffect(() => {
    if (shownList.current === listKey) return;
    shownList.current = listKey;
    scrollTo(0);
    setPlace((old) => ({ row: Math.min(old.row, 0), col: old.col }));
  }, [listKey, scrollTo]);
  useLayoutEffect(() => {
    if (!wantsFocus.current) return;
    wantsFocus.current = false;
    const box = element.current;
    const cell = box?.querySelector<HTMLElement>(`[data-row="${now.row}"] > [data-col="${now.col}"]`);
    cell?.focus({ preventScroll: true });
    // Sideways the browser may help; up and down is the scroller's own.
    cell?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  });

  const move = (next: Place): void => {
    wantsFocus.current = true;
    setPlace(next);
    if (next.row >= 0) scroller.show(next.row);
  };
  const act = (at: Place, event: { readonly shiftKey: boolean }, opens: boolean): void => {
    const row = at.row < 0 ? undefined : rows.at(at.row);
    if (at.row < 0) {
      const by = columns[at.col - 1]?.sortBy ?? null;
      if (at.col === 0) (props.isAllSelected ? props.onClear : props.onAll)();
      else if (by !== null) props.onSort(by);
    } else if (event.shiftKey) props.onRange(anchor.current, at.row);
    else if (row && opens) props.onOpen(row);
    else if (row) {
      anchor.current = at.row;
      props.onToggle(row);
    }
  };
  /** Shift and an arrow on a heading: the column becomes wider or narrower, and says how wide it is. */
  const resize = (event: KeyboardEvent): boolean => {
    const column = now.row < 0 && event.shiftKey ? columns[now.col - 1] : undefined;
    if (!column || (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight')) return false;
    const step = event.key === 'ArrowRight' ? widthStepPx : -widthStepPx;
    const px = fitWidth((shownWidth(column.key) ?? column.px) + step);
    props.onResize(column.key, px);
    setSaid(`${column.title}: ${px} pixels wide`);
    return true;
  };
  const press = (event: KeyboardEvent): void => {
    if (resize(event)) {
      event.preventDefault();
      return;
    }
    const next = nextPlace({ key: event.key, isMod: isMod(event) }, now, {
      rows: count,
      cols: columns.length + 1,
      page: Math.max(1, Math.floor(scroller.view / rowPx) - 1),
    });
    if (next) {
      if (event.shiftKey && next.row !== now.row && next.row >= 0) props.onRange(anchor.current, next.row);
      else if (!event.shiftKey) anchor.current = Math.max(0, next.row);
      move(next);
    } else if (event.key === ' ') act(now, { shiftKey: false }, false);
    else if (event.key === 'Enter') act(now, { shiftKey: false }, now.col > 0 || now.row < 0);
    else if (event.key.toLowerCase() === 'a' && isMod(event)) props.onAll();
    else if (event.key === 'Escape') props.onClear();
    else if (event.key === 'Delete') props.onDelete();
    else return;
    event.preventDefault();
  };
  const click = (event: MouseEvent): void => {
    const at = placeOf(event.target);
    if (!at) return;
    setPlace(at);
    act(at, event, at.col > 0 && !isMod(event));
  };

  const base = Math.floor(first / stretch) * stretch;
  const indexes = Array.from({ length: Math.max(0, last - first) }, (_, at) => first + at);
  if (now.row >= 0 && (now.row < first || now.row >= last)) indexes.push(now.row);
  const template = columns.map(({ px, grows }) => (grows ? `minmax(${px}px, ${px}fr)` : `${px}px`)).join(' ');
  const width = checkPx + columns.reduce((sum, { px }) => sum + px, 0);
  return (
    <>
      {/* oxlint-disable-next-line jsx-a11y/interactive-supports-focus -- one of its cells always takes the focus */}
      <div
        ref={element}
        className="g-scroll"
        role="grid"
        aria-label={props.label}
        aria-rowcount={count + 1}
        aria-colcount={columns.length + 1}
        aria-multiselectable
        onKeyDown={press}
        onClick={click}
        onFocus={({ target }) => {
          const at = placeOf(target);
          if (at && (at.row !== now.row || at.col !== now.col)) setPlace(at);
        }}
      >
        <div
          role="presentation"
          className="g-canvas"
          style={
            {
              height: headPx + scroller.height,
              minWidth: width,
              '--g-row': `${rowPx}px`,
              '--g-columns': `${checkPx}px ${template}`,
            } as Record<string, string | number>
          }
        >
          <GridHead
            columns={columns}
            sort={sort}
            isAllSelected={props.isAllSelected}
            tabCol={now.row < 0 ? now.col : -1}
            onResize={props.onResize}
          />
          <div role="rowgroup" className="g-view" style={{ height: scroller.view }}>
            <div role="presentation" style={{ transform: `translateY(${base * rowPx - scroller.offset}px)` }}>
              {indexes.map((index) => {
                const row = rows.at(index);
                const drawn = Math.max(first - 1, Math.min(last, index));
                return (
                  <GridRow
                    key={index}
                    index={index}
                    top={(drawn - base) * rowPx}
                    row={row}
                    columns={columns}
                    isSelected={props.isAllSelected || (row ? props.isSelected(row) : false)}
                    isPicked={row ? row.id === props.pickedId : false}
                    tabCol={index === now.row ? now.col : -1}
                  />
                );
              })}
            </div>
          </div>
        </div>
      </div>
      <div role="status" className="visually-hidden">
        {said}
      </div>
    </>
  );
}
