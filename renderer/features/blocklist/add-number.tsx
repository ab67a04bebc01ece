import { useState } from 'react';
import { useCall, useCommand } from '../../api/client.ts';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { Card } from '../../ui/page.tsx';
import { Failure, Note } from '../../ui/states.tsx';

/** Blocks a number somebody asked for outside a text: at the counter, by phone, by mail. */
export function AddNumber() {
  const actor = useCall('app.state', {}).data?.settings.actor ?? '';
  const add = useCommand('blocklist.add', ['blocklist', 'contacts', 'app', 'workspace', 'campaigns', 'audience']);
  const [number, setNumber] = useState('');
  const [note, setNote] = useState('');
  const [by, setBy] = useState<string | null>(null);
  return (
    <Card title="Block a number">
      <form
        className="stack-s"
        onSubmit={(event) => {
          event.preventDefault();
          add.mutate(
            { number, note, by: (by ?? actor).trim() || 'the owner' },
            {
              onSuccess: () => {
                setNumber('');
                setNote('');
              },
            },
          );
        }}
      >
        <Field label="Number" placeholder="082 123 4567" value={number} onChange={setNumber} />
        <Field label="Why" placeholder="Asked by phone" value={note} onChange={setNote} />
        <Field label="Recorded by" value={by ?? actor} onChange={setBy} />
        {add.error ? <Failure error={add.error} /> : null}
        {add.data ? (
          <Note tone="ok">
            <span role="status">
              {add.data.shown} {add.data.added ? 'is blocked for good' : 'was blocked already'}.
              {add.data.cancelled > 0 ? ` ${add.data.cancelled} waiting cancelled.` : ''}
            </span>
          </Note>
        ) : null}
        <div>
          <Button submit busy={add.isPending} disabled={number.trim() === ''}>
            Block for good
          </Button>
        </div>
      </form>
    </Card>
  );
}
