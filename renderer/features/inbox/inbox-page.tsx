import { useLocation } from 'wouter';
import { useCall, useCommand } from '../../api/client.ts';
import { count, time } from '../../format/format.ts';
import { Button } from '../../ui/button.tsx';
import { Chip } from '../../ui/chip.tsx';
import { Pager, usePages } from '../../ui/pager.tsx';
import { Card, Page } from '../../ui/page.tsx';
import { Empty, Failure, Note, Ready } from '../../ui/states.tsx';

/** Replies as they came, with what was done about each. */
export function InboxPage() {
  const pages = usePages('');
  const query = useCall('inbox.list', { campaignId: null, after: pages.after, limit: 50 }, { keep: true });
  const poll = useCommand('gateways.poll', ['inbox', 'gateways', 'campaigns', 'blocklist', 'app']);
  const [, go] = useLocation();
  return (
    <Page
      title="Inbox"
      beside={<span className="soft">{query.data ? `${count(query.data.total)} replies` : ''}</span>}
      actions={
        <Button busy={poll.isPending} onClick={() => poll.mutate({})}>
          Check for replies now
        </Button>
      }
    >
      <div className="stack">
        {poll.error ? <Failure error={poll.error} /> : null}
        {poll.data?.problems.map((problem) => (
          <Note key={problem} tone="warn">
            {problem}
          </Note>
        ))}
        <Ready query={query}>
          {(page) => (
            <>
              <Card flush>
                {page.rows.length === 0 ? (
                  <Empty title="Replies appear here">
                    Assent asks every accepted gateway for replies by itself. A STOP blocks the person the moment it is
                    stored.
                  </Empty>
                ) : (
                  <table className="grid">
                    <thead>
                      <tr>
                        <th scope="col">Time</th>
                        <th scope="col">From</th>
                        <th scope="col">Text</th>
                        <th scope="col">What was done</th>
                      </tr>
                    </thead>
                    <tbody>
                      {page.rows.map((row) => (
                        <tr key={row.id}>
                          <td className="soft">{time(row.receivedAtMs)}</td>
                          <td>
                            {row.contactId === null ? (
                              <bdi dir="ltr">{row.shown}</bdi>
                            ) : (
                              <button
                                type="button"
                                className="rowlink"
                                onClick={() => go(`/contacts/${row.contactId}`)}
                              >
                                {row.name || row.shown}
                              </button>
                            )}
                          </td>
                          <td className="pre">
                            <bdi>{row.text}</bdi>
                          </td>
                          <td>
                            {row.verdict === 'stop' ? (
                              <Chip tone="bad">{row.done}</Chip>
                            ) : (
                              <span className="soft">{row.done}</span>
                            )}
                          </td>
                        </tr>
                      ))}
                    </tbody>
                  </table>
                )}
              </Card>
              <Pager pages={pages} next={page.next} />
            </>
          )}
        </Ready>
      </div>
    </Page>
  );
}
