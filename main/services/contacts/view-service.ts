import type { ViewDefinition } from '#domain/contacts/view.ts';
import { AppError } from '#domain/kernel/errors.ts';
import type { ViewRow, ViewState } from '../contact-port.ts';
import type { ServiceContext } from '../context.ts';
import { rowView } from './row-view.ts';

/** A row of the grid with everything its columns can show. */
export function gridRow(row: ViewRow) {
  const { numberType, lastReplyAtMs, tags, lists, values } = row;
  return {
    ...rowView(row),
    numberType,
    lastReplyAtMs,
    tags: [...tags],
    lists: [...lists],
    values: values.map(([key, value]) => ({ key, value })),
  };
}

/** Views of the contacts: which, in which order, and rows out of the middle of them; and the saved ones. */
export function createViewService({ storage, clock }: ServiceContext) {
  /** The newest open that is to take the place of a view. */
  const newest = new Map<number, number>();
  let tickets = 0;
  let turn: Promise<unknown> = Promise.resolve();

  function isOvertaken(replaces: number | null, ticket: number): boolean {
    return replaces !== null && newest.get(replaces) !== ticket;
  }

  async function open(input: ViewDefinition & { readonly replaces: number | null }): Promise<ViewState> {
    const ticket = (tickets += 1);
    const { replaces } = input;
    if (replaces !== null) newest.set(replaces, ticket);
    const mine = turn.then(() => {
      if (isOvertaken(replaces, ticket)) throw new AppError('view.superseded', {});
      return storage.read.viewOpen(input);
    });
    // The next one waits for this one, however it ends, so that what is overtaken while waiting is never begun.
    turn = mine.catch(() => undefined);
    try {
      return await mine;
    } finally {
      if (replaces !== null && newest.get(replaces) === ticket) newest.delete(replaces);
    }
  }

  return {
    /** Throws `view.superseded` when a newer open of the same grid came first, and `rule.invalid`. */
    open,
    /** Finishes a search; throws `view.closed`. */
    count: (viewId: number) => storage.read.viewCount({ viewId }),
    async rows(input: { readonly viewId: number; readonly from: number; readonly to: number }) {
      const { rows, count, isExact } = await storage.read.viewRows(input);
      return { rows: rows.map((row) => (row === null ? null : gridRow(row))), count, isExact };
    },
    /** Every id of a view in its order. */
    ids: (viewId: number) => storage.read.viewIds({ viewId }),
    close: (viewId: number) => storage.read.viewClose({ viewId }),
    saved: async () => [...(await storage.read.savedViews({}))],
    async save(input: { readonly id: number | null; readonly name: string; readonly definition: string }) {
      const nowMs = clock.nowMs();
      const name = input.name.trim();
      const id = await storage.write.viewSave({ ...input, name, nowMs });
      return { id, name, definition: input.definition, updatedAtMs: nowMs };
    },
    remove: (id: number) => storage.write.viewRemove({ id }),
  };
}
