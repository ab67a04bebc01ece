import { useLocation } from 'wouter';
import { useCall } from '../../api/client.ts';
import { steps, useImportState } from '../../import-state.ts';
import { Button } from '../../ui/button.tsx';
import { Page, Steps } from '../../ui/page.tsx';
import { Failure, Ready } from '../../ui/states.tsx';
import { CheckStep } from './check-step.tsx';
import { ChooseFile } from './choose-file.tsx';
import { MatchStep } from './match-step.tsx';
import { RunStep } from './run-step.tsx';

/** The file as the user wants it read, in the shape main asks for. */
function useRequest() {
  const { file, sheet, encoding, delimiter, country, mapping } = useImportState();
  const home = useCall('app.state', {}).data?.workspace?.country ?? 'ZA';
  return {
    token: file?.token ?? '',
    sheet,
    encoding,
    delimiter,
    country: country ?? home,
    mapping: mapping ?? [],
  };
}

function Match() {
  const clear = useImportState((state) => state.clear);
  const { mapping: _later, ...request } = useRequest();
  const described = useCall('imports.describe', request, { keep: true });
  if (described.error) {
    return (
      <div className="narrow stack">
        <Failure error={described.error} />
        <div>
          <Button onClick={clear}>Choose another file</Button>
        </div>
      </div>
    );
  }
  return (
    <Ready query={described}>
      {(description) => <MatchStep description={description} country={request.country} />}
    </Ready>
  );
}

/** Import in four steps; where it stands survives a visit to another screen. */
export function ImportPage() {
  const { file, step, run, goTo, clear } = useImportState();
  const [, go] = useLocation();
  const request = useRequest();
  const now = run !== null ? 3 : file === null ? 0 : Math.min(step, 2);
  const isRunning = run !== null && run.error === null;
  return (
    <Page
      step={now}
      title="Import contacts"
      beside={file ? <span className="caption clip">{file.fileName}</span> : null}
      actions={
        <Button
          kind="quiet"
          onClick={() => {
            if (!isRunning) clear();
            go('/contacts');
          }}
        >
          {isRunning ? 'Go on working' : 'Close'}
        </Button>
      }
    >
      <div className="stack">
        <Steps
          names={steps}
          now={now}
          reached={isRunning ? -1 : now}
          onGo={(next) => (next === 0 ? clear() : goTo(next))}
        />
        {now === 0 ? <ChooseFile /> : null}
        {now === 1 ? <Match /> : null}
        {now === 2 ? <CheckStep request={request} /> : null}
        {run === null ? null : <RunStep run={run} />}
      </div>
    </Page>
  );
}
