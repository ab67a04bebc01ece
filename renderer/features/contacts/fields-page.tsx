import { IconArrowDown, IconArrowLeft, IconArrowUp, IconForms, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { queryClient, useCall, useCommand } from '../../api/client.ts';
import { count } from '../../format/format.ts';
import { Button, IconButton, LinkButton } from '../../ui/button.tsx';
import { Card, Page } from '../../ui/page.tsx';
import { ScrollTable } from '../../ui/scroll-table.tsx';
import { Empty, Failure, Ready } from '../../ui/states.tsx';
import { EditFieldDialog, RemoveFieldDialog } from './field-dialogs.tsx';
import { kindName } from './field-kinds.ts';
import type { FieldRow } from './field-value.tsx';

type Opened =
  { readonly kind: 'edit'; readonly field: FieldRow | null } | { readonly kind: 'remove'; readonly field: FieldRow };

interface RowsProps {
  readonly fields: readonly FieldRow[];
  readonly onOpen: (opened: Opened) => void;
  readonly onMove: (at: number, by: number) => void;
}

function Rows({ fields, onOpen, onMove }: RowsProps) {
  return (
    <ScrollTable label="Fields">
      <table className="grid">
        <thead>
          <tr>
            {['Order', 'Name', 'Kind', 'People with a value', 'Used by', 'Actions'].map((title) => (
              <th key={title} scope="col" className={title === 'People with a value' ? 'number' : ''}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {fields.map((field, at) => (
            <tr key={field.key}>
              <td className="field-order">
                <IconButton label={`${field.label}: earlier`} disabled={at === 0} onClick={() => onMove(at, -1)}>
                  <IconArrowUp size={16} />
                </IconButton>
                <IconButton
                  label={`${field.label}: later`}
                  disabled={at === fields.length - 1}
                  onClick={() => onMove(at, 1)}
                >
                  <IconArrowDown size={16} />
                </IconButton>
              </td>
              <td>
                <bdi className="strong">{field.label}</bdi>
                {field.options.length > 0 ? (
                  <p className="caption field-options" title={field.options.join(', ')}>
                    {field.options.join(', ')}
                  </p>
                ) : null}
              </td>
              <td className="nowrap">{kindName(field.type)}</td>
              <td className="number">{count(field.filled)}</td>
              <td className="soft">{field.usedBy.join(', ') || 'Nothing'}</td>
              <td className="nowrap">
                <span className="row">
                  <LinkButton onClick={() => onOpen({ kind: 'edit', field })}>
                    Change<span className="visually-hidden"> {field.label}</span>
                  </LinkButton>
                  <LinkButton onClick={() => onOpen({ kind: 'remove', field })}>
                    Remove<span className="visually-hidden"> {field.label}</span>
                  </LinkButton>
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollTable>
  );
}

function NoFields({ onAdd }: { readonly onAdd: () => void }) {
  const [, go] = useLocation();
  return (
    <Empty
      title="No fields yet"
      icon={<IconForms size={28} stroke={1.5} />}
      action={
        <div className="row">
          <Button icon={<IconPlus size={16} />} onClick={onAdd}>
            Add a field
          </Button>
          <Button onClick={() => go('/import')}>Import a spreadsheet</Button>
        </div>
      }
    >
      A field is something you know about people, such as a birthday or a branch. An import brings the columns of its
      file along as fields.
    </Empty>
  );
}

/** What is known about people besides name and number: add, rename, order and remove fields. */
export function FieldsPage() {
  const query = useCall('fields.list', {}, { fresh: true });
  const order = useCommand('fields.order');
  const [opened, setOpened] = useState<Opened | null>(null);
  const [, go] = useLocation();
  const [said, setSaid] = useState('');
  const close = (): void => setOpened(null);
  const addOne = (): void => setOpened({ kind: 'edit', field: null });
  const move = (fields: readonly FieldRow[], at: number, by: number): void => {
    const next = [...fields];
    next.splice(at + by, 0, ...next.splice(at, 1));
    // Shown at once: counting everybody's values again takes a moment in a large workspace.
    queryClient.setQueryData(['fields.list', {}], next);
    setSaid(`${fields[at]?.label ?? ''} is now number ${at + by + 1} of ${next.length}`);
    order.mutate({ keys: next.map(({ key }) => key) }, { onError: () => void query.refetch() });
  };
  return (
    <Page
      title="Fields"
      beside={
        <span className="soft small clip" role="status">
          {said}
        </span>
      }
      actions={
        <IconButton label="Back to everybody" onClick={() => go('/contacts')}>
          <IconArrowLeft size={18} />
        </IconButton>
      }
    >
      <div className="stack fields-page">
        <div className="row">
          <p className="small soft grow">What you know about people. The order here is the order beside each person.</p>
          {query.data && query.data.length > 0 ? (
            <Button icon={<IconPlus size={16} />} onClick={addOne}>
              Add a field
            </Button>
          ) : null}
        </div>
        {order.error ? <Failure error={order.error} /> : null}
        <Ready query={query} rows={6}>
          {(fields) =>
            fields.length === 0 ? (
              <Card>
                <NoFields onAdd={addOne} />
              </Card>
            ) : (
              <section className="card clipped" aria-label="Fields of this workspace">
                <Rows fields={fields} onOpen={setOpened} onMove={(at, by) => move(fields, at, by)} />
              </section>
            )
          }
        </Ready>
      </div>
      {opened?.kind === 'edit' ? <EditFieldDialog field={opened.field} onClose={close} /> : null}
      {opened?.kind === 'remove' ? <RemoveFieldDialog field={opened.field} onClose={close} /> : null}
    </Page>
  );
}
