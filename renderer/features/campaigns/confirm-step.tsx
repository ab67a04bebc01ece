import { useState } from 'react';
import { useLocation } from 'wouter';
import type { Output } from '#contract/contract.ts';
import { newClientId, useCall, useCommand } from '../../api/client.ts';
import { people, purposeWords, texts, time } from '../../format/format.ts';
import { Button } from '../../ui/button.tsx';
import { RehearsalChip } from '../../ui/chip.tsx';
import { Field } from '../../ui/field.tsx';
import { Card } from '../../ui/page.tsx';
import { Failure, Note, Ready } from '../../ui/states.tsx';
import type { Draft } from './compose-draft.ts';

/** Above this many people the number is typed: a slip of the mouse sends nothing. */
const typeAbove = 500;

interface ConfirmProps {
  readonly id: number;
  readonly draft: Draft;
  readonly revision: number;
  readonly rehearseAtMs: number | null;
  readonly onBack: () => void;
}

type SentenceProps = Pick<ConfirmProps, 'draft' | 'rehearseAtMs'> & {
  readonly check: Output<'campaigns.check'>;
  readonly gateway: string;
};

function Sentence({ check, draft, gateway, rehearseAtMs }: SentenceProps) {
  return (
    <p className="sentence">
      Send <b>{draft.name}</b> to <b>{people(check.willGet)}</b>
      {draft.sender ? (
        <>
          {' '}
          as <b>{draft.sender}</b>
        </>
      ) : null}
      , about <b>{texts(check.parts)}</b>, purpose <b>{draft.purpose === null ? '' : purposeWords[draft.purpose][0]}</b>
      , through <b>{gateway}</b>
      {rehearseAtMs === null ? ', starting now' : `, rehearsed as if it were ${time(rehearseAtMs)}`}.
    </p>
  );
}

/** The last question, as a whole sentence. */
export function ConfirmStep({ id, draft, revision, rehearseAtMs, onBack }: ConfirmProps) {
  const query = useCall('campaigns.check', { id, rehearseAtMs }, { fresh: true });
  const gateway = useCall('gateways.list', {}).data?.find((row) => row.id === draft.gatewayId);
  const start = useCommand('campaigns.start', ['campaigns', 'home']);
  const [clientId] = useState(newClientId);
  const [typed, setTyped] = useState('');
  const [, go] = useLocation();
  const isRehearsal = gateway?.mode === 'rehearsal';
  return (
    <Ready query={query}>
      {(check) => {
        const mustType = check.willGet > typeAbove;
        const isHeld = check.holds.some(({ outcome }) => outcome === 'hold');
        const isReady =
          check.willGet > 0 && !isHeld && (!mustType || typed.replace(/\D/g, '') === String(check.willGet));
        const submit = (): void =>
          start.mutate(
            { id, revision, expectedPeople: check.willGet, clientId, rehearseAtMs },
            { onSuccess: () => go(`/campaigns/${id}`) },
          );
        return (
          <form
            className="narrow stack"
            onSubmit={(event) => {
              event.preventDefault();
              if (isReady) submit();
            }}
          >
            <Card title="Ready to send?" aside={isRehearsal ? <RehearsalChip /> : null}>
              <Sentence check={check} draft={draft} gateway={gateway?.name ?? ''} rehearseAtMs={rehearseAtMs} />
              <p className="caption">
                The gate asks again for each person just before their text leaves: the number can only go down.{' '}
                {check.later > 0 && rehearseAtMs === null ? `${people(check.later)} wait for their hours. ` : ''}
                {isRehearsal ? 'Nothing leaves this computer.' : 'Sending cannot be undone.'}
              </p>
              {isHeld ? (
                <Note tone="warn">Something holds the whole campaign. Go back to the check to see what.</Note>
              ) : null}
              {mustType ? (
                <div style={{ maxWidth: 240 }}>
                  <Field label={`Type ${check.willGet} to go on`} value={typed} onChange={setTyped} />
                </div>
              ) : null}
              {start.error ? (
                <Failure
                  error={start.error}
                  onRetry={() => {
                    start.reset();
                    void query.refetch();
                  }}
                />
              ) : null}
              <div className="row">
                <Button kind="main" tall submit busy={start.isPending} disabled={!isReady}>
                  Send to {people(check.willGet)}
                </Button>
                <Button tall onClick={onBack}>
                  Back to the check
                </Button>
              </div>
            </Card>
          </form>
        );
      }}
    </Ready>
  );
}
