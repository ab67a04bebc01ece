import type { ReactNode } from 'react';

interface ScrollTableProps {
  readonly label: string;
  readonly children: ReactNode;
  /** Keeps to a part of the screen and scrolls inside it. */
  readonly isShort?: boolean;
}

/** A wide table in a region of its own, which the keyboard can reach and scroll. */
export function ScrollTable({ label, children, isShort }: ScrollTableProps) {
  return (
    // A region that scrolls must be reached by keyboard too.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className={isShort ? 'tablewrap short' : 'tablewrap'} role="region" aria-label={label} tabIndex={0}>
      {children}
    </div>
  );
}
