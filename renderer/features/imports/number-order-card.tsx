import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import type { Description } from '../../import-answers.ts';
import { useImportState } from '../../import-state.ts';
import { IconButton } from '../../ui/button.tsx';
import { Card } from '../../ui/page.tsx';
import { columnName } from './column-fields.ts';

/** Several columns with numbers: which one is tried first. */
export function NumberOrderCard({
  description,
  numbers,
}: {
  readonly description: Description;
  readonly numbers: readonly number[];
}) {
  const change = useImportState((state) => state.change);
  const move = (from: number, to: number): void => {
    const moved = numbers[from];
    if (moved === undefined) return;
    change({ numberOrder: numbers.filter((_, at) => at !== from).toSpliced(to, 0, moved) });
  };
  return (
    <Card title="Several numbers a person">
      <p className="caption">
        The first column with a usable number counts. The other numbers are kept beside it and get no texts.
      </p>
      <ol className="number-order">
        {numbers.map((index, at) => {
          const column = description.columns.find((found) => found.index === index);
          const name = columnName(column ?? { column: '', index });
          return (
            <li key={index}>
              <span className="mark-box">{at + 1}</span>
              <bdi className="grow clip">{name}</bdi>
              <IconButton label={`Try ${name} earlier`} disabled={at === 0} onClick={() => move(at, at - 1)}>
                <IconArrowUp size={16} />
              </IconButton>
              <IconButton
                label={`Try ${name} later`}
                disabled={at === numbers.length - 1}
                onClick={() => move(at, at + 1)}
              >
                <IconArrowDown size={16} />
              </IconButton>
            </li>
          );
        })}
      </ol>
    </Card>
  );
}
