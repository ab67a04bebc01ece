const shortestMs = 1_000;
const longestMs = 3_600_000;

/** An HTTP date as servers must write it (RFC 9110 5.6.7): `Sun, 06 Nov 1994 08:49:37 GMT`. */
const httpDate = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/;

/**
 * Milliseconds to wait by a `Retry-After` header, in seconds or as a date, clamped to 1 s .. 1 h; null when it says
 * nothing that can be read (security.md 4.4).
 */
export function retryAfterMs(value: string | null, nowMs: number): number | null {
  const text = value?.trim() ?? '';
  const seconds = /^[+-]?\d+(\.\d+)?(e\d+)?$/i.test(text) ? Number(text) : null;
  const waitMs = seconds !== null ? seconds * 1000 : httpDate.test(text) ? Date.parse(text) - nowMs : Number.NaN;
  return Number.isNaN(waitMs) ? null : Math.min(longestMs, Math.max(shortestMs, Math.ceil(waitMs)));
}
