import { useState } from 'react';
import { people } from '../../format/format.ts';
import type { Description } from '../../import-answers.ts';
import type { CheckReport } from '../../import-check.ts';
import { useImportState } from '../../import-state.ts';
import { LinkButton } from '../../ui/button.tsx';
import { Empty, Note } from '../../ui/states.tsx';
import { BadValues } from './bad-values.tsx';
import { Changes } from './changes.tsx';
import { CheckGate } from './check-gate.tsx';
import { Counters } from './counters.tsx';
import type { CounterId } from './counters.tsx';
import { HandChanges } from './hand-changes.tsx';
import { ProblemGroups } from './problem-groups.tsx';
import { RejectTable } from './reject-table.tsx';
import { Repairs } from './repairs.tsx';
import { isAsLastTime } from './column-fields.ts';
import { useWizardCheck } from './use-request.ts';
import { WizardFoot } from './wizard-foot.tsx';

/** What a counter means, where there are no rows of it to show. */
const explained: Readonly<Partial<Record<CounterId, readonly [string, string]>>> = {
  created: ['New people', 'Their numbers are not in Assent yet. They are added.'],
  unchanged: ['Nothing new', 'These people are here already, and the file says nothing about them that would be kept.'],
  duplicates: [
    'Twice in the file',
    'Their number stands in the file more than once. The step “Known people” decides which row counts.',
  ],
  blocked: [
    'On the blocklist',
    'They said stop, or you blocked them. They are left out, and no import can lift a block.',
  ],
};

/** People who are here already and would change. */
function Changed({ report }: { readonly report: CheckReport }) {
  if (report.changed.length === 0) {
    return <Empty title="Nobody here changes">The file brings nothing new about people you have.</Empty>;
  }
  return <Changes report={report} />;
}

interface UnusableProps {
  readonly description: Description;
  readonly report: CheckReport;
}

/** What is wrong, grouped by what mends it, and the rows themselves. */
function Unusable({ description, report }: UnusableProps) {
  const [reason, setReason] = useState<string | null>(null);
  if (report.problems.length === 0 && report.rejects.length === 0) {
    return <Empty title="Every row can be used">There is nothing to mend.</Empty>;
  }
  return (
    <>
      <ProblemGroups report={report} shown={reason} onShow={setReason} />
      <RejectTable description={description} rejects={report.rejects} reason={reason} onAll={() => setReason(null)} />
    </>
  );
}

function Findings({ description, report }: UnusableProps) {
  const [shown, setShown] = useState<CounterId | null>(null);
  const words = shown === null ? undefined : explained[shown];
  return (
    <>
      <Counters report={report} shown={shown} onShow={setShown} />
      {words ? (
        <Note>
          <p className="strong">{words[0]}</p>
          <p>{words[1]}</p>
        </Note>
      ) : null}
      {shown === 'updated' ? <Changed report={report} /> : null}
      {shown === null ? <Repairs report={report} /> : null}
      <HandChanges description={description} />
      {shown === null || shown === 'invalid' ? <Unusable description={description} report={report} /> : null}
      {shown === null ? <BadValues report={report} /> : null}
    </>
  );
}

/** What the import would do, counted row by row; everything can be mended here, and nothing is kept. */
export function CheckStep({ description }: { readonly description: Description }) {
  const { answers, goTo } = useImportState();
  const check = useWizardCheck(description, false);
  const usable = check.report ? check.report.created + check.report.updated + check.report.unchanged : 0;
  return (
    <div className="stack">
      {isAsLastTime(description) && answers.columns === null ? (
        <Note tone="ok">
          The columns are matched as you decided for a file like this before.{' '}
          <LinkButton onClick={() => goTo('match')}>Change the matching</LinkButton>
        </Note>
      ) : null}
      <CheckGate check={check}>
        {(report) => (
          <>
            {report.created + report.updated + report.unchanged + report.duplicates + report.blocked === 0 ? (
              <Note tone="bad">
                <p className="strong">No row of this file has a usable number.</p>
                <p>
                  Nobody would be imported. Choose another column for the number, or another country.{' '}
                  <LinkButton onClick={() => goTo('match')}>Match the columns again</LinkButton>
                </p>
              </Note>
            ) : null}
            <Findings description={description} report={report} />
          </>
        )}
      </CheckGate>
      <WizardFoot
        onBack={() => goTo('match')}
        next={{ label: 'Go on', onGo: () => goTo('duplicates'), isReady: check.isCurrent && usable > 0 }}
      >
        {!check.isCurrent
          ? 'Everybody is counted before you can go on.'
          : usable === 0
            ? 'Nobody can be imported yet.'
            : `${people(usable)} can be imported. Nothing is kept yet.`}
      </WizardFoot>
    </div>
  );
}
