import { useEffect } from 'react';
import type { ReactNode } from 'react';
import { useLocation } from 'wouter';
import { CallError, useCall } from '../../api/client.ts';
import { clock } from '../../format/format.ts';
import { stepIds, tableOf } from '../../import-answers.ts';
import type { Description, StepId } from '../../import-answers.ts';
import { useCheck } from '../../import-check.ts';
import { isRunning, saveDraftNow, useImportState } from '../../import-state.ts';
import { Button } from '../../ui/button.tsx';
import { Page } from '../../ui/page.tsx';
import { Failure, Loading } from '../../ui/states.tsx';
import { CheckStep } from './check-step.tsx';
import { DuplicatesStep } from './duplicates-step.tsx';
import { FileStep } from './file-step.tsx';
import { ImportStep } from './import-step.tsx';
import { ListsStep } from './lists-step.tsx';
import { MatchStep } from './match-step.tsx';
import { PermissionStep } from './permission-step.tsx';
import { ReadStep } from './read-step.tsx';
import { UnlockCard } from './unlock-card.tsx';
import { useHome } from './use-request.ts';
import { StepRail, stepNames } from './wizard-steps.tsx';

interface StepProps {
  readonly description: Description;
}

const screens: Readonly<Record<Exclude<StepId, 'file'>, (props: StepProps) => ReactNode>> = {
  read: ReadStep,
  match: MatchStep,
  check: CheckStep,
  duplicates: DuplicatesStep,
  permission: PermissionStep,
  lists: ListsStep,
  import: ImportStep,
};

/** A vCard says itself how it is written, so there is nothing to choose about reading it. */
const skippedBy = (description: Description | undefined): readonly StepId[] =>
  description?.kind === 'vcard' ? ['read'] : [];

/** The file as it is read now; asked again when it is to be read in another way. */
function useDescribed(token: string) {
  const answers = useImportState((state) => state.answers);
  const { home } = useHome();
  return useCall('imports.describe', tableOf(token, answers, home), { enabled: token !== '', keep: true });
}

type Described = ReturnType<typeof useDescribed>;

function FileSteps({ described, step }: { readonly described: Described; readonly step: Exclude<StepId, 'file'> }) {
  const { clear, read } = useImportState();
  const { error, data } = described;
  if (error instanceof CallError && error.wire.code === 'file.encrypted') {
    return <UnlockCard onOpen={() => void described.refetch()} />;
  }
  if (error) {
    return (
      <div className="narrow stack">
        <Failure error={error} onRetry={() => void described.refetch()} />
        <div className="row">
          <Button kind="main" onClick={clear}>
            Choose another file
          </Button>
          <Button onClick={() => read({ sheet: null, encoding: null, delimiter: null, headerRow: null })}>
            Read it as at first
          </Button>
        </div>
      </div>
    );
  }
  if (data === undefined) return <Loading rows={9} />;
  const Screen = screens[step];
  return <Screen description={data} />;
}

/** Where a step stands beside the title: the file, and when it was last kept. */
function Beside() {
  const { file, savedAtMs, saveError, run } = useImportState();
  if (file === null) return null;
  return (
    <span className="caption clip">
      <bdi>{file.fileName}</bdi>
      {run !== null
        ? ''
        : saveError
          ? ' · draft not saved'
          : savedAtMs === null
            ? ''
            : ` · draft kept ${clock(savedAtMs)}`}
    </span>
  );
}

function titleOf(step: StepId, isBusy: boolean): string {
  if (step === 'file') return 'Import contacts';
  if (step === 'import') return isBusy ? 'Import: under way' : 'Import: last look';
  return `Import: ${stepNames[step].toLowerCase()}`;
}

/** Keeps the draft whenever a field, the window or the page is left. */
function useKeepOnLeave(): void {
  useEffect(() => {
    const keep = (): void => void saveDraftNow();
    window.addEventListener('blur', keep);
    window.addEventListener('focusout', keep);
    return () => {
      window.removeEventListener('blur', keep);
      window.removeEventListener('focusout', keep);
      keep();
      // What was checked may be different when somebody comes back.
      useCheck.getState().reset();
    };
  }, []);
}

/** The import in eight steps; where it stands survives a visit to another screen and a crash. */
export function ImportPage() {
  const { file, step, reached, run, saveError, goTo, clear } = useImportState();
  const [, go] = useLocation();
  useKeepOnLeave();
  const described = useDescribed(file?.token ?? '');
  const now = file === null ? 'file' : run !== null ? 'import' : step;
  const isBusy = isRunning(run);
  const close = (): void => {
    if (!isBusy) void saveDraftNow().then(clear);
    go('/contacts');
  };
  return (
    <Page
      step={now}
      title={titleOf(now, isBusy)}
      beside={<Beside />}
      actions={
        <Button kind="quiet" onClick={close}>
          {isBusy ? 'Go on working' : 'Close'}
        </Button>
      }
    >
      <div className="wizard">
        <StepRail
          now={now}
          reached={isBusy ? -1 : file === null ? 0 : Math.max(reached, stepIds.indexOf(step))}
          skipped={skippedBy(described.data)}
          onGo={(to) => (to === 'file' ? void saveDraftNow().then(clear) : goTo(to))}
        />
        <div className="wizard-body">
          {saveError && run === null ? <Failure error={saveError} /> : null}
          {now === 'file' ? <FileStep /> : <FileSteps described={described} step={now} />}
        </div>
      </div>
    </Page>
  );
}
