import {
  IconBan,
  IconBuildingBroadcastTower,
  IconFileText,
  IconHandStop,
  IconMessage,
  IconMoodSmile,
  IconUserQuestion,
} from '@tabler/icons-react';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { Output } from '#contract/contract.ts';
import { usePages } from '../../api/client.ts';
import { count, date } from '../../format/format.ts';
import { Button } from '../../ui/button.tsx';
import { Chip } from '../../ui/chip.tsx';
import { Field } from '../../ui/field.tsx';
import { useSettled } from '../../ui/now.ts';
import { More } from '../../ui/pager.tsx';
import { Card, Page } from '../../ui/page.tsx';
import { Empty, Note, Ready } from '../../ui/states.tsx';
import { AddNumber } from './add-number.tsx';

type Row = Output<'blocklist.page'>['rows'][number];

const size = 14;
const reasons: Readonly<Record<Row['reason'], readonly [string, ReactNode]>> = {
  keyword: ['Replied STOP', <IconMessage key="i" size={size} />],
  operator: ['Blocked by you', <IconHandStop key="i" size={size} />],
  carrier: ['Opted out at the gateway', <IconBuildingBroadcastTower key="i" size={size} />],
  reassigned: ['Wrong number', <IconUserQuestion key="i" size={size} />],
  import: ['Opted out in a file', <IconFileText key="i" size={size} />],
};

function Blocked({ rows }: { readonly rows: readonly Row[] }) {
  return (
    <div className="tablewrap">
      <table className="grid">
        <thead>
          <tr>
            <th scope="col">Number</th>
            <th scope="col">Name</th>
            <th scope="col">Why</th>
            <th scope="col">Since</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => {
            const [words, icon] = reasons[row.reason];
            return (
              <tr key={row.e164}>
                <td className="nowrap strong">
                  <bdi dir="ltr">{row.shown}</bdi>
                </td>
                <td className="nowrap">
                  {row.contactId === null ? (
                    <span className="soft">{row.name || '–'}</span>
                  ) : (
                    <Link href={`/contacts/${row.contactId}`} className="rowlink">
                      <bdi>{row.name || 'No name'}</bdi>
                    </Link>
                  )}
                </td>
                <td>
                  <div className="row" style={{ gap: 8 }}>
                    <Chip tone="bad" icon={icon}>
                      {words}
                    </Chip>
                    <span className="caption">
                      <bdi>{row.detail}</bdi>
                    </span>
                  </div>
                </td>
                <td className="soft nowrap">{date(row.atMs)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

/** Who is never texted again, since when and why. */
export function BlocklistPage() {
  const [search, setSearch] = useState('');
  const wanted = useSettled(search.trim(), 120);
  const list = usePages('blocklist.page', { search: wanted });
  return (
    <Page
      title="Blocklist"
      beside={
        <span className="soft small" role="status">
          {list.data ? `${count(list.data.total)} ${wanted === '' ? 'blocked' : 'found'}` : ''}
        </span>
      }
    >
      <div className="columns wide-first">
        <div className="stack">
          {list.data?.total === 0 && wanted === '' ? null : (
            <div style={{ maxWidth: 320 }}>
              <Field
                label="Find in the blocklist"
                placeholder="Part of a name or of its digits"
                value={search}
                onChange={setSearch}
              />
            </div>
          )}
          <Ready query={list}>
            {({ rows }) =>
              rows.length > 0 ? (
                <Card flush>
                  <Blocked rows={rows} />
                  <More list={list} noun="numbers" />
                </Card>
              ) : (
                <Card>
                  {wanted === '' ? (
                    <Empty title="Nobody has opted out" icon={<IconMoodSmile size={28} stroke={1.5} />}>
                      When somebody replies STOP, they appear here and are never texted again.
                    </Empty>
                  ) : (
                    <Empty
                      title={`No match for “${wanted}”`}
                      icon={<IconBan size={28} stroke={1.5} />}
                      action={<Button onClick={() => setSearch('')}>Clear the search</Button>}
                    >
                      Try another part of the number.
                    </Empty>
                  )}
                </Card>
              )
            }
          </Ready>
        </div>
        <div className="stack">
          <AddNumber />
          <Note>A block is above every list, permission and gateway. An import cannot lift it.</Note>
        </div>
      </div>
    </Page>
  );
}
