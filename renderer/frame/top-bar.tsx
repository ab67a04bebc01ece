import { IconFileImport, IconPlus, IconSearch } from '@tabler/icons-react';
import { useLocation } from 'wouter';
import { Button } from '../ui/button.tsx';
import { useSearch } from '../window-state.ts';

const isMac = navigator.userAgent.includes('Macintosh');

function SearchBox() {
  const [path, go] = useLocation();
  const { text, set } = useSearch();
  return (
    <div className="top-search" role="search">
      <IconSearch size={16} />
      <input
        type="search"
        aria-label="Search people by name or number"
        aria-keyshortcuts="Control+K"
        placeholder="Search people"
        value={text}
        onChange={(event) => {
          set(event.currentTarget.value);
          if (!path.startsWith('/contacts')) go('/contacts', { state: { fromSearch: true } });
        }}
        onKeyDown={(event) => {
          if (event.key === 'Escape') set('');
        }}
      />
      {text === '' ? <kbd aria-hidden>{isMac ? '⌘ K' : 'Ctrl K'}</kbd> : null}
    </div>
  );
}

/** Wizards and single campaigns keep the bar to themselves. */
const ownBar = /^\/(compose|import|imports|permission)\b|^\/(campaigns|gateways)\/./;

/** The search and the two things people start from everywhere. */
export function TopBarActions() {
  const [path, go] = useLocation();
  if (ownBar.test(path)) return null;
  return (
    <>
      <SearchBox />
      {path === '/' || path.startsWith('/contacts') ? (
        <Button icon={<IconFileImport size={16} />} onClick={() => go('/import')}>
          Import
        </Button>
      ) : null}
      {path === '/' || path === '/gateways' ? null : (
        <Button kind="main" icon={<IconPlus size={16} />} onClick={() => go('/compose')}>
          New campaign
        </Button>
      )}
    </>
  );
}
