import { useLocation } from 'wouter';
import type { Output } from '#contract/contract.ts';
import { useCommand } from '../../api/client.ts';
import { count } from '../../format/format.ts';
import { useImportState } from '../../import-state.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/page.tsx';
import { ScrollTable } from '../../ui/scroll-table.tsx';
import { Failure, Note } from '../../ui/states.tsx';

interface RejectsProps {
  readonly id: number;
  readonly rejects: Output<'imports.get'>['rejects'];
  readonly total: number;
}

function Saving({ id }: { readonly id: number }) {
  const save = useCommand('imports.saveRejects');
  const clear = useImportState((state) => state.clear);
  const [, go] = useLocation();
  return (
    <div className="stack-s card-body">
      <p className="small">
        To mend them: save them, correct the numbers in your spreadsheet, and import the file again. Its columns are
        matched by themselves then.
      </p>
      <div className="row">
        {(['csv', 'xlsx'] as const).map((format) => (
          <Button
            key={format}
            busy={save.isPending && save.variables.format === format}
            onClick={() => save.mutate({ id, format })}
          >
            {format === 'csv' ? 'Save as CSV' : 'Save as Excel'}
          </Button>
        ))}
        {save.data?.savedAs ? (
          <Button
            kind="main"
            onClick={() => {
              clear();
              go('/import');
            }}
          >
            Import the mended file
          </Button>
        ) : null}
      </div>
      {save.data?.savedAs ? (
        <Note tone="ok">
          <p role="status">
            Saved as <bdi>{save.data.savedAs}</bdi>
          </p>
        </Note>
      ) : null}
      {save.error ? <Failure error={save.error} /> : null}
    </div>
  );
}

/** Rows that were not imported, as they stood in the file, to be mended and imported again. */
export function RejectsCard({ id, rejects, total }: RejectsProps) {
  if (rejects.length === 0) return null;
  return (
    <Card
      title={`Rejected rows (${count(Math.max(total, rejects.length))})`}
      flush
      aside={
        rejects.length < total ? <span className="caption">the first {count(rejects.length)} are shown</span> : null
      }
    >
      <Saving id={id} />
      <ScrollTable label="Rejected rows" isShort>
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
              <tr key={reject.row} className="slim">
                <td className="number soft">{reject.row}</td>
                <td className="nowrap">
                  <bdi>{reject.shown || '(empty)'}</bdi>
                </td>
                <td className="soft">{reject.words}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollTable>
    </Card>
  );
}
