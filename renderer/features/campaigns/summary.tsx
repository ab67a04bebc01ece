import type { ReactNode } from 'react';
import { useCall } from '../../api/client.ts';
import { count, purposeWords } from '../../format/format.ts';
import { Button } from '../../ui/button.tsx';
import { Card, Facts } from '../../ui/page.tsx';
import type { Draft } from './compose-draft.ts';

/** Who may be texted for the draft's purpose, whatever the text; unknown until both are chosen. */
export function useReach({ audience, purpose }: Draft) {
  return useCall(
    'audience.count',
    { audience: audience ?? { kind: 'all' }, purpose: purpose ?? 'marketing' },
    { enabled: audience !== null && purpose !== null, keep: true },
  );
}

interface SummaryProps {
  readonly draft: Draft;
  /** Texts each person takes, as measured on the preview; null when there is no text yet. */
  readonly parts: number | null;
  readonly next: string;
  readonly isDone: boolean;
  /** What is missing, in words; shown while the step is not done. */
  readonly missing: string;
  readonly onNext: () => void;
  readonly children?: ReactNode;
}

/** The campaign at a glance, beside every step, and the way on. */
export function Summary({ draft, parts, next, isDone, missing, onNext, children }: SummaryProps) {
  const isKnown = draft.audience !== null && draft.purpose !== null;
  const found = useReach(draft).data;
  const reach = isKnown ? found : undefined;
  const gateway = useCall('gateways.list', {}).data?.find(({ id }) => id === draft.gatewayId);
  const dash = '–';
  return (
    <div className="compose-summary">
      <Card title="Summary">
        <Facts
          rows={[
            ['Purpose', draft.purpose === null ? dash : purposeWords[draft.purpose][0]],
            ['Through', gateway?.name ?? dash],
            ['Matched', reach ? count(reach.matched) : dash],
            [
              'May get it',
              reach ? (
                <span key="y" className="ok">
                  {count(reach.mayText)}
                </span>
              ) : (
                dash
              ),
            ],
            [
              'Will not',
              reach ? (
                <span key="n" className="warn">
                  {count(reach.matched - reach.mayText)}
                </span>
              ) : (
                dash
              ),
            ],
            ['Texts, about', reach && parts ? count(reach.mayText * parts) : dash],
          ]}
        />
        {children}
        <Button kind="main" tall wide disabled={!isDone} onClick={onNext}>
          {next}
        </Button>
        {isDone ? null : <p className="caption">{missing}</p>}
      </Card>
    </div>
  );
}
