import { IconAlertTriangle, IconCheck, IconPlus, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useLocation } from 'wouter';
import type { Output } from '#contract/contract.ts';
import { useCall, useCommand } from '../../api/client.ts';
import { ago, date } from '../../format/format.ts';
import { Button } from '../../ui/button.tsx';
import { Chip, RehearsalChip } from '../../ui/chip.tsx';
import { Card, Facts, Page } from '../../ui/page.tsx';
import { Empty, Failure, Ready } from '../../ui/states.tsx';
import { AddGateway } from './add-gateway.tsx';

type Gateway = Output<'gateways.list'>[number];

function StateChip({ state }: { readonly state: Gateway['state'] }) {
  if (state === 'ready')
    return (
      <Chip tone="ok" icon={<IconCheck size={14} />}>
        Ready
      </Chip>
    );
  return (
    <Chip tone="warn" icon={<IconAlertTriangle size={14} />}>
      {state === 'notAccepted' ? 'Sheet not accepted' : 'Sheet has changed'}
    </Chip>
  );
}

function Checks({ checks }: { readonly checks: Output<'gateways.test'> }) {
  return (
    <ul className="plain-list stack-s" role="status">
      {checks.map(({ name, ok, detail, tookMs }) => (
        <li key={name} className="row small" style={{ flexWrap: 'nowrap' }}>
          <Chip tone={ok ? 'ok' : 'bad'} icon={ok ? <IconCheck size={13} /> : <IconX size={13} />}>
            {name}
          </Chip>
          <span className="grow">{detail}</span>
          <span className="caption nowrap">{Math.round(tookMs)} ms</span>
        </li>
      ))}
    </ul>
  );
}

function GatewayCard({ gateway }: { readonly gateway: Gateway }) {
  const [, go] = useLocation();
  const test = useCommand('gateways.test');
  const isReady = gateway.state === 'ready';
  return (
    <Card
      title={gateway.name}
      aside={
        <>
          {gateway.mode === 'rehearsal' ? <RehearsalChip /> : null}
          <StateChip state={gateway.state} />
        </>
      }
    >
      <Facts
        isLeft
        rows={[
          ['Kind', gateway.title],
          ['Address', gateway.url ?? 'this computer'],
          [
            'Replies',
            gateway.canPollReplies
              ? `fetched by Assent${gateway.lastPollAtMs === null ? '' : `, last ${ago(gateway.lastPollAtMs, Date.now())}`}`
              : 'this gateway only pushes replies: add a relay address to receive them',
          ],
          [
            'Sheet',
            gateway.acceptedBy === null
              ? 'nobody has accepted it'
              : `accepted by ${gateway.acceptedBy} on ${date(gateway.acceptedAtMs)}`,
          ],
        ]}
      />
      {test.error ? <Failure error={test.error} /> : null}
      {test.data ? <Checks checks={test.data} /> : null}
      <div className="row">
        <Button kind={isReady ? 'plain' : 'main'} onClick={() => go(`/gateways/${gateway.id}/sheet`)}>
          {isReady ? 'Read the sheet' : 'Read and accept the sheet'}
        </Button>
        <Button disabled={!isReady} busy={test.isPending} onClick={() => test.mutate({ id: gateway.id })}>
          Test connection
        </Button>
        <span className="caption">The test sends no text</span>
      </div>
    </Card>
  );
}

/** The accounts texts go through; none is used before its sheet was accepted. */
export function GatewaysPage() {
  const query = useCall('gateways.list', {});
  const [isAdding, setAdding] = useState(false);
  return (
    <Page
      title="Gateways"
      actions={
        <Button icon={<IconPlus size={16} />} onClick={() => setAdding(true)}>
          Add a gateway
        </Button>
      }
    >
      <div className="narrow stack">
        <Ready query={query}>
          {(gateways) =>
            gateways.length === 0 ? (
              <Card>
                <Empty
                  title="No gateway yet"
                  action={
                    <Button kind="main" onClick={() => setAdding(true)}>
                      Add a gateway
                    </Button>
                  }
                >
                  Begin with the rehearsal: it runs on this computer, costs nothing and reaches nobody, but behaves like
                  a real one.
                </Empty>
              </Card>
            ) : (
              gateways.map((gateway) => <GatewayCard key={gateway.id} gateway={gateway} />)
            )
          }
        </Ready>
        {isAdding ? <AddGateway onClose={() => setAdding(false)} /> : null}
      </div>
    </Page>
  );
}
