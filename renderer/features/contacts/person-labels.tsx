import { IconPlus, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import type { Output } from '#contract/contract.ts';
import { useCall } from '../../api/client.ts';
import { Button } from '../../ui/button.tsx';
import { Field, Select } from '../../ui/field.tsx';
import { Failure } from '../../ui/states.tsx';
import { useBulk } from './use-bulk.ts';
import type { Action } from './use-bulk.ts';

type Person = Output<'contacts.file'>;

function Label({ name, onRemove }: { readonly name: string; readonly onRemove: () => void }) {
  return (
    <span className="chip filter-chip">
      <bdi className="clip">{name}</bdi>
      <button type="button" className="chip-close" aria-label={`Remove ${name}`} onClick={onRemove}>
        <IconX size={14} />
      </button>
    </span>
  );
}

function NewTag({ names, onAdd }: { readonly names: readonly string[]; readonly onAdd: (tag: string) => void }) {
  const [tag, setTag] = useState('');
  return (
    <form
      className="row bottom"
      onSubmit={(event) => {
        event.preventDefault();
        if (tag.trim() === '') return;
        onAdd(tag.trim());
        setTag('');
      }}
    >
      <div className="grow">
        <Field label="New tag" isLabelHidden placeholder="New tag" value={tag} onChange={setTag} suggestions={names} />
      </div>
      <Button submit icon={<IconPlus size={16} />} disabled={tag.trim() === ''}>
        Add tag
      </Button>
    </form>
  );
}

/** Tags and lists of one person; every change can be taken back. */
export function PersonLabels({ person }: { readonly person: Person }) {
  const lists = (useCall('lists.list', {}).data ?? []).filter(({ kind }) => kind === 'list');
  const tagNames = (useCall('tags.list', {}).data ?? []).map(({ name }) => name);
  const bulk = useBulk(() => undefined);
  const act = (action: Action): void => void bulk.start({ kind: 'ids', ids: [person.contact.id] }, action);
  const others = lists.filter(({ id }) => !person.lists.some((list) => list.id === id));
  return (
    <>
      <section className="stack-s" aria-label="Tags">
        <h3>Tags</h3>
        <div className="row tight">
          {person.tags.length === 0 ? <span className="caption">No tags yet.</span> : null}
          {person.tags.map((tag) => (
            <Label key={tag} name={tag} onRemove={() => act({ kind: 'untag', tag })} />
          ))}
        </div>
        <NewTag names={tagNames} onAdd={(tag) => act({ kind: 'tag', tag })} />
      </section>
      <section className="stack-s" aria-label="Lists">
        <h3>Lists</h3>
        <div className="row tight">
          {person.lists.length === 0 ? <span className="caption">On no list.</span> : null}
          {person.lists.map(({ id, name }) => (
            <Label key={id} name={name} onRemove={() => act({ kind: 'listRemove', listId: id })} />
          ))}
        </div>
        {others.length === 0 ? null : (
          <Select
            label="Put on a list"
            isLabelHidden
            value={null}
            placeholder="Put on a list …"
            onChange={(id) => act({ kind: 'listAdd', listId: Number(id) })}
            options={others.map(({ id, name }) => ({ value: String(id), label: name }))}
          />
        )}
      </section>
      {bulk.error ? <Failure error={bulk.error} /> : null}
    </>
  );
}
