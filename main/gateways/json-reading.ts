/** An object read from somebody else's JSON; only own properties are looked at. */
export type JsonRecord = Readonly<Record<string, unknown>>;

/** The value of a JSON text, or undefined when it is none (empty, cut, `NaN`, byte order mark). */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** The value as an object, or null for everything else, arrays included. */
export function asRecord(value: unknown): JsonRecord | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonRecord) : null;
}

/** An own property, never an inherited one (`__proto__`, `constructor`). */
export function own(record: JsonRecord | null, name: string): unknown {
  return record !== null && Object.hasOwn(record, name) ? record[name] : undefined;
}

/** A gateway's id: opaque, 1 to 200 characters, fit to stand in a path; null for anything else. */
export function asGatewayId(value: unknown): string | null {
  if (typeof value !== 'string' || !/^[^\p{Cc}\p{Cs}]{1,200}$/u.test(value)) return null;
  return value === '.' || value === '..' ? null : value;
}

/** Milliseconds since 1970 as a gateway gives them, or null when that cannot be a time. */
export function asInstant(value: unknown): number | null {
  const ms = typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value;
  return typeof ms === 'number' && Number.isFinite(ms) && ms > 0 && ms < 8.64e15 ? Math.trunc(ms) : null;
}

/** Somebody else's words made fit for one line of ours: no control or direction characters, 200 characters at most. */
export function oneLine(text: string): string {
  return text
    .slice(0, 400)
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim()
    .slice(0, 200);
}
