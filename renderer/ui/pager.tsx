import { useState } from 'react';
import { Button } from './button.tsx';

interface Pages {
  readonly after: string | null;
  readonly number: number;
  readonly forward: (next: string) => void;
  readonly back: () => void;
}

/** A walk through pages by cursor; starts over when `key` (the search, the filter) changes. */
export function usePages(key: string): Pages {
  const [walk, setWalk] = useState<{ key: string; trail: readonly string[] }>({ key, trail: [] });
  const trail = walk.key === key ? walk.trail : [];
  return {
    after: trail.at(-1) ?? null,
    number: trail.length + 1,
    forward: (next) => setWalk({ key, trail: [...trail, next] }),
    back: () => setWalk({ key, trail: trail.slice(0, -1) }),
  };
}

/** Back and forward below a table; nothing when everything is on one page. */
export function Pager({ pages, next }: { readonly pages: Pages; readonly next: string | null }) {
  if (pages.number === 1 && next === null) return null;
  return (
    <nav className="row" aria-label="Pages">
      <Button disabled={pages.number === 1} onClick={pages.back}>
        Back
      </Button>
      <span className="soft">Page {pages.number}</span>
      <Button disabled={next === null} onClick={() => next !== null && pages.forward(next)}>
        Next
      </Button>
    </nav>
  );
}
