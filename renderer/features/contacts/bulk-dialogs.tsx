import { useState } from 'react';
import type { ReactNode } from 'react';
import { useCall, useCommand } from '../../api/client.ts';
import { people } from '../../format/format.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Field, Select } from '../../ui/field.tsx';
import { Failure, Note, Ready } from '../../ui/states.tsx';
import { FieldValue } from './field-value.tsx';
import { Sure } from './sure.tsx';
import type { Action, Target } from './use-bulk.ts';

interface AskProps {
  readonly size: number;
  readonly onStart: (action: Action) => void;
  readonly onClose: () => void;
}

/** A tag for many, one that is there or a new one; or a tag taken off them. */
export function TagDialog({ size, onStart, onClose, isRemoving }: AskProps & { readonly isRemoving: boolean }) {
  const [tag, setTag] = useState('');
  const names = (useCall('tags.list', {}).data ?? []).map(({ name }) => name);
  return (
    <Dialog title={isRemoving ? `Untag ${people(size)}` : `Tag ${people(size)}`} onClose={onClose}>
      <Field label="Tag" value={tag} onChange={setTag} suggestions={names} placeholder="vip" autoFocus />
      <Sure
        size={size}
        go={isRemoving ? 'Remove the tag' : `Tag ${people(size)}`}
        isReady={tag.trim() !== ''}
        onGo={() => onStart({ kind: isRemoving ? 'untag' : 'tag', tag: tag.trim() })}
        onClose={onClose}
      />
    </Dialog>
  );
}

/** Puts many on a list, one that is there or a new one. */
export function ListDialog({ size, target, onStart, onClose }: AskProps & { readonly target: Target }) {
  const lists = useCall('lists.list', {});
  const create = useCommand('lists.create', ['lists', 'filters', 'audience', 'contacts']);
  const [chosen, setChosen] = useState<string | null>(null);
  const [name, setName] = useState('');
  const isNew = chosen === 'new';
  return (
    <Dialog title={`Add ${people(size)} to a list`} onClose={onClose}>
      <Ready query={lists} rows={1}>
        {(rows) => (
          <Select
            label="List"
            value={chosen}
            placeholder="Choose a list"
            onChange={setChosen}
            options={[
              ...rows.filter(({ kind }) => kind === 'list').map((row) => ({ value: String(row.id), label: row.name })),
              { value: 'new', label: 'A new list …' },
            ]}
          />
        )}
      </Ready>
      {isNew ? <Field label="Name of the new list" value={name} onChange={setName} /> : null}
      {create.error ? <Failure error={create.error} /> : null}
      <Sure
        size={size}
        go={isNew ? 'Make the list' : 'Add to the list'}
        isReady={isNew ? name.trim() !== '' && !create.isPending : chosen !== null}
        onGo={() =>
          isNew
            ? create.mutate({ name: name.trim(), members: target }, { onSuccess: onClose })
            : onStart({ kind: 'listAdd', listId: Number(chosen) })
        }
        onClose={onClose}
      />
    </Dialog>
  );
}

/** One field set to one value for many. */
export function FieldDialog({ size, onStart, onClose }: AskProps) {
  const fields = useCall('fields.list', {});
  const [key, setKey] = useState<string | null>(null);
  const [value, setValue] = useState('');
  const field = fields.data?.find((one) => one.key === key);
  return (
    <Dialog title={`Set a field for ${people(size)}`} onClose={onClose}>
      <Ready query={fields} rows={1}>
        {(rows) => (
          <Select
            label="Field"
            value={key}
            placeholder="Choose a field"
            onChange={(next) => {
              setKey(next);
              setValue('');
            }}
            options={rows.map((row) => ({ value: row.key, label: row.label }))}
            searchable
          />
        )}
      </Ready>
      {field ? <FieldValue field={field} label="New value" value={value} onChange={setValue} /> : null}
      {field && value === '' ? <Note>Without a value the field is emptied.</Note> : null}
      <Sure
        size={size}
        go={`Set it for ${people(size)}`}
        isReady={field !== undefined}
        onGo={() => key !== null && onStart({ kind: 'setField', key, value })}
        onClose={onClose}
      />
    </Dialog>
  );
}

function Ask({ title, children, onClose }: { title: string; children: ReactNode; onClose: () => void }) {
  return (
    <Dialog title={title} onClose={onClose}>
      {children}
    </Dialog>
  );
}

/** Blocks many for good, after saying what that means; the safe answer has the focus. */
export function BlockManyDialog({ size, onStart, onClose }: AskProps) {
  const [note, setNote] = useState('');
  return (
    <Ask title={`Block ${people(size)}?`} onClose={onClose}>
      <p>
        They get no text of any kind from Assent again, and everything waiting for them is cancelled. This cannot be
        undone: only new proof from each person lifts their block.
      </p>
      <Field label="Why" hint="Stands in the ledger beside your name" value={note} onChange={setNote} />
      <Sure
        size={size}
        go={`Block ${people(size)}`}
        isDanger
        isReady
        onGo={() => onStart({ kind: 'block', note: note.trim() })}
        onClose={onClose}
      />
    </Ask>
  );
}

/** Deletes many; it can be taken back for ten seconds, and a block outlives it. */
export function DeleteDialog({ size, onStart, onClose }: AskProps) {
  return (
    <Ask title={`Delete ${people(size)}?`} onClose={onClose}>
      <p>
        They leave your contacts and every list. Who has asked not to be texted stays blocked, and the record of
        permissions stays as it is. You can undo this for ten seconds.
      </p>
      <Sure
        size={size}
        go={`Delete ${people(size)}`}
        isDanger
        isReady
        onGo={() => onStart({ kind: 'delete' })}
        onClose={onClose}
      />
    </Ask>
  );
}
