import { IconRefresh } from '@tabler/icons-react';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { call } from '../../api/client.ts';
import { Button } from '../../ui/button.tsx';
import { Grid } from '../../ui/grid/grid.tsx';
import type { ListProps } from '../../ui/grid/grid.tsx';
import { SimpleTable } from '../../ui/grid/simple-table.tsx';
import type { GridColumn } from '../../ui/grid/grid-row.tsx';
import { useListLook } from '../../ui/list-look.tsx';
import { BulkBar } from './bulk-bar.tsx';
import type { Asking } from './bulk-bar.tsx';
import { BlockManyDialog, DeleteDialog, FieldDialog, ListDialog, TagDialog } from './bulk-dialogs.tsx';
import { shownColumns } from './columns.tsx';
import { useContacts } from './contacts-state.ts';
import type { GridPerson, ShownColumn } from './contacts-state.ts';
import { useBulk } from './use-bulk.ts';
import type { Action, Target } from './use-bulk.ts';
import { countWords } from './use-view.ts';
import type { View, ViewState } from './use-view.ts';

/** As many as main takes by their ids; more are selected as "all matching". */
const mostIds = 10_000;
const pageRows = 200;
/** Up to here a delete is not asked about first: the undo bar stands for the question. */
const askedAbove = 500;

/** The ids of a stretch of rows, read where they are not here yet; never more than main takes. */
async function idsBetween({ viewId, store }: View, from: number, to: number): Promise<number[]> {
  const end = Math.min(to, from + mostIds - 1);
  const ids: number[] = [];
  for (let at = from; at <= end; at += pageRows) {
    const last = Math.min(end + 1, at + pageRows);
    const here = Array.from({ length: last - at }, (_, step) => store.at(at + step));
    const isHere = here.every((row) => row !== undefined);
    const rows = isHere ? here : (await call('views.rows', { viewId, from: at, to: last })).rows;
    ids.push(...rows.flatMap((row) => row?.id ?? []));
  }
  return ids;
}

interface PeopleGridProps {
  readonly list: ViewState;
  readonly view: View;
  readonly all: readonly GridColumn<GridPerson>[];
  readonly columns: readonly ShownColumn[];
  readonly personId: number | null;
}

/** Says that the list is behind what is stored; the rows stay until it is asked for anew. */
function Changed({ onRefresh }: { readonly onRefresh: () => void }) {
  return (
    <div className="contacts-changed" role="status">
      <span className="grow">The list has changed since it was opened.</span>
      <Button icon={<IconRefresh size={16} />} onClick={onRefresh}>
        Refresh
      </Button>
    </div>
  );
}

/** The list itself, what is selected in it, and what can be done to those. */
export function PeopleGrid({ list, view, all, columns, personId }: PeopleGridProps) {
  const { selection, sort, sortBy, select, toggle, setColumns } = useContacts();
  const look = useListLook();
  const [, go] = useLocation();
  const [asking, setAsking] = useState<Asking | null>(null);
  const bulk = useBulk(() => {
    select({ kind: 'none' });
    list.reopen();
  });
  const isAll = selection.kind === 'all';
  const size = isAll ? view.count : selection.kind === 'some' ? selection.ids.size : 0;
  const target: Target | null = isAll
    ? { kind: 'view', viewId: view.viewId }
    : selection.kind === 'some'
      ? { kind: 'ids', ids: [...selection.ids] }
      : null;
  const selectAll = (): void => select({ kind: 'all' });
  const clear = (): void => select({ kind: 'none' });
  const start = (action: Action): void => {
    setAsking(null);
    if (target) void bulk.start(target, action);
  };
  const ask = (what: Asking): void => {
    if (size === 0 || bulk.run) return;
    if (what === 'delete' && size <= askedAbove) start({ kind: 'delete' });
    else setAsking(what);
  };
  const range = async (from: number, to: number): Promise<void> => {
    const ids = await idsBetween(view, Math.min(from, to), Math.max(from, to));
    select(ids.length === 0 ? { kind: 'none' } : { kind: 'some', ids: new Set(ids) });
  };
  const people: ListProps<GridPerson> = {
    label: 'Contacts',
    columns: shownColumns(all, columns),
    rows: view.store,
    count: view.count,
    sort,
    onSort: sortBy,
    isSelected: ({ id }) => selection.kind === 'some' && selection.ids.has(id),
    isAllSelected: isAll,
    onToggle: ({ id }) => toggle(id),
    onAll: selectAll,
    onClear: clear,
    onOpen: ({ id }) => go(`/contacts/${id}`),
    pickedId: personId,
    listKey: view.key,
  };
  const dialog = { size, onStart: start, onClose: () => setAsking(null) };
  return (
    <>
      <section className="card g-frame" aria-label="People">
        {list.isChanged ? <Changed onRefresh={list.reopen} /> : null}
        {look.isSimple ? (
          <SimpleTable<GridPerson> {...people} isCompact={look.isCompact} nameOf={({ name, shown }) => name || shown} />
        ) : (
          <Grid<GridPerson>
            {...people}
            rowPx={look.rowPx}
            onRange={(from, to) => void range(from, to).catch(() => undefined)}
            onDelete={() => ask('delete')}
            onResize={(key, px) => setColumns(columns.map((one) => (one.key === key ? { key, px } : one)))}
          />
        )}
      </section>
      <BulkBar
        size={size}
        isAll={isAll}
        total={countWords(view)}
        hint={
          look.isSimple
            ? 'Select people with the boxes, or everybody with the box above them.'
            : 'Select people with the boxes, with Space, or everybody with Ctrl A.'
        }
        bulk={bulk}
        onAsk={ask}
        onSave={(format) => void bulk.save(target ?? { kind: 'view', viewId: view.viewId }, format)}
        onAll={selectAll}
        onClear={clear}
      />
      {asking === 'tag' || asking === 'untag' ? <TagDialog {...dialog} isRemoving={asking === 'untag'} /> : null}
      {asking === 'list' && target ? <ListDialog {...dialog} target={target} /> : null}
      {asking === 'field' ? <FieldDialog {...dialog} /> : null}
      {asking === 'block' ? <BlockManyDialog {...dialog} /> : null}
      {asking === 'delete' ? <DeleteDialog {...dialog} /> : null}
    </>
  );
}
