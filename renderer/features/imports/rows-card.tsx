import { useEffect, useRef, useState } from 'react';
import { count } from '../../format/format.ts';
import { numbersOf, targetsOf } from '../../import-answers.ts';
import type { Description, ImportAnswers } from '../../import-answers.ts';
import type { RowsReport } from '../../import-check.ts';
import { useImportState } from '../../import-state.ts';
import { Button, LinkButton } from '../../ui/button.tsx';
import { Card } from '../../ui/page.tsx';
import { Empty, Failure, Loading } from '../../ui/states.tsx';
import { columnName, isRole } from './column-fields.ts';
import { heapNames } from './counters.tsx';
import type { CounterId } from './counters.tsx';
import { RowPager } from './row-pager.tsx';
import { RowTable } from './row-table.tsx';
import { useRows } from './use-rows.ts';

/** What a heap means, and what happens to its rows. */
const meanings: Readonly<Partial<Record<CounterId, string>>> = {
  ready: 'Their numbers are not in Assent yet. They are added.',
  known: 'These people are here already. What the file says is put to them as you decide in the step “Known people”.',
  duplicate: 'Their number stands in an earlier row too. The step “Known people” decides which row counts.',
  blocked: 'They said stop, or you blocked them. They are left out, and no import can lift a block.',
  fixed: 'Their number was put right. Compare it with what stands in the file.',
  look: 'They are imported as shown; have a look at what Assent says about each.',
};

/** Columns of the file worth seeing: the numbers first, then whatever goes to a field. */
function columnsToShow(description: Description, answers: ImportAnswers, most: number) {
  const numbers = numbersOf(description, answers);
  const others = targetsOf(description, answers)
    .filter(({ index, field }) => field !== null && !numbers.includes(index))
    // Who it is comes before what only the import needs.
    .toSorted((a, b) => Number(isRole(a.field)) - Number(isRole(b.field)))
    .map(({ index }) => index);
  return [...numbers, ...others].slice(0, Math.max(most, numbers.length)).map((index) => ({
    index,
    name: columnName(description.columns.find((column) => column.index === index) ?? { column: '', index }),
  }));
}

interface RowsCardProps {
  readonly description: Description;
  readonly counter: CounterId;
  readonly reason: string | null;
  /** Whether the check of what is decided is done, so that its rows can be asked for. */
  readonly isReady: boolean;
  readonly onAll: () => void;
}

interface ShownProps extends RowsCardProps {
  readonly report: RowsReport;
  readonly isFileShown: boolean;
  readonly onFrom: (from: number) => void;
}

function Shown({ description, counter, reason, report, isFileShown, onAll, onFrom }: ShownProps) {
  const answers = useImportState((state) => state.answers);
  const table = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (reason !== null) table.current?.querySelector<HTMLInputElement>('input.cell')?.focus();
  }, [reason]);
  if (report.total === 0) {
    return (
      <Empty title="No rows of this kind">
        {counter === 'rejected' ? 'The rows were mended or left out. ' : 'The file has none.'}
        {reason === null ? null : <LinkButton onClick={onAll}>Show every kind</LinkButton>}
      </Empty>
    );
  }
  return (
    <div ref={table}>
      <RowTable
        rows={report.rows}
        fields={isFileShown ? null : report.fields}
        columns={isFileShown ? columnsToShow(description, answers, counter === 'rejected' ? 3 : 8) : []}
        hasHeap={counter === 'all' || counter === 'fixed' || counter === 'look'}
        hasNumber={counter !== 'rejected'}
      />
      <RowPager from={report.from} shown={report.shown} total={report.total} onFrom={onFrom} />
    </div>
  );
}

/** The rows behind a counter, all of them, page by page: as they will be stored or as they stand in the file. */
export function RowsCard(props: RowsCardProps) {
  const { description, counter, reason, isReady, onAll } = props;
  const view = `${counter} ${reason}`;
  const [place, setPlace] = useState({ view, from: 0 });
  const [isEditing, setEditing] = useState(false);
  const from = place.view === view ? place.from : 0;
  const { query, data, isCurrent } = useRows(description, { counter, reason, from }, isReady);
  const isFileShown = counter === 'rejected' || isEditing;
  const meaning = meanings[counter];
  return (
    <Card
      title={isCurrent && data ? `${heapNames[counter]} (${count(data.total)})` : heapNames[counter]}
      flush
      aside={
        reason !== null ? (
          <LinkButton onClick={onAll}>Show every kind</LinkButton>
        ) : counter === 'rejected' ? null : (
          <Button onClick={() => setEditing(!isEditing)}>{isEditing ? 'Show as stored' : 'Change cells'}</Button>
        )
      }
    >
      {meaning === undefined ? null : <p className="caption rows-meaning">{meaning}</p>}
      {query.error ? (
        <div className="card-body">
          <Failure error={query.error} onRetry={() => void query.refetch()} />
        </div>
      ) : isCurrent && data ? (
        <Shown {...props} report={data} isFileShown={isFileShown} onFrom={(to) => setPlace({ view, from: to })} />
      ) : (
        <div className="card-body">
          <Loading rows={5} />
        </div>
      )}
    </Card>
  );
}
