import { useState } from 'react';
import type { Output } from '#contract/contract.ts';
import { useCall, useCommand } from '../../api/client.ts';
import { ago } from '../../format/format.ts';
import { stepIds } from '../../import-answers.ts';
import { useImportState } from '../../import-state.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { useNow } from '../../ui/now.ts';
import { Card } from '../../ui/page.tsx';
import { Failure } from '../../ui/states.tsx';
import { stepNames } from './wizard-steps.tsx';

type Draft = Output<'imports.drafts'>[number];

const stepName = (step: string): string => stepNames[stepIds.find((id) => id === step) ?? 'read'];

function Discard({ draft, onClose }: { readonly draft: Draft; readonly onClose: () => void }) {
  const remove = useCommand('imports.removeDraft', ['imports.drafts']);
  return (
    <Dialog title="Discard this draft?" onClose={onClose}>
      <p>
        What you decided about <bdi>{draft.fileName}</bdi> is forgotten. The file itself stays where it is, and nobody
        of it was imported.
      </p>
      {remove.error ? <Failure error={remove.error} /> : null}
      <div className="row">
        <Button autoFocus onClick={onClose}>
          Keep it
        </Button>
        <Button
          kind="danger"
          busy={remove.isPending}
          onClick={() => remove.mutate({ draftId: draft.draftId }, { onSuccess: onClose })}
        >
          Discard the draft
        </Button>
      </div>
    </Dialog>
  );
}

/** Imports that were begun and not finished: carry on, or discard. */
export function DraftsCard() {
  const drafts = useCall('imports.drafts', {}, { fresh: true });
  const open = useCommand('imports.openDraft');
  const openIn = useImportState((state) => state.open);
  const [leaving, setLeaving] = useState<Draft | null>(null);
  const now = useNow();
  if (drafts.error) return <Failure error={drafts.error} onRetry={() => void drafts.refetch()} />;
  if (!drafts.data || drafts.data.length === 0) return null;
  return (
    <Card title="Carry on where you left" flush>
      <ul className="plain-list draft-list">
        {drafts.data.map((draft) => (
          <li key={draft.draftId}>
            <div className="grow">
              <p className="strong clip">
                <bdi>{draft.fileName}</bdi>
              </p>
              <p className="caption">
                At “{stepName(draft.step)}”, {ago(draft.updatedAtMs, now)}
              </p>
            </div>
            <Button
              busy={open.isPending && open.variables.draftId === draft.draftId}
              onClick={() => open.mutate({ draftId: draft.draftId }, { onSuccess: openIn })}
            >
              Open
            </Button>
            <Button kind="quiet" onClick={() => setLeaving(draft)}>
              Discard
            </Button>
          </li>
        ))}
      </ul>
      {open.error ? (
        <div className="card-body">
          <Failure error={open.error} />
        </div>
      ) : null}
      {leaving ? <Discard draft={leaving} onClose={() => setLeaving(null)} /> : null}
    </Card>
  );
}
