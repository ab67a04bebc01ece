import { IconPlayerPause, IconPlayerPlay, IconPlayerStop } from '@tabler/icons-react';
import type { Output } from '#contract/contract.ts';
import { useCommand } from '../../api/client.ts';
import { people } from '../../format/format.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Failure } from '../../ui/states.tsx';

type Row = Output<'campaigns.get'>['row'];

/** Pause and resume at once; stopping asks first. */
export function Steering({
  row,
  onStop,
  onError,
}: {
  readonly row: Row;
  readonly onStop: () => void;
  readonly onError: (error: Error) => void;
}) {
  const pause = useCommand('campaigns.pause', ['campaigns', 'home']);
  const resume = useCommand('campaigns.resume', ['campaigns', 'home']);
  if (row.state !== 'sending' && row.state !== 'paused') return null;
  return (
    <>
      {row.state === 'sending' ? (
        <Button
          icon={<IconPlayerPause size={16} />}
          busy={pause.isPending}
          onClick={() => pause.mutate({ id: row.id }, { onError })}
        >
          Pause
        </Button>
      ) : (
        <Button
          kind="main"
          icon={<IconPlayerPlay size={16} />}
          busy={resume.isPending}
          onClick={() => resume.mutate({ id: row.id }, { onError })}
        >
          Resume
        </Button>
      )}
      <Button kind="danger" icon={<IconPlayerStop size={16} />} onClick={onStop}>
        Stop for good
      </Button>
    </>
  );
}

/** Names what stopping does; the safe answer has the focus. */
export function StopDialog({ row, onClose }: { readonly row: Row; readonly onClose: () => void }) {
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
