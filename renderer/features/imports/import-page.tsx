import { IconFileSpreadsheet } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useLocation } from 'wouter';
import { call, newClientId, onEvent, useCall, useCommand } from '../../api/client.ts';
import { count, people } from '../../format/format.ts';
import { useImportState } from '../../import-state.ts';
import { Button } from '../../ui/button.tsx';
import { Card, Facts, Page, Steps } from '../../ui/page.tsx';
import { Progress } from '../../ui/progress.tsx';
import { Failure, Note, Ready } from '../../ui/states.tsx';
import { MatchStep } from './match-step.tsx';
import { Problems } from './problems.tsx';

const steps = ['File', 'Match', 'Check', 'Run'];

function ChooseFile() {
  const choose = useImportState((state) => state.choose);
  const chooser = useMutation({
    mutationFn: () => call('files.choose', {}),
    onSuccess: (file) => file && choose(file),
  });
  return (
    <div className="narrow stack">
      <div className="drop">
        <IconFileSpreadsheet size={36} stroke={1.4} />
        <p className="strong">Drop your spreadsheet here</p>
        <p className="soft">Excel (.xlsx) or text tables (.csv, .tsv, .txt), up to 200 MB and a million people</p>
        <Button kind="main" tall busy={chooser.isPending} onClick={() => chooser.mutate()}>
          Choose a file
        </Button>
      </div>
      {chooser.error ? <Failure error={chooser.error} /> : null}
      <Note>
        An import brings names and numbers. It never gives permission to advertise, and it never lifts a block. Nothing
        is kept until you have seen the check.
      </Note>
    </div>
  );
}

/** Runs a check or the import itself and says how far it is. */
function useImportRun(name: 'imports.check' | 'imports.run') {
  const [clientId] = useState(newClientId);
  const [progress, setProgress] = useState<{ rows: number; share: number } | null>(null);
  useEffect(
    () => onEvent('imports.progress', (event) => event.clientId === clientId && setProgress(event)),
    [clientId],
  );
  return { clientId, progress, name };
}

function useRequest() {
  const { file, sheet, encoding, delimiter, country, mapping } = useImportState();
  const fallback = useCall('app.state', {}).data?.workspace?.country ?? 'ZA';
  return { token: file?.token ?? '', sheet, encoding, delimiter, country: country ?? fallback, mapping: mapping ?? [] };
}

function CheckStep() {
  const set = useImportState((state) => state.set);
  const request = useRequest();
  const run = useImportRun('imports.check');
  const query = useCall('imports.check', { ...request, clientId: run.clientId });
  return (
    <div className="narrow stack">
      {query.isPending ? (
        <Card title="Checking">
          <Progress
            label="Checking the file"
            total={100}
            segments={[{ tone: 'accent', count: Math.round((run.progress?.share ?? 0) * 100) }]}
          />
          <p className="soft">{count(run.progress?.rows ?? 0)} rows read. Nothing is kept yet.</p>
        </Card>
      ) : null}
      {query.isError ? <Failure error={query.error} onRetry={() => void query.refetch()} /> : null}
      {query.data ? (
        <>
          <Card title={`${people(query.data.created + query.data.updated)} to bring in`}>
            <Facts
              rows={[
                ['Rows in the file', count(query.data.rows)],
                ['New people', count(query.data.created)],
                ['Known, with something new', count(query.data.updated)],
                ['Known, nothing new', count(query.data.unchanged)],
                ['Same number again in the file', count(query.data.duplicates)],
                ['Without a usable number', count(query.data.invalid)],
              ]}
            />
            {query.data.blocked > 0 ? (
              <p className="caption">{people(query.data.blocked)} of them are on your blocklist and stay blocked.</p>
            ) : null}
            {query.data.optOuts > 0 ? (
              <p className="caption">
                The file itself says that {people(query.data.optOuts)} opted out: they will be blocked.
              </p>
            ) : null}
          </Card>
          <Problems problems={query.data.problems} />
          <div className="row">
            <Button onClick={() => set({ step: 1 })}>Back</Button>
            <Button kind="main" onClick={() => set({ step: 3 })} disabled={query.data.rows === query.data.invalid}>
              Import {people(query.data.created + query.data.updated + query.data.unchanged)}
            </Button>
          </div>
        </>
      ) : null}
    </div>
  );
}

function RunStep() {
  const request = useRequest();
  const { clear, set } = useImportState();
  const [, go] = useLocation();
  const { clientId, progress } = useImportRun('imports.run');
  const run = useCommand('imports.run', ['contacts', 'imports', 'home', 'audience', 'workspace', 'app', 'blocklist']);
  const cancel = useCommand('imports.cancel');
  const { mutate } = run;
  useEffect(() => {
    // The same client id twice is the same import: a remount starts nothing anew.
    mutate(
      { ...request, clientId },
      {
        onSuccess: (report) => {
          clear();
          go(`/imports/${report.import.importId}`);
        },
      },
    );
    // eslint-disable-next-line react-hooks/exhaustive-deps -- runs once for this client id
  }, [clientId]);
  if (run.isError) {
    return (
      <div className="narrow stack">
        <Failure error={run.error} />
        <div>
          <Button onClick={() => set({ step: 2 })}>Back to the check</Button>
        </div>
      </div>
    );
  }
  return (
    <div className="narrow stack">
      <Card title="Importing">
        <Progress
          label="Importing"
          total={100}
          segments={[{ tone: 'accent', count: Math.round((progress?.share ?? 0) * 100) }]}
        />
        <div className="row">
          <p className="soft grow" role="status">
            {count(progress?.rows ?? 0)} rows read
          </p>
          <Button onClick={() => cancel.mutate({ clientId })}>Cancel, keep nothing</Button>
        </div>
      </Card>
    </div>
  );
}

/** Import in four steps; where it stands survives a visit to another screen. */
export function ImportPage() {
  const { file, step, set, clear } = useImportState();
  const [, go] = useLocation();
  const request = useRequest();
  const described = useCall(
    'imports.describe',
    {
      token: request.token,
      sheet: request.sheet,
      encoding: request.encoding,
      delimiter: request.delimiter,
      country: request.country,
    },
    { enabled: file !== null, keep: true },
  );
  return (
    <Page
      title="Import contacts"
      beside={file ? <span className="caption clip">{file.fileName}</span> : null}
      actions={
        <Button
          kind="quiet"
          onClick={() => {
            clear();
            go('/contacts');
          }}
        >
          Close
        </Button>
      }
    >
      <div className="stack">
        <Steps names={steps} now={step} reached={step} onGo={(next) => (next === 0 ? clear() : set({ step: next }))} />
        {step === 0 || file === null ? <ChooseFile /> : null}
        {step === 1 && file !== null ? (
          described.isError ? (
            <div className="narrow stack">
              <Failure error={described.error} />
              <div>
                <Button onClick={clear}>Choose another file</Button>
              </div>
            </div>
          ) : (
            <Ready query={described}>
              {(description) => <MatchStep description={description} country={request.country} />}
            </Ready>
          )
        ) : null}
        {step === 2 ? <CheckStep /> : null}
        {step === 3 ? <RunStep /> : null}
      </div>
    </Page>
  );
}
