import { useLocation } from 'wouter';
import { useCall } from '../../api/client.ts';
import { count, purposeWords, share, time } from '../../format/format.ts';
import { Button } from '../../ui/button.tsx';
import { CampaignChip, RehearsalChip } from '../../ui/chip.tsx';
import { Pager, usePages } from '../../ui/pager.tsx';
import { Card, Page } from '../../ui/page.tsx';
import { Empty, Ready } from '../../ui/states.tsx';

/** Every campaign ever written, newest first; all of it can be read offline. */
export function CampaignsPage() {
  const pages = usePages('');
  const query = useCall('campaigns.list', { after: pages.after, limit: 50 }, { keep: true });
  const [, go] = useLocation();
  return (
    <Page title="Campaigns">
      <Ready query={query}>
        {(page) => (
          <div className="stack-s">
            <Card flush>
              {page.total === 0 ? (
                <Empty
                  title="No campaigns yet"
                  action={
                    <Button kind="main" onClick={() => go('/compose')}>
                      Write the first one
                    </Button>
                  }
                >
                  Try it with the rehearsal gateway: delays, failures and STOP replies, and nothing leaves this
                  computer.
                </Empty>
              ) : (
                <div className="tablewrap">
                  <table className="grid">
                    <thead>
                      <tr>
                        <th scope="col">Name</th>
                        <th scope="col">State</th>
                        <th scope="col">About</th>
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
                      {page.rows.map((row) => {
                        const { counts } = row;
                        const sent = counts.matched - counts.skipped - counts.cancelled - counts.waiting;
                        return (
                          <tr key={row.id} className="pick">
                            <td>
                              <button
                                type="button"
                                className="rowlink"
                                onClick={() =>
                                  go(row.state === 'draft' ? `/compose/${row.id}` : `/campaigns/${row.id}`)
                                }
                              >
                                {row.name || 'Untitled'}
                              </button>
                            </td>
                            <td>
                              <span className="row" style={{ gap: 6 }}>
                                <CampaignChip state={row.state} />
                                {row.mode === 'rehearsal' ? <RehearsalChip /> : null}
                              </span>
                            </td>
                            <td>{row.purpose === null ? '–' : purposeWords[row.purpose][0]}</td>
                            <td className="soft">{time(row.startedAtMs ?? row.createdAtMs)}</td>
                            <td className="number">{count(counts.matched)}</td>
                            <td className="number">{share(counts.delivered, sent)}</td>
                            <td className="number">{count(counts.failed)}</td>
                            <td className="number">{count(row.optOuts)}</td>
                            <td className="number">{count(row.replies)}</td>
                          </tr>
                        );
                      })}
                    </tbody>
                  </table>
                </div>
              )}
            </Card>
            <Pager pages={pages} next={page.next} />
          </div>
        )}
      </Ready>
    </Page>
  );
}
