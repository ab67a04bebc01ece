import { useEffect, useState } from 'react';
import type { Input, Output } from '#contract/contract.ts';
import { newClientId, onEvent, useCall, useCommand } from '../../api/client.ts';
import { count, people } from '../../format/format.ts';
import { useImportState } from '../../import-state.ts';
import { Button } from '../../ui/button.tsx';
import { Card, Facts } from '../../ui/page.tsx';
import { Progress } from '../../ui/progress.tsx';
import { Failure, Note } from '../../ui/states.tsx';
import { Problems } from './problems.tsx';

type Report = Output<'imports.check'>;
export type ImportRequest = Omit<Input<'imports.check'>, 'clientId'>;

function Checking({ clientId, onBack }: { readonly clientId: string; readonly onBack: () => void }) {
  const [progress, setProgress] = useState({ rows: 0, share: 0 });
  const cancel = useCommand('imports.cancel');
  useEffect(
    () => onEvent('imports.progress', (event) => event.clientId === clientId && setProgress(event)),
    [clientId],
  );
  return (
    <Card title="Checking the file">
      <Progress
        label="Checking the file"
        total={100}
        segments={[{ tone: 'accent', count: Math.round(progress.share * 100) }]}
      />
      <div className="row">
        <p className="soft small grow" role="status">
          {count(progress.rows)} rows read. Nothing is kept yet.
        </p>
        <Button onClick={() => cancel.mutate({ clientId }, { onSuccess: onBack })}>Cancel</Button>
      </div>
    </Card>
  );
}

function Counts({ report }: { readonly report: Report }) {
  const bring = report.created + report.updated;
  return (
    <Card title={`${people(bring)} to bring in`}>
      <Facts
        rows={[
          [
            'New people',
            <span key="n" className="ok">
              {count(report.created)}
            </span>,
          ],
          ['Known, with something new', count(report.updated)],
          ['Known, nothing new', count(report.unchanged)],
          ['Same number again in the file', count(report.duplicates)],
          [
            'Without a usable number',
            <span key="i" className={report.invalid > 0 ? 'warn' : ''}>
              {count(report.invalid)}
            </span>,
          ],
          ['Rows in the file, all together', count(report.rows)],
        ]}
      />
    </Card>
  );
}

/** What the import would do, counted row by row; nothing is kept before the button at the end. */
export function CheckStep({ request }: { readonly request: ImportRequest }) {
  const { goTo, start } = useImportState();
  const [clientId] = useState(newClientId);
  const query = useCall('imports.check', { ...request, clientId });
  if (query.isPending) {
    return (
      <div className="narrow">
        <Checking clientId={clientId} onBack={() => goTo(1)} />
      </div>
    );
  }
  if (query.error) {
    return (
      <div className="narrow stack">
        <Failure error={query.error} onRetry={() => void query.refetch()} />
        <div>
          <Button onClick={() => goTo(1)}>Back to the columns</Button>
        </div>
      </div>
    );
  }
  const report = query.data;
  const usable = report.created + report.updated + report.unchanged;
  return (
    <div className="columns">
      <div className="stack">
        <Counts report={report} />
        <Problems problems={report.problems} />
      </div>
      <div className="stack">
        <Card>
          <Button kind="main" tall wide onClick={() => start(request)} disabled={usable === 0}>
            Import {people(usable)}
          </Button>
          <Button wide onClick={() => goTo(1)}>
            Back to the columns
          </Button>
        </Card>
        <Note>
          <p className="strong">This gives no permission</p>
          <p>
            After the import these people may get texts about their own orders and appointments, and nothing else until
            you record what they agreed to.
          </p>
        </Note>
        {report.blocked > 0 || report.optOuts > 0 ? (
          <Note tone="ok">
            <p className="strong">Opt-outs stay</p>
            {report.blocked > 0 ? <p>{people(report.blocked)} are on your blocklist and stay blocked.</p> : null}
            {report.optOuts > 0 ? (
              <p>The file itself says that {people(report.optOuts)} opted out: they will be blocked.</p>
            ) : null}
          </Note>
        ) : null}
      </div>
    </div>
  );
}
