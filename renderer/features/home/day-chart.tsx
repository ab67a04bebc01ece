import type { Output } from '#contract/contract.ts';
import { count } from '../../format/format.ts';

type Days = Output<'home.summary'>['last30']['days'];

const height = 130;

/** Texts a day, delivered and failed; the same figures as a table for everybody who prefers one. */
export function DayChart({ days, isTable }: { readonly days: Days; readonly isTable: boolean }) {
  const most = Math.max(1, ...days.map(({ delivered, failed, other }) => delivered + failed + other));
  if (isTable) {
    return (
      <table className="grid">
        <thead>
          <tr>
            <th scope="col">Day</th>
            <th scope="col" className="number">
              Delivered
            </th>
            <th scope="col" className="number">
              Failed
            </th>
            <th scope="col" className="number">
              Other
            </th>
          </tr>
        </thead>
        <tbody>
          {days.map(({ day, delivered, failed, other }) => (
            <tr key={day}>
              <td>{day}</td>
              <td className="number">{count(delivered)}</td>
              <td className="number">{count(failed)}</td>
              <td className="number">{count(other)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    );
  }
  const slot = 720 / Math.max(days.length, 15);
  return (
    <svg
      className="chart"
      viewBox={`0 0 720 ${height + 18}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={`Texts a day: ${days.length} days with texts, at most ${count(most)} in a day`}
    >
      <line x1="0" y1={height} x2="720" y2={height} />
      {days.map(({ day, delivered, failed, other }, at) => {
        const scale = (n: number): number => (n / most) * (height - 6);
        const x = at * slot + slot * 0.2;
        const width = slot * 0.6;
        const bottoms = [
          height - scale(delivered),
          height - scale(delivered) - scale(other),
          height - scale(delivered + other) - scale(failed),
        ];
        return (
          <g key={day}>
            <title>{`${day}: ${delivered} delivered, ${failed} failed`}</title>
            <rect className="c-ok" x={x} y={bottoms[0]} width={width} height={scale(delivered)} rx="2" />
            <rect className="c-other" x={x} y={bottoms[1]} width={width} height={scale(other)} rx="2" />
            <rect className="c-bad" x={x} y={bottoms[2]} width={width} height={scale(failed)} rx="2" />
          </g>
        );
      })}
    </svg>
  );
}
