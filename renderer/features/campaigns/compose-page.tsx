import { useState } from 'react';
import { useLocation } from 'wouter';
import { useCall } from '../../api/client.ts';
import { clock, count, people, purposeWords } from '../../format/format.ts';
import { Button } from '../../ui/button.tsx';
import { Card, Facts, Page, Steps } from '../../ui/page.tsx';
import { Failure, Loading } from '../../ui/states.tsx';
import { AudienceStep } from './audience-step.tsx';
import { CheckStep } from './check-step.tsx';
import { useDraft } from './compose-draft.ts';
import type { Draft } from './compose-draft.ts';
import { ConfirmStep } from './confirm-step.tsx';
import { MessageStep } from './message-step.tsx';

const steps = ['Audience', 'Message', 'Check', 'Confirm'];

function Summary({
  draft,
  step,
  onNext,
  canGo,
}: {
  readonly draft: Draft;
  readonly step: number;
  readonly onNext: () => void;
  readonly canGo: boolean;
}) {
  const { audience, purpose } = draft;
  const reach = useCall(
    'audience.count',
    { audience: audience ?? { kind: 'all' }, purpose: purpose ?? 'marketing' },
    { enabled: audience !== null && purpose !== null },
  );
  const gateway = useCall('gateways.list', {}).data?.find(({ id }) => id === draft.gatewayId);
  const words = ['Write the message', 'Check everybody'][step];
  return (
    <Card title="Summary">
      <Facts
        rows={[
          ['About', purpose === null ? '–' : purposeWords[purpose][0]],
          ['Through', gateway?.name ?? '–'],
          ['Chosen', reach.data ? count(reach.data.matched) : '–'],
          [
            'May be texted',
            reach.data ? (
              <span key="y" className="ok">
                {count(reach.data.mayText)}
              </span>
            ) : (
              '–'
            ),
          ],
          [
            'May not',
            reach.data ? (
              <span key="n" className="warn">
                {count(reach.data.matched - reach.data.mayText)}
              </span>
            ) : (
              '–'
            ),
          ],
        ]}
      />
      {words ? (
        <Button kind="main" tall wide disabled={!canGo} onClick={onNext}>
          {words}
        </Button>
      ) : null}
      {reach.data ? (
        <p className="caption">
          {people(reach.data.mayText)} today. The gate asks again for each person just before their text leaves.
        </p>
      ) : null}
    </Card>
  );
}

/** Write a campaign: who, what, the check, the last question. The draft saves itself. */
export function ComposePage({ id }: { readonly id: number | null }) {
  const state = useDraft(id);
  const [step, setStep] = useState(0);
  const [reached, setReached] = useState(0);
  const [rehearseAtMs, setRehearseAtMs] = useState<number | null>(null);
  const [, go] = useLocation();
  const { draft } = state;
  const isAudienceDone =
    draft.purpose !== null && draft.audience !== null && draft.gatewayId !== null && draft.name.trim() !== '';
  const canGo = step === 0 ? isAudienceDone : draft.text.trim() !== '';
  const enter = (next: number): void => {
    void state.flush().then(
      () => {
        setStep(next);
        setReached((before) => Math.max(before, next));
      },
      () => undefined,
    ); // The failure stands on the page.
  };
  return (
    <Page
      title={draft.name || 'New campaign'}
      beside={
        <span className="caption">
          {state.savedAtMs === null ? '' : `draft saved ${clock(state.savedAtMs).slice(0, 5)}`}
        </span>
      }
      actions={
        <Button kind="quiet" onClick={() => void state.flush().finally(() => go('/campaigns'))}>
          Close
        </Button>
      }
    >
      {state.isLoaded ? (
        <div className="stack">
          <Steps names={steps} now={step} reached={isAudienceDone ? reached : 0} onGo={enter} />
          {state.error ? <Failure error={state.error} /> : null}
          {step === 0 ? (
            <div className="columns">
              <AudienceStep draft={draft} onChange={state.change} />
              <Summary draft={draft} step={0} canGo={canGo} onNext={() => enter(1)} />
            </div>
          ) : null}
          {step === 1 ? (
            <MessageStep
              draft={draft}
              onChange={state.change}
              summary={<Summary draft={draft} step={1} canGo={canGo} onNext={() => enter(2)} />}
            />
          ) : null}
          {step === 2 && state.id !== null ? (
            <CheckStep
              id={state.id}
              draft={draft}
              rehearseAtMs={rehearseAtMs}
              onRehearse={setRehearseAtMs}
              onBack={() => enter(1)}
              onNext={() => enter(3)}
            />
          ) : null}
          {step === 3 && state.id !== null ? (
            <ConfirmStep
              id={state.id}
              draft={draft}
              revision={state.revision}
              rehearseAtMs={rehearseAtMs}
              onBack={() => enter(2)}
            />
          ) : null}
        </div>
      ) : state.error ? (
        <Failure error={state.error} />
      ) : (
        <Loading />
      )}
    </Page>
  );
}
