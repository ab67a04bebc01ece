import {
  IconBan,
  IconCheck,
  IconHome,
  IconInbox,
  IconList,
  IconPlug,
  IconSend,
  IconSettings,
  IconShieldCheck,
  IconShieldLock,
  IconUsers,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Link, useLocation } from 'wouter';
import type { Output } from '#contract/contract.ts';
import { count } from '../format/format.ts';

interface Place {
  readonly to: string;
  readonly name: string;
  readonly icon: ReactNode;
  readonly count?: number;
  /** Other routes that belong to this place. */
  readonly also?: string;
}

const size = 18;

function Places({ places }: { readonly places: readonly Place[] }) {
  const [path] = useLocation();
  return places.map(({ to, name, icon, count: badge, also }) => {
    const isHere = to === '/' ? path === '/' : path.startsWith(to) || (also !== undefined && path.startsWith(also));
    return (
      <Link key={to} href={to} title={name} aria-current={isHere ? 'page' : undefined}>
        {icon}
        <span className="rail-name">{name}</span>
        {badge ? <span className="rail-count">{count(badge)}</span> : null}
      </Link>
    );
  });
}

/** The places of the window, and whose workspace it is. */
export function Rail({ workspace }: { readonly workspace: Output<'workspace.info'> }) {
  return (
    <nav className="rail" aria-label="Places" tabIndex={-1}>
      <div className="brand">
        <span className="brand-mark">
          <IconCheck size={18} stroke={2.5} />
        </span>
        <span className="rail-name">Assent</span>
      </div>
      <Places
        places={[
          { to: '/', name: 'Home', icon: <IconHome size={size} /> },
          { to: '/inbox', name: 'Inbox', icon: <IconInbox size={size} /> },
          { to: '/contacts', name: 'Contacts', icon: <IconUsers size={size} />, also: '/import' },
          { to: '/lists', name: 'Lists', icon: <IconList size={size} /> },
          { to: '/campaigns', name: 'Campaigns', icon: <IconSend size={size} />, also: '/compose' },
        ]}
      />
      <div className="rail-heading">Permission</div>
      <Places
        places={[
          { to: '/permission', name: 'Record permission', icon: <IconShieldCheck size={size} /> },
          { to: '/blocklist', name: 'Blocklist', icon: <IconBan size={size} />, count: workspace.blocked },
        ]}
      />
      <div className="rail-heading">Account</div>
      <Places
        places={[
          { to: '/gateways', name: 'Gateways', icon: <IconPlug size={size} /> },
          { to: '/privacy', name: 'Privacy', icon: <IconShieldLock size={size} /> },
          { to: '/settings', name: 'Settings', icon: <IconSettings size={size} /> },
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
