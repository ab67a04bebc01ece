import type { CallName, Handlers, Input, Output } from '#contract/contract.ts';
import type { EventData, EventName } from '#contract/events.ts';
import { day, fileOf, nowMs, personAt } from './scripted-people.ts';
import { describeRule, matches, subjects } from './scripted-rules.ts';
import type { Facts, Rule } from './scripted-rules.ts';
import type { World } from './scripted-world.ts';

// Contacts without a database: everybody is worked out from their number, what a spec changes is remembered beside it.

type Names = Extract<
  CallName,
  | `views.${string}`
  | `filters.${string}`
  | `lists.${string}`
  | `segments.${string}`
  | `tags.${string}`
  | `undo.${string}`
>;
type Owned =
  | Names
  | `fields.${'list' | 'add' | 'change' | 'order' | 'remove'}`
  | `contacts.${'setApart' | 'merges' | 'file' | 'create' | 'edit' | 'addNote' | 'removeNote' | 'pairs' | 'merge' | 'bulk' | 'cancel' | 'export'}`;
type ListRow = Output<'lists.list'>[number];
type Emit = <N extends EventName>(name: N, data: EventData<N>) => void;

interface View {
  readonly ids: Uint32Array;
  isExact: boolean;
}

/** A refusal, as main would word it. */
class Refusal extends Error {
  readonly wire: { readonly code: string; readonly details: object; readonly words: object };

  constructor(code: string, what: string) {
    super(what);
    this.wire = { code, details: {}, words: { what, notDone: 'Nothing was changed.', next: 'Try again.' } };
  }
}

/** Searched and filtered are the first of a million only: the specs ask for nobody further on. */
const mostLookedAt = 20_000;
const tick = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

const plainList: ListRow = {
  id: 1,
  name: 'Book club',
  kind: 'list',
  rule: null,
  words: null,
  size: 214,
  usedBy: ['Book club, December'],
  createdAtMs: nowMs - 30 * day,
  updatedAtMs: nowMs - 3 * day,
};
const segmentRow: ListRow = {
  ...plainList,
  id: 3,
  name: 'South Africans with permission',
  kind: 'segment',
  rule: { match: 'all', rules: [{ subject: 'country', operator: 'is', values: ['ZA'] }] },
  words: 'country is ZA',
  size: null,
  usedBy: [],
};

function listsOf(isBusy: boolean): ListRow[] {
  return isBusy
    ? [plainList, { ...plainList, id: 2, name: 'Rosebank regulars', size: 1_204, usedBy: [] }, segmentRow]
    : [];
}

/** People who are here twice, far down the list; the third of them once said stop under the other number. */
const twinPairs = [
  [1, 5_001, 'The same name'],
  [2, 5_002, 'Nearly the same name'],
  [5, 5_003, 'The same e-mail address'],
] as const;

function twins(): (readonly [number, Map<string, string>])[] {
  const names = { 5_001: 'Thandi Mokoena', 5_002: 'O’Neill, Siobhan', 5_003: 'N. Dlamini' };
  return Object.entries(names).map(([id, name]) => [
    Number(id),
    new Map([
      ['name', name],
      ['first_name', name.split(/[ ,]+/)[id === '5002' ? 1 : 0] ?? ''],
      ['branch', 'Sandton'],
      ['next_visit', ''],
    ]),
  ]);
}

export function contactHandlers(world: World, emit: Emit): Handlers<Owned> {
  const isBusy = world.people > 0;
  const views = new Map<number, View>();
  const deleted = new Set<number>();
  const tags = new Map<number, Set<string>>(isBusy ? [[2, new Set(['vip'])]] : []);
  const members = new Map<number, Set<number>>([
    [1, new Set([1, 2, 3])],
    [2, new Set([2])],
  ]);
  const values = new Map<number, Map<string, string>>(isBusy ? twins() : []);
  const apart = new Set<string>();
  let merged: Output<'contacts.merges'> = [];
  const notes = new Map<number, Output<'contacts.file'>['notes']>();
  const undos = new Map<string, () => number>();
  const cancelled = new Set<string>();
  let lists = listsOf(isBusy);
  let saved: Output<'views.saved'> = [];
  let fields: Output<'fields.list'> = (
    [
      ['first_name', 'First name', 'text', 12_368],
      ['branch', 'Branch', 'text', 9_200],
      ['next_visit', 'Next visit', 'date', 4_100],
      ['member', 'Member', 'yesNo', 812],
      ['genre', 'Favourite shelf', 'choice', 3_077, ['Crime', 'Poetry', 'Travel', 'Children'], ['Crime lovers']],
    ] as const
  ).map(([key, label, type, filled, options = [], usedBy = []]) => ({
    key,
    label,
    type,
    filled,
    options: [...options],
    usedBy: [...usedBy],
  }));
  if (!isBusy) fields = [];
  let lastId = 100;
  const nextId = (): number => (lastId += 1);

  const nameOf = (id: number): string => values.get(id)?.get('name') ?? personAt(id - 1).name;
  const tagsOf = (id: number): string[] => [...(tags.get(id) ?? [])];
  const listsOfPerson = (id: number) => lists.filter((list) => members.get(list.id)?.has(id));
  const valuesOf = (id: number): { key: string; value: string }[] =>
    fileOf(id - 1).values.map(({ key, value }) => ({ key, value: values.get(id)?.get(key) ?? value }));
  const factsOf = (id: number): Facts => ({
    person: personAt(id - 1),
    tags: tagsOf(id),
    lists: listsOfPerson(id).map((list) => String(list.id)),
    values: valuesOf(id),
  });
  const rowOf = (id: number): Output<'views.rows'>['rows'][number] =>
    deleted.has(id)
      ? null
      : {
          ...personAt(id - 1),
          name: nameOf(id),
          numberType: 'mobile',
          lastReplyAtMs: id % 3 === 0 ? nowMs - id * 60_000 : null,
          tags: tagsOf(id),
          lists: listsOfPerson(id).map(({ name }) => name),
          values: valuesOf(id),
        };
  const everybody = (most = world.people): number[] =>
    Array.from({ length: Math.min(world.people, most) }, (_, at) => at + 1).filter((id) => !deleted.has(id));
  const found = (rule: Rule | null, search: string): number[] => {
    const wanted = search.toLowerCase();
    if (rule === null && wanted === '') return everybody();
    return everybody(mostLookedAt).filter((id) => {
      const facts = factsOf(id);
      const { name, shown } = facts.person;
      const text = `${name} ${shown} ${shown.replaceAll(' ', '')}`.toLowerCase();
      return text.includes(wanted) && (rule === null || matches(rule, facts));
    });
  };
  const viewOf = (viewId: number): View => {
    const view = views.get(viewId);
    if (!view) throw new Refusal('view.closed', 'This view of the contacts was closed.');
    return view;
  };
  const idsOf = (target: Input<'contacts.bulk'>['target']): number[] => {
    if (target.kind === 'view') return [...viewOf(target.viewId).ids].filter((id) => !deleted.has(id));
    return target.kind === 'ids' ? [...target.ids] : found(target.rule, '');
  };
  const change = (undo: () => number): string => {
    const token = `undo-token-${nextId()}`;
    undos.set(token, undo);
    emit('contacts.changed', {});
    return token;
  };
  const setIn = (sets: Map<number, Set<string>> | Map<number, Set<number>>, key: number, item: never): boolean => {
    const group = (sets as Map<number, Set<unknown>>).get(key) ?? new Set<unknown>();
    (sets as Map<number, Set<unknown>>).set(key, group);
    return group.size !== group.add(item).size;
  };
  const actOn = (id: number, action: Input<'contacts.bulk'>['action']): void => {
    if (action.kind === 'tag') setIn(tags, id, action.tag as never);
    else if (action.kind === 'untag') tags.get(id)?.delete(action.tag);
    else if (action.kind === 'listAdd') setIn(members, action.listId, id as never);
    else if (action.kind === 'listRemove') members.get(action.listId)?.delete(id);
    else if (action.kind === 'delete') deleted.add(id);
    else if (action.kind === 'setField')
      values.set(id, new Map([...(values.get(id) ?? []), [action.key, action.value]]));
  };
  const undoOf = (ids: readonly number[], action: Input<'contacts.bulk'>['action']) => (): number => {
    for (const id of ids) {
      if (action.kind === 'tag') tags.get(id)?.delete(action.tag);
      else if (action.kind === 'listAdd') members.get(action.listId)?.delete(id);
      else if (action.kind === 'delete') deleted.delete(id);
    }
    return ids.length;
  };
  const personFile = (id: number): Output<'contacts.file'> => ({
    ...fileOf(id - 1),
    contact: { ...fileOf(id - 1).contact, name: nameOf(id) },
    values: valuesOf(id),
    tags: tagsOf(id),
    lists: listsOfPerson(id).map(({ id: listId, name }) => ({ id: listId, name })),
    notes: notes.get(id) ?? [],
    changes: [
      {
        atMs: nowMs - 19 * day,
        by: 'Lerato Mabaso',
        source: 'customers.xlsx, row 3',
        changes: [{ key: 'branch', before: null, after: 'Rosebank' }],
      },
    ],
  });

  return {
    'views.open': async ({ filter, search, sort, replaces }) => {
      const ids = found(filter, search);
      if (sort.by === 'name' && ids.length <= mostLookedAt)
        ids.sort((a, b) => personAt(a - 1).name.localeCompare(personAt(b - 1).name));
      if ((sort.by === 'added') === (sort.direction === 'ascending')) ids.reverse();
      if (replaces !== null) views.delete(replaces);
      const viewId = nextId();
      // A broad search is counted later, as in main.
      const isExact = search.length !== 1;
      views.set(viewId, { ids: Uint32Array.from(ids), isExact });
      return { viewId, count: isExact ? ids.length : Math.min(ids.length, 10_000), isExact };
    },
    'views.count': async ({ viewId }) => {
      await tick(1_500);
      const view = viewOf(viewId);
      view.isExact = true;
      return { viewId, count: view.ids.length, isExact: true };
    },
    'views.rows': async ({ viewId, from, to }) => {
      const { ids, isExact } = viewOf(viewId);
      return { rows: [...ids.subarray(from, to)].map(rowOf), count: ids.length, isExact };
    },
    'views.close': async ({ viewId }) => {
      views.delete(viewId);
      return {};
    },
    'views.saved': async () => saved,
    'views.save': async ({ id, name, definition }) => {
      const view = { id: id ?? nextId(), name, definition, updatedAtMs: Date.now() };
      saved = [...saved.filter((one) => one.id !== view.id), view];
      return view;
    },
    'views.remove': async ({ id }) => {
      saved = saved.filter((one) => one.id !== id);
      return {};
    },
    'filters.subjects': async () => subjects(fields, lists),
    'filters.parse': async () => {
      throw new Refusal('rule.badSyntax', 'This rule cannot be read.');
    },
    'filters.describe': async ({ rule }) => ({ rule, text: describeRule(rule), words: describeRule(rule) }),
    'filters.size': async ({ rule }) => {
      const ids = found(rule, '');
      return { size: ids.length, samples: ids.slice(0, 10).map((id) => personAt(id - 1)) };
    },
    'contacts.file': async ({ id }) => personFile(id),
    'contacts.create': async () => {
      world.people += 1;
      emit('contacts.changed', {});
      return { id: world.people, isBlocked: false };
    },
    'contacts.edit': async ({ id, name, values: written }) => {
      const kept = new Map(values.get(id));
      if (name !== null) kept.set('name', name);
      for (const { key, value } of written) kept.set(key, value);
      values.set(id, kept);
      emit('contacts.changed', {});
      return personFile(id);
    },
    'contacts.addNote': async ({ id, text }) => {
      notes.set(id, [{ id: nextId(), text, by: 'Lerato Mabaso', atMs: Date.now() }, ...(notes.get(id) ?? [])]);
      return personFile(id);
    },
    'contacts.removeNote': async ({ id, noteId }) => {
      notes.set(
        id,
        (notes.get(id) ?? []).filter((note) => note.id !== noteId),
      );
      return personFile(id);
    },
    'contacts.pairs': async () =>
      twinPairs.flatMap(([one, two, reason]) => {
        const [first, second] = isBusy ? [rowOf(one), rowOf(two)] : [];
        return first && second && !apart.has(`${one}/${two}`) ? [{ first, second, reason }] : [];
      }),
    'contacts.setApart': async ({ firstId, secondId, isApart }) => {
      if (isApart) apart.add(`${firstId}/${secondId}`);
      else apart.delete(`${firstId}/${secondId}`);
      emit('contacts.changed', {});
      return {};
    },
    'contacts.merges': async () => merged,
    'contacts.merge': async ({ keepId, dropId, name, values: written }) => {
      const before = values.get(keepId);
      values.set(
        keepId,
        new Map([...(before ?? []), ['name', name], ...written.map((one) => [one.key, one.value] as const)]),
      );
      deleted.add(dropId);
      const undo = `undo-token-${nextId()}`;
      undos.set(undo, () => {
        merged = merged.filter((one) => one.undo !== undo);
        values.set(keepId, before ?? new Map());
        return deleted.delete(dropId) ? 2 : 0;
      });
      const kept = { id: keepId, name, shown: personAt(keepId - 1).shown };
      merged = [
        { undo, atMs: Date.now(), kept, dropped: { name: nameOf(dropId), shown: personAt(dropId - 1).shown } },
        ...merged,
      ];
      emit('contacts.changed', {});
      return { id: keepId, undo };
    },
    'contacts.bulk': async ({ target, action, clientId }) => {
      const ids = idsOf(target);
      for (let done = 0; ids.length > 1_000 && done < 4; done += 1) {
        emit('contacts.progress', { clientId, done: Math.round((ids.length * done) / 4), total: ids.length });
        await tick(150);
        if (cancelled.has(clientId)) throw new Refusal('bulk.cancelled', 'The change was stopped.');
      }
      for (const id of ids) actOn(id, action);
      return {
        people: ids.length,
        changed: ids.length,
        undo: action.kind === 'block' ? null : change(undoOf(ids, action)),
      };
    },
    'contacts.cancel': async ({ clientId }) => {
      cancelled.add(clientId);
      return {};
    },
    'contacts.export': async ({ format }) => ({ savedAs: `/home/lerato/contacts.${format}`, people: 12 }),
    'undo.apply': async ({ undo }) => {
      const restored = undos.get(undo)?.() ?? 0;
      if (!undos.delete(undo)) throw new Refusal('undo.gone', 'This can no longer be taken back.');
      emit('contacts.changed', {});
      return { restored, kept: 0 };
    },
    'undo.forget': async ({ undo }) => {
      undos.delete(undo);
      return {};
    },
    'lists.list': async () => lists,
    'lists.create': async ({ name, members: target }) => {
      const ids = target === null ? [] : idsOf(target);
      const row: ListRow = { ...plainList, usedBy: [], id: nextId(), name, size: ids.length, updatedAtMs: Date.now() };
      members.set(row.id, new Set(ids));
      lists = [...lists, row];
      return row;
    },
    'lists.rename': async ({ id, name }) => {
      lists = lists.map((row) => (row.id === id ? { ...row, name } : row));
      return lists.find((row) => row.id === id) ?? plainList;
    },
    'lists.remove': async ({ id }) => {
      const before = lists;
      lists = lists.filter((row) => row.id !== id);
      return { undo: change(() => (lists = before).length) };
    },
    'segments.save': async ({ id, name, rule }) => {
      const row: ListRow = { ...segmentRow, id: id ?? nextId(), name, rule, words: describeRule(rule) };
      lists = [...lists.filter((one) => one.id !== row.id), row];
      return row;
    },
    'tags.list': async () => {
      const names = new Set([...tags.values()].flatMap((group) => [...group]));
      return [...names].map((name) => ({
        name,
        people: [...tags.values()].filter((group) => group.has(name)).length,
      }));
    },
    'tags.remove': async ({ name }) => {
      const people = [...tags.values()].filter((group) => group.delete(name));
      return { people: people.length, undo: change(() => people.map((group) => group.add(name)).length) };
    },
    'fields.list': async () => fields,
    'fields.add': async ({ label, type, options }) => {
      const field = { key: label.toLowerCase().replaceAll(' ', '_'), label, type, options, filled: 0, usedBy: [] };
      fields = [...fields, field];
      emit('contacts.changed', {});
      return field;
    },
    'fields.order': async ({ keys }) => {
      fields = fields.toSorted((a, b) => keys.indexOf(a.key) - keys.indexOf(b.key));
      emit('contacts.changed', {});
      return {};
    },
    'fields.change': async ({ key, label, type, options }) => {
      const old = fields.find((field) => field.key === key);
      if (old && old.type === 'text' && type === 'number' && old.filled > 0)
        throw new Refusal(
          'field.badValues',
          `${old.filled} people have a value in “${label}” that would be lost if it had to be a number: Rosebank.`,
        );
      fields = fields.map((field) => (field.key === key ? { ...field, label, type, options } : field));
      emit('contacts.changed', {});
      return { field: { key, label, type, options, filled: 0, usedBy: [] }, cleared: 0 };
    },
    'fields.remove': async ({ key }) => {
      const gone = fields.find((field) => field.key === key);
      fields = fields.filter((field) => field.key !== key);
      return { people: gone?.filled ?? 0, undo: change(() => (gone ? (fields = [...fields, gone]).length : 0)) };
    },
  };
}
