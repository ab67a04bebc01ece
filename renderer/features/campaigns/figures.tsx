import { useEffect, useRef, useState } from 'react';
import type { Output } from '#contract/contract.ts';
import { count, texts, time, timeLeft } from '../../format/format.ts';
import { Card } from '../../ui/page.tsx';
import { Progress } from '../../ui/progress.tsx';
import { useRates } from '../../window-state.ts';

type Row = Output<'campaigns.get'>['row'];

const announceEveryMs = 10_000;

/** One sentence about how far it is, spoken at most every ten seconds. */
function Announcer({ row }: { readonly row: Row }) {
  const [spoken, setSpoken] = useState('');
  const last = useRef(0);
  const { counts, state } = row;
  useEffect(() => {
    if (Date.now() - last.current < announceEveryMs && state === 'sending') return;
    last.current = Date.now();
    setSpoken(`${count(counts.delivered)} delivered, ${count(counts.failed)} failed, ${count(counts.waiting)} waiting`);
  }, [counts, state]);
  return (
    <p className="visually-hidden" role="status">
      {spoken}
    </p>
  );
}

/** `38 texts a second · about 1 min left`, or when it began and ended. */
function pace(row: Row, perSecond: number): string {
  const { counts, state, startedAtMs, finishedAtMs } = row;
  const left = state === 'sending' ? timeLeft(counts.waiting, perSecond) : '';
  const facts = [
    state === 'sending' && perSecond >= 1 ? `${texts(Math.round(perSecond))} a second` : '',
    left,
    `${texts(counts.parts)} taken by the gateway`,
    startedAtMs === null ? '' : `started ${time(startedAtMs)}`,
    finishedAtMs === null ? '' : `ended ${time(finishedAtMs)}`,
  ];
  return facts.filter((fact) => fact !== '').join(' · ');
}

/** How far the campaign is: one big figure, one bar, six figures that add up. */
export function Figures({ row }: { readonly row: Row }) {
  const perSecond = useRates((state) => state.perSecond[row.id] ?? 0);
  const { counts } = row;
  const onTheWay = counts.submitting + counts.accepted + counts.enroute;
  const total = counts.matched - counts.skipped - counts.cancelled;
  const handed = total - counts.waiting;
  const figures = [
    ['ok', counts.delivered, 'Delivered'],
    ['wait', onTheWay, 'On the way'],
    ['bad', counts.failed, 'Failed'],
    ['warn', counts.uncertain, 'Not sure'],
    ['plain', counts.skipped + counts.cancelled, counts.cancelled > 0 ? 'Skipped or cancelled' : 'Skipped'],
    ['ink', counts.waiting, 'Waiting'],
  ] as const;
  return (
    <Card>
      <Announcer row={row} />
      <div className="row" style={{ alignItems: 'baseline' }}>
        <p className="grow">
          <span className="big">{count(handed)}</span>{' '}
          <span className="soft" style={{ fontSize: 17 }}>
            of {count(total)} handed over
          </span>
        </p>
        <p className="soft small">{pace(row, perSecond)}</p>
      </div>
      <Progress
        isThick
        label={`${count(handed)} of ${count(total)} have left`}
        total={total}
        segments={[
          { tone: 'ok', count: counts.delivered },
          { tone: 'wait', count: onTheWay },
          { tone: 'bad', count: counts.failed },
          { tone: 'warn', count: counts.uncertain },
        ]}
      />
      <div className="figures" style={{ marginTop: 4 }}>
        {figures.map(([tone, figure, name]) => (
          <div key={name} className="figure" data-tone={tone}>
            <b>{count(figure)}</b>
            <span>{name}</span>
          </div>
        ))}
      </div>
    </Card>
  );
}
