import { IconFileImport, IconUsers } from '@tabler/icons-react';
import { useLocation } from 'wouter';
import type { Output } from '#contract/contract.ts';
import { usePages } from '../../api/client.ts';
import { ago, count, date } from '../../format/format.ts';
import { Button } from '../../ui/button.tsx';
import { TextableChip } from '../../ui/chip.tsx';
import { useNow, useSettled } from '../../ui/now.ts';
import { More } from '../../ui/pager.tsx';
import { Card, Page } from '../../ui/page.tsx';
import { Empty, Ready } from '../../ui/states.tsx';
import { useSearch } from '../../window-state.ts';
import { PersonPanel } from './person-panel.tsx';

type Rows = readonly Output<'contacts.page'>['rows'][number][];

function People({
  rows,
  picked,
  isWide,
}: {
  readonly rows: Rows;
  readonly picked: number | null;
  readonly isWide: boolean;
}) {
  const [, go] = useLocation();
  const now = useNow();
  return (
    <div className="tablewrap">
      <table className="grid">
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">Mobile</th>
            <th scope="col">May I text?</th>
            <th scope="col">Last text</th>
            {isWide ? <th scope="col">Added</th> : null}
          </tr>
        </thead>
        <tbody>
          {rows.map((person) => (
            <tr key={person.id} className="pick" data-pick={person.id === picked}>
              <td>
                <button
                  type="button"
                  className="rowlink"
                  data-person={person.id}
                  aria-current={person.id === picked ? 'true' : undefined}
                  onClick={() => go(`/contacts/${person.id}`)}
                >
                  <bdi>{person.name || 'No name'}</bdi>
                </button>
              </td>
              <td className="nowrap">
                <bdi dir="ltr">{person.shown}</bdi>
              </td>
              <td>
                <TextableChip textable={person.textable} />
              </td>
              <td className="soft nowrap">{ago(person.lastMessageAtMs, now)}</td>
              {isWide ? <td className="soft nowrap">{date(person.addedAtMs)}</td> : null}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Nobody({ wanted }: { readonly wanted: string }) {
  const [, go] = useLocation();
  const clear = useSearch((state) => state.set);
  return (
    <Card>
      {wanted === '' ? (
        <Empty
          title="Nobody here yet"
          icon={<IconUsers size={28} stroke={1.5} />}
          action={
            <Button kind="plain" icon={<IconFileImport size={16} />} onClick={() => go('/import')}>
              Import a spreadsheet
            </Button>
          }
        >
          Bring your customers from Excel or a CSV file. Importing gives no permission to advertise; you record that
          separately.
        </Empty>
      ) : (
        <Empty title={`No match for “${wanted}”`} action={<Button onClick={() => clear('')}>Clear the search</Button>}>
          Try a part of the name, or any part of the number in any spelling.
        </Empty>
      )}
    </Card>
  );
}

/** Everybody, found by name or any spelling of a number, and one person beside the list. */
export function ContactsPage({ personId = null }: { readonly personId?: number | null }) {
  const wanted = useSettled(useSearch((state) => state.text).trim(), 120);
  const list = usePages('contacts.page', { search: wanted });
  const total = list.data?.total;
  const found =
    total === undefined
      ? ''
      : wanted === ''
        ? `${count(total)} ${total === 1 ? 'person' : 'people'}`
        : `${count(total)} found for “${wanted}”`;
  return (
    <Page
      title="Contacts"
      beside={
        <span className="soft small clip" role="status">
          {found}
        </span>
      }
    >
      <div className={personId === null ? '' : 'columns with-person'}>
        <Ready query={list} rows={12}>
          {({ rows }) =>
            rows.length === 0 ? (
              <Nobody wanted={wanted} />
            ) : (
              <Card flush>
                <People rows={rows} picked={personId} isWide={personId === null} />
                <More list={list} noun="people" />
              </Card>
            )
          }
        </Ready>
        {personId === null ? null : <PersonPanel key={personId} id={personId} />}
      </div>
    </Page>
  );
}
