import { useCall } from '../../api/client.ts';
import { count, people, purposeWords } from '../../format/format.ts';
import { targetsOf } from '../../import-answers.ts';
import type { Description, ImportAnswers } from '../../import-answers.ts';
import type { CheckReport } from '../../import-check.ts';
import { useImportState } from '../../import-state.ts';
import { Card, Facts } from '../../ui/page.tsx';
import { LinkButton } from '../../ui/button.tsx';
import { Note } from '../../ui/states.tsx';
import { CheckGate } from './check-gate.tsx';
import { handChangesOf } from './hand-changes.tsx';
import { RunCard } from './run-card.tsx';
import { useHome, useRequest, useWizardCheck } from './use-request.ts';
import { WizardFoot } from './wizard-foot.tsx';

const outcomes = [
  ['New', 'created', 'Added to your people'],
  ['Changed', 'updated', 'Here already; the file brings something new'],
  ['Nothing new', 'unchanged', 'Here already, just as the file has them'],
  ['Duplicate in file', 'duplicates', 'The number stands in another row that counts'],
  ['Blocked', 'blocked', 'Left out; they stay blocked'],
  ['Rejected', 'invalid', 'Kept in the report, to be mended and imported again'],
] as const;

/** Every row of the file and what becomes of it. */
function DryRun({ report }: { readonly report: CheckReport }) {
  return (
    <Card title="What will happen" flush>
      <table className="grid">
        <thead className="visually-hidden">
          <tr>
            <th scope="col">What</th>
            <th scope="col">Rows</th>
            <th scope="col">Meaning</th>
          </tr>
        </thead>
        <tbody>
          {outcomes.map(([name, key, meaning]) => (
            <tr key={key} data-off={report[key] === 0}>
              <th scope="row" className="strong">
                {name}
              </th>
              <td className="number strong">{count(report[key])}</td>
              <td className="soft">{meaning}</td>
            </tr>
          ))}
          <tr className="sum">
            <th scope="row">Rows in the file</th>
            <td className="number strong">{count(report.rows)}</td>
            <td />
          </tr>
        </tbody>
      </table>
    </Card>
  );
}

function purposeName({ statement: { purpose } }: ImportAnswers): string {
  return purpose === null ? '' : purposeWords[purpose][0];
}

/** Everything that was decided, with the way back to it. */
function Decided({ description, report }: { readonly description: Description; readonly report: CheckReport }) {
  const { answers, file, goTo } = useImportState();
  const { home } = useHome();
  const countries = useCall('app.state', {}).data?.countries ?? [];
  const country = answers.country ?? home;
  const purpose = purposeName(answers);
  const isWhole = report.permission === 'whole';
  const columns = targetsOf(description, answers);
  const used = columns.filter(({ field }) => field !== null).length;
  const edited = handChangesOf(answers);
  return (
    <Card title="What you decided">
      <Facts
        rows={[
          ['File', <bdi key="f">{file?.fileName}</bdi>],
          ...(description.sheet === null ? [] : [['Sheet', description.sheet] as const]),
          ['Country', countries.find(({ code }) => code === country)?.name ?? country],
          ['Columns', `${used} of ${columns.length}`],
          ...(edited === 0 ? [] : [['By hand', `${count(edited)} changed`] as const]),
          ['Permission', isWhole ? purpose : 'None recorded'],
          ['Lists', answers.lists.join(', ') || 'None'],
          ['Tags', answers.tags.join(', ') || 'None'],
        ]}
      />
      <LinkButton onClick={() => goTo('permission')}>Change the permission</LinkButton>
    </Card>
  );
}

/** What the statement of permission comes to, in plain words. */
function PermissionNote({ report, taken }: { readonly report: CheckReport; readonly taken: number }) {
  const { answers } = useImportState();
  const purpose = purposeName(answers);
  if (report.permission === 'whole') {
    return (
      <Note tone="ok">
        <p className="strong">{people(taken)} get permission</p>
        <p>For: {purpose}. Recorded with your name, the words and the proof.</p>
      </Note>
    );
  }
  return (
    <Note tone={report.permission === 'incomplete' ? 'warn' : 'plain'}>
      <p className="strong">This gives no permission</p>
      <p>
        {report.permission === 'incomplete' ? 'Not every question was answered. ' : ''}
        These people may get texts about their own orders and appointments, and nothing else until you record what they
        agreed to.
      </p>
    </Note>
  );
}

/** The whole import at a glance, then its progress. */
export function ImportStep({ description }: { readonly description: Description }) {
  const { answers, run, goTo, start } = useImportState();
  const request = useRequest(description);
  const check = useWizardCheck(description, true);
  if (run !== null) return <RunCard run={run} />;
  const { report } = check;
  const usable = report ? report.created + report.updated + report.unchanged : 0;
  const taken = report && answers.policy.newOnly ? report.created : usable;
  return (
    <div className="stack">
      <CheckGate check={check}>
        {(found) => (
          <div className="columns">
            <div className="stack">
              <DryRun report={found} />
              {found.optOuts > 0 ? (
                <Note tone="ok">
                  The file itself says that {people(found.optOuts)} opted out: they are imported and blocked.
                </Note>
              ) : null}
            </div>
            <div className="stack">
              <PermissionNote report={found} taken={taken} />
              <Decided description={description} report={found} />
            </div>
          </div>
        )}
      </CheckGate>
      <WizardFoot
        onBack={() => goTo('lists')}
        next={{
          label: report ? `Import ${people(taken)}` : 'Import',
          onGo: () => start(request),
          isReady: check.isCurrent && taken > 0,
        }}
      >
        {check.isCurrent && taken === 0
          ? 'Nobody would be imported with what you decided.'
          : 'You can stop it while it runs, and undo it afterwards.'}
      </WizardFoot>
    </div>
  );
}
