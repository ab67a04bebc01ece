import { IconPencil } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import type { KeyboardEvent } from 'react';
import type { Output } from '#contract/contract.ts';
import { useCall, useCommand } from '../../api/client.ts';
import { fieldName } from '../../format/format.ts';
import { Button } from '../../ui/button.tsx';
import { Failure } from '../../ui/states.tsx';
import { FieldValue } from './field-value.tsx';
import type { FieldRow } from './field-value.tsx';

type Person = Output<'contacts.file'>;

const nameField: FieldRow = {
  key: 'name',
  label: 'Name',
  type: 'text',
  options: [],
  filled: 0,
  usedBy: [],
};

interface LineProps {
  readonly field: FieldRow;
  readonly value: string;
  readonly personId: number;
}

/** One value: read until its button is used, then a control of its type; Enter keeps, Escape leaves as it was. */
function Line({ field, value, personId }: LineProps) {
  const [draft, setDraft] = useState<string | null>(null);
  const opener = useRef<HTMLButtonElement>(null);
  const edit = useCommand('contacts.edit', ['contacts', 'audience']);
  const leave = (): void => {
    setDraft(null);
    edit.reset();
    setTimeout(() => opener.current?.focus());
  };
  const keep = (): void => {
    if (draft === null) return;
    const isName = field.key === nameField.key;
    edit.mutate(
      {
        id: personId,
        name: isName ? draft : null,
        values: isName ? [] : [{ key: field.key, value: draft }],
      },
      { onSuccess: leave },
    );
  };
  const press = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && (event.target as HTMLElement).tagName === 'INPUT') keep();
    else if (event.key === 'Escape') leave();
    else return;
    event.preventDefault();
  };
  if (draft === null)
    return (
      <button ref={opener} type="button" className="edit-line" onClick={() => setDraft(value)}>
        <span className="soft edit-name">{field.label}</span>
        <bdi className="strong">{value || '–'}</bdi>
        <IconPencil size={14} aria-hidden />
        <span className="visually-hidden">Edit</span>
      </button>
    );
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- the keys of the control inside
    <div className="stack-s edit-open" onKeyDown={press}>
      <FieldValue field={field} label={field.label} value={draft} onChange={setDraft} takesFocus />
      {edit.error ? <Failure error={edit.error} /> : null}
      <div className="row">
        <Button kind="main" busy={edit.isPending} onClick={keep}>
          Keep
        </Button>
        <Button onClick={leave}>Leave as it was</Button>
      </div>
    </div>
  );
}

/** The name and every field of the workspace, editable in place by type. */
export function PersonFields({ person }: { readonly person: Person }) {
  const fields = useCall('fields.list', {}).data ?? [];
  const { id, name } = person.contact;
  const valueOf = (key: string): string => person.values.find((one) => one.key === key)?.value ?? '';
  // Values of a field that is not in the list yet are still shown.
  const known = new Set(fields.map(({ key }) => key));
  const others = person.values
    .filter(({ key }) => !known.has(key))
    .map(({ key }): FieldRow => ({ ...nameField, key, label: fieldName(key) }));
  return (
    <section className="edit-lines" aria-label="Fields">
      <Line field={nameField} value={name} personId={id} />
      {[...fields, ...others].map((field) => (
        <Line key={field.key} field={field} value={valueOf(field.key)} personId={id} />
      ))}
    </section>
  );
}
