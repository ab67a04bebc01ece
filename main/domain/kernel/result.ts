/** The outcome of a rule that can refuse: a value, or the one reason why not. */
export type Result<T, Reason> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly reason: Reason };

/** Wraps a value as a success. */
export function ok<T>(value: T): { readonly ok: true; readonly value: T } {
  return { ok: true, value };
}

/** Wraps a reason as a refusal. */
export function refuse<Reason>(reason: Reason): { readonly ok: false; readonly reason: Reason } {
  return { ok: false, reason };
}
