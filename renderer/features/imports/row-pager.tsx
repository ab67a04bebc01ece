import { count } from '../../format/format.ts';
import { Button } from '../../ui/button.tsx';
import { pageRows } from './use-rows.ts';

interface PagerProps {
  readonly from: number;
  /** Rows that can be looked at. */
  readonly shown: number;
  readonly total: number;
  readonly onFrom: (from: number) => void;
}

/** Where in the list the page stands, with the ways to the other pages; only words where there is one page. */
export function RowPager({ from, shown, total, onFrom }: PagerProps) {
  const last = Math.max(0, Math.floor((shown - 1) / pageRows) * pageRows);
  const to = Math.min(from + pageRows, shown);
  if (last === 0 && shown === total) return null;
  const ways = [
    ['First', 0, from > 0],
    ['Previous', from - pageRows, from > 0],
    ['Next', from + pageRows, from < last],
    ['Last', last, from < last],
  ] as const;
  return (
    <div className="table-foot">
      <span className="caption grow" role="status">
        {count(from + 1)} to {count(to)} of {count(total)}
        {shown < total
          ? `. The first ${count(shown)} can be looked at here; all of them are counted and imported.`
          : ''}
      </span>
      {last === 0
        ? null
        : ways.map(([name, at, isThere]) => (
            <Button key={name} disabled={!isThere} onClick={() => onFrom(at)}>
              {name}
            </Button>
          ))}
    </div>
  );
}
