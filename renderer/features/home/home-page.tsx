import { IconAlertTriangle, IconClock, IconFileImport, IconHelp, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import type { Output } from '#contract/contract.ts';
import { useCall, useCommand } from '../../api/client.ts';
import { count, share, time } from '../../format/format.ts';
import { Button, LinkButton } from '../../ui/button.tsx';
import { CampaignChip, RehearsalChip } from '../../ui/chip.tsx';
import { Card, Page } from '../../ui/page.tsx';
import { Progress } from '../../ui/progress.tsx';
import { Empty, Ready } from '../../ui/states.tsx';
import { DayChart } from './day-chart.tsx';

type Summary = Output<'home.summary'>;

function Running({ row }: { readonly row: Summary['running'][number] }) {
  const [, go] = useLocation();
  const pause = useCommand('campaigns.pause', ['campaigns', 'home']);
  const { counts } = row;
  const onTheWay = counts.submitting + counts.accepted + counts.enroute;
  const total = counts.matched - counts.skipped - counts.cancelled;
  return (
    <Card>
      <div className="row">
        <Link href={`/campaigns/${row.id}`} className="link">
          {row.name}
        </Link>
        <CampaignChip state={row.state} />
        {row.mode === 'rehearsal' ? <RehearsalChip /> : null}
        <span className="soft grow">
          {count(total - counts.waiting)} of {count(total)} handed over
        </span>
        {row.state === 'sending' ? (
          <Button busy={pause.isPending} onClick={() => pause.mutate({ id: row.id })}>
            Pause
          </Button>
        ) : (
          <Button onClick={() => go(`/campaigns/${row.id}`)}>Look</Button>
        )}
      </div>
      <Progress
        label={`${row.name}: handed over`}
        total={total}
        segments={[
          { tone: 'ok', count: counts.delivered },
          { tone: 'wait', count: onTheWay },
          { tone: 'bad', count: counts.failed },
          { tone: 'warn', count: counts.uncertain },
        ]}
      />
      <div className="row caption">
        <span>
          <b className="ok">{count(counts.delivered)}</b> delivered
        </span>
        <span>
          <b className="wait">{count(onTheWay)}</b> on the way
        </span>
        <span>
          <b className="bad">{count(counts.failed)}</b> failed
        </span>
        <span>
          <b>{count(counts.skipped)}</b> skipped
        </span>
      </div>
    </Card>
  );
}

function LastDays({ last30 }: { readonly last30: Summary['last30'] }) {
  const [isTable, setTable] = useState(false);
  if (last30.sent === 0 && last30.replies === 0) {
    return (
      <Card title="Last 30 days">
        <Empty title="No texts yet">
          Figures appear here with your first campaign. The rehearsal gateway is a safe place to try one.
        </Empty>
      </Card>
    );
  }
  return (
    <Card
      title="Last 30 days"
      aside={<LinkButton onClick={() => setTable(!isTable)}>{isTable ? 'Show as chart' : 'Show as table'}</LinkButton>}
    >
      <div className="row" style={{ gap: 36 }}>
        {(
          [
            [count(last30.sent), 'texts sent'],
            [share(last30.delivered, last30.sent), 'delivered'],
            [share(last30.optedOut, last30.sent), `opted out (${count(last30.optedOut)} people)`],
            [count(last30.replies), 'replies'],
          ] as const
        ).map(([figure, name]) => (
          <div key={name}>
            <div className="big">{figure}</div>
            <div className="caption">{name}</div>
          </div>
        ))}
      </div>
      <DayChart days={last30.days} isTable={isTable} />
    </Card>
  );
}

const needIcons = { uncertain: IconHelp, paused: IconClock } as const;

function Needs({ needs }: { readonly needs: Summary['needs'] }) {
  const target = (need: Summary['needs'][number]): string =>
    need.campaignId === null ? (need.kind === 'noContacts' ? '/import' : '/gateways') : `/campaigns/${need.campaignId}`;
  return (
    <Card title="Needs you">
      {needs.length === 0 ? <p className="soft">Nothing waits for you.</p> : null}
      <ul className="plain-list stack">
        {needs.map((need) => {
          const Icon = need.kind in needIcons ? needIcons[need.kind as keyof typeof needIcons] : IconAlertTriangle;
          return (
            <li
              key={`${need.kind}-${need.campaignId}`}
              className="row"
              style={{ flexWrap: 'nowrap', alignItems: 'flex-start' }}
            >
              <span className="timeline-mark">
                <Icon size={14} />
              </span>
              <div className="grow">
                <p className="strong">{need.title}</p>
                <p className="caption">{need.detail}</p>
              </div>
              <Link href={target(need)} className="link">
                Look
              </Link>
            </li>
          );
        })}
      </ul>
    </Card>
  );
}

/** What runs, what needs you, what the last month was like. */
export function HomePage() {
  const query = useCall('home.summary', {});
  const [, go] = useLocation();
  return (
    <Page title="Home">
      <Ready query={query}>
        {(home) => (
          <div className="columns">
            <div className="stack">
              {home.running.map((row) => (
                <Running key={row.id} row={row} />
              ))}
              <LastDays last30={home.last30} />
              {home.recent.length > 0 ? (
                <Card
                  title="Recent campaigns"
                  aside={
                    <Link href="/campaigns" className="link">
                      All campaigns
                    </Link>
                  }
                >
                  <ul className="plain-list stack-s">
                    {home.recent.map((row) => (
                      <li key={row.id} className="row">
                        <Link
                          href={row.state === 'draft' ? `/compose/${row.id}` : `/campaigns/${row.id}`}
                          className="link grow clip"
                        >
                          {row.name || 'Untitled'}
                        </Link>
                        <span className="caption">{time(row.startedAtMs ?? row.createdAtMs)}</span>
                        <CampaignChip state={row.state} />
                      </li>
                    ))}
                  </ul>
                </Card>
              ) : null}
            </div>
            <div className="stack">
              <Needs needs={home.needs} />
              <Card title="Start">
                <Button kind="main" tall wide icon={<IconPlus size={16} />} onClick={() => go('/compose')}>
                  New campaign
                </Button>
                <Button tall wide icon={<IconFileImport size={16} />} onClick={() => go('/import')}>
                  Import contacts
                </Button>
                <p className="caption">or drop a spreadsheet anywhere in this window</p>
              </Card>
            </div>
          </div>
        )}
      </Ready>
    </Page>
  );
}
