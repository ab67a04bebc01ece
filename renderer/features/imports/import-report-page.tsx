import { useLocation } from 'wouter';
import type { Output } from '#contract/contract.ts';
import { useCall, useCommand } from '../../api/client.ts';
import { count, fieldName, people, time } from '../../format/format.ts';
import { Button } from '../../ui/button.tsx';
import { Card, Facts, Page } from '../../ui/page.tsx';
import { Failure, Note, Ready } from '../../ui/states.tsx';
import { Problems } from './problems.tsx';

type Report = Output<'imports.get'>;

function Rejects({ id, rejects }: { readonly id: number; readonly rejects: Report['rejects'] }) {
  const save = useCommand('imports.saveRejects');
  if (rejects.length === 0) return null;
  return (
    <Card
      title="Rejected rows"
      flush
      aside={
        <Button busy={save.isPending} onClick={() => save.mutate({ id })}>
          Save rejects
        </Button>
      }
    >
      {save.data?.savedAs ? (
        <p className="caption card-body" role="status">
          Saved as <bdi>{save.data.savedAs}</bdi>. Mend the numbers there and import that file.
        </p>
      ) : null}
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
                <td className="number soft">{reject.row}</td>
                <td className="nowrap">
                  <bdi>{reject.shown || '(empty)'}</bdi>
                </td>
                <td className="soft">{reject.words}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Card>
  );
}

function Next({ id }: { readonly id: number }) {
  const [, go] = useLocation();
  return (
    <Card title="What next">
      <Button kind="main" tall wide onClick={() => go(`/permission/${id}`)}>
        Record permission for them
      </Button>
      <Button tall wide onClick={() => go(`/compose/import/${id}`)}>
        New campaign to these
      </Button>
      <Button tall wide onClick={() => go('/contacts')}>
        See the people
      </Button>
    </Card>
  );
}

/** What an import did, kept for good. */
export function ImportReportPage({ id }: { readonly id: number }) {
  const query = useCall('imports.get', { id });
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
                    ['New people', count(row.created)],
                    ['Updated', count(row.updated)],
                    ['Unchanged', count(row.unchanged)],
                    ['Same number again', count(row.duplicates)],
                    ['Without a usable number', count(row.invalid)],
                    ['Rows in the file', count(row.rows)],
                  ]}
                />
                {row.blocked + row.optOuts > 0 ? (
                  <p className="caption">
                    {row.blocked > 0 ? `${people(row.blocked)} are on the blocklist and stay blocked. ` : ''}
                    {row.optOuts > 0 ? `The file says ${people(row.optOuts)} opted out: they are blocked now.` : ''}
                  </p>
                ) : null}
              </Card>
              <Problems problems={problems} />
              <Rejects id={id} rejects={rejects} />
            </div>
            <div className="stack">
              <Next id={id} />
              <Note>
                Until you record a permission, these people may only get texts about their own orders and appointments.
              </Note>
              <Card title="Columns">
                <Facts rows={mapping.map(({ column, field }) => [column, fieldName(field)] as const)} />
              </Card>
            </div>
          </div>
        )}
      </Ready>
    </Page>
  );
}
