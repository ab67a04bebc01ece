import { IconFileImport, IconUsers } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useLocation } from 'wouter';
import { useCall } from '../../api/client.ts';
import { Button } from '../../ui/button.tsx';
import { useNow, useSettled } from '../../ui/now.ts';
import { Card, Page } from '../../ui/page.tsx';
import { Empty, Failure, Loading } from '../../ui/states.tsx';
import { useSearch } from '../../window-state.ts';
import { useUndo } from '../../window-undo.ts';
import { AddPerson } from './add-person.tsx';
import { ColumnsDialog } from './columns-dialog.tsx';
import { allColumns } from './columns.tsx';
import { useContacts } from './contacts-state.ts';
import { FilterDialog } from './filter-dialog.tsx';
import { PeopleGrid } from './people-grid.tsx';
import { PersonPanel } from './person-panel.tsx';
import { SaveDialog } from './save-dialog.tsx';
import { Toolbar } from './toolbar.tsx';
import type { Opens } from './toolbar.tsx';
import { countWords, useView } from './use-view.ts';
import type { ViewState } from './use-view.ts';

function Nobody({ search, onAdd }: { readonly search: string; readonly onAdd: () => void }) {
  const [, go] = useLocation();
  const clear = useSearch((state) => state.set);
  const { filter, setFilter } = useContacts();
  if (search === '' && filter === null)
    return (
      <Card>
        <Empty
          title="Nobody here yet"
          icon={<IconUsers size={28} stroke={1.5} />}
          action={
            <div className="row">
              <Button kind="main" icon={<IconFileImport size={16} />} onClick={() => go('/import')}>
                Import a spreadsheet
              </Button>
              <Button onClick={onAdd}>Add one person</Button>
            </div>
          }
        >
          Bring your customers from Excel or a CSV file. Importing gives no permission to advertise; you record that
          separately.
        </Empty>
      </Card>
    );
  return (
    <Card>
      <Empty
        title={search === '' ? 'Nobody fits the filter' : `No match for “${search}”`}
        action={
          <div className="row">
            {search === '' ? null : <Button onClick={() => clear('')}>Clear the search</Button>}
            {filter === null ? null : <Button onClick={() => setFilter(null)}>Clear the filter</Button>}
          </div>
        }
      >
        {search === ''
          ? 'Change or remove a condition to see more people.'
          : 'Try a part of the name, or any part of the number in any spelling.'}
      </Empty>
    </Card>
  );
}

function countLine({ view, isOpening }: ViewState): string {
  if (view === null) return '';
  // The words of the list that is shown: a newer search may be on its way.
  const { search } = JSON.parse(view.key) as { search: string };
  const words = countWords(view);
  if (isOpening && view.count === 0) return '';
  if (search !== '') return `${words} found for “${search}”`;
  return `${words} ${view.count === 1 ? 'person' : 'people'}`;
}

/** Everybody, found by name or any spelling of a number, filtered, sorted, and one person beside the list. */
export function ContactsPage({ personId = null }: { readonly personId?: number | null }) {
  const search = useSettled(useSearch((state) => state.text).trim(), 120);
  const { filter, sort, columns } = useContacts();
  const list = useView({ filter, search, sort });
  const { view, error, reopen } = list;
  const [opened, setOpened] = useState<Opens | null>(null);
  const [said, setSaid] = useState('');
  const fields = useCall('fields.list', {}).data ?? [];
  const all = allColumns(fields, useNow());
  const undone = useUndo((state) => state.times);
  useEffect(() => {
    if (undone > 0) reopen();
  }, [undone, reopen]);
  const close = (): void => setOpened(null);
  const isNobody = view !== null && view.count === 0 && view.isExact && !list.isOpening;
  return (
    <Page
      title="Contacts"
      beside={
        <span className="soft small clip" role="status">
          {said || countLine(list)}
        </span>
      }
    >
      <div className={personId === null ? 'contacts' : 'contacts columns with-person'}>
        <div className="contacts-list">
          <Toolbar canSave={view !== null && view.count > 0 && (filter !== null || search !== '')} onOpen={setOpened} />
          {error ? <Failure error={error} onRetry={reopen} /> : null}
          {view === null && !error ? <Loading rows={12} /> : null}
          {isNobody ? <Nobody search={search} onAdd={() => setOpened('person')} /> : null}
          {view === null || isNobody ? null : (
            <PeopleGrid list={list} view={view} all={all} columns={columns} personId={personId} />
          )}
        </div>
        {personId === null ? null : <PersonPanel key={personId} id={personId} onChanged={reopen} />}
      </div>
      {opened === 'filter' ? <FilterDialog onClose={close} /> : null}
      {opened === 'columns' ? <ColumnsDialog all={all} onClose={close} /> : null}
      {opened === 'person' ? <AddPerson onClose={close} /> : null}
      {opened === 'save' && view ? (
        <SaveDialog
          filter={filter}
          search={search}
          viewId={view.viewId}
          size={view.count}
          onSaved={setSaid}
          onClose={close}
        />
      ) : null}
    </Page>
  );
}
