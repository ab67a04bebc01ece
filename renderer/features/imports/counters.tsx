import { count } from '../../format/format.ts';
import type { CheckReport, RowsReport } from '../../import-check.ts';

export type Heap = keyof RowsReport['counts'];
export type CounterId = Heap | 'all';

/** The heaps that share the rows among them. */
const fates = [
  ['ready', 'Ready', 'ok'],
  ['known', 'Already known', 'wait'],
  ['duplicate', 'Duplicate in file', 'plain'],
  ['blocked', 'Blocked', 'bad'],
  ['rejected', 'Rejected', 'warn'],
] as const;

/** What lies across them. */
const marks = [
  ['fixed', 'Fixed', 'ok'],
  ['look', 'Needs a look', 'warn'],
] as const;

/** What the rows behind each counter are called. */
export const heapNames: Readonly<Record<CounterId, string>> = {
  all: 'Rows in the file',
  ...(Object.fromEntries([...fates, ...marks].map(([id, name]) => [id, name])) as Record<Heap, string>),
};

/** The check counts; what only looking at each row tells follows a moment later, and is null until then. */
function countsOf(report: CheckReport, rows: RowsReport['counts'] | null): Record<CounterId, number | null> {
  return {
    all: report.rows,
    ready: report.created,
    known: report.updated + report.unchanged,
    duplicate: report.duplicates,
    blocked: report.blocked,
    rejected: report.invalid,
    fixed: report.repairs.reduce((sum, repair) => sum + repair.count, 0),
    look: rows?.look ?? null,
  };
}

interface CounterProps {
  readonly name: string;
  readonly tone: string;
  readonly value: number | null;
  readonly isShown: boolean;
  readonly onClick: () => void;
}

function Counter({ name, tone, value, isShown, onClick }: CounterProps) {
  return (
    <button
      type="button"
      className="counter"
      data-tone={value === 0 ? 'plain' : tone}
      aria-pressed={isShown}
      onClick={onClick}
    >
      <b>{value === null ? '…' : count(value)}</b>
      <span>{name}</span>
    </button>
  );
}

interface CountersProps {
  readonly report: CheckReport;
  readonly rows: RowsReport['counts'] | null;
  readonly shown: CounterId | null;
  readonly onShow: (id: CounterId | null) => void;
}

/** Every row of the file in one of five heaps, with what lies across them; each can be looked at by itself. */
export function Counters({ report, rows, shown, onShow }: CountersProps) {
  const counts = countsOf(report, rows);
  const words = fates.map(([id, name]) => `${count(counts[id] ?? 0)} ${name.toLowerCase()}`).join(', ');
  const counter = ([id, name, tone]: readonly [CounterId, string, string]) => (
    <Counter
      key={id}
      name={name}
      tone={tone}
      value={counts[id]}
      isShown={shown === id}
      onClick={() => onShow(shown === id ? null : id)}
    />
  );
  return (
    <div className="counter-rows">
      <div className="counters" role="group" aria-label="Rows of the file">
        {[['all', heapNames.all, 'plain'] as const, ...fates].map(counter)}
      </div>
      <div className="counters marks" role="group" aria-label="Among them">
        {marks.map(counter)}
      </div>
      <p className="visually-hidden" role="status">
        Of {count(report.rows)} rows: {words}.
      </p>
    </div>
  );
}
