/**
 * Chromium caps an element at 33,554,428 layout px, and a window zoomed to 400 % reaches that at a quarter. Taller lists
 * are scrolled on a scale: the scrollbar belongs to an element of this height, the rows keep their own offset.
 */
const tallestPx = 8_000_000;

/** Heights in px: all rows, the element that is scrolled, and the part that is seen. */
export interface Scale {
  readonly rows: number;
  readonly element: number;
  readonly view: number;
}

export function scaleOf(count: number, rowPx: number, view: number): Scale {
  const rows = count * rowPx;
  return { rows, element: Math.min(rows, tallestPx), view: Math.min(view, rows) };
}

export function isScaled({ rows, element }: Scale): boolean {
  return rows > element;
}

/** The furthest the rows can be scrolled. */
export function lastOffset({ rows, view }: Scale): number {
  return Math.max(0, rows - view);
}

/** Where the rows stand when the scrollbar stands here; both ends meet exactly. */
export function offsetAt(scale: Scale, scrollTop: number): number {
  const track = scale.element - scale.view;
  if (!isScaled(scale) || track <= 0) return Math.min(scrollTop, lastOffset(scale));
  return Math.min(1, Math.max(0, scrollTop / track)) * lastOffset(scale);
}

/** Where the scrollbar belongs when the rows stand here. */
export function scrollTopAt(scale: Scale, offset: number): number {
  if (!isScaled(scale)) return offset;
  return (offset / lastOffset(scale)) * (scale.element - scale.view);
}
