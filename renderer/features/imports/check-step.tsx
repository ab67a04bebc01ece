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
import { Repairs } from './repairs.tsx';
import { RowsCard } from './rows-card.tsx';
import { isAsLastTime } from './column-fields.ts';
import { useWizardCheck } from './use-request.ts';
import { useRows } from './use-rows.ts';
import { WizardFoot } from './wizard-foot.tsx';

interface FindingsProps {
  readonly description: Description;
  readonly report: CheckReport;
  /** Whether the report is about what is decided now. */
  readonly isCurrent: boolean;
}

/** Rows to be mended, and what mends them all at once. */
function Unusable({ description, report, isCurrent }: FindingsProps) {
  const [reason, setReason] = useState<string | null>(null);
  if (report.invalid === 0) return <Empty title="Every row can be used">There is nothing to mend.</Empty>;
  return (
    <>
      <ProblemGroups report={report} shown={reason} onShow={setReason} />
      <RowsCard
        description={description}
        counter="rejected"
        reason={reason}
        isReady={isCurrent}
        onAll={() => setReason(null)}
      />
    </>
  );
}

function Findings(props: FindingsProps) {
  const { description, report, isCurrent } = props;
  const [shown, setShown] = useState<CounterId | null>(null);
  const isMending = shown === null || shown === 'rejected';
  // The same rows as the card below asks for: what is found in each row is counted along.
  const { data } = useRows(description, { counter: shown ?? 'rejected', reason: null, from: 0 }, isCurrent);
  return (
    <>
      <Counters report={report} rows={data?.counts ?? null} shown={shown} onShow={setShown} />
      {shown === null ? <Repairs report={report} /> : null}
      <HandChanges description={description} />
      {isMending ? <Unusable {...props} /> : null}
      {isMending ? null : (
        <RowsCard
          description={description}
          counter={shown}
          reason={null}
          isReady={isCurrent}
          onAll={() => setShown(null)}
        />
      )}
      {shown === 'known' && report.changed.length > 0 ? <Changes report={report} /> : null}
      {shown === null || shown === 'look' ? <BadValues report={report} /> : null}
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
            <Findings description={description} report={report} isCurrent={check.isCurrent} />
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
