import { useEffect, useState } from 'react';
import { useLocation } from 'wouter';
import { useCall } from '../../api/client.ts';
import { clock } from '../../format/format.ts';
import { Button } from '../../ui/button.tsx';
import { Page, Steps } from '../../ui/page.tsx';
import { Failure, Loading } from '../../ui/states.tsx';
import { AudienceStep } from './audience-step.tsx';
import { CheckStep } from './check-step.tsx';
import { useDraft } from './compose-draft.ts';
import type { Draft } from './compose-draft.ts';
import { ConfirmStep } from './confirm-step.tsx';
import { DeleteDraft } from './delete-draft.tsx';
import { MessageStep } from './message-step.tsx';
import { Summary } from './summary.tsx';

const steps = ['audience', 'message', 'check', 'confirm'] as const;
const stepNames = ['Audience', 'Message', 'Check', 'Confirm'];

/** What the first step still needs, in words; empty when it is done. */
function missingIn(draft: Draft): string {
  if (draft.name.trim() === '') return 'Give the campaign a name.';
  if (draft.purpose === null) return 'Say what it is about.';
  if (draft.audience === null) return 'Choose the people.';
  return draft.gatewayId === null ? 'Choose the gateway.' : '';
}

/** The furthest step a draft can be looked at in. */
function reachedIn(draft: Draft): number {
  if (missingIn(draft) !== '') return 0;
  return draft.text.trim() === '' ? 1 : 2;
}

interface ComposeProps {
  readonly id: number | null;
  readonly step: string | undefined;
  /** The people a new campaign begins with: those of one import. */
  readonly importId?: number;
}

/** Write a campaign: who, what, the check, the last question. The draft saves itself; the step stands in the route. */
export function ComposePage({ id, step, importId }: ComposeProps) {
  const state = useDraft(id, importId === undefined ? {} : { audience: { kind: 'import', importId } });
  const gateways = useCall('gateways.list', {}).data ?? [];
  const [rehearseAtMs, setRehearseAtMs] = useState<number | null>(null);
  const [wasChecked, setChecked] = useState(false);
  const [, go] = useLocation();
  const { draft } = state;
  const reached = reachedIn(draft);
  const wanted = Math.max(
    0,
    steps.findIndex((name) => name === step),
  );
  const now = Math.min(wanted, wanted === 3 && reached === 2 ? 3 : reached);
  const missing = missingIn(draft);
  const change = (part: Partial<Draft>): void => {
    const ready = gateways.filter((row) => row.state === 'ready');
    const only = ready.length === 1 && gateways.length === 1 && draft.gatewayId === null ? ready[0]?.id : undefined;
    state.change(only === undefined ? part : { gatewayId: only, ...part });
  };
  const enter = (next: number): void => {
    if (next === 3) setChecked(true);
    // A save that fails stays on its step; what failed stands on the page.
    state.flush().then(
      (saved) => go(`/compose/${saved}/${steps[next] ?? 'audience'}`),
      () => undefined,
    );
  };
  const { isStarted } = state;
  useEffect(() => {
    if (isStarted) go(`/campaigns/${id}`, { replace: true });
  }, [isStarted, id, go]);
  const isOpen = state.isLoaded && !isStarted && (id !== null || now === 0);
  return (
    <Page
      step={now}
      title={draft.name || 'New campaign'}
      beside={
        <span className="caption">
          {state.savedAtMs === null ? '' : `draft saved ${clock(state.savedAtMs).slice(0, 5)}`}
        </span>
      }
      actions={
        <>
          {id !== null && isOpen ? <DeleteDraft id={id} name={draft.name} onDrop={state.drop} /> : null}
          <Button kind="quiet" onClick={() => go('/campaigns')}>
            Close
          </Button>
        </>
      }
    >
      <div className="stack">
        {isOpen ? (
          <Steps names={stepNames} now={now} reached={wasChecked && reached === 2 ? 3 : reached} onGo={enter} />
        ) : null}
        {state.error ? <Failure error={state.error} /> : null}
        {isOpen || state.error ? null : <Loading />}
        {isOpen && now === 0 ? (
          <div className="columns">
            <AudienceStep draft={draft} onChange={change} />
            <Summary
              draft={draft}
              parts={null}
              next="Write the message"
              isDone={missing === ''}
              missing={missing}
              onNext={() => enter(1)}
            />
          </div>
        ) : null}
        {isOpen && now === 1 ? <MessageStep draft={draft} onChange={change} onNext={() => enter(2)} /> : null}
        {isOpen && now === 2 && id !== null ? (
          <CheckStep
            id={id}
            draft={draft}
            rehearseAtMs={rehearseAtMs}
            onRehearse={setRehearseAtMs}
            onBack={() => enter(1)}
            onNext={() => enter(3)}
          />
        ) : null}
        {isOpen && now === 3 && id !== null ? (
          <ConfirmStep
            id={id}
            draft={draft}
            revision={state.revision}
            rehearseAtMs={rehearseAtMs}
            onBack={() => enter(2)}
          />
        ) : null}
      </div>
    </Page>
  );
}
