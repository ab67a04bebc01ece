/** A cell of a grid; row -1 is the row of headings. */
export interface Place {
  readonly row: number;
  readonly col: number;
}

interface Size {
  readonly rows: number;
  readonly cols: number;
  /** Rows that are seen at once. */
  readonly page: number;
}

interface Press {
  readonly key: string;
  readonly isMod: boolean;
}

/** Where a key leads from a cell (WAI-ARIA grid pattern); null when the key does not move. */
export function nextPlace({ key, isMod }: Press, { row, col }: Place, { rows, cols, page }: Size): Place | null {
  const at = (wanted: number, column = col): Place => ({
    row: Math.max(-1, Math.min(rows - 1, wanted)),
    col: Math.max(0, Math.min(cols - 1, column)),
  });
  switch (key) {
    case 'ArrowDown':
      return at(row + 1);
    case 'ArrowUp':
      return at(row - 1);
    case 'ArrowRight':
      return at(row, col + 1);
    case 'ArrowLeft':
      return at(row, col - 1);
    case 'PageDown':
      return at(row + page);
    case 'PageUp':
      return at(Math.max(0, row - page));
    case 'Home':
      return isMod ? at(0, 0) : at(row, 0);
    case 'End':
      return isMod ? at(rows - 1, cols - 1) : at(row, cols - 1);
    default:
      return null;
  }
}
