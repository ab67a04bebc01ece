import { readFieldValue } from '#domain/contacts/field-values.ts';
import { AppError } from '#domain/kernel/errors.ts';
import { cleanText } from '#domain/importing/clean-text.ts';
import type { BulkAction, BulkResult, UndoResult } from '../contact-port.ts';
import type { ServiceContext } from '../context.ts';
import { idsOf } from './targets.ts';
import type { Target } from './targets.ts';

/** Changes of fewer people than this are done before anybody looks. */
const quietBelow = 2_000;
const tellEveryMs = 250;

/** An action as it is asked for: a field's value is still what somebody typed. */
export type AskedAction =
  | Exclude<BulkAction, { kind: 'setField' }>
  | { readonly kind: 'setField'; readonly key: string; readonly value: string };

export interface BulkRequest {
  readonly target: Target;
  readonly action: AskedAction;
  readonly clientId: string;
  readonly by: string;
}

/** What an action changes besides contacts, so that open screens know. */
function changesConsent(action: AskedAction): boolean {
  return action.kind === 'block' || action.kind === 'delete';
}

/** The same change to many contacts in one transaction: counted, watched, stopped, taken back. */
export function createBulkService({ storage, clock, emit }: ServiceContext, newToken: () => string) {
  const running = new Map<string, Int32Array>();

  async function prepared(action: AskedAction): Promise<BulkAction> {
    if (action.kind === 'tag' || action.kind === 'untag') {
      const tag = cleanText(action.tag).slice(0, 200);
      if (tag === '') throw new AppError('usage.missing', { what: 'the name of a tag' });
      return { kind: action.kind, tag };
    }
    if (action.kind !== 'setField') return action;
    const field = (await storage.read.catalogue({})).fields.find(({ key }) => key === action.key);
    if (field === undefined) throw new AppError('field.unknown', { key: action.key });
    const value = readFieldValue(cleanText(action.value), field);
    if (!value.ok) {
      throw new AppError('field.badValue', { label: field.label, value: action.value, expected: value.reason });
    }
    return { kind: 'setField', key: action.key, value: value.value };
  }

  /** Tells how far a change is while the storage thread works; ends when `done` is aborted. */
  async function watch(clientId: string, state: Int32Array, total: number, done: AbortSignal): Promise<void> {
    while (!done.aborted) {
      await clock.sleep(tellEveryMs, done);
      if (!done.aborted) emit('contacts.progress', { clientId, done: Atomics.load(state, 0), total });
    }
  }

  return {
    /** Throws `bulk.cancelled`, `view.closed`, `field.*`, `list.notFound`; nothing is changed then. */
    async run({ target, action, clientId, by }: BulkRequest): Promise<BulkResult> {
      const progress = new SharedArrayBuffer(8);
      const state = new Int32Array(progress);
      // Known from the first moment: who stops it while the people are still being looked up has stopped it.
      running.set(clientId, state);
      const done = new AbortController();
      try {
        const ready = await prepared(action);
        const ids = await idsOf(storage, target);
        if (ids.length >= quietBelow) void watch(clientId, state, ids.length, done.signal);
        const token = newToken();
        const result = await storage.write.contactBulk({
          ids,
          action: ready,
          token,
          progress,
          by,
          nowMs: clock.nowMs(),
        });
        emit('contacts.changed', {});
        if (changesConsent(action)) emit('consent.changed', {});
        return result;
      } finally {
        done.abort();
        running.delete(clientId);
      }
    },
    /** Asks a running change to stop; one that has just ended stays as it is. */
    cancel(clientId: string): void {
      const state = running.get(clientId);
      if (state) Atomics.store(state, 1, 1);
    },
    /** Takes a change back; throws `undo.gone`. */
    async undo(token: string, by: string): Promise<UndoResult> {
      const result = await storage.write.undoApply({ token, by, nowMs: clock.nowMs() });
      emit('contacts.changed', {});
      return result;
    },
    forget: (token: string) => storage.write.undoForget({ token, nowMs: clock.nowMs() }),
  };
}
