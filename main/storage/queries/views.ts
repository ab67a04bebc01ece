import { ruleIds } from './filters.ts';
import { searchHits } from './search-hits.ts';
import { beginningOf, isShort, searchTerms } from './search.ts';
import { ContactOrders } from './view-orders.ts';
import { viewRowsOf } from './view-rows.ts';
import type { ReadableDb } from '../database.ts';
import type { ViewDefinition } from '#domain/contacts/view.ts';
import { AppError } from '#domain/kernel/errors.ts';
import type { ContactReads, ViewState } from '../../services/contact-port.ts';

// A view is a list of ids that stands still while it is open, so that row 800,000 is an index into an array and rows
// never jump. Views live in the reading thread; the least recently used is dropped when there are too many.

const mostViews = 8;
/** A search answers at once with so many; the rest is looked for when somebody asks for it. */
const firstHits = 200;
const mostHits = 10_000;
const mostRows = 200;

interface View {
  readonly definition: ViewDefinition;
  ids: Uint32Array;
  isExact: boolean;
  /** How far a search has been taken. */
  most: number;
}

interface Desk {
  readonly orders: ContactOrders;
  /** In the order of use, the latest at the end. */
  readonly views: Map<number, View>;
  lastId: number;
}

const desks = new WeakMap<ReadableDb, Desk>();

function deskOf(db: ReadableDb): Desk {
  let desk = desks.get(db);
  if (!desk) desks.set(db, (desk = { orders: new ContactOrders(db), views: new Map(), lastId: 0 }));
  return desk;
}

function stateOf(viewId: number, { ids, isExact }: View): ViewState {
  return { viewId, count: ids.length, isExact };
}

/** A view by its id, now the latest used; throws `view.closed`. */
function viewOf({ views }: Desk, viewId: number): View {
  const view = views.get(viewId);
  if (!view) throw new AppError('view.closed', { viewId });
  views.delete(viewId);
  views.set(viewId, view);
  return view;
}

function reversed(ids: Uint32Array, valued: number): Uint32Array {
  const turned = ids.slice();
  turned.subarray(0, valued).reverse();
  return turned;
}

/** Those of `chosen` in the order of a sort; null stands for everybody. Contacts without a value come last. */
function ordered(desk: Desk, { sort }: ViewDefinition, chosen: readonly number[] | Uint32Array | null): Uint32Array {
  const { ids, empty } = desk.orders.by(sort.by);
  const isDown = sort.direction === 'descending';
  if (chosen === null) return isDown ? reversed(ids, ids.length - empty) : ids;
  let largest = 0;
  for (const id of chosen) if (id > largest) largest = id;
  const isIn = new Uint8Array(largest + 1);
  for (const id of chosen) isIn[id] = 1;
  const found = new Uint32Array(chosen.length);
  let count = 0;
  const take = (at: number): void => {
    const id = ids[at] ?? 0;
    if (isIn[id] === 1) found[count++] = id;
  };
  const valued = ids.length - empty;
  if (isDown) for (let at = valued - 1; at >= 0; at -= 1) take(at);
  else for (let at = 0; at < valued; at += 1) take(at);
  for (let at = valued; at < ids.length; at += 1) take(at);
  return found.subarray(0, count);
}

/** Hits in the order of the view. */
function inOrder(desk: Desk, definition: ViewDefinition, hits: readonly number[] | Uint32Array): Uint32Array {
  const { by, direction } = definition.sort;
  if (by !== 'added') return ordered(desk, definition, hits);
  const ids = ascending(hits);
  // oxlint-disable-next-line no-array-reverse -- a copy of its own: a million ids need no second one
  return direction === 'descending' ? ids.reverse() : ids;
}

/** Different ids in ascending order: a few by sorting, many by marking each and walking along the marks. */
function ascending(ids: readonly number[] | Uint32Array): Uint32Array {
  const found = Uint32Array.from(ids);
  if (found.length < 5_000) return found.sort();
  let largest = 0;
  for (const id of found) if (id > largest) largest = id;
  const isIn = new Uint8Array(largest + 1);
  for (const id of found) isIn[id] = 1;
  let count = 0;
  for (let id = 0; id <= largest; id += 1) if (isIn[id] === 1) found[count++] = id;
  return found;
}

function membership(ids: Uint32Array): (id: number) => boolean {
  const isIn = new Uint8Array((ids.at(-1) ?? 0) + 1);
  for (const id of ids) isIn[id] = 1;
  return (id) => isIn[id] === 1;
}

/** One or two letters are the beginning of a name: where names stand sorted, those are found by halving. */
function byBeginning(desk: Desk, definition: ViewDefinition, most: number): Uint32Array | null {
  const terms = searchTerms(definition.search);
  if (terms === null || !isShort(terms) || definition.filter !== null) return null;
  // Sorting names is worth its second when the whole answer is wanted, not while somebody types.
  if (most <= firstHits && !desk.orders.isReady('name')) return null;
  return desk.orders.namesBeginning(beginningOf(terms));
}

function resolve(db: ReadableDb, desk: Desk, definition: ViewDefinition, most: number): View {
  const { filter, search } = definition;
  const filtered = filter === null ? null : ruleIds(db, { rule: filter });
  if (search.trim() === '') return { definition, ids: ordered(desk, definition, filtered), isExact: true, most };
  const named = byBeginning(desk, definition, most);
  if (named !== null) return { definition, ids: inOrder(desk, definition, named), isExact: true, most };
  const hits = searchHits(db, search, { most, accepts: filtered === null ? null : membership(filtered) });
  if (hits === null) return { definition, ids: ordered(desk, definition, filtered), isExact: true, most };
  return { definition, ids: inOrder(desk, definition, hits.ids), isExact: hits.isAll, most };
}

/** Everything of one answer sees the same state of the workspace. */
function atOnce<T>(db: ReadableDb, work: () => T): T {
  return db.transaction(work)();
}

export function viewOpen(db: ReadableDb, input: Parameters<ContactReads['viewOpen']>[0]): ViewState {
  const desk = deskOf(db);
  const { replaces, ...definition } = input;
  const view = atOnce(db, () => resolve(db, desk, definition, firstHits));
  if (replaces !== null) desk.views.delete(replaces);
  const viewId = (desk.lastId += 1);
  desk.views.set(viewId, view);
  for (const oldest of desk.views.keys()) {
    if (desk.views.size <= mostViews) break;
    desk.views.delete(oldest);
  }
  return stateOf(viewId, view);
}

/** Takes a search further, in place. Hits shown until now keep their order: newer ones of another sort join theirs. */
function extend(db: ReadableDb, desk: Desk, view: View, most: number): void {
  if (view.isExact || view.most >= most) return;
  const { ids, isExact } = atOnce(db, () => resolve(db, desk, view.definition, most));
  view.ids = ids;
  view.isExact = isExact;
  view.most = most;
}

export function viewCount(db: ReadableDb, { viewId }: { readonly viewId: number }): ViewState {
  const desk = deskOf(db);
  const view = viewOf(desk, viewId);
  extend(db, desk, view, mostHits);
  return stateOf(viewId, view);
}

export function viewRows(
  db: ReadableDb,
  { viewId, from, to }: Parameters<ContactReads['viewRows']>[0],
): ReturnType<ContactReads['viewRows']> {
  const desk = deskOf(db);
  const view = viewOf(desk, viewId);
  if (to > view.ids.length) extend(db, desk, view, mostHits);
  const ids = view.ids.subarray(from, Math.min(to, from + mostRows));
  return { rows: viewRowsOf(db, ids), count: view.ids.length, isExact: view.isExact };
}

/** Every id of a view, also beyond what a search shows; in the view's order. */
export function viewIds(db: ReadableDb, { viewId }: { readonly viewId: number }): Uint32Array {
  const desk = deskOf(db);
  const view = viewOf(desk, viewId);
  extend(db, desk, view, Number.MAX_SAFE_INTEGER);
  // A copy of its own: handing over a part of an array would hand over the whole of it.
  return view.ids.slice();
}

export function viewClose(db: ReadableDb, { viewId }: { readonly viewId: number }): null {
  deskOf(db).views.delete(viewId);
  return null;
}
