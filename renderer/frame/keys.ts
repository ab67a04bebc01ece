import { useEffect } from 'react';
import { useUndo } from '../window-undo.ts';

/** The regions F6 walks through, in reading order. */
const regions = ['.rail', '.top', '#main', '.beside', '.status'];

function focusRegion(backwards: boolean): void {
  const present = regions.flatMap((region) => document.querySelector<HTMLElement>(region) ?? []);
  // The innermost region that holds the focus: what is beside the main region stands inside it.
  const here = present.findLastIndex((region) => region.contains(document.activeElement));
  present[(here + (backwards ? present.length - 1 : 1)) % present.length]?.focus();
}

/** Text fields have their own undo. */
const takesText = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.closest('input, textarea, [contenteditable]') !== null;

/** Keys of the whole window: F6 walks the regions, Mod+K goes to the search, Mod+Z takes back what the undo bar offers. The menu has the others. */
export function useWindowKeys(): void {
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (event.key === 'F6') {
        event.preventDefault();
        focusRegion(event.shiftKey);
      }
      if (event.key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey) {
        event.preventDefault();
        document.querySelector<HTMLInputElement>('.top-search input')?.focus();
      }
      if (event.key.toLowerCase() === 'z' && (event.ctrlKey || event.metaKey) && !event.shiftKey) {
        if (takesText(event.target) || useUndo.getState().last === null) return;
        event.preventDefault();
        void useUndo.getState().undo();
      }
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, []);
}
