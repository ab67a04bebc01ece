import { IconSend } from '@tabler/icons-react';
import { useLocation } from 'wouter';
import type { Output } from '#contract/contract.ts';
import { usePages } from '../../api/client.ts';
import { count, purposeWords, share, time } from '../../format/format.ts';
import { Button } from '../../ui/button.tsx';
import { CampaignChip, RehearsalChip } from '../../ui/chip.tsx';
import { More } from '../../ui/pager.tsx';
import { Card, Page } from '../../ui/page.tsx';
import { Empty, Ready } from '../../ui/states.tsx';

function CampaignRow({ row }: { readonly row: Output<'campaigns.list'>['rows'][number] }) {
  const [, go] = useLocation();
  const { counts } = row;
  const sent = counts.matched - counts.skipped - counts.cancelled - counts.waiting;
  const isDraft = row.state === 'draft';
  const figure = (n: number): string => (isDraft ? '–' : count(n));
  return (
    <tr className="pick">
      <td>
        <button
          type="button"
          className="rowlink"
          onClick={() => go(isDraft ? `/compose/${row.id}` : `/campaigns/${row.id}`)}
        >
          {row.name || 'Untitled'}
        </button>
        <span className="caption" style={{ display: 'block' }}>
          {row.purpose === null ? 'Purpose not chosen' : purposeWords[row.purpose][0]}
        </span>
      </td>
      <td>
        <span className="row tight" style={{ flexWrap: 'nowrap' }}>
          <CampaignChip state={row.state} />
          {row.mode === 'rehearsal' ? <RehearsalChip /> : null}
        </span>
      </td>
      <td className="soft nowrap">{time(row.startedAtMs ?? row.createdAtMs)}</td>
      <td className="number">{figure(counts.matched)}</td>
      <td className="number">{isDraft ? '–' : share(counts.delivered, sent)}</td>
      <td className="number">{figure(counts.failed)}</td>
      <td className="number">{figure(row.optOuts)}</td>
      <td className="number">{figure(row.replies)}</td>
    </tr>
  );
}

/** Every campaign ever written, newest first; all of it can be read offline. */
export function CampaignsPage() {
  const list = usePages('campaigns.list', {});
  const [, go] = useLocation();
  return (
    <Page title="Campaigns" beside={<span className="soft small">{list.data ? count(list.data.total) : ''}</span>}>
      <Ready query={list}>
        {({ rows }) =>
          rows.length === 0 ? (
            <Card>
              <Empty
                title="No campaigns yet"
                icon={<IconSend size={28} stroke={1.5} />}
                action={<Button onClick={() => go('/compose')}>Write the first one</Button>}
              >
                Try it with the rehearsal gateway: delays, failures and STOP replies, and nothing leaves this computer.
              </Empty>
            </Card>
          ) : (
            <Card flush>
              <div className="tablewrap">
                <table className="grid">
                  <thead>
                    <tr>
                      <th scope="col">Name</th>
                      <th scope="col">State</th>
                      <th scope="col">When</th>
                      <th scope="col" className="number">
                        People
                      </th>
                      <th scope="col" className="number">
                        Delivered
                      </th>
                      <th scope="col" className="number">
                        Failed
                      </th>
                      <th scope="col" className="number">
                        Opted out
                      </th>
                      <th scope="col" className="number">
                        Replies
                      </th>
                    </tr>
                  </thead>
                  <tbody>
                    {rows.map((row) => (
                      <CampaignRow key={row.id} row={row} />
                    ))}
                  </tbody>
                </table>
              </div>
              <More list={list} noun="campaigns" />
            </Card>
          )
        }
      </Ready>
    </Page>
  );
}
