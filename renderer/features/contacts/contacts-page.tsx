import { IconSearch } from '@tabler/icons-react';
import { useDeferredValue, useState } from 'react';
import { useLocation } from 'wouter';
import type { Output } from '#contract/contract.ts';
import { useCall } from '../../api/client.ts';
import { ago, count } from '../../format/format.ts';
import { Button } from '../../ui/button.tsx';
import { TextableChip } from '../../ui/chip.tsx';
import { Field } from '../../ui/field.tsx';
import { Pager, usePages } from '../../ui/pager.tsx';
import { Card, Page } from '../../ui/page.tsx';
import { Empty, Ready } from '../../ui/states.tsx';
import { PersonPanel } from './person-panel.tsx';

type Rows = Output<'contacts.page'>['rows'];

function People({ rows, picked }: { readonly rows: Rows; readonly picked: number | null }) {
  const [, go] = useLocation();
  return (
    <div className="tablewrap">
      <table className="grid">
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">Mobile</th>
            <th scope="col">May I text?</th>
            <th scope="col">Last text</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((person) => (
            <tr key={person.id} className="pick" data-pick={person.id === picked}>
              <td>
                <button type="button" className="rowlink" onClick={() => go(`/contacts/${person.id}`)}>
                  {person.name || 'No name'}
                </button>
              </td>
              <td>
                <bdi dir="ltr">{person.shown}</bdi>
              </td>
              <td>
                <TextableChip textable={person.textable} />
              </td>
              <td className="soft">{ago(person.lastMessageAtMs, Date.now())}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Everybody, found by name or any spelling of a number, and one person beside the list. */
export function ContactsPage({ personId = null }: { readonly personId?: number | null }) {
  const [search, setSearch] = useState('');
  const [, go] = useLocation();
  const wanted = useDeferredValue(search.trim());
  const pages = usePages(wanted);
  const query = useCall('contacts.page', { search: wanted, after: pages.after, limit: 50 }, { keep: true });
  return (
    <Page title="Contacts">
      <div className={personId === null ? '' : 'columns'}>
        <div className="stack-s">
          <div className="row">
            <div className="grow" style={{ maxWidth: 420 }} role="search">
              <Field
                label="Search people"
                placeholder="Name or number, in any spelling"
                value={search}
                onChange={setSearch}
              />
            </div>
            <span className="soft end" role="status">
              {query.data ? `${count(query.data.total)} ${wanted ? 'found' : 'people'}` : ''}
            </span>
          </div>
          <Ready query={query}>
            {(page) =>
              page.total === 0 ? (
                <Card>
                  {wanted ? (
                    <Empty
                      title={`No match for “${wanted}”`}
                      action={<Button onClick={() => setSearch('')}>Clear search</Button>}
                    >
                      Try a part of the name, or any part of the number.
                    </Empty>
                  ) : (
                    <Empty
                      title="Nobody here yet"
                      action={
                        <Button kind="main" icon={<IconSearch size={16} />} onClick={() => go('/import')}>
                          Import a spreadsheet
                        </Button>
                      }
                    >
                      Bring your customers from Excel or a CSV file. Importing gives no permission to advertise; you
                      record that separately.
                    </Empty>
                  )}
                </Card>
              ) : (
                <>
                  <Card flush>
                    <People rows={page.rows} picked={personId} />
                  </Card>
                  <Pager pages={pages} next={page.next} />
                </>
              )
            }
          </Ready>
        </div>
        {personId === null ? null : <PersonPanel key={personId} id={personId} />}
      </div>
    </Page>
  );
}
