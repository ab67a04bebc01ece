import {
  IconBan, IconCheck, IconFileImport, IconHome, IconInbox, IconPlug, IconPlus, IconSend, IconSettings, IconShieldCheck, IconUsers,
} from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { Link, useLocation } from 'wouter';
import type { Output } from '#contract/contract.ts';
import { dropFiles, useCall } from './api/client.ts';
import { ago, bytes, count } from './format/format.ts';
import { Button } from './ui/button.tsx';
import { Chip } from './ui/chip.tsx';
import { TopBar } from './ui/page.tsx';
import { useImportState } from './import-state.ts';

type AppState = Output<'app.state'>;
type Workspace = NonNullable<AppState['workspace']>;

const iconSize = 18;

interface Place {
  readonly to: string;
  readonly name: string;
  readonly icon: ReactNode;
  readonly count?: number;
}

function Places({ places }: { readonly places: readonly Place[] }) {
  const [path] = useLocation();
  return places.map(({ to, name, icon, count: badge }) => {
    const isHere = to === '/' ? path === '/' : path.startsWith(to) || (to === '/campaigns' && path.startsWith('/compose'));
    return (
      <Link key={to} href={to} aria-current={isHere ? 'page' : undefined}>
        {icon}
        {name}
        {badge ? <span className="rail-count">{count(badge)}</span> : null}
      </Link>
    );
  });
}

function Rail({ workspace }: { readonly workspace: Workspace }) {
  return (
    <nav className="rail" aria-label="Places">
      <div className="brand">
        <span className="brand-mark">
          <IconCheck size={18} stroke={2.5} />
        </span>
        Assent
      </div>
      <Places
        places={[
          { to: '/', name: 'Home', icon: <IconHome size={iconSize} /> },
          { to: '/inbox', name: 'Inbox', icon: <IconInbox size={iconSize} /> },
          { to: '/contacts', name: 'Contacts', icon: <IconUsers size={iconSize} /> },
          { to: '/campaigns', name: 'Campaigns', icon: <IconSend size={iconSize} /> },
        ]}
      />
      <div className="rail-heading">Permission</div>
      <Places
        places={[
          { to: '/permission', name: 'Record permission', icon: <IconShieldCheck size={iconSize} /> },
          { to: '/blocklist', name: 'Blocklist', icon: <IconBan size={iconSize} />, count: workspace.blocked },
        ]}
      />
      <div className="rail-heading">Account</div>
      <Places
        places={[
          { to: '/gateways', name: 'Gateways', icon: <IconPlug size={iconSize} /> },
          { to: '/settings', name: 'Settings', icon: <IconSettings size={iconSize} /> },
        ]}
      />
      <div className="rail-foot">
        {workspace.business}
        <br />
        Everything is stored on this computer
      </div>
    </nav>
  );
}

function StatusBar({ workspace }: { readonly workspace: Workspace }) {
  const gateways = useCall('gateways.list', {}).data ?? [];
  const ready = gateways.filter(({ state }) => state === 'ready');
  const real = ready.find(({ mode }) => mode === 'real');
  const shown = real ?? ready[0];
  const polled = ready.reduce<number | null>((last, { lastPollAtMs }) => (lastPollAtMs !== null && lastPollAtMs > (last ?? 0) ? lastPollAtMs : last), null);
  return (
    <footer className="status">
      {shown ? (
        <Chip tone={shown.mode === 'real' ? 'ok' : 'rehearsal'}>{shown.mode === 'real' ? `${shown.name} ready` : 'Rehearsal gateway'}</Chip>
      ) : (
        <Chip tone="plain">No gateway ready</Chip>
      )}
      {shown?.mode === 'rehearsal' ? <span>nothing leaves this computer</span> : null}
      {polled === null ? null : <span>Replies checked {ago(polled, Date.now())}</span>}
      <span>
        {count(workspace.contacts)} contacts · {bytes(workspace.bytes)}
      </span>
    </footer>
  );
}

/** True while a file is held over the window; dropping one opens the import. */
function useFileDrop(): boolean {
  const [isOver, setOver] = useState(false);
  const [, go] = useLocation();
  const choose = useImportState((state) => state.choose);
  useEffect(() => {
    const over = (event: DragEvent): void => {
      event.preventDefault();
      if (event.dataTransfer?.types.includes('Files')) setOver(true);
    };
    const leave = (event: DragEvent): void => {
      if (event.relatedTarget === null) setOver(false);
    };
    const drop = (event: DragEvent): void => {
      event.preventDefault();
      setOver(false);
      const files = [...(event.dataTransfer?.files ?? [])].slice(0, 1);
      if (files.length === 0) return;
      void dropFiles(files).then(([file]) => {
        if (!file) return;
        choose(file);
        go('/import');
      });
    };
    window.addEventListener('dragover', over);
    window.addEventListener('dragleave', leave);
    window.addEventListener('drop', drop);
    return () => {
      window.removeEventListener('dragover', over);
      window.removeEventListener('dragleave', leave);
      window.removeEventListener('drop', drop);
    };
  }, [go, choose]);
  return isOver;
}

/** Rail, top bar, the screen, status bar. */
export function Frame({ workspace, children }: { readonly app: AppState; readonly workspace: Workspace; readonly children: ReactNode }) {
  const [bar, setBar] = useState<HTMLElement | null>(null);
  const [path, go] = useLocation();
  const isOver = useFileDrop();
  return (
    <div className="frame">
      <a className="skip" href="#main" onClick={(event) => { event.preventDefault(); document.querySelector<HTMLElement>('#main')?.focus(); }}>
        Skip to content
      </a>
      <Rail workspace={workspace} />
      <header className="top">
        <div ref={setBar} className="row grow" />
        {path.startsWith('/compose') || path.startsWith('/import') ? null : (
          <>
            <Button icon={<IconFileImport size={16} />} onClick={() => go('/import')}>
              Import
            </Button>
            {path === '/' ? null : (
              <Button icon={<IconPlus size={16} />} onClick={() => go('/compose')}>
                New campaign
              </Button>
            )}
          </>
        )}
      </header>
      <main className="main" id="main" tabIndex={-1}>
        <TopBar.Provider value={bar}>{children}</TopBar.Provider>
      </main>
      <StatusBar workspace={workspace} />
      {isOver ? <div className="dropping">Drop the spreadsheet to import it</div> : null}
    </div>
  );
}
