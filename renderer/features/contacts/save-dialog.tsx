import { useState } from 'react';
import { useCommand } from '../../api/client.ts';
import { people } from '../../format/format.ts';
import { Button } from '../../ui/button.tsx';
import { Choices } from '../../ui/choices.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field } from '../../ui/field.tsx';
import { Failure, Note } from '../../ui/states.tsx';
import type { Group } from './contacts-state.ts';

interface SaveDialogProps {
  readonly filter: Group | null;
  readonly search: string;
  readonly viewId: number;
  readonly size: number;
  readonly onSaved: (words: string) => void;
  readonly onClose: () => void;
}

const areas = ['lists', 'filters', 'audience', 'contacts'];

/** Keeps who is shown: the question as a segment that stays live, or the answer as a list that stands still. */
export function SaveDialog({ filter, search, viewId, size, onSaved, onClose }: SaveDialogProps) {
  const isSegmentable = filter !== null && search === '';
  const [kind, setKind] = useState<'segment' | 'list'>(isSegmentable ? 'segment' : 'list');
  const [name, setName] = useState('');
  const segment = useCommand('segments.save', areas);
  const list = useCommand('lists.create', areas);
  const done = {
    onSuccess: () => {
      onSaved(kind === 'segment' ? `Segment “${name.trim()}” saved` : `List “${name.trim()}” made`);
      onClose();
    },
  };
  const save = (): void => {
    if (kind === 'list') list.mutate({ name: name.trim(), members: { kind: 'view', viewId } }, done);
    else if (filter !== null) segment.mutate({ id: null, name: name.trim(), rule: filter }, done);
  };
  const error = segment.error ?? list.error;
  return (
    <Dialog title="Keep who is shown" onClose={onClose}>
      <Field label="Name" value={name} onChange={setName} placeholder="Rosebank regulars" autoFocus />
      <Choices
        label="How it is kept"
        name="keep-as"
        value={kind}
        onChange={setKind}
        choices={[
          ...(isSegmentable
            ? [
                {
                  value: 'segment' as const,
                  title: 'As a segment, live',
                  detail: 'Whoever fits the filter later joins by themselves, and whoever no longer fits leaves.',
                },
              ]
            : []),
          {
            value: 'list' as const,
            title: 'As a list, frozen',
            detail: `Exactly the ${people(size)} shown now; later changes to them move nobody on or off.`,
          },
        ]}
      />
      {isSegmentable ? null : (
        <Note>A segment keeps filters, not the words of a search. Use a filter to make one.</Note>
      )}
      {error ? <Failure error={error} /> : null}
      <div className="row">
        <Button kind="main" disabled={name.trim() === ''} busy={segment.isPending || list.isPending} onClick={save}>
          {kind === 'segment' ? 'Save the segment' : 'Make the list'}
        </Button>
      </div>
    </Dialog>
  );
}
