import { useState } from 'react';
import type { CheckReport } from '../../import-check.ts';
import { useImportState } from '../../import-state.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/page.tsx';
import { GroupCountrySelect } from './country-card.tsx';

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
    leaveOut: () =>
      change({ groupsLeftOut: [...answers.groupsLeftOut, { reason: problem.reason, title: problem.title }] }),
  };
  return acts;
}

function Group(props: GroupProps) {
  const { problem, isShown } = props;
  const [asksCountry, setAsksCountry] = useState(false);
  const acts = useActions(props, () => setAsksCountry(true));
  const buttons = problem.actions.filter(({ action }) => action in acts && !(action === 'setCountry' && asksCountry));
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
        {asksCountry ? <GroupCountrySelect reason={problem.reason} title={problem.title} /> : null}
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

interface GroupsProps {
  readonly report: CheckReport;
  readonly shown: string | null;
  readonly onShow: (reason: string) => void;
}

/** What cannot be used, by what mends it: one decision for many rows. What was left out is among the hand changes. */
export function ProblemGroups({ report, shown, onShow }: GroupsProps) {
  const problems = report.problems.filter(({ reason }) => reason !== 'leftOut');
  if (problems.length === 0) return null;
  const badFields = report.badValues.map(({ field }) => field);
  return (
    <Card title="What cannot be used" flush>
      <ul className="plain-list problem-list">
        {problems.map((problem) => (
          <Group
            key={problem.reason}
            problem={problem}
            isShown={shown === problem.reason}
            badFields={badFields}
            onShow={onShow}
          />
        ))}
      </ul>
    </Card>
  );
}
