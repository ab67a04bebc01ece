import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { RefObject } from 'react';
import { isScaled, lastOffset, offsetAt, scaleOf, scrollTopAt } from './scroll-scale.ts';

export interface Scroller {
  readonly element: RefObject<HTMLDivElement | null>;
  /** How far the rows are scrolled, in px of rows; exact at any length. */
  readonly offset: number;
  /** Height of the part that shows rows. */
  readonly view: number;
  /** Height of the element that is scrolled. */
  readonly height: number;
  readonly scrollTo: (offset: number) => void;
  /** Scrolls as little as needed to show this row whole. */
  readonly show: (row: number) => void;
}

/** Scrolls any number of rows under a head that stays; wheel, thumb and track all reach every row. */
export function useScroller(count: number, rowPx: number, headPx: number): Scroller {
  const element = useRef<HTMLDivElement>(null);
  const [room, setRoom] = useState(0);
  const [offset, setOffset] = useState(0);
  const scale = useMemo(() => scaleOf(count, rowPx, room), [count, rowPx, room]);
  const shown = Math.min(offset, lastOffset(scale));
  /** Where this hook itself has put the scrollbar: only another place is the user's wish. */
  const placed = useRef(0);

  const place = (wanted: number): void => {
    if (!element.current) return;
    element.current.scrollTop = scrollTopAt(scale, wanted);
    placed.current = element.current.scrollTop;
  };
  const scrollTo = (wanted: number): void => {
    const next = Math.max(0, Math.min(lastOffset(scale), wanted));
    setOffset(next);
    place(next);
  };
  const show = (row: number): void => {
    const top = row * rowPx;
    if (top < shown) scrollTo(top);
    else if (top + rowPx > shown + scale.view) scrollTo(top + rowPx - scale.view);
  };
  const latest = useRef({ scale, shown, scrollTo });
  useLayoutEffect(() => {
    latest.current = { scale, shown, scrollTo };
  });
  // oxlint-disable-next-line react/exhaustive-deps -- only a new scale moves the scrollbar under a standing offset
  useLayoutEffect(() => place(shown), [scale]);

  useEffect(() => {
    const box = element.current;
    if (!box) return;
    const measure = new ResizeObserver(() => setRoom(Math.max(0, box.clientHeight - headPx)));
    measure.observe(box);
    const scrolled = (): void => {
      if (Math.abs(box.scrollTop - placed.current) < 1) return;
      placed.current = box.scrollTop;
      setOffset(offsetAt(latest.current.scale, box.scrollTop));
    };
    // On a scale one step of the scrollbar is several px of rows: the wheel moves the rows, the scrollbar follows.
    const wheeled = (event: WheelEvent): void => {
      const { scale: now, shown: from, scrollTo: go } = latest.current;
      if (!isScaled(now) || event.ctrlKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)) return;
      event.preventDefault();
      const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? rowPx : 1;
      latest.current = { ...latest.current, shown: Math.max(0, Math.min(lastOffset(now), from + event.deltaY * unit)) };
      go(latest.current.shown);
    };
    box.addEventListener('scroll', scrolled, { passive: true });
    box.addEventListener('wheel', wheeled, { passive: false });
    return () => {
      measure.disconnect();
      box.removeEventListener('scroll', scrolled);
      box.removeEventListener('wheel', wheeled);
    };
  }, [headPx, rowPx]);
  return { element, offset: shown, view: scale.view, height: scale.element, scrollTo, show };
}
