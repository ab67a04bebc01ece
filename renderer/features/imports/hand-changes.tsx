import { count } from '../../format/format.ts';
import type { Description } from '../../import-answers.ts';
import { useImportState } from '../../import-state.ts';
import { LinkButton } from '../../ui/button.tsx';
import { Card } from '../../ui/page.tsx';
import { columnName } from './column-fields.ts';

/** More are kept, but the latest are what somebody wants to take back. */
const shown = 50;

/** Cells changed and rows left out by hand, each with its way back. */
export function HandChanges({ description }: { readonly description: Description }) {
  const { answers, change } = useImportState();
  const { edits, leftOut } = answers;
  const total = edits.length + leftOut.length;
  if (total === 0) return null;
  const nameOf = (index: number): string =>
    columnName(description.columns.find((column) => column.index === index) ?? { column: '', index });
  return (
    <Card
      title={`Changed by hand (${count(total)})`}
      aside={<LinkButton onClick={() => change({ edits: [], leftOut: [] })}>Undo all</LinkButton>}
    >
      <p className="caption">Only this import sees these changes; the file itself stays as it is.</p>
      <ul className="plain-list hand-changes">
        {edits.slice(-shown).map((edit) => (
          <li key={`${edit.row}-${edit.column}`}>
            <span className="grow">
              Row {edit.row}, {nameOf(edit.column)}: <bdi className="soft">{edit.before || '(empty)'}</bdi> →{' '}
              <bdi className="strong">{edit.value || '(empty)'}</bdi>
            </span>
            <LinkButton onClick={() => change({ edits: edits.filter((other) => other !== edit) })}>
              Undo<span className="visually-hidden"> the change of row {edit.row}</span>
            </LinkButton>
          </li>
        ))}
        {leftOut.slice(-shown).map((row) => (
          <li key={row}>
            <span className="grow">Row {row} is left out</span>
            <LinkButton onClick={() => change({ leftOut: leftOut.filter((other) => other !== row) })}>
              Undo<span className="visually-hidden"> leaving out row {row}</span>
            </LinkButton>
          </li>
        ))}
      </ul>
    </Card>
  );
}
