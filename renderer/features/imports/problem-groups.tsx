import { useState } from 'react';
import type { CheckReport } from '../../import-check.ts';
import { useImportState } from '../../import-state.ts';
import { Button, LinkButton } from '../../ui/button.tsx';
import { Card } from '../../ui/page.tsx';
import { CountrySelect } from './country-card.tsx';

type Problem = CheckReport['problems'][number];

/** Advice that no button can carry out. */
const advice: ReadonlySet<string> = new Set(['exportAsText']);

interface GroupProps {
  readonly problem: Problem;
  readonly isShown: boolean;
  readonly badFields: readonly string[];
  readonly onShow: (reason: string) => void;
}

/** What each action does. `setCountry` is answered inside the group. */
function useActions({ problem, badFields, onShow }: GroupProps, onCountry: () => void) {
  const { answers, change, goTo } = useImportState();
  const acts: Readonly<Record<string, () => void>> = {
    setCountry: onCountry,
    editNumbers: () => onShow(problem.reason),
    chooseColumn: () => goTo('match'),
    allowRepair: () => change({ repairsOff: [] }),
    setType: () =>
      change({
        fieldTypes: [
          ...answers.fieldTypes.filter(({ key }) => !badFields.includes(key)),
          ...badFields.map((key) => ({ key, type: 'text' as const })),
        ],
      }),
    leaveOut: () => change({ accepted: [...answers.accepted, problem.reason] }),
  };
  return acts;
}

function Group(props: GroupProps) {
  const { problem, isShown } = props;
  const [asksCountry, setAsksCountry] = useState(false);
  const acts = useActions(props, () => setAsksCountry(true));
  const buttons = problem.actions.filter(({ action }) => action in acts);
  const words = problem.actions.filter(({ action }) => advice.has(action));
  return (
    <li data-shown={isShown}>
      <div className="problem-words">
        <p className="strong">{problem.title}</p>
        <p className="caption">
          {problem.examples.slice(0, 3).map(({ row, shown }, at) => (
            <span key={row}>
              {at === 0 ? '' : ', '}row {row}: <bdi>{shown === '' ? '(empty)' : shown}</bdi>
            </span>
          ))}
        </p>
        {words.map(({ action, words: text }) => (
          <p key={action} className="small">
            {text}.
          </p>
        ))}
        {asksCountry ? <CountrySelect label="Numbers without a country code are from" /> : null}
      </div>
      <div className="row tight problem-actions">
        {buttons.map(({ action, words: text }) => (
          <Button key={action} kind={action === 'leaveOut' ? 'quiet' : 'plain'} onClick={() => acts[action]?.()}>
            {text}
          </Button>
        ))}
      </div>
    </li>
  );
}

/** Reasons whose rows stay out because the user said so. */
function Accepted({ problems }: { readonly problems: readonly Problem[] }) {
  const { answers, change } = useImportState();
  return problems.map(({ reason, title }) => (
    <li key={reason}>
      <p className="small soft grow">{title}: left out. They will stand in the report’s list of rejected rows.</p>
      <LinkButton onClick={() => change({ accepted: answers.accepted.filter((one) => one !== reason) })}>
        Look again
      </LinkButton>
    </li>
  ));
}

interface GroupsProps {
  readonly report: CheckReport;
  readonly shown: string | null;
  readonly onShow: (reason: string) => void;
}

/** What cannot be used, by what mends it: one decision for many rows. */
export function ProblemGroups({ report, shown, onShow }: GroupsProps) {
  const accepted = new Set(useImportState((state) => state.answers.accepted));
  if (report.problems.length === 0) return null;
  const badFields = report.badValues.map(({ field }) => field);
  return (
    <Card title="What needs a look" flush>
      <ul className="plain-list problem-list">
        {report.problems
          .filter(({ reason }) => !accepted.has(reason))
          .map((problem) => (
            <Group
              key={problem.reason}
              problem={problem}
              isShown={shown === problem.reason}
              badFields={badFields}
              onShow={onShow}
            />
          ))}
        <Accepted problems={report.problems.filter(({ reason }) => accepted.has(reason))} />
      </ul>
    </Card>
  );
}
