import type { Output } from '#contract/contract.ts';
import { ago, date } from '../../format/format.ts';
import { TextableChip } from '../../ui/chip.tsx';
import type { GridColumn } from '../../ui/grid/grid-row.tsx';
import type { GridPerson, ShownColumn } from './contacts-state.ts';

type Column = GridColumn<GridPerson>;

const purposeNames = {
  marketing: 'Offers',
  newsletter: 'News',
  service: 'Service',
  transactional: 'Orders',
} as const;

const words = (list: readonly string[]) =>
  list.length === 0 ? <span className="soft">–</span> : <span className="clip">{list.join(', ')}</span>;

const builtIn = (nowMs: number): readonly Column[] => [
  {
    key: 'name',
    title: 'Name',
    px: 150,
    grows: true,
    sortBy: 'name',
    cell: ({ name }) => <bdi className="strong clip">{name || 'No name'}</bdi>,
  },
  { key: 'mobile', title: 'Number', px: 150, sortBy: 'number', cell: ({ shown }) => <bdi dir="ltr">{shown}</bdi> },
  {
    key: 'textable',
    title: 'May I text?',
    px: 236,
    sortBy: null,
    cell: (row) => <TextableChip textable={row.textable} />,
  },
  {
    key: 'purposes',
    title: 'Permission for',
    px: 150,
    sortBy: null,
    cell: ({ textable }) => words(textable.purposes.map((purpose) => purposeNames[purpose])),
  },
  { key: 'lists', title: 'Lists', px: 100, grows: true, sortBy: null, cell: ({ lists }) => words(lists) },
  { key: 'tags', title: 'Tags', px: 90, grows: true, sortBy: null, cell: ({ tags }) => words(tags) },
  {
    key: 'lastMessage',
    title: 'Last text',
    px: 104,
    sortBy: 'lastMessage',
    cell: (row) => <span className="soft">{ago(row.lastMessageAtMs, nowMs)}</span>,
  },
  {
    key: 'lastReply',
    title: 'Last reply',
    px: 108,
    sortBy: 'lastReply',
    cell: (row) => <span className="soft">{ago(row.lastReplyAtMs, nowMs)}</span>,
  },
  { key: 'country', title: 'Country', px: 90, sortBy: 'country', cell: (row) => row.country ?? '–' },
  { key: 'numberType', title: 'Kind of number', px: 130, sortBy: null, cell: (row) => row.numberType },
  {
    key: 'added',
    title: 'Added',
    px: 104,
    sortBy: 'added',
    cell: (row) => <span className="soft">{date(row.addedAtMs)}</span>,
  },
];

function ofField({ key, label }: Output<'fields.list'>[number]): Column {
  return {
    key: `field:${key}`,
    title: label,
    px: 130,
    sortBy: `field:${key}`,
    cell: ({ values }) => <bdi className="clip">{values.find((one) => one.key === key)?.value ?? '–'}</bdi>,
  };
}

/** Every column there can be: what each contact has, then the fields of this workspace. */
export function allColumns(fields: Output<'fields.list'>, nowMs: number): readonly Column[] {
  return [...builtIn(nowMs), ...fields.map(ofField)];
}

/** The columns shown, in the user's order and widths; a field that is gone falls out. */
export function shownColumns(all: readonly Column[], shown: readonly ShownColumn[]): readonly Column[] {
  return shown.flatMap(({ key, px }) => {
    const column = all.find((one) => one.key === key);
    if (!column) return [];
    // A width somebody gave it is exact; otherwise it takes its share of the room.
    return [px === null ? column : { ...column, px, grows: false }];
  });
}
