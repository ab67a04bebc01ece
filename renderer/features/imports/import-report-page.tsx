import { useLocation } from 'wouter';
import { useCall, useCommand } from '../../api/client.ts';
import { count, people, time } from '../../format/format.ts';
import { Button } from '../../ui/button.tsx';
import { Card, Facts, Page } from '../../ui/page.tsx';
import { Failure, Note, Ready } from '../../ui/states.tsx';
import { Problems } from './problems.tsx';

/** What an import did, kept for good. */
export function ImportReportPage({ id }: { readonly id: number }) {
  const query = useCall('imports.get', { id });
  const save = useCommand('imports.saveRejects');
  const [, go] = useLocation();
  return (
    <Page
      title="Import done"
      beside={query.data ? <span className="caption clip">{query.data.import.fileName}</span> : null}
    >
      <Ready query={query}>
        {({ import: row, problems, rejects, mapping }) => (
          <div className="columns">
            <div className="stack">
              <Card
                title={`${people(row.created)} new, ${people(row.updated)} updated`}
                aside={<span className="caption">{time(row.atMs)}</span>}
              >
                <Facts
                  rows={[
                    ['Rows in the file', count(row.rows)],
                    ['New people', count(row.created)],
                    ['Updated', count(row.updated)],
                    ['Unchanged', count(row.unchanged)],
                    ['Same number again', count(row.duplicates)],
                    ['Without a usable number', count(row.invalid)],
                    ['On the blocklist, still blocked', count(row.blocked)],
                    ['Newly blocked, the file says they opted out', count(row.optOuts)],
                  ]}
                />
              </Card>
              <Problems problems={problems} />
              {rejects.length > 0 ? (
                <Card
                  title="Rejected rows"
                  flush
                  aside={
                    <Button busy={save.isPending} onClick={() => save.mutate({ id })}>
                      Save as CSV
                    </Button>
                  }
                >
                  {save.data?.savedAs ? <p className="caption card-body">Saved as {save.data.savedAs}</p> : null}
                  {save.error ? <Failure error={save.error} /> : null}
                  <div className="tablewrap">
                    <table className="grid">
                      <thead>
                        <tr>
                          <th scope="col" className="number">
                            Row
                          </th>
                          <th scope="col">In the file</th>
                          <th scope="col">What is wrong</th>
                        </tr>
                      </thead>
                      <tbody>
                        {rejects.map((reject) => (
                          <tr key={reject.row}>
                            <td className="number">{reject.row}</td>
                            <td>
                              <bdi>{reject.shown || '(empty)'}</bdi>
                            </td>
                            <td>{reject.words}</td>
                          </tr>
                        ))}
                      </tbody>
                    </table>
                  </div>
                </Card>
              ) : null}
            </div>
            <div className="stack">
              <Card title="What next">
                <Button kind="main" tall wide onClick={() => go(`/permission/${id}`)}>
                  Record permission for them
                </Button>
                <Button tall wide onClick={() => go('/compose')}>
                  New campaign
                </Button>
                <Button tall wide onClick={() => go('/contacts')}>
                  See the people
                </Button>
              </Card>
              <Note>
                Until you record a permission, these people may only get texts about their own orders and appointments.
              </Note>
              <Card title="Columns">
                <Facts rows={mapping.map(({ column, field }) => [column, field.replaceAll('_', ' ')] as const)} />
              </Card>
            </div>
          </div>
        )}
      </Ready>
    </Page>
  );
}
