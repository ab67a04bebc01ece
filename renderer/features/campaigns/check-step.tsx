import { useLocation } from 'wouter';
import { useCall } from '../../api/client.ts';
import { count, people, texts, time } from '../../format/format.ts';
import { Button } from '../../ui/button.tsx';
import { Card, Facts } from '../../ui/page.tsx';
import { Empty, Note, Ready } from '../../ui/states.tsx';
import type { Draft } from './compose-draft.ts';
import { Reasons } from './reasons.tsx';

interface CheckProps {
  readonly id: number;
  readonly draft: Draft;
  readonly rehearseAtMs: number | null;
  readonly onRehearse: (atMs: number | null) => void;
  readonly onBack: () => void;
  readonly onNext: () => void;
}

/** Everybody's merged text, judged and counted before anything leaves. */
export function CheckStep({ id, draft, rehearseAtMs, onRehearse, onBack, onNext }: CheckProps) {
  const query = useCall('campaigns.check', { id, rehearseAtMs });
  const gateway = useCall('gateways.list', {}).data?.find((row) => row.id === draft.gatewayId);
  const [, go] = useLocation();
  return (
    <Ready query={query}>
      {(check) => {
        const blocking = check.holds.filter(({ outcome }) => outcome === 'hold');
        const later = check.holds.filter(({ outcome }) => outcome === 'defer');
        return (
          <div className="columns">
            <div className="stack">
              {blocking.map((hold) => (
                <div key={hold.code} className="note" data-tone="warn">
                  <div className="grow">
                    <p className="strong">{hold.words}</p>
                    <p>{hold.action}.</p>
                  </div>
                  <Button onClick={() => go(`/gateways/${draft.gatewayId}/sheet`)}>Read the sheet</Button>
                </div>
              ))}
              {check.later > 0 ? (
                <div className="note">
                  <div className="grow">
                    <p className="strong">{people(check.later)} may not be texted at this hour</p>
                    <p>
                      They wait in line and get it when their window opens
                      {check.nextOpenAtMs === null ? '' : `, from ${time(check.nextOpenAtMs)}`}.
                    </p>
                  </div>
                  {gateway?.mode === 'rehearsal' && check.nextOpenAtMs !== null ? (
                    <Button onClick={() => onRehearse((check.nextOpenAtMs ?? 0) + 60_000)}>Rehearse that hour</Button>
                  ) : null}
                </div>
              ) : null}
              {rehearseAtMs === null ? null : (
                <div className="note" data-tone="warn">
                  <p className="grow">Rehearsed as if it were {time(rehearseAtMs)}.</p>
                  <Button onClick={() => onRehearse(null)}>Use the real hour</Button>
                </div>
              )}
              {check.reasons.length > 0 ? (
                <Reasons title={`${people(check.matched - check.willGet)} will not get it`} reasons={check.reasons} />
              ) : (
                <Card>
                  <Empty title="Everyone will get it">Nobody of them is blocked or without permission.</Empty>
                </Card>
              )}
              {later.length > 0 ? <Reasons title="Later today or tomorrow" reasons={later} /> : null}
              {check.longest ? (
                <Card title={`The longest text (${texts(check.longest.parts)})`}>
                  <p className="pre" dir="auto">
                    {check.longest.text}
                  </p>
                </Card>
              ) : null}
            </div>
            <div className="stack">
              <Card title={`${people(check.willGet)} will get it`}>
                <Facts
                  rows={[
                    ['Chosen', count(check.matched)],
                    [
                      'Will get it',
                      <span key="y" className="ok">
                        {count(check.willGet)}
                      </span>,
                    ],
                    [
                      'Will not',
                      <span key="n" className="warn">
                        {count(check.matched - check.willGet)}
                      </span>,
                    ],
                    ['Texts in all', count(check.parts)],
                    ...check.spread.map(({ parts, people: n }) => [`${texts(parts)} each`, people(n)] as const),
                    ...check.encodings
                      .filter(({ encoding }) => encoding === 'UCS-2')
                      .map(({ people: n }) => ['In Unicode', people(n)] as const),
                  ]}
                />
                <Button kind="main" tall wide disabled={check.willGet === 0 || blocking.length > 0} onClick={onNext}>
                  Go to the last step
                </Button>
                <Button wide onClick={onBack}>
                  Back to the message
                </Button>
              </Card>
              {check.notes.map((note) => (
                <Note key={note}>{note}</Note>
              ))}
            </div>
          </div>
        );
      }}
    </Ready>
  );
}
