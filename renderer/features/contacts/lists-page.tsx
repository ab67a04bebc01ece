import { IconList, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useLocation } from 'wouter';
import type { Output } from '#contract/contract.ts';
import { useCall, useCommand } from '../../api/client.ts';
import { date, people } from '../../format/format.ts';
import { Button, LinkButton } from '../../ui/button.tsx';
import { Chip } from '../../ui/chip.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Card, Page } from '../../ui/page.tsx';
import { Empty, Failure, Ready } from '../../ui/states.tsx';
import { useContacts } from './contacts-state.ts';
import type { Rule } from './contacts-state.ts';
import { NameDialog, SegmentDialog } from './list-dialogs.tsx';
import type { ListRow } from './list-dialogs.tsx';
import { offerUndo } from './use-bulk.ts';

type Opened = { readonly kind: 'name' | 'segment'; readonly row: ListRow | null };

const membersOf = ({ id, rule }: ListRow): Rule =>
  rule ?? { match: 'all', rules: [{ subject: 'list', operator: 'has', values: [String(id)] }] };

/** Size of a segment now, and who is in it. */
function Members({ row }: { readonly row: ListRow }) {
  const found = useCall('filters.size', { rule: membersOf(row) });
  const size = row.size ?? found.data?.size;
  const names = (found.data?.samples ?? []).slice(0, 3).map(({ name, shown }) => name || shown);
  return (
    <>
      <td className="nowrap">{size === undefined ? (found.error ? 'not counted' : '…') : people(size)}</td>
      <td className="soft">
        <bdi>{found.error ? 'Its rule cannot be used any more: edit it.' : names.join(', ')}</bdi>
      </td>
    </>
  );
}

/** What a removal of a list or a tag changes on other screens. */
const areas = ['lists', 'tags', 'contacts', 'filters', 'audience'];

interface RowsProps {
  readonly rows: readonly ListRow[];
  readonly onOpen: (opened: Opened) => void;
  readonly onDelete: (row: ListRow) => void;
}

function Rows({ rows, onOpen, onDelete }: RowsProps) {
  const [, go] = useLocation();
  const show = (row: ListRow): void => {
    const rule = membersOf(row);
    useContacts.getState().setFilter('match' in rule ? rule : { match: 'all', rules: [rule] });
    go('/contacts');
  };
  return (
    <div className="tablewrap">
      <table className="grid">
        <thead>
          <tr>
            {['Name', 'Kind', 'Size', 'Who is in it', 'Used by', 'Changed', 'Actions'].map((title) => (
              <th key={title} scope="col">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <td>
                <button type="button" className="rowlink" onClick={() => show(row)}>
                  <bdi>{row.name}</bdi>
                </button>
                {row.words ? <p className="caption">{row.words}</p> : null}
              </td>
              <td>
                <Chip tone={row.kind === 'segment' ? 'wait' : 'plain'}>
                  {row.kind === 'segment' ? 'Live' : 'Frozen'}
                </Chip>
              </td>
              <Members row={row} />
              <td className="soft">{row.usedBy.length === 0 ? 'Nothing' : row.usedBy.join(', ')}</td>
              <td className="soft nowrap">{date(row.updatedAtMs)}</td>
              <td className="nowrap">
                <span className="row">
                  <LinkButton onClick={() => onOpen({ kind: row.kind === 'segment' ? 'segment' : 'name', row })}>
                    {row.kind === 'segment' ? 'Edit' : 'Rename'}
                  </LinkButton>
                  {row.usedBy.length === 0 ? <LinkButton onClick={() => onDelete(row)}>Delete</LinkButton> : null}
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

type Tag = Output<'tags.list'>[number];

function RemoveTag({ tag, onClose }: { readonly tag: Tag; readonly onClose: () => void }) {
  const remove = useCommand('tags.remove', areas);
  return (
    <Dialog title={`Take the tag “${tag.name}” off everybody?`} onClose={onClose}>
      <p>{people(tag.people)} lose it. The people themselves stay. You can undo this for ten seconds.</p>
      {remove.error ? <Failure error={remove.error} /> : null}
      <div className="row">
        <Button onClick={onClose} autoFocus>
          Keep the tag
        </Button>
        <Button
          kind="danger"
          busy={remove.isPending}
          onClick={() =>
            remove.mutate(
              { name: tag.name },
              {
                onSuccess: ({ undo }) => {
                  offerUndo(`Tag “${tag.name}” removed`, undo);
                  onClose();
                },
              },
            )
          }
        >
          Take it off {people(tag.people)}
        </Button>
      </div>
    </Dialog>
  );
}

function Tags() {
  const tags = useCall('tags.list', {});
  const [removing, setRemoving] = useState<Tag | null>(null);
  return (
    <Card title="Tags">
      <Ready query={tags} rows={2}>
        {(rows) => (
          <ul className="plain-list stack-s">
            {rows.length === 0 ? (
              <li className="small soft">No tags yet. Give one to people selected in Contacts.</li>
            ) : null}
            {rows.map((tag) => (
              <li key={tag.name} className="row small">
                <span className="strong grow clip">{tag.name}</span>
                <span className="soft">{people(tag.people)}</span>
                <LinkButton onClick={() => setRemoving(tag)}>Remove “{tag.name}”</LinkButton>
              </li>
            ))}
          </ul>
        )}
      </Ready>
      {removing ? <RemoveTag tag={removing} onClose={() => setRemoving(null)} /> : null}
    </Card>
  );
}

/** Lists that stand still, segments that follow their rule, and tags. */
export function ListsPage() {
  const lists = useCall('lists.list', {});
  const [opened, setOpened] = useState<Opened | null>(null);
  const remove = useCommand('lists.remove', areas);
  const deleteRow = ({ id, name, kind }: ListRow): void =>
    remove.mutate(
      { id },
      { onSuccess: ({ undo }) => offerUndo(`${kind === 'list' ? 'List' : 'Segment'} “${name}” deleted`, undo) },
    );
  const close = (): void => setOpened(null);
  const newList = (
    <Button icon={<IconPlus size={16} />} onClick={() => setOpened({ kind: 'name', row: null })}>
      New list
    </Button>
  );
  return (
    <Page title="Lists">
      <div className="stack">
        <div className="row">
          <p className="small soft grow">
            A list holds exactly who was put on it. A segment holds whoever fits its rule now.
          </p>
          {newList}
          <Button icon={<IconPlus size={16} />} onClick={() => setOpened({ kind: 'segment', row: null })}>
            New segment
          </Button>
        </div>
        {remove.error ? <Failure error={remove.error} /> : null}
        <Ready query={lists} rows={4}>
          {(rows) => (
            <Card title="Lists and segments" flush>
              {rows.length === 0 ? (
                <Empty title="No lists yet" icon={<IconList size={28} stroke={1.5} />}>
                  Keep people together under a name: by hand as a list, or by a rule as a segment.
                </Empty>
              ) : (
                <Rows rows={rows} onOpen={setOpened} onDelete={deleteRow} />
              )}
            </Card>
          )}
        </Ready>
        <Tags />
      </div>
      {opened?.kind === 'name' ? <NameDialog row={opened.row} onClose={close} /> : null}
      {opened?.kind === 'segment' ? <SegmentDialog row={opened.row} onClose={close} /> : null}
    </Page>
  );
}
