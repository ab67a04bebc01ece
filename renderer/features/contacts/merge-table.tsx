import type { ReactNode } from 'react';
import { date } from '../../format/format.ts';
import { TextableChip } from '../../ui/chip.tsx';
import { ScrollTable } from '../../ui/scroll-table.tsx';

import { isSame, sideOf, sides } from './merge-choice.ts';
import type { MergeLine, PersonFile, Side, Two } from './merge-choice.ts';

interface ValueProps {
  readonly group: string;
  readonly side: Side;
  readonly value: string;
  readonly isPicked: boolean;
  readonly onPick: (side: Side) => void;
}

/** One of the two values, to be kept or not. */
function Value({ group, side, value, isPicked, onPick }: ValueProps) {
  return (
    <td data-on={isPicked}>
      <label className="merge-pick">
        <input type="radio" name={group} checked={isPicked} onChange={() => onPick(side)} />
        {value === '' ? <span className="soft">Nothing</span> : <bdi>{value}</bdi>}
      </label>
    </td>
  );
}

interface MergeTableProps {
  readonly two: Two;
  readonly lines: readonly MergeLine[];
  readonly keep: Side;
  readonly picked: ReadonlyMap<string, Side>;
  readonly onKeep: (side: Side) => void;
  readonly onPick: (key: string, side: Side) => void;
}

function Numbers({ two, keep, onKeep }: Pick<MergeTableProps, 'two' | 'keep' | 'onKeep'>) {
  return (
    <tr>
      <th scope="row">Number that stays</th>
      {sides.map((side) => (
        <td key={side} data-on={keep === side}>
          <label className="merge-pick">
            <input type="radio" name="merge-number" checked={keep === side} onChange={() => onKeep(side)} />
            <span className="strong">
              <bdi dir="ltr">{two[side].contact.shown}</bdi>
            </span>
          </label>
        </td>
      ))}
    </tr>
  );
}

/** What belongs to each number and goes nowhere: whether it may be texted, since when it is here. */
function Standing({ two }: { readonly two: Two }) {
  const cells: readonly (readonly [string, (file: PersonFile) => ReactNode])[] = [
    ['May I text?', ({ contact }) => <TextableChip textable={contact.textable} />],
    ['Added', ({ contact }) => date(contact.addedAtMs)],
  ];
  return cells.map(([title, cell]) => (
    <tr key={title} className="merge-standing">
      <th scope="row">{title}</th>
      {sides.map((side) => (
        <td key={side}>{cell(two[side])}</td>
      ))}
    </tr>
  ));
}

/** The two side by side; where they differ one value is picked, where they agree there is nothing to ask. */
export function MergeTable({ two, lines, keep, picked, onKeep, onPick }: MergeTableProps) {
  return (
    <ScrollTable label="The two side by side">
      <table className="grid merge-table">
        <thead>
          <tr>
            <th scope="col">
              <span className="visually-hidden">What</span>
            </th>
            {sides.map((side) => (
              <th key={side} scope="col">
                {keep === side ? 'Stays' : 'Goes into the other'}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <Numbers two={two} keep={keep} onKeep={onKeep} />
          <Standing two={two} />
          {lines.map((line) => (
            <tr key={line.key}>
              <th scope="row">{line.label}</th>
              {isSame(line) ? (
                <td colSpan={2} className="merge-same">
                  <bdi>{line.first}</bdi> <span className="caption">the same in both</span>
                </td>
              ) : (
                sides.map((side) => (
                  <Value
                    key={side}
                    group={`merge-${line.key}`}
                    side={side}
                    value={line[side]}
                    isPicked={sideOf(line, keep, picked) === side}
                    onPick={(next) => onPick(line.key, next)}
                  />
                ))
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollTable>
  );
}
