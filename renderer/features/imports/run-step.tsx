import { useEffect } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { useLocation } from 'wouter';
import { CallError, useCommand } from '../../api/client.ts';
import { count } from '../../format/format.ts';
import { useImportState } from '../../import-state.ts';
import type { ImportRun } from '../../import-state.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/page.tsx';
import { Progress } from '../../ui/progress.tsx';
import { Failure, Note } from '../../ui/states.tsx';

/** The import under way; it goes on while other screens are used, and ends in its report. */
export function RunStep({ run }: { readonly run: ImportRun }) {
  const { clear, dropRun, goTo } = useImportState();
  const cancel = useCommand('imports.cancel');
  const client = useQueryClient();
  const [, go] = useLocation();
  const { importId, error, clientId } = run;
  useEffect(() => {
    if (importId === null) return;
    clear();
    void client.invalidateQueries();
    go(`/imports/${importId}`, { replace: true });
  }, [importId, clear, client, go]);
  if (error) {
    const isCancelled = error instanceof CallError && error.wire.code === 'import.cancelled';
    return (
      <div className="narrow stack">
        {isCancelled ? <Note>The import was cancelled. Nothing of the file was kept.</Note> : <Failure error={error} />}
        <div>
          <Button
            onClick={() => {
              dropRun();
              goTo(2);
            }}
          >
            Back to the check
          </Button>
        </div>
      </div>
    );
  }
  return (
    <div className="narrow stack">
      <Card title="Importing">
        <Progress
          isThick
          label="Importing"
          total={100}
          segments={[{ tone: 'accent', count: Math.round(run.share * 100) }]}
        />
        <div className="row">
          <p className="soft small grow" role="status">
            {count(run.rows)} rows read. You can go on working meanwhile.
          </p>
          <Button onClick={() => cancel.mutate({ clientId })}>Cancel, keep nothing</Button>
        </div>
      </Card>
    </div>
  );
}
