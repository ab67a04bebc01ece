import { IconPlayerPause } from '@tabler/icons-react';
import { Link, useLocation } from 'wouter';
import type { Output } from '#contract/contract.ts';
import { useCommand } from '../../api/client.ts';
import { count, timeLeft } from '../../format/format.ts';
import { Button } from '../../ui/button.tsx';
import { CampaignChip, RehearsalChip } from '../../ui/chip.tsx';
import { Card } from '../../ui/page.tsx';
import { Progress } from '../../ui/progress.tsx';
import { Failure } from '../../ui/states.tsx';
import { useRates } from '../../window-state.ts';

/** A campaign under way: how far, how long still, and the way to stop it for a while. */
export function RunningCard({ row }: { readonly row: Output<'home.summary'>['running'][number] }) {
  const [, go] = useLocation();
  const pause = useCommand('campaigns.pause', ['campaigns', 'home']);
  const perSecond = useRates((state) => state.perSecond[row.id] ?? 0);
  const { counts } = row;
  const onTheWay = counts.submitting + counts.accepted + counts.enroute;
  const total = counts.matched - counts.skipped - counts.cancelled;
  const left = row.state === 'sending' ? timeLeft(counts.waiting, perSecond) : '';
  const isPaused = row.state === 'paused';
  return (
    <Card>
      <div className="row">
        <Link href={`/campaigns/${row.id}`} className="rowlink">
          {row.name}
        </Link>
        <CampaignChip state={row.state} />
        {row.mode === 'rehearsal' ? <RehearsalChip /> : null}
        <span className="soft small grow">
          {count(total - counts.waiting)} of {count(total)} handed over{left === '' ? '' : ` · ${left}`}
        </span>
        {isPaused ? (
          <Button onClick={() => go(`/campaigns/${row.id}`)}>Look</Button>
        ) : (
          <Button
            icon={<IconPlayerPause size={16} />}
            busy={pause.isPending}
            onClick={() => pause.mutate({ id: row.id })}
          >
            Pause
          </Button>
        )}
      </div>
      <Progress
        label={`${row.name}: ${count(total - counts.waiting)} of ${count(total)} handed over`}
        total={total}
        segments={[
          { tone: 'ok', count: counts.delivered },
          { tone: 'wait', count: onTheWay },
          { tone: 'bad', count: counts.failed },
          { tone: 'warn', count: counts.uncertain },
        ]}
      />
      <div className="row small soft">
        <span>
          <b className="ok">{count(counts.delivered)}</b> delivered
        </span>
        <span>
          <b className="wait">{count(onTheWay)}</b> on the way
        </span>
        <span>
          <b className="bad">{count(counts.failed)}</b> failed
        </span>
        {counts.uncertain > 0 ? (
          <span>
            <b className="warn">{count(counts.uncertain)}</b> not sure
          </span>
        ) : null}
        <span>
          <b>{count(counts.skipped)}</b> skipped
        </span>
      </div>
      {pause.error ? <Failure error={pause.error} /> : null}
    </Card>
  );
}
