import { IconBan, IconInbox, IconRefresh } from '@tabler/icons-react';
import { useLocation } from 'wouter';
import type { Output } from '#contract/contract.ts';
import { useCommand, usePages } from '../../api/client.ts';
import { count, time } from '../../format/format.ts';
import { Button } from '../../ui/button.tsx';
import { Chip } from '../../ui/chip.tsx';
import { More } from '../../ui/pager.tsx';
import { Card, Page } from '../../ui/page.tsx';
import { Empty, Failure, Note, Ready } from '../../ui/states.tsx';

function Replies({ rows }: { readonly rows: readonly Output<'inbox.list'>['rows'][number][] }) {
  const [, go] = useLocation();
  return (
    <div className="tablewrap">
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
          {rows.map((row) => (
            <tr key={row.id} className={row.contactId === null ? '' : 'pick'}>
              <td className="soft nowrap">{time(row.receivedAtMs)}</td>
              <td className="nowrap">
                {row.contactId === null ? (
                  <bdi dir="ltr">{row.shown}</bdi>
                ) : (
                  <button type="button" className="rowlink" onClick={() => go(`/contacts/${row.contactId}`)}>
                    <bdi>{row.name || row.shown}</bdi>
                  </button>
                )}
              </td>
              <td className="pre">
                <bdi>{row.text}</bdi>
              </td>
              <td>
                {row.verdict === 'stop' ? (
                  <Chip tone="bad" icon={<IconBan size={14} />}>
                    {row.done}
                  </Chip>
                ) : (
                  <span className="soft">{row.done}</span>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Replies as they came, with what was done about each. */
export function InboxPage() {
  const list = usePages('inbox.list', { campaignId: null });
  const poll = useCommand('gateways.poll', ['inbox', 'gateways', 'campaigns', 'blocklist', 'app']);
  return (
    <Page
      title="Inbox"
      beside={
        <span className="soft small">
          {list.data ? `${count(list.data.total)} ${list.data.total === 1 ? 'reply' : 'replies'}` : ''}
        </span>
      }
      actions={
        <Button icon={<IconRefresh size={16} />} busy={poll.isPending} onClick={() => poll.mutate({})}>
          Check now
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
        <p className="visually-hidden" role="status">
          {poll.data ? `Checked: ${poll.data.texts} new replies` : ''}
        </p>
        <Ready query={list}>
          {({ rows }) =>
            rows.length === 0 ? (
              <Card>
                <Empty title="Replies appear here" icon={<IconInbox size={28} stroke={1.5} />}>
                  Assent asks every accepted gateway for replies by itself. A STOP blocks the person the moment it is
                  stored.
                </Empty>
              </Card>
            ) : (
              <Card flush>
                <Replies rows={rows} />
                <More list={list} noun="replies" />
              </Card>
            )
          }
        </Ready>
      </div>
    </Page>
  );
}
