import { IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { useCommand } from '../../api/client.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Failure } from '../../ui/states.tsx';

interface DeleteProps {
  readonly id: number;
  readonly name: string;
  readonly onDrop: () => void;
}

/** Deletes a draft after asking; nobody was texted, so nothing else changes. */
export function DeleteDraft({ id, name, onDrop }: DeleteProps) {
  const [isAsking, setAsking] = useState(false);
  const remove = useCommand('campaigns.remove', ['home', 'campaigns.list']);
  const [, go] = useLocation();
  return (
    <>
      <Button kind="quiet-danger" icon={<IconTrash size={16} />} onClick={() => setAsking(true)}>
        Delete draft
      </Button>
      {isAsking ? (
        <Dialog title={`Delete “${name || 'Untitled'}”?`} onClose={() => setAsking(false)}>
          <p>The draft and its text are gone for good. People, permissions and other campaigns stay as they are.</p>
          {remove.error ? <Failure error={remove.error} /> : null}
          <div className="row">
            <Button onClick={() => setAsking(false)} autoFocus>
              Keep it
            </Button>
            <Button
              kind="danger"
              busy={remove.isPending}
              onClick={() => {
                onDrop();
                remove.mutate({ id }, { onSuccess: () => go('/campaigns') });
              }}
            >
              Delete for good
            </Button>
          </div>
        </Dialog>
      ) : null}
    </>
  );
}
