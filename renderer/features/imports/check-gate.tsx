import type { ReactNode } from 'react';
import { count } from '../../format/format.ts';
import type { CheckReport } from '../../import-check.ts';
import { useCheck } from '../../import-check.ts';
import { useImportState } from '../../import-state.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/page.tsx';
import { Progress } from '../../ui/progress.tsx';
import { Failure, Note } from '../../ui/states.tsx';
import type { useWizardCheck } from './use-request.ts';

type Check = ReturnType<typeof useWizardCheck>;

function Checking({ check }: { readonly check: Check }) {
  return (
    <Card title={check.report ? 'Checking again' : 'Checking the file'}>
      <Progress
        label="Checking the file"
        total={100}
        segments={[{ tone: 'accent', count: Math.round(check.share * 100) }]}
      />
      <div className="row">
        <p className="soft small grow" role="status">
          {count(check.rows)} rows read. Nothing is kept.
        </p>
        <Button onClick={check.cancel}>Cancel the check</Button>
      </div>
    </Card>
  );
}

/** A dry run that could not be done: why, and the ways on. */
function Failed({ error }: { readonly error: Error }) {
  const { goTo } = useImportState();
  return (
    <>
      <Failure error={error} onRetry={() => useCheck.getState().reset()} />
      <div className="row">
        <Button onClick={() => goTo('match')}>Match the columns again</Button>
      </div>
    </>
  );
}

/** Shows what a check found, while it runs, when it failed, and when it was cancelled. */
export function CheckGate({
  check,
  children,
}: {
  readonly check: Check;
  readonly children: (report: CheckReport) => ReactNode;
}) {
  if (check.state === 'failed' && check.error) return <Failed error={check.error} />;
  if (check.state === 'cancelled') {
    return (
      <Note>
        <p className="strong">The check was cancelled.</p>
        <p>Nothing was kept. Without a check the file cannot be imported.</p>
        <div className="row clash-row">
          <Button onClick={() => useCheck.getState().reset()}>Check the rows</Button>
        </div>
      </Note>
    );
  }
  return (
    <>
      {check.isCurrent ? null : <Checking check={check} />}
      {check.report ? children(check.report) : null}
    </>
  );
}
