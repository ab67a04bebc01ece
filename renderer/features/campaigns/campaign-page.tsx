import { IconPlayerPause, IconPlayerPlay, IconPlayerStop } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useLocation } from 'wouter';
import type { Output } from '#contract/contract.ts';
import { onEvent, useCall, useCommand } from '../../api/client.ts';
import { count, people, purposeWords, texts, time } from '../../format/format.ts';
import { Button } from '../../ui/button.tsx';
import { CampaignChip, RehearsalChip } from '../../ui/chip.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Card, Facts, Page } from '../../ui/page.tsx';
import { Progress } from '../../ui/progress.tsx';
import { Failure, Note, Ready } from '../../ui/states.tsx';
import { PeopleTable } from './people-table.tsx';
import { Reasons } from './reasons.tsx';

type Row = Output<'campaigns.get'>['row'];

const announceEveryMs = 10_000;

/** One sentence about how far it is, spoken at most every ten seconds. */
function Announcer({ row }: { readonly row: Row }) {
  const [spoken, setSpoken] = useState('');
  const last = useRef(0);
  const { counts, state } = row;
  useEffect(() => {
    if (Date.now() - last.current < announceEveryMs && state === 'sending') return;
    last.current = Date.now();
    setSpoken(`${count(counts.delivered)} delivered, ${count(counts.failed)} failed, ${count(counts.waiting)} waiting`);
  }, [counts, state]);
  return (
    <p className="visually-hidden" role="status">
      {spoken}
    </p>
  );
}

function Figures({ row }: { readonly row: Row }) {
  const [rate, setRate] = useState(0);
  useEffect(() => onEvent('campaigns.progress', ({ id, perSecond }) => id === row.id && setRate(perSecond)), [row.id]);
  const { counts } = row;
  const onTheWay = counts.submitting + counts.accepted + counts.enroute;
  const total = counts.matched - counts.skipped - counts.cancelled;
  const handed = total - counts.waiting;
  return (
    <Card>
      <div className="row">
        <p className="grow">
          <span className="big">{count(handed)}</span> <span className="soft">of {count(total)} handed over</span>
        </p>
        <p className="soft">
          {row.state === 'sending' && rate > 0 ? `${count(rate)} texts a second · ` : ''}
          {texts(counts.parts)}
          {row.startedAtMs === null ? '' : ` · started ${time(row.startedAtMs)}`}
        </p>
      </div>
      <Progress
        label={`${count(handed)} of ${count(total)} handed over`}
        total={total}
        segments={[
          { tone: 'ok', count: counts.delivered },
          { tone: 'wait', count: onTheWay },
          { tone: 'bad', count: counts.failed },
          { tone: 'warn', count: counts.uncertain },
        ]}
      />
      <div className="figures">
        {(
          [
            ['ok', counts.delivered, 'Delivered'],
            ['wait', onTheWay, 'On the way'],
            ['bad', counts.failed, 'Failed'],
            ['warn', counts.uncertain, 'Not sure'],
            ['plain', counts.skipped + counts.cancelled, 'Skipped'],
            ['ink', counts.waiting, 'Waiting'],
          ] as const
        ).map(([tone, figure, name]) => (
          <div key={name} className="figure" data-tone={tone}>
            <b>{count(figure)}</b>
            <span>{name}</span>
          </div>
        ))}
      </div>
    </Card>
  );
}

function Steering({ row, onStop }: { readonly row: Row; readonly onStop: () => void }) {
  const pause = useCommand('campaigns.pause', ['campaigns', 'home']);
  const resume = useCommand('campaigns.resume', ['campaigns', 'home']);
  return (
    <>
      {row.state === 'sending' ? (
        <Button
          icon={<IconPlayerPause size={16} />}
          busy={pause.isPending}
          onClick={() => pause.mutate({ id: row.id })}
        >
          Pause
        </Button>
      ) : null}
      {row.state === 'paused' ? (
        <Button
          kind="main"
          icon={<IconPlayerPlay size={16} />}
          busy={resume.isPending}
          onClick={() => resume.mutate({ id: row.id })}
        >
          Resume
        </Button>
      ) : null}
      {row.state === 'sending' || row.state === 'paused' ? (
        <Button kind="danger" icon={<IconPlayerStop size={16} />} onClick={onStop}>
          Stop for good
        </Button>
      ) : null}
      {resume.error ? <Failure error={resume.error} /> : null}
    </>
  );
}

function StopDialog({ row, onClose }: { readonly row: Row; readonly onClose: () => void }) {
  const stop = useCommand('campaigns.stop', ['campaigns', 'home']);
  return (
    <Dialog title={`Stop “${row.name}” for good?`} onClose={onClose}>
      <p>
        {people(row.counts.waiting)} still wait and will not get it. What is on its way keeps its course. A stopped
        campaign cannot go on.
      </p>
      {stop.error ? <Failure error={stop.error} /> : null}
      <div className="row">
        <Button onClick={onClose} autoFocus>
          Go on as before
        </Button>
        <Button kind="danger" busy={stop.isPending} onClick={() => stop.mutate({ id: row.id }, { onSuccess: onClose })}>
          Stop for good
        </Button>
      </div>
    </Dialog>
  );
}

/** One campaign while it is sent and for ever after: figures, everybody by name, why some were left out. */
export function CampaignPage({ id }: { readonly id: number }) {
  const query = useCall('campaigns.get', { id });
  const skipped = useCall('campaigns.skipReasons', { id });
  const [isStopping, setStopping] = useState(false);
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
      actions={row ? <Steering row={row} onStop={() => setStopping(true)} /> : null}
    >
      <Ready query={query}>
        {(campaign) => (
          <div className="stack">
            <Announcer row={campaign.row} />
            {campaign.row.pauseReason ? <Note tone="warn">{campaign.row.pauseReason}</Note> : null}
            {campaign.row.state === 'draft' ? (
              <Note>
                This is a draft. <Button onClick={() => go(`/compose/${id}`)}>Go on writing</Button>
              </Note>
            ) : null}
            <Figures row={campaign.row} />
            <div className="columns">
              <PeopleTable id={id} counts={campaign.row.counts} />
              <div className="stack">
                {campaign.row.counts.uncertain > 0 ? (
                  <Note tone="warn">
                    <p className="strong">{people(campaign.row.counts.uncertain)} not sure</p>
                    <p>
                      The connection broke after the text may have left this computer. A receipt can still settle it;
                      Assent never sends a doubtful text twice by itself.
                    </p>
                  </Note>
                ) : null}
                <Card title="The text">
                  <p className="pre" dir="auto">
                    {campaign.text}
                  </p>
                  <Facts
                    rows={[
                      ['About', campaign.purpose === null ? '–' : purposeWords[campaign.purpose][0]],
                      ['Through', campaign.row.gateway ?? '–'],
                      ['Sender', campaign.sender ?? 'the gateway’s number'],
                      ['Replies', count(campaign.row.replies)],
                      ['Opted out', count(campaign.row.optOuts)],
                    ]}
                  />
                </Card>
              </div>
            </div>
            {skipped.data && skipped.data.length > 0 ? <Reasons title="Left out" reasons={skipped.data} /> : null}
            {isStopping ? <StopDialog row={campaign.row} onClose={() => setStopping(false)} /> : null}
          </div>
        )}
      </Ready>
    </Page>
  );
}
