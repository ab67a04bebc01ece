import { useState } from 'react';
import type { Output } from '#contract/contract.ts';
import { useCall, useCommand } from '../../api/client.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field } from '../../ui/field.tsx';
import { Failure } from '../../ui/states.tsx';

/** Blocks one person for good, after saying what that means; the safe answer has the focus. */
export function BlockDialog({
  contact,
  onClose,
}: {
  readonly contact: Output<'contacts.get'>['contact'];
  readonly onClose: () => void;
}) {
  const actor = useCall('app.state', {}).data?.settings.actor ?? '';
  const [note, setNote] = useState('');
  const block = useCommand('blocklist.add', ['contacts', 'blocklist', 'workspace', 'app']);
  return (
    <Dialog title={`Block ${contact.name || contact.shown}?`} onClose={onClose}>
      <p>
        They get no text of any kind from Assent again, and everything waiting for them is cancelled. Only new proof
        from the person lifts a block.
      </p>
      <Field
        label="Why"
        hint="Stands in the ledger beside your name"
        placeholder="Asked at the counter"
        value={note}
        onChange={setNote}
      />
      {block.error ? <Failure error={block.error} /> : null}
      <div className="row">
        <Button onClick={onClose} autoFocus>
          Keep as it is
        </Button>
        <Button
          kind="danger"
          busy={block.isPending}
          onClick={() => block.mutate({ number: contact.e164, note, by: actor || 'the owner' }, { onSuccess: onClose })}
        >
          Block for good
        </Button>
      </div>
    </Dialog>
  );
}
