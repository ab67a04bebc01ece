import { useState } from 'react';
import type { Output } from '#contract/contract.ts';
import { useCall, useCommand } from '../../api/client.ts';
import { count, people } from '../../format/format.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field } from '../../ui/field.tsx';
import { Facts } from '../../ui/page.tsx';
import { Failure, Note, Ready } from '../../ui/states.tsx';
import { KeptList } from './kept-list.tsx';
import { useHome } from './use-request.ts';

type Undo = Output<'imports.undo'>;

function Effects({ undo, isDone }: { readonly undo: Undo; readonly isDone: boolean }) {
  return (
    <>
      <Facts
        rows={[
          [isDone ? 'Taken away' : 'Will be taken away', people(undo.removed)],
          [isDone ? 'Put back as before' : 'Will be put back as before', people(undo.restored)],
          [isDone ? 'Stayed' : 'Will stay', people(undo.kept)],
        ]}
      />
      <KeptList kept={undo.examples} />
      {undo.kept > undo.examples.length ? (
        <p className="caption">and {count(undo.kept - undo.examples.length)} more.</p>
      ) : null}
    </>
  );
}

function Done({ undo, onClose }: { readonly undo: Undo; readonly onClose: () => void }) {
  return (
    <>
      <p role="status" className="strong">
        The import was undone.
      </p>
      <Effects undo={undo} isDone />
      <div>
        <Button kind="main" autoFocus onClick={onClose}>
          Close
        </Button>
      </div>
    </>
  );
}

interface UndoProps {
  readonly id: number;
  readonly fileName: string;
  readonly onClose: () => void;
}

/** Says what undoing takes away, puts back and leaves, before anything is done. */
export function UndoDialog({ id, fileName, onClose }: UndoProps) {
  const { actor } = useHome();
  const [by, setBy] = useState(actor);
  const check = useCall('imports.undoCheck', { id }, { fresh: true });
  const undo = useCommand('imports.undo', ['imports', 'contacts', 'audience', 'home', 'workspace', 'app']);
  return (
    <Dialog title={undo.data ? 'Undone' : 'Undo this import?'} onClose={onClose}>
      {undo.data ? (
        <Done undo={undo.data} onClose={onClose} />
      ) : (
        <Ready query={check} rows={4}>
          {(found) => (
            <>
              <p className="small">
                Everything that <bdi>{fileName}</bdi> brought is taken away, and what it changed is put back as it was.
              </p>
              <Effects undo={found} isDone={false} />
              <Note>
                Blocks that came with the file stay: a block is never lifted by undoing. Undoing itself is final.
              </Note>
              <Field label="Your name" required value={by} onChange={setBy} />
              {undo.error ? <Failure error={undo.error} /> : null}
              <div className="row">
                <Button autoFocus onClick={onClose}>
                  Leave it as it is
                </Button>
                <Button
                  kind="danger"
                  busy={undo.isPending}
                  disabled={by.trim() === ''}
                  onClick={() => undo.mutate({ id, by: by.trim().slice(0, 200) })}
                >
                  Undo the import
                </Button>
              </div>
            </>
          )}
        </Ready>
      )}
    </Dialog>
  );
}
