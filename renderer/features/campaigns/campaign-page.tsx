import { IconBan } from '@tabler/icons-react';
import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import type { Output } from '#contract/contract.ts';
import { useCall, usePages } from '../../api/client.ts';
import { count, people, purposeWords, time } from '../../format/format.ts';
import { Button } from '../../ui/button.tsx';
import { CampaignChip, Chip, RehearsalChip } from '../../ui/chip.tsx';
import { Card, Facts, Page } from '../../ui/page.tsx';
import { Failure, Note, Ready } from '../../ui/states.tsx';
import { Figures } from './figures.tsx';
import { PeopleTable } from './people-table.tsx';
import { Steering, StopDialog } from './steering.tsx';

type Campaign = Output<'campaigns.get'>;

/** Why people of the audience got nothing, most frequent first. */
function LeftOut({ id }: { readonly id: number }) {
  const reasons = useCall('campaigns.skipReasons', { id }).data ?? [];
  if (reasons.length === 0) return null;
  return (
    <Card title="Left out">
      <ul className="plain-list stack-s">
        {reasons.map(({ code, words, action, count: n }) => (
          <li key={code} className="small">
            <p>
              <b>{count(n)}</b> {words.charAt(0).toLowerCase() + words.slice(1)}
            </p>
            <p className="caption">{action}</p>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Replies({
  id,
  replies,
  optOuts,
}: {
  readonly id: number;
  readonly replies: number;
  readonly optOuts: number;
}) {
  const list = usePages('inbox.list', { campaignId: id, filter: 'all' });
  const rows = (list.data?.rows ?? []).slice(0, 4);
  return (
    <Card
      title={replies === 1 ? '1 reply' : `${count(replies)} replies`}
      aside={
        <Link href="/inbox" className="link small">
          Inbox
        </Link>
      }
    >
      <p className="small soft">
        {optOuts === 0 ? 'Nobody opted out.' : `${people(optOuts)} opted out and are on the blocklist.`}
      </p>
      {rows.length === 0 ? null : (
        <ul className="plain-list stack-s">
          {rows.map((row) => (
            <li key={row.id} className="small">
              <div className="row" style={{ gap: 8 }}>
                <span className="strong clip grow">
                  <bdi>{row.name || row.shown}</bdi>
                </span>
                {row.isBlocked ? (
                  <Chip tone="bad" icon={<IconBan size={13} />}>
                    Blocked
                  </Chip>
                ) : null}
                <span className="caption">{time(row.receivedAtMs)}</span>
              </div>
              <p className="soft clip">
                <bdi>{row.text}</bdi>
              </p>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

function Details({ campaign }: { readonly campaign: Campaign }) {
  const { row } = campaign;
  return (
    <div className="stack">
      {row.counts.uncertain > 0 ? (
        <Card title={`${count(row.counts.uncertain)} not sure`}>
          <p className="small soft">
            The connection broke after the text may have left this computer. A receipt can still settle it; Assent never
            sends a doubtful text twice by itself.
          </p>
        </Card>
      ) : null}
      <LeftOut id={row.id} />
      {row.replies > 0 || row.optOuts > 0 ? <Replies id={row.id} replies={row.replies} optOuts={row.optOuts} /> : null}
      <Card title="The text">
        <p className="bubble" dir="auto">
          {campaign.text}
        </p>
        <Facts
          rows={[
            ['Purpose', campaign.purpose === null ? '–' : purposeWords[campaign.purpose][0]],
            ['Through', row.gateway ?? '–'],
            ['Sender', campaign.sender ?? 'the gateway’s number'],
          ]}
        />
      </Card>
    </div>
  );
}

/** One campaign while it is sent and for ever after: figures, everybody by name, why some were left out. */
export function CampaignPage({ id }: { readonly id: number }) {
  const query = useCall('campaigns.get', { id });
  const [isStopping, setStopping] = useState(false);
  const [error, setError] = useState<Error | null>(null);
  const [, go] = useLocation();
  const row = query.data?.row;
  return (
    <Page
      title={row?.name ?? 'Campaign'}
      beside={
        row ? (
          <>
            <CampaignChip state={row.state} />
            {row.mode === 'rehearsal' ? <RehearsalChip /> : null}
          </>
        ) : null
      }
      actions={row ? <Steering row={row} onStop={() => setStopping(true)} onError={setError} /> : null}
    >
      <Ready query={query}>
        {(campaign) => (
          <div className="stack">
            {error ? <Failure error={error} /> : null}
            {campaign.row.pauseReason ? (
              <Note tone="warn">
                <span className="strong">Why it paused: </span>
                {campaign.row.pauseReason}
              </Note>
            ) : null}
            {campaign.row.state === 'draft' ? (
              <div className="note">
                <p className="grow">This is a draft: nothing was sent.</p>
                <Button onClick={() => go(`/compose/${id}`)}>Go on writing</Button>
              </div>
            ) : null}
            <Figures row={campaign.row} />
            <div className="columns">
              <PeopleTable id={id} counts={campaign.row.counts} />
              <Details campaign={campaign} />
            </div>
            {isStopping ? <StopDialog row={campaign.row} onClose={() => setStopping(false)} /> : null}
          </div>
        )}
      </Ready>
    </Page>
  );
}
