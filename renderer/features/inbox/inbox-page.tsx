import { IconInbox, IconRefresh } from '@tabler/icons-react';
import { useState } from 'react';
import { useLocation } from 'wouter';
import type { Input, Output } from '#contract/contract.ts';
import { useCommand, usePages } from '../../api/client.ts';
import { count, time } from '../../format/format.ts';
import { Button } from '../../ui/button.tsx';
import { More } from '../../ui/pager.tsx';
import { Card, Page } from '../../ui/page.tsx';
import { Empty, Failure, Note, Ready } from '../../ui/states.tsx';
import { DecideDialog } from './decide-dialog.tsx';
import type { Answer } from './decide-dialog.tsx';
import { ReplyVerdict } from './reply-verdict.tsx';

type Reply = Output<'inbox.list'>['rows'][number];
type Filter = Input<'inbox.list'>['filter'];
type Ask = (reply: Reply, answer: Answer) => void;

const filters: readonly (readonly [Filter, string])[] = [
  ['all', 'All'],
  ['review', 'Needs a decision'],
  ['optOuts', 'Opt-outs'],
];

function From({ reply }: { readonly reply: Reply }) {
  const [, go] = useLocation();
  if (reply.contactId === null) return <bdi dir="ltr">{reply.shown}</bdi>;
  return (
    <button type="button" className="rowlink" onClick={() => go(`/contacts/${reply.contactId}`)}>
      <bdi>{reply.name || reply.shown}</bdi>
    </button>
  );
}

/** What was done, and the two answers while a person must give one. */
function Done({ reply, ask }: { readonly reply: Reply; readonly ask: Ask }) {
  return (
    <>
      <p className={reply.decideByMs === null ? 'soft' : ''}>
        <bdi>{reply.done}</bdi>
      </p>
      {reply.decideByMs === null ? null : (
        <div className="row decide">
          <Button kind="danger" onClick={() => ask(reply, 'stop')}>
            Opt out
          </Button>
          <Button onClick={() => ask(reply, 'keep')}>Not an opt-out</Button>
        </div>
      )}
    </>
  );
}

function Replies({ rows, ask }: { readonly rows: readonly Reply[]; readonly ask: Ask }) {
  return (
    <div className="tablewrap">
      <table className="grid replies">
        <thead>
          <tr>
            <th scope="col">Time</th>
            <th scope="col">From</th>
            <th scope="col">Text</th>
            <th scope="col">What it asks</th>
            <th scope="col">What was done</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((reply) => (
            <tr key={reply.id} className={reply.contactId === null ? '' : 'pick'}>
              <td className="soft nowrap">{time(reply.receivedAtMs)}</td>
              <td className="nowrap">
                <From reply={reply} />
              </td>
              <td className="pre">
                <bdi>{reply.text}</bdi>
              </td>
              <td>
                <ReplyVerdict reply={reply} />
              </td>
              <td>
                <Done reply={reply} ask={ask} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Nothing({ filter, onAll }: { readonly filter: Filter; readonly onAll: () => void }) {
  const icon = <IconInbox size={28} stroke={1.5} />;
  if (filter === 'all') {
    return (
      <Empty title="Replies appear here" icon={icon}>
        Assent asks every accepted gateway for replies by itself. A STOP blocks the person the moment it is stored.
      </Empty>
    );
  }
  const [title, words] =
    filter === 'review'
      ? ['Nothing waits for you', 'A reply that may be a stop is shown here until somebody decides.']
      : ['Nobody has opted out by reply', 'Whoever does is blocked at once and shown here.'];
  return (
    <Empty title={title} icon={icon} action={<Button onClick={onAll}>Show all replies</Button>}>
      {words}
    </Empty>
  );
}

/** Replies as they came, what each asks, what was done about it, and the decisions that only a person can take. */
export function InboxPage({ filter }: { readonly filter: string | undefined }) {
  const [, go] = useLocation();
  const chosen = filters.find(([name]) => name === filter)?.[0] ?? 'all';
  const choose = (name: Filter): void => go(name === 'all' ? '/inbox' : `/inbox/${name}`);
  const list = usePages('inbox.list', { campaignId: null, filter: chosen });
  const poll = useCommand('gateways.poll', ['inbox', 'gateways', 'campaigns', 'blocklist', 'app']);
  const [asked, setAsked] = useState<{ readonly reply: Reply; readonly answer: Answer } | null>(null);
  return (
    <Page
      title="Inbox"
      beside={
        <span className="soft small" role="status">
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
        <div className="row tight" role="group" aria-label="Which replies">
          {filters.map(([name, words]) => (
            <button
              key={name}
              type="button"
              className="chip"
              data-tone="plain"
              aria-pressed={chosen === name}
              onClick={() => choose(name)}
            >
              {words}
            </button>
          ))}
        </div>
        <Ready query={list}>
          {({ rows }) =>
            rows.length === 0 ? (
              <Card>
                <Nothing filter={chosen} onAll={() => choose('all')} />
              </Card>
            ) : (
              <Card flush>
                <Replies rows={rows} ask={(reply, answer) => setAsked({ reply, answer })} />
                <More list={list} noun="replies" />
              </Card>
            )
          }
        </Ready>
      </div>
      {asked ? <DecideDialog reply={asked.reply} answer={asked.answer} onClose={() => setAsked(null)} /> : null}
    </Page>
  );
}
