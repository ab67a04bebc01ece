import { IconAlertTriangle, IconCheck } from '@tabler/icons-react';
import type { Output } from '#contract/contract.ts';
import { useCall } from '../api/client.ts';
import { ago, bytes, count } from '../format/format.ts';
import { Chip } from '../ui/chip.tsx';
import { Link, useLocation } from 'wouter';
import { useImportState } from '../import-state.ts';
import { useNow } from '../ui/now.ts';

type Gateway = Output<'gateways.list'>[number];

function GatewayState({ gateway }: { readonly gateway: Gateway | undefined }) {
  if (!gateway)
    return (
      <Chip tone="plain" icon={<IconAlertTriangle size={13} />}>
        No gateway ready
      </Chip>
    );
  if (gateway.mode === 'real')
    return (
      <Chip tone="ok" icon={<IconCheck size={13} />}>
        {gateway.name} ready
      </Chip>
    );
  return (
    <>
      <Chip tone="rehearsal">Rehearsal gateway</Chip>
      <span>nothing leaves this computer</span>
    </>
  );
}

/** An import under way, seen from every other screen. */
function ImportState() {
  const run = useImportState((state) => state.run);
  const [path] = useLocation();
  if (run === null || path === '/import') return null;
  return (
    <Link href="/import" className="link">
      {run.error
        ? 'Import stopped'
        : run.importId === null
          ? `Importing ${Math.round(run.share * 100)} %`
          : 'Import done'}
    </Link>
  );
}

/** One line that is always true: through what texts go, when replies were last asked for, how much is kept here. */
export function StatusBar({ workspace }: { readonly workspace: Output<'workspace.info'> }) {
  const now = useNow();
  const gateways = useCall('gateways.list', {}).data;
  const ready = (gateways ?? []).filter(({ state }) => state === 'ready');
  const polled = Math.max(0, ...ready.map(({ lastPollAtMs }) => lastPollAtMs ?? 0));
  return (
    <footer className="status" tabIndex={-1}>
      {gateways ? <GatewayState gateway={ready.find(({ mode }) => mode === 'real') ?? ready[0]} /> : null}
      <ImportState />
      {polled === 0 ? null : <span>Replies checked {ago(polled, now)}</span>}
      <span>
        {count(workspace.contacts)} {workspace.contacts === 1 ? 'contact' : 'contacts'} · {bytes(workspace.bytes)}
      </span>
    </footer>
  );
}
