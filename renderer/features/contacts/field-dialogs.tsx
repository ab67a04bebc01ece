import { useState } from 'react';
import { call, useCommand } from '../../api/client.ts';
import { people } from '../../format/format.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field, Select } from '../../ui/field.tsx';
import { Failure, Note } from '../../ui/states.tsx';
import { useUndo } from '../../window-undo.ts';
import { fieldKinds } from './field-kinds.ts';
import type { FieldKind } from './field-kinds.ts';
import type { FieldRow } from './field-value.tsx';
import { OptionList, optionsFrom, renamesOf } from './option-list.tsx';
import { Sure } from './sure.tsx';
import { offerUndo } from './use-bulk.ts';

const areas = ['fields', 'filters', 'contacts', 'lists', 'text'];

interface EditProps {
  /** The field to change; null for a new one. */
  readonly field: FieldRow | null;
  readonly onClose: () => void;
}

/** What changing the kind does to values that are there; nothing to say while there are none. */
function KindNote({ field, kind }: { readonly field: FieldRow | null; readonly kind: FieldKind }) {
  if (field === null || field.filled === 0 || kind === field.type) return null;
  return (
    <Note>
      {people(field.filled)} {field.filled === 1 ? 'has' : 'have'} a value here. Every one must fit the new kind: when
      one would be lost, nothing is changed and you are told which.
    </Note>
  );
}

/** The way back to what a field was, where there is one: another kind may have rewritten values. */
function offerChangeBack(old: FieldRow, renames: readonly { readonly from: string; readonly to: string }[]): void {
  const { key, label, type, options } = old;
  const back = renames.map(({ from, to }) => ({ from: to, to: from }));
  useUndo.getState().offer({
    words: `Field “${label}” changed`,
    undo: () => call('fields.change', { key, label, type, options, clearsUnfit: false, renames: back }),
    forget: async () => undefined,
  });
}

/** A new field, or another name, kind or other choices for one. */
export function EditFieldDialog({ field, onClose }: EditProps) {
  const [label, setLabel] = useState(field?.label ?? '');
  const [kind, setKind] = useState<FieldKind>(field?.type ?? 'text');
  const [options, setOptions] = useState(optionsFrom(field?.options ?? []));
  const add = useCommand('fields.add', areas);
  const change = useCommand('fields.change', areas);
  const names = kind === 'choice' ? options.map(({ now }) => now.trim()).filter((name) => name !== '') : [];
  const isReady = label.trim() !== '' && (kind !== 'choice' || names.length > 0);
  const save = (): void => {
    const wanted = { label: label.trim(), type: kind, options: names };
    if (field === null) return add.mutate(wanted, { onSuccess: onClose });
    const renames = kind === 'choice' && field.type === 'choice' ? renamesOf(options) : [];
    change.mutate(
      { ...wanted, key: field.key, clearsUnfit: false, renames },
      {
        onSuccess: () => {
          if (kind === field.type) offerChangeBack(field, renames);
          onClose();
        },
      },
    );
  };
  const error = add.error ?? change.error;
  return (
    <Dialog title={field === null ? 'New field' : `Change “${field.label}”`} onClose={onClose}>
      <Field label="Name" value={label} onChange={setLabel} placeholder="Birthday" autoFocus />
      <Select
        label="Kind"
        hint={fieldKinds.find((one) => one.kind === kind)?.takes ?? ''}
        value={kind}
        onChange={(next) => setKind(next as FieldKind)}
        options={fieldKinds.map(({ kind: value, name }) => ({ value, label: name }))}
      />
      {kind === 'choice' ? <OptionList options={options} onChange={setOptions} /> : null}
      <KindNote field={field} kind={kind} />
      {error ? <Failure error={error} /> : null}
      <div className="row">
        <Button kind="main" disabled={!isReady} busy={add.isPending || change.isPending} onClick={save}>
          {field === null ? 'Add the field' : 'Save'}
        </Button>
      </div>
    </Dialog>
  );
}

/** Why a field cannot go: segments ask for it. */
function StillUsed({ usedBy, onClose }: Pick<FieldRow, 'usedBy'> & { readonly onClose: () => void }) {
  const isOne = usedBy.length === 1;
  return (
    <>
      <Note tone="warn">
        <p className="strong">It cannot go yet.</p>
        <p>
          {usedBy.join(', ')} {isOne ? 'asks' : 'ask'} for it. Change or delete{' '}
          {isOne ? 'that segment' : 'those segments'} first.
        </p>
      </Note>
      <div className="row">
        <Button onClick={onClose} autoFocus>
          Keep the field
        </Button>
      </div>
    </>
  );
}

/** Says what is lost before a field goes; one that a segment asks for cannot go. */
export function RemoveFieldDialog({ field, onClose }: { readonly field: FieldRow; readonly onClose: () => void }) {
  const remove = useCommand('fields.remove', areas);
  const { key, label, filled, usedBy } = field;
  const go = (): void =>
    remove.mutate(
      { key },
      {
        onSuccess: ({ undo }) => {
          offerUndo(`Field “${label}” removed`, undo);
          onClose();
        },
      },
    );
  const lost =
    filled === 0
      ? 'Nobody has a value in it.'
      : `${people(filled)} ${filled === 1 ? 'loses the value that stands' : 'lose the values that stand'} in it.`;
  return (
    <Dialog title={`Remove the field “${label}”?`} onClose={onClose}>
      {usedBy.length > 0 ? (
        <StillUsed usedBy={usedBy} onClose={onClose} />
      ) : (
        <>
          <p>
            {lost} It leaves every view, export and filter, and a draft whose text names it will ask for another. You
            can undo this for ten seconds.
          </p>
          {remove.error ? <Failure error={remove.error} /> : null}
          <Sure
            size={filled}
            keep="Keep the field"
            go="Remove it"
            isDanger
            isBusy={remove.isPending}
            isReady
            onGo={go}
            onClose={onClose}
          />
        </>
      )}
    </Dialog>
  );
}
