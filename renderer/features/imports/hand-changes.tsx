import type { ReactNode } from 'react';
import { useCall } from '../../api/client.ts';
import { count } from '../../format/format.ts';
import type { Description, ImportAnswers } from '../../import-answers.ts';
import { useImportState } from '../../import-state.ts';
import { LinkButton } from '../../ui/button.tsx';
import { Card } from '../../ui/page.tsx';
import { columnName } from './column-fields.ts';

/** More are kept, but the latest are what somebody wants to take back. */
const shown = 50;

interface ChangeProps {
  readonly children: ReactNode;
  /** What is taken back, for those who hear the button alone. */
  readonly what: string;
  readonly onUndo: () => void;
}

function Change({ children, what, onUndo }: ChangeProps) {
  return (
    <li>
      <span className="grow">{children}</span>
      <LinkButton onClick={onUndo}>
        Undo<span className="visually-hidden"> {what}</span>
      </LinkButton>
    </li>
  );
}

/** Decisions about every row with one problem. */
function GroupChanges() {
  const { answers, change } = useImportState();
  const countries = useCall('app.state', {}).data?.countries ?? [];
  const nameOf = (code: string): string => countries.find((country) => country.code === code)?.name ?? code;
  const { groupCountries, groupsLeftOut } = answers;
  return (
    <>
      {groupCountries.map((group) => (
        <Change
          key={group.reason}
          what={`the country: ${group.title}`}
          onUndo={() => change({ groupCountries: groupCountries.filter((other) => other !== group) })}
        >
          {group.title}: read as numbers of <b className="strong">{nameOf(group.country)}</b>
        </Change>
      ))}
      {groupsLeftOut.map((group) => (
        <Change
          key={group.reason}
          what={`leaving out: ${group.title}`}
          onUndo={() => change({ groupsLeftOut: groupsLeftOut.filter((other) => other !== group) })}
        >
          {group.title}: all left out
        </Change>
      ))}
    </>
  );
}

/** How many decisions about single rows and groups of rows stand. */
export function handChangesOf({ edits, leftOut, groupCountries, groupsLeftOut }: ImportAnswers): number {
  return edits.length + leftOut.length + groupCountries.length + groupsLeftOut.length;
}

/** Cells changed and rows left out by hand, each with its way back. */
export function HandChanges({ description }: { readonly description: Description }) {
  const { answers, change } = useImportState();
  const { edits, leftOut } = answers;
  const total = handChangesOf(answers);
  if (total === 0) return null;
  const nameOf = (index: number): string =>
    columnName(description.columns.find((column) => column.index === index) ?? { column: '', index });
  return (
    <Card
      title={`Changed by hand (${count(total)})`}
      aside={
        <LinkButton onClick={() => change({ edits: [], leftOut: [], groupCountries: [], groupsLeftOut: [] })}>
          Undo all
        </LinkButton>
      }
    >
      <p className="caption">
        Only this import sees these changes; the file itself stays as it is. Rows left out stand among the rejected
        rows.
      </p>
      <ul className="plain-list hand-changes">
        <GroupChanges />
        {edits.slice(-shown).map((edit) => (
          <Change
            key={`${edit.row}-${edit.column}`}
            what={`the change of row ${edit.row}`}
            onUndo={() => change({ edits: edits.filter((other) => other !== edit) })}
          >
            Row {edit.row}, {nameOf(edit.column)}: <bdi className="soft">{edit.before || '(empty)'}</bdi> →{' '}
            <bdi className="strong">{edit.value || '(empty)'}</bdi>
          </Change>
        ))}
        {leftOut.slice(-shown).map((row) => (
          <Change
            key={row}
            what={`leaving out row ${row}`}
            onUndo={() => change({ leftOut: leftOut.filter((other) => other !== row) })}
          >
            Row {row} is left out
          </Change>
        ))}
      </ul>
    </Card>
  );
}
