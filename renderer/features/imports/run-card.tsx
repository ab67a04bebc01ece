import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useLocation } from 'wouter';
import { CallError, useCommand } from '../../api/client.ts';
import { count, timeLeft } from '../../format/format.ts';
import { useImportState } from '../../import-state.ts';
import type { ImportRun } from '../../import-state.ts';
import { Button } from '../../ui/button.tsx';
import { Card, Facts } from '../../ui/page.tsx';
import { Progress } from '../../ui/progress.tsx';
import { Failure, Note } from '../../ui/states.tsx';

/** An import that did not come to its end: nothing of it was kept, and the answers are all still there. */
function Ended({ error }: { readonly error: Error }) {
  const dropRun = useImportState((state) => state.dropRun);
  const isCancelled = error instanceof CallError && error.wire.code === 'import.cancelled';
  return (
    <div className="narrow stack">
      {isCancelled ? (
        <Note>
          <p className="strong">The import was cancelled.</p>
          <p>Nothing of the file was kept. What you decided is still here.</p>
        </Note>
      ) : (
        <Failure error={error} />
      )}
      <div>
        <Button kind="main" onClick={dropRun}>
          Back to the last step
        </Button>
      </div>
    </div>
  );
}

const spokenEveryMs = 10_000;

/** How far it is, said to a screen reader every ten seconds. */
function useSpoken(words: string): string {
  const latest = useRef(words);
  const [spoken, setSpoken] = useState(words);
  useEffect(() => {
    latest.current = words;
  });
  useEffect(() => {
    const timer = setInterval(() => setSpoken(latest.current), spokenEveryMs);
    return () => clearInterval(timer);
  }, []);
  return spoken;
}

function Running({ run }: { readonly run: ImportRun }) {
  const hold = useImportState((state) => state.hold);
  const cancel = useCommand('imports.cancel');
  const percent = Math.round(run.share * 100);
  const total = run.share === 0 ? 0 : run.rows / run.share;
  const spoken = useSpoken(`${count(run.rows)} rows read, ${percent} %`);
  return (
    <div className="narrow stack">
      <Card title={run.isPaused ? 'The import is paused' : 'Importing'}>
        <Progress isThick label="Importing" total={100} segments={[{ tone: 'accent', count: percent }]} />
        <p className="visually-hidden" role="status">
          {spoken}
        </p>
        <Facts
          rows={[
            ['Done', `${percent} %`],
            ['Rows read', count(run.rows)],
            ['Rows a second', run.perSecond === 0 ? '–' : count(Math.round(run.perSecond))],
            ['Time left', run.isPaused ? 'paused' : timeLeft(total - run.rows, run.perSecond) || '–'],
          ]}
        />
        <div className="row">
          <Button onClick={() => hold(!run.isPaused)}>{run.isPaused ? 'Resume' : 'Pause'}</Button>
          <Button kind="danger" busy={cancel.isPending} onClick={() => cancel.mutate({ clientId: run.clientId })}>
            Cancel the import
          </Button>
          <span className="caption grow">If you cancel, nothing of it stays.</span>
        </div>
        {cancel.error ? <Failure error={cancel.error} /> : null}
      </Card>
      <Note>You can go on working on other screens. The line at the bottom of the window shows how far it is.</Note>
    </div>
  );
}

/** The import under way; it goes on while other screens are used, and ends in its report. */
export function RunCard({ run }: { readonly run: ImportRun }) {
  const clear = useImportState((state) => state.clear);
  const client = useQueryClient();
  const [, go] = useLocation();
  const { importId, error } = run;
  useEffect(() => {
    if (importId === null) return;
    clear();
    void client.invalidateQueries();
    go(`/imports/${importId}`, { replace: true });
  }, [importId, clear, client, go]);
  return error ? <Ended error={error} /> : <Running run={run} />;
}
