import { useState } from 'react';
import { useLocation } from 'wouter';
import { newClientId, useCall, useCommand } from '../../api/client.ts';
import { count, people, purposeWords, texts, time } from '../../format/format.ts';
import { Button } from '../../ui/button.tsx';
import { RehearsalChip } from '../../ui/chip.tsx';
import { Field } from '../../ui/field.tsx';
import { Card } from '../../ui/page.tsx';
import { Failure, Ready } from '../../ui/states.tsx';
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

/** The last question, as a whole sentence. */
export function ConfirmStep({ id, draft, revision, rehearseAtMs, onBack }: ConfirmProps) {
  const query = useCall('campaigns.check', { id, rehearseAtMs });
  const gateway = useCall('gateways.list', {}).data?.find((row) => row.id === draft.gatewayId);
  const start = useCommand('campaigns.start', ['campaigns', 'home']);
  const [clientId] = useState(newClientId);
  const [typed, setTyped] = useState('');
  const [, go] = useLocation();
  return (
    <Ready query={query}>
      {(check) => {
        const mustType = check.willGet > typeAbove;
        const isReady = check.willGet > 0 && (!mustType || typed.replace(/\D/g, '') === String(check.willGet));
        return (
          <form
            className="narrow stack"
            onSubmit={(event) => {
              event.preventDefault();
              start.mutate(
                { id, revision, expectedPeople: check.willGet, clientId, rehearseAtMs },
                { onSuccess: () => go(`/campaigns/${id}`) },
              );
            }}
          >
            <Card title="Ready to send" aside={gateway?.mode === 'rehearsal' ? <RehearsalChip /> : null}>
              <p style={{ fontSize: 17, lineHeight: '26px' }}>
                Send <b>{draft.name}</b> to <b>{people(check.willGet)}</b>
                {draft.sender ? (
                  <>
                    {' '}
                    as <b>{draft.sender}</b>
                  </>
                ) : null}
                , <b>{texts(check.parts)}</b> in all, about{' '}
                <b>{draft.purpose === null ? '' : purposeWords[draft.purpose][0]}</b>, through <b>{gateway?.name}</b>
                {rehearseAtMs === null ? ', starting now' : `, rehearsed as if it were ${time(rehearseAtMs)}`}.
              </p>
              <p className="caption">
                The gate asks again for each person just before their text leaves: the number can only go down.{' '}
                {check.later > 0 && rehearseAtMs === null ? `${people(check.later)} wait for their hours. ` : ''}
                {gateway?.mode === 'rehearsal' ? 'Nothing leaves this computer.' : 'Sending cannot be undone.'}
              </p>
              {mustType ? <Field label={`Type ${check.willGet} to go on`} value={typed} onChange={setTyped} /> : null}
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
                  Send to {count(check.willGet)} {check.willGet === 1 ? 'person' : 'people'}
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
