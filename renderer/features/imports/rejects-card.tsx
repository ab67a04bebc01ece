import { useMutation } from '@tanstack/react-query';
import { useLocation } from 'wouter';
import type { Output } from '#contract/contract.ts';
import { call, useCommand } from '../../api/client.ts';
import { count } from '../../format/format.ts';
import { isRunning, useImportState } from '../../import-state.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/page.tsx';
import { ScrollTable } from '../../ui/scroll-table.tsx';
import { Failure, Note } from '../../ui/states.tsx';

/** Rejected rows an import keeps with their cells. */
const rejectsKept = 20_000;

/** The rejected rows in the wizard, where they can be mended one by one or all at once. */
function Mending({ id, total }: { readonly id: number; readonly total: number }) {
  const begin = useImportState((state) => state.mend);
  const isBusy = useImportState((state) => isRunning(state.run));
  const [, go] = useLocation();
  const mend = useMutation({
    mutationFn: () => call('imports.mendRejects', { id }),
    onSuccess: (rejects) => {
      begin(rejects);
      go('/import');
    },
  });
  return (
    <>
      <p className="small">
        Mend them here: the wizard opens with these rows, their columns and everything you decided. Rows left out by
        hand stay out, and who may be texted is asked anew.
        {total > rejectsKept ? ` Of so many, the first ${count(rejectsKept)} were kept.` : ''}
      </p>
      <div className="row">
        <Button busy={mend.isPending} disabled={isBusy} onClick={() => mend.mutate()}>
          Fix and import rejects
        </Button>
        {isBusy ? <span className="caption">Another import is under way.</span> : null}
      </div>
      {mend.error ? <Failure error={mend.error} /> : null}
    </>
  );
}

function Saving({ id }: { readonly id: number }) {
  const save = useCommand('imports.saveRejects');
  return (
    <>
      <p className="small">
        Or save them and correct them in your spreadsheet. Imported again, their columns are matched by themselves.
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
      </div>
      {save.data?.savedAs ? (
        <Note tone="ok">
          <p role="status">
            Saved as <bdi>{save.data.savedAs}</bdi>
          </p>
        </Note>
      ) : null}
      {save.error ? <Failure error={save.error} /> : null}
    </>
  );
}

interface RejectsProps {
  readonly id: number;
  readonly rejects: Output<'imports.get'>['rejects'];
  readonly total: number;
  /** Whether any of them can be mended: not those left out by hand, and not those of whom nothing was kept. */
  readonly canMend: boolean;
}

/** Rows that were not imported, as they stood in the file, to be mended and imported again. */
export function RejectsCard({ id, rejects, total, canMend }: RejectsProps) {
  if (rejects.length === 0) return null;
  return (
    <Card
      title={`Rejected rows (${count(Math.max(total, rejects.length))})`}
      flush
      aside={
        rejects.length < total ? <span className="caption">the first {count(rejects.length)} are shown</span> : null
      }
    >
      <div className="stack-s card-body">
        {canMend ? <Mending id={id} total={total} /> : null}
        <Saving id={id} />
      </div>
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
