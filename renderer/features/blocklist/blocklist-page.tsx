import { useDeferredValue, useState } from 'react';
import { useCall, useCommand } from '../../api/client.ts';
import { count, time } from '../../format/format.ts';
import { Button } from '../../ui/button.tsx';
import { Chip } from '../../ui/chip.tsx';
import { Field } from '../../ui/field.tsx';
import { Pager, usePages } from '../../ui/pager.tsx';
import { Card, Page } from '../../ui/page.tsx';
import { Empty, Failure, Note, Ready } from '../../ui/states.tsx';

const reasonWords = {
  keyword: 'Replied STOP',
  operator: 'Blocked by you',
  carrier: 'Opted out at the gateway',
  import: 'Opted out in a file',
} as const;

function AddNumber() {
  const actor = useCall('app.state', {}).data?.settings.actor ?? '';
  const add = useCommand('blocklist.add', ['blocklist', 'contacts', 'app', 'workspace', 'campaigns']);
  const [number, setNumber] = useState('');
  const [note, setNote] = useState('');
  return (
    <Card title="Block a number">
      <form
        className="stack-s"
        onSubmit={(event) => {
          event.preventDefault();
          add.mutate(
            { number, note, by: actor || 'the owner' },
            {
              onSuccess: () => {
                setNumber('');
                setNote('');
              },
            },
          );
        }}
      >
        <Field label="Number" placeholder="082 123 4567" value={number} onChange={setNumber} />
        <Field label="Why" placeholder="Asked by phone" value={note} onChange={setNote} />
        {add.error ? <Failure error={add.error} /> : null}
        {add.data ? (
          <Note tone="ok">
            <span role="status">
              {add.data.shown} {add.data.added ? 'is blocked for good' : 'was blocked already'}.
            </span>
          </Note>
        ) : null}
        <div>
          <Button submit busy={add.isPending} disabled={number.trim() === ''}>
            Block for good
          </Button>
        </div>
      </form>
    </Card>
  );
}

/** Who is never texted again, since when and why. */
export function BlocklistPage() {
  const [search, setSearch] = useState('');
  const wanted = useDeferredValue(search.trim());
  const pages = usePages(wanted);
  const query = useCall('blocklist.page', { search: wanted, after: pages.after, limit: 50 }, { keep: true });
  return (
    <Page title="Blocklist">
      <div className="columns">
        <div className="stack-s">
          <div className="row">
            <div className="grow" style={{ maxWidth: 420 }} role="search">
              <Field label="Search the blocklist" placeholder="Name or number" value={search} onChange={setSearch} />
            </div>
            <span className="soft end" role="status">
              {query.data ? `${count(query.data.total)} blocked` : ''}
            </span>
          </div>
          <Ready query={query}>
            {(page) => (
              <>
                <Card flush>
                  {page.rows.length === 0 ? (
                    <Empty title={wanted ? `No match for “${wanted}”` : 'Nobody has opted out'}>
                      {wanted
                        ? 'Try another part of the number.'
                        : 'When somebody replies STOP, they appear here and are never texted again.'}
                    </Empty>
                  ) : (
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
                        {page.rows.map((row) => (
                          <tr key={row.e164}>
                            <td>
                              <bdi dir="ltr">{row.shown}</bdi>
                            </td>
                            <td>{row.name || '–'}</td>
                            <td>
                              <Chip tone="bad">{reasonWords[row.reason]}</Chip>{' '}
                              <span className="caption">
                                <bdi>{row.detail}</bdi>
                              </span>
                            </td>
                            <td className="soft">{time(row.atMs)}</td>
                          </tr>
                        ))}
                      </tbody>
                    </table>
                  )}
                </Card>
                <Pager pages={pages} next={page.next} />
              </>
            )}
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
