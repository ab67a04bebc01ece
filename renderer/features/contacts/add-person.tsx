import { useState } from 'react';
import { useLocation } from 'wouter';
import { useCall, useCommand } from '../../api/client.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field } from '../../ui/field.tsx';
import { Failure, Note } from '../../ui/states.tsx';
import { FieldValue } from './field-value.tsx';

/** One contact by hand; it gives no permission, and says when the number is blocked. */
export function AddPerson({ onClose }: { readonly onClose: () => void }) {
  const [number, setNumber] = useState('');
  const [name, setName] = useState('');
  const [values, setValues] = useState<Readonly<Record<string, string>>>({});
  const fields = useCall('fields.list', {}).data ?? [];
  const create = useCommand('contacts.create', ['contacts', 'home', 'workspace', 'audience']);
  const [, go] = useLocation();
  const save = (): void =>
    create.mutate(
      {
        number,
        name,
        values: Object.entries(values).flatMap(([key, value]) => (value === '' ? [] : { key, value })),
      },
      {
        onSuccess: ({ id, isBlocked }) => {
          go(`/contacts/${id}`);
          if (!isBlocked) onClose();
        },
      },
    );
  if (create.data?.isBlocked)
    return (
      <Dialog title="Added, and blocked" onClose={onClose}>
        <Note tone="warn">This number has asked not to be texted. The contact is kept, and gets no text.</Note>
        <div className="row">
          <Button kind="main" onClick={onClose}>
            Show the contact
          </Button>
        </div>
      </Dialog>
    );
  return (
    <Dialog title="Add one person" onClose={onClose}>
      <Field label="Mobile number" required value={number} onChange={setNumber} placeholder="082 410 2231" autoFocus />
      <Field label="Name" value={name} onChange={setName} />
      {fields.map((field) => (
        <FieldValue
          key={field.key}
          field={field}
          label={field.label}
          value={values[field.key] ?? ''}
          onChange={(value) => setValues({ ...values, [field.key]: value })}
        />
      ))}
      <p className="caption">Adding somebody gives no permission to advertise; you record that separately.</p>
      {create.error ? <Failure error={create.error} /> : null}
      <div className="row">
        <Button kind="main" disabled={number.trim() === ''} busy={create.isPending} onClick={save}>
          Add this person
        </Button>
      </div>
    </Dialog>
  );
}
