import { IconBookmark } from '@tabler/icons-react';
import { useState } from 'react';
import type { Output } from '#contract/contract.ts';
import { useCall, useCommand } from '../../api/client.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field } from '../../ui/field.tsx';
import { Menu } from '../../ui/menu.tsx';
import { Failure, Note } from '../../ui/states.tsx';
import { useSearch } from '../../window-state.ts';
import { useContacts } from './contacts-state.ts';
import type { SavedDefinition } from './contacts-state.ts';

type SavedView = Output<'views.saved'>[number];

/** What a kept view says; null when it is of another version and cannot be used. */
function definitionOf({ definition }: SavedView): SavedDefinition | null {
  try {
    const kept = JSON.parse(definition) as Partial<SavedDefinition>;
    const isWhole = Array.isArray(kept.columns) && typeof kept.search === 'string' && kept.sort !== undefined;
    return isWhole && kept.filter !== undefined ? (kept as SavedDefinition) : null;
  } catch {
    return null;
  }
}

function SaveView({ saved, onClose }: { readonly saved: readonly SavedView[]; readonly onClose: () => void }) {
  const [name, setName] = useState('');
  const save = useCommand('views.save', ['views.saved']);
  const same = saved.find((view) => view.name === name.trim());
  const keep = (): void => {
    const { filter, sort, columns } = useContacts.getState();
    const kept: SavedDefinition = { filter, sort, columns, search: useSearch.getState().text.trim() };
    save.mutate({ id: same?.id ?? null, name: name.trim(), definition: JSON.stringify(kept) }, { onSuccess: onClose });
  };
  return (
    <Dialog title="Save this view" onClose={onClose}>
      <Field
        label="Name"
        hint="Keeps the filter, the search, the order and the columns"
        value={name}
        onChange={setName}
        autoFocus
      />
      {same ? <Note>There is a view of this name; saving changes it.</Note> : null}
      {save.error ? <Failure error={save.error} /> : null}
      <div className="row">
        <Button kind="main" disabled={name.trim() === ''} busy={save.isPending} onClick={keep}>
          Save the view
        </Button>
      </div>
    </Dialog>
  );
}

function ManageViews({ saved, onClose }: { readonly saved: readonly SavedView[]; readonly onClose: () => void }) {
  const remove = useCommand('views.remove', ['views.saved']);
  return (
    <Dialog title="Saved views" onClose={onClose}>
      {saved.length === 0 ? <p className="small soft">None is left.</p> : null}
      <ul className="plain-list stack-s">
        {saved.map(({ id, name }) => (
          <li key={id} className="row">
            <span className="grow clip">{name}</span>
            <Button busy={remove.isPending && remove.variables.id === id} onClick={() => remove.mutate({ id })}>
              Forget “{name}”
            </Button>
          </li>
        ))}
      </ul>
      {remove.error ? <Failure error={remove.error} /> : null}
    </Dialog>
  );
}

/** Views kept under a name: filter, search, order and columns in one pick. */
export function SavedViews() {
  const saved = useCall('views.saved', {}).data ?? [];
  const [open, setOpen] = useState<'save' | 'manage' | null>(null);
  const show = (view: SavedView): void => {
    const definition = definitionOf(view);
    if (!definition) return;
    useContacts.getState().show(definition);
    useSearch.getState().set(definition.search);
  };
  return (
    <>
      <Menu
        label="Views"
        icon={<IconBookmark size={16} />}
        empty=""
        items={[
          ...saved.map((view) => ({ key: String(view.id), label: view.name, onPick: () => show(view) })),
          { key: 'save', label: 'Save this view …', onPick: () => setOpen('save') },
          ...(saved.length === 0 ? [] : [{ key: 'manage', label: 'Forget a view …', onPick: () => setOpen('manage') }]),
        ]}
      />
      {open === 'save' ? <SaveView saved={saved} onClose={() => setOpen(null)} /> : null}
      {open === 'manage' ? <ManageViews saved={saved} onClose={() => setOpen(null)} /> : null}
    </>
  );
}
