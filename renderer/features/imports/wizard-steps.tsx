import { IconCheck } from '@tabler/icons-react';
import { stepIds } from '../../import-answers.ts';
import type { StepId } from '../../import-answers.ts';

/** What each step is called in the rail. */
export const stepNames: Readonly<Record<StepId, string>> = {
  file: 'File',
  read: 'Read it right',
  match: 'Match columns',
  check: 'Check',
  duplicates: 'Known people',
  permission: 'Permission',
  lists: 'Lists and tags',
  import: 'Import',
};

interface RailProps {
  readonly now: StepId;
  /** The furthest step that may be gone to; -1 while an import is under way. */
  readonly reached: number;
  readonly skipped: readonly StepId[];
  readonly onGo: (step: StepId) => void;
}

/** The steps under each other, with where you are; steps already seen can be gone back to. */
export function StepRail({ now, reached, skipped, onGo }: RailProps) {
  const at = stepIds.indexOf(now);
  return (
    <ol className="step-rail" aria-label="Steps of the import">
      {stepIds.map((id, place) => {
        const isSkipped = skipped.includes(id);
        const isDone = place < at && !isSkipped;
        return (
          <li key={id}>
            <button
              type="button"
              className="step"
              data-state={place === at ? 'now' : isDone ? 'done' : 'later'}
              aria-current={place === at ? 'step' : undefined}
              disabled={place !== at && (place > reached || isSkipped)}
              onClick={() => onGo(id)}
            >
              <span aria-hidden>{isDone ? <IconCheck size={14} stroke={2.25} /> : place + 1}</span>
              {stepNames[id]}
              {isSkipped ? <em className="caption">not needed</em> : null}
            </button>
          </li>
        );
      })}
    </ol>
  );
}
