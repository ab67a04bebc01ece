import { IconAlertTriangle, IconCircleCheck, IconMoon } from '@tabler/icons-react';
import { useLocation } from 'wouter';
import type { Output } from '#contract/contract.ts';
import { useCall } from '../../api/client.ts';
import { count, people, texts, time } from '../../format/format.ts';
import { Button } from '../../ui/button.tsx';
import { Card, Facts } from '../../ui/page.tsx';
import { Empty, Note, Ready } from '../../ui/states.tsx';
import type { Draft } from './compose-draft.ts';
import { Reasons } from './reasons.tsx';

type Check = Output<'campaigns.check'>;

interface CheckProps {
  readonly id: number;
  readonly draft: Draft;
  readonly rehearseAtMs: number | null;
  readonly onRehearse: (atMs: number | null) => void;
  readonly onBack: () => void;
  readonly onNext: () => void;
}

/** What stops the whole campaign: each with its one way on. */
function Holds({ check, gatewayId }: { readonly check: Check; readonly gatewayId: number | null }) {
  const [, go] = useLocation();
  return check.holds
    .filter(({ outcome }) => outcome === 'hold')
    .map((hold) => (
      <div key={hold.code} className="note" data-tone="warn">
        <IconAlertTriangle size={18} />
        <div className="grow">
          <p className="strong">{hold.words}</p>
          <p>{hold.action}.</p>
        </div>
        {hold.code === 'NO_GATEWAY_ACCEPTANCE' || hold.code === 'MANIFEST_CHANGED' ? (
          <Button onClick={() => go(`/gateways/${gatewayId ?? ''}/sheet`)}>Read the sheet</Button>
        ) : null}
      </div>
    ));
}

function Later({
  check,
  draft,
  rehearseAtMs,
  onRehearse,
}: Pick<CheckProps, 'draft' | 'rehearseAtMs' | 'onRehearse'> & { readonly check: Check }) {
  const gateway = useCall('gateways.list', {}).data?.find((row) => row.id === draft.gatewayId);
  const { later, nextOpenAtMs } = check;
  return (
    <>
      {later > 0 ? (
        <div className="note">
          <IconMoon size={18} />
          <div className="grow">
            <p className="strong">{people(later)} may not be texted at this hour</p>
            <p>
              They wait in line and get it when their window opens
              {nextOpenAtMs === null ? '' : `, from ${time(nextOpenAtMs)}`}.
            </p>
          </div>
          {gateway?.mode === 'rehearsal' && nextOpenAtMs !== null ? (
            <Button onClick={() => onRehearse(nextOpenAtMs + 60_000)}>Rehearse that hour</Button>
          ) : null}
        </div>
      ) : null}
      {rehearseAtMs === null ? null : (
        <div className="note" data-tone="warn">
          <IconMoon size={18} />
          <p className="grow">Rehearsed as if it were {time(rehearseAtMs)}.</p>
          <Button onClick={() => onRehearse(null)}>Use the real hour</Button>
        </div>
      )}
    </>
  );
}

function Totals({ check }: { readonly check: Check }) {
  const unicode = check.encodings.find(({ encoding }) => encoding === 'UCS-2')?.people ?? 0;
  return (
    <Facts
      rows={[
        ['Matched', count(check.matched)],
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
        ...check.spread.map(({ parts, people: n }) => [`${texts(parts)} each`, people(n)] as const),
        ...(unicode > 0 ? [['In Unicode', people(unicode)] as const] : []),
        ['Texts in all', count(check.parts)],
      ]}
    />
  );
}

/** Everybody's merged text, judged and counted before anything leaves. */
export function CheckStep(props: CheckProps) {
  const { id, draft, rehearseAtMs, onBack, onNext } = props;
  const query = useCall('campaigns.check', { id, rehearseAtMs }, { fresh: true, keep: true });
  return (
    <Ready query={query}>
      {(check) => {
        const later = check.holds.filter(({ outcome }) => outcome === 'defer');
        const isHeld = check.holds.some(({ outcome }) => outcome === 'hold');
        return (
          <div className="columns">
            <div className="stack">
              <Holds check={check} gatewayId={draft.gatewayId} />
              <Later {...props} check={check} />
              {check.reasons.length > 0 ? (
                <Reasons title={`${people(check.matched - check.willGet)} will not get it`} reasons={check.reasons} />
              ) : (
                <Card>
                  <Empty title="Everyone will get it" icon={<IconCircleCheck size={28} stroke={1.5} />}>
                    Nobody of them is blocked or without permission.
                  </Empty>
                </Card>
              )}
              {later.length > 0 ? <Reasons title="Later today or tomorrow" reasons={later} /> : null}
              {check.longest ? (
                <Card title={`The longest of all (${texts(check.longest.parts)})`}>
                  <p className="bubble" dir="auto">
                    {check.longest.text}
                  </p>
                </Card>
              ) : null}
            </div>
            <div className="stack">
              <Card title={`${people(check.willGet)} will get it`}>
                <Totals check={check} />
                <Button kind="main" tall wide disabled={check.willGet === 0 || isHeld} onClick={onNext}>
                  Go to the last step
                </Button>
                <Button wide onClick={onBack}>
                  Back to the text
                </Button>
              </Card>
              {check.notes.map((note) => (
                <Note key={note}>{note}</Note>
              ))}
              <p className="caption">
                The gate asks again for each person just before their text leaves: the number can only go down.
              </p>
            </div>
          </div>
        );
      }}
    </Ready>
  );
}
