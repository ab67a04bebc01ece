import type { Rule } from '#domain/contacts/rule.ts';
import type { Storage } from '../storage-port.ts';

/** Which contacts something is done to: those of an open view, these, or those of a rule now. */
export type Target =
  | { readonly kind: 'view'; readonly viewId: number }
  | { readonly kind: 'ids'; readonly ids: readonly number[] }
  | { readonly kind: 'rule'; readonly rule: Rule };

/** The rule that everybody fulfils. */
export const everybody: Rule = { match: 'all', rules: [] };

/** The ids of a target in its order; throws `view.closed`, `rule.invalid`. */
export async function idsOf(storage: Storage, target: Target): Promise<Uint32Array> {
  if (target.kind === 'view') return storage.read.viewIds({ viewId: target.viewId });
  if (target.kind === 'rule') return storage.read.ruleIds({ rule: target.rule });
  return Uint32Array.from(new Set(target.ids));
}
