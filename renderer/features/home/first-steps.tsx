import { IconCheck } from '@tabler/icons-react';
import { useLocation } from 'wouter';
import { useCall } from '../../api/client.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/page.tsx';

interface Step {
  readonly title: string;
  readonly detail: string;
  readonly isDone: boolean;
  readonly words: string;
  readonly to: string;
}

/** The way to the first campaign, with what is done already. */
export function FirstSteps({ contacts }: { readonly contacts: number }) {
  const [, go] = useLocation();
  const offers = useCall(
    'audience.count',
    { audience: { kind: 'all' }, purpose: 'marketing' },
    { enabled: contacts > 0 },
  );
  const news = useCall(
    'audience.count',
    { audience: { kind: 'all' }, purpose: 'newsletter' },
    { enabled: contacts > 0 },
  );
  const gateways = useCall('gateways.list', {}).data ?? [];
  const steps: Step[] = [
    {
      title: 'Import your people',
      detail: 'From Excel or a CSV file. It gives no permission and lifts no block.',
      isDone: contacts > 0,
      words: 'Import contacts',
      to: '/import',
    },
    {
      title: 'Record what they agreed to',
      detail: 'For which texts, in which words, and where the proof is.',
      isDone: (offers.data?.mayText ?? 0) + (news.data?.mayText ?? 0) > 0,
      words: 'Record permission',
      to: '/permission',
    },
    {
      title: 'Add the rehearsal gateway',
      detail: 'It runs on this computer, costs nothing and reaches nobody.',
      isDone: gateways.some(({ state }) => state === 'ready'),
      words: 'Add a gateway',
      to: '/gateways',
    },
    {
      title: 'Write your first campaign',
      detail: 'Rehearse it: delays, failures, receipts and STOP replies as in real life.',
      isDone: false,
      words: 'New campaign',
      to: '/compose',
    },
  ];
  const now = steps.findIndex(({ isDone }) => !isDone);
  return (
    <Card title="First steps" flush>
      <ol className="first-steps">
        {steps.map(({ title, detail, isDone, words, to }, at) => (
          <li key={title} data-done={isDone}>
            <span className="step-mark" aria-hidden>
              {isDone ? <IconCheck size={15} stroke={2.25} /> : at + 1}
            </span>
            <div className="grow">
              <p className="strong">
                {title}
                {isDone ? <span className="visually-hidden"> (done)</span> : null}
              </p>
              <p className="caption">{detail}</p>
            </div>
            {isDone ? null : (
              <Button kind={at === now ? 'main' : 'plain'} onClick={() => go(to)}>
                {words}
              </Button>
            )}
          </li>
        ))}
      </ol>
    </Card>
  );
}
