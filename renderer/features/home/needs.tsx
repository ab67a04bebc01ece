import {
  IconAlertTriangle,
  IconFileImport,
  IconHelp,
  IconMessageQuestion,
  IconPlayerPause,
  IconPlug,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { Output } from '#contract/contract.ts';
import { Card } from '../../ui/page.tsx';

type Need = Output<'home.summary'>['needs'][number];

const size = 15;
const looks: Readonly<Record<Need['kind'], readonly [tone: string, icon: ReactNode, words: string, target: string]>> = {
  uncertain: ['warn', <IconHelp key="i" size={size} />, 'Look', '/campaigns'],
  reviews: ['warn', <IconMessageQuestion key="i" size={size} />, 'Decide', '/inbox/review'],
  paused: ['hold', <IconPlayerPause key="i" size={size} />, 'Look', '/campaigns'],
  failed: ['bad', <IconAlertTriangle key="i" size={size} />, 'Look', '/campaigns'],
  gatewayNotAccepted: ['warn', <IconPlug key="i" size={size} />, 'Read it', '/gateways'],
  noGateway: ['plain', <IconPlug key="i" size={size} />, 'Add one', '/gateways'],
  noContacts: ['plain', <IconFileImport key="i" size={size} />, 'Import', '/import'],
};

/** What waits for a person, most urgent first. */
export function Needs({ needs }: { readonly needs: readonly Need[] }) {
  if (needs.length === 0) {
    return (
      <Card title="Needs you">
        <p className="soft small">Nothing waits for you.</p>
      </Card>
    );
  }
  return (
    <section className="card clipped" aria-label="Needs you">
      <div className="card-head" style={{ paddingBottom: 14 }}>
        <h2>Needs you</h2>
      </div>
      <ul className="plain-list need-list">
        {needs.map((need) => {
          const [tone, icon, words, target] = looks[need.kind];
          return (
            <li key={`${need.kind}-${need.campaignId}`}>
              <span className="mark-box larger" data-tone={tone}>
                {icon}
              </span>
              <div className="grow">
                <p className="strong">{need.title}</p>
                <p className="caption">{need.detail}</p>
              </div>
              <Link
                href={need.campaignId === null ? target : `/campaigns/${need.campaignId}`}
                className="link"
                aria-label={`${words}: ${need.title}`}
              >
                {words}
              </Link>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
