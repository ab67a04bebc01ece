import { IconArrowBackUp } from '@tabler/icons-react';
import { Link } from 'wouter';
import { useCall, useCommand } from '../../api/client.ts';
import { time } from '../../format/format.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/page.tsx';
import { Failure } from '../../ui/states.tsx';

/** The merges of the last 30 days, each to be taken apart again; nothing while there is none. */
export function MergesDone() {
  const done = useCall('contacts.merges', {}, { fresh: true });
  const undo = useCommand('undo.apply', ['contacts', 'lists', 'tags', 'audience']);
  if (done.error) return <Failure error={done.error} onRetry={() => void done.refetch()} />;
  if (!done.data || done.data.length === 0) return null;
  return (
    <Card title="Merged in the last 30 days" flush>
      {undo.error ? (
        <div className="card-body">
          <Failure error={undo.error} />
        </div>
      ) : null}
      <ul className="plain-list merges-done">
        {done.data.map(({ undo: token, atMs, kept, dropped }) => (
          <li key={token} className="row small">
            <span className="grow">
              <bdi className="strong">{dropped.name || 'No name'}</bdi>{' '}
              <bdi dir="ltr" className="soft">
                {dropped.shown}
              </bdi>{' '}
              went into{' '}
              {kept === null ? (
                'somebody who has been deleted since'
              ) : (
                <Link href={`/contacts/${kept.id}`} className="link">
                  <bdi>{kept.name || kept.shown}</bdi>
                </Link>
              )}
            </span>
            <span className="caption">{time(atMs)}</span>
            <Button
              icon={<IconArrowBackUp size={16} />}
              busy={undo.isPending && undo.variables.undo === token}
              onClick={() => undo.mutate({ undo: token })}
            >
              Take apart {dropped.name || dropped.shown}
            </Button>
          </li>
        ))}
      </ul>
    </Card>
  );
}
