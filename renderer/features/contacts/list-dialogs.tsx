import { useState } from 'react';
import type { Output } from '#contract/contract.ts';
import { useCall, useCommand } from '../../api/client.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field } from '../../ui/field.tsx';
import { Failure, Ready } from '../../ui/states.tsx';
import { isGroup } from './contacts-state.ts';
import type { Group, Rule } from './contacts-state.ts';
import { RuleSize } from './filter-dialog.tsx';
import { RuleEditor } from './rule-editor.tsx';
import type { Subjects } from './rule-editor.tsx';
import { finished, fresh } from './rules.ts';

export type ListRow = Output<'lists.list'>[number];

const areas = ['lists', 'filters', 'audience', 'contacts'];

/** A new empty list, or another name for one. */
export function NameDialog({ row, onClose }: { readonly row: ListRow | null; readonly onClose: () => void }) {
  const [name, setName] = useState(row?.name ?? '');
  const create = useCommand('lists.create', areas);
  const rename = useCommand('lists.rename', areas);
  const error = create.error ?? rename.error;
  const save = (): void => {
    if (row) rename.mutate({ id: row.id, name: name.trim() }, { onSuccess: onClose });
    else create.mutate({ name: name.trim(), members: null }, { onSuccess: onClose });
  };
  return (
    <Dialog title={row ? `Rename “${row.name}”` : 'New list'} onClose={onClose}>
      <Field label="Name" value={name} onChange={setName} autoFocus />
      {row ? null : (
        <p className="caption">It begins empty. Add people from Contacts: select them, then “Add to list”.</p>
      )}
      {error ? <Failure error={error} /> : null}
      <div className="row">
        <Button kind="main" disabled={name.trim() === ''} busy={create.isPending || rename.isPending} onClick={save}>
          {row ? 'Rename it' : 'Make the list'}
        </Button>
      </div>
    </Dialog>
  );
}

const asGroup = (rule: Rule): Group => (isGroup(rule) ? rule : { match: 'all', rules: [rule] });

interface EditorProps {
  readonly row: ListRow | null;
  readonly onClose: () => void;
}

function Editing({ row, subjects, onClose }: EditorProps & { readonly subjects: Subjects }) {
  const [first] = subjects;
  const [name, setName] = useState(row?.name ?? '');
  const [rule, setRule] = useState<Group>(
    row?.rule ? asGroup(row.rule) : { match: 'all', rules: first ? [fresh(first)] : [] },
  );
  const save = useCommand('segments.save', areas);
  const ready = finished(rule, subjects);
  return (
    <>
      <Field label="Name" value={name} onChange={setName} autoFocus />
      <RuleEditor rule={rule} subjects={subjects} onChange={setRule} />
      <RuleSize rule={ready} />
      {save.error ? <Failure error={save.error} /> : null}
      <div className="row">
        <Button
          kind="main"
          disabled={name.trim() === '' || ready === null}
          busy={save.isPending}
          onClick={() =>
            ready && save.mutate({ id: row?.id ?? null, name: name.trim(), rule: ready }, { onSuccess: onClose })
          }
        >
          Save the segment
        </Button>
      </div>
    </>
  );
}

/** A segment's question, with who answers to it now. */
export function SegmentDialog({ row, onClose }: EditorProps) {
  const subjects = useCall('filters.subjects', {});
  return (
    <Dialog title={row ? `Segment “${row.name}”` : 'New segment'} onClose={onClose} isWide>
      <Ready query={subjects} rows={3}>
        {(rows) => <Editing row={row} subjects={rows} onClose={onClose} />}
      </Ready>
    </Dialog>
  );
}
