import { useState } from 'react';
import type { Output } from '#contract/contract.ts';
import { useCall } from '../../api/client.ts';
import { clock, count, time } from '../../format/format.ts';
import { MessageChip } from '../../ui/chip.tsx';
import { SidePanel } from '../../ui/dialog.tsx';
import { Pager, usePages } from '../../ui/pager.tsx';
import { Card } from '../../ui/page.tsx';
import { Empty, Ready } from '../../ui/states.tsx';

type Counts = Output<'campaigns.get'>['row']['counts'];
type Filter = 'all' | 'waiting' | 'onTheWay' | 'delivered' | 'failed' | 'uncertain' | 'skipped';

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

/** The life of one text: the gate's decisions, each step, the gateway's own words. */
function MessagePanel({ messageId, onClose }: { readonly messageId: number; readonly onClose: () => void }) {
  const query = useCall('messages.timeline', { messageId });
  return (
    <SidePanel title={query.data?.shown ?? 'One text'} onClose={onClose}>
      <Ready query={query}>
        {(message) => (
          <>
            <div>
              <MessageChip state={message.state} />
            </div>
            <div className="bubble pre" dir="auto">
              {message.text}
            </div>
            <ul className="timeline">
              {message.events.map((event) => (
                <li key={`${event.atMs}-${event.title}-${event.detail}`}>
                  <div className="grow">
                    <p>{event.title}</p>
                    <p className="caption">
                      {time(event.atMs)}, {clock(event.atMs)} · <bdi>{event.detail}</bdi>
                    </p>
                  </div>
                </li>
              ))}
            </ul>
            {message.gatewayMessageId === null ? null : (
              <p className="caption">
                The gateway’s id: <bdi>{message.gatewayMessageId}</bdi>
              </p>
            )}
          </>
        )}
      </Ready>
    </SidePanel>
  );
}

/** Exactly who got it, and what happened to each. */
export function PeopleTable({ id, counts }: { readonly id: number; readonly counts: Counts }) {
  const [filter, setFilter] = useState<Filter>('all');
  const [picked, setPicked] = useState<number | null>(null);
  const pages = usePages(filter);
  const query = useCall('campaigns.people', { id, filter, after: pages.after, limit: 50 }, { keep: true });
  return (
    <div className="stack-s">
      <Card
        title="People"
        flush
        aside={
          <div className="row" style={{ gap: 6 }} role="group" aria-label="Show">
            {filters(counts)
              .filter(([key, , n]) => n > 0 || key === 'all' || key === filter)
              .map(([key, word, n, tone]) => (
                <button
                  key={key}
                  type="button"
                  className="chip"
                  data-tone={tone}
                  aria-pressed={key === filter}
                  onClick={() => setFilter(key)}
                >
                  {word} {count(n)}
                </button>
              ))}
          </div>
        }
      >
        <Ready query={query}>
          {(page) =>
            page.rows.length === 0 ? (
              <Empty title="Nobody here">No text is in this state.</Empty>
            ) : (
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
                    {page.rows.map((row) => (
                      <tr key={row.messageId} className="pick">
                        <td className="soft">{clock(row.updatedAtMs)}</td>
                        <td>
                          <button type="button" className="rowlink" onClick={() => setPicked(row.messageId)}>
                            {row.name || row.shown}
                          </button>
                        </td>
                        <td>
                          <MessageChip state={row.state} />
                        </td>
                        <td className="number">{row.parts}</td>
                        <td className="soft">{row.what}</td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              </div>
            )
          }
        </Ready>
      </Card>
      <Pager pages={pages} next={query.data?.next ?? null} />
      {picked === null ? null : <MessagePanel messageId={picked} onClose={() => setPicked(null)} />}
    </div>
  );
}
