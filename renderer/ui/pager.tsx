import type { Paged } from '../api/client.ts';
import { count } from '../format/format.ts';
import { Button } from './button.tsx';

/** The foot of a list: how much of it is here, and a way to the rest. Nothing when everything is here. */
export function More({ list, noun }: { readonly list: Paged<unknown>; readonly noun: string }) {
  const { data, more, isReading } = list;
  if (!data || (more === null && data.rows.length <= 100)) return null;
  return (
    <div className="table-foot">
      <span className="caption grow" role="status">
        {count(data.rows.length)} of {count(data.total)} {noun} shown
      </span>
      {more ? (
        <Button busy={isReading} onClick={more}>
          Show more
        </Button>
      ) : null}
    </div>
  );
}
