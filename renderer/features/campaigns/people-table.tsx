import { useState } from 'react';
import type { Input, Output } from '#contract/contract.ts';
import { usePages } from '../../api/client.ts';
import { clock, count } from '../../format/format.ts';
import { MessageChip } from '../../ui/chip.tsx';
import { More } from '../../ui/pager.tsx';
import { Card } from '../../ui/page.tsx';
import { Empty, Ready } from '../../ui/states.tsx';
import { MessagePanel } from './message-panel.tsx';

type Counts = Output<'campaigns.get'>['row']['counts'];
type Filter = Input<'campaigns.people'>['filter'];
type Row = Output<'campaigns.people'>['rows'][number];

/** A text that was never handed over costs nothing, however long it would have been. */
const neverLeft: ReadonlySet<Row['state']> = new Set(['skipped', 'cancelled']);

function filters(counts: Counts): readonly (readonly [Filter, string, number, string])[] {
  return [
    ['all', 'All', counts.matched, 'plain'],
    ['delivered', 'Delivered', counts.delivered, 'ok'],
    ['onTheWay', 'On the way', counts.submitting + counts.accepted + counts.enroute, 'wait'],
    ['failed', 'Failed', counts.failed, 'bad'],
    ['uncertain', 'Not sure', counts.uncertain, 'warn'],
    ['skipped', 'Skipped', counts.skipped + counts.cancelled, 'plain'],
    ['waiting', 'Waiting', counts.waiting, 'hold'],
  ];
}

interface FilterProps {
  readonly counts: Counts;
  readonly filter: Filter;
  readonly onPick: (filter: Filter) => void;
}

function FilterChips({ counts, filter, onPick }: FilterProps) {
  return (
    <div className="row tight" role="group" aria-label="Show">
      {filters(counts)
        .filter(([key, , n]) => n > 0 || key === 'all' || key === filter)
        .map(([key, word, n, tone]) => (
          <button
            key={key}
            type="button"
            className="chip"
            data-tone={tone}
            aria-pressed={key === filter}
            onClick={() => onPick(key)}
          >
            {word} {count(n)}
          </button>
        ))}
    </div>
  );
}

function Rows({ rows, onPick }: { readonly rows: readonly Row[]; readonly onPick: (row: Row) => void }) {
  return (
    <div className="tablewrap">
      <table className="grid">
        <thead>
          <tr>
            <th scope="col">Time</th>
            <th scope="col">Person</th>
            <th scope="col">State</th>
            <th scope="col" className="number">
              Texts
            </th>
            <th scope="col">What happened</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.messageId} className="pick">
              <td className="soft nowrap">{clock(row.updatedAtMs)}</td>
              <td>
                <button type="button" className="rowlink" onClick={() => onPick(row)}>
                  <bdi>{row.name || row.shown}</bdi>
                </button>
              </td>
              <td>
                <MessageChip state={row.state} />
              </td>
              <td className="number soft">{row.parts === 0 || neverLeft.has(row.state) ? '–' : row.parts}</td>
              <td className="soft">{row.what}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Exactly who got it, and what happened to each. */
export function PeopleTable({ id, counts }: { readonly id: number; readonly counts: Counts }) {
  const [filter, setFilter] = useState<Filter>('all');
  const [picked, setPicked] = useState<Row | null>(null);
  const list = usePages('campaigns.people', { id, filter });
  return (
    <>
      <Card title="People" flush aside={<FilterChips counts={counts} filter={filter} onPick={setFilter} />}>
        <Ready query={list}>
          {({ rows }) =>
            rows.length === 0 ? (
              <Empty title="Nobody here">No text is in this state.</Empty>
            ) : (
              <>
                <Rows rows={rows} onPick={setPicked} />
                <More list={list} noun="people" />
              </>
            )
          }
        </Ready>
      </Card>
      {picked === null ? null : <MessagePanel person={picked} onClose={() => setPicked(null)} />}
    </>
  );
}
