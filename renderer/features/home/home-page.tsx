import { IconFileImport, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import type { Output } from '#contract/contract.ts';
import { useCall } from '../../api/client.ts';
import { count, share, time } from '../../format/format.ts';
import { Button, LinkButton } from '../../ui/button.tsx';
import { CampaignChip } from '../../ui/chip.tsx';
import { useNow } from '../../ui/now.ts';
import { Card, Page } from '../../ui/page.tsx';
import { Empty, Ready } from '../../ui/states.tsx';
import { DayChart, DayTable, spanWords } from './day-chart.tsx';
import { FirstSteps } from './first-steps.tsx';
import { Needs } from './needs.tsx';
import { RunningCard } from './running-card.tsx';

type Summary = Output<'home.summary'>;

function LastDays({ last30 }: { readonly last30: Summary['last30'] }) {
  const [isTable, setTable] = useState(false);
  const now = useNow();
  if (last30.sent === 0 && last30.replies === 0) {
    return (
      <Card title="Last 30 days">
        <Empty title="No texts yet">
          Figures appear here with your first campaign. The rehearsal gateway is a safe place to try one.
        </Empty>
      </Card>
    );
  }
  const figures = [
    [count(last30.sent), 'texts sent'],
    [share(last30.delivered, last30.sent), 'delivered'],
    [share(last30.optedOut, last30.sent), `opted out (${count(last30.optedOut)} people)`],
    [count(last30.replies), 'replies'],
  ] as const;
  return (
    <section className="card" aria-label="Last 30 days">
      <div className="card-head">
        <h2>Last 30 days</h2>
        <span className="caption grow">{spanWords(last30.days, now)}</span>
        <LinkButton onClick={() => setTable(!isTable)}>{isTable ? 'Show as chart' : 'Show as table'}</LinkButton>
      </div>
      <div className="card-body">
        <div className="totals">
          {figures.map(([figure, name]) => (
            <div key={name}>
              <div className="big">{figure}</div>
              <div className="caption">{name}</div>
            </div>
          ))}
        </div>
        {isTable ? <DayTable found={last30.days} /> : <DayChart found={last30.days} nowMs={now} />}
      </div>
    </section>
  );
}

function Recent({ rows }: { readonly rows: Summary['recent'] }) {
  return (
    <Card
      title="Recent campaigns"
      flush
      aside={
        <Link href="/campaigns" className="link small">
          All campaigns
        </Link>
      }
    >
      <table className="grid">
        <thead className="visually-hidden">
          <tr>
            <th scope="col">Name</th>
            <th scope="col">When</th>
            <th scope="col">State</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id} className="pick">
              <td>
                <Link href={row.state === 'draft' ? `/compose/${row.id}` : `/campaigns/${row.id}`} className="rowlink">
                  {row.name || 'Untitled'}
                </Link>
              </td>
              <td className="soft number">{time(row.startedAtMs ?? row.createdAtMs)}</td>
              <td className="number" style={{ width: 110 }}>
                <CampaignChip state={row.state} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Card>
  );
}

function Start() {
  const [, go] = useLocation();
  return (
    <Card title="Start">
      <Button kind="main" tall wide icon={<IconPlus size={16} />} onClick={() => go('/compose')}>
        New campaign
      </Button>
      <Button tall wide icon={<IconFileImport size={16} />} onClick={() => go('/import')}>
        Import contacts
      </Button>
      <p className="caption">or drop a spreadsheet anywhere in this window</p>
    </Card>
  );
}

/** What runs, what needs you, what the last month was like; before the first campaign, the way to it. */
export function HomePage() {
  const query = useCall('home.summary', {}, { fresh: true });
  return (
    <Page title="Home">
      <Ready query={query}>
        {({ needs, running, recent, last30, contacts }) => {
          const isNew = running.length === 0 && recent.every(({ state }) => state === 'draft');
          return (
            <div className="columns">
              <div className="stack">
                {isNew ? <FirstSteps contacts={contacts} /> : null}
                {running.map((row) => (
                  <RunningCard key={row.id} row={row} />
                ))}
                {isNew && last30.sent === 0 ? null : <LastDays last30={last30} />}
                {recent.length > 0 ? <Recent rows={recent} /> : null}
              </div>
              <div className="stack">
                <Needs needs={needs} />
                {isNew ? null : <Start />}
              </div>
            </div>
          );
        }}
      </Ready>
    </Page>
  );
}
