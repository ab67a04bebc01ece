import { useState } from 'react';
import type { ReactNode } from 'react';
import type { Output } from '#contract/contract.ts';
import { TopBar } from '../ui/page.tsx';
import { useFileDrop } from './file-drop.ts';
import { useWindowKeys } from './keys.ts';
import { Rail } from './rail.tsx';
import { StatusBar } from './status-bar.tsx';
import { TopBarActions } from './top-bar.tsx';
import { UndoBar } from './undo-bar.tsx';

/** Rail, top bar, the screen, status bar. */
export function Frame({
  workspace,
  children,
}: {
  readonly workspace: Output<'workspace.info'>;
  readonly children: ReactNode;
}) {
  const [bar, setBar] = useState<HTMLElement | null>(null);
  const isOver = useFileDrop();
  useWindowKeys();
  return (
    <div className="frame">
      <a
        className="skip"
        href="#main"
        onClick={(event) => {
          event.preventDefault();
          document.querySelector<HTMLElement>('#main')?.focus();
        }}
      >
        Skip to content
      </a>
      <Rail workspace={workspace} />
      <header className="top" tabIndex={-1}>
        <div ref={setBar} className="top-page" />
        <TopBarActions />
      </header>
      <main className="main" id="main" tabIndex={-1}>
        <TopBar.Provider value={bar}>{children}</TopBar.Provider>
      </main>
      <UndoBar />
      <StatusBar workspace={workspace} />
      {isOver ? <div className="dropping">Drop the spreadsheet to import it</div> : null}
    </div>
  );
}
