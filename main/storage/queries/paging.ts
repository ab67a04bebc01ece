/** An opaque cursor over the last row's sort values. */
export function encodeCursor(values: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(values)).toString('base64url');
}

/** Reads a cursor back; null when it is none of ours (then the first page is shown). */
export function decodeCursor(cursor: string | null): (string | number)[] | null {
  if (cursor === null) return null;
  try {
    const values: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    const ok = Array.isArray(values) && values.every((value) => typeof value === 'string' || typeof value === 'number');
    return ok ? values : null;
  } catch {
    return null; // Not ours: a stale or foreign cursor starts over.
  }
}
