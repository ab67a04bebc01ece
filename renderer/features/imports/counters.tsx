import { count } from '../../format/format.ts';
import type { CheckReport } from '../../import-check.ts';

const counters = [
  ['created', 'New', 'ok'],
  ['updated', 'Changed', 'wait'],
  ['unchanged', 'Nothing new', 'plain'],
  ['duplicates', 'Twice in the file', 'plain'],
  ['blocked', 'On the blocklist', 'bad'],
  ['invalid', 'Unusable', 'warn'],
] as const;

export type CounterId = (typeof counters)[number][0];

interface CountersProps {
  readonly report: CheckReport;
  readonly shown: CounterId | null;
  readonly onShow: (id: CounterId | null) => void;
}

/** Every row of the file in one of six heaps; a heap can be looked at by itself. */
export function Counters({ report, shown, onShow }: CountersProps) {
  const words = counters.map(([id, name]) => `${count(report[id])} ${name.toLowerCase()}`).join(', ');
  return (
    <div>
      <div className="counters" role="group" aria-label="Rows of the file">
        {counters.map(([id, name, tone]) => (
          <button
            key={id}
            type="button"
            className="counter"
            data-tone={report[id] === 0 ? 'plain' : tone}
            aria-pressed={shown === id}
            onClick={() => onShow(shown === id ? null : id)}
          >
            <b>{count(report[id])}</b>
            <span>{name}</span>
          </button>
        ))}
      </div>
      <p className="visually-hidden" role="status">
        Of {count(report.rows)} rows: {words}.
      </p>
    </div>
  );
}
